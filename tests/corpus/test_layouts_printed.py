"""Printed minutes: the head, who was present, and where each item begins."""

from datetime import date
from time import process_time

import pytest

from corpus.blocks import Block
from corpus.layouts.printed import parse, recognises
from corpus.minutes import Metadata
from corpus.read import read_minutes

HEAD = ("MAPLEMERE TOWN COUNCIL", "AUDIT COMMITTEE", "Minutes of the meeting held on Monday 6 March 2023")


def blocks(*lines: str) -> list[Block]:
    return [Block(text=line) for line in lines]


def numbers(*lines: str) -> list[tuple[str | None, str]]:
    return [(item.number, item.title) for item in parse(blocks(*HEAD, *lines)).items]


def test_the_head_lines_are_metadata() -> None:
    outline = parse(blocks(*HEAD, "1. Apologies", "None.", "2. Close", "At 8."))

    assert (outline.metadata.council, outline.metadata.committee, outline.metadata.held) == (
        "Maplemere Town Council",
        "Audit Committee",
        date(2023, 3, 6),
    )
    assert outline.left_out == HEAD


def test_draft_minutes_say_so() -> None:
    head = ("MAPLEMERE TOWN COUNCIL", "DRAFT MINUTES of the meeting held on 6 March 2023")

    assert parse(blocks(*head, "1. Apologies", "None.", "2. Close", "At 8.")).metadata.status == "draft"


def test_who_was_present_stands_before_the_first_item() -> None:
    items = parse(blocks(*HEAD, "Present: A Clerk", "1. Apologies", "None.", "2. Close", "At 8.")).items

    assert (items[0].number, items[0].title) == (None, "")
    assert [block.text for block in items[0].parts[0].blocks] == ["Present: A Clerk"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("26. Apologies", "27. Close", ["26", "27"]),
        ("*308.  Apologies", "309.  Close", ["308", "309"]),
        ("1772. APOLOGIES", "1773. CLOSE", ["1772", "1773"]),
        ("29 APOLOGIES", "30 CLOSE", ["29", "30"]),
        ("14365 APOLOGIES", "14366 CLOSE", ["14365", "14366"]),
        ("3 APOLOGIES", "3a CLOSE", ["3", "3a"]),
        ("77/21 APOLOGIES", "78/21 CLOSE", ["77/21", "78/21"]),
        ("23/40 APOLOGIES", "23/41 CLOSE", ["23/40", "23/41"]),
        ("268/12/13 Apologies", "269/12/13 Close", ["268/12/13", "269/12/13"]),
        ("PL21/081  Apologies", "PL21/082  Close", ["PL21/081", "PL21/082"]),
        ("PL21/081  Barn", "PL21/081  Close", ["PL21/081", "PL21/081"]),
        ("C 08/042  Apologies", "C 08/043  Close", ["C 08/042", "C 08/043"]),
        ("C104/Feb/2020  Apologies", "C105/Feb/2020  Close", ["C104/Feb/2020", "C105/Feb/2020"]),
        ("C048/23      1. Apologies", "C049/23      2. Close", ["C048/23", "C049/23"]),
        ("1.23  - Apologies", "2.23– Close", ["1.23", "2.23"]),
        ("I APOLOGIES", "II CLOSE", ["I", "II"]),
        ("2307.01 Apologies", "2307.02 Close", ["2307.01", "2307.02"]),
    ],
)
def test_an_item_begins_with_its_number(first: str, second: str, expected: list[str]) -> None:
    assert [number for number, _ in numbers(first, "There were none.", second, "At 8.")] == expected


def test_a_dash_between_number_and_title_is_no_part_of_either() -> None:
    assert numbers("1.23  - Apologies", "None.", "2.23– Close", "At 8.") == [("1.23", "Apologies"), ("2.23", "Close")]


def test_a_number_in_a_line_of_its_own_has_its_title_in_the_next() -> None:
    assert numbers("1.", "APOLOGIES", "None.", "2.", "CLOSE", "At 8.") == [("1", "APOLOGIES"), ("2", "CLOSE")]


def test_numbered_paragraphs_inside_an_item_are_not_items() -> None:
    assert numbers("1. FERRY", "1. The boat was late.", "2. It was mended.", "2. CLOSE", "At 8.") == [
        ("1", "FERRY"),
        ("2", "CLOSE"),
    ]


def test_the_line_to_sign_is_left_out() -> None:
    outline = parse(blocks(*HEAD, "1. Apologies", "None.", "2. Close", "At 8.", "Signed ………………… Chair"))

    assert outline.left_out[-1] == "Signed ………………… Chair"


@pytest.mark.parametrize(
    "lines",
    [
        (),
        HEAD,
        (HEAD[0], "1. Apologies", "None."),
        ("1. Apologies", "None.", "2. Close", "At 8."),
        ("The Council met.", "1. Apologies", "None.", "2. Close", "At 8."),
    ],
)
def test_what_has_no_head_or_no_items_is_not_recognised(lines: tuple[str, ...]) -> None:
    assert not recognises(blocks(*lines))


def test_one_item_below_a_whole_head_is_an_item() -> None:
    outline = parse(blocks(*HEAD, "1. Ferry", "It was late."))

    assert recognises(blocks(*HEAD, "1. Ferry", "It was late."))
    assert [(item.number, item.title) for item in outline.items] == [("1", "Ferry")]


def test_the_asterisk_of_an_item_stands_in_the_line_before_it() -> None:
    assert numbers("*", "308. Apologies", "None.", "*", "309.", "CLOSE", "At 8.") == [
        ("308", "Apologies"),
        ("309", "CLOSE"),
    ]


def test_a_paragraph_with_a_dot_after_its_items_number_is_no_item() -> None:
    assert numbers("77/21 FERRY", "77/21.1 It was late", "78/21 CLOSE", "At 8.") == [
        ("77/21", "FERRY"),
        ("78/21", "CLOSE"),
    ]


def test_what_is_said_in_the_minutes_is_kept() -> None:
    said = [
        "Contact: the clerk had written.",
        "Leader: .... Councillor Reid said no.",
        "Chair",
        "Date of the fair: May",
    ]
    outline = parse(blocks(*HEAD, "1. Ferry", *said, "2. Close", "At 8.", "Chair"))

    assert [block.text for block in outline.items[0].parts[0].blocks] == said
    assert outline.left_out == (*HEAD, "Chair")


def test_a_council_below_present_is_that_of_who_was_there() -> None:
    outline = parse(
        blocks(*HEAD, "Present:", "Oakham District Council", "A Finch", "1. Ferry", "One.", "2. Close", "At 8.")
    )

    assert [block.text for block in outline.items[0].parts[0].blocks] == [
        "Present:",
        "Oakham District Council",
        "A Finch",
    ]
    assert outline.metadata.council == "Maplemere Town Council"


def test_a_sentence_with_a_date_above_the_first_item_is_kept() -> None:
    said = "The ferry sank on 3 May 1999."
    outline = parse(blocks(*HEAD, said, "1. Ferry", "One.", "2. Close", "At 8."))

    assert [block.text for block in outline.items[0].parts[0].blocks] == [said]


def test_a_number_that_ends_the_title_is_the_item_s_where_no_other_is() -> None:
    assert numbers("Apologies (Agenda item 1)", "None.", "Ferry (C3983) [Item 2]", "(1) It was late.") == [
        ("1", "Apologies (Agenda item 1)"),
        ("2", "Ferry (C3983) [Item 2]"),
    ]
    assert numbers("276. Apologies (Agenda item 1)", "None.", "277. Ferry (Agenda item 2)", "Late.") == [
        ("276", "Apologies (Agenda item 1)"),
        ("277", "Ferry (Agenda item 2)"),
    ]


def test_minutes_that_lost_their_numbers_have_their_headings_as_items() -> None:
    lines = ("PRESENT:", "Councillor Finch", "APOLOGIES", "NONE", "FERRY TIMES", "RESOLVED:", "That it be so.")

    assert recognises(blocks(*HEAD, *lines))
    assert numbers(*lines) == [(None, ""), (None, "APOLOGIES"), (None, "FERRY TIMES")]


def test_headings_below_a_head_that_names_no_body_are_no_items() -> None:
    assert not recognises(blocks(HEAD[0], HEAD[2], "APOLOGIES", "None.", "FERRY TIMES", "Late."))


def test_items_with_a_letter_and_a_numeral_stand_between_two_numbers() -> None:
    assert [number for number, _ in numbers("4. Motions", "4a. Wall", "4bi. Change", "4bii. Change", "5. Close")] == [
        "4",
        "4a",
        "4bi",
        "4bii",
        "5",
    ]
    assert [number for number, _ in numbers("79/21 WALL", "79/21a LAMP", "79/21b BENCH", "80/21 CLOSE")] == [
        "79/21",
        "79/21a",
        "79/21b",
        "80/21",
    ]


def test_the_first_row_of_a_table_stays_whole() -> None:
    cells = [Block(text=text, kind="cell", level=n) for n, text in enumerate(["Item", "Resolution"])]
    outline = parse([*blocks(*HEAD), *cells, *blocks("C30/16  Apologies", "None.", "C31/16  Ferry", "Late.")])

    assert outline.items[0].parts[0].blocks == tuple(cells)


def test_print_that_calls_itself_an_agenda_is_read_with_a_warning() -> None:
    text = "Maplemere Town Council\n{}\n12 September 2023\n1. Ferry\nTo consider it.\n2. Close\nTo close."
    warning = "it calls itself an agenda and not minutes; take it away again if it only says what was to come"

    agenda = read_minutes("a.txt", text.format("AGENDA").encode(), Metadata(committee="Board"))
    minutes = read_minutes("a.txt", text.format("MINUTES").encode(), Metadata(committee="Board"))

    assert (agenda.warnings, minutes.warnings) == ((warning,), ())


def test_an_entry_that_ends_with_and_is_no_title() -> None:
    lines = ["26. Ferry", "1. The tender; and", "2. The bus; or", "3. The quay.", "27. Close", "At 8."]

    assert numbers(*lines) == [("26", "Ferry"), ("27", "Close")]


def test_a_number_inside_a_row_is_no_item() -> None:
    row = [Block(text=text, kind="cell", level=column) for column, text in enumerate(("Hale", "95/22", "Personal"))]
    items = parse([*blocks(*HEAD, "90/22 Interests"), *row, *blocks("91/22 Close", "At 8.")]).items

    assert [item.number for item in items] == ["90/22", "91/22"]


def test_a_long_text_without_a_head_is_looked_at_once() -> None:
    lines = [f"The ferry of line {n} left on time, and 12 March 2024 was mentioned." for n in range(3000)]
    started = process_time()

    assert not recognises(blocks(*lines))
    # Looking at every beginning of the text took minutes; once takes a part of a second.
    assert process_time() - started < 10


def test_the_number_that_each_article_begins_with_is_that_of_its_heading() -> None:
    head = ("MAPLEMERE COUNCIL", "AUDIT COMMITTEE", "Minutes of the meeting held on Monday 6 March 2023")
    lines = ("DECLARATIONS", "1. There were none in terms of the code.", "HARBOUR PLAN", "2. A report was given in.")
    items = parse(blocks(*head, *lines, "It was long.")).items

    assert [(item.number, item.title) for item in items] == [("1", "DECLARATIONS"), ("2", "HARBOUR PLAN")]
    assert [[block.text for block in item.parts[0].blocks] for item in items] == [
        ["There were none in terms of the code."],
        ["A report was given in.", "It was long."],
    ]


def test_a_list_below_a_heading_gives_it_no_number() -> None:
    lines = ("HARBOUR PLAN", "1. A report was given in.", "2. It was long.", "CLOSE OF MEETING", "3. At eight.")

    assert numbers(*lines) == [(None, "HARBOUR PLAN"), (None, "CLOSE OF MEETING")]


def test_items_that_open_with_their_number_in_words_are_items() -> None:
    lines = (
        "Item 1 – Apologies",
        "None.",
        "Agenda Item 2: Harbour Plan",
        "Item 2: it was long.",
        "Item 3 - Close",
        "8.",
    )

    assert numbers(*lines) == [("1", "Apologies"), ("2", "Harbour Plan"), ("3", "Close")]

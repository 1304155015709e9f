"""The page of one agenda item: where its minutes begin and end, and what it states of its meeting."""

from datetime import date

import pytest

from corpus.blocks import Block
from corpus.layouts.agenda_item import parse, recognises
from corpus.layouts.outline import Outline


def blocks(*lines: str) -> list[Block]:
    return [Block(text=line) for line in lines]


def parts(outline: Outline) -> list[tuple[str, list[str]]]:
    return [(part.kind, [block.text for block in part.blocks]) for part in outline.items[0].parts]


def test_agenda_item_by_itself_near_the_top_is_recognised() -> None:
    assert recognises(blocks("Site - Agenda item", "Agenda item", "Title"))
    assert not recognises(blocks("Agenda item 9 was taken first.", "Title"))
    assert not recognises(blocks(*["words"] * 6, "Agenda item"))
    assert not recognises([])


def test_without_a_marker_all_of_it_is_the_minutes() -> None:
    outline = parse(blocks("Agenda item", "Title", "45.1  One.", "Supporting documents:"))

    assert outline.items[0].title == "Title"
    assert parts(outline) == [("minutes", ["45.1  One."])]
    assert outline.left_out == ("Agenda item", "Supporting documents:")
    assert outline.single


def test_what_stands_before_the_minutes_is_the_agenda() -> None:
    outline = parse(blocks("Agenda item", "Title", "To note it.", "Minutes:", "It was noted."))

    assert parts(outline) == [("agenda", ["To note it."]), ("minutes", ["It was noted."])]


def test_the_decision_and_the_minutes_are_both_kept() -> None:
    outline = parse(blocks("Agenda item", "Title", "Decision:", "RESOLVED.", "Minutes:", "It was moved.", "RESOLVED."))

    assert parts(outline) == [("decision", ["RESOLVED."]), ("minutes", ["It was moved.", "RESOLVED."])]


def test_the_size_of_a_file_is_taken_off_the_title() -> None:
    outline = parse(blocks("Agenda item", "Bus shelter PDF 166 KB", "Minutes:", "It was noted."))

    assert outline.items[0].title == "Bus shelter"
    assert outline.left_out == ("Agenda item", "PDF 166 KB", "Minutes:")


def test_the_line_about_the_meeting_is_metadata() -> None:
    line = "Meeting of Audit and Risk Committee, Thursday, 18 January 2024 10.00 am (Item 45.)"
    metadata = parse(blocks("Agenda item", "Title", line, "It was noted.")).metadata

    assert (metadata.committee, metadata.held, metadata.item) == ("Audit and Risk Committee", date(2024, 1, 18), "45")


def test_the_documents_at_the_end_are_left_out() -> None:
    outline = parse(blocks("Agenda item", "Title", "It was noted.", "Additional documents:", "Report PDF 3 MB", "Plan"))

    assert parts(outline) == [("minutes", ["It was noted."])]
    assert outline.left_out == ("Agenda item", "Additional documents:", "Report PDF 3 MB", "Plan")


@pytest.mark.parametrize(
    "line",
    [
        "Share this item",
        "View directions",
        "View the background to item 160.",
        "View the decision for item 4.",
        "Page 3",
        "Contact: A Clerk",
        "This document was classified as: OFFICIAL",
        "Report PDF 500 KB",
    ],
)
def test_furniture_of_the_page_is_left_out(line: str) -> None:
    outline = parse(blocks("Agenda item", "Title", line, "It was noted."))

    assert parts(outline) == [("minutes", ["It was noted."])]
    assert line in outline.left_out


def test_the_council_is_taken_from_the_pages_chrome_alone() -> None:
    title = Block(text="Agenda item - Title - Maplemere County Council", style="title", chrome=True)
    named = Block(text="Otherton District Council")

    assert parse([title, *blocks("Agenda item", "Title", "words")]).metadata.council == "Maplemere County Council"
    assert parse([*blocks("Agenda item", "Title"), named]).metadata.council is None


def test_the_welsh_page_has_its_minutes() -> None:
    outline = parse(blocks("Agenda item", "Llwybrau", "I nodi.", "Cofnodion:", "Nodwyd.", "Dogfennau ychwanegol:"))

    assert parts(outline) == [("agenda", ["I nodi."]), ("minutes", ["Nodwyd."])]


def test_minutes_printed_after_the_documents_are_kept() -> None:
    outline = parse(
        blocks("Agenda item", "Title", "To note.", "Additional documents:", "Plan", "Minutes:", "Noted.", "RESOLVED.")
    )

    assert parts(outline) == [("agenda", ["To note."]), ("minutes", ["Noted.", "RESOLVED."])]
    assert outline.left_out == ("Agenda item", "Additional documents:", "Plan", "Minutes:")


def test_prose_after_the_documents_is_kept_and_their_names_are_not() -> None:
    names = [Block(text="Costs of the ferry", kind="bullet"), *blocks("plan.docx", "· Timetable", "Report PDF 3 MB")]
    outline = parse(
        [*blocks("Agenda item", "Title", "One.", "Supporting documents:"), *names, *blocks("It was noted.")]
    )

    assert parts(outline) == [("minutes", ["One.", "It was noted."])]
    assert outline.left_out[2:] == ("Costs of the ferry", "plan.docx", "· Timetable", "Report PDF 3 MB")


def test_words_of_the_pages_head_may_begin_a_sentence_of_the_minutes() -> None:
    said = ["One.", "Contact: the clerk had written.", "Venue: the hall was booked", "Item", "Chair", "Two."]

    assert parts(parse(blocks("Agenda item", "Title", *said))) == [("minutes", said)]


def test_a_sentence_with_dots_is_no_line_to_sign() -> None:
    said = ["One.", "Leader: .... Councillor Reid said no.", "Chair ........ took the vote"]

    assert parts(parse(blocks("Agenda item", "Title", *said))) == [("minutes", said)]


def test_the_lines_to_sign_at_the_end_are_left_out() -> None:
    outline = parse(blocks("Agenda item", "Title", "One.", "Signed ........ Chair", "Date ________", "Page 3"))

    assert parts(outline) == [("minutes", ["One."])]
    assert outline.left_out == ("Agenda item", "Signed ........ Chair", "Date ________", "Page 3")


def test_a_cell_of_a_table_is_no_furniture() -> None:
    cells = [Block(text=text, kind="cell") for text in ("Page 3", "3 of 12", "Item")]

    assert parse([*blocks("Agenda item", "Title", "One."), *cells]).items[0].parts[0].blocks[1:] == tuple(cells)


def test_the_lines_above_agenda_item_state_metadata() -> None:
    metadata = parse(blocks("Maplemere County Council", "Audit Committee", "Agenda item", "Title", "One.")).metadata

    assert (metadata.council, metadata.committee) == ("Maplemere County Council", "Audit Committee")


@pytest.mark.parametrize(
    "line",
    [
        "Officers left the room",
        "Report noted",
        "Plan B was approved",
        "· The boat was late.",
        "RESOLVED",
        "Quorum was lost",
    ],
)
def test_what_is_said_after_the_documents_is_no_document(line: str) -> None:
    outline = parse(blocks("Agenda item", "Title", "One.", "Supporting documents:", "Report PDF 3 MB", line))

    assert parts(outline) == [("minutes", ["One.", line])]

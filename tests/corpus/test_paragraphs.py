"""The addresses of paragraphs: item, label, and what tells those apart that would be alike."""

from hashlib import sha256

from corpus.blocks import Block
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Item, Metadata
from corpus.paragraphs import items_of
from corpus.read import read_minutes


def item(number: str | None, *lines: str, title: str = "Title", kind: PartKind = "minutes") -> OutlineItem:
    return OutlineItem(number, title, "", (Part(kind, tuple(Block(text=line) for line in lines)),))


def items(*outlined: OutlineItem) -> tuple[Item, ...]:
    return items_of(Outline(metadata=Metadata(), items=outlined, single=len(outlined) == 1), "m/c/2023-01-01")


def fragments(*outlined: OutlineItem) -> list[list[str]]:
    return [[one.id.removeprefix("m/c/2023-01-01#") for one in made.paragraphs] for made in items(*outlined)]


def test_the_address_of_the_only_item_is_not_repeated() -> None:
    assert fragments(item("9", "iii) one", "words")) == [["iii", "p2"]]


def test_among_several_items_the_number_goes_first_unless_the_label_carries_it() -> None:
    assert fragments(item("9", "(a) one", "words"), item("45", "45.1  one", "(a) two")) == [
        ["9.a", "9.p2"],
        ["45.1", "45.1.a"],
    ]


def test_a_slash_in_a_number_is_a_hyphen_in_the_address() -> None:
    assert fragments(item("77/21", "words"), item("C 78/21", "words")) == [["77-21.p1"], ["C78-21.p1"]]


def test_what_stands_before_the_first_item_is_the_opening() -> None:
    assert fragments(item(None, "Present: A Clerk", title=""), item("1", "words"), item(None, "words")) == [
        ["opening.p1"],
        ["1.p1"],
        ["item3.p1"],
    ]


def test_items_with_the_same_number_are_told_apart() -> None:
    assert fragments(item("PL21/081", "one"), item("PL21/081", "two"), item("PL21/081", "three")) == [
        ["PL21-081.p1"],
        ["PL21-081-2.p1"],
        ["PL21-081-3.p1"],
    ]


def test_a_label_with_another_items_number_does_not_take_the_address_of_the_right_one() -> None:
    assert fragments(item("2", "3.1  wrong", "2.3  one", "2.3.1  two"), item("3", "3.1  right")) == [
        ["2.3.1-2", "2.3", "2.3.1"],
        ["3.1"],
    ]


def test_a_decision_and_an_agenda_say_so_in_the_address() -> None:
    blocks = (Block(text="RESOLVED that it be so."),)
    parts = (Part("agenda", (Block(text="To note."),)), Part("decision", blocks), Part("minutes", blocks))
    made = items_of(Outline(metadata=Metadata(), items=(OutlineItem("7", "Title", "", parts),), single=True), "m")[0]

    assert [(one.id, one.kind, one.ordinal) for one in made.paragraphs] == [
        ("m#agenda.p1", "note", 1),
        ("m#decision.resolved", "resolution", 2),
        ("m#resolved", "resolution", 3),
    ]


def test_the_digest_is_of_label_and_text() -> None:
    paragraph = items(item("1", "(a)   the  report"))[0].paragraphs[0]

    assert paragraph.digest == sha256(b"(a)\nthe report").hexdigest()[:16]


def test_a_heading_stands_above_what_follows_it_until_the_next_of_its_level() -> None:
    blocks = (
        Block(text="Large", kind="heading", level=2),
        Block(text="Small", kind="heading", level=3),
        Block(text="one."),
        Block(text="Other", kind="heading", level=3),
        Block(text="two."),
        Block(text="Next", kind="heading", level=2),
        Block(text="three."),
    )
    made = items(OutlineItem("1", "Title", "", (Part("minutes", blocks),)))[0].paragraphs

    assert [(one.text, one.headings) for one in made] == [
        ("Large", ()),
        ("Small", ("Large",)),
        ("one.", ("Large", "Small")),
        ("Other", ("Large", "Small")),
        ("two.", ("Large", "Other")),
        ("Next", ("Large", "Other")),
        ("three.", ("Next",)),
    ]


def repeated(lines: str) -> dict[str, str | None]:
    minutes = read_minutes("item.txt", ("Agenda item\nFerry\n" + lines).encode(), Metadata()).minutes
    return {
        one.id.split("#")[1]: one.repeats.split("#")[1] if one.repeats else None
        for one in minutes.paragraphs
        if one.kind != "note"
    }


def test_a_decision_in_the_words_of_the_minutes_points_at_them() -> None:
    lines = "Decision:\nRESOLVED:\n(a) That the ferry be painted – blue;\nMinutes:\nIt was late.\nResolved:\n"

    assert repeated(lines + "1. that the Ferry be painted, blue.") == {
        "decision.resolved": "resolved",
        "decision.resolved.a": "resolved.1",
        "p3": None,
        "resolved": None,
        "resolved.1": None,
    }


def test_a_figure_or_sign_that_differs_is_no_repetition() -> None:
    assert set(repeated("Decision:\nThe fare rises by 1.2%.\nMinutes:\nThe fare rises by 12%.").values()) == {None}
    assert set(repeated("Decision:\nThe fare is £5.\nMinutes:\nThe fare is 5%.").values()) == {None}
    assert set(repeated("Decision:\nThe fare moves by -5.\nMinutes:\nThe fare moves by 5.").values()) == {None}


def test_the_second_of_two_like_decisions_repeats_the_second_of_the_minutes() -> None:
    lines = "Decision:\nIt be noted.\nIt be noted.\nMinutes:\nIt be noted.\nTalk.\nIt be noted."

    assert repeated(lines) == {"decision.p1": "p3", "decision.p2": "p5", "p3": None, "p4": None, "p5": None}


def test_what_the_minutes_say_of_a_published_decision_is_a_resolution() -> None:
    lines = b"Agenda item\nFerry\nDecision:\nThe ferry is to be sold.\nMinutes:\nIt was late.\nThe ferry is to be sold."
    paragraphs = read_minutes("item.txt", lines, Metadata()).minutes.paragraphs

    assert [(one.text, one.kind) for one in paragraphs] == [
        ("The ferry is to be sold.", "resolution"),
        ("It was late.", "paragraph"),
        ("The ferry is to be sold.", "resolution"),
    ]


def test_what_stands_on_the_agenda_repeats_nothing() -> None:
    assert set(repeated("The fare is £5.\nMinutes:\nThe fare is £5.").values()) == {None}


def test_whatever_stands_in_a_cell_for_numbers_the_address_can_be_written() -> None:
    page = (
        "<html><body><div id='modgov'><h2 class='mgSubTitleTxt'>Pier Board - Monday 22 April 2024 6.00 p.m.</h2>"
        "<table class='mgItemTable'>"
        "<tr><td class='mgItemNumberCell'><p class='mgAiTitleTxt'>{}</p></td>"
        "<td><p class='mgAiTitleTxt'>Lamps</p><p class='mgSubItemTitleTxt'>Minutes:</p><p>They lit.</p></td></tr>"
        "</table></div></body></html>"
    )
    numbers = ["1, NEW", "㉑-2", "Ⅻ2", f"1{'9' * 300}", "77/21"]
    read = [read_minutes("page.html", page.format(number).encode(), Metadata()) for number in numbers]

    assert [one.minutes.paragraphs[0].id.partition("#")[2] for one in read] == [
        "1-NEW.p1",
        "2.p1",
        "2.p1",
        f"1{'9' * 39}.p1",
        "77-21.p1",
    ]


def test_the_reasons_of_a_published_decision_are_no_resolution_of_the_minutes() -> None:
    said = ("That it rise.", "Reason for decision:", "It sank.")
    blocks = tuple(Block(text=line) for line in said)

    parts = (Part("decision", blocks), Part("minutes", blocks))
    paragraphs = items(OutlineItem("3", "Ferry", "", parts))[0].paragraphs

    assert [paragraph.kind for paragraph in paragraphs] == ["resolution", "heading", "paragraph"] * 2

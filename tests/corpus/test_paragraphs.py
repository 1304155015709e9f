from hashlib import sha256

from corpus.blocks import Block
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Item, Metadata
from corpus.paragraphs import items_of


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

"""Printed minutes with their editor's marks: each opens an item."""

from corpus.minutes import Metadata, Minutes
from corpus.read import read_minutes

HEAD = "Osier Quay Town Council\nHarbour Board\nMinutes of the meeting held on 15 January 2024\n"


def read(text: str, name: str = "a.txt") -> Minutes:
    return read_minutes(name, text.encode(), Metadata()).minutes


def test_each_mark_opens_an_item_whatever_its_number_looks_like() -> None:
    minutes = read(HEAD + "<AI1>3 Lamps\nThey lit.\n</AI1>\n<AI2>\nMooring\n1. It held.\n</AI2>")

    assert [(item.number, item.title) for item in minutes.items] == [("3", "Lamps"), (None, "Mooring")]
    assert [one.id.split("#")[1] for one in minutes.paragraphs] == ["3.p1", "item2.1"]


def test_marks_that_are_elements_of_a_page_are_read_as_those_in_its_text() -> None:
    page = "<p>Harbour Board</p><p>15 January 2024</p>{}45/24 Lamps{}<p>They lit.</p>{}"
    escaped = read(page.format("<p>&lt;AI1&gt;", "</p>", "<p>&lt;/AI1&gt;</p>"), "a.html")
    elements = read(page.format("<AI1><p>", "</p>", "</AI1>"), "a.html")

    assert escaped.layout == elements.layout == "marked minutes"
    assert escaped.items == elements.items
    assert [item.number for item in elements.items] == ["45/24"]


def test_what_follows_the_last_item_belongs_to_it() -> None:
    minutes = read(HEAD + "<AI1>3 Lamps\nThey lit.\n</AI1>\n<TRAILER_SECTION>\nIt closed at 3 pm.\n</TRAILER_SECTION>")

    assert [one.text for one in minutes.items[0].paragraphs] == ["They lit.", "It closed at 3 pm."]


def test_a_document_whose_only_item_is_empty_keeps_what_follows_it() -> None:
    minutes = read("<AI1></AI1>\nThe meeting was called off.\nThere was fog.")

    assert [(item.title, [one.text for one in item.paragraphs]) for item in minutes.items] == [
        ("The meeting was called off.", ["There was fog."])
    ]

"""A meeting added from its page, from the web service and from its printed minutes gives the same paragraphs."""

from collections.abc import Callable
from datetime import date, time

import pytest

from corpus.minutes import Item, Metadata, Minutes, fold
from corpus.read import read_minutes
from tests.corpus.three_ways import ITEMS, PRESENT, answer, page, printed

WAYS: dict[str, Callable[[], bytes]] = {"page.html": page, "answer.xml": answer, "printed.pdf": printed}
each_way = pytest.mark.parametrize("name", WAYS)


def read(name: str) -> Minutes:
    return read_minutes(name, WAYS[name](), Metadata()).minutes


def rows(item: Item) -> list[tuple[str, tuple[str, ...], str, str]]:
    """The paragraphs of an item's minutes: not what the agenda said, nor the decision as it was published."""
    return [
        (one.label, one.path, one.kind, one.text)
        for one in item.paragraphs
        if ".agenda." not in one.id and ".decision." not in one.id
    ]


@each_way
def test_each_gives_the_labels_and_texts_that_were_written_in_their_order(name: str) -> None:
    written = [[(label, fold(text)) for label, text in minutes] for *_, minutes in ITEMS]

    assert [[(row[0], row[3]) for row in rows(item)] for item in read(name).items if item.number] == written


@pytest.mark.parametrize("name", ["answer.xml", "printed.pdf"])
def test_each_gives_the_paths_and_kinds_that_the_page_gives(name: str) -> None:
    expected = [rows(item) for item in read("page.html").items]

    assert [rows(item) for item in read(name).items if item.number] == expected


@each_way
def test_each_gives_the_same_kinds_of_what_was_decided_and_who_acts(name: str) -> None:
    kinds = [[row[2] for row in rows(item)] for item in read(name).items if item.number]

    assert kinds == [
        ["attendance"],
        ["paragraph", "paragraph", "action", *["paragraph"] * 4, *["resolution"] * 3],
        ["paragraph", "paragraph", "paragraph", "resolution"],
        ["note"],
    ]


@each_way
def test_addresses_differ_only_by_what_stands_before_in_the_item(name: str) -> None:
    fragments = [one.id.split("#")[1] for item in read(name).items if item.number for one in item.paragraphs]
    kept = [one for one in fragments if ".agenda." not in one and ".decision." not in one]

    assert kept == [
        "21.p1",
        *("22.1", "22.2", "22.2.action", "22.3", "22.3.a", "22.3.b", "22.3.c"),
        *("22.resolved", "22.resolved.a", "22.resolved.b"),
        *("23.1", "23.1.i", "23.1.ii", "23.2"),
        "24.p1",
    ]


@each_way
def test_each_states_the_meeting_as_far_as_it_says(name: str) -> None:
    minutes = read(name)

    assert (minutes.committee, minutes.held, minutes.begins) == ("Harbour Board", date(2024, 5, 14), time(10, 0))
    # The web service does not name its council, and only the page says whether the minutes are approved.
    assert minutes.council == {"answer.xml": None}.get(name, "Osier Quay Town Council")
    assert minutes.status == {"page.html": "approved"}.get(name, "unknown")


@each_way
def test_titles_are_the_same_but_for_the_capitals_of_print(name: str) -> None:
    titles = [(item.number, item.title) for item in read(name).items if item.number]

    assert titles == [(number, title.upper() if name == "printed.pdf" else title) for number, title, *_ in ITEMS]


@each_way
def test_the_printed_minutes_alone_lack_the_agenda_and_the_published_decision(name: str) -> None:
    apart = {
        one.id.split("#")[1]: one.repeats.split("#")[1] if one.repeats else None
        for one in read(name).paragraphs
        if ".agenda." in one.id or ".decision." in one.id
    }

    assert apart == (
        {}
        if name == "printed.pdf"
        else {
            "22.agenda.p1": None,
            "22.decision.resolved": "22.resolved",
            "22.decision.resolved.a": "22.resolved.a",
            "22.decision.resolved.b": "22.resolved.b",
        }
    )


def test_the_page_alone_does_not_say_who_was_there() -> None:
    names = [f"{name} ({role})" if role else name for name, role in PRESENT]

    assert [one.text for one in read("answer.xml").items[0].paragraphs] == ["Present", *names]
    assert [one.text for one in read("printed.pdf").items[0].paragraphs] == ["PRESENT:", *names]
    assert read("page.html").items[0].number == "21"

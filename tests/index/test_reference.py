"""References to paragraphs: what is one, what is not, and what it finds."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.minutes import Reading
from index.collection import Collection
from index.reference import Reference, find, parse_reference
from index.scope import EVERYTHING, Scope

Given = tuple[Reading, bytes]


@pytest.mark.parametrize(
    ("question", "reference"),
    [
        ("45.12", Reference(path=("45.12",))),
        ("45.12.", Reference(path=("45.12",))),
        ("  45.12? ", Reference(path=("45.12",))),
        ("4.2.1", Reference(path=("4.2.1",))),
        ("para 45.12", Reference(path=("45.12",))),
        ("para. 45.12", Reference(path=("45.12",))),
        ("paragraph 45.12", Reference(path=("45.12",))),
        ("Paragraph no. 45.12", Reference(path=("45.12",))),
        ("minute 45.12", Reference(path=("45.12",))),
        ("item 45.12", Reference(path=("45.12",))),
        ("What does paragraph 45.12 say?", Reference(path=("45.12",))),
        ("What does paragraph 45.12 say about staff?", Reference(path=("45.12",))),
        ("minute 45 para 12", Reference(item="45", ordinal=12)),
        ("minute 45, paragraph 12", Reference(item="45", ordinal=12)),
        ("paragraph 12 of minute 45", Reference(item="45", ordinal=12)),
        ("paragraph 12", Reference(ordinal=12)),
        ("¶12", Reference(ordinal=12)),
        ("minute 45", Reference(item="45")),
        ("What was said under item 9?", Reference(item="9")),
        ("agenda item 9", Reference(item="9")),
        ("item number 9", Reference(item="9")),
        ("item 9 iii)", Reference(item="9", path=("iii",))),
        ("item 9 iii", Reference(item="9", path=("iii",))),
        ("item 9 (b) (ii)", Reference(item="9", path=("b", "ii"))),
        ("minute 77/21", Reference(item="77/21")),
        ("77/21", Reference(item="77/21")),
        ("PL23/041", Reference(item="PL23/041")),
        ("45/23 (b)", Reference(item="45/23", path=("b",))),
        ("b) vii.", Reference(path=("b", "vii"))),
        ("(b)", Reference(path=("b",))),
        ("paragraph b) vii.", Reference(path=("b", "vii"))),
        ("resolution (c)", Reference(path=("c",), kind="resolution")),
        ("What does resolution (c) say?", Reference(path=("c",), kind="resolution")),
        ("recommendation 2", Reference(path=("2",), kind="recommendation")),
    ],
)
def test_a_reference_is_understood(question: str, reference: Reference) -> None:
    assert parse_reference(question) == reference


@pytest.mark.parametrize(
    "question",
    [
        "The meeting began at 10.30 am",
        "10.30 am",
        "10.30am",
        "10.30 p.m.",
        "Did it close at 12.15?",
        "45.12%",
        "45.12 per cent",
        "Was the rise 3.2%?",
        "£45.12",
        "Who paid £4.50?",
        "Is 45.12 the right number?",
        "7.11.2019",
        "7.11.19",
        "07/11/2019",
        "7 November 2019",
        "2019",
        "What did item 3.5% of the budget buy?",
        "the item 10.30 am slot",
        "paragraph 3 million",
        "45 minutes 12 seconds",
        "minutes 2019",
        "a report",
        "a",
        "I",
        "What was the resolution about?",
        "resolution class",
        "Which item came first?",
        "",
    ],
)
def test_a_time_a_sum_or_a_date_is_not_a_reference(question: str) -> None:
    assert parse_reference(question) is None


@pytest.fixture
def library(collection: Collection, potholes: Given, buses: Given, make: Callable[..., Given]) -> Collection:
    collection.add(*buses)
    collection.add(*potholes)
    lines = [
        ("", "First."),
        ("", "Second."),
        ("resolved.a", "RESOLVED a", "resolution"),
        ("resolved.c", "c", "resolution"),
    ]
    collection.add(*make(lines, committee="Cabinet", held=date(2022, 5, 1), address="cabinet.txt", number="45"))
    collection.add(*make([("45.1", "Undated.")], committee="Panel", held=None, address="panel.txt", number=None))
    return collection


POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"
BUSES = "brackwater-council/transport-board/2024-02-14"
CABINET = "ambleford-council/cabinet/2022-05-01"
PANEL = "ambleford-council/panel/undated"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("45.1", [f"{POTHOLES}#45.1", f"{PANEL}#45.1"]),
        ("minute 45.2", [f"{POTHOLES}#45.2"]),
        ("minute 45 para 2", [f"{POTHOLES}#45.2"]),
        ("minute 45 para 4", [f"{CABINET}#resolved.c"]),
        ("paragraph 2 of minute 77/21", [f"{BUSES}#b"]),
        ("77/21", [f"{BUSES}#a", f"{BUSES}#b", f"{BUSES}#b.i", f"{BUSES}#b.ii"]),
        ("item 77/21 b) ii.", [f"{BUSES}#b.ii"]),
        ("item 77/21 (ii)", [f"{BUSES}#b.ii"]),
        ("B) II.", [f"{BUSES}#b.ii"]),
        ("resolution (c)", [f"{CABINET}#resolved.c"]),
        ("paragraph 1", [f"{CABINET}#p1"]),
        ("item 45", [f"{CABINET}#{f}" for f in ("p1", "p2", "resolved.a", "resolved.c")]
         + [f"{POTHOLES}#{f}" for f in ("45.1", "45.2", "45.3")]),
        ("45.99", []),
        ("item 99", []),
    ],
)  # fmt: skip
def test_a_reference_finds_its_paragraphs_by_date_then_order(
    library: Collection, question: str, found: list[str]
) -> None:
    assert ids(library, question, EVERYTHING) == found


def test_a_reference_stays_in_the_scope(library: Collection) -> None:
    assert ids(library, "45.1", Scope(until=date(2023, 12, 31))) == [f"{POTHOLES}#45.1"]
    assert ids(library, "45.1", Scope(council="Brackwater Council")) == []


def ids(collection: Collection, question: str, scope: Scope) -> list[str]:
    reference = parse_reference(question)
    assert reference is not None
    with collection.connection() as connection:
        return [
            connection.execute("SELECT id FROM paragraphs WHERE number = ?", [number]).fetchone()[0]
            for number in find(connection, reference, scope)
        ]

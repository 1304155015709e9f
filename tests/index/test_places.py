"""Places: which paragraphs a reference finds, and that every label a reader is shown finds its own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus import sample
from corpus.minutes import Reading
from corpus.read import minutes_files, read_bytes, read_minutes
from corpus.sidecar import read_sidecar
from index.collection import Collection
from index.embed import Embedder
from index.places import find
from index.reference import parse_reference
from index.scope import EVERYTHING, Scope
from service.shapes import label

Given = tuple[Reading, bytes]


def ids(collection: Collection, question: str, scope: Scope = EVERYTHING) -> list[str]:
    reference = parse_reference(question)
    assert reference is not None, question
    assert reference.alone
    with collection.connection() as connection:
        known = dict(connection.execute("SELECT number, id FROM paragraphs"))
        return [known[number] for number in find(connection, reference, scope)]


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
        ("45.1 and 45.2", [f"{POTHOLES}#45.1", f"{POTHOLES}#45.2", f"{PANEL}#45.1"]),
        ("minute 45.2", [f"{POTHOLES}#45.2"]),
        ("minute 45 para 2", [f"{POTHOLES}#45.2"]),
        ("minute 45 para 4", [f"{CABINET}#resolved.c"]),
        ("paragraph 2 of minute 77/21", [f"{BUSES}#b", f"{BUSES}#b.i", f"{BUSES}#b.ii"]),
        ("77/21", [f"{BUSES}#a", f"{BUSES}#b", f"{BUSES}#b.i", f"{BUSES}#b.ii"]),
        ("item 77/21 b) ii.", [f"{BUSES}#b.ii"]),
        ("item 77/21 (ii)", [f"{BUSES}#b.ii"]),
        ("item b", [f"{BUSES}#b", f"{BUSES}#b.i", f"{BUSES}#b.ii"]),
        ("B) II.", [f"{BUSES}#b.ii"]),
        ("b ii", [f"{BUSES}#b.ii"]),
        ("resolution (c)", [f"{CABINET}#resolved.c"]),
        ("resolution (c) of minute 45", [f"{CABINET}#resolved.c"]),
        ("resolution (c) of minute 77/21", []),
        ("resolved a", [f"{CABINET}#resolved.a"]),
        ("paragraph 1", [f"{CABINET}#p1"]),
        ("item 45", [f"{CABINET}#{f}" for f in ("p1", "p2", "resolved.a", "resolved.c")]
         + [f"{POTHOLES}#{f}" for f in ("45.1", "45.2", "45.3")] + [f"{PANEL}#45.1"]),
        ("45.99", []),
        ("item 99", []),
        ("A38", []),
    ],
)  # fmt: skip
def test_a_reference_finds_its_paragraphs_by_date_then_order(
    library: Collection, question: str, found: list[str]
) -> None:
    assert ids(library, question) == found


def test_a_reference_stays_in_the_scope(library: Collection) -> None:
    assert ids(library, "45.1", Scope(until=date(2023, 12, 31))) == [f"{POTHOLES}#45.1"]
    assert ids(library, "45.1", Scope(council="Brackwater Council")) == []
    assert ids(library, "item 45", Scope(kinds=("resolution",))) == [
        f"{CABINET}#resolved.a",
        f"{CABINET}#resolved.c",
        f"{POTHOLES}#45.3",
    ]


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Collection]:
    with Collection.open(tmp_path_factory.mktemp("sample") / "public", embedder, create=True) as collection:
        for file in minutes_files(sample.FOLDER):
            data = read_bytes(file)
            collection.add(read_minutes(file.name, data, read_sidecar(file)), data)
        yield collection


@pytest.mark.parametrize("file", minutes_files(sample.FOLDER), ids=lambda file: file.name)
def test_the_label_of_every_paragraph_finds_it_first_with_what_belongs_to_it(sampled: Collection, file: Path) -> None:
    minutes = read_minutes(file.name, read_bytes(file), read_sidecar(file)).minutes
    parents = {paragraph.id: paragraph.parent for paragraph in minutes.paragraphs}
    for item in minutes.items:
        for paragraph in item.paragraphs:
            short = label(paragraph.id, item.number)
            here = ids(sampled, short, Scope(minutes_id=minutes.id))
            assert here[:1] == [paragraph.id], short
            assert set(here) == {one for one in parents if is_within(one, paragraph.id, parents)}, short
            assert paragraph.id in ids(sampled, short), short


def is_within(one: str | None, whole: str, parents: dict[str, str | None]) -> bool:
    return one is not None and (one == whole or is_within(parents[one], whole, parents))

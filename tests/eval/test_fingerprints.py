"""What a fingerprint follows, and what it does not."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.minutes import Item, Metadata, Minutes
from corpus.read import read_minutes
from eval import fingerprints


def read(text: str) -> Minutes:
    """Return the minutes of a text."""
    return read_minutes("some.txt", text.encode(), Metadata()).minutes


ROADS = "Agenda item\n\nRoads\n\n1.1\u00a0\u00a0 Salt was bought.\n\n1.2\u00a0\u00a0 It was dear.\n"
BUSES = "Agenda item\n\nBuses\n\n2.1\u00a0\u00a0 The bus left.\n"


def test_the_order_of_minutes_does_not_count() -> None:
    roads, buses = read(ROADS), read(BUSES)
    assert fingerprints.of_corpus([roads, buses]) == fingerprints.of_corpus([buses, roads])


def test_every_word_and_every_paragraph_counts() -> None:
    roads = read(ROADS)
    (item,) = roads.items
    shorter = replace(roads, items=(Item(item.number, item.title, item.section, item.paragraphs[:1]),))
    found = {fingerprints.of_corpus([one]) for one in (roads, read(ROADS.replace("dear", "cheap")), shorter)}
    assert len(found) == 3


def test_the_code_has_one_fingerprint() -> None:
    assert len(fingerprints.of_code()) == 64
    assert fingerprints.of_code() == fingerprints.of_code.__wrapped__()


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the sources."""
    root = tmp_path_factory.mktemp("sources")
    for package in ("corpus", "index", "service", "eval"):
        shutil.copytree(
            fingerprints.ROOT / package, root / package, ignore=lambda _, names: [n for n in names if n == "sets"]
        )
    assert fingerprints.of_code(root) == fingerprints.of_code()
    return root


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("corpus/numbering.py", True),
        ("index/rank.py", True),
        ("service/answer.py", True),
        ("eval/baselines.py", True),
        ("eval/retrievers.py", True),
        ("eval/corpora.py", True),
        ("eval/runs.py", True),
        ("eval/datasets/beir.py", True),
        ("eval/datasets/trec.py", True),
        ("eval/metrics.py", False),
        ("eval/report.py", False),
    ],
)
def test_code_that_makes_a_ranking_counts_and_code_that_measures_it_does_not(
    sources: Path, name: str, counts: bool
) -> None:
    file = sources / name
    before = file.read_bytes()
    try:
        file.write_bytes(before + b"# changed\n")
        assert (fingerprints.of_code.__wrapped__(sources) != fingerprints.of_code()) is counts
    finally:
        file.write_bytes(before)


def test_the_ends_of_lines_do_not_count(sources: Path) -> None:
    file = sources / "eval" / "baselines.py"
    before = file.read_bytes()
    try:
        file.write_bytes(before.replace(b"\n", b"\r\n"))
        assert fingerprints.of_code.__wrapped__(sources) == fingerprints.of_code()
    finally:
        file.write_bytes(before)

"""Two models, a collection of the one, and what a collection of either holds."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.minutes import Reading
from index import schema
from index.collection import Collection
from index.embedder import Embedder
from tests.index.narrow import narrow

Given = tuple[Reading, bytes]
POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"
ROWS = (
    "SELECT p.id, g.start_at, g.vector, g.tokens FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
    "ORDER BY p.id, g.start_at",
    "SELECT p.id, s.spans, s.vectors FROM sentences s JOIN paragraphs p ON p.number = s.paragraph ORDER BY p.id",
    "SELECT key, value FROM meta WHERE key <> 'forgotten' ORDER BY key",
)


@pytest.fixture(scope="module")
def other() -> Embedder:
    return narrow()


@pytest.fixture
def library(collection: Collection, potholes: Given, buses: Given) -> Collection:
    collection.add(*potholes)
    collection.add(*buses)
    return collection


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[..., Collection]]:
    """Return a function that makes a collection by a model of what it is given."""
    with contextlib.ExitStack() as stack:

        def make(embedder: Embedder, *given: Given) -> Collection:
            folder = tmp_path / f"fresh-{embedder.name}" / "public"
            opened = stack.enter_context(Collection.open(folder, embedder, create=True))
            for one in given:
                opened.add(*one)
            return opened

        yield make


def rows(folder: Path) -> list[list[tuple[object, ...]]]:
    """Return all that a model made, by the ids of paragraphs."""
    with contextlib.closing(schema.connect(folder / "minutes.db")) as connection:
        return [connection.execute(query).fetchall() for query in ROWS]

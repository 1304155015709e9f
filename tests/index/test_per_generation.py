"""What depends on the whole collection is read once, until the collection changes."""

from pathlib import Path

import pytest

from index import schema
from index.per_generation import MOST_KEPT, PerGeneration


@pytest.fixture
def database(tmp_path: Path) -> Path:
    schema.create(tmp_path / "minutes.db")
    return tmp_path / "minutes.db"


def test_it_is_read_once_in_a_generation_and_anew_in_the_next(database: Path) -> None:
    known, reads = PerGeneration(), []
    writer, reader = schema.connect(database, writes=True), schema.connect(database)

    def read() -> int:
        reads.append("read")
        return len(reads)

    assert [known.of(reader, "bodies", read) for _ in range(3)] == [1, 1, 1]
    assert known.of(reader, "extent", read) == 2
    with schema.snapshot(reader):
        assert known.of(reader, "bodies", read) == 1
        with schema.transaction(writer):
            schema.next_generation(writer)
        # This snapshot is of before.
        assert known.of(reader, "bodies", read) == 1
    assert known.of(reader, "bodies", read) == 3
    reader.close()
    writer.close()


def test_no_more_is_kept_than_has_room(database: Path) -> None:
    known, reads = PerGeneration(), []
    reader = schema.connect(database)
    for scope in (*range(MOST_KEPT), *range(MOST_KEPT)):
        known.of(reader, scope, lambda: reads.append("read"))
    assert len(reads) == MOST_KEPT
    known.of(reader, "one more", lambda: reads.append("read"))
    known.of(reader, 0, lambda: reads.append("read"))
    assert len(reads) == MOST_KEPT + 2
    reader.close()

"""What was read once is known by its bytes, name, metadata and rules."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.minutes import Metadata, Reading
from index import readings
from index.collection import Collection
from index.files import locked

Given = tuple[Reading, bytes]


def test_what_is_stored_comes_back_with_what_its_reader_was_told(collection: Collection, potholes: Given) -> None:
    reading, data = potholes
    reading = replace(reading, warnings=("it says so",), left_out=("Menu",))
    collection.add(reading, data)
    source = reading.minutes.source
    assert collection.read_before(source.sha256, name="minutes.txt", given=reading.given) == replace(
        reading, left_out=()
    )


@pytest.mark.parametrize("other", ["bytes", "name", "given"])
def test_other_bytes_names_and_metadata_are_not_known(collection: Collection, potholes: Given, other: str) -> None:
    reading, data = potholes
    collection.add(reading, data)
    found = collection.read_before(
        "0" * 64 if other == "bytes" else reading.minutes.source.sha256,
        name="minutes.pdf" if other == "name" else "minutes.txt",
        given=Metadata() if other == "given" else reading.given,
    )
    assert found is None


def test_the_rules_are_the_code_and_its_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "index").mkdir()
    for name in ("corpus/__init__.py", "corpus/dates.py", "index/passages.py", "index/publish.py"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr("index.readings.corpus.__file__", str(tmp_path / "corpus" / "__init__.py"))
    monkeypatch.setattr("index.readings.__file__", str(tmp_path / "index" / "readings.py"))
    before = readings.rules.__wrapped__()
    assert readings.rules.__wrapped__() == before
    (tmp_path / "corpus" / "dates.py").write_text("changed")
    changed = readings.rules.__wrapped__()
    monkeypatch.setattr("index.readings.version", lambda _: "another")
    assert len({before, changed, readings.rules.__wrapped__()}) == 3


def test_who_cannot_note_a_reading_adds_all_the_same(
    collection: Collection, potholes: Given, monkeypatch: pytest.MonkeyPatch
) -> None:
    collection.add(*potholes)
    monkeypatch.setattr("index.readings.rules", lambda: "of another version")
    monkeypatch.setattr("index.collection.LOCK_WAIT_SECONDS", 0.01)
    with locked(collection.folder, wait_seconds=0):
        assert collection.add(*potholes).outcome == "unchanged"
    source = potholes[0].minutes.source
    assert not collection.is_read(source.sha256, name=source.address, given=potholes[0].given)
    assert collection.add(*potholes).outcome == "unchanged"
    assert collection.is_read(source.sha256, name=source.address, given=potholes[0].given)

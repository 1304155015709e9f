"""Text files, read with the place of each line and written whole or not at all."""

import gzip
from pathlib import Path

import pytest

from eval.datasets.lines import lines_of, write_lines
from eval.errors import DataInvalid, EvaluationError


@pytest.mark.parametrize("name", ["some.txt", "some.txt.gz"])
def test_lines_have_their_places_and_blank_ones_are_left_out(tmp_path: Path, name: str) -> None:
    data = b"\xef\xbb\xbfone\r\n\n  \ntwo \xe2\x80\xa8 three"
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert list(lines_of(tmp_path / name)) == [(f"{name}:1", "one"), (f"{name}:4", "two \u2028 three")]


def test_an_empty_file_has_no_lines(tmp_path: Path) -> None:
    (tmp_path / "some.txt").touch()
    assert list(lines_of(tmp_path / "some.txt")) == []


def test_a_line_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_bytes("fine\ncafé\n".encode("latin-1"))
    with pytest.raises(DataInvalid) as raised:
        list(lines_of(tmp_path / "some.txt"))
    assert str(raised.value) == "some.txt:2 is not UTF-8 (byte 4 of the line). Save the file as UTF-8."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"q1 0 a 1\n", "Not a gzipped file (b'q1')"),
        (gzip.compress(b"q1 0 a 1\n" * 500)[:-12], "Compressed file ended before the end-of-stream marker was reached"),
        (b"", None),
    ],
    ids=["not packed", "cut off", "empty"],
)
def test_a_damaged_gzip_file_is_told(tmp_path: Path, data: bytes, reason: str | None) -> None:
    path = tmp_path / "some.gz"
    path.write_bytes(data)
    if reason is None:
        assert list(lines_of(path)) == []
        return
    with pytest.raises(DataInvalid) as raised:
        list(lines_of(path))
    assert str(raised.value) == f"'{path}' cannot be unpacked ({reason}). Download or write it again."


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataInvalid) as raised:
        list(lines_of(tmp_path / "some.txt"))
    assert str(raised.value) == (
        f"'{tmp_path / 'some.txt'}' cannot be read (No such file or directory). Check the path and who may read it."
    )


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_the_same_lines_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    first, second = tmp_path / "one" / name, tmp_path / "two" / f"other-{name}"
    for path in (first, second):
        write_lines(path, ["Fenwick", "café"])
    assert first.read_bytes() == second.read_bytes()
    assert [line for _, line in lines_of(first)] == ["Fenwick", "café"]
    assert [path.name for path in first.parent.iterdir()] == [name]


def test_what_cannot_be_written_is_told_and_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("as it was", encoding="utf-8")
    with pytest.raises(EvaluationError) as raised:
        write_lines(tmp_path / "file" / "a.txt", ["one"])
    assert str(raised.value) == (
        f"'{tmp_path / 'file' / 'a.txt'}' could not be written (File exists). "
        "Check the path, who may write there and the free disk."
    )
    assert (tmp_path / "file").read_text(encoding="utf-8") == "as it was"

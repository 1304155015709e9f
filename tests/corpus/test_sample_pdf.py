"""The PDF of the sample is what its script writes, and is read as what the script was given."""

from pathlib import Path

from corpus.minutes import Metadata, Minutes, fold
from corpus.read import read_minutes
from tools.sample_pdf import ACTIONS, FILE, MINUTES, PRESENT, write


def sample() -> Minutes:
    return read_minutes(FILE.name, FILE.read_bytes(), Metadata()).minutes


def test_the_script_writes_the_file_that_is_shipped(tmp_path: Path) -> None:
    write(tmp_path / "again.pdf")

    assert (tmp_path / "again.pdf").read_bytes() == FILE.read_bytes()


def test_every_paragraph_of_the_items_is_read_as_it_was_written() -> None:
    table = [(("", "  ".join(row[:2]) + "".join(f" | {cell}" for cell in row[2:]))) for row in ACTIONS]
    written: list[tuple[str, str]] = []
    for label, text in MINUTES:
        if label == "table":
            written += table
        elif not text.isupper():
            written.append(("" if label == "closing" else label, text))

    found = [(one.label, one.text) for item in sample().items[1:] for one in item.paragraphs]

    assert found == [(label, fold(text)) for label, text in written]


def test_its_items_have_their_numbers_and_titles() -> None:
    assert [(f"{item.number}.", item.title) for item in sample().items[1:]] == [
        (label, text) for label, text in MINUTES if text.isupper()
    ]


def test_who_was_present_is_read_column_by_column() -> None:
    names = [row[column] for column in (0, 1) for row in PRESENT if row[column]]

    assert [one.text for one in sample().items[0].paragraphs[1:8]] == names


def test_it_is_long_enough_to_be_a_sample() -> None:
    paragraphs = sample().paragraphs

    assert len(paragraphs) >= 40
    assert {one.page for one in paragraphs} >= {1, 2, 3, 4}

"""Every row of the list of fixtures is what reading its fixture gives, so that none can vanish or change unseen."""

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from corpus.minutes import PARAGRAPH_KINDS, Reading
from corpus.read import read_minutes
from corpus.sidecar import read_sidecar

FIXTURES = Path(__file__).parent / "fixtures"
ROWS = re.findall(
    r"^\| `(.+)` \| (.+?) \| (\S+) \|$", (FIXTURES / "README.md").read_text(encoding="utf-8"), re.MULTILINE
)


@pytest.mark.parametrize(("printed", "read_as", "name"), ROWS)
def test_a_row_of_the_list_is_as_its_fixture_is_read(printed: str, read_as: str, name: str) -> None:
    reading, text = reading_of(name), printed.replace("\\|", "|")
    starting = [one for one in reading.minutes.paragraphs if one.text.startswith(text)]
    what, _, value = read_as.partition(" `")
    value = unescape(value.removesuffix("`"))
    if what == "item":
        assert (value, text) in [(item.number, item.title) for item in reading.minutes.items]
    elif what == "title":
        assert text in [item.title for item in reading.minutes.items]
    elif what == "label":
        assert value in [one.label for one in starting]
    elif what == "no label":
        assert [one.label for one in starting] == [""]
    elif what == "left out":
        assert text in reading.left_out
    else:
        assert what in PARAGRAPH_KINDS
        assert {one.kind for one in starting} == {what}


def test_every_line_of_the_tables_is_a_row() -> None:
    lines = (FIXTURES / "README.md").read_text(encoding="utf-8").splitlines()
    tables = [line for line in lines if line.startswith("| `")]

    assert len(ROWS) == len(tables)
    assert len(set(ROWS)) == len(ROWS)
    assert [line for line in lines if line.startswith("## ")] == [
        "## Numbers of items",
        "## Labels of paragraphs",
        "## What a paragraph opens with",
    ]


@cache
def reading_of(name: str) -> Reading:
    document = FIXTURES / name
    return read_minutes(name, document.read_bytes(), read_sidecar(document))

"""Short ways to read a text and to look at what came of it."""

from collections.abc import Callable

import pytest

from corpus.minutes import Metadata, Minutes, Paragraph, Reading
from corpus.read import read_minutes

Row = tuple[str, str, str]


def _item(lines: str, file: str) -> Reading:
    head = "Agenda item\nTitle\n" if file.endswith(".txt") else "<p>Agenda item</p><p>Title</p>"
    return read_minutes(file, (head + lines).encode(), Metadata())


@pytest.fixture
def read_item() -> Callable[..., Minutes]:
    """Read the lines of one agenda item's minutes."""
    return lambda lines, file="item.txt": _item(lines, file).minutes


@pytest.fixture
def rows() -> Callable[..., list[Row]]:
    """Read the lines of one agenda item's minutes into (label, fragment, text) for each paragraph."""

    def rows_of(lines: str, file: str = "item.txt") -> list[Row]:
        return [(one.label, fragment(one), one.text) for one in _item(lines, file).minutes.paragraphs]

    return rows_of


@pytest.fixture
def parents() -> Callable[..., dict[str, str | None]]:
    """Read the lines of one agenda item's minutes into each paragraph's fragment with that of its parent."""

    def parents_of(lines: str, file: str = "item.txt") -> dict[str, str | None]:
        paragraphs = _item(lines, file).minutes.paragraphs
        return {fragment(one): one.parent.split("#")[1] if one.parent else None for one in paragraphs}

    return parents_of


def fragment(paragraph: Paragraph) -> str:
    return paragraph.id.split("#")[1]

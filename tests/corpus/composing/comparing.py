"""Composed minutes and what was read of them in, the rows by which they are compared out."""

from difflib import SequenceMatcher

from corpus.minutes import Minutes, fold
from tests.corpus.composing.meeting import Meeting

# What is said of an item or a paragraph: its number or label, its path, its title or text.
Row = tuple[str, str, tuple[str, ...], str]


def expected(meeting: Meeting) -> list[Row]:
    rows: list[Row] = []
    for item in meeting.items:
        rows.append(("item", item.number or "", (), item.title))
        rows += [("paragraph", one.label, one.path, fold(one.text)) for one in item.paragraphs]
    return rows


def found(minutes: Minutes) -> list[Row]:
    rows: list[Row] = []
    for item in minutes.items:
        rows.append(("item", item.number or "", (), item.title))
        rows += [("paragraph", one.label, one.path, one.text) for one in item.paragraphs]
    return rows


def parents(meeting: Meeting) -> list[int | None]:
    """Return for each paragraph the ordinal of its parent in its item."""
    return [None if one.parent is None else one.parent + 1 for item in meeting.items for one in item.paragraphs]


def parents_found(minutes: Minutes) -> list[int | None]:
    ordinals = {one.id: one.ordinal for one in minutes.paragraphs}
    return [None if one.parent is None else ordinals[one.parent] for one in minutes.paragraphs]


def matched(wanted: list[Row], got: list[Row]) -> int:
    """Return how many rows were found, in order."""
    return sum(block.size for block in SequenceMatcher(None, wanted, got, autojunk=False).get_matching_blocks())

"""The paragraphs of an item in, the rows of the tables printed in it out, each with the cells of its head."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.minutes import Item, Paragraph

_CELL = " | "


@dataclass(frozen=True, slots=True)
class Row:
    """A row below the head of a table. header, cells: as printed, trimmed."""

    paragraph: Paragraph
    header: tuple[str, ...]
    cells: tuple[str, ...]


def tables(item: Item) -> Iterator[Row]:
    """Yield the rows of an item's tables: paragraphs with at most as many cells as the first row of their table.

    A first cell that was read as a label (`12`) is a cell. Formats leave empty cells out, so a short row is taken to
    lack its last ones, which are "". A paragraph without cells ends a table; so does a row with more cells than the
    first, which begins the next one.
    """
    header: tuple[str, ...] = ()
    for paragraph in item.paragraphs:
        cells = cells_of(paragraph)
        if paragraph.label and 2 <= len(cells) + 1 <= len(header):
            cells = (paragraph.label, *cells)
        if len(cells) < 2:
            header = ()
        elif len(cells) <= len(header):
            yield Row(paragraph, header, cells + ("",) * (len(header) - len(cells)))
        else:
            header = cells


def cells_of(paragraph: Paragraph) -> tuple[str, ...]:
    """Return the cells of a row of a table; one of them where it is none."""
    return tuple(cell.strip() for cell in f"{paragraph.text} ".split(_CELL))


def column(header: tuple[str, ...], heads: re.Pattern[str]) -> int | None:
    """Return the place of the first column whose head a pattern matches whole, or None."""
    return next((at for at, head in enumerate(header) if heads.fullmatch(head)), None)

"""An item of minutes in, the tables printed in it out: for each its rows, cut into cells with the quotation marked.

A row is a paragraph whose cells are parted by bars (`For | Councillor Ames | 1`); it keeps its address and its label.
The bars are the one thing of its text that a table shows otherwise.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.blocks import CELL_GAP
from corpus.minutes import Item, Paragraph
from corpus.outcomes.tables import cells_of, tables
from service.views import Cell, Row

Span = tuple[int, int]


def grids(item: Item) -> dict[str, tuple[Paragraph, ...]]:
    """Return the rows of each table of an item, by the id of its first one.

    What has more columns than anybody reads is no table: one line full of bars would make every row after it as wide.
    """
    rows = {row.paragraph.id for row in tables(item)}
    found: list[list[Paragraph]] = []
    for one, after in zip(item.paragraphs, (*item.paragraphs[1:], None), strict=True):
        if one.id in rows and found:
            found[-1].append(one)
        elif after is not None and after.id in rows and len(cells_of(one)) > 1:
            found.append([one])
    return {every[0].id: tuple(every) for every in found if _is_shown(every)}


def _is_shown(rows: Sequence[Paragraph]) -> bool:
    return len(rows) > 1 and not any(one.repeats for one in rows) and columns_of(rows) <= MOST_COLUMNS


def row_of(paragraph: Paragraph, *, shown: str, quote: Span | None, columns: int, is_head: bool) -> Row:
    """Return a paragraph as a row of so many columns. shown: its label as readers see it; quote: what is marked of it.

    A first cell that was read as a label (`12`) is a cell, where the others leave room for it; cells that the source
    left empty are taken to be the last ones.
    """
    cells = list(_cells(paragraph.text, quote))
    if paragraph.label and len(cells) < columns:
        cells.insert(0, ((paragraph.label, False),))
    cells += [()] * (columns - len(cells))
    return Row(paragraph.id.partition("#")[2], shown, tuple(cells), is_head)


def columns_of(rows: Sequence[Paragraph]) -> int:
    """Return how many columns a table has."""
    return max(len(cells_of(one)) for one in rows)


def is_head(first: Paragraph) -> bool:
    """Return whether the first row of a table names its columns, and is not one as the others."""
    cells = cells_of(first)
    return first.kind != "attendance" and not any(len(one) > LONGEST_HEAD or _VALUE.match(one) for one in cells)


def pieces(text: str, spans: Sequence[Span]) -> tuple[tuple[str, bool], ...]:
    """Return a text cut into pieces, each with whether it lies in a span; a span outside the text marks nothing."""
    marked = {place for start, end in spans if 0 <= start < end <= len(text) for place in range(start, end)}
    runs = groupby(range(len(text)), key=lambda place: place in marked)
    return tuple(("".join(text[place] for place in run), inside) for inside, run in runs)


def _cells(text: str, quote: Span | None) -> Iterator[Cell]:
    """Yield the cells of a text, each with the part of the quotation that lies in it."""
    start = 0
    is_inside = quote is not None and 0 <= quote[0] < quote[1] <= len(text)
    for part in text.split(CELL_GAP):
        cell = part.strip()
        first = start + part.find(cell)
        here = (max(quote[0] - first, 0), min(quote[1] - first, len(cell))) if quote is not None and is_inside else None
        yield pieces(cell, (here,) if here is not None else ())
        start += len(part) + len(CELL_GAP)


MOST_COLUMNS = 40
# The longest name of a column.
LONGEST_HEAD = 60
# A figure or a person is what stands below a head.
_VALUE = re.compile(r"[£$€]?\d[\d,.]*\s?%?$|(?:County |Town )?(?:Councillors?|Cllrs?\.?|Mr|Mrs|Ms|Dr|Alderman) [A-Z]")

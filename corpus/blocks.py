"""What every format gives: the text of a source as blocks in reading order, before anything knows of minutes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.numbering import read_labels

BlockKind = Literal["heading", "paragraph", "bullet", "cell"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list entry or table cell as the source has it.

    text: as printed, no-break spaces and runs of them kept (they tell a label from its text), other white space folded;
    a line break inside a cell is a newline, for a cell may hold a title and what stands below it.
    level: the heading's level from 1, the list entry's depth from 1, or the cell's column from 0; 0 where nothing is
    said.
    indent: spaces before the text. page: from 1, None where the format has no pages.
    label: a label that the format itself generates and the text does not hold (an HTML list's number), else None.
    style: the source's own name for what it is (an HTML class, a Word style), "" where there is none.
    chrome: true for what surrounds the content of a page (navigation, footers).
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    indent: int = 0
    page: int | None = None
    label: str | None = None
    style: str = ""
    chrome: bool = False


def join_rows(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each row of table cells joined to one block of kind `cell`, its cells parted by ` | `.

    A row starts where the column does not grow. A first cell that only holds a label is joined by two no-break spaces
    instead, so that it is read as the label of what follows.
    """
    joined: list[Block] = []
    for row in _rows(blocks):
        if row[0].kind != "cell":
            joined.extend(row)
            continue
        first, *others = [cell.text for cell in row if cell.text.strip()] or [""]
        gap = "\u00a0\u00a0" if _labels(first.strip(), others) else CELL_GAP
        joined.append(replace(row[0], level=0, text=gap.join([first, CELL_GAP.join(others)] if others else [first])))
    return joined


def _labels(first: str, others: Sequence[str]) -> bool:
    """Return whether the first cell of a row is the label of the others.

    It is where it is short and no word, and beside one other cell also where it is a longer label, or one letter and
    the other is prose.
    """
    if len(others) != 1:
        return bool(others) and len(first) <= _SHORT and not first.isalpha()
    if first.isalpha():
        return len(first) == 1 and len(others[0].split()) >= _PROSE
    return len(first) <= _SHORT or any(not label.text for label in read_labels(first))


def _rows(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    row: list[Block] = []
    for block in blocks:
        if row and row[-1].kind == "cell" == block.kind and block.level > row[-1].level:
            row.append(block)
            continue
        if row:
            yield row
        row = [block]
    if row:
        yield row


# What parts the cells of a row that was joined.
CELL_GAP = " | "
# Letters of a label that needs no other sign of being one; words that a cell of prose has at least.
_SHORT = 6
_PROSE = 3

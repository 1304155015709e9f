"""A text file in, blocks out: a line is a paragraph, unless the file was wrapped at a fixed width."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.blocks import CELL_GAP, Block
from corpus.formats.decode import decode
from corpus.numbering import SPACES, read_labels


def read(data: bytes) -> list[Block]:
    """Return a block for each paragraph of a text file. Form feeds begin a new page, numbered from 1."""
    pages = re.split("\f", decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    numbered = len(pages) > 1
    width = _wrapped_at([line for page in pages for line in page.split("\n")])
    return [
        Block(
            text=line,
            kind="cell" if CELL_GAP in line.strip(SPACES) else "paragraph",
            indent=len(line) - len(line.lstrip(SPACES)),
            page=number if numbered else None,
        )
        for number, page in enumerate(pages, start=1)
        for line in (_joined(page.split("\n"), width) if width else page.split("\n"))
        if line.strip(SPACES)
    ]


def _joined(lines: Sequence[str], width: int) -> list[str]:
    """Return the lines of a page that was wrapped at a width, with those of one paragraph joined."""
    joined: list[str] = []
    last = ""
    for line in lines:
        if _goes_on(last, line, width):
            joined[-1] = f"{joined[-1].rstrip(SPACES)} {line.strip(SPACES)}"
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(line: str, following: str, width: int) -> bool:
    """Return whether a line goes on in the one after it, whose first word would not have fitted on it.

    Where people wrapped by hand it might have; then the words go on where one line ends without a stop and the other
    begins in lower case. A label after a stop begins a paragraph, but `August` may go on with `2012.`.
    """
    before, after = line.rstrip(SPACES), following.strip(SPACES)
    if not before.strip(SPACES) or not after or len(before) > width:
        return False
    labels = read_labels(following) if _BEFORE_LABEL.search(before[-_END:]) else []
    if any(label.strong for label in labels):
        return False
    runs_on = (
        not labels
        and len(before) >= _FULL_LINE
        and (after[0].islower() or before.endswith(_GOING_ON))
        and not before.endswith((*_STOPS, "; and", "; or"))
    )
    return runs_on or len(before) + 1 + len(after.split()[0]) > width


def _wrapped_at(lines: Sequence[str]) -> int:
    """Return the width at which a file was wrapped, 0 where it was not.

    It was where no line is long, but for a heading or two, and many full lines run on into one in lower case.
    """
    lengths = [len(line.rstrip(SPACES)) for line in lines]
    too_long = sum(length > _WRAP_WIDTH for length in lengths)
    if too_long > min(_MOST_LONG_LINES, len(lines) // _LINES_TO_A_LONG_ONE):
        return 0
    width = max((length for length in lengths if length <= _WRAP_WIDTH), default=0)
    run_on = sum(
        1
        for line, following in pairwise(lines)
        if len(line) >= _FULL_LINE
        and following.lstrip(SPACES)[:1].islower()
        and not line.rstrip(SPACES).endswith(_STOPS)
    )
    return width if run_on >= 3 else 0


# With these a paragraph never ends, whatever begins the next line.
_GOING_ON = (" and", " or", " of", " the", " by", " to", " with")
# A heading that was not wrapped with the rest, in a file of many lines.
_MOST_LONG_LINES = 2
_LINES_TO_A_LONG_ONE = 20
# What the line before a label ends with: a stop, maybe inside a bracket or quotation, a dash, or `and`.
_BEFORE_LABEL = re.compile(r"(?:[.:;!?,–—-][”’\"')\]]*|\b(?:and|or))$")
_END = 8
_STOPS = (".", ":", ";", "!", "?")
# Mail programs, pdftotext and old word processors wrap between 65 and 110 characters.
_WRAP_WIDTH = 120
_FULL_LINE = 50

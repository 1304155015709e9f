"""A text file in, blocks out: a line is a paragraph, unless the file was wrapped at a fixed width."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.blocks import Block
from corpus.formats.decode import decode
from corpus.numbering import SPACES, read_labels


def read(data: bytes) -> list[Block]:
    """Return a block for each paragraph of a text file. Form feeds begin a new page, numbered from 1."""
    pages = re.split("\f", decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    numbered = len(pages) > 1
    wrapped = _is_wrapped([line for page in pages for line in page.split("\n")])
    return [
        Block(
            text=line,
            kind="cell" if _ROW in line.strip(SPACES) else "paragraph",
            indent=len(line) - len(line.lstrip(SPACES)),
            page=number if numbered else None,
        )
        for number, page in enumerate(pages, start=1)
        for line in (_joined(page.split("\n")) if wrapped else page.split("\n"))
        if line.strip(SPACES)
    ]


def _joined(lines: Sequence[str]) -> list[str]:
    """Return the lines of a wrapped page, with those of one paragraph joined."""
    joined: list[str] = []
    for line in lines:
        goes_on = joined and joined[-1].strip(SPACES) and len(joined[-1].rsplit("\n", 1)[-1]) >= _FULL_LINE
        if goes_on and line.strip(SPACES) and not any(label.strong for label in read_labels(line)):
            joined[-1] = f"{joined[-1]}\n{line.strip(SPACES)}"
        else:
            joined.append(line)
    return [line.replace("\n", " ") for line in joined]


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether a file was wrapped: no line is long, and many full lines run on into one in lower case."""
    longest = max((len(line) for line in lines), default=0)
    if longest > _WRAP_WIDTH:
        return False
    run_on = sum(
        1
        for line, following in pairwise(lines)
        if len(line) >= _FULL_LINE and following[:1].islower() and not line.rstrip().endswith((".", ":", ";"))
    )
    return run_on >= 3


# Upright bars set the cells of a table's row apart.
_ROW = " | "
# Mail programs, pdftotext and old word processors wrap between 65 and 110 characters.
_WRAP_WIDTH = 120
_FULL_LINE = 50

"""A PDF in, blocks with their pages out.

A PDF has letters with places and nothing else: lines, paragraphs, columns, tables and running heads are found by where
they stand. What a reader of the page cannot see is left out and counted.
"""

import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats.pdf_heads import Place, running
from corpus.formats.pdf_lines import Line, joined, moved, rows_of
from corpus.formats.pdf_margins import offsets
from corpus.formats.pdf_paragraphs import Measures, measure, paragraphs
from corpus.formats.pdf_tables import Cell, cells_of, grids, in_columns, region_at
from corpus.formats.pdf_words import PageWords, Word, words_of


@dataclass(frozen=True, slots=True)
class Unseen:
    """What of a PDF was not read. letters: why letters were left out, with how many. pages: those that are pictures."""

    letters: dict[str, int]
    pages: tuple[int, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return sentences for the person who adds the PDF, none where everything was read."""
        said = [
            f"{count} letters {reason} were left out, for a reader of the page does not see them; "
            "if they should have been blacked out, take the file off the council's site"
            for reason, count in sorted(self.letters.items())
        ]
        if self.pages:
            numbers = ", ".join(map(str, self.pages))
            said.append(f"{_pages(len(self.pages))} ({numbers}) are pictures without text and need OCR to be read")
        return tuple(said)


def read(data: bytes) -> list[Block]:
    """Return the blocks of a PDF in reading order, each with the page it begins on, from 1.

    Running heads and feet are chrome. Raises SourceUnreadable for a PDF that is damaged, protected by a password,
    without text, or longer than 2,000 pages.
    """
    return read_with_unseen(data)[0]


def read_with_warnings(data: bytes) -> tuple[list[Block], tuple[str, ...]]:
    """Return the blocks of a PDF, and what the person who adds it should know was not read. Raises as read() does."""
    blocks, unseen = read_with_unseen(data)
    return blocks, unseen.warnings


def read_with_unseen(data: bytes) -> tuple[list[Block], Unseen]:
    """Return the blocks of a PDF, and what of it was not read. Raises as read() does."""
    with _ONE_AT_A_TIME:
        pages = _pages_of(data)
    letters: Counter[str] = Counter()
    for page in pages:
        letters.update(page.unseen)
    if not any(page.words for page in pages):
        _refuse_textless(pages, letters)
    silent = tuple(page.number for page in pages if page.pictures and not page.words)
    return _blocks(pages), Unseen(dict(letters), silent)


@dataclass(slots=True)
class _Flow:
    """The text of a document in reading order: lines, and the rows of tables where they stand among them."""

    parts: list[Line | list[Cell]] = field(default_factory=list)
    heads: dict[int, list[Block]] = field(default_factory=dict)
    columns: int = 0


def _pages_of(data: bytes) -> list[PageWords]:
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            if len(document) > MOST_PAGES:
                raise SourceUnreadable(
                    f"the PDF has {len(document):,} pages; at most {MOST_PAGES:,} are read. "
                    "Split it by meeting and add the parts."
                )
            return [_page(document, index) for index in range(len(document))]
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise SourceUnreadable(
                "the PDF is protected by a password. Save it without one and add that file."
            ) from None
        raise SourceUnreadable(
            "the PDF is damaged, or only a part of one: its pages cannot be read. "
            "Download or save it again and add that file."
        ) from None


def _page(document: pypdfium2.PdfDocument, index: int) -> PageWords:
    with closing(document[index]) as page:
        return words_of(page, index + 1)


def _refuse_textless(pages: Sequence[PageWords], letters: Counter[str]) -> None:
    hidden = sum(letters.values())
    if hidden:
        raise SourceUnreadable(
            f"the PDF has {_pages(len(pages))} and no text that a reader can see; {hidden} letters are hidden in it. "
            "Add a PDF whose text can be seen."
        )
    if any(page.pictures for page in pages):
        raise SourceUnreadable(
            f"the PDF is a scan: its {_pages(len(pages))} hold pictures and no text. "
            "It needs OCR (text recognition): run it through such a program and add the PDF that gives."
        )
    raise SourceUnreadable(f"the PDF has {_pages(len(pages))} and no text. Add a PDF that holds the minutes.")


def _blocks(pages: Sequence[PageWords]) -> list[Block]:
    tables = [grids(page) for page in pages]
    rows = [
        rows_of(_without(page, [word for word in page.words if any(grid.holds(word) for grid in found)]))
        for page, found in zip(pages, tables, strict=True)
    ]
    chrome = running(pages, rows)
    flow = _Flow()
    for index, page in enumerate(pages):
        kept = [row for number, row in enumerate(rows[index]) if (index, number) not in chrome]
        flow.heads[page.number] = _chrome(page, index, rows[index], chrome)
        inserted = sorted(((grid.bounds[3], cells_of(grid, page)) for grid in tables[index]), key=lambda one: -one[0])
        start = 0
        for top, cells in inserted:
            end = next((n for n in range(start, len(kept)) if kept[n][0].foot + kept[n][0].size / 2 < top), len(kept))
            _add_rows(kept[start:end], flow)
            flow.parts.extend(cells)
            start = end
        _add_rows(kept[start:], flow)
    return _in_order(flow)


def _add_rows(rows: Sequence[list[Line]], flow: _Flow) -> None:
    """Add the lines of rows, those of a list in columns one column after the other."""
    index = 0
    while index < len(rows):
        count = region_at(rows, index)
        if count:
            flow.parts.extend(in_columns(rows[index : index + count], flow.columns + 1))
            flow.columns += max(len(row) for row in rows[index : index + count]) + 1
        else:
            flow.parts.append(joined(rows[index]))
        index += max(count, 1)


def _in_order(flow: _Flow) -> list[Block]:
    moves = offsets([part for part in flow.parts if isinstance(part, Line)])
    parts = [moved(part, moves[part.page % 2]) if isinstance(part, Line) else part for part in flow.parts]
    lines = [part for part in parts if isinstance(part, Line)]
    measures = measure(lines) if lines else None
    blocks: list[Block] = []
    run: list[Line] = []
    for part in parts:
        if isinstance(part, Line):
            run.append(part)
        else:
            blocks += _made(run, measures)
            run = []
            blocks += [Block(cell.text, kind="cell", level=cell.column, page=cell.page) for cell in part]
    blocks += _made(run, measures)
    return _with_heads(blocks, flow.heads)


def _made(lines: Sequence[Line], measures: Measures | None) -> list[Block]:
    return paragraphs(lines, measures) if lines and measures else []


def _with_heads(blocks: Sequence[Block], heads: dict[int, list[Block]]) -> list[Block]:
    """Return blocks with the running heads and feet of each page before the first block that begins on it."""
    waiting = sorted(heads)
    placed: list[Block] = []
    for block in blocks:
        while waiting and block.page is not None and waiting[0] <= block.page:
            placed += heads[waiting.pop(0)]
        placed.append(block)
    return [*placed, *(head for number in waiting for head in heads[number])]


def _chrome(page: PageWords, index: int, rows: Sequence[list[Line]], chrome: set[Place]) -> list[Block]:
    texts = [joined(row).text for number, row in enumerate(rows) if (index, number) in chrome]
    if page.askew:
        texts.append("".join(word.text for word in page.askew))
    return [Block(text, page=page.number, chrome=True) for text in texts]


def _without(page: PageWords, words: Sequence[Word]) -> PageWords:
    left_out = set(words)
    kept = tuple(word for word in page.words if word not in left_out) if left_out else page.words
    return PageWords(page.number, page.bounds, kept, page.askew, page.rules, page.unseen, page.pictures)


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"


MOST_PAGES = 2_000
# PDFium keeps state of its own and may not be called from two threads at once.
_ONE_AT_A_TIME = threading.Lock()

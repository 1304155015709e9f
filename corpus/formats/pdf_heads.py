"""The rows of every page in, which of them are running heads, feet and page numbers out."""

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.formats.pdf_lines import Line, joined
from corpus.formats.pdf_words import PageWords

# A row of a page, by the page's index and its own.
Place = tuple[int, int]


def running(pages: Sequence[PageWords], rows: Sequence[Sequence[Sequence[Line]]]) -> set[Place]:
    """Return the places of rows that are no part of the text.

    A row is one where others like it stand at the same height on other pages, near the edge: the same words, and any
    number in it the same or as far apart as the pages are (`433`, `Page 1 of 88`). A row that says `Page 1 of 3` near
    the edge is one even if it stands alone, and so is a bare number above or below a single page and far from its text.
    """
    alike: dict[tuple[str, bool], list[tuple[Place, float, str]]] = defaultdict(list)
    found: set[Place] = set()
    for index, (page, of_page) in enumerate(zip(pages, rows, strict=True)):
        for number, row in enumerate(of_page):
            line = joined(row)
            if (edge := _edge(page, line)) is None:
                continue
            lone_number = len(pages) == 1 and _NUMBER.fullmatch(line.text) and _stands_apart(number, of_page)
            if _PAGE_OF.fullmatch(line.text) or lone_number:
                found.add((index, number))
            elif len(line.text) <= _LONGEST and not _ends_paragraph(line.text):
                alike[re.sub(r"\d+", "#", line.text), edge].append(((index, number), line.foot, line.text))
    for group in alike.values():
        for number, (place, foot, text) in enumerate(group):
            near = group[max(0, number - _NEAR) : number + _NEAR + 1]
            others = [other for other in near if other[0][0] != place[0] and abs(other[1] - foot) < _SAME_HEIGHT]
            if any(_numbers_go_with_pages(text, place, other[2], other[0]) for other in others):
                found.add(place)
    return found


def _edge(page: PageWords, line: Line) -> bool | None:
    """Return whether a line stands at the top (True) or foot (False) of its page, None where at neither."""
    height = page.bounds[3] - page.bounds[1]
    above = (line.foot - page.bounds[1]) / max(height, 1)
    if above > 1 - _ZONE:
        return True
    return False if above < _ZONE else None


def _ends_paragraph(text: str) -> bool:
    """Return whether a row is the last line of a paragraph, which may well be another's too (`could decide;`)."""
    return text.endswith((";", ",", "; and")) or (text[:1].islower() and text.endswith((".", ":")))


def _stands_apart(number: int, rows: Sequence[Sequence[Line]]) -> bool:
    """Return whether a row is the first or last of its page and has much white between it and the next."""
    if number not in {0, len(rows) - 1} or len(rows) < 2:
        return False
    row, other = rows[number][0], rows[1 if number == 0 else number - 1][0]
    return abs(row.foot - other.foot) > _APART * max(row.size, other.size)


def _numbers_go_with_pages(text: str, place: Place, other_text: str, other: Place) -> bool:
    """Return whether each number of two alike texts is the same, or they differ as the numbers of the pages do."""
    apart = other[0] - place[0]
    ours, theirs = re.findall(r"\d+", text), re.findall(r"\d+", other_text)
    if not re.search(r"[^\W\d]", text) and ours == theirs:
        return False  # the same bare number twice is a figure, not the number of a page
    return all(
        mine == yours or (len(mine) <= _LONGEST_NUMBER >= len(yours) and int(yours) - int(mine) == apart)
        for mine, yours in zip(ours, theirs, strict=True)
    )


_PAGE_OF = re.compile(r"(?:Page|Tudalen) \d+(?: (?:of|o) \d+)?|\d+ of \d+", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,4}")
# Heights of the type between the text and the number of a page.
_APART = 2.5
# Shares of the page's height in which running heads and feet stand.
_ZONE = 0.14
# Points by which their height may differ from page to page.
_SAME_HEIGHT = 4.0
# How many alike rows before and after one are looked at: heads of left and right pages may differ.
_NEAR = 12
_LONGEST = 160
_LONGEST_NUMBER = 9

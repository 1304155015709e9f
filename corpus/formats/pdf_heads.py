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
    the edge is one even if it stands alone.
    """
    alike: dict[tuple[str, bool], list[tuple[Place, float, str]]] = defaultdict(list)
    found: set[Place] = set()
    for index, (page, of_page) in enumerate(zip(pages, rows, strict=True)):
        for number, row in enumerate(of_page):
            line = joined(row)
            if (edge := _edge(page, line)) is None:
                continue
            if _PAGE_OF.fullmatch(line.text):
                found.add((index, number))
            elif len(line.text) <= _LONGEST:
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
# Shares of the page's height in which running heads and feet stand.
_ZONE = 0.14
# Points by which their height may differ from page to page.
_SAME_HEIGHT = 4.0
# How many alike rows before and after one are looked at: heads of left and right pages may differ.
_NEAR = 12
_LONGEST = 160
_LONGEST_NUMBER = 9

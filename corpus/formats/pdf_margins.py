"""The lines of a document in, the same with the margins of left and right pages made one out.

What is bound has its inner margins wider: every second page stands further right than the others.
"""

from collections import Counter
from collections.abc import Sequence

from corpus.formats.pdf_lines import Line


def offsets(lines: Sequence[Line]) -> tuple[float, float]:
    """Return how far even and odd pages must be moved right for their text to stand under each other, in points.

    Both are 0 unless the text of the one begins and ends further right than that of the other by the same.
    """
    even, odd = ([line for line in lines if line.page % 2 == parity and line.column == 0] for parity in (0, 1))
    if min(len(even), len(odd)) < _FEWEST:
        return 0.0, 0.0
    begins, ends = _margin(odd) - _margin(even), _edge(odd) - _edge(even)
    if abs(begins - ends) > _ALIKE or abs(begins) < _LEAST:
        return 0.0, 0.0
    return (begins, 0.0) if begins > 0 else (0.0, -begins)


def _margin(lines: Sequence[Line]) -> float:
    """Return where the leftmost lines begin, passing over what few do."""
    starts = Counter(round(line.left) for line in lines)
    return float(min((start for start, count in starts.items() if count >= max(2, _FEW * len(lines))), default=0))


def _edge(lines: Sequence[Line]) -> float:
    """Return where the longest lines end, passing over a few that may stand out."""
    return sorted(line.right for line in lines)[-1 - len(lines) // 40]


# Lines that a side must have to be measured, and the share of them that makes a start a margin.
_FEWEST = 8
_FEW = 0.04
# Points. Where lines are not justified, the longest of two sides differ a little.
_ALIKE = 10.0
_LEAST = 6.0

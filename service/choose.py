"""Hits and what a question wants in, the paragraphs that are quoted out, in the order in which they are read.

A search ranks; an answer has to stop. A paragraph is quoted where its evidence comes close to that of the best one, and
its single tokens meet the question nearly as well: two measures that err differently.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean

from corpus.leads import opens_list
from corpus.minutes import Minutes, Paragraph
from index.hits import Hit
from service.wanted import SHOWN_BY_WORDS, Wanted, holds

# The minutes that hits stand in, by their id, with the whole items of these.
Library = Mapping[str, Minutes]


def choose(hits: Sequence[Hit], minutes: Library, wanted: Wanted, asked: frozenset[str]) -> list[Hit]:
    """Return the hits to quote, those of one council and meeting together; [] for none.

    hits: best first. minutes: those of each, with its item whole. asked: the kinds of paragraph that the question asks
    for, which come first of their meeting. The list that has as many entries as the question counts comes before all
    else. A question about change is told by time, and takes in more.
    """
    if not hits:
        return []
    counted = counted_list(hits, minutes, wanted.count)
    changing = "change" in wanted
    close = _close(hits, wanted, CHANGE_SHARE if changing else CLOSE_SHARE)[: MOST_CHANGE if changing else MOST]
    if counted is not None:
        return [counted, *(hit for hit in close if hit.paragraph.id != counted.paragraph.id)][:MOST]
    if changing and len({hit.minutes.id for hit in close}) > 1:
        return sorted(close, key=lambda hit: _when(hit, minutes[hit.minutes.id]))
    return _by_meeting(sorted(close, key=lambda hit: not _is_asked(hit, wanted, asked)))


def counted_list(hits: Sequence[Hit], minutes: Library, count: int | None) -> Hit | None:
    """Return the best hit that announces a list of so many entries, or is an entry of one; None where there is none.

    Only hits whose score is near the best one's are looked at: the number alone says nothing of the subject.
    """
    if count is None:
        return None
    for hit in hits:
        if hit.score < COUNTED_SHARE * hits[0].score:
            continue
        for root in (hit.paragraph.id, hit.paragraph.parent):
            if root is not None and len(entries_of(root, minutes[hit.minutes.id])) == count:
                return hit
    return None


def entries_of(paragraph_id: str, minutes: Minutes) -> list[Paragraph]:
    """Return the entries of the list that a paragraph announces, in printed order; [] where it announces none."""
    parent = next((one for one in minutes.paragraphs if one.id == paragraph_id), None)
    if parent is None or not opens_list(parent.text):
        return []
    return [one for one in minutes.paragraphs if one.parent == paragraph_id and one.kind != "action"]


def _close(hits: Sequence[Hit], wanted: Wanted, share: float) -> list[Hit]:
    """Return the hits whose evidence comes close to the best one's, the best first; ties keep the search's order."""
    evidence = {hit.paragraph.id: _evidence(hit, wanted) for hit in hits}
    ordered = sorted(hits, key=lambda hit: (-evidence[hit.paragraph.id], hit.rank))
    best = ordered[0]
    most = max((fmean(hit.tokens) for hit in hits if hit.tokens), default=0.0)
    return [
        hit
        for hit in ordered
        if hit is best
        or (
            evidence[hit.paragraph.id] >= share * evidence[best.paragraph.id]
            and (not hit.tokens or fmean(hit.tokens) >= most - TOKENS_WITHIN)
        )
    ]


def _evidence(hit: Hit, wanted: Wanted) -> float:
    """Return the score of a hit, less a little where it holds nothing of the kind that is wanted."""
    shown = any(want in wanted and not holds(want, hit.paragraph.text) for want in SHOWN_BY_WORDS)
    return hit.score - (ABSENT if shown else 0.0)


def _is_asked(hit: Hit, wanted: Wanted, asked: frozenset[str]) -> bool:
    """Return whether a hit is what comes first: of a kind asked for, or with a figure in its best sentence."""
    if asked:
        return hit.paragraph.kind in asked
    start, end = hit.matched[0] if hit.matched else (0, len(hit.paragraph.text))
    return "figure" in wanted and holds("figure", hit.paragraph.text[start:end])


def _by_meeting(hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with those of one council together, and of one meeting, each in the order of its first hit."""
    councils = list(dict.fromkeys(_council(hit) for hit in hits))
    order = list(dict.fromkeys(hit.minutes.id for hit in hits))
    return sorted(hits, key=lambda hit: (councils.index(_council(hit)), order.index(hit.minutes.id)))


def _council(hit: Hit) -> str:
    """Return whose minutes a hit is from; minutes that name no council are each of their own."""
    return hit.minutes.council or hit.minutes.id


def _when(hit: Hit, minutes: Minutes) -> tuple[bool, str, str, int]:
    """Return what puts hits in the order of time: the day of the meeting, unknown ones last, then as printed."""
    printed = [one.id for one in minutes.paragraphs].index(hit.paragraph.id)
    return minutes.held is None, minutes.held.isoformat() if minutes.held else "", minutes.id, printed


# Found by trying on both question sets; see DECISIONS.md, "Which paragraphs are quoted".
CLOSE_SHARE = 0.88
TOKENS_WITHIN = 0.025
ABSENT = 0.03
MOST = 4
CHANGE_SHARE = 0.8
MOST_CHANGE = 6
COUNTED_SHARE = 0.7

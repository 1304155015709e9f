"""Scores in, scores out: the arithmetic of ranking, as pure functions over plain data.

Paragraphs are row numbers here, and a score is a float. What a function leaves out of its result has no score.
"""

import re
from collections.abc import Mapping, Sequence

Scores = Mapping[int, float]
Pair = tuple[float, float]
# An item's row, and how many paragraphs it has.
Place = tuple[int, int]

PROCEDURAL_WORDS = 3
# How many paragraphs of an item say whether it is about the question.
ITEM_BEST = 5


def mixed(scores: Scores, others: Scores, *, share: float) -> dict[int, float]:
    """Return (1 - share) × score + share × other for everything that has a score; an other that is missing is 0.

    Nothing is stretched between the least and the greatest of a question's own scores: all are shares of what can be
    had, so that where the best match has one of six words, words say little and count for little.
    Source: convex sums and theoretical bounds, Bruch, Gai & Ingber, An Analysis of Fusion Functions for Hybrid
    Retrieval, TOIS 42(1), 2023, https://doi.org/10.1145/3596512
    """
    return {number: (1 - share) * score + share * others.get(number, 0.0) for number, score in scores.items()}


def with_best_sentence(passages: Scores, sentences: Scores, *, sentence_share: float) -> dict[int, float]:
    """Return the similarity of each best passage mixed with that of the best sentence.

    (1 - sentence_share) × passage + sentence_share × sentence; a paragraph without sentences keeps its passage's.
    """
    return {
        number: (1 - sentence_share) * score + sentence_share * sentences.get(number, score)
        for number, score in passages.items()
    }


def with_context(
    scores: Scores,
    around: Mapping[int, Sequence[int]],
    items: Mapping[int, Place],
    shares: Mapping[int, Pair],
) -> dict[int, float]:
    """Return the mean of each score, its best neighbour's and its item's, weighted 1 and by the shares of a paragraph.

    around: the rows of a paragraph's parent and neighbours. items: the item of a paragraph, and how many paragraphs it
    has; the best ITEM_BEST of them count. What has no score counts as the least there is, since no search put it
    forward. shares: for each paragraph, of the neighbour and of the item, in [0, 1]. In a discussion an answer goes
    over several paragraphs, and one of them alone shows little of it.
    """
    least = min(scores.values(), default=0.0)
    of_items: dict[Place, list[float]] = {}
    for number, score in scores.items():
        of_items.setdefault(items[number], []).append(score)
    means = {place: _mean_of_best(found, place[1], least) for place, found in of_items.items()}
    found = {}
    for number, score in scores.items():
        share, item_share = shares[number]
        beside = least
        for other in around.get(number, ()):
            beside = max(beside, scores.get(other, least))
        found[number] = (score + share * beside + item_share * means[items[number]]) / (1 + share + item_share)
    return found


def _mean_of_best(scores: list[float], size: int, least: float) -> float:
    count = min(ITEM_BEST, size)
    best = sorted(scores, reverse=True)[:count] if len(scores) > 1 else scores
    return (sum(best) + least * (count - len(best))) / count


def towards_one(scores: Scores, shares: Scores, *, weight: float) -> dict[int, float]:
    """Return score + weight × share × (1 - score): those with a share, in [0, 1], are moved towards 1."""
    return {number: score + weight * shares.get(number, 0.0) * (1 - score) for number, score in scores.items()}


def boost(scores: Scores, kinds: Mapping[int, str], asked: frozenset[str], *, kind_boost: float) -> dict[int, float]:
    """Return scores with those of the kinds asked for moved towards 1: score + kind_boost × (1 - score)."""
    return towards_one(scores, {number: 1.0 for number, kind in kinds.items() if kind in asked}, weight=kind_boost)


def demote(scores: Scores, numbers: frozenset[int], *, procedural_share: float) -> dict[int, float]:
    """Return scores with those of procedural paragraphs cut to a share: ranked down, not out."""
    return {number: score * procedural_share if number in numbers else score for number, score in scores.items()}


def raised(scores: Scores, numbers: frozenset[int], *, share: float) -> dict[int, float]:
    """Return scores with those of some paragraphs moved towards 1: score + share × (1 - score)."""
    return {number: score + share * (1 - score) if number in numbers else score for number, score in scores.items()}


def order(scores: Scores) -> list[tuple[int, float]]:
    """Return rows and scores, the best first, ties by row number."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def reordered(ranked: Sequence[tuple[int, float]], scores: Scores) -> list[tuple[int, float]]:
    """Return rows with those that have another score in its order before the rest, which keep theirs.

    ranked: rows and scores in [0, 1], best first. scores: of some of them, in [0, 1]. Where the best of the rest had
    more than the least of these, all of the rest are scaled down to it, so that scores fall with the rank.
    """
    first = order(scores)
    rest = [(number, score) for number, score in ranked if number not in scores]
    if not first or not rest:
        return first or rest
    share = min(1.0, first[-1][1] / rest[0][1]) if rest[0][1] > 0 else 1.0
    return [*first, *((number, score * share) for number, score in rest)]


def kinds_asked_for(question: str) -> frozenset[str]:
    """Return the kinds of paragraph whose words a question uses ("What was agreed?": resolutions); often none."""
    return frozenset(kind for pattern, kinds in _ASKING if pattern.search(question) for kind in kinds)


def is_procedural(kind: str, text: str, asked: frozenset[str]) -> bool:
    """Return whether a paragraph is a heading or a formality, which shares words with questions but answers few.

    Nothing of a kind that is asked for is procedural.
    """
    if kind in asked:
        return False
    return (
        kind == "heading"
        or len(text.split(None, PROCEDURAL_WORDS)) <= PROCEDURAL_WORDS
        or _FORMALITY.match(text) is not None
    )


_ASKING: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"\b(resolv|resolution|decid|decision|agree|approv)", re.I), ("resolution",)),
    (re.compile(r"\brecommend", re.I), ("recommendation", "resolution")),
    (
        re.compile(r"\b(actions?\b|action points?|follow(ed)?[- ]up|who (is|was|are|were) to\b|asked to\b)", re.I),
        ("action",),
    ),
    (re.compile(r"\b(vote[ds]?|voting|abstain(ed)?)\b", re.I), ("vote",)),
    (re.compile(r"\b(apolog(y|ies)|attend(ed|ance|ees)?|absent|present at|who was present)\b", re.I), ("attendance",)),
    (
        re.compile(r"\b(declar(e|ed|ation|ations)|interests? (was|were)|conflicts? of interest)\b", re.I),
        ("declaration",),
    ),
)

_FORMALITY = re.compile(
    r"(none\b.{0,40}$|nil\b|apologies (for absence )?(were|was|had been) received"
    r"|no (apologies|declarations|interests)\b"
    r"|there were no\b.{0,60}$|the minutes .{0,120}\b(approved|agreed|confirmed|signed)\b.{0,80}correct record)",
    re.I,
)

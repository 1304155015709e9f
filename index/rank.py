"""Scores in, scores out: the arithmetic of ranking, as pure functions over plain data.

Paragraphs are row numbers here, and a score is a float. What a function leaves out of its result has no score.
"""

import re
from collections.abc import Mapping, Sequence

Scores = Mapping[int, float]

PROCEDURAL_WORDS = 3


def min_max(scores: Scores) -> dict[int, float]:
    """Return scores stretched to [0, 1]: (score - least) / (greatest - least); all 1 where they are all the same.

    Source: Fox & Shaw, Combination of Multiple Searches, TREC-2, 1994 (NIST SP 500-215).
    """
    if not scores:
        return {}
    least, greatest = min(scores.values()), max(scores.values())
    if greatest == least:
        return dict.fromkeys(scores, 1.0)
    return {number: (score - least) / (greatest - least) for number, score in scores.items()}


def convex(dense: Scores, words: Scores, *, dense_share: float) -> dict[int, float]:
    """Return dense_share × dense + (1 - dense_share) × words for everything that has either; the other counts as 0.

    Source: Bruch, Gai & Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, TOIS 42(1), 2023,
    https://doi.org/10.1145/3596512
    """
    return {
        number: dense_share * dense.get(number, 0.0) + (1 - dense_share) * words.get(number, 0.0)
        for number in {**dense, **words}
    }


def with_best_sentence(passages: Scores, sentences: Scores, *, sentence_share: float) -> dict[int, float]:
    """Return the similarity of each best passage mixed with that of the best sentence.

    (1 - sentence_share) × passage + sentence_share × sentence; a paragraph without sentences keeps its passage's.
    """
    return {
        number: (1 - sentence_share) * score + sentence_share * sentences.get(number, score)
        for number, score in passages.items()
    }


def with_context(scores: Scores, around: Mapping[int, Sequence[int]], *, context_share: float) -> dict[int, float]:
    """Return each score with a share of the best score around it: (score + share × best around) / (1 + share).

    around: the rows of a paragraph's parent and neighbours; those without a score count as 0. A paragraph of a
    discussion is more likely to answer when the one beside it is about the question too; a score stays in [0, 1].
    """
    return {
        number: (score + context_share * max((scores.get(other, 0.0) for other in around.get(number, ())), default=0.0))
        / (1 + context_share)
        for number, score in scores.items()
    }


def boost(scores: Scores, kinds: Mapping[int, str], asked: frozenset[str], *, kind_boost: float) -> dict[int, float]:
    """Return scores with those of the kinds asked for moved towards 1: score + kind_boost × (1 - score)."""
    return {
        number: score + kind_boost * (1 - score) if kinds.get(number) in asked else score
        for number, score in scores.items()
    }


def demote(scores: Scores, numbers: frozenset[int], *, procedural_share: float) -> dict[int, float]:
    """Return scores with those of procedural paragraphs cut to a share: ranked down, not out."""
    return {number: score * procedural_share if number in numbers else score for number, score in scores.items()}


def order(scores: Scores) -> list[tuple[int, float]]:
    """Return rows and scores, the best first, ties by row number."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


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

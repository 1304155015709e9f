"""Hits that are to be quoted and what a question wants in, the same hits with the sentences that answer it out.

A sentence answers as far as it is like the question, and a little further where it holds what is wanted: a figure, a
date, a person. Of the first hit more is quoted than of the others, because there the answer stands if anywhere.
"""

from collections.abc import Sequence
from dataclasses import replace

from index.hits import Hit
from service.wanted import SHOWN_BY_WORDS, Wanted, holds


def answering(chosen: Sequence[Hit], wanted: Wanted) -> list[Hit]:
    """Return hits with their best sentences as what matched, the best first; those without sentences as they are."""
    return [
        replace(hit, matched=_best(hit, wanted, FIRST_WITHIN if place == 0 else WITHIN)) if hit.sentences else hit
        for place, hit in enumerate(chosen)
    ]


def _best(hit: Hit, wanted: Wanted, within: float) -> tuple[tuple[int, int], ...]:
    text = hit.paragraph.text
    liked = [(like + (SHOWING if _shows(text[slice(*span)], wanted) else 0.0), span) for like, span in hit.sentences]
    ordered = sorted(liked, key=lambda one: (-one[0], one[1]))
    return tuple(span for like, span in ordered[:MOST] if like >= ordered[0][0] - within)


def _shows(sentence: str, wanted: Wanted) -> bool:
    return any(want in wanted and holds(want, sentence) for want in SHOWN_BY_WORDS)


# Chosen on the judged sentences of both question sets; see DECISIONS.md, "Which sentences are quoted".
SHOWING = 0.03
FIRST_WITHIN = 0.09
WITHIN = 0.05
MOST = 3

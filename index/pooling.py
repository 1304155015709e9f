"""The vectors of a text's tokens in, the vector of the text and of spans of it out.

A span's vector is the mean of the tokens in it, less a share of what stands before all spans. They were read with the
whole text around them, so that one pass gives a passage and its sentences.
Source: Günther et al., Late Chunking, 2024, https://arxiv.org/abs/2409.04701
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index import tokens as token_signs
from index.embedder import Ask, EmbedParts, Parts, Span, Vectors, unit

Tokens = NDArray[np.float32]

# By the names of sentence-transformers.
POOLINGS: Mapping[str, Callable[[Tokens], Tokens]] = {
    "mean": lambda tokens: tokens.mean(axis=0),
    "cls": lambda tokens: tokens[0],
    "max": lambda tokens: tokens.max(axis=0),
    "lasttoken": lambda tokens: tokens[-1],
}
# Only where a text's vector is the mean of its tokens is the mean of some of them a vector of the same kind.
POOLS_SPANS = "mean"

# How much of what stands before the first span is taken out of every span's vector: the tokens of a sentence hold
# something of the header over it, which makes all sentences under it alike. DECISIONS.md has what was tried.
LEAD_SHARE = 0.3

# Called with a text's place, the vectors of its tokens, shape (tokens, d), and the characters that each stands for;
# (0, 0) for none.
Use = Callable[[int, Tokens, Sequence[Span]], None]


def parts_pooled(
    read: Callable[[Sequence[str], Use], None], passages: Callable[[Sequence[str]], Vectors], dimensions: int
) -> EmbedParts:
    """Return what embeds texts and spans of them in one pass, for models whose vectors are means of tokens.

    read: reads texts and hands over the tokens of each, in any order and from any thread, one at a time to be kept: the
    tokens of a long document would fill the memory. A span that was not read to its end, because the model takes no
    such long texts, is embedded as a text of its own.
    """

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        whole = np.zeros((len(texts), dimensions), dtype=np.float32)
        found = [np.zeros((len(of), dimensions), dtype=np.float32) for of in spans]
        kept = [b""] * len(texts)
        unread: list[tuple[int, int]] = []

        def use(number: int, tokens: Tokens, offsets: Sequence[Span]) -> None:
            whole[number] = POOLINGS[POOLS_SPANS](tokens)
            if _keeps_tokens(dimensions):
                kept[number] = token_signs.signs(tokens[token_signs.telling(texts[number], offsets)])
            lead = _lead(tokens, offsets, spans[number])
            for place, span in enumerate(spans[number]):
                inside = _inside(offsets, span)
                if inside:
                    found[number][place] = unit(tokens[inside].mean(axis=0, keepdims=True))[0] - LEAD_SHARE * lead
                else:
                    unread.append((number, place))

        read(texts, use)
        cut = [texts[number][slice(*spans[number][place])] for number, place in unread]
        for (number, place), vector in zip(unread, passages(cut), strict=True):
            found[number][place] = vector
        return Parts(unit(whole), [unit(one) for one in found], kept)

    return parts


def asked_pooled(read: Callable[[Sequence[str], Use], None], dimensions: int) -> Ask:
    """Return what embeds a question and its tokens in one pass, for models whose vectors are means of tokens."""

    def asked(question: str) -> tuple[Vectors, Vectors]:
        found: list[Vectors] = []

        def use(_: int, tokens: Tokens, offsets: Sequence[Span]) -> None:
            named = [place for place, (first, last) in enumerate(offsets) if first < last]
            found.extend([unit(POOLINGS[POOLS_SPANS](tokens)[None])[0], unit(tokens[named])])

        read([question], use)
        vector, tokens = found
        return vector, tokens if _keeps_tokens(dimensions) else tokens[:0]

    return asked


def telling_spans(text: str, offsets: Sequence[Span], dimensions: int) -> list[Span]:
    """Return the characters that each token stands for whose signs parts keeps of a text, in their order.

    offsets: the characters that all its tokens stand for. [] for vectors whose signs are not kept.
    """
    return [offsets[place] for place in token_signs.telling(text, offsets)] if _keeps_tokens(dimensions) else []


def _keeps_tokens(dimensions: int) -> bool:
    """Return whether the signs of vectors fill whole bytes."""
    return dimensions % 8 == 0


def _lead(tokens: Tokens, offsets: Sequence[Span], spans: Sequence[Span]) -> Tokens:
    """Return the vector of what stands before the first span, of unit length; zeros where nothing does."""
    start = min(spans, default=(0, 0))[0]
    before = [place for place, (first, last) in enumerate(offsets) if first < last <= start]
    if not before:
        return np.zeros(tokens.shape[1], dtype=np.float32)
    lead: Tokens = unit(tokens[before].mean(axis=0, keepdims=True))[0]
    return lead


def moved(offsets: Sequence[Span], by: int) -> list[Span]:
    """Return what tokens stand for in a text that stands elsewhere; those that stand for nothing still do."""
    return [(first + by, last + by) if first < last else (0, 0) for first, last in offsets]


def _inside(offsets: Sequence[Span], span: Span) -> list[int]:
    """Return the places of the tokens in a span, none where the text was cut before its end."""
    start, end = span
    inside = [place for place, (first, last) in enumerate(offsets) if first < end and last > start and first < last]
    reached = max((last for _, last in offsets), default=0)
    return inside if reached >= end else []

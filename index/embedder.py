"""What an embedding model is to everything that uses one: functions from texts to vectors of unit length."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

Vectors = NDArray[np.float32]
Span = tuple[int, int]
Embed = Callable[[Sequence[str]], Vectors]


class Parts(NamedTuple):
    """What a model made of texts and of spans in each.

    texts: the vectors of the texts, shape (n, d). spans: for each text, the vectors of its spans, shape (spans, d).
    tokens: for each text, the signs of the vectors of its telling tokens (index/tokens.py), b"" for models without.
    """

    texts: Vectors
    spans: list[Vectors]
    tokens: list[bytes]


EmbedParts = Callable[[Sequence[str], Sequence[Sequence[Span]]], Parts]
# A question to its vector, shape (d,), and those of its tokens, shape (m, d), m being 0 for models without.
Ask = Callable[[str], tuple[Vectors, Vectors]]
# A text to the characters that each of its telling tokens stands for, in the order of their signs.
Telling = Callable[[str], list[Span]]


@dataclass(frozen=True, slots=True)
class Embedder:
    """A model as functions. Those of n texts return shape (n, dimensions), float32, unit length.

    fingerprint: `<name>@<12 hex digits>` over the weights, pooling, normalisation, prompts and longest input, so that
    vectors of two models are never mixed. The functions raise ModelUnavailable for a vector that cannot be compared.
    asked: of one question, its vector and those of its tokens, all of unit length. parts: of texts, and of the spans of
    characters in each, the vectors of `passages`, one for every span, read in its text, and tokens. telling: of a text
    that was given to parts, which characters its tokens stand for; [] for models without. runs_on: what computes, for
    people. note: a sentence about why nothing quicker does, "" where that is no matter.
    """

    name: str
    fingerprint: str
    dimensions: int
    questions: Embed
    passages: Embed
    parts: EmbedParts
    asked: Ask
    telling: Telling = lambda _: []
    runs_on: str = "Minuted"
    note: str = ""


def unit(vectors: NDArray[Any]) -> Vectors:
    """Return vectors, shape (n, d), scaled to unit length as float32; raise ModelUnavailable for a zero or NaN one."""
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise ModelUnavailable(
            "the embedding model gave a vector that is zero or not a number. Its files are damaged, or it does not run "
            "on this machine; choose another model."
        )
    return np.ascontiguousarray(vectors / lengths, dtype=np.float32)


def parts_alone(passages: Embed) -> EmbedParts:
    """Return what embeds every span as a text of its own, for models that know no better."""

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        cut = [text[start:end] for text, of in zip(texts, spans, strict=True) for start, end in of]
        vectors, places = passages(cut), np.cumsum([0, *(len(of) for of in spans)])
        cuts = [vectors[start:end] for start, end in itertools.pairwise(places)]
        return Parts(passages(texts), cuts, [b""] * len(texts))

    return parts


def asked_whole(questions: Embed) -> Ask:
    """Return what embeds a question without its tokens, for models that know no better."""

    def asked(question: str) -> tuple[Vectors, Vectors]:
        (vector,) = questions([question])
        return vector, np.zeros((0, len(vector)), dtype=np.float32)

    return asked

"""What an embedding model is to everything that uses one: functions from texts to vectors of unit length."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnavailable

Vectors = NDArray[np.float32]
Span = tuple[int, int]
Embed = Callable[[Sequence[str]], Vectors]
EmbedParts = Callable[[Sequence[str], Sequence[Sequence[Span]]], tuple[Vectors, list[Vectors]]]


@dataclass(frozen=True, slots=True)
class Embedder:
    """A model as functions. Those of n texts return shape (n, dimensions), float32, unit length.

    fingerprint: `<name>@<12 hex digits>` over the weights, pooling, normalisation, prompts and longest input, so that
    vectors of two models are never mixed. The functions raise ModelUnavailable for a vector that cannot be compared.
    parts: of texts, and of the spans of characters in each, returns the vectors of `passages` and one vector for every
    span, shape (spans, dimensions), read in its text. runs_on: what computes, for people. note: a sentence about why
    nothing quicker does, "" where that is no matter.
    """

    name: str
    fingerprint: str
    dimensions: int
    questions: Embed
    passages: Embed
    parts: EmbedParts
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

    def parts(texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        cut = [text[start:end] for text, of in zip(texts, spans, strict=True) for start, end in of]
        vectors, places = passages(cut), np.cumsum([0, *(len(of) for of in spans)])
        return passages(texts), [vectors[start:end] for start, end in itertools.pairwise(places)]

    return parts

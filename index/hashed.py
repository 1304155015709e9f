"""An embedder without a model: text in, hashed counts of its words and their trigrams out.

For tests, and for machines with no room for a model. It finds shared words and word stems, not shared meaning.
Source: Weinberger et al., Feature Hashing for Large Scale Multitask Learning, ICML 2009, https://arxiv.org/abs/0902.2206
"""

import hashlib
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 256
VERSION = 1


def hashed(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one vector a text: shape (n, 256), float32, unit length; the same on every machine."""
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for vector, text in zip(vectors, texts, strict=True):
        for feature, weight in _features(text):
            place, sign = _place(feature)
            vector[place] += sign * weight
        # Features can cancel out, and a text may have no word: the text as a whole then stands for itself.
        if not vector.any():
            vector[_place(f"text {text}")[0]] = 1
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32) if texts else vectors


def _features(text: str) -> Iterator[tuple[str, float]]:
    """Yield the words of a text, weight 1, and the trigrams of each with its borders, together weight 1 as well."""
    for word in re.findall(r"\w+", text.casefold()):
        yield f"word {word}", 1.0
        bordered = f"^{word}$"
        trigrams = [bordered[at : at + 3] for at in range(len(bordered) - 2)]
        for trigram in trigrams:
            yield f"trigram {trigram}", 1 / len(trigrams)


def _place(feature: str) -> tuple[int, int]:
    """Return where a feature is counted, from 0, and its sign."""
    number = int.from_bytes(hashlib.blake2b(feature.encode(errors="surrogatepass"), digest_size=8).digest())
    return number % DIMENSIONS, 1 if number >> 63 else -1

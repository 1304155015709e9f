"""A second model for tests: the hashed words, turned into vectors of another length."""

from collections.abc import Sequence

import numpy as np

from index.embed import load_embedder
from index.embedder import Embedder, Vectors, asked_whole, parts_alone, unit

DIMENSIONS = 64


def narrow() -> Embedder:
    """Return it; the same on every machine and in every process."""
    hashed = load_embedder("hashed-words")
    turned = np.random.default_rng(5).normal(size=(hashed.dimensions, DIMENSIONS))

    def vectors(texts: Sequence[str]) -> Vectors:
        return unit(hashed.passages(texts) @ turned)

    return Embedder(
        name="narrow",
        fingerprint="narrow@0123456789ab",
        dimensions=DIMENSIONS,
        questions=vectors,
        passages=vectors,
        parts=parts_alone(vectors),
        asked=asked_whole(vectors),
    )

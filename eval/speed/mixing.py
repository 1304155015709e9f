"""A model and texts in, the same model with passages' vectors made from those of the texts, in no time, out.

For collections too large to be embedded here. A vector is a mixture of real ones, chosen and weighed by the text's
hash: near to real prose, and hardly ever two alike. What is found is meaningless, what it costs is not.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from corpus.minutes import Minutes
from eval.grown import Prose
from index.embedder import Embedder, Parts, Span, parts_alone

# The first counts most, so that vectors keep the neighbourhood of a real one.
WEIGHTS = (1.0, 0.5, 0.25)
# Of a real vector with its numbers moved along, which lies nowhere near, so that a mixture lies among no few others.
ASTRAY = 0.25


def texts_of(minutes: Sequence[Minutes], prose: Prose) -> list[str]:
    """Return the texts whose vectors are mixed for documents that are grown from minutes."""
    return list(dict.fromkeys([*(one.text for whole in minutes for one in whole.paragraphs), *prose.said]))


def mixed(embedder: Embedder, texts: Sequence[str]) -> Embedder:
    """Return a model that embeds questions as ever, and any passage as a mixture of the vectors of some texts.

    The same text has the same vector, a sentence that of a text of its own, and a passage the tokens of one of the
    texts. It has the fingerprint of the model, so that what is added with it can be searched with the model.
    """
    real = embedder.parts(texts, [[] for _ in texts])
    pool = real.texts
    astray = np.roll(pool, pool.shape[1] // 3, axis=1)

    def passages(wanted: Sequence[str]) -> NDArray[np.float32]:
        hashes = b"".join(hashlib.blake2b(text.encode(), digest_size=32).digest() for text in wanted)
        numbers = np.frombuffer(hashes, dtype="<u4").reshape(-1, 8)
        found = ASTRAY * astray[numbers[:, 3] % len(pool)]
        for place, weight in enumerate(WEIGHTS):
            shares = weight * (0.5 + numbers[:, 4 + place] / 2**32)
            found += shares[:, None].astype(np.float32) * pool[numbers[:, place] % len(pool)]
        length = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / length, np.float32)

    def parts(wanted: Sequence[str], spans: Sequence[Sequence[Span]]) -> Parts:
        tokens = [real.tokens[zlib.crc32(text.encode()) % len(pool)] for text in wanted]
        return alone(wanted, spans)._replace(tokens=tokens)

    alone = parts_alone(passages)
    return replace(embedder, passages=passages, parts=parts)

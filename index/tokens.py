"""The tokens of a question and of passages in, how well the passages meet the question word by word out.

A passage keeps the signs of its tokens' vectors, a bit for each number of a vector: against a question's full vectors
they rank as well as full ones, in a thirty-second of the room. Sources: late interaction, Khattab & Zaharia, ColBERT,
SIGIR 2020, https://arxiv.org/abs/2004.12832; full against binary, Gordo et al., Asymmetric Distances for Binary
Embeddings, TPAMI 36(1), 2014, https://doi.org/10.1109/TPAMI.2013.101
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.terms import STOP_WORDS

Tokens = NDArray[np.float32]
Span = tuple[int, int]


def signs(tokens: Tokens) -> bytes:
    """Return the signs of the vectors of tokens, shape (n, d), as n × d/8 bytes, one token after the other.

    A bit is 1 where a number is above 0; d has to be a multiple of 8.
    """
    return np.packbits(tokens > 0, axis=1).tobytes()


def telling(text: str, offsets: Sequence[Span]) -> list[int]:
    """Return the places of the tokens of a text's telling words: of none of the words that every paragraph has.

    offsets: the characters that each token stands for. Every token where there is no telling word.
    """
    words = [word.span() for word in re.finditer(r"[^\W_]+", text) if word.group().lower() not in STOP_WORDS]
    places, at = [], 0
    for place, (start, end) in enumerate(offsets):
        while at < len(words) and words[at][1] <= start:
            at += 1
        if start < end and at < len(words) and words[at][0] <= start and end <= words[at][1]:
            places.append(place)
    return places or list(range(len(offsets)))


def likeness(question: Tokens, passages: Sequence[bytes]) -> list[float]:
    """Return how well each passage meets the tokens of a question: the mean of each token's best likeness, in [-1, 1].

    question and passages as for by_token().
    """
    found: list[float] = by_token(question, passages).mean(axis=1).tolist() if passages else []
    return found


def by_token(question: Tokens, passages: Sequence[bytes]) -> Tokens:
    """Return how well each of n passages meets each token of a question, shape (n, m), in [-1, 1].

    question: shape (m, d), float32, unit length, m > 0. passages: signs, at least one passage, and one token each. A
    likeness is the product with the signs as a vector of unit length.
    """
    width = question.shape[1] // 8
    bits = np.unpackbits(np.frombuffer(b"".join(passages), dtype=np.uint8).reshape(-1, width), axis=1)
    # q · (2b - 1) = 2 q · b - sum of q, and the length of a vector of signs is the root of its dimensions.
    products = (2 * (bits.astype(np.float32) @ question.T) - question.sum(axis=1)) / np.sqrt(question.shape[1])
    starts = np.cumsum([0, *(len(one) // width for one in passages[:-1])])
    best: Tokens = np.maximum.reduceat(products, starts, axis=0)
    return best

"""A graph and its card in, what embeds texts with them out: a text at a time, as many at once as there are cores."""

import functools
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.embedder import Ask, EmbedParts, Span, Vectors, asked_whole, parts_alone, unit
from index.pooling import POOLINGS, POOLS_SPANS, Tokens, Use, asked_pooled, moved, parts_pooled, telling_spans

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

# The name under which a graph's file holds its card.
CARD = "minuted"
# What a file with a graph begins with, before the sha256 of the rest in hex and the end of the line.
HEAD = b"minuted graph "


@dataclass(frozen=True, slots=True)
class Card:
    """What a graph's file says about it.

    mark: of the original (index/original.py). tokenizer: its tokenizer.json. longest: most tokens of a text. question,
    passage: what is put before them. pooling: one of POOLINGS. rounding: how its products are rounded, for people.
    least, mean: the cosines to the original over the probes.
    """

    mark: str
    dimensions: int
    tokenizer: str
    longest: int
    question: str
    passage: str
    pooling: str
    rounding: str
    least: float
    mean: float


class Graph:
    """A graph that is ready to run. Safe from several threads."""

    def __init__(self, data: bytes) -> None:
        """data: an ONNX file with a card. Raises whatever onnxruntime does for one that it cannot run."""
        self._session = session_of(data)
        self.card = Card(**json.loads(self._session.get_modelmeta().custom_metadata_map[CARD]))
        self._tokenizer = _tokenizer(self.card)

    @property
    def dimensions(self) -> int:
        """The length of its vectors."""
        return self.card.dimensions

    @property
    def mark(self) -> str:
        """12 hex digits over all that makes the original's vectors."""
        return self.card.mark

    @property
    def runs_on(self) -> str:
        """What computes, for people."""
        return f"onnxruntime, {self.card.rounding}"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (n, dimensions), unit length."""
        return self._embedded(texts, self.card.question)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, shape (n, dimensions), unit length."""
        return self._embedded(texts, self.card.passage)

    @property
    def parts(self) -> EmbedParts:
        """What embeds texts and spans of them: in one pass where the model's vectors are means of tokens."""
        if self.card.pooling == POOLS_SPANS:
            return parts_pooled(functools.partial(self._read, prefix=self.card.passage), self.passages, self.dimensions)
        return parts_alone(self.passages)

    @property
    def asked(self) -> Ask:
        """What embeds a question and its tokens: in one pass where the model's vectors are means of tokens."""
        if self.card.pooling == POOLS_SPANS:
            return asked_pooled(functools.partial(self._read, prefix=self.card.question), self.dimensions)
        return asked_whole(self.questions)

    def telling(self, text: str) -> list[Span]:
        """Return the characters that each telling token of a passage stands for; [] where parts keeps no tokens."""
        if self.card.pooling != POOLS_SPANS:
            return []
        prefix = self.card.passage
        return telling_spans(text, moved(self._encoded(prefix + text).offsets, -len(prefix)), self.dimensions)

    def ids_of(self, text: str) -> list[int]:
        """Return the ids of a text's tokens, as many as the model takes."""
        return list(self._tokenizer.encode(text).ids)

    def _encoded(self, text: str) -> "Encoding":
        # A half of a surrogate pair is no text; one character stands in its place, so that spans stay true.
        return self._tokenizer.encode(text.encode(errors="replace").decode())

    def _embedded(self, texts: Sequence[str], prefix: str) -> Vectors:
        pool = POOLINGS[self.card.pooling]
        found = np.zeros((len(texts), self.dimensions), dtype=np.float32)

        def use(place: int, tokens: Tokens, _: Sequence[Span]) -> None:
            found[place] = pool(tokens)

        self._read(texts, use, prefix)
        return unit(found)

    def _read(self, texts: Sequence[str], use: Use, prefix: str) -> None:
        def read(place: int) -> None:
            encoded = self._encoded(prefix + texts[place])
            use(place, tokens_of(self._session, encoded.ids), moved(encoded.offsets, -len(prefix)))

        # The longest go first, so that no core is left with a long one at the end.
        order = sorted(range(len(texts)), key=lambda place: -len(texts[place]))
        pool = _pool() if len(texts) > 1 else None
        for _ in pool.map(read, order) if pool else map(read, order):
            pass


def tokens_of(session: "InferenceSession", ids: Sequence[int]) -> Tokens:
    """Return the vectors of the tokens of a text, shape (tokens, d). ids: the tokens."""
    tokens: Tokens = session.run(None, {"ids": np.array([ids], dtype=np.int64)})[0][0]
    return tokens


def session_of(data: bytes) -> "InferenceSession":
    """Return a session over the bytes of a graph, which runs each text on the thread that asks."""
    import onnxruntime

    # There is none but in Windows' builds.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def card_text(card: Card) -> str:
    """Return a card as a graph's file holds it."""
    return json.dumps(asdict(card), sort_keys=True)


def _tokenizer(card: Card) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(card.tokenizer)
    tokenizer.no_padding()
    tokenizer.enable_truncation(card.longest)
    return tokenizer


@functools.cache
def _pool() -> ThreadPoolExecutor | None:
    """Return the threads that texts run on, one a core that this process may use; None where that is one."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return ThreadPoolExecutor(cores, thread_name_prefix="embed") if cores > 1 else None

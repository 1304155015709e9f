"""A trial in, Minuted's speed against the plain pipeline of sentence-transformers and FAISS out, as ratios.

Both have the same texts and questions, in the same run, by turns: what else the machine does slows down both alike.
The plain pipeline embeds each paragraph once, in batches of 32, into an exact inner-product index in memory, and
searches it with the question's vector. It keeps nothing on the disk, reads no words and cites nothing: the ratios say
what all that costs, not which of the two is better.
"""

import contextlib
import importlib.resources
import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from statistics import median

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.minutes import Reading
from corpus.read import read_bytes, read_minutes
from corpus.sidecar import read_sidecar
from eval.speed.timing import Row, seconds_of
from eval.speed.trial import Trial
from index import hashed
from index.ahead import ahead
from index.collection import Collection
from index.embed import BATCH_TEXTS, DEFAULT_MODEL, DEFAULT_PACKAGE, Embedder, load_embedder
from index.retrieve import retrieve

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
# Of Minuted and of the plain pipeline.
Pair = tuple[float, float]
HITS = 10
# Whole documents are taken until there are so many: enough for a steady figure, few enough for several rounds.
PARAGRAPHS = 250


@dataclass(frozen=True, slots=True)
class Against:
    """The figure of Minuted, that of the plain pipeline, and the first divided by the second."""

    ours: float
    plain: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Plain:
    """Minuted beside the plain pipeline, each in its best round.

    adding: paragraphs a second, from texts to what can be searched, the model being loaded; Minuted cuts, embeds
    sentences too, and writes. asking_ms: the median of a question, from text to HITS hits. encoder: what embeds in the
    plain pipeline.
    """

    encoder: str
    paragraphs: int
    questions: int
    adding_paragraphs_per_second: Against
    asking_ms: Against


def plain(trial: Trial) -> Plain:
    """Return how Minuted stands beside the plain pipeline over some of a trial's minutes."""
    readings = _some(
        [(read_minutes(one.name, data := read_bytes(one), read_sidecar(one)), data) for one in trial.files]
    )
    texts = [paragraph.text for reading, _ in readings for paragraph in reading.minutes.paragraphs]
    name, encode = encoder(trial.settings.model)
    embedder = load_embedder(trial.settings.model)
    encode(["ready"])
    embedder.passages(["ready"])
    rounds = [_round(readings, texts, embedder, encode, trial.questions, turn=turn) for turn in range(trial.rounds)]
    ours, theirs = (len(texts) / min(one[0][side] for one in rounds) for side in (0, 1))
    ours_ms, theirs_ms = (1000 * min(one[1][side] for one in rounds) for side in (0, 1))
    return Plain(
        name,
        len(texts),
        len(trial.questions),
        Against(ours, theirs, ours / theirs),
        Against(ours_ms, theirs_ms, ours_ms / theirs_ms),
    )


def rows(found: Plain) -> Iterator[Row]:
    """Give the lines of the table."""
    for name, one, unit in (
        ("adding", found.adding_paragraphs_per_second, "paragraphs/s"),
        ("asking", found.asking_ms, "ms p50"),
    ):
        yield f"{name}, Minuted", f"{one.ours:,.1f}", unit
        yield f"{name}, plain", f"{one.plain:,.1f}", unit
        yield f"{name}, Minuted / plain", f"{one.ratio:.3g}", "ratio"


def _round(
    readings: Sequence[tuple[Reading, bytes]],
    texts: Sequence[str],
    embedder: Embedder,
    encode: Encode,
    questions: Sequence[str],
    *,
    turn: int,
) -> tuple[Pair, Pair]:
    """Return the seconds of adding all texts, and the median seconds of a question, by both."""

    def ours() -> None:
        # As `minuted add` does.
        for (reading, data), preparing in ahead(lambda one: collection.prepare(one[0]), readings):
            collection.add(reading, data, prepared=preparing.result())

    with (
        tempfile.TemporaryDirectory(prefix="minuted-eval-") as home,
        Collection.open(Path(home) / "public", embedder, create=True) as collection,
    ):
        index = faiss.IndexFlatIP(embedder.dimensions)
        added = _by_turns(ours, lambda: index.add(encode(texts)), turn=turn)
        return added, _asked(collection, index, encode, questions)


def encoder(model: str) -> tuple[str, Encode]:
    """Return what embeds in the plain pipeline and its name: sentence-transformers, as its documentation calls it."""
    if model == "hashed-words":
        return model, hashed.hashed
    # Imported here because it takes seconds, torch included.
    from sentence_transformers import SentenceTransformer

    files = importlib.resources.files(DEFAULT_PACKAGE) / "model" if model == DEFAULT_MODEL else model
    with contextlib.redirect_stderr(io.StringIO()):  # a bar of its own, which would come between ours
        loaded = SentenceTransformer(str(files), device="cpu")

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        found = loaded.encode(list(texts), batch_size=BATCH_TEXTS, show_progress_bar=False, normalize_embeddings=True)
        return np.asarray(found, dtype=np.float32)

    return "sentence-transformers", encode


def _some(readings: list[tuple[Reading, bytes]]) -> list[tuple[Reading, bytes]]:
    """Return the first of the readings, as many as have PARAGRAPHS paragraphs; all where there are fewer."""
    before = accumulate((len(reading.minutes.paragraphs) for reading, _ in readings), initial=0)
    return [one for one, already in zip(readings, before, strict=False) if already < PARAGRAPHS]


def _by_turns(ours: Callable[[], object], theirs: Callable[[], object], *, turn: int) -> Pair:
    """Return the seconds of both, the one first in even turns and the other in odd ones."""
    if turn % 2 == 0:
        return seconds_of(ours), seconds_of(theirs)
    after = seconds_of(theirs)
    return seconds_of(ours), after


def _asked(collection: Collection, index: "faiss.IndexFlatIP", encode: Encode, questions: Sequence[str]) -> Pair:
    """Return the median seconds of a question by both, question by question in turns, after one that warms up."""
    retrieve(collection, questions[0])
    pairs = [
        _by_turns(
            partial(retrieve, collection, question),
            partial(_search, index, encode, question),
            turn=turn,
        )
        for turn, question in enumerate(questions)
    ]
    return median(ours for ours, _ in pairs), median(theirs for _, theirs in pairs)


def _search(index: "faiss.IndexFlatIP", encode: Encode, question: str) -> None:
    index.search(encode([question]), HITS)

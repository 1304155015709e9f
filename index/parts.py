"""Passages with their vectors in, an index over them out: exact for the newest ones, product quantised for the many.

A Part never changes: to grow, another is made. So any number of threads search one while the next is being made, which
FAISS allows, and changes while searching it does not.
Source: https://github.com/facebookresearch/faiss/wiki/Threads-and-asynchronous-calls
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from corpus.minutes import PARAGRAPH_KINDS
from index import stored

ROWS_AT_ONCE = 8192
# What the 16 centroids of each subspace are found from; more took longer and found no better ones.
TRAINED_FROM = 50_000
SEED = 20240214
# Above any row number.
EVERY = 2**62

# The types that FAISS ships lack what its loader adds.
_FAISS: Any = faiss


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Passages: row numbers, ascending; the row numbers of their minutes; their kinds, as places in a table."""

    numbers: NDArray[np.int64]
    minutes: NDArray[np.int32]
    kinds: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return how many passages there are."""
        return len(self.numbers)

    def are_within(self, minutes: Sequence[int] | None, kinds: Sequence[str]) -> NDArray[np.bool_]:
        """Return which passages are of some minutes, any when None, and of some kinds, any when empty."""
        within = np.ones(len(self), bool)
        if minutes is not None:
            # A table of all minutes, because NumPy's own isin sorts.
            wanted = np.zeros(max(int(self.minutes.max(initial=0)), *minutes, 0) + 1, bool)
            wanted[list(minutes)] = True
            within &= wanted[self.minutes]
        if kinds:
            wanted = np.zeros(len(_CODES) + 1, bool)
            wanted[[_code(kind) for kind in kinds]] = True
            within &= wanted[self.kinds]
        return within

    def are_among(self, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Return which passages have one of some row numbers, given in ascending order."""
        found = np.zeros(len(self), bool)
        places = np.searchsorted(self.numbers, numbers)
        numbers, places = numbers[places < len(self)], places[places < len(self)]
        found[places[self.numbers[places] == numbers]] = True
        return found


NONE = Rows(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8))


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Passages and the FAISS index over their vectors, which knows them by their place in rows."""

    rows: Rows
    index: Any

    def nearest(
        self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return the numbers of the k closest passages that are allowed, and their cosines, estimated where quantised.

        allowed: None for all. Fewer than k only where there are fewer.
        """
        # One question is one row of work; the server's own threads are the parallelism, more would only compete.
        faiss.omp_set_num_threads(1)
        selector = (
            None
            if allowed is None or allowed.all()
            else _FAISS.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        )
        is_quantised = isinstance(self.index, faiss.IndexIVF)
        parameters = _FAISS.SearchParametersIVF if is_quantised else _FAISS.SearchParameters
        cosines, places = self.index.search(
            vector[None, :], min(k, len(self.rows)), params=parameters(sel=selector) if selector else None
        )
        # FAISS fills up with -1 where fewer than k are allowed.
        found = places[0] >= 0
        return self.rows.numbers[places[0][found]], cosines[0][found]


def exact(dimensions: int) -> Part:
    """Return a part without passages, whose cosines will be exact: it holds vectors as the database does."""
    return Part(NONE, faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT))


def grown(part: Part, blocks: Iterable[tuple[Rows, NDArray[np.float32]]]) -> Part:
    """Return a part with more passages, which come after those it has."""
    faiss.omp_set_num_threads(1)
    rows, index = [part.rows], faiss.clone_index(part.index)
    for more, vectors in blocks:
        index.add(vectors)
        rows.append(more)
    return Part(
        Rows(
            np.concatenate([one.numbers for one in rows]),
            np.concatenate([one.minutes for one in rows]),
            np.concatenate([one.kinds for one in rows]),
        ),
        index,
    )


def quantised(sample: NDArray[np.float32]) -> Part:
    """Return a part without passages that will hold four bits for every two numbers of a vector.

    sample: vectors to learn from, shape (n, d). Where d is odd, eight bits a number. The same sample gives the same
    part. One inverted list holds all, because FAISS lets a search of lists be limited to some passages, and not one of
    the same codes without a list (1.15).
    Source: André, Kermarrec & Le Scouarnec, Cache locality is not enough, VLDB 9(4), 2015,
    https://doi.org/10.14778/2856318.2856324
    """
    faiss.omp_set_num_threads(1)
    dimensions = sample.shape[1]
    codes = f"PQ{dimensions // 2}x4fs" if dimensions % 2 == 0 else "SQ8"
    index = _FAISS.index_factory(dimensions, f"IVF1,{codes}", faiss.METRIC_INNER_PRODUCT)
    if dimensions % 2 == 0:
        # FAISS would print a warning for every subspace of a small sample.
        index.pq.cp.min_points_per_centroid = 1
    index.train(sample)
    return Part(NONE, index)


def blocks(
    connection: sqlite3.Connection, *, after: int, to: int, dimensions: int
) -> Iterator[tuple[Rows, NDArray[np.float32]]]:
    """Give the passages of the database with numbers above one and up to another, and their vectors, in order.

    Outside a transaction no snapshot is held from block to block. Raises CollectionDamaged.
    """
    while True:
        found = connection.execute(
            "SELECT g.number, p.minutes, p.kind, g.vector FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
            "WHERE g.number > ? AND g.number <= ? ORDER BY g.number LIMIT ?",
            [after, to, ROWS_AT_ONCE],
        ).fetchall()
        if not found:
            return
        rows = Rows(
            np.array([row[0] for row in found], np.int64),
            np.array([row[1] for row in found], np.int32),
            np.array([_code(row[2]) for row in found], np.uint8),
        )
        vectors = stored.to_vectors(b"".join(row[3] for row in found), dimensions, connection)
        if len(vectors) != len(rows):
            raise stored.damaged(connection, dimensions)
        yield rows, vectors
        after = found[-1][0]


def likeness(part: Part, rows: Rows, vectors: NDArray[np.float32]) -> list[float]:
    """Return how close a part holds each of some passages to their vectors: estimated cosines, 0 where it has none."""
    found = []
    for number, vector in zip(rows.numbers.tolist(), vectors, strict=True):
        _, cosines = part.nearest(vector, 1, part.rows.numbers == number)
        found.append(float(cosines[0]) if len(cosines) else 0.0)
    return found


def sample(connection: sqlite3.Connection, *, to: int, dimensions: int) -> NDArray[np.float32]:
    """Return the vectors of TRAINED_FROM passages, or of all where there are fewer, chosen by SEED, in order."""
    numbers = [row[0] for row in connection.execute("SELECT number FROM passages WHERE number <= ?", [to])]
    chosen = np.sort(np.random.default_rng(SEED).permutation(np.array(numbers, np.int64))[:TRAINED_FROM])
    pieces = [
        stored.vectors_of(connection, chosen[start : start + ROWS_AT_ONCE].tolist(), dimensions)[1]
        for start in range(0, len(chosen), ROWS_AT_ONCE)
    ]
    return np.concatenate([*pieces, np.zeros((0, dimensions), np.float32)])


def _code(kind: str) -> int:
    return _CODES.get(kind, len(_CODES))


_CODES = {kind: place for place, kind in enumerate(PARAGRAPH_KINDS)}

"""Vectors as the database holds them: arrays in, bytes out, and back; and how close what is stored is to a question.

In: a connection, whose snapshot alone decides what is there. Out: arrays and cosines.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from index.errors import CollectionDamaged
from index.tokens import likeness

HALF = np.dtype("<f2")
SPAN = np.dtype("<u4")


def to_bytes(vectors: NDArray[np.float32]) -> bytes:
    """Return vectors as they are stored, one after the other: half-precision, little-endian."""
    return vectors.astype(HALF).tobytes()


def to_vectors(data: bytes, dimensions: int, connection: sqlite3.Connection) -> NDArray[np.float32]:
    """Return stored vectors, shape (n, dimensions); raise CollectionDamaged where the bytes are not whole vectors."""
    if len(data) % (HALF.itemsize * dimensions):
        raise damaged(connection, dimensions)
    return np.frombuffer(data, dtype=HALF).reshape(-1, dimensions).astype(np.float32)


def spans_to_bytes(spans: Sequence[tuple[int, int]]) -> bytes:
    """Return the spans of a paragraph's sentences as they are stored."""
    return np.asarray(spans, dtype=SPAN).tobytes()


def to_spans(data: bytes) -> list[tuple[int, int]]:
    """Return stored spans."""
    ends = np.frombuffer(data, dtype=SPAN).tolist()
    return list(zip(ends[::2], ends[1::2], strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """How close the sentences of some paragraphs are to a question.

    best: the cosine of each paragraph's closest sentence, by row number. cosines: of all, shape (n,), float32. places:
    where those of a paragraph begin, and their spans as they are stored.
    """

    best: Mapping[int, float]
    cosines: NDArray[np.float32]
    places: Mapping[int, tuple[int, bytes]]

    def of(self, paragraph: int) -> list[tuple[float, tuple[int, int]]]:
        """Return the cosine and the span of every sentence of a paragraph, as printed; [] where it has none."""
        start, data = self.places.get(paragraph, (0, b""))
        spans = to_spans(data)
        return list(zip(self.cosines[start : start + len(spans)].tolist(), spans, strict=True))


def sentences(connection: sqlite3.Connection, vector: NDArray[np.float32], paragraphs: Sequence[int]) -> Sentences:
    """Return how close every sentence of some paragraphs is to a question; one query, however many.

    vector: shape (d,), float32, unit length. Raises CollectionDamaged.
    """
    rows = connection.execute(
        "SELECT paragraph, spans, vectors FROM sentences WHERE paragraph IN (SELECT value FROM json_each(?))",
        [json.dumps(list(paragraphs))],
    ).fetchall()
    cosines = to_vectors(b"".join(row[2] for row in rows), len(vector), connection) @ vector
    ends = list(accumulate((len(row[1]) // (2 * SPAN.itemsize) for row in rows), initial=0))
    if ends[-1] != len(cosines):
        raise damaged(connection, len(vector))
    starts = ends[:-1]
    best = np.maximum.reduceat(cosines, starts).tolist() if rows else []
    return Sentences(
        best=dict(zip((row[0] for row in rows), best, strict=True)),
        cosines=cosines,
        places={row[0]: (start, row[1]) for row, start in zip(rows, starts, strict=True)},
    )


def vectors_of(
    connection: sqlite3.Connection, passages: Sequence[int], dimensions: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Return the passages that are there, by row number, ascending, and their vectors. Raises CollectionDamaged."""
    rows = connection.execute(
        "SELECT number, vector FROM passages WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number",
        [json.dumps(list(passages))],
    ).fetchall()
    vectors = to_vectors(b"".join(row[1] for row in rows), dimensions, connection)
    if len(vectors) != len(rows):
        raise damaged(connection, dimensions)
    return np.array([row[0] for row in rows], np.int64), vectors


def best_passages(
    connection: sqlite3.Connection, vector: NDArray[np.float32], paragraphs: Sequence[int]
) -> dict[int, float]:
    """Return the cosine of each paragraph's best passage; a paragraph without any is left out. One query.

    vector: shape (d,), float32, unit length. Raises CollectionDamaged.
    """
    rows = connection.execute(
        "SELECT paragraph, vector FROM passages WHERE paragraph IN (SELECT value FROM json_each(?))",
        [json.dumps(list(paragraphs))],
    ).fetchall()
    cosines = to_vectors(b"".join(row[1] for row in rows), len(vector), connection) @ vector
    if len(cosines) != len(rows):
        raise damaged(connection, len(vector))
    best: dict[int, float] = {}
    for (paragraph, _), cosine in zip(rows, cosines.tolist(), strict=True):
        best[paragraph] = max(cosine, best.get(paragraph, cosine))
    return best


def token_likeness(
    connection: sqlite3.Connection, question: NDArray[np.float32], paragraphs: Sequence[int]
) -> dict[int, float]:
    """Return how well the best passage of each paragraph meets the tokens of a question, in [0, 1]. One query.

    question: shape (m, d), float32, unit length, m > 0. A paragraph whose passages have no tokens is left out.
    """
    rows = connection.execute(
        "SELECT paragraph, tokens FROM passages WHERE length(tokens) > 0 "
        "AND paragraph IN (SELECT value FROM json_each(?))",
        [json.dumps(list(paragraphs))],
    ).fetchall()
    best: dict[int, float] = {}
    for (paragraph, _), found in zip(rows, likeness(question, [row[1] for row in rows]), strict=True):
        best[paragraph] = max(found, best.get(paragraph, 0.0))
    return best


def damaged(connection: sqlite3.Connection, dimensions: int) -> CollectionDamaged:
    """Return the error of a database that holds a vector of another length."""
    (_, _, path) = connection.execute("PRAGMA database_list").fetchone()
    return CollectionDamaged(
        f"the database '{path}' holds a vector that is not {dimensions} numbers long. Restore it from a backup, or "
        "add the minutes again."
    )

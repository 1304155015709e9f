"""A collection's folder in, one sentence for everything wrong with it out. Nothing is mended.

What the caches lack is no problem, since they catch up when somebody searches; what they hold must be right.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from corpus.minutes import digest
from corpus.outcomes.outcome import Outcome
from index import originals, saved, schema
from index.files import sha256_of
from index.outcomes import ADAPTERS, REFERENCES
from index.parts import blocks, likeness
from index.stored import HALF, to_spans
from index.vectors import Vectors
from index.words import Words

UNIT_TOLERANCE = 1e-3
# A quantised vector has a cosine above .9 with what it stands for; another passage's hardly ever so much.
QUANTISED_LIKENESS = 0.5
# So many, from all over the collection: the file's hash tells damage, so only faults of what wrote it are left to find.
QUANTISED_CHECKED = 200


def problems(folder: Path, connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong, [] when all is well; the caches are compared only with a database that is sound itself.

    The connection must not be inside a transaction.
    """
    try:
        found = list(_database(connection))
    except sqlite3.DatabaseError as error:
        return [f"minutes.db is damaged: {error}"]
    if found:
        return found
    found = [*_texts(connection), *_repeats(connection), *_outcomes(connection)]
    caches = [] if found else [*_vectors(folder, connection), *_words(folder, connection)]
    return [*found, *_originals(folder, connection), *caches]


def _database(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"minutes.db is damaged: {said}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} in minutes.db belongs to a row of {parent} that is not there"
    holds_minutes = connection.execute("SELECT 1 FROM minutes").fetchone() is not None
    if holds_minutes and not schema.meta(connection, "fingerprint"):
        yield "minutes.db does not say which model its vectors are from"


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    """Check every paragraph against its digest, and that its passages and sentences lie in it."""
    dimensions = int(schema.meta(connection, "dimensions") or 0)
    for number, identity, label, text, stored_digest, repeats in connection.execute(
        "SELECT number, id, label, text, digest, repeats FROM paragraphs"
    ):
        if digest(label, text) != stored_digest:
            yield f"paragraph '{identity}' does not have the text of its digest"
        passages = connection.execute(
            "SELECT start_at, end_at, vector FROM passages WHERE paragraph = ? ORDER BY number", [number]
        ).fetchall()
        if not passages and repeats is None:
            yield f"paragraph '{identity}' has no passage"
        if passages and repeats is not None:
            yield f"paragraph '{identity}' repeats another and has a passage all the same"
        for part, (_, end, vector) in enumerate(passages, start=1):
            name = f"passage '{identity if part == 1 else f'{identity}@{part}'}'"
            yield from _embedded(name, text, [end], vector, dimensions)
        for data, vectors in connection.execute("SELECT spans, vectors FROM sentences WHERE paragraph = ?", [number]):
            ends = [end for _, end in to_spans(data)]
            yield from _embedded(f"a sentence of paragraph '{identity}'", text, ends, vectors, dimensions)


def _embedded(name: str, text: str, ends: list[int], vectors: bytes, dimensions: int) -> Iterator[str]:
    """Check where the pieces of a text end, and that each has a vector of unit length."""
    if max(ends) > len(text):
        yield f"{name} ends after its text"
    found = np.frombuffer(vectors[: len(vectors) // HALF.itemsize * HALF.itemsize], dtype=HALF).astype(np.float32)
    is_whole = len(vectors) == HALF.itemsize * len(ends) * dimensions
    if not is_whole or np.abs(np.linalg.norm(found.reshape(len(ends), -1), axis=1) - 1).max() >= UNIT_TOLERANCE:
        yield f"{name} has a vector that cannot be used"


def _outcomes(connection: sqlite3.Connection) -> Iterator[str]:
    """Check that every outcome can be read, is of the paragraph it stands beside, and refers to its own minutes."""
    for number, kind, value, identity, minutes in connection.execute(
        "SELECT o.number, o.kind, o.value, p.id, p.minutes FROM outcomes o JOIN paragraphs p ON p.number = o.paragraph "
        "ORDER BY o.number"
    ):
        if kind not in ADAPTERS:
            yield f"outcome {number}, of paragraph '{identity}', is of no known kind: '{kind}'"
            continue
        try:
            outcome = ADAPTERS[kind].validate_json(value, strict=True)
        except ValidationError:
            yield f"outcome {number}, of paragraph '{identity}', is not the {kind} that it should be"
            continue
        if outcome.paragraph_id != identity:
            yield f"outcome {number} stands beside paragraph '{identity}' but is of '{outcome.paragraph_id}'"
        for other in _referred(outcome):
            known = connection.execute("SELECT 1 FROM paragraphs WHERE id = ? AND minutes = ?", [other, minutes])
            if known.fetchone() is None:
                yield f"outcome {number}, of paragraph '{identity}', refers to '{other}', which its minutes do not have"


def _referred(outcome: Outcome) -> Iterator[str]:
    for name in REFERENCES:
        other = getattr(outcome, name, None)
        yield from other if isinstance(other, tuple) else [] if other is None else [other]


def _repeats(connection: sqlite3.Connection) -> Iterator[str]:
    """Check that what a paragraph repeats is there, in the same item, and repeats nothing itself."""
    for (identity,) in connection.execute(
        "SELECT p.id FROM paragraphs p LEFT JOIN paragraphs q ON q.id = p.repeats AND q.item = p.item "
        "AND q.repeats IS NULL WHERE p.repeats IS NOT NULL AND q.id IS NULL"
    ):
        yield f"paragraph '{identity}' repeats one that is not in its item"


def _originals(folder: Path, connection: sqlite3.Connection) -> Iterator[str]:
    for minutes, name, sha256 in connection.execute(
        "SELECT id, original, sha256 FROM minutes WHERE original <> '' ORDER BY id"
    ):
        path = folder / originals.FOLDER / name
        if not path.is_file():
            yield f"the original of '{minutes}' is missing: originals/{name}"
        elif sha256_of(path) != sha256:
            yield f"the original of '{minutes}' was changed: originals/{name}"
    # A change under way, or one that a crash ended, has files the database does not name yet; opening settles that.
    if not originals.is_unsettled(folder):
        for path in originals.orphans(folder, connection):
            yield f"no minutes are from {path.relative_to(folder).as_posix()}"


def _vectors(folder: Path, connection: sqlite3.Connection) -> Iterator[str]:
    cache = Vectors(folder / "vectors.faiss")
    damage = cache.damage()
    if damage:
        yield f"{damage}. It is made again when minutes are added or served."
        return
    with schema.snapshot(connection):
        many = saved.load(folder / "vectors.faiss", connection)
        if many is None:
            return
        dimensions = int(schema.meta(connection, "dimensions") or 0)
        numbers = [number for (number,) in connection.execute("SELECT number FROM passages ORDER BY number")]
        chosen = numbers[:: -(-len(numbers) // QUANTISED_CHECKED)]
        closest = min(
            likeness(many.part, rows, vectors)[0]
            for number in chosen
            if number <= many.progress.last
            for rows, vectors in blocks(connection, after=number - 1, to=number, dimensions=dimensions)
        )
    if closest < QUANTISED_LIKENESS:
        yield "vectors.faiss does not hold the vectors of minutes.db"


def _words(folder: Path, connection: sqlite3.Connection) -> Iterator[str]:
    cache = Words(folder / "words")
    damage = cache.damage()
    if damage:
        yield f"{damage}. It is made again at the next search."
        return
    if not cache.is_current(connection):
        return
    if cache.contents() != [number for (number,) in connection.execute("SELECT number FROM passages ORDER BY number")]:
        yield "words/ does not hold the passages of minutes.db"

"""A collection's folder in, one sentence for everything wrong with it out. Nothing is mended.

What the caches lack is no problem, since they catch up when somebody searches; what they hold must be right.
"""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from corpus.minutes import digest
from corpus.outcomes.outcome import Outcome
from index import originals, schema
from index.files import sha256_of
from index.outcomes import ADAPTERS, REFERENCES
from index.vectors import Vectors
from index.words import Progress, Words

UNIT_TOLERANCE = 1e-3


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
    """Check every paragraph against its digest, and every passage and sentence against its paragraph."""
    width = 4 * int(schema.meta(connection, "dimensions") or 0)
    for number, identity, label, text, stored, repeats in connection.execute(
        "SELECT number, id, label, text, digest, repeats FROM paragraphs"
    ):
        if digest(label, text) != stored:
            yield f"paragraph '{identity}' does not have the text of its digest"
        passages = connection.execute(
            "SELECT id, text, start_at, end_at, vector FROM passages WHERE paragraph = ? ORDER BY number", [number]
        ).fetchall()
        if not passages and repeats is None:
            yield f"paragraph '{identity}' has no passage"
        if passages and repeats is not None:
            yield f"paragraph '{identity}' repeats another and has a passage all the same"
        for passage, part, start, end, vector in passages:
            if text[start:end] != part:
                yield f"passage '{passage}' is not the part of its paragraph that it should be"
            if not _is_unit(vector, width):
                yield f"passage '{passage}' has a vector that cannot be used"
        for position, end, vector in connection.execute(
            "SELECT position, end_at, vector FROM sentences WHERE paragraph = ?", [number]
        ):
            if end > len(text):
                yield f"sentence {position} of paragraph '{identity}' ends after its text"
            if not _is_unit(vector, width):
                yield f"sentence {position} of paragraph '{identity}' has a vector that cannot be used"


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


def _is_unit(vector: bytes, width: int) -> bool:
    if len(vector) != width:
        return False
    length = float(np.linalg.norm(np.frombuffer(vector, dtype="<f4")))
    return bool(abs(length - 1) < UNIT_TOLERANCE)


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
        yield f"{damage}. It is made again at the next search."
        return
    cache.follow(connection)
    numbers, vectors = cache.contents()
    rows = connection.execute("SELECT number, vector FROM passages ORDER BY number").fetchall()
    if numbers.tolist() != [number for number, _ in rows]:
        yield "vectors.faiss does not hold the passages of minutes.db"
    elif vectors.astype("<f4").tobytes() != b"".join(vector for _, vector in rows):
        yield "vectors.faiss does not hold the vectors of minutes.db"


def _words(folder: Path, connection: sqlite3.Connection) -> Iterator[str]:
    cache = Words(folder / "words")
    damage = cache.damage()
    if damage:
        yield f"{damage}. It is made again at the next search."
        return
    if not (folder / "words.json").exists():
        return
    progress = Progress(**json.loads((folder / "words.json").read_text()))
    if (progress.generation, progress.mark) != schema.generation(connection):
        return
    cache.follow(connection)
    if cache.contents() != [number for (number,) in connection.execute("SELECT number FROM passages ORDER BY number")]:
        yield "words/ does not hold the passages of minutes.db"

"""A database of an earlier version in, one of this version out, in one transaction: a crash leaves it as it was.

Nothing is embedded anew, no paragraph changes and every passage keeps its number, so the generations stay as they are.
The digests of the minutes stay too: minutes added again are then renewed with what the earlier version did not read.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import numpy as np

from index import outcomes, rows, schema, stored
from index.errors import CollectionTooOld, HomeUnwritable
from index.files import locked, plain_errors

# What version 1 did not have, besides the outcomes.
_COLUMNS = (
    "ALTER TABLE minutes ADD COLUMN begins TEXT CHECK (begins IS NULL OR begins GLOB '[0-9][0-9]:[0-9][0-9]')",
    "ALTER TABLE paragraphs ADD COLUMN repeats TEXT",
)


def upgrade_folder(folder: Path, forget: Callable[[], None], *, wait_seconds: float) -> None:
    """Bring the database of a collection's folder to this version, under its lock.

    forget: deletes the caches, which are of another form. Raises CollectionTooOld where nothing can be written, and
    CollectionLocked where somebody else still writes after wait_seconds.
    """
    try:
        with (
            plain_errors(folder),
            locked(folder, wait_seconds=wait_seconds),
            contextlib.closing(schema.connect(folder / "minutes.db", writes=True)) as writer,
        ):
            forget()
            upgrade(writer)
    except HomeUnwritable:
        with contextlib.closing(schema.connect(folder / "minutes.db")) as reader:
            version = schema.version(reader)
        raise CollectionTooOld(
            f"collection '{folder.name}' was made by an earlier version of Minuted (its database has version "
            f"{version}, this one reads {schema.VERSION}) and '{folder}' cannot be written to. Open it once where it "
            "can be, or open a copy of the folder: it is then brought up to date."
        ) from None


def upgrade(writer: sqlite3.Connection) -> None:
    """Bring a database to this version; under the lock of its folder.

    One that another process has brought there meanwhile is left alone. The file does not shrink: what becomes free in
    it is overwritten, and used by what is added next.
    """
    with schema.transaction(writer):
        version = schema.version(writer)
        if version < 2:
            _with_outcomes(writer)
        if version < 3:
            _with_half_vectors(writer)
        if version < 4:
            # Empty: what is added again is read once more, and then noted.
            writer.execute(schema.READINGS)
        if version < schema.VERSION:
            writer.execute(f"PRAGMA user_version = {schema.VERSION}")


def _with_outcomes(writer: sqlite3.Connection) -> None:
    """Bring version 1 to 2, with the outcomes of the minutes that it holds."""
    # Imported here: it takes long, and opening any other collection starts sooner without it.
    from corpus.outcomes.finders import outcomes_of

    for statement in (*_COLUMNS, *schema.OUTCOMES.split(";\n")):
        writer.execute(statement)
    for number, minutes_id in writer.execute("SELECT number, id FROM minutes ORDER BY number").fetchall():
        paragraphs = dict(writer.execute("SELECT id, number FROM paragraphs WHERE minutes = ?", [number]))
        outcomes.insert(writer, outcomes_of(rows.minutes(writer, minutes_id)), paragraphs)


def _with_half_vectors(writer: sqlite3.Connection) -> None:
    """Bring version 2, whose vectors had 32 bits a number, whose passages had their text and whose sentences a row."""
    for table in ("passages", "sentences"):
        writer.execute(f"ALTER TABLE {table} RENAME TO old_{table}")
    writer.execute("DROP INDEX passages_by_paragraph")
    for statement in schema.EMBEDDED.split(";\n"):
        writer.execute(statement)
    writer.create_function("halved", 1, _halved, deterministic=True)
    writer.execute(
        "INSERT INTO passages SELECT number, paragraph, header, start_at, end_at, halved(vector), x'' "
        "FROM old_passages ORDER BY number"
    )
    # A number must never come again, though the newest passages are gone: the caches know passages by it.
    writer.execute("DELETE FROM sqlite_sequence WHERE name = 'passages'")
    writer.execute("UPDATE sqlite_sequence SET name = 'passages' WHERE name = 'old_passages'")
    old = writer.execute("SELECT paragraph, start_at, end_at, vector FROM old_sentences ORDER BY paragraph, position")
    for paragraph, group in groupby(old, key=lambda row: row[0]):
        ones = list(group)
        spans = stored.spans_to_bytes([(start, end) for _, start, end, _ in ones])
        vectors = b"".join(_halved(vector) for *_, vector in ones)
        writer.execute("INSERT INTO sentences VALUES (?, ?, ?)", [paragraph, spans, vectors])
    for table in ("passages", "sentences"):
        writer.execute(f"DROP TABLE old_{table}")


def _halved(vector: bytes) -> bytes:
    return stored.to_bytes(np.frombuffer(vector, dtype="<f4"))

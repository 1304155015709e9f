"""The database of a collection: its tables, how it is opened, and one consistent look at it.

In: the path of minutes.db. Out: a connection. minutes.db is the only truth; everything else in the folder follows it.
"""

import contextlib
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from index.errors import CollectionTooNew

VERSION = 4
# What SQLite waits for another connection; a commit takes a few milliseconds.
BUSY_MILLISECONDS = 5000

# generations: one row for every change ever made. A cache that knows the number and the random mark of the generation
# it has come to can tell whether it belongs to this database, even after a backup was put back.
# removed: the passages a generation took away, so that a cache can follow without comparing everything.
# No CHECK calls json_valid: SQLite before 3.41 refuses it where trusted_schema is off.
TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE generations (
    number INTEGER PRIMARY KEY,
    mark TEXT NOT NULL CHECK (length(mark) = 32)
) STRICT;
CREATE TABLE minutes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    council TEXT,
    council_slug TEXT NOT NULL,
    committee TEXT,
    committee_slug TEXT NOT NULL,
    held TEXT CHECK (held IS NULL OR held GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    begins TEXT CHECK (begins IS NULL OR begins GLOB '[0-9][0-9]:[0-9][0-9]'),
    title TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'unknown')),
    layout TEXT NOT NULL,
    source TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    original TEXT NOT NULL,
    given TEXT NOT NULL,
    digest TEXT NOT NULL,
    added TEXT NOT NULL
) STRICT;
CREATE TABLE items (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    minutes INTEGER NOT NULL REFERENCES minutes (number) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position > 0),
    printed TEXT COLLATE NOCASE,
    title TEXT NOT NULL,
    section TEXT NOT NULL,
    UNIQUE (minutes, position)
) STRICT;
CREATE TABLE paragraphs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    minutes INTEGER NOT NULL REFERENCES minutes (number) ON DELETE CASCADE,
    item INTEGER NOT NULL REFERENCES items (number) ON DELETE CASCADE,
    fragment TEXT NOT NULL COLLATE NOCASE CHECK (fragment <> ''),
    label TEXT NOT NULL,
    path TEXT NOT NULL COLLATE NOCASE,
    headings TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    page INTEGER,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    speaker TEXT,
    digest TEXT NOT NULL,
    parent TEXT,
    repeats TEXT
) STRICT;
CREATE TABLE removed (
    passage INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL
) STRICT;
CREATE INDEX items_by_printed ON items (printed);
CREATE INDEX paragraphs_by_minutes ON paragraphs (minutes);
CREATE INDEX paragraphs_by_item ON paragraphs (item);
CREATE INDEX paragraphs_by_fragment ON paragraphs (fragment);
CREATE INDEX paragraphs_by_path ON paragraphs (path);
CREATE INDEX paragraphs_by_kind ON paragraphs (kind);
CREATE INDEX removed_by_generation ON removed (generation);
"""
# What is embedded. Vectors are half-precision floats, little-endian: they take half the room, and what is lost changes
# a cosine by less than a thousandth. sentences: all of a paragraph in one row, since they are always read together.
# tokens: the signs of the vectors of a passage's telling tokens (index/tokens.py), empty for models that have none.
# spans: start and end of every sentence, each 4 bytes, little-endian; vectors: one after the other, in the same order.
EMBEDDED = """
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    paragraph INTEGER NOT NULL REFERENCES paragraphs (number) ON DELETE CASCADE,
    header TEXT NOT NULL,
    start_at INTEGER NOT NULL CHECK (start_at >= 0),
    end_at INTEGER NOT NULL CHECK (end_at >= start_at),
    vector BLOB NOT NULL,
    tokens BLOB NOT NULL
) STRICT;
CREATE TABLE sentences (
    paragraph INTEGER PRIMARY KEY REFERENCES paragraphs (number) ON DELETE CASCADE,
    spans BLOB NOT NULL CHECK (length(spans) > 0 AND length(spans) % 8 = 0),
    vectors BLOB NOT NULL
) STRICT;
CREATE INDEX passages_by_paragraph ON passages (paragraph);
"""
# value: the JSON of the outcome's dataclass.
OUTCOMES = """
CREATE TABLE outcomes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    paragraph INTEGER NOT NULL REFERENCES paragraphs (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE INDEX outcomes_by_paragraph ON outcomes (paragraph);
CREATE INDEX outcomes_by_kind ON outcomes (kind);
"""
# Under which names the source of minutes was read to what is stored, by which rules (index/readings.py), and the JSON
# of what its reader was told.
READINGS = """
CREATE TABLE readings (
    minutes INTEGER NOT NULL REFERENCES minutes (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    rules TEXT NOT NULL,
    warnings TEXT NOT NULL,
    PRIMARY KEY (minutes, name)
) STRICT, WITHOUT ROWID;
"""


def create(path: Path) -> None:
    """Make the tables of a new database, in one transaction; a database that has them is left alone."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        if version(connection) == 0:
            for statement in (TABLES + EMBEDDED + OUTCOMES + READINGS).split(";\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("INSERT INTO generations VALUES (0, ?)", [secrets.token_hex(16)])
        connection.execute("COMMIT")
    finally:
        connection.close()


def connect(path: Path, *, writes: bool = False) -> sqlite3.Connection:
    """Return a connection to an existing database, in autocommit, that may be used by one thread at a time.

    A reader can change nothing, and needs nothing to be written: on a read-only disk the file is taken as it is.
    Raises sqlite3.Error where the file is missing or damaged, and CollectionTooNew.
    """
    try:
        return _connected(path, "mode=rw", writes=writes)
    except sqlite3.OperationalError:
        if writes or not _is_still(path):
            raise
        return _connected(path, "mode=ro&immutable=1", writes=False)


def empty_log(connection: sqlite3.Connection, *, wait_seconds: float) -> bool:
    """Move the write-ahead log into the database and empty its file; return whether that could be done.

    It cannot while somebody holds a snapshot of an older state, for whose end this waits so long, nor on a full disk,
    where the database cannot grow; what was committed stays committed. What was deleted can be read in the log until
    then. Source: https://www.sqlite.org/pragma.html#pragma_wal_checkpoint
    """
    deadline = time.monotonic() + wait_seconds
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not is_busy or time.monotonic() >= deadline:
                return not is_busy
            time.sleep(0.02)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
            raise
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def version(connection: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 for a database without any."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold one consistent look at the database: what others commit meanwhile is not seen."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Publish everything done inside at once, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # A full disk makes SQLite roll back by itself, and a second ROLLBACK would hide the reason.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def generation(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return the number of the newest generation, 0 for a new database, and its mark."""
    number, mark = connection.execute("SELECT number, mark FROM generations ORDER BY number DESC LIMIT 1").fetchone()
    return number, mark


def next_generation(connection: sqlite3.Connection) -> int:
    """Begin a generation inside a transaction, and return its number."""
    number = generation(connection)[0] + 1
    connection.execute("INSERT INTO generations VALUES (?, ?)", [number, secrets.token_hex(16)])
    return number


def is_known(connection: sqlite3.Connection, number: int, mark: str) -> bool:
    """Return whether a generation is part of this database's past."""
    return (
        connection.execute("SELECT 1 FROM generations WHERE number = ? AND mark = ?", [number, mark]).fetchone()
        is not None
    )


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """Return what is known about the collection: "fingerprint" and "dimensions"; None before the first add."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return None if row is None else row[0]


def forget(connection: sqlite3.Connection, number: int) -> None:
    """Note, inside a transaction, that what a generation removed may be in no file any more."""
    connection.execute(
        "INSERT INTO meta VALUES ('forgotten', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", [str(number)]
    )


def forgotten(connection: sqlite3.Connection) -> int:
    """Return the newest generation for which forget() was called, 0 where there is none."""
    return int(meta(connection, "forgotten") or 0)


def _connected(path: Path, query: str, *, writes: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{query}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in (
            f"busy_timeout = {BUSY_MILLISECONDS}",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            # KiB, for every connection: the sentences of a few hundred candidates are read at every question.
            "cache_size = -16384",
            # FULL, because an add that was reported must survive a power cut; secure_delete, because what was
            # removed must not stay readable in the file.
            "synchronous = FULL",
            "secure_delete = ON",
            f"query_only = {'OFF' if writes else 'ON'}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        # SQLite's own lower() and LIKE know the letters of ASCII only.
        connection.create_function("casefold", 1, _casefold, deterministic=True)
        if version(connection) > VERSION:
            raise CollectionTooNew(
                f"collection '{path.parent.name}' was made by a later version of Minuted (its database has version "
                f"{version(connection)}, this one reads {VERSION}). Upgrade Minuted to open it."
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _casefold(text: str | None) -> str | None:
    return None if text is None else text.casefold()


def _is_still(path: Path) -> bool:
    """Return whether nobody can change a database: its folder cannot be written to, and no log waits to be moved in."""
    log = path.with_name(f"{path.name}-wal")
    return path.is_file() and not os.access(path.parent, os.W_OK) and not (log.exists() and log.stat().st_size)

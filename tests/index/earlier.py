"""Collections as earlier versions of the database had them: their tables, and a collection of now made into one."""

import contextlib
import sqlite3
from pathlib import Path

import numpy as np

from corpus.minutes import Reading

Given = tuple[Reading, bytes]
POTHOLES = "ambleford-council/scrutiny-committee/2023-09-12"
VERSION_1 = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE generations (number INTEGER PRIMARY KEY, mark TEXT NOT NULL CHECK (length(mark) = 32)) STRICT;
CREATE TABLE minutes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE CHECK (id <> ''),
    council TEXT,
    council_slug TEXT NOT NULL,
    committee TEXT,
    committee_slug TEXT NOT NULL,
    held TEXT CHECK (held IS NULL OR held GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
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
    parent TEXT
) STRICT;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    paragraph INTEGER NOT NULL REFERENCES paragraphs (number) ON DELETE CASCADE,
    header TEXT NOT NULL,
    text TEXT NOT NULL,
    start_at INTEGER NOT NULL CHECK (start_at >= 0),
    end_at INTEGER NOT NULL CHECK (end_at >= start_at),
    vector BLOB NOT NULL
) STRICT;
CREATE TABLE sentences (
    number INTEGER PRIMARY KEY,
    paragraph INTEGER NOT NULL REFERENCES paragraphs (number) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position > 0),
    start_at INTEGER NOT NULL CHECK (start_at >= 0),
    end_at INTEGER NOT NULL CHECK (end_at > start_at),
    vector BLOB NOT NULL,
    UNIQUE (paragraph, position)
) STRICT;
CREATE TABLE removed (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL) STRICT;
CREATE INDEX items_by_printed ON items (printed);
CREATE INDEX paragraphs_by_minutes ON paragraphs (minutes);
CREATE INDEX paragraphs_by_item ON paragraphs (item);
CREATE INDEX paragraphs_by_fragment ON paragraphs (fragment);
CREATE INDEX paragraphs_by_path ON paragraphs (path);
CREATE INDEX paragraphs_by_kind ON paragraphs (kind);
CREATE INDEX passages_by_paragraph ON passages (paragraph);
CREATE INDEX removed_by_generation ON removed (generation);
"""
VERSION_2 = """
ALTER TABLE minutes ADD COLUMN begins TEXT CHECK (begins IS NULL OR begins GLOB '[0-9][0-9]:[0-9][0-9]');
ALTER TABLE paragraphs ADD COLUMN repeats TEXT;
CREATE TABLE outcomes (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    paragraph INTEGER NOT NULL REFERENCES paragraphs (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE INDEX outcomes_by_paragraph ON outcomes (paragraph);
CREATE INDEX outcomes_by_kind ON outcomes (kind);
"""
TABLES = ("meta", "generations", "minutes", "items", "paragraphs", "passages", "sentences", "removed")
# Of version 1 or 2, from this one's: every passage had its text, every sentence a row, every number 32 bits.
PASSAGES = """
INSERT INTO main.passages
SELECT g.number, p.id || '@' || g.number, g.paragraph, g.header,
    substr(p.text, g.start_at + 1, g.end_at - g.start_at), g.start_at, g.end_at, doubled(g.vector)
FROM later.passages g JOIN later.paragraphs p ON p.number = g.paragraph
"""


def doubled(vector: bytes) -> bytes:
    return np.frombuffer(vector, "<f2").astype("<f4").tobytes()


def as_version(number: int, folder: Path) -> None:
    """Put a database with the tables of an earlier version, and the rows they can hold, in a collection's place."""
    path, old = folder / "minutes.db", folder / "old.db"
    path.rename(old)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(VERSION_1 + (VERSION_2 if number == 2 else ""))
        connection.execute("DELETE FROM generations")
        connection.execute("ATTACH ? AS later", [str(old)])
        connection.create_function("doubled", 1, doubled)
        for table in (*(name for name in TABLES if name not in {"passages", "sentences"}), *["outcomes"][: number - 1]):
            names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM later.{table}")  # noqa: S608
        connection.execute(PASSAGES)
        for paragraph, spans, vectors in connection.execute("SELECT * FROM later.sentences").fetchall():
            for position, (start, end) in enumerate(np.frombuffer(spans, "<u4").reshape(-1, 2).tolist()):
                vector = doubled(vectors[512 * position : 512 * position + 512])
                row = [paragraph, position + 1, start, end, vector]
                connection.execute("INSERT INTO sentences VALUES (NULL, ?, ?, ?, ?, ?)", row)
        # As if the newest passage had been removed.
        connection.execute("UPDATE sqlite_sequence SET seq = 8 WHERE name = 'passages'")
        connection.execute("UPDATE minutes SET digest = 'of an earlier version'")
        if number == 1:
            connection.execute("UPDATE minutes SET given = json_remove(given, '$.begins')")
        connection.execute(f"PRAGMA user_version = {number}")
    old.unlink()
    for name in ("vectors.faiss", "vectors.json"):
        (folder / name).write_text("of an earlier version")

"""Vectors of another model, kept beside a collection's database until all are there and take over at once.

In: what a model made of minutes, by row number. Out: the same, after any crash. Rows are those of the database, whose
numbers never come again; a staging of another model, or of a database put back from a backup, is begun anew.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index import schema
from index.embedder import Embedder
from index.errors import CollectionError

FILE = "reembedding.db"
_TABLES = """
CREATE TABLE made (fingerprint TEXT NOT NULL, generation INTEGER NOT NULL, mark TEXT NOT NULL) STRICT;
CREATE TABLE minutes (number INTEGER PRIMARY KEY, passages INTEGER NOT NULL) STRICT;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    minutes INTEGER NOT NULL REFERENCES minutes (number) ON DELETE CASCADE,
    vector BLOB NOT NULL,
    tokens BLOB NOT NULL
) STRICT;
CREATE TABLE sentences (
    paragraph INTEGER PRIMARY KEY,
    minutes INTEGER NOT NULL REFERENCES minutes (number) ON DELETE CASCADE,
    vectors BLOB NOT NULL
) STRICT;
CREATE INDEX passages_by_minutes ON passages (minutes);
CREATE INDEX sentences_by_minutes ON sentences (minutes)
"""
# What is missing is NULL, which the columns refuse.
_TAKING_OVER = (
    "UPDATE passages SET (vector, tokens) = "
    "(SELECT s.vector, s.tokens FROM staged.passages s WHERE s.number = passages.number)",
    "UPDATE sentences SET vectors = (SELECT s.vectors FROM staged.sentences s WHERE s.paragraph = sentences.paragraph)",
)


@dataclass(frozen=True, slots=True)
class Staged:
    """What a model made of minutes.

    minutes: their row number. passages: row numbers, each with vector and tokens. sentences: row numbers of paragraphs,
    each with the vectors of its sentences.
    """

    minutes: int
    passages: tuple[tuple[int, bytes, bytes], ...]
    sentences: tuple[tuple[int, bytes], ...]


@contextlib.contextmanager
def opened(folder: Path, embedder: Embedder, database: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Lend the staging of a model, begun anew where what is there cannot be gone on with.

    database: a connection to what it is for.
    """
    if not _is_usable(folder, embedder, database):
        discard(folder)
        with contextlib.closing(_connected(folder, create=True)) as made, schema.transaction(made):
            for statement in _TABLES.split(";\n"):
                made.execute(statement)
            made.execute("INSERT INTO made VALUES (?, ?, ?)", [embedder.fingerprint, *schema.generation(database)])
            made.execute(f"PRAGMA user_version = {schema.VERSION}")
    with contextlib.closing(_connected(folder)) as staged:
        yield staged


def put(staged: sqlite3.Connection, one: Staged, generation: tuple[int, str]) -> None:
    """Keep what was made of minutes that are in a generation of the database; under its write lock."""
    with schema.transaction(staged):
        staged.execute("INSERT INTO minutes VALUES (?, ?)", [one.minutes, len(one.passages)])
        staged.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?)",
            [(number, one.minutes, vector, tokens) for number, vector, tokens in one.passages],
        )
        staged.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?)",
            [(paragraph, one.minutes, vectors) for paragraph, vectors in one.sentences],
        )
        staged.execute("UPDATE made SET generation = ?, mark = ?", generation)


def kept(staged: sqlite3.Connection) -> dict[int, int]:
    """Return of which minutes it has the vectors, by row number, and of how many passages of each."""
    return dict(staged.execute("SELECT number, passages FROM minutes"))


def take_over(folder: Path, writer: sqlite3.Connection, embedder: Embedder) -> None:
    """Put every vector of a whole staging into the database, in one transaction; under its write lock.

    Every search goes on with what it began with. Raises CollectionError where something has no vector here. The writer
    is to be closed then.
    """
    writer.execute("ATTACH DATABASE ? AS staged", [str((folder / FILE).absolute())])
    try:
        with schema.transaction(writer):
            schema.next_generation(writer)
            for statement in _TAKING_OVER:
                writer.execute(statement)
            writer.executemany(
                "UPDATE meta SET value = ? WHERE key = ?",
                [(embedder.fingerprint, "fingerprint"), (str(embedder.dimensions), "dimensions")],
            )
    except sqlite3.IntegrityError as error:
        discard(folder)
        raise CollectionError(
            f"'{folder / FILE}' lacked vectors that it should have had ({error}) and is thrown away; the collection is "
            "as it was. Embed it anew once more."
        ) from error


def let_go(folder: Path, minutes: Iterable[int]) -> None:
    """Delete what was made of minutes that are removed or replaced; under the write lock."""
    if not (folder / FILE).exists():
        return
    try:
        with contextlib.closing(_connected(folder)) as staged, schema.transaction(staged):
            staged.executemany("DELETE FROM minutes WHERE number = ?", [(number,) for number in minutes])
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        # It is damaged, and can be made again.
        discard(folder)


def discard(folder: Path) -> None:
    """Delete a staging, where there is one."""
    # In this order: SQLite takes no notice of a journal without its database, but would not miss a journal.
    for name in (FILE, f"{FILE}-journal"):
        (folder / name).unlink(missing_ok=True)


def _is_usable(folder: Path, embedder: Embedder, database: sqlite3.Connection) -> bool:
    """Return whether there is a sound staging of a model and of a database."""
    if not (folder / FILE).exists():
        return False
    try:
        with contextlib.closing(_connected(folder)) as staged:
            if schema.version(staged) != schema.VERSION or staged.execute("PRAGMA quick_check").fetchone() != ("ok",):
                return False
            fingerprint, number, mark = staged.execute("SELECT fingerprint, generation, mark FROM made").fetchone()
            return fingerprint == embedder.fingerprint and schema.is_known(database, number, mark)
    except sqlite3.DatabaseError:
        return False


def _connected(folder: Path, *, create: bool = False) -> sqlite3.Connection:
    path = folder / FILE
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )
    for pragma in (
        f"busy_timeout = {schema.BUSY_MILLISECONDS}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "synchronous = FULL",
        # What was removed from the collection must not stay readable here.
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection

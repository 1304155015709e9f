"""Passages of the database in, a tantivy index of their words out: begun, brought nearer to the database, opened.

An index is changed in steps of whole minutes, so that none of them is ever half in it.
"""

import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path

import tantivy

from index import schema

# Ample for one add to become one segment; tantivy refuses less than 15 MB for a thread.
HEAP_BYTES = 50_000_000
# What is taken out stays in tantivy's statistics, and in its scores, until a rebuild: a tenth changes no ranking much.
REBUILD_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index has come. last: the newest passage seen. removed: passages taken out since it was built.

    folder: its name under words/, "" for one in memory. files: sha256 in hex of every file in it. is_whole: whether it
    has all passages of its generation; a step that ended before has whole minutes up to `last`.
    """

    generation: int = 0
    mark: str = ""
    last: int = 0
    removed: int = 0
    folder: str = ""
    files: dict[str, str] = field(default_factory=dict)
    is_whole: bool = True


# What is logged where the disk refuses: the folder, and why.
UNWRITTEN = (
    "the index of words in '%s' could not be written: %s. Nothing is lost, and searches do without it, more slowly; "
    "make room or let the folder be written to, and the next search writes it."
)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("minutes", indexed=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    builder.add_text_field("whole", tokenizer_name="en_stem", index_option="freq")
    return builder.build()


SCHEMA = _schema()
_EVERY = 2**62


def opened(folder: Path) -> tantivy.Index:
    """Return the index in a folder, begun where the folder is empty; raise OSError or ValueError where it cannot be."""
    index = tantivy.Index(SCHEMA, path=str(folder))
    # Only follow() decides when to look at the disk again, not a watching thread.
    index.config_reader(reload_policy="manual")
    index.reload()
    return index


def bring_nearer(
    index: tantivy.Index, connection: sqlite3.Connection, progress: Progress, *, most: int | None
) -> tuple[Progress, int]:
    """Bring an index nearer to the database's generation; return how far it has come, and how many were added.

    most: about how many passages to add, all when None. A crash between the commit and the record leaves files that the
    record does not know, and they are built again.
    """
    number, mark = schema.generation(connection)
    gone = _gone(connection, progress)
    end = None if most is None else _end_of_step(connection, progress.last, most)
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    added, last = 0, progress.last
    try:
        if gone:
            # Not by term: tantivy 0.27 takes a Python int for a signed one there, and deletes nothing.
            writer.delete_documents_by_query(tantivy.Query.term_set_query(SCHEMA, "number", gone))
        rows = connection.execute(
            "SELECT g.number, p.minutes, p.kind, p.text, g.start_at, g.end_at, g.header FROM passages g "
            "JOIN paragraphs p ON p.number = g.paragraph WHERE g.number > ? AND g.number <= ? ORDER BY g.number",
            [progress.last, end if end is not None else _EVERY],
        )
        for last, minutes, kind, whole, start, stop, header in rows:
            text = whole[start:stop]
            document = tantivy.Document(kind=kind, text=text, whole=f"{header}\n{text}")
            document.add_unsigned("number", last)
            document.add_unsigned("minutes", minutes)
            writer.add_document(document)
            added += 1
        writer.commit()
    finally:
        writer.wait_merging_threads()
    index.reload()
    removed = progress.removed + len(gone)
    return replace(progress, generation=number, mark=mark, last=last, removed=removed, is_whole=end is None), added


def _end_of_step(connection: sqlite3.Connection, after: int, most: int) -> int | None:
    """Return the last passage of the minutes that hold the last of so many, None where no passage comes after it."""
    (end,) = connection.execute(
        "SELECT MAX(g.number) FROM passages g JOIN paragraphs p ON p.number = g.paragraph WHERE p.minutes = "
        "(SELECT q.minutes FROM passages h JOIN paragraphs q ON q.number = h.paragraph "
        "WHERE h.number > ? ORDER BY h.number LIMIT 1 OFFSET ?)",
        [after, most - 1],
    ).fetchone()
    if end is None or connection.execute("SELECT 1 FROM passages WHERE number > ?", [end]).fetchone() is None:
        return None
    return int(end)


def is_worn(connection: sqlite3.Connection, progress: Progress) -> bool:
    """Return whether so much was taken out, or is to be, that an index should be built anew."""
    removed = progress.removed + len(_gone(connection, progress))
    if not removed:
        return False
    (count,) = connection.execute("SELECT COUNT(*) FROM passages").fetchone()
    return bool(removed > REBUILD_SHARE * count)


def _gone(connection: sqlite3.Connection, progress: Progress) -> list[int]:
    rows = connection.execute(
        "SELECT passage FROM removed WHERE generation > ? AND passage <= ?", [progress.generation, progress.last]
    )
    return [row[0] for row in rows]

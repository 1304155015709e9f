"""A collection's folder in, what is said of it out: its README, and the error where there is no collection."""

from pathlib import Path

README = """\
This folder is a collection of minutes, kept by Minuted. Remove the folder to remove everything in it.

minutes.db       the minutes: text, labels, passages and their vectors (SQLite). The only truth.
                 Back it up with SQLite's own backup, never by copying it while it is in use.
minutes.db-wal   part of minutes.db while it is in use, like minutes.db-shm. Never remove either by hand.
originals/       the files as published, each under the sha256 of its bytes; none that holds restricted items.
vectors.faiss    the vectors in short, once there are many, with vectors.json. Made again when it is missing.
words/           an index of the words for searching, with words.json. Made again when it is missing.
reembedding.db   the vectors of another model, until all are made and take over. Made again when it is missing.
lock             held by whoever is writing; caches.lock and growing.lock by who makes vectors.faiss and words/, and
                 reembedding.lock by who makes reembedding.db.
"""


def missing(folder: Path) -> str:
    """Return the sentence that says that a folder holds no collection."""
    return f"there is no collection in '{folder}'. Add minutes to make one: minuted add FILE"

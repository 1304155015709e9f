"""A database of an earlier version in, one of this version out, in one transaction: a crash leaves it as it was.

Nothing is embedded anew and no paragraph changes, so vectors, words and generations stay as they are. The digests of
the minutes stay too: minutes added again are then renewed with what the earlier version did not read.
"""

import sqlite3

from corpus.outcomes.finders import outcomes_of
from index import outcomes, rows, schema

# What version 1 did not have, besides the outcomes.
_COLUMNS = (
    "ALTER TABLE minutes ADD COLUMN begins TEXT CHECK (begins IS NULL OR begins GLOB '[0-9][0-9]:[0-9][0-9]')",
    "ALTER TABLE paragraphs ADD COLUMN repeats TEXT",
)


def upgrade(writer: sqlite3.Connection) -> None:
    """Bring a database to this version, with the outcomes of the minutes that it holds; under the lock of its folder.

    One that another process has brought there meanwhile is left alone.
    """
    with schema.transaction(writer):
        if schema.version(writer) >= schema.VERSION:
            return
        for statement in (*_COLUMNS, *schema.OUTCOMES.split(";\n")):
            writer.execute(statement)
        for number, minutes_id in writer.execute("SELECT number, id FROM minutes ORDER BY number").fetchall():
            paragraphs = dict(writer.execute("SELECT id, number FROM paragraphs WHERE minutes = ?", [number]))
            outcomes.insert(writer, outcomes_of(rows.minutes(writer, minutes_id)), paragraphs)
        writer.execute(f"PRAGMA user_version = {schema.VERSION}")

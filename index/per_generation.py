"""A connection in a snapshot and something to read in, what was read of that generation out, read once.

For what depends on the whole collection and changes with it alone: the bodies in it, whose minutes a scope has. In a
large collection reading these takes longer than the search beside them.
"""

import sqlite3
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from index import schema

Thing = TypeVar("Thing")

# Scopes are chosen by readers; this many are kept of one generation.
MOST_KEPT = 64


class PerGeneration:
    """What was read of one generation of a database. Safe from several threads: two may read the same at once."""

    def __init__(self) -> None:
        """Begin empty."""
        self._kept: tuple[tuple[int, str], dict[Hashable, object]] = ((-1, ""), {})

    def of(self, connection: sqlite3.Connection, what: Hashable, read: Callable[[], Thing]) -> Thing:
        """Return what was read of the connection's generation under a name, or read it now. Inside a snapshot."""
        now = schema.generation(connection)
        generation, kept = self._kept
        if generation != now:
            kept = {}
            self._kept = (now, kept)
        if what not in kept:
            if len(kept) >= MOST_KEPT:
                # Another thread may be about to take one out of it, so it is not emptied.
                kept = {}
                self._kept = (now, kept)
            kept[what] = read()
        return cast("Thing", kept[what])

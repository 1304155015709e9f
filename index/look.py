"""A collection in, one look at it out: outcomes and the whole minutes that they are from, both of one generation.

Others may add, replace and remove minutes meanwhile: whatever is listed is there whole until the look ends.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from corpus.minutes import Minutes, ParagraphKind
from index import rows
from index.collection import Collection
from index.hits import Placed
from index.outcomes import Listed, Wanted, listed
from index.schema import snapshot
from index.scope import Scope


@dataclass(frozen=True, slots=True)
class Look:
    """What a collection held when the look began."""

    connection: Connection

    def outcomes(self, wanted: Wanted) -> Listed:
        """Return decisions, actions or others in order; raise ScopeInvalid for names that the collection lacks."""
        return listed(self.connection, wanted)

    def of_kind(self, kind: ParagraphKind, scope: Scope) -> list[Placed]:
        """Return the paragraphs of a kind in a scope, in order."""
        return rows.of_kind(self.connection, kind, scope)

    def minutes(self, minutes_id: str) -> Minutes:
        """Return whole minutes; raise MinutesUnknown where there are none."""
        return rows.minutes(self.connection, minutes_id)


@contextlib.contextmanager
def looking(collection: Collection) -> Iterator[Look]:
    """Hold one look at a collection."""
    with collection.connection() as connection, snapshot(connection):
        yield Look(connection)

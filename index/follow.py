"""What a question follows on from, as a search takes it: another form of it, and what was cited before.

In: a connection and the ids that were cited. Out: the rows of the paragraphs around them, and of their whole items.
"""

import json
import sqlite3
from dataclasses import dataclass

from index.scope import Scope, where

# How far from a cited paragraph a follow-up is looked for, whatever the search puts forward: two screens of a record.
AROUND = 10


@dataclass(frozen=True, slots=True)
class Follow:
    """What a question follows on from.

    other: the question in another form, "" for none. leans: whether the question was completed, so that `other` is what
    was typed and counts typed_share; else the question is as it was typed, `other` is the completed one, and it counts
    before_share. cited: ids of paragraphs that the answer before cited. before: the question and answer before, whose
    best paragraph counts as cited where nothing was; "" for none. named: the id of the one paragraph that is asked for,
    "" where the question is searched for.
    """

    other: str = ""
    leans: bool = True
    cited: tuple[str, ...] = ()
    before: str = ""
    named: str = ""


ALONE = Follow()


def near(connection: sqlite3.Connection, cited: tuple[str, ...], scope: Scope) -> list[int]:
    """Return the rows of a scope that stand in the items of cited paragraphs, at most AROUND rows from one of them.

    Paragraphs that are gone have no neighbours.
    """
    if not cited:
        return []
    condition, parameters = where(scope)
    rows = connection.execute(
        "SELECT DISTINCT p.number FROM paragraphs c JOIN paragraphs p ON p.item = c.item "  # noqa: S608 - literals
        "AND p.number BETWEEN c.number - ? AND c.number + ? JOIN minutes m ON m.number = p.minutes "
        f"WHERE c.id IN (SELECT value FROM json_each(?)) AND {condition} ORDER BY p.number",
        [AROUND, AROUND, json.dumps(list(cited)), *parameters],
    )
    return [number for (number,) in rows]


def items_of(connection: sqlite3.Connection, cited: tuple[str, ...]) -> frozenset[int]:
    """Return the rows of the items that cited paragraphs stand in."""
    rows = connection.execute(
        "SELECT DISTINCT item FROM paragraphs WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(list(cited))]
    )
    return frozenset(item for (item,) in rows)


def named(connection: sqlite3.Connection, identity: str, scope: Scope) -> list[int]:
    """Return the row of one paragraph, [] where it is gone or outside the scope."""
    condition, parameters = where(scope)
    rows = connection.execute(
        f"SELECT p.number FROM paragraphs p JOIN minutes m ON m.number = p.minutes WHERE p.id = ? AND {condition}",  # noqa: S608 - literals
        [identity, *parameters],
    )
    return [number for (number,) in rows]

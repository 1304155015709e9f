"""A scope in, numbers out: how much of the record lies in it, whose, and from when to when."""

import sqlite3
from datetime import date

from index.hits import Body, Extent, Statistics
from index.schema import generation
from index.scope import Scope, where, where_minutes


def statistics(connection: sqlite3.Connection, scope: Scope) -> Statistics:
    """Return how much a scope holds; minutes of which no paragraph is in the scope do not count."""
    condition, parameters = where(scope)
    of_paragraphs = f"FROM paragraphs p JOIN minutes m ON m.number = p.minutes WHERE {condition}"
    minutes, paragraphs, first, last = connection.execute(
        f"SELECT COUNT(DISTINCT m.number), COUNT(*), MIN(m.held), MAX(m.held) {of_paragraphs}", parameters
    ).fetchone()
    (passages,) = connection.execute(
        f"SELECT COUNT(*) FROM passages g WHERE g.paragraph IN (SELECT p.number {of_paragraphs})",  # noqa: S608 - conditions are literals
        parameters,
    ).fetchone()
    return Statistics(minutes, paragraphs, passages, _day(first), _day(last), generation(connection)[0])


def extent(connection: sqlite3.Connection, scope: Scope) -> Extent:
    """Return whose minutes, and from when to when, lie in a scope; names in alphabetical order, kinds do not limit."""
    condition, parameters = where_minutes(scope)
    rows = connection.execute(
        f"SELECT m.council, m.committee, m.held FROM minutes m WHERE {condition}",  # noqa: S608 - conditions are literals
        parameters,
    ).fetchall()
    days = sorted(held for _, _, held in rows if held)
    return Extent(
        minutes=len(rows),
        councils=tuple(sorted({council for council, _, _ in rows if council})),
        committees=tuple(sorted({committee for _, committee, _ in rows if committee})),
        first_held=_day(days[0]) if days else None,
        last_held=_day(days[-1]) if days else None,
        undated=len(rows) - len(days),
    )


def items_in(connection: sqlite3.Connection, scope: Scope) -> int:
    """Return how many items of business the minutes in a scope have; kinds do not limit."""
    condition, parameters = where_minutes(scope)
    (count,) = connection.execute(
        f"SELECT COUNT(*) FROM items i JOIN minutes m ON m.number = i.minutes WHERE {condition}",  # noqa: S608 - conditions are literals
        parameters,
    ).fetchone()
    return int(count)


def bodies(connection: sqlite3.Connection) -> tuple[Body, ...]:
    """Return the committees of which there are minutes, each once, by council and name; unknown ones come first."""
    rows = connection.execute("SELECT DISTINCT m.council, m.committee FROM minutes m ORDER BY m.council, m.committee")
    return tuple(Body(council, committee) for council, committee in rows)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

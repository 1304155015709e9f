"""What the reader limited a search to. In: a council, a committee, dates, kinds, one meeting. Out: an SQL condition."""

import difflib
import sqlite3
from dataclasses import dataclass
from datetime import date

from corpus.minutes import PARAGRAPH_KINDS, slug
from index.errors import ScopeInvalid


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a collection that is searched; what is None, or empty, does not limit.

    council, committee: the name as stored, in any case, or its slug. since, until: days of meetings, both inclusive;
    minutes of unknown date are outside a scope with dates. kinds: of paragraphs. minutes_id: one meeting.
    Raises ScopeInvalid for a blank name, an unknown kind, or dates the wrong way round.
    """

    council: str | None = None
    committee: str | None = None
    since: date | None = None
    until: date | None = None
    kinds: tuple[str, ...] = ()
    minutes_id: str | None = None

    def __post_init__(self) -> None:
        """Raise ScopeInvalid where the values cannot be meant."""
        for name in ("council", "committee", "minutes_id"):
            value = getattr(self, name)
            if value is not None and not value.strip():
                raise ScopeInvalid(f"the {name} of the scope is empty. Give a value, or leave it out.")
        for kind in self.kinds:
            if kind not in PARAGRAPH_KINDS:
                raise ScopeInvalid(
                    f"there is no kind of paragraph '{kind}'. The kinds are {', '.join(PARAGRAPH_KINDS)}."
                )
        if self.since and self.until and self.since > self.until:
            raise ScopeInvalid(f"the scope runs from {self.since} back to {self.until}. Give the earlier date first.")

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out."""
        return self == EVERYTHING


EVERYTHING = Scope()
# Names in a message that lists them: what one can read at a glance.
NAMES_SHOWN = 10


def where(scope: Scope) -> tuple[str, list[object]]:
    """Return a scope as an SQL condition over `paragraphs p` joined with `minutes m`, and its parameters.

    The condition is "1" for everything. Values are only ever parameters, never part of the text.
    """
    about_minutes, parameters = where_minutes(scope)
    if not scope.kinds:
        return about_minutes, parameters
    marks = ", ".join("?" for _ in scope.kinds)
    return f"{about_minutes} AND p.kind IN ({marks})", [*parameters, *scope.kinds]


def where_minutes(scope: Scope) -> tuple[str, list[object]]:
    """Return the part of a scope that is about whole minutes, as a condition over `minutes m`, and its parameters."""
    conditions = ["1"]
    parameters: list[object] = []
    for column, name in (("council", scope.council), ("committee", scope.committee)):
        if name is not None:
            conditions.append(f"(m.{column} = ? COLLATE NOCASE OR (m.{column}_slug <> '' AND m.{column}_slug = ?))")
            parameters += [name.strip(), slug(name)]
    for comparison, day in ((">=", scope.since), ("<=", scope.until)):
        if day is not None:
            conditions.append(f"m.held {comparison} ?")
            parameters.append(day.isoformat())
    if scope.minutes_id is not None:
        conditions.append("m.id = ?")
        parameters.append(scope.minutes_id)
    return " AND ".join(conditions), parameters


def check_names(connection: sqlite3.Connection, scope: Scope) -> None:
    """Raise ScopeInvalid for a council, a committee or minutes that a collection does not have, with those it has.

    An empty collection has none, and nothing is asked of it.
    """
    if connection.execute("SELECT 1 FROM minutes LIMIT 1").fetchone() is None:
        return
    limits = (
        ("council", "there is no council", scope.council, Scope(council=scope.council)),
        ("committee", "there is no committee", scope.committee, Scope(committee=scope.committee)),
        ("id", "there are no minutes", scope.minutes_id, Scope(minutes_id=scope.minutes_id)),
    )
    for column, there_is_no, asked, limit in limits:
        if asked is None:
            continue
        condition, parameters = where_minutes(limit)
        found = connection.execute(f"SELECT 1 FROM minutes m WHERE {condition} LIMIT 1", parameters)  # noqa: S608 - literals
        if found.fetchone() is None:
            known = connection.execute(f"SELECT DISTINCT {column} FROM minutes WHERE {column} <> '' ORDER BY 1")  # noqa: S608 - a literal
            instead = _instead(asked, [name for (name,) in known])
            raise ScopeInvalid(f"{there_is_no} '{asked}' in this collection. {instead}")


def _instead(asked: str, known: list[str]) -> str:
    """Return the sentence after the one that a name is unknown: the name that may be meant, else those there are."""
    plain = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(asked.strip().casefold()[:200], plain, n=1)
    if close:
        return f"Did you mean '{plain[close[0]]}'?"
    if not known:
        return "None of the minutes names one; leave it out."
    more = f" and {len(known) - NAMES_SHOWN} more" if len(known) > NAMES_SHOWN else ""
    return f"There {'is only' if len(known) == 1 else 'are'} {', '.join(known[:NAMES_SHOWN])}{more}."

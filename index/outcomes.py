"""What came of meetings, kept and listed: outcomes in, rows of the database; which outcomes are wanted in, those out.

An outcome is kept as the JSON of its dataclass beside the paragraph that it is from, and goes with it.
"""

import json
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from pydantic import TypeAdapter

from corpus.minutes import fold
from corpus.outcomes.outcome import (
    Action,
    Amendment,
    Attendee,
    Decision,
    Declaration,
    Exchange,
    Motion,
    Outcome,
    Report,
    Vote,
)
from index import rows
from index.errors import ScopeInvalid
from index.hits import Extent, Placed
from index.schema import generation
from index.scope import EVERYTHING, Scope, check_names, where
from index.statistics import extent

# The kinds of OUTCOMES in corpus/outcomes/finders.py, each with what it is kept as.
TYPES: Mapping[str, type[Outcome]] = {
    "decision": Decision,
    "action": Action,
    "motion": Motion,
    "vote": Vote,
    "attendee": Attendee,
    "declaration": Declaration,
    "exchange": Exchange,
    "report": Report,
    "amendment": Amendment,
}
# The fields that hold the id of another paragraph of the same minutes, or ids of several.
REFERENCES = (*rows.BESIDE, "seconded_in", "parts", "continued")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which outcomes to list.

    kind: a key of TYPES. holding: texts by field; the field must hold the text as printed, in any case. first: how many
    to pass over; most: how many to give, None for all. mentioning: beginnings of words, each of which must be in the
    outcome's paragraph, in the one it refers to, or above. naming: a text that some field must hold.
    shared: whether councils have equal shares of `most`, each its first by day, in place of the first ones of all.
    Raises ScopeInvalid for a text that is blank.
    """

    kind: str
    scope: Scope = EVERYTHING
    holding: Mapping[str, str] = field(default_factory=dict)
    first: int = 0
    most: int | None = None
    mentioning: tuple[str, ...] = ()
    naming: str = ""
    shared: bool = False

    def __post_init__(self) -> None:
        """Raise ScopeInvalid where the values cannot be meant, and ValueError for a mistake of the caller's."""
        if not set(self.holding) <= {one.name for one in fields(TYPES[self.kind])}:
            raise ValueError(f"'{self.kind}' does not have all of {', '.join(self.holding)}")
        for name, text in self.holding.items():
            if not fold(text):
                raise ScopeInvalid(f"the {name} to look for is empty. Give a value, or leave it out.")


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome in its place. beside: the text of the paragraph that it refers to, None where it refers to none.

    parts: the labels and texts of the paragraphs that go on with it, in printed order.
    """

    outcome: Outcome
    placed: Placed
    beside: str | None
    parts: tuple[rows.Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """The outcomes that were wanted, by council, committee and day, then as printed; unknown ones first.

    Where councils have shares: by council and day, unknown ones last. total: how many there are, of which found may be
    a part; councils: of each council, None for those that name none, which come last. extent: what lies in the scope.
    """

    found: tuple[Found, ...]
    total: int
    extent: Extent
    generation: int
    councils: tuple[tuple[str | None, int], ...] = ()


def insert(
    connection: sqlite3.Connection, outcomes: Mapping[str, Sequence[Outcome]], paragraphs: Mapping[str, int]
) -> None:
    """Keep outcomes, inside a transaction. paragraphs: row numbers by id, of those that the outcomes are from."""
    connection.executemany(
        "INSERT INTO outcomes (paragraph, kind, value) VALUES (?, ?, ?)",
        [
            (paragraphs[one.paragraph_id], kind, ADAPTERS[kind].dump_json(one).decode())
            for kind, found in outcomes.items()
            for one in found
        ],
    )


def listed(connection: sqlite3.Connection, wanted: Wanted) -> Listed:
    """Return the outcomes that are wanted, of one snapshot, which the caller holds.

    What a paragraph says again that was said before in its item is listed once.
    Raises ScopeInvalid for names that the collection does not have.
    """
    check_names(connection, wanted.scope)
    condition, parameters = where(wanted.scope)
    conditions = (
        f"o.kind = ? AND p.repeats IS NULL AND {condition}"
        + " AND instr(casefold(json_extract(o.value, ?)), ?)" * len(wanted.holding)
    )
    parameters = [wanted.kind, *parameters]
    for name, text in wanted.holding.items():
        parameters += [f"$.{name}", fold(text).casefold()]
    if wanted.naming:
        conditions += " AND instr(casefold(o.value), ?)"
        parameters.append(wanted.naming.casefold())
    if wanted.mentioning:
        conditions += f" AND NOT EXISTS (SELECT 1 FROM json_each(?) t WHERE NOT instr({rows.ABOUT}, t.value))"  # noqa: S608 - literals
        parameters.append(json.dumps([one.casefold() for one in wanted.mentioning]))
    councils = rows.counts_of_outcomes(connection, conditions, parameters)
    each = share(wanted.most, [number for _, number in councils]) if wanted.shared else None
    found = rows.outcomes(connection, conditions, parameters, first=wanted.first, most=wanted.most, each=each)
    return Listed(
        found=tuple(
            Found(ADAPTERS[wanted.kind].validate_json(value), placed, beside, parts)
            for value, beside, parts, placed in found
        ),
        total=sum(number for _, number in councils),
        extent=extent(connection, wanted.scope),
        generation=generation(connection)[0],
        councils=councils,
    )


def share(most: int | None, numbers: Sequence[int]) -> int:
    """Return the most that each of several councils gives, so that all together give at most so many; at least 1.

    numbers: how many each has. Who has fewer leaves the rest to the others.
    """
    if most is None:
        return sys.maxsize
    left = most
    for place, number in enumerate(sorted(numbers)):
        equal = left // (len(numbers) - place)
        if number > equal:
            return max(equal, 1)
        left -= number
    return max(numbers, default=1)


ADAPTERS: Mapping[str, TypeAdapter[Any]] = {kind: TypeAdapter(shape) for kind, shape in TYPES.items()}

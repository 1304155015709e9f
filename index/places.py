"""A Reference in, the row numbers of the paragraphs it names out, with what belongs to them."""

import json
import sqlite3
from collections.abc import Sequence

from index.reference import Reference
from index.scope import Scope, where

Reading = tuple[str, list[object]]


def find(connection: sqlite3.Connection, reference: Reference, scope: Scope) -> list[int]:
    """Return the row numbers of the paragraphs a reference names, by day of meeting, then as printed.

    What belongs to a paragraph, its sub-items and actions, comes with it. Readings of each place are tried from the
    closest to the widest, and the first that finds anything counts. Unknown days come last. A paragraph that repeats
    another one found is left to that one; named alone, by its own address, it is found.
    """
    named = {number for place in (reference, *reference.also) for number in _named(connection, place, scope)}
    if not named:
        return []
    condition, parameters = where(scope)
    rows = connection.execute(
        "SELECT p.number, p.id, p.parent, p.repeats FROM paragraphs p JOIN minutes m ON m.number = p.minutes "  # noqa: S608 - literals
        "WHERE p.minutes IN (SELECT minutes FROM paragraphs WHERE number IN (SELECT value FROM json_each(?))) "
        f"AND {condition} ORDER BY m.held IS NULL, m.held, p.number",
        [json.dumps(sorted(named)), *parameters],
    ).fetchall()
    parents = {identity: parent for _, identity, parent, _ in rows}
    wanted = {identity for number, identity, _, _ in rows if number in named}
    found = {identity for _, identity, _, _ in rows if _belongs(identity, wanted, parents)}
    return [number for number, identity, _, repeats in rows if identity in found and repeats not in found]


def _belongs(identity: str | None, wanted: set[str], parents: dict[str, str | None]) -> bool:
    """Return whether a paragraph, or one that it is part of, is wanted."""
    while identity is not None:
        if identity in wanted:
            return True
        identity = parents.get(identity)
    return False


def _named(connection: sqlite3.Connection, reference: Reference, scope: Scope) -> list[int]:
    limit, limits = where(scope)
    for condition, parameters in _readings(reference):
        rows = connection.execute(
            "SELECT p.number FROM paragraphs p JOIN minutes m ON m.number = p.minutes "  # noqa: S608 - literals
            f"JOIN items i ON i.number = p.item WHERE ({condition}) AND {limit}",
            [*parameters, *limits],
        ).fetchall()
        if rows:
            return [number for (number,) in rows]
    return []


def _readings(reference: Reference) -> list[Reading]:
    """Return the conditions a reference can mean, the closest first."""
    if reference.kind:
        return [_of_kind(reference)]
    if reference.ordinal is not None:
        return _by_ordinal(reference.item, reference.ordinal)
    if reference.path:
        return _by_path(reference.item, reference.path)
    within, values = _of_item(reference.item or "")
    return [(f"{within} OR p.fragment = ?", [*values, _spelled([reference.item or ""])])]


def _of_kind(reference: Reference) -> Reading:
    """A recommendation that was made is a resolution to whoever asks; not the other way round."""
    kinds = "'recommendation'" if reference.kind == "recommendation" else "'resolution', 'recommendation'"
    within, values = _of_item(reference.item) if reference.item else ("1", [])
    label = reference.path[-1]
    return (
        f"p.kind IN ({kinds}) AND ({within}) AND (p.path LIKE ? OR p.fragment LIKE ?)",
        [*values, f'%"{label}"]', f"%.{label}"],
    )


def _by_ordinal(item: str | None, ordinal: int) -> list[Reading]:
    if item is None:
        return [("p.fragment IN (?, ?)", [f"p{ordinal}", str(ordinal)]), ("p.ordinal = ?", [ordinal])]
    within, values = _of_item(item)
    return [
        ("p.fragment IN (?, ?)", [_spelled([item, f"p{ordinal}"]), _spelled([item, str(ordinal)])]),
        (f"({within}) AND p.ordinal = ?", [*values, ordinal]),
    ]


def _by_path(item: str | None, path: Sequence[str]) -> list[Reading]:
    spelled, printed = _spelled(path), json.dumps(list(path))
    if item is not None:
        within, values = _of_item(item)
        whole = _spelled([item, *path])
        return [
            (f"p.fragment = ? OR (({within}) AND p.fragment = ?)", [whole, *values, spelled]),
            (f"({within}) AND p.path = ?", [*values, printed]),
            (f"({within}) AND (p.path LIKE ? OR p.fragment LIKE ?)", [*values, f"%, {printed[1:]}", f"%.{spelled}"]),
        ]
    readings: list[Reading] = [("p.fragment = ?", [spelled]), ("p.path = ?", [printed])]
    # A number at the end of an address is as likely another list's as the one that is meant.
    if not path[0][:1].isdigit():
        readings.append(("p.path LIKE ? OR p.fragment LIKE ?", [f"%, {printed[1:]}", f"%.{spelled}"]))
    if len(path) == 1:
        readings.append(_of_item(path[0]))
    return readings


def _of_item(item: str) -> Reading:
    """A page that holds one item may not print its number except in its labels: 45.1, 45.2."""
    return "i.printed IN (?, ?) OR p.fragment LIKE ?", [item, f"{item}.", f"{_spelled([item])}.%"]


def _spelled(parts: Sequence[str]) -> str:
    """Return labels as an address has them (`corpus/paragraphs.py`)."""
    return ".".join(part.replace("/", "-") for part in parts)

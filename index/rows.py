"""Rows of the database in, the nouns of the record out.

The column lists stand beside the functions that read them, so that a row has one shape everywhere.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from corpus.minutes import Item, Metadata, Minutes, Paragraph, ParagraphKind, Source
from index.errors import MinutesUnknown
from index.hits import MinutesSummary, Placed
from index.scope import Scope, where, where_minutes

Row = Sequence[Any]
# A paragraph that goes on with an outcome: its label as printed, and its text.
Part = tuple[str, str]

_PARAGRAPH = (
    "p.id, p.label, p.path, p.headings, p.kind, p.text, p.page, p.ordinal, p.speaker, p.digest, p.parent, p.repeats"
)
_SUMMARY = (
    "m.id, m.council, m.committee, m.held, m.title, m.status, m.layout, json_extract(m.source, '$.address'), "
    "(SELECT COUNT(*) FROM paragraphs c WHERE c.minutes = m.number)"
)
_COLUMNS = f"p.number, {_PARAGRAPH}, i.printed, i.title, {_SUMMARY}"
_PLACES = "JOIN items i ON i.number = p.item JOIN minutes m ON m.number = p.minutes"
_PLACED = f"SELECT {_COLUMNS} FROM paragraphs p {_PLACES}"  # noqa: S608 - literals
# The fields by which an outcome refers to the paragraph that is shown beside it; no kind of outcome has two of them.
BESIDE = ("lead", "about", "motion", "text_in", "response")
_BESIDE = "COALESCE(" + ", ".join(f"json_extract(o.value, '$.{name}')" for name in BESIDE) + ")"
_OUTCOMES = f"FROM outcomes o JOIN paragraphs p ON p.number = o.paragraph {_PLACES}"
_WIDTH = 12
_MINUTES = "number, id, council, committee, held, begins, title, status, source, layout"
_ITEMS_AROUND = (
    "SELECT h.item FROM json_each(?1) JOIN paragraphs h ON h.id = value UNION "
    "SELECT q.item FROM json_each(?1) JOIN paragraphs h ON h.id = value JOIN paragraphs q ON q.id = h.parent"
)
# What an outcome is about: its paragraph, the one beside it, and what stands above.
_REFERRED = f"(SELECT r.text FROM paragraphs r WHERE r.id = {_BESIDE})"  # noqa: S608 - literals
# The paragraphs that go on with an outcome, in printed order.
_PARTS = (
    "(SELECT json_group_array(json_array(j.key, r.label, r.text)) FROM json_each(o.value, '$.parts') j "
    "JOIN paragraphs r ON r.id = j.value)"
)
ABOUT = f"casefold(p.text || ' ' || p.headings || ' ' || i.title || ' ' || COALESCE({_REFERRED}, ''))"
_ORDER = "ORDER BY m.council, m.committee, m.held, m.id, p.number, o.number"
# Each council's by day; what is unknown comes last.
_ORDER_OF_SHARES = (
    "ORDER BY m.council IS NULL, m.council, m.held IS NULL, m.held, m.committee, m.id, p.number, o.number"
)


def placed(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, Placed]:
    """Return paragraphs by their row numbers; rows that are gone are left out. One query, however many."""
    rows = connection.execute(
        f"{_PLACED} WHERE p.number IN (SELECT value FROM json_each(?))",  # noqa: S608 - literals
        [json.dumps(list(numbers))],
    )
    return {row[0]: _placed_of(row) for row in rows}


def placed_by_id(connection: sqlite3.Connection, paragraph_id: str) -> tuple[int, Placed]:
    """Return the row number of a paragraph and the paragraph; raise MinutesUnknown where there is none."""
    row = connection.execute(f"{_PLACED} WHERE p.id = ?", [paragraph_id]).fetchone()
    if row is None:
        raise MinutesUnknown(
            f"no paragraph '{paragraph_id}' is in this collection. It may have been removed or renumbered; "
            "minuted show, with the part of the id before the #, shows those of its minutes.",
            paragraph_id,
            "paragraph",
        )
    return row[0], _placed_of(row)


def holding(connection: sqlite3.Connection, words: str, *, most: int) -> list[Placed]:
    """Return paragraphs whose text holds these words, letter by letter, in stored order. It reads every text."""
    rows = connection.execute(f"{_PLACED} WHERE instr(p.text, ?) > 0 ORDER BY p.number LIMIT ?", [words, most])
    return [_placed_of(row) for row in rows]


def of_kind(connection: sqlite3.Connection, kind: ParagraphKind, scope: Scope) -> list[Placed]:
    """Return the paragraphs of a kind in a scope, by council, committee and day, then as printed."""
    condition, parameters = where(scope)
    rows = connection.execute(
        f"{_PLACED} WHERE p.kind = ? AND p.repeats IS NULL AND {condition} "
        "ORDER BY m.council, m.committee, m.held, p.number",
        [kind, *parameters],
    )
    return [_placed_of(row) for row in rows]


def beside(connection: sqlite3.Connection, number: int) -> tuple[Paragraph | None, Paragraph | None]:
    """Return the paragraphs printed before and after one in the same minutes, None at either end."""
    found = []
    for comparison, order in (("<", "DESC"), (">", "ASC")):
        row = connection.execute(
            f"SELECT {_PARAGRAPH} FROM paragraphs p "  # noqa: S608 - literals
            "WHERE p.minutes = (SELECT minutes FROM paragraphs WHERE number = ?) "
            f"AND p.number {comparison} ? ORDER BY p.number {order} LIMIT 1",
            [number, number],
        ).fetchone()
        found.append(None if row is None else _paragraph_of(row))
    return found[0], found[1]


def summaries(connection: sqlite3.Connection, scope: Scope) -> list[MinutesSummary]:
    """Return the minutes in a scope by council, committee and day; unknown ones come first. Kinds do not limit."""
    condition, parameters = where_minutes(scope)
    rows = connection.execute(
        f"SELECT {_SUMMARY} FROM minutes m WHERE {condition} ORDER BY m.council, m.committee, m.held, m.id",  # noqa: S608 - conditions are literals
        parameters,
    )
    return [_summary_of(row) for row in rows]


def outcomes(
    connection: sqlite3.Connection,
    condition: str,
    parameters: Sequence[object],
    *,
    first: int,
    most: int | None,
    each: int | None = None,
) -> list[tuple[str, str | None, tuple[Part, ...], Placed]]:
    """Return outcomes in the order of summaries: as JSON, the text of the paragraph that each refers to, parts, place.

    The parts are the labels and texts of the paragraphs that go on with it.

    each: the most of each council, then by council and day, unknown ones last; None for all in one order. condition:
    over `outcomes o` with paragraphs p, items i and minutes m, of literals. One query, however many.
    """
    order = _ORDER if each is None else _ORDER_OF_SHARES
    # Chosen first, so that what is passed over is sorted but not read.
    chosen = f"SELECT o.number {_OUTCOMES} WHERE {condition} {order} LIMIT ? OFFSET ?"
    if each is not None:
        ranked = (
            "SELECT o.number AS number, m.council AS council, "
            f"ROW_NUMBER() OVER (PARTITION BY m.council {order}) AS place {_OUTCOMES} WHERE {condition}"
        )
        chosen = (
            f"SELECT number FROM ({ranked}) WHERE place <= ? "  # noqa: S608 - literals
            "ORDER BY council IS NULL, council, place LIMIT ? OFFSET ?"
        )
        parameters = [*parameters, each]
    found = connection.execute(
        f"SELECT o.value, {_REFERRED}, {_PARTS}, {_COLUMNS} {_OUTCOMES} WHERE o.number IN ({chosen}) {order}",
        [*parameters, -1 if most is None else most, first],
    )
    return [
        (row[0], row[1], tuple((label, text) for _, label, text in sorted(json.loads(row[2]))), _placed_of(row[3:]))
        for row in found
    ]


def counts_of_outcomes(
    connection: sqlite3.Connection, condition: str, parameters: Sequence[object]
) -> tuple[tuple[str | None, int], ...]:
    """Return how many outcomes there are of each council, the unknown one last; condition as for outcomes()."""
    found = connection.execute(
        f"SELECT m.council, COUNT(*) {_OUTCOMES} WHERE {condition} "
        "GROUP BY m.council ORDER BY m.council IS NULL, m.council",
        parameters,
    )
    return tuple((council, number) for council, number in found)


def minutes(connection: sqlite3.Connection, minutes_id: str) -> Minutes:
    """Return whole minutes; raise MinutesUnknown where there are none."""
    row = connection.execute(f"SELECT {_MINUTES} FROM minutes WHERE id = ?", [minutes_id]).fetchone()  # noqa: S608 - literals
    if row is None:
        raise unknown(minutes_id)
    return _minutes_of(row, _items(connection, row[0]))


def around(connection: sqlite3.Connection, paragraphs: Sequence[str]) -> dict[str, Minutes]:
    """Return the minutes that paragraphs stand in, by id, without the items in which none of them and no parent stands.

    paragraphs: their ids. Three queries, however many.
    """
    wanted = json.dumps(list(paragraphs))
    items: dict[int, list[Item]] = {}
    texts: dict[int, list[Paragraph]] = {}
    for row in connection.execute(
        f"SELECT p.item, {_PARAGRAPH} FROM paragraphs p WHERE p.item IN ({_ITEMS_AROUND}) ORDER BY p.number",  # noqa: S608 - literals
        [wanted],
    ):
        texts.setdefault(row[0], []).append(_paragraph_of(row[1:]))
    for number, minutes_number, printed, title, section in connection.execute(
        f"SELECT number, minutes, printed, title, section FROM items WHERE number IN ({_ITEMS_AROUND}) "  # noqa: S608 - literals
        "ORDER BY minutes, position",
        [wanted],
    ):
        items.setdefault(minutes_number, []).append(Item(printed, title, section, tuple(texts.get(number, ()))))
    rows = connection.execute(
        f"SELECT {_MINUTES} FROM minutes WHERE number IN (SELECT value FROM json_each(?))",  # noqa: S608 - literals
        [json.dumps(list(items))],
    )
    return {row[1]: _minutes_of(row, tuple(items[row[0]])) for row in rows}


def unknown(minutes_id: str) -> MinutesUnknown:
    """Return the error for an id that no minutes have."""
    return MinutesUnknown(
        f"no minutes '{minutes_id}' are in this collection. List what is there with: minuted list", minutes_id
    )


def given(connection: sqlite3.Connection, sha256: str) -> Metadata | None:
    """Return the metadata that was given when these bytes were added, None where they never were."""
    row = connection.execute("SELECT given FROM minutes WHERE sha256 = ?", [sha256]).fetchone()
    if row is None:
        return None
    values = json.loads(row[0])
    return Metadata(**{**values, "held": _day(values["held"]), "begins": _time(values.get("begins"))})


def _items(connection: sqlite3.Connection, number: int) -> tuple[Item, ...]:
    paragraphs: dict[int, list[Paragraph]] = {}
    for row in connection.execute(
        f"SELECT p.item, {_PARAGRAPH} FROM paragraphs p WHERE p.minutes = ? ORDER BY p.number",  # noqa: S608 - a literal
        [number],
    ):
        paragraphs.setdefault(row[0], []).append(_paragraph_of(row[1:]))
    rows = connection.execute(
        "SELECT number, printed, title, section FROM items WHERE minutes = ? ORDER BY position", [number]
    )
    return tuple(
        Item(number=printed, title=title, section=section, paragraphs=tuple(paragraphs.get(item, ())))
        for item, printed, title, section in rows
    )


def _minutes_of(row: Row, items: tuple[Item, ...]) -> Minutes:
    _, identity, council, committee, held, begins, title, status, source, layout = row
    return Minutes(
        id=identity,
        council=council,
        committee=committee,
        held=_day(held),
        title=title,
        status=status,
        source=Source(**json.loads(source)),
        layout=layout,
        items=items,
        begins=_time(begins),
    )


def _placed_of(row: Row) -> Placed:
    return Placed(
        paragraph=_paragraph_of(row[1 : 1 + _WIDTH]),
        item_number=row[1 + _WIDTH],
        item_title=row[2 + _WIDTH],
        minutes=_summary_of(row[3 + _WIDTH :]),
    )


def _paragraph_of(row: Row) -> Paragraph:
    identity, label, path, headings, *rest = row
    return Paragraph(identity, label, _texts(path), _texts(headings), *rest)


def _texts(data: str) -> tuple[str, ...]:
    """Return texts that are stored as a JSON list; most lists of headings are empty, and reading JSON costs more."""
    return () if data == "[]" else tuple(json.loads(data))


def _summary_of(row: Row) -> MinutesSummary:
    identity, council, committee, held, *rest = row
    return MinutesSummary(identity, council, committee, _day(held), *rest)


def _time(text: str | None) -> time | None:
    return None if text is None else time.fromisoformat(text)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

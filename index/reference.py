"""A question in, the paragraph it points at out: "45.12", "minute 45 para 12", "item 9 iii)", "resolution (c)".

A number alone is a reference only when it is the whole question; inside one it needs the word paragraph, minute or item
before it, so that times, sums, percentages and dates are never taken for one.
"""

import json
import re
import sqlite3
from dataclasses import dataclass

from index.scope import Scope, where


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in the minutes. item: its number as printed. path: labels from the outermost in, like Paragraph.path.

    ordinal: the place of the paragraph in its item, from 1. kind: "resolution" or "recommendation" where that is said.
    """

    item: str | None = None
    path: tuple[str, ...] = ()
    ordinal: int | None = None
    kind: str | None = None


def parse_reference(question: str) -> Reference | None:
    """Return the reference a question makes, None where it makes none."""
    for pattern in _PATTERNS:
        found = pattern.search(question.strip())
        if found:
            return _reference(found.groupdict())
    return None


def find(connection: sqlite3.Connection, reference: Reference, scope: Scope) -> list[int]:
    """Return the row numbers of the paragraphs a reference points at, by day of meeting, then as printed.

    Readings of the reference are tried from the closest to the widest, and the first that finds anything counts.
    Unknown days come last.
    """
    limit, limits = where(scope)
    for condition, parameters in _readings(reference):
        rows = connection.execute(
            "SELECT p.number FROM paragraphs p JOIN minutes m ON m.number = p.minutes "  # noqa: S608 - literals
            f"JOIN items i ON i.number = p.item WHERE {condition} AND {limit} "
            "ORDER BY m.held IS NULL, m.held, p.number",
            [*parameters, *limits],
        ).fetchall()
        if rows:
            return [number for (number,) in rows]
    return []


def _readings(reference: Reference) -> list[tuple[str, list[object]]]:
    """Return the conditions a reference can mean, the closest first."""
    item, path, ordinal = reference.item, reference.path, reference.ordinal
    readings: list[tuple[str, list[object]]] = []
    if reference.kind:
        label = path[-1] if path else ""
        about = (
            "p.kind IN ('resolution', 'recommendation')"
            if reference.kind == "resolution"
            else "p.kind = 'recommendation'"
        )
        readings.append((f"{about} AND (p.path LIKE ? OR p.fragment LIKE ?)", [f'%"{label}"]', f"%.{label}"]))
    elif path:
        spelled = ".".join(path)
        within = "i.printed = ? AND " if item else ""
        of_item: list[object] = [item] if item else []
        readings.append((f"{within}(p.path = ? OR p.fragment = ?)", [*of_item, json.dumps(path), spelled]))
        readings.append((f"{within}p.path LIKE ?", [*of_item, f"%{json.dumps(path)[1:]}"]))
        if item:
            readings.append(("p.fragment = ?", [f"{item}.{spelled}"]))
    elif ordinal is not None:
        if item:
            readings.append(("p.fragment = ?", [f"{item}.{ordinal}"]))
            readings.append(("i.printed = ? AND p.ordinal = ?", [item, ordinal]))
        else:
            readings.append(("(p.fragment = ? OR p.fragment = ?)", [str(ordinal), f"p{ordinal}"]))
            readings.append(("p.ordinal = ?", [ordinal]))
    elif item:
        readings.append(("i.printed = ?", [item]))
        # A page that holds one item may not print its number except in its labels: 45.1, 45.2.
        readings.append(("p.fragment LIKE ?", [f"{item}.%"]))
        readings.append(("p.fragment = ?", [item]))
    return readings


def _reference(found: dict[str, str | None]) -> Reference:
    labels = tuple(re.findall(r"[a-z0-9]+", (found.get("labels") or "").lower()))
    dotted = found.get("dotted")
    ordinal = found.get("ordinal")
    kind = found.get("kind")
    return Reference(
        item=found.get("item"),
        path=(dotted.rstrip("."), *labels) if dotted else labels,
        ordinal=int(ordinal) if ordinal else None,
        kind=("recommendation" if kind.lower().startswith("recomm") else "resolution") if kind else None,
    )


_ITEM = r"(?P<item>[a-z]{0,5}\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?)*)"
_DOTTED = r"(?P<dotted>\d{1,4}(?:\.\d{1,3}[a-z]?){1,4})\.?"
# One label as printed: "b)", "(iii)", "vii."; several make a path.
_LABEL = r"\(?(?:[a-z]|[ivxl]{1,6}|\d{1,2})[).]"
_LABELS = rf"(?P<labels>{_LABEL}(?:\s*{_LABEL})*)"
# The last label of a question may stand bare: "item 9 iii".
_LAST = rf"(?P<labels>(?:{_LABEL}\s*)*(?:{_LABEL}|[a-z]|[ivxl]{{1,6}}))"
_MINUTE = r"\b(?:agenda\s+)?(?:minute|item)\s+(?:no\.?\s*|number\s+|ref(?:erence)?\s+)?"
_PARAGRAPH = r"(?:paragraph|para\.?|¶)\s*(?:no\.?\s*|number\s+)?"
# What may not follow: the rest of a number, a time, a percentage, a sum or a part of a longer date.
_END = (
    r"(?![\w%/:£$-]|[.,]\d|\s*(?:%|per\s?cent|percent|a\.?m\b|p\.?m\b|o'clock|hours?\b|minutes?\b|days?\b|million|billion|"
    r"thousand|pounds?\b|pence\b|degrees?\b|miles?\b))"
)
_YEAR = r"(?!\d{1,2}\.\d{1,2}\.\d{2}(?:\d\d)?\b)"

_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{_MINUTE}{_ITEM}\s*,?\s*\b{_PARAGRAPH}(?P<ordinal>\d{{1,3}}){_END}",
        rf"\b{_PARAGRAPH}(?P<ordinal>\d{{1,3}})\s+of\s+(?:the\s+)?{_MINUTE}{_ITEM}{_END}",
        rf"{_MINUTE}{_YEAR}{_DOTTED}{_END}",
        rf"(?:\b|(?=¶)){_PARAGRAPH}{_YEAR}{_DOTTED}{_END}",
        rf"{_MINUTE}{_ITEM}\s*,?\s*{_LABELS}(?!\w)",
        rf"{_MINUTE}{_ITEM}\s*,?\s+{_LAST}\s*\??$",
        rf"{_MINUTE}{_ITEM}{_END}",
        rf"(?:\b|(?=¶)){_PARAGRAPH}(?P<ordinal>\d{{1,3}}){_END}",
        rf"(?:\b|(?=¶)){_PARAGRAPH}{_LABELS}(?!\w)",
        rf"\b(?P<kind>resolution|recommendation)\s+(?P<labels>{_LABEL}|\([a-z0-9]+\)|\d{{1,2}}\b)(?!\w)",
        rf"^{_YEAR}{_DOTTED}\s*\??$",
        rf"^{_ITEM.replace('{0,5}', '{1,5}')}\s*\??$",
        r"^(?P<item>[a-z]{0,5}\d{1,4}/\d{1,4}[a-z]?)\s*\??$",
        rf"^(?P<item>[a-z]{{0,5}}\d{{1,4}}/\d{{1,4}}[a-z]?)\s*,?\s*{_LABELS}\s*\??$",
        rf"^{_LABELS}\s*\??$",
    )
)

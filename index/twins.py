"""Ranked paragraphs in, each thing that the record says once out: one paragraph for what several sources print alike.

The draft and the approved minutes of a meeting, or the page of an item and the minutes of the whole, say the same at
several addresses. The best place is kept, with the addresses of the others.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from index.hits import Placed

# Shorter texts ("None.") stand in many places of one meeting, and mean another thing in each.
TWIN_CHARACTERS = 40
Meeting = tuple[str | None, str | None, date | None]
Told = tuple[int, float, tuple[str, ...]]


def without_twins(ranked: Sequence[tuple[int, float]], placed: Mapping[int, Placed], *, limit: int) -> list[Told]:
    """Return the rows and scores of the first `limit` different paragraphs, with the ids of the twins of each.

    Twins have the same words, and are of one council, committee and day, all of them known. The approved one stands for
    the others, else the best ranked; the score is the best of all.
    """
    groups: dict[object, list[tuple[int, float]]] = {}
    meetings = Counter(_meeting(placed[number]) for number, _ in ranked)
    for number, score in ranked:
        # Most are alone of their meeting, and reading their words would only show that they have no twin.
        alone = meetings[_meeting(placed[number])] == 1
        groups.setdefault(number if alone else _said(placed[number], number), []).append((number, score))
    found = []
    for group in list(groups.values())[:limit]:
        kept = next((number for number, _ in group if placed[number].minutes.status == "approved"), group[0][0])
        others = tuple(placed[number].paragraph.id for number, _ in group if number != kept)
        found.append((kept, group[0][1], others))
    return found


def _meeting(one: Placed) -> Meeting:
    return one.minutes.council, one.minutes.committee, one.minutes.held


def _said(one: Placed, number: int) -> object:
    """Return what twins have alike; the row itself for what can have none."""
    meeting, text = _meeting(one), one.paragraph.text
    if None in meeting or len(text) < TWIN_CHARACTERS:
        return number
    return (*meeting, " ".join(re.findall(r"\w+", text.casefold())))

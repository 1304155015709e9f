"""Ranked paragraphs in, each thing that the record says once out: one paragraph for what several sources print alike.

The draft and the approved minutes of a meeting, or the page of an item and the minutes of the whole, say the same at
several addresses. The best place is kept, with the addresses of the others.
"""

import re
from collections.abc import Mapping, Sequence

from index.hits import Placed

# Shorter texts ("None.") stand in many places of one meeting, and mean another thing in each.
TWIN_CHARACTERS = 40
Told = tuple[int, float, tuple[str, ...]]


def without_twins(ranked: Sequence[tuple[int, float]], placed: Mapping[int, Placed], *, limit: int) -> list[Told]:
    """Return the rows and scores of the first `limit` different paragraphs, with the ids of the twins of each.

    Twins have the same words, and are of one council, committee and day, all of them known. The approved one stands for
    the others, else the best ranked; the score is the best of all.
    """
    groups: dict[object, list[tuple[int, float]]] = {}
    for number, score in ranked:
        groups.setdefault(_said(placed[number], number), []).append((number, score))
    found = []
    for group in list(groups.values())[:limit]:
        kept = next((number for number, _ in group if placed[number].minutes.status == "approved"), group[0][0])
        others = tuple(placed[number].paragraph.id for number, _ in group if number != kept)
        found.append((kept, group[0][1], others))
    return found


def _said(one: Placed, number: int) -> object:
    """Return what twins have alike; the row itself for what can have none."""
    minutes, text = one.minutes, one.paragraph.text
    meeting = (minutes.council, minutes.committee, minutes.held)
    if None in meeting or len(text) < TWIN_CHARACTERS:
        return number
    return (*meeting, " ".join(re.findall(r"\w+", text.casefold())))

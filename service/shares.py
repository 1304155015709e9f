"""Outcomes of a list in, those that are quoted out: as many of one council as of another, each its first ones.

A list that ends with the first council, or that goes from one to another day by day, tells nobody whose they are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from index.outcomes import Found, share

# Outcomes that are quoted; how many more there are is said.
MOST_OUTCOMES = 10
# People of one meeting are one list: as many meetings as a reader can take in.
MOST_MEETINGS = 3


def first_of_each(named: Sequence[Found], numbers: Mapping[str | None, int]) -> list[Found]:
    """Return the first outcomes of each council, as many of one as of another as far as it has so many.

    numbers: how many each has.
    """
    each = share(MOST_OUTCOMES, list(numbers.values()))
    seen: Counter[str | None] = Counter()
    shown = []
    for one in named:
        seen[one.placed.minutes.council] += 1
        if seen[one.placed.minutes.council] <= each:
            shown.append(one)
    return shown[:MOST_OUTCOMES]


def first_meetings(named: Sequence[Found]) -> list[Found]:
    """Return the people of the first meetings of each council, each meeting's whole."""
    councils = {one.placed.minutes.id: one.placed.minutes.council for one in named}
    numbers = Counter(councils.values())
    each = share(MOST_MEETINGS, list(numbers.values()))
    places: Counter[str | None] = Counter()
    chosen = []
    for meeting, council in councils.items():
        places[council] += 1
        chosen += [meeting] if places[council] <= each else []
    return [one for one in named if one.placed.minutes.id in chosen[:MOST_MEETINGS]]

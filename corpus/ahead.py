"""The readings of every block of an item in; how far ahead the labels that would go on with one are, out."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from corpus.numbering import Label, begins_alike, measures

# What the labels of one list share: scheme and shape.
Look = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The blocks after a position. readings: of every block of the item. places: where the labels of each look are."""

    readings: Sequence[Sequence[Label]]
    position: int = 0
    places: dict[Look, list[tuple[int, Label]]] = field(default_factory=dict)

    def after(self, index: int) -> "Ahead":
        """Return what lies after the block at an index."""
        return replace(self, position=index + 1)

    def distance(self, label: Label) -> int:
        """Return how many blocks lie between a label and the next of its list; FAR where none comes.

        A list's first label ends the search, for what comes after it is of the list that it opens.
        """
        blocks, steps = (_LIST, _STEPS) if label.value == FIRST else (_NEAR, 1)
        for index, other in self._of((label.scheme, label.shape), blocks):
            if _follows(other.value, label.value, steps):
                return index - self.position
            if other.value == FIRST:
                return FAR
        return FAR

    def goes_on(self, look: Look, value: tuple[int, ...]) -> bool:
        """Return whether a list goes on before it begins again: its next value comes, the same, or one after a gap.

        A block that another list claims does not count: `(i)` with `(ii)` after it does not go on from `(h)`. One that
        surely stands outside ends the list: `34.5.2` does not go on after another `34.5`.
        """
        around = value[:-1]
        for index, label in self._of(look, _LIST):
            if label.strong and (label.value == around or label.value[: len(around)] != around):
                return False
            if label.value == FIRST and not self._is_claimed(index, label):
                return False
            again = label.value == value
            if (again or _follows(label.value, value, _GAP)) and not self._is_claimed(index, label):
                return True
        return False

    def is_followed_surely(self, label: Label) -> bool:
        """Return whether the next label of a list comes beyond doubt."""
        near = self._of((label.scheme, label.shape), _NEAR)
        return any(other.strong and other.value == successor(label.value) for _, other in near)

    def is_followed_alike(self, label: Label) -> bool:
        """Return whether the next label of a list stands near, however doubtful, and its text begins like this one's.

        `4.1 to approve it;` and `4.2 to refer it.` vouch for each other; what measures something vouches for nothing.
        """
        return any(
            other.value == successor(label.value) and not measures(other.text) and begins_alike(other.text, label.text)
            for _, other in self._of((label.scheme, label.shape), _BESIDE)
        )

    def comes_again(self, label: Label) -> bool:
        """Return whether a label comes once more, and beyond doubt, before the next of its list."""
        for _, other in self._of((label.scheme, label.shape), _NEAR):
            if other.value == label.value:
                return other.strong
            if other.value == successor(label.value):
                return False
        return False

    def _of(self, look: Look, blocks: int) -> Iterator[tuple[int, Label]]:
        """Yield the labels of a look in so many blocks from the position on."""
        places = self.places.get(look, [])
        for place in range(bisect_left(places, self.position, key=lambda place: place[0]), len(places)):
            if places[place][0] >= self.position + blocks:
                return
            yield places[place]

    def _is_claimed(self, index: int, label: Label) -> bool:
        """Return whether another reading of a block has its list around it and this one does not have it nearer.

        A list is around a reading where it begins there, or where it comes next after the last of its look.
        """
        later = self.after(index)
        for rival in self.readings[index]:
            look = (rival.scheme, rival.shape)
            if look == (label.scheme, label.shape):
                continue
            nearer = later.distance(rival) - later.distance(label)
            before = [other.value for _, other in self._of(look, index - self.position)][-1:]
            led = bool(before) and _follows(rival.value, before[0], _STEPS)
            if (rival.value == FIRST and nearer < 0) or (led and nearer <= 0):
                return True
        return False


def ahead_of(readings: Sequence[Sequence[Label]]) -> Ahead:
    """Return what lies before the first block: every reading of every block."""
    places: dict[Look, list[tuple[int, Label]]] = {}
    for index, labels in enumerate(readings):
        for label in labels:
            places.setdefault((label.scheme, label.shape), []).append((index, label))
    return Ahead(readings, places=places)


def successor(value: tuple[int, ...]) -> tuple[int, ...]:
    """Return the value that comes after one in its list."""
    return (*value[:-1], value[-1] + 1)


def _follows(later: tuple[int, ...], value: tuple[int, ...], steps: int) -> bool:
    """Return whether a value comes after another in one list, at most so many steps on."""
    return bool(value) and later[:-1] == value[:-1] and 0 < later[-1] - value[-1] <= steps


FIRST = (1,)
# How many blocks from a doubtful label its successor may stand; the first of a list, and one of a list that is open,
# may be followed by longer lists inside.
_NEAR = 40
# How near two doubtful labels stand that vouch for each other: a few blocks, for a clause may hold a short list.
_BESIDE = 5
_LIST = 400
# More than any distance.
FAR = 10**9
# How many values a list may skip and still be the same.
_GAP = 3
# How many steps on a value may be for two labels to vouch for each other, where one may be missing between them.
_STEPS = 2

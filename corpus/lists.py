"""The readings of a label in, the one that its place among the open lists confirms out.

A pattern cannot decide what a label is; its place can. A reading is taken when it (1) is the next value of an open
list, innermost first (`i)` after `h)` is a letter), (2) is a first value, which opens a list inside the one before or
starts an open one again, (3) leaves a gap or repeats a value in an open list, (4) stands alone but looks like nothing
else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.ahead import FAR, FIRST, Ahead, successor
from corpus.numbering import SCHEMES, Label, measures


@dataclass(slots=True)
class OpenList:
    """A list that may go on: what its labels look like, the last value, and where the last member stands.

    path, address: what the members' paths and addresses begin with. parent: index of the paragraph the list belongs to.
    index: index of the last member. inner_path, inner_address: what those of a list inside the last member begin with.
    titled: the last member is only a title. holds: what is not of the list has stood right below a title of it.
    """

    scheme: str
    shape: str
    value: tuple[int, ...]
    indent: int
    path: tuple[str, ...]
    address: tuple[str, ...]
    parent: int | None
    index: int = -1
    inner_path: tuple[str, ...] = ()
    inner_address: tuple[str, ...] = ()
    titled: bool = False
    holds: bool = False

    def is_of(self, label: Label) -> bool:
        """Return whether a label looks like the members of this list."""
        return (self.scheme, self.shape) == (label.scheme, label.shape)

    def is_continued_by(self, label: Label) -> bool:
        """Return whether a label is the next one of this list."""
        return self.is_of(label) and bool(self.value) and label.value == successor(self.value)


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a list opens that stands inside no other: what its paths and addresses begin with, and its parent.

    interrupted: an unlabelled paragraph stands between the open lists and the label, so that nothing opens inside them.
    announcer: index of a paragraph that announces the list (it ends with a colon), or None.
    """

    path: tuple[str, ...]
    address: tuple[str, ...]
    interrupted: bool
    announcer: int | None


@dataclass(slots=True)
class OpenLists:
    """The lists that are open, outermost first.

    instances: how often a list that begins with an address has begun, where it has more than once. named: scheme and
    value of each label so far that names its whole path.
    """

    levels: list[OpenList] = field(default_factory=list)
    instances: dict[str, int] = field(default_factory=dict)
    named: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)

    def choose(self, readings: Sequence[Label], ahead: Ahead) -> Label | None:
        """Return the reading to take, or None where the block has no label."""
        for label in readings:
            if SCHEMES[label.scheme].absolute and self._is_believed_absolute(label, ahead):
                return label
        usable = [label for label in readings if not SCHEMES[label.scheme].absolute]
        following = next(
            (label for level in reversed(self.levels) for label in usable if level.is_continued_by(label)), None
        )
        first = next((label for label in usable if _is_first(label) and _is_believed(label, ahead)), None)
        gap = next((label for label in usable if self._leaves_gap(label)), None)
        member = following or gap
        if member is not None and first is not None and self._opens_inside(first, member, ahead):
            return first  # `i)` after `h)`, but with `ii)` to come
        if member is not None and ahead.distance(member) < FAR:
            return member
        lone = next((label for label in usable if _is_believed(label, ahead)), None)
        return following or first or gap or lone

    def enter(self, label: Label, opening: Opening, used: set[str], ahead: Ahead) -> OpenList:
        """Return the list that a label belongs to, the lists inside it closed; a new one where no open one is right.

        used: the addresses given already, so that a list whose labels come again is told apart (`list2.i`).
        """
        if SCHEMES[label.scheme].absolute:
            return self._absolute(label, ahead)
        for position in range(len(self.levels) - 1, -1, -1):
            if self._holds(position, label, opening):
                del self.levels[position + 1 :]
                return self.levels[position]
        restarted = next(
            (n for n, level in enumerate(self.levels) if level.is_of(label) and not _deeper(label, level)), None
        )
        if opening.interrupted:
            self.levels.clear()
        elif restarted is not None:
            del self.levels[restarted:]
        return self._open(label, opening, used)

    def leave_inner(self, label: Label) -> None:
        """Close the lists that a label whose depth is known cannot stand in: deeper ones, and bullets beside it."""
        while self.levels and (
            self.levels[-1].indent > label.indent
            or (self.levels[-1].indent == label.indent and self.levels[-1].scheme == "bullet" != label.scheme)
        ):
            self.levels.pop()

    def that_goes_on(self, ahead: Ahead) -> OpenList | None:
        """Return the innermost list whose next value comes later, before its first comes again; None if none does."""
        return next(
            (
                level
                for level in reversed(self.levels)
                if level.value and ahead.goes_on((level.scheme, level.shape), level.value)
            ),
            None,
        )

    def close_inside(self, index: int) -> None:
        """Close the lists inside the member that stands at an index."""
        while self.levels and self.levels[-1].index != index:
            self.levels.pop()

    def _holds(self, position: int, label: Label, opening: Opening) -> bool:
        """Return whether a label is a member of the open list at a position."""
        level = self.levels[position]
        if label.scheme == "bullet" and opening.interrupted:
            return False
        if level.is_continued_by(label):
            return True
        nested = position == len(self.levels) - 1 and not opening.interrupted and _deeper(label, level)
        return level.is_of(label) and not nested and label.value != FIRST and label.value >= level.value

    def _open(self, label: Label, opening: Opening, used: set[str]) -> OpenList:
        inside = self.levels[-1] if self.levels else None
        path, address = (inside.inner_path, inside.inner_address) if inside else (opening.path, opening.address)
        parent = opening.announcer if inside is None or opening.announcer is not None else inside.index
        base, whole = address, ".".join((*address, label.name))
        while label.name and ".".join((*address, label.name)) in used:
            self.instances[whole] = self.instances.get(whole, 1) + 1
            address = (*base, f"list{self.instances[whole]}")
        level = OpenList(label.scheme, label.shape, (), label.indent, path, address, parent)
        self.levels.append(level)
        return level

    def _absolute(self, label: Label, ahead: Ahead) -> OpenList:
        """A label such as 34.5.1 stands by itself; what it belongs to is the last label that it begins with (34.5).

        Below titles that are lettered (`(a) Substitutes`, 34.1, `(b) Interests`, 34.2) it belongs to the title.
        """
        while self.levels and not _begins(self.levels[-1], label):
            outer = self.levels[0]
            goes_on = outer.holds or ahead.goes_on((outer.scheme, outer.shape), outer.value)
            if len(self.levels) == 1 and outer.titled and outer.value and goes_on:
                outer.holds = True
                break
            self.levels.pop()
        parent = self.levels[-1].index if self.levels else None
        self.named.add((label.scheme, label.value))
        level = OpenList(label.scheme, label.shape, label.value, label.indent, (), (), parent)
        self.levels.append(level)
        return level

    def _is_believed_absolute(self, label: Label, ahead: Ahead) -> bool:
        """Return whether a label that needs no list around it is one.

        A doubtful one is where it is the next of a list, or the first inside a member, unless it measures something and
        comes again beyond doubt; elsewhere where it measures nothing and its own next one comes beyond doubt, or stands
        near and begins alike.
        """
        if label.strong:
            return True
        before = label.value[:-1] if label.value[-1] == 1 else (*label.value[:-1], label.value[-1] - 1)
        if (label.scheme, before) not in self.named:
            followed = ahead.is_followed_surely(label) or ahead.is_followed_alike(label)
            return not measures(label.text) and followed
        return not (measures(label.text) and ahead.comes_again(label))

    def _opens_inside(self, first: Label, member: Label, ahead: Ahead) -> bool:
        """Return whether a first value opens a list though it can be read as the next of one that is open.

        It does where its own next value comes sooner, unless a list of its look is open: then that goes on there.
        """
        if any(level.is_of(first) and not _deeper(first, level) for level in self.levels):
            return False
        return ahead.distance(first) < ahead.distance(member)

    def _leaves_gap(self, label: Label) -> bool:
        return any(level.is_of(label) and level.value <= label.value for level in self.levels)


def is_title(label: Label) -> bool:
    """Return whether a labelled block is only a title, below which numbers of the whole item may stand."""
    named = label.value != () and not SCHEMES[label.scheme].absolute and len(label.text.split()) <= _WORDS_OF_A_TITLE
    return named and label.text[:1].isupper() and not label.text.endswith((".", ";", ":", ",", " and", " or"))


def _is_first(label: Label) -> bool:
    return label.value in {FIRST, ()}


def _is_believed(label: Label, ahead: Ahead) -> bool:
    """Return whether a label is one by itself: prose does not start like it, or its successor comes later."""
    return label.strong or ahead.distance(label) < FAR


def _begins(level: OpenList, label: Label) -> bool:
    shorter = len(level.value) < len(label.value)
    return level.scheme == label.scheme and shorter and label.value[: len(level.value)] == level.value


def _deeper(label: Label, level: OpenList) -> bool:
    """Return whether a label is set in so far that it stands inside the list and not in it."""
    return label.indent > level.indent + SET_IN


# Exports pad with one or two no-break spaces at random; from three on, the indent means a deeper level.
SET_IN = 2
# A longer text without a full stop is more likely an entry of a list than a title.
_WORDS_OF_A_TITLE = 8

"""A seed in, random minutes out, each paragraph with the label, path and parent that a reader should find.

Items are numbered by any scheme of councils, paragraphs by any of theirs, nested to five levels, with lists that begin
again, go on after other lists, leave gaps or repeat a number; between them stand paragraphs without a label,
resolutions and their clauses, actions, headings, rows of tables, and starts that only look like labels.

Left out, because a reader of the page could not tell either:
- a list inside a list whose labels look like those of one around it; a list of one entry;
- a paragraph without a label between two bullets, or after the last entry of a list, that belongs to the entry;
- a first number of an item whose text begins in lower case after one space, which nothing before it vouches for;
- an entry that ends without a stop, as an item's title does, and more than one gap in the values of a list;
- labels nested deeper than five levels, but for a list under a number of five parts;
- in plain text, a heading that is neither in capitals nor ends with a colon: it is a short paragraph there.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from tests.corpus.composing import wording
from tests.corpus.composing.itemnumbers import numbers
from tests.corpus.composing.labels import LOOKS, MOST, Look
from tests.corpus.composing.meeting import Meeting, Target, Written, WrittenItem


def compose(seed: int, target: Target, *, most_items: int = 6) -> Meeting:
    """Return the minutes of a seed for a rendering."""
    chance = Random(seed)  # noqa: S311 - a test repeats what it drew
    council, committee = chance.choice(wording.COUNCILS), chance.choice(wording.COMMITTEES)
    held = date(chance.randint(2008, 2024), chance.randint(1, 12), chance.randint(1, 28))
    when = f"{held:%A} {held.day} {held:%B} {held.year} at 10.00 am"
    head = (
        council.upper() if chance.random() < 0.4 else council,
        committee.upper() if chance.random() < 0.4 else committee,
        f"Minutes of the meeting held on {when} in the Council Chamber",
    )
    runs = [0]
    items = [WrittenItem("", None, "", _present(chance))] if chance.random() < 0.7 else []
    for number in numbers(chance, chance.randint(2, most_items)):
        composer = _Composer(chance, target, number.base, runs)
        composer.item(numbered=bool(number.base) and chance.random() < 0.45)
        items.append(WrittenItem(number.printed, number.name, number.title, tuple(composer.written), number.flagged))
    return Meeting(council, committee, held, head, tuple(items))


def _present(chance: Random) -> tuple[Written, ...]:
    names = ", ".join(
        f"{name} (Chair)" if n == 0 else name for n, name in enumerate(chance.sample(wording.SURNAMES, 6))
    )
    rows = [Written(f"Present: Councillors {names}")]
    if chance.random() < 0.5:
        rows.append(Written(f"Apologies: {wording.name(chance)} and {wording.name(chance)}"))
    return tuple(rows)


# What writes an entry of a list, without its stop.
Says = Callable[[Random], str]


class _Composer:
    """Writes one item.

    base: what the labels of its numbered paragraphs begin with. runs: the lists so far. open: the looks of the lists
    that are open. above: how deep the numbered paragraph stands that they are in.
    """

    def __init__(self, chance: Random, target: Target, base: str, runs: list[int]) -> None:
        self.chance = chance
        self.target = target
        self.base = base
        self.runs = runs
        self.written: list[Written] = []
        self.open: list[Look] = []
        self.above = 0

    def item(self, *, numbered: bool) -> None:
        if self._may(0.3):
            self._prose()
        if numbered:
            self._numbered((), None)
            if self._may(0.3):
                self._section()
        else:
            for _ in range(self.chance.randint(1, 5)):
                self._section()

    def _section(self) -> None:
        """Write a part of an item that stands for itself."""
        self.chance.choice(
            (self._prose, self._tricky, self._heading, self._table, self._resolution, self._listed, self._listed)
        )()

    def _prose(self) -> None:
        for _ in range(self.chance.choice((1, 1, 2))):
            self._put(Written(wording.prose(self.chance)))

    def _tricky(self) -> None:
        self._put(Written(wording.tricky(self.chance)))

    def _heading(self) -> None:
        text = self.chance.choice(wording.HEADINGS)
        forms = (text.upper(), f"{text}:", text) if self.target.headings else (text.upper(), f"{text}:")
        forms = tuple(form for form in forms if not form.isupper() or " " in form)
        self._put(Written(self.chance.choice(forms), "heading"))

    def _table(self) -> None:
        announcement = self._put(Written("The interests and sums were as follows:"))
        for _ in range(self.chance.randint(2, 4)):
            cells = wording.cells(self.chance)
            self._put(Written(" | ".join(cells), "row", parent=announcement, cells=cells))
        self._put(Written(wording.prose(self.chance)))

    def _resolution(self) -> None:
        if self._may(0.3):
            words, key = self.chance.choice(_WHOLE)
            self._put(Written(words.format(clause=wording.resolution(self.chance)[5:]), "lead", path=(key,)))
            self._prose()
            return
        words, key = self.chance.choice(_LEADS)
        lead = self._put(Written(words, "lead", path=(key,)))
        if words != "RESOLVED" and self._may(0.2):
            self._put(Written(f"That {self.chance.choice(wording.THINGS)} be noted.", parent=lead))
        else:
            if words == "RESOLVED":
                self._put(Written(self.chance.choice(("THAT:", "That:", "to:")), path=(key,), parent=lead))
            self._list((key,), lead, wording.resolution)
        self._prose()

    def _listed(self) -> None:
        announced = self._may(0.8)
        text = wording.announcement(self.chance) if announced else wording.prose(self.chance)
        before = self._put(Written(text))
        self._list((), before if announced else None, wording.clause)
        if self._may(0.5):
            self._prose()
            if self._may(0.3):
                self._put(Written(wording.announcement(self.chance)))
                before = len(self.written) - 1
                self._list((), before, wording.clause)

    def _list(self, path: tuple[str, ...], parent: int | None, says: Says) -> None:
        """Write a list, and the lists inside its entries."""
        look = self._look()
        self.open.append(look)
        self.runs[0] += 1
        run, depth, value = self.runs[0], self.above + len(self.open) - 1, 0
        count = min(MOST[look.scheme], self.chance.choice((2, 2, 2, 3, 3, 3, 4, 5, 6, 11, 28)))
        nested = count < 12 and depth < 4
        skipped = self.chance.randint(1, count) if self._may(0.1) and not look.is_bullet else 0
        for position in range(count):
            value += 2 if position and position == skipped and value + 2 <= MOST[look.scheme] else 1
            last = position == count - 1 or value >= MOST[look.scheme]
            self._entry(
                Written("", "entry", look.printed(value), path, parent, look, value, depth=depth, run=run),
                says=says,
                last=last,
                nested=nested,
            )
            if last:
                break
        self.open.pop()

    def _entry(self, entry: Written, *, says: Says, last: bool, nested: bool) -> None:
        """Write an entry and what belongs to it. entry.path: that of its list."""
        outside, look = entry.path, entry.look
        inside = outside if look is None or look.is_bullet else (*outside, look.name(entry.value))
        entry = replace(entry, path=() if look is not None and look.is_bullet else inside)
        opens = nested and self._may(0.25 / (1 + entry.depth))
        text = f"{says(self.chance)}{':' if opens else '.' if last else self._stop()}"
        own = self._put(replace(entry, text=text))
        if opens:
            self._list(inside, own, says)
        elif nested and look is not None and not look.is_bullet and self._may(0.02):
            self._bracketed(own, inside)
        if nested and self._may(0.06):
            self._action()
        if not last and look is not None and not look.is_bullet and self._may(0.08):
            self._continuation(own, inside, says)

    def _continuation(self, owner: int, path: tuple[str, ...], says: Says) -> None:
        """Write a paragraph without a label that belongs to the entry before it, for the list goes on after it."""
        if self.above + len(self.open) < 4 and self._may(0.2):
            announcing = self._put(Written(wording.announcement(self.chance), path=path, parent=owner))
            self._list(path, announcing, says)
            return
        text = wording.tricky(self.chance) if self._may(0.2) else wording.prose(self.chance)
        self._put(Written(text, path=path, parent=owner))

    def _bracketed(self, owner: int, path: tuple[str, ...]) -> None:
        """Write what stands in brackets from an entry on: without labels, but the entry's until they close."""
        entry = self.written[owner]
        self.written[owner] = replace(entry, text=f"{entry.text[:-1]}. [For information, the answer was:")
        for _ in range(self.chance.randint(0, 2)):
            self._put(Written(wording.prose(self.chance), path=path, parent=owner))
        self._put(Written(f"{wording.prose(self.chance)}]", path=path, parent=owner))

    def _action(self) -> None:
        follows = next(
            n for n in range(len(self.written) - 1, -1, -1) if self.written[n].kind not in {"action", "heading"}
        )
        gap = self.chance.choice((" ", "\u00a0\u00a0\u00a0"))
        text = f"{self.chance.choice(('ACTION', 'Action'))}:{gap}{wording.name(self.chance)}"
        self._put(Written(text, "action", parent=follows))

    def _numbered(self, above: tuple[int, ...], parent: int | None) -> None:
        """Write paragraphs that are numbered after the item: 45.1, 45.2, and 45.2.1 inside."""
        value, count = 0, self.chance.choice((2, 3, 4, 6, 12) if not above else (2, 2, 3))
        for position in range(count):
            if position == 0 or not self._may(0.02):
                value += 1
            own = self._paragraph((*above, value), parent)
            last = position == count - 1
            if not last and self._may(0.12):
                self.above = len(above) + 1
                self._continuation(own, self.written[own].path, wording.clause)
                self.above = 0
            elif not last and not above and self._may(0.15):
                self._between()

    def _paragraph(self, place: tuple[int, ...], parent: int | None) -> int:
        label = ".".join((self.base, *map(str, place)))
        deeper = len(place) < (5 - len(self.base.split(".")) if "/" not in self.base else 3)
        opens, listed = deeper and self._may(0.15), self._may(0.2)
        text = wording.announcement(self.chance) if opens or listed else wording.prose(self.chance)
        if place != (1,) and not (opens or listed) and self._may(0.05):
            text = f"{text[0].lower()}{text[1:]}" if text[0].isalpha() else text
        resolves = not (opens or listed) and self._may(0.06)
        text = self.chance.choice(("Resolved:", "RESOLVED that:", "Recommended –")) if resolves else text
        path = (label,)
        own = self._put(
            Written(text, "entry", label, path, parent, numbers=place, depth=len(place) - 1, run=-len(place))
        )
        if opens:
            self._numbered(place, own)
        elif listed or resolves:
            self.above = len(place)
            self._list(path, own, wording.resolution if resolves else wording.clause)
            self.above = 0
        if self._may(0.08):
            self._action()
        return own

    def _between(self) -> None:
        """Write what stands between numbered paragraphs: a heading, or a resolution."""
        if self._may(0.5):
            self._heading()
            return
        words, key = self.chance.choice(_LEADS[1:])
        lead = self._put(Written(words, "lead", path=(key,)))
        self._list((key,), lead, wording.resolution)

    def _look(self) -> Look:
        """Return the look of a list that nobody could take for one of the lists around it."""
        if self._may(0.25):
            glyphs = [glyph for glyph in self.target.glyphs if Look("bullet", glyph) not in self.open]
            return Look("bullet", self.chance.choice(glyphs))
        around = {_seen(look) for look in self.open}
        return self.chance.choice([look for look in LOOKS if _seen(look) not in around])

    def _stop(self) -> str:
        return self.chance.choice((";", ";", ".", ".", "; and", ","))

    def _put(self, written: Written) -> int:
        self.written.append(written)
        return len(self.written) - 1

    def _may(self, share: float) -> bool:
        return self.chance.random() < share


def _seen(look: Look) -> tuple[str, str]:
    """Return how a look strikes the eye: nobody tells `(1).` from `(1)`."""
    return look.scheme, look.shape.replace(").", ")")


_LEADS = (
    ("RESOLVED", "resolved"),
    ("RESOLVED:", "resolved"),
    ("RESOLVED –", "resolved"),
    ("RESOLVED that:", "resolved"),
    ("Resolved:", "resolved"),
    ("UNANIMOUSLY RESOLVED that:", "resolved"),
    ("It was RESOLVED to:", "resolved"),
    ("The Committee resolved that:", "resolved"),
    ("RECOMMENDED:", "recommended"),
    ("Recommendations:", "recommended"),
    ("AGREED that:", "agreed"),
    ("Decision:", "decided"),
)
_WHOLE = (
    ("RESOLVED – That {clause}.", "resolved"),
    ("RESOLVED that {clause}.", "resolved"),
    ("It was agreed that {clause}.", "agreed"),
    ("Resolved: that {clause}.", "resolved"),
)

"""The labels of composed minutes in, the list definitions out by which Word prints them itself."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import quoteattr

from docx.oxml.ns import nsdecls

from tests.corpus.composing.labels import Look
from tests.corpus.composing.meeting import Meeting, Written, WrittenItem

_KINDS = {
    "number": "decimal",
    "letter": "lowerLetter",
    "roman": "lowerRoman",
    "capital letter": "upperLetter",
    "capital roman": "upperRoman",
    "bullet": "bullet",
}
# Bullets as Word writes them: a private-use character, and the font that prints it.
_FONTS = {
    "•": ("\uf0b7", "Symbol"),
    "▪": ("\uf0a7", "Wingdings"),
    "➢": ("\uf0d8", "Wingdings"),
    "o": ("o", "Courier New"),
}
_DEEPEST = 9


class Numbers:
    """Says which list prints the label of each paragraph, "" where it must be typed.

    One definition of many levels numbers the items and the paragraphs under them. A tree of lists has a definition with
    a level for each depth; a list that looks otherwise, or that is the second inside one entry, has one of its own.
    """

    def __init__(self, meeting: Meeting, *, automatic_items: bool) -> None:
        numbers = [item for item in meeting.items if item.number is not None]
        self.pattern, self.start = _pattern(numbers) if automatic_items else ("", 0)
        self.abstracts: list[list[str]] = []
        self.nums: list[tuple[int, int]] = []
        self.of_runs: dict[int, int] = {}
        self.numbered = False
        if self.pattern:
            levels = [_level(0, "decimal", self.pattern, self.start)]
            levels += [
                _level(depth, "decimal", ".".join((self.pattern, *(f"%{n}" for n in range(2, depth + 2)))))
                for depth in range(1, 6)
            ]
            self.items = self._num(self._abstract(levels), depth=-1)

    def definitions(self) -> Iterator[str]:
        """Yield the definitions and the lists that use them."""
        for identity, levels in enumerate(self.abstracts):
            inside = "".join(levels)
            yield f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">{inside}</w:abstractNum>'
        for identity, (abstract, depth) in enumerate(self.nums, start=1):
            again = (
                f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="1"/></w:lvlOverride>' if depth >= 0 else ""
            )
            yield f'<w:num {nsdecls("w")} w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{again}</w:num>'

    def of_item(self) -> str:
        """Return the properties of an item's title that Word numbers, "" where its number is typed."""
        return _properties(self.items, 0) if self.pattern else ""

    def begin(self, item: WrittenItem, *, automatic: bool) -> None:
        """Prepare the lists of an item."""
        if not automatic:
            return
        places = [one.numbers for one in item.paragraphs if one.numbers]
        self.numbered = bool(self.pattern) and _is_regular(places)
        levels: dict[int, Look] = {}
        tree, inside = -1, set[tuple[int | None, int]]()
        for run, entries in _runs(item.paragraphs).items():
            look, depth, parent = entries[0].look, entries[0].depth, entries[0].parent
            if look is None or [entry.value for entry in entries] != list(range(1, len(entries) + 1)):
                continue
            owner = parent
            while owner is not None and item.paragraphs[owner].kind != "entry":
                owner = item.paragraphs[owner].parent
            root = (
                owner is None or item.paragraphs[owner].look is None or item.paragraphs[owner].run not in self.of_runs
            )
            if root:
                levels, inside = _looks(item.paragraphs, run, look, depth), set()
                tree = self._abstract([_level_of(look, depth) for depth, look in sorted(levels.items())])
                self.of_runs[run] = self._num(tree, depth)
                shared = self.of_runs[run]
            elif (
                levels.get(depth) == look
                and (owner, depth) not in inside
                and self.of_runs[item.paragraphs[owner].run] == shared
            ):
                self.of_runs[run] = shared
            else:
                own = self._abstract([_level_of(look, depth)])
                self.of_runs[run] = self._num(own, depth)
            inside.add((owner, depth))

    def of(self, one: Written) -> str:
        """Return the properties of a paragraph that Word numbers, "" where its label is typed."""
        if one.numbers:
            return _properties(self.items, len(one.numbers)) if self.numbered else ""
        return _properties(self.of_runs[one.run], one.depth) if one.run in self.of_runs else ""

    def _abstract(self, levels: list[str]) -> int:
        self.abstracts.append(levels)
        return len(self.abstracts) - 1

    def _num(self, abstract: int, depth: int) -> int:
        self.nums.append((abstract, depth))
        return len(self.nums)


def _pattern(items: Sequence[WrittenItem]) -> tuple[str, int]:
    """Return how Word would write the numbers of items, and the first; "" where it cannot, or one is flagged."""
    if any(item.flagged for item in items):
        return "", 0
    for template in ("%1.", "%1"):
        number = items[0].printed.rstrip(".")
        if number.isdigit() and [item.printed for item in items] == [
            template.replace("%1", str(int(number) + n)) for n in range(len(items))
        ]:
            return "%1", int(number)
    return "", 0


def _is_regular(places: Sequence[tuple[int, ...]]) -> bool:
    """Return whether numbers are those that Word would count: 1, 1.1, 1.2, 2."""
    counts: dict[int, int] = {}
    for place in places:
        depth = len(place)
        counts = {level: count for level, count in counts.items() if level <= depth}
        counts[depth] = counts.get(depth, 0) + 1
        if place != tuple(counts.get(level, 1) for level in range(1, depth + 1)):
            return False
    return True


def _runs(paragraphs: Sequence[Written]) -> dict[int, list[Written]]:
    runs: dict[int, list[Written]] = {}
    for one in paragraphs:
        if one.kind == "entry" and one.look is not None:
            runs.setdefault(one.run, []).append(one)
    return runs


def _looks(paragraphs: Sequence[Written], run: int, look: Look, depth: int) -> dict[int, Look]:
    """Return the look of each depth of the tree of lists that begins with a run: that of its first list there."""
    looks, begun = {depth: look}, False
    for one in paragraphs:
        begun = begun or one.run == run
        if begun and one.kind == "entry" and one.look is not None:
            if one.depth <= depth and one.run != run:
                break
            looks.setdefault(one.depth, one.look)
    return looks


def _level_of(look: Look, depth: int) -> str:
    glyph, font = _FONTS.get(look.shape, (look.shape, "")) if look.is_bullet else ("", "")
    text = glyph if look.is_bullet else look.shape.replace("{}", f"%{depth + 1}")
    return _level(depth, _KINDS[look.scheme], text, font=font)


def _level(depth: int, kind: str, text: str, start: int = 1, font: str = "") -> str:
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:hint="default"/></w:rPr>' if font else ""
    indent = f'<w:pPr><w:ind w:left="{360 * depth + 360}" w:hanging="360"/></w:pPr>'
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>{indent}{fonts}</w:lvl>'
    )


def _properties(num: int, depth: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'

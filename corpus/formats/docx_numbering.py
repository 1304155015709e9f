"""The list definitions of a Word file in, the label that Word prints before each numbered paragraph out.

Word does not store its automatic numbers: it counts them anew whenever it shows the page. So does this module. Lists
that share a definition (`abstractNum`) share its counts; a list (`num`) may begin a level again the first time that it
uses it. Source: ECMA-376, part 1, section 17.9.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.formats.docx_styles import Indent, Styles, indent_of, look_of
from corpus.formats.docx_xml import COMPATIBILITY, Element, W, chosen, find, is_on, number, value
from corpus.formats.symbols import printed
from corpus.minutes import fold


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list.

    start: its first number. kind: Word's name for how it is written (`lowerRoman`). text: what is printed, `%1` for the
    number of the first level. restart: the level from 1 whose use begins this one again, 0 for none, None for any above
    it. legal: every number is printed as digits. style: id of the paragraph style that is numbered by it. capitals,
    hidden, font: how the label looks. width: the digits it is filled up to with zeros.
    """

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    capitals: bool = False
    hidden: bool = False
    font: str | None = None
    indent: Indent = field(default=Indent())
    width: int = 0


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the id of its definition, its levels, and the numbers that levels of its own begin with."""

    definition: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


class Numbering:
    """The lists of one file, and how far each has been counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take the numbering part's root, None where the file has none."""
        self._lists = _lists(root, styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level(self, identity: str, depth: int) -> Level | None:
        """Return a level of a list, by the list's id and its depth from 0; None where there is none."""
        known = self._lists.get(identity)
        return known.levels.get(depth) if known is not None else None

    def depth_of_style(self, identity: str, style: str) -> int | None:
        """Return the depth of the level of a list that numbers a style, or None."""
        known = self._lists.get(identity)
        levels = known.levels.items() if known is not None else ()
        return next((depth for depth, level in levels if level.style == style), None)

    def count(self, identity: str, depth: int) -> str | None:
        """Count one more paragraph of a list, and return the label that is printed before it; None where none is."""
        known = self._lists.get(identity)
        if known is None or depth not in known.levels:
            return None
        counts = self._counts.setdefault(known.definition, {})
        first_use = (identity, depth) not in self._begun
        self._begun.add((identity, depth))
        if (first_use and depth in known.starts) or depth not in counts:
            counts[depth] = _start(known, depth)
        else:
            counts[depth] += 1
        for above in range(depth):
            counts.setdefault(above, _start(known, above))
        for below in [below for below in counts if below > depth]:
            restart = known.levels[below].restart if below in known.levels else None
            if depth < (below if restart is None else restart):
                del counts[below]
        return _label(known.levels, depth, counts)


def _lists(root: Element | None, styles: Styles) -> dict[str, _List]:
    if root is None:
        return {}
    definitions = {element.get(f"{W}abstractNumId", ""): element for element in root.findall(f"{W}abstractNum")}
    nums = {element.get(f"{W}numId", ""): element for element in root.findall(f"{W}num")}
    lists: dict[str, _List] = {}
    for identity, num in nums.items():
        definition = _definition(value(num, "abstractNumId") or "", definitions, nums, styles)
        if definition is None:
            continue
        levels, starts = _levels(definitions[definition]), {}
        for override in num.findall(f"{W}lvlOverride"):
            depth = number(override.get(f"{W}ilvl")) or 0
            start = number(value(override, "startOverride"))
            levels |= _levels(override)
            if start is not None:
                starts[depth] = start
        lists[identity] = _List(definition, levels, starts)
    return lists


def _definition(
    identity: str, definitions: Mapping[str, Element], nums: Mapping[str, Element], styles: Styles
) -> str | None:
    """Return the id of the definition that a list uses: one may stand for the list of a style (`numStyleLink`)."""
    if identity not in definitions:
        return None
    linked = value(definitions[identity], "numStyleLink")
    numbering = styles.named(linked).numbering if linked else None
    other = value(nums.get(numbering or ""), "abstractNumId")
    return other if other in definitions else identity


def _levels(parent: Element) -> dict[int, Level]:
    return {number(level.get(f"{W}ilvl")) or 0: _level(level) for level in parent.findall(f"{W}lvl")}


def _level(element: Element) -> Level:
    look, start = element.find(f"{W}rPr"), number(value(element, "start"))
    kind, width = _kind(element)
    return Level(
        start=1 if start is None else start,
        kind=kind,
        text=value(element, "lvlText") or ("•" if value(element, "lvlPicBulletId") else ""),
        restart=number(value(element, "lvlRestart")),
        legal=is_on(element, "isLgl") or False,
        style=value(element, "pStyle") or "",
        capitals=is_on(look, "caps") or False,
        hidden=is_on(look, "vanish") or False,
        font=look_of(look).font,
        indent=indent_of(find(element, "pPr")),
        width=width,
    )


def _kind(element: Element) -> tuple[str, int]:
    """Return how a level's numbers are written, and how many digits they are filled up to (`001, 002, …` is 3)."""
    alternatives = element.find(f"{COMPATIBILITY}AlternateContent")
    found = find(element, "numFmt")
    if found is None and alternatives is not None:
        found = find(chosen(alternatives), "numFmt")
    if found is None:
        return "decimal", 0
    pattern = re.match(r"0*1\b", found.get(f"{W}format", ""))
    return found.get(f"{W}val", "decimal"), len(pattern[0]) if pattern else 0


def _start(known: _List, depth: int) -> int:
    return known.starts.get(depth, known.levels[depth].start if depth in known.levels else 1)


def _label(levels: Mapping[int, Level], depth: int, counts: Mapping[int, int]) -> str | None:
    level = levels[depth]
    if level.hidden:
        return None

    def number_of(match: re.Match[str]) -> str:
        named = int(match[1]) - 1
        if named > depth or named not in levels:
            return ""
        kind = "decimal" if level.legal and levels[named].kind != "decimalZero" else levels[named].kind
        return written(counts[named], kind, levels[named].width)

    text = printed(re.sub(r"%([1-9])", number_of, level.text), level.font)
    return fold(text.upper() if level.capitals else text) or None


def written(count: int, kind: str, width: int = 0) -> str:
    """Return a number as a level writes it; a way of writing that is not known here is digits.

    `lowerLetter` goes on with `aa`, `bb` after `z`, as Word does. `none` and `bullet` write nothing.
    """
    if kind in {"none", "bullet"}:
        return ""
    if kind == "decimalZero":
        return f"{count:02}"
    if kind == "ordinal":
        teen = 10 < count % 100 < 14
        return f"{count}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(count % 10, 'th')}"
    if kind in {"lowerLetter", "upperLetter"} and 1 <= count <= _MOST_LETTERS:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters.upper() if kind == "upperLetter" else letters
    if kind in {"lowerRoman", "upperRoman"} and 1 <= count <= _MOST_ROMAN:
        numeral = _roman(count)
        return numeral if kind == "upperRoman" else numeral.casefold()
    return str(count).zfill(width)


def _roman(count: int) -> str:
    numeral = ""
    for worth, letters in _NUMERALS:
        numeral += letters * (count // worth)
        count %= worth
    return numeral


# Beyond these Word writes neither letters nor numerals, and a file could ask for a label of millions of them.
_MOST_LETTERS = 780
_MOST_ROMAN = 32_767
_NUMERALS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip

"""The styles of a Word file in, what a paragraph or a run of text looks like out.

A style stands on another one; what it does not say, that one does. What a paragraph or a run says itself goes before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.formats.docx_xml import Element, W, find, is_on, number, value


@dataclass(frozen=True, slots=True)
class Indent:
    """Where a paragraph's text begins, in twentieths of a point from the margin; None where it is not said.

    left: of the lines after the first. first: of the first line, from there (negative where it hangs out).
    """

    left: int | None = None
    first: int | None = None

    def over(self, other: "Indent") -> "Indent":
        """Return this indent, with another's values where this one says nothing."""
        return Indent(other.left if self.left is None else self.left, other.first if self.first is None else self.first)

    @property
    def spaces(self) -> int:
        """The spaces before the first line's first character; a space is three points wide in twelve-point type."""
        return max(0, ((self.left or 0) + (self.first or 0)) // _TWENTIETHS_IN_A_SPACE)


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of how characters look; None where nothing is."""

    bold: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, other: "Look") -> "Look":
        """Return this look, with another's values where this one says nothing."""
        return Look(
            other.bold if self.bold is None else self.bold,
            other.hidden if self.hidden is None else self.hidden,
            self.font or other.font,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it takes from those it stands on.

    outline: level from 0 (9 is body text). numbering: id of its list, and numbered_by: the style that names it.
    level: level in that list, from 0.
    """

    name: str = ""
    outline: int | None = None
    numbering: str | None = None
    numbered_by: str = ""
    level: int | None = None
    indent: Indent = field(default=Indent())
    look: Look = field(default=Look())

    @property
    def heading(self) -> int:
        """The level of the heading that the style makes, from 1; 0 where it makes none."""
        named = re.fullmatch(r"heading ([1-9])", self.name.casefold())
        if self.outline is not None:
            return self.outline + 1 if 0 <= self.outline < 9 else 0
        return int(named[1]) if named else {"title": 1, "subtitle": 2}.get(self.name.casefold(), 0)


class Styles:
    """The styles of one file."""

    def __init__(self, root: Element | None) -> None:
        """Take the styles part's root, None where the file has none."""
        found = root.findall(f"{W}style") if root is not None else []
        self._elements = {style.get(f"{W}styleId", ""): style for style in found}
        self._made: dict[str, Style] = {}
        self._usual = next(
            (
                style.get(f"{W}styleId", "")
                for style in found
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}
            ),
            "",
        )

    def of_paragraph(self, properties: Element | None) -> Style:
        """Return the style of a paragraph, by its properties."""
        return self.named(value(properties, "pStyle") or self._usual)

    def named(self, identity: str) -> Style:
        """Return a style by its id; an unknown one says nothing."""
        if identity not in self._made:
            style = Style()
            for name, element in reversed(list(self._chain(identity))):
                style = _laid_over(name, element, style)
            self._made[identity] = style
        return self._made[identity]

    def of_run(self, properties: Element | None, paragraph: Style) -> Look:
        """Return how a run of text looks, by its properties and its paragraph's style.

        A switch (bold, hidden) that both the paragraph's style and the run's put on is off: that is how an emphasised
        word stands out in a bold heading. Source: ECMA-376, part 1, section 17.7.3.
        """
        named = value(properties, "rStyle")
        style = self.named(named).look if named else Look()
        both = Look(
            bold=_one_of(style.bold, paragraph.look.bold),
            hidden=_one_of(style.hidden, paragraph.look.hidden),
            font=style.font or paragraph.look.font,
        )
        return look_of(properties).over(both)

    def _chain(self, identity: str) -> Iterator[tuple[str, Element]]:
        """Yield a style and those it stands on; a file may make them stand on each other."""
        seen: set[str] = set()
        while identity in self._elements and identity not in seen:
            seen.add(identity)
            yield identity, self._elements[identity]
            identity = value(self._elements[identity], "basedOn") or ""


def look_of(properties: Element | None) -> Look:
    """Return what the properties of a run say of its look."""
    fonts = find(properties, "rFonts")
    return Look(
        bold=is_on(properties, "b"),
        hidden=is_on(properties, "vanish"),
        font=(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")) if fonts is not None else None,
    )


def indent_of(properties: Element | None) -> Indent:
    """Return the indent that the properties of a paragraph say."""
    found = find(properties, "ind")
    if found is None:
        return Indent()
    left = number(found.get(f"{W}left") or found.get(f"{W}start"))
    hanging, first = number(found.get(f"{W}hanging")), number(found.get(f"{W}firstLine"))
    return Indent(left=left, first=-hanging if hanging is not None else first)


def _laid_over(identity: str, element: Element, below: Style) -> Style:
    properties = find(element, "pPr")
    numbering = value(properties, "numPr", "numId")
    level = number(value(properties, "numPr", "ilvl"))
    outline = number(value(properties, "outlineLvl"))
    return Style(
        name=value(element, "name") or identity,
        outline=below.heading - 1 if outline is None and below.heading else outline,
        numbering=below.numbering if numbering is None else numbering,
        numbered_by=below.numbered_by if numbering is None else identity,
        level=below.level if level is None else level,
        indent=indent_of(properties).over(below.indent),
        look=look_of(find(element, "rPr")).over(below.look),
    )


def _one_of(one: bool | None, other: bool | None) -> bool | None:
    return None if one is None and other is None else bool(one) != bool(other)


_TWENTIETHS_IN_A_SPACE = 60

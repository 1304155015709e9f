"""The nouns of composed minutes: what was written, with the label, path and parent that a reader should find."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tests.corpus.composing.labels import Look

Kind = Literal["plain", "entry", "heading", "lead", "action", "row"]


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it was meant.

    parent: index of the paragraph of its item that it belongs to; None where it stands for itself. look, value: how its
    label is made, None and 0 for one that names its whole path (45.1.2), whose `numbers` are those after the item's.
    depth: how many lists it stands in. run: which list of the meeting it is in. cells: those of a table's row.
    """

    text: str
    kind: Kind = "plain"
    label: str = ""
    path: tuple[str, ...] = ()
    parent: int | None = None
    look: Look | None = None
    value: int = 0
    numbers: tuple[int, ...] = ()
    depth: int = 0
    run: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """An item: its number as printed (`26.`) and as it is named (`26`), whether a `*` flags it, and its title."""

    printed: str
    number: str | None
    title: str
    paragraphs: tuple[Written, ...]
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """Composed minutes. head: the lines above all items, which state council, committee and date."""

    council: str
    committee: str
    held: date
    head: tuple[str, ...]
    items: tuple[WrittenItem, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What a rendering can show. glyphs: its bullets. headings: whether it marks a heading that is a plain line."""

    glyphs: str
    headings: bool = True
    looks: tuple[Look, ...] = field(default=())

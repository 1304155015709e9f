"""What every layout gives: the blocks of a source sorted into items, with the metadata the source states."""

from dataclasses import dataclass, field
from typing import Literal

from corpus.blocks import Block
from corpus.minutes import Metadata

PartKind = Literal["agenda", "decision", "minutes", "attendance", "action"]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks of one item: what the agenda announced, the decision as published apart, or the minutes.

    attendance, action: who was there, and who is to do something, where the source tells it apart from the minutes.
    """

    kind: PartKind
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """An item before its paragraphs are numbered. number: as printed, its dot taken off; None where none is."""

    number: str | None
    title: str
    section: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A source sorted into items.

    single: the source is the page of one agenda item, not of a meeting. several: its items are of several meetings, so
    that it has no date of its own and each item's section or title says which. left_out: texts that are furniture of
    the page or were read as metadata, in order; with the items they make up the whole source. warnings: what else the
    person who adds it should know. withholds: the source holds more than may be shown, which is nowhere in here.
    """

    metadata: Metadata
    items: tuple[OutlineItem, ...]
    single: bool = False
    several: bool = False
    left_out: tuple[str, ...] = field(default=())
    warnings: tuple[str, ...] = ()
    withholds: bool = False

"""The page of one agenda item (ModernGov's `mgAi.aspx`), as HTML or as exported text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.blocks import Block
from corpus.layouts.furniture import (
    is_attachment,
    is_furniture,
    is_head_furniture,
    opens_attachments,
    part_marker,
    without_file_size,
    without_lines_to_sign,
)
from corpus.layouts.heads import council_in, meeting_of, number_in_title, stated_by
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether `Agenda item` stands by itself among the first lines of the page's content."""
    first = [block for block in blocks if not block.chrome][:6]
    return any(_opens(block) for block in first)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the page's one item: the title after `Agenda item`, then its parts without the lists of documents.

    Where `Minutes:` or `Decision:` is printed, what stands before it is the agenda; else all of it is the minutes.
    """
    content, to_sign = without_lines_to_sign([block for block in blocks if not block.chrome])
    start = next(n for n, block in enumerate(content) if _opens(block))
    reader = _Reader(
        metadata=Metadata(council=council_in(block for block in blocks if block.chrome)).over(
            stated_by(content[:start])
        ),
        kind=_first_kind(content),
        left_out=[fold(block.text) for block in (*(block for block in blocks if block.chrome), *content[: start + 1])],
    )
    for block in content[start + 1 :]:
        reader.take(block, fold(block.text))
    reader.parts.append(Part(reader.kind, tuple(reader.current)))
    parts = tuple(part for part in reader.parts if part.blocks)
    return Outline(
        metadata=reader.metadata,
        items=(OutlineItem(reader.metadata.item or number_in_title(reader.title), reader.title, "", parts),),
        single=True,
        left_out=(*reader.left_out, *(fold(block.text) for block in to_sign)),
    )


@dataclass(slots=True)
class _Reader:
    """What was read so far. attachments: the list of documents is open. kind, current: the part that is open."""

    metadata: Metadata
    kind: PartKind
    left_out: list[str]
    title: str = ""
    attachments: bool = False
    parts: list[Part] = field(default_factory=list)
    current: list[Block] = field(default_factory=list)

    def take(self, block: Block, text: str) -> None:
        in_head = not self.parts and not self.current
        meeting, marked = meeting_of(text), part_marker(text)
        if opens_attachments(text):
            self.attachments = True
        elif marked is not None:
            self.parts.append(Part(self.kind, tuple(self.current)))
            self.kind, self.current, self.attachments = marked, [], False
        elif self.attachments and is_attachment(block):
            pass
        elif in_head and meeting is not None:
            self.metadata = meeting.over(self.metadata)
        elif not self.title and not is_head_furniture(replace(block, text=without_file_size(text)[0])):
            self.title, size = without_file_size(text)
            self.left_out += [size] if size else []
            return
        elif not (is_head_furniture(block) if in_head else is_furniture(block)):
            self.attachments = False
            self.current.append(block)
            return
        self.left_out.append(text)


def _opens(block: Block) -> bool:
    return fold(block.text).casefold() in {"agenda item", "eitem agenda", "eitem ar yr agenda"}


def _first_kind(content: Sequence[Block]) -> PartKind:
    marked = any(part_marker(fold(block.text)) is not None for block in content)
    return "agenda" if marked else "minutes"

"""ModernGov's page of a whole meeting (`ieListDocuments.aspx`): a table with a row for each item."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.blocks import Block
from corpus.layouts.furniture import (
    is_attachment,
    is_furniture,
    opens_attachments,
    part_marker,
    without_file_size,
    without_lines_to_sign,
)
from corpus.layouts.heads import council_in, meeting_title, published_status
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether the page has the meeting's title and at least one numbered item, by ModernGov's names for them."""
    return any("mgSubTitleTxt" in block.style for block in blocks) and any(_starts_item(block) for block in blocks)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the meeting's items in the order of the table; a row without a number is the section of those after it."""
    reader = ItemReader(metadata=Metadata(council=council_in(block for block in blocks if block.chrome)))
    lines = [block for block in blocks if not block.chrome]
    to_sign = {id(block) for block in without_lines_to_sign(lines)[1] if "mgAiTitleTxt" not in block.style}
    for block in blocks:
        if id(block) in to_sign:
            reader.left_out.append(fold(block.text))
        else:
            reader.take(block)
    reader.end_item()
    return Outline(metadata=reader.metadata, items=tuple(reader.items), left_out=tuple(reader.left_out))


def printed_number(text: str) -> str:
    """Return an item's number as it is cited: without the asterisk of some councils before it and the dot after it."""
    return text.strip("* ").rstrip(".")


@dataclass(slots=True)
class ItemReader:
    """Takes the blocks of a page one after another and gathers items.

    started: an item is open. unnumbered: a section was opened and nothing came since that makes it one: where it stands
    in left_out, and the section before it.
    """

    metadata: Metadata
    items: list[OutlineItem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    section: str = ""
    number: str | None = None
    title: str = ""
    started: bool = False
    unnumbered: tuple[int, str] | None = None
    attachments: bool = False
    kind: PartKind = "agenda"
    parts: list[tuple[PartKind, list[Block]]] = field(default_factory=list)

    def take(self, block: Block) -> None:
        text = fold(block.text)
        if _starts_item(block):
            self.end_item()
            self.number, self.started, self.unnumbered = printed_number(text), True, None
        # The flag of an item may stand in a column of its own.
        elif text == "*" or ("mgItemNumberCell" in block.style and not any(map(str.isalnum, text))):
            self.left_out.append(text)
        elif block.chrome or not (self.started or self._has_minutes(text)):
            self._take_head(block, text)
        elif "mgAiTitleTxt" in block.style:
            self._take_title(text)
        elif opens_attachments(text):
            self.attachments = True
            self.left_out.append(text)
        elif (marked := part_marker(text)) is not None:
            self.kind, self.attachments = marked, False
            self.parts.append((marked, []))
            self.left_out.append(text)
        elif is_furniture(block) or (self.attachments and is_attachment(block)):
            self.left_out.append(text)
        else:
            self.attachments = False
            if not self.parts:
                self.parts.append((self.kind, []))
            self.parts[-1][1].append(block)

    def _take_head(self, block: Block, text: str) -> None:
        """A line before the first item, or chrome: it states metadata, is the heading of a section, or is furniture."""
        if "mgSubTitleTxt" in block.style and (stated := meeting_title(text)) is not None:
            self.metadata = stated.over(self.metadata)
        elif "mgMainTitleTxt" in block.style:
            self.metadata = Metadata(status=published_status(text)).over(self.metadata)
        elif "mgAiTitleTxt" in block.style:
            self._open_section(text)
            return
        self.left_out.append(text)

    def _open_section(self, text: str) -> None:
        self.unnumbered = (len(self.left_out), self.section)
        self.section = text
        self.left_out.append(text)

    def _has_minutes(self, text: str) -> bool:
        """Return whether the section that was opened turns out to be an item without a number, for it has minutes."""
        if self.unnumbered is None or part_marker(text) is None:
            return False
        position, above = self.unnumbered
        self.title, size = without_file_size(self.left_out.pop(position))
        self.left_out += [size] if size else []
        self.section, self.started, self.unnumbered = above, True, None
        return True

    def _take_title(self, text: str) -> None:
        """The first title after a number is the item's; another one, without a number of its own, opens a section."""
        if self.title:
            self.end_item()
            self.started = False
            self._open_section(text)
            return
        self.title, size = without_file_size(text)
        if size:
            self.left_out.append(size)

    def end_item(self) -> None:
        if not self.started:
            return
        marked = any(kind != "agenda" for kind, _ in self.parts)
        parts = tuple(Part(kind if marked else "minutes", tuple(blocks)) for kind, blocks in self.parts if blocks)
        self.items.append(OutlineItem(self.number, self.title, self.section, parts))
        self.number, self.title, self.kind, self.parts, self.attachments = None, "", "agenda", [], False


def _starts_item(block: Block) -> bool:
    number = fold(block.text)
    return "mgItemNumberCell" in block.style and any(character.isdigit() for character in number)

"""The page of one agenda item (ModernGov's `mgAi.aspx`), as HTML or as exported text."""

from collections.abc import Sequence

from corpus.blocks import Block
from corpus.layouts.furniture import is_furniture, opens_attachments, part_marker, without_file_size
from corpus.layouts.heads import council_in, meeting_of
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether `Agenda item` stands by itself among the first lines of the page's content."""
    first = [fold(block.text).casefold() for block in blocks if not block.chrome][:6]
    return any(text == "agenda item" for text in first)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the page's one item: the title after `Agenda item`, then its parts up to the list of documents.

    Where `Minutes:` or `Decision:` is printed, what stands before it is the agenda; else all of it is the minutes.
    """
    content = [block for block in blocks if not block.chrome]
    left_out = [fold(block.text) for block in blocks if block.chrome]
    metadata = Metadata(council=council_in(block for block in blocks if block.chrome))
    start = next(n for n, block in enumerate(content) if fold(block.text).casefold() == "agenda item")
    left_out += [fold(block.text) for block in content[: start + 1]]
    title, parts, kind, current = "", [], _first_kind(content), list[Block]()
    for position, block in enumerate(content[start + 1 :], start + 1):
        text = fold(block.text)
        meeting, marked = meeting_of(text), part_marker(text)
        if opens_attachments(text):
            left_out += [fold(rest.text) for rest in content[position:]]
            break
        if meeting is not None:
            metadata = meeting.over(metadata)
        elif marked is not None:
            parts.append(Part(kind, tuple(current)))
            kind, current = marked, []
        elif not title and not is_furniture(without_file_size(text)[0]):
            title, size = without_file_size(text)
            left_out += [size] if size else []
            continue
        elif not is_furniture(text):
            current.append(block)
            continue
        left_out.append(text)
    parts.append(Part(kind, tuple(current)))
    item = OutlineItem(metadata.item, title, "", tuple(part for part in parts if part.blocks))
    return Outline(metadata=metadata, items=(item,), single=True, left_out=tuple(left_out))


def _first_kind(content: Sequence[Block]) -> PartKind:
    marked = any(part_marker(fold(block.text)) is not None for block in content)
    return "agenda" if marked else "minutes"

"""Any other text: one item, its first line the title where it reads like one."""

from collections.abc import Sequence

from corpus.blocks import Block
from corpus.layouts.furniture import is_furniture
from corpus.layouts.heads import council_in
from corpus.layouts.outline import Outline, OutlineItem, Part
from corpus.minutes import Metadata, fold
from corpus.numbering import read_labels


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether there is any content: this layout takes what no other does."""
    return any(not block.chrome for block in blocks)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return one item with every block of the content; the only metadata is a council named in the page's chrome."""
    left_out = [fold(block.text) for block in blocks if block.chrome or is_furniture(fold(block.text))]
    content = [block for block in blocks if not block.chrome and not is_furniture(fold(block.text))]
    title = fold(content[0].text) if content and _is_title(content[0]) else ""
    item = OutlineItem(None, title, "", (Part("minutes", tuple(content[1:] if title else content)),))
    council = council_in(block for block in blocks if block.chrome)
    return Outline(metadata=Metadata(council=council), items=(item,), single=True, left_out=tuple(left_out))


def _is_title(block: Block) -> bool:
    text = fold(block.text)
    return block.kind == "heading" or (
        len(text.split()) <= 25 and not text.endswith((".", ";", ":")) and not read_labels(block.text, block.label)
    )

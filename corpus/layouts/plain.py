"""Any other text: one item, its first line the title where it reads like one."""

from collections.abc import Sequence
from itertools import takewhile

from corpus.blocks import Block
from corpus.layouts.furniture import is_furniture, is_head_furniture, without_lines_to_sign
from corpus.layouts.heads import council_in, is_head_line, number_in_title, stated_by
from corpus.layouts.outline import Outline, OutlineItem, Part
from corpus.layouts.printed import opens_attendance
from corpus.minutes import Metadata, fold
from corpus.numbering import read_labels


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether there is any content: this layout takes what no other does."""
    return any(not block.chrome for block in blocks)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return one item with every block of the content, but for the lines at its head that only state metadata."""
    left_out = [fold(block.text) for block in blocks if block.chrome]
    content, to_sign = without_lines_to_sign([block for block in blocks if not block.chrome])
    head = list(takewhile(lambda block: is_head_line(fold(block.text)) or is_head_furniture(block), content))
    body = [block for block in content[len(head) :] if not is_furniture(block)]
    out = [*head, *(block for block in content[len(head) :] if is_furniture(block)), *to_sign]
    title = fold(body[0].text) if body and _is_title(body[0]) else ""
    item = OutlineItem(number_in_title(title), title, "", (Part("minutes", tuple(body[1:] if title else body)),))
    stated = stated_by(head).over(Metadata(council=council_in(block for block in blocks if block.chrome)))
    left_out += [fold(block.text) for block in out]
    return Outline(metadata=stated, items=(item,), single=True, left_out=tuple(left_out))


def _is_title(block: Block) -> bool:
    text = fold(block.text)
    if opens_attendance(text):
        return False  # all that follows would be a list of those present
    return block.kind == "heading" or (
        len(text.split()) <= 25 and not text.endswith((".", ";", ":")) and not read_labels(block.text, block.label)
    )

"""Printed minutes of a whole meeting: head lines, then items that begin with a number and a title."""

import re
from collections.abc import Sequence

from corpus.blocks import Block
from corpus.joining import join_flags
from corpus.layouts.furniture import is_furniture, is_head_furniture, without_lines_to_sign
from corpus.layouts.heads import council_in, is_head_line, stated_by
from corpus.layouts.outline import Outline, OutlineItem, Part
from corpus.minutes import Metadata, fold
from corpus.numbering import DASHES, Label, read_labels


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether items follow a head that names a body or a date: two in rising order, or one below all of it."""
    content = join_flags([block for block in blocks if not block.chrome])
    starts = _item_starts(content)
    head = stated_by(content[: starts[0][0]] if starts else [])
    if len(starts) == 1:
        return head.held is not None and (head.committee is not None or head.council is not None)
    return len(starts) >= 2 and (head.committee is not None or head.held is not None)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the items; what stands between the head lines and the first of them (who was present) has no number."""
    content, to_sign = without_lines_to_sign(join_flags([block for block in blocks if not block.chrome]))
    starts = _item_starts(content)
    head = content[: starts[0][0]]
    stated = stated_by(head)
    council = stated.council or council_in(block for block in blocks if block.chrome)
    left_out = [fold(block.text) for block in blocks if block.chrome]
    present = next((n for n, block in enumerate(head) if _ATTENDANCE.match(fold(block.text))), len(head))
    opening: list[Block] = []
    for position, block in enumerate(head):
        if position < present and (is_head_line(fold(block.text)) or is_head_furniture(block)):
            left_out.append(fold(block.text))
        else:
            opening.append(block)
    items = [OutlineItem(None, "", "", (Part("minutes", tuple(opening)),))] if opening else []
    borders = [*starts, (len(content), None)]
    for (start, label), (end, _) in zip(starts, borders[1:], strict=True):
        body = list(content[start + 1 : end])
        title = label.text.lstrip(f"{DASHES} ") if label.text or not body else fold(body.pop(0).text)
        kept = [block for block in body if not is_furniture(block)]
        left_out += [fold(block.text) for block in body if is_furniture(block)]
        items.append(OutlineItem(label.name, title, "", (Part("minutes", tuple(kept)),) if kept else ()))
    left_out += [fold(block.text) for block in to_sign]
    return Outline(metadata=Metadata(council=council).over(stated), items=tuple(items), left_out=tuple(left_out))


def _item_starts(content: Sequence[Block]) -> list[tuple[int, Label]]:
    """Return where the items begin: the labels of the one scheme and shape that title lines share, in rising order."""
    families: dict[tuple[str, str], list[tuple[int, Label]]] = {}
    for position, block in enumerate(content):
        for label in read_labels(block.text, block.label):
            if _titles(block, label, content[position + 1] if position + 1 < len(content) else None):
                found = families.setdefault((label.scheme, label.shape), [])
                if not found or label.value > found[-1][1].value or _comes_again(label, found[-1][1]):
                    found.append((position, label))
    return max(families.values(), key=len, default=[])


def _comes_again(label: Label, before: Label) -> bool:
    """Return whether a title has the number of the one before it, as a town's references (`PL21/081`) sometimes do."""
    return label.scheme in {"reference", "slash"} and label.name == before.name


def _titles(block: Block, label: Label, following: Block | None) -> bool:
    """Return whether a labelled block is the title of an item and not a paragraph."""
    if block.kind == "cell" and block.level > 0:
        return False  # what stands inside a row of a table labels nothing
    text = label.text or (fold(following.text) if following is not None else "")
    if label.scheme == "dotted" and not _YEAR_MONTH.fullmatch(label.name):
        return text.startswith(tuple(DASHES)) and len(text.split()) <= 14
    if label.scheme not in _TITLE_SCHEMES or ("/" in label.name and "." in label.name):
        return False
    if label.scheme == "reference" and text[:1].isdigit():
        text = next((agenda.text for agenda in read_labels(text)), text)  # `C048/23  1. Apologies` has two numbers
    if block.kind == "heading":
        return bool(text)
    if text.isupper():
        return len(text.split()) <= 25
    return label.strong and text[:1].isupper() and len(text.split()) <= 14 and not text.endswith(_ENDS_OF_ENTRIES)


# A title ends with none of these.
_ENDS_OF_ENTRIES = (".", ";", ":", ",", "; and", "; or")
_TITLE_SCHEMES = frozenset({"reference", "slash", "dotted", "number", "capital roman"})
# Below these words the name of a council is that of who sent somebody.
_ATTENDANCE = re.compile(r"(?:Present|In attendance|Also present|Attendance|Apologies|Sederunt)\b", re.IGNORECASE)
# `2307.01` is the first item of July 2023; any other number with a dot is a paragraph's.
_YEAR_MONTH = re.compile(r"\d{2}(?:0[1-9]|1[0-2])\.\d{2}")

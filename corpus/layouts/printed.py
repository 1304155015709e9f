"""Printed minutes of a whole meeting: head lines, then items that begin with a number and a title."""

from collections.abc import Sequence

from corpus.blocks import Block
from corpus.dates import find_date
from corpus.layouts.furniture import is_furniture
from corpus.layouts.heads import committee_name, council_in, is_committee, is_council
from corpus.layouts.outline import Outline, OutlineItem, Part
from corpus.minutes import Metadata, Status, fold
from corpus.numbering import DASHES, SPACES, Label, read_labels


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether the head names a council, a body or a date, and at least two items follow in rising order."""
    content = [block for block in blocks if not block.chrome]
    starts = _item_starts(content)
    head = _metadata(content[: starts[0][0]] if starts else [])
    return len(starts) >= 2 and (head.committee is not None or head.held is not None)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the items; what stands between the head lines and the first of them (who was present) has no number."""
    content = [block for block in blocks if not block.chrome]
    starts = _item_starts(content)
    head = content[: starts[0][0]]
    stated = _metadata(head)
    council = stated.council or council_in(block for block in blocks if block.chrome)
    left_out = [fold(block.text) for block in blocks if block.chrome]
    opening: list[Block] = []
    for block in head:
        text = fold(block.text)
        if _is_head_line(text):
            left_out.append(text)
        else:
            opening.append(block)
    items = [OutlineItem(None, "", "", (Part("minutes", tuple(opening)),))] if opening else []
    borders = [*starts, (len(content), None)]
    for (start, label), (end, _) in zip(starts, borders[1:], strict=True):
        body = list(content[start + 1 : end])
        title = label.text.lstrip(f"{DASHES} ") if label.text or not body else fold(body.pop(0).text)
        kept = [block for block in body if not is_furniture(fold(block.text))]
        left_out += [fold(block.text) for block in body if is_furniture(fold(block.text))]
        items.append(OutlineItem(label.name, title, "", (Part("minutes", tuple(kept)),) if kept else ()))
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
    text = label.text or (fold(following.text) if following is not None else "")
    if label.scheme == "dotted":
        return text.startswith(tuple(DASHES)) and len(text.split()) <= 14
    if label.scheme not in {"reference", "slash", "number", "capital roman"}:
        return False
    if label.scheme == "reference" and text[:1].isdigit():
        text = next((agenda.text for agenda in read_labels(text)), text)  # `C048/23  1. Apologies` has two numbers
    if block.kind == "heading":
        return bool(text)
    if text.isupper():
        return len(text.split()) <= 25
    return label.strong and text[:1].isupper() and len(text.split()) <= 14 and not text.endswith((".", ";", ":", ","))


def _metadata(head: Sequence[Block]) -> Metadata:
    committee = held = None
    status: Status | None = None
    for block in head:
        text = fold(block.text)
        if committee is None and is_committee(text):
            committee = committee_name(text)
        if held is None and _states_date(text):
            held = find_date(text)
        if "draft" in text.casefold().split()[:3] and "minutes" in text.casefold():
            status = "draft"
    return Metadata(council=council_in(head), committee=committee, held=held, status=status)


def _states_date(text: str) -> bool:
    """Return whether a head line gives the date of the meeting: `Minutes of … held on …`, or little but the date."""
    lowered = text.casefold()
    return find_date(text) is not None and (
        "minutes of" in lowered or "held on" in lowered or "held at" in lowered or len(text.split()) <= 9
    )


def _is_head_line(text: str) -> bool:
    lowered = text.casefold().strip(SPACES + ".:")
    return (
        is_council(text)
        or is_committee(text)
        or _states_date(text)
        or lowered in {"minutes", "draft minutes", "minutes of meeting"}
    )

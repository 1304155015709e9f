"""ModernGov's older page of a meeting (`CeListDocuments.aspx`): a table of `Item | Description/Resolution | …`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from corpus.blocks import Block
from corpus.layouts.furniture import is_furniture, part_marker, without_file_size, without_lines_to_sign
from corpus.layouts.heads import council_in, meeting_title, published_status, stated_by
from corpus.layouts.meeting_page import printed_number
from corpus.layouts.outline import Outline, OutlineItem, Part, PartKind
from corpus.leads import lead_in
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether a table's head row says `Item` and then `Description`, or `Description/Resolution`."""
    return _head_row([block for block in blocks if not block.chrome]) is not None


def parse(blocks: Sequence[Block]) -> Outline:
    """Return an item for each row that begins with a number: its title, then what was resolved and who acts.

    What its state is (`RESOLVED`, `Noted`) is left out; a heading in a row without a number is the section of those
    after it.
    """
    content, to_sign = without_lines_to_sign([block for block in blocks if not block.chrome])
    start = _head_row(content) or 0
    head, body = content[:start], content[start:]
    columns = {block.level: fold(block.text).casefold() for block in body[: _width(body)]}
    left_out = [fold(block.text) for block in (*(one for one in blocks if one.chrome), *head, *body[: len(columns)])]
    items: list[OutlineItem] = []
    section, number, title, kept = "", "", "", list[tuple[PartKind, Block]]()

    def end() -> None:
        runs = groupby(kept, key=lambda one: one[0])
        parts = tuple(Part(kind, tuple(block for _, block in run)) for kind, run in runs)
        if number or parts:
            items.append(OutlineItem(number or None, title, section, parts))

    for block in body[len(columns) :]:
        text, column = fold(block.text), columns.get(block.level, "") if block.kind == "cell" else ""
        if column == "item" and _NUMBER.fullmatch(text):
            end()
            number, title, kept = printed_number(text), "", []
        elif column == "item" or (column.startswith("description") and title and _is_section(text)):
            end()
            section, number, title, kept = text, "", "", []
            left_out.append(text)
        elif column == "status" or is_furniture(block) or part_marker(text) is not None:
            left_out.append(text)
        elif number and not title:
            first, _, below = block.text.strip().partition("\n")
            title, size = without_file_size(fold(first))
            left_out += [size] if size else []
            kept += [("minutes", replace(block, text=line)) for line in below.splitlines()]
        else:
            kept.append(("action" if column == "action" and lead_in(text) is None else "minutes", block))
    end()
    left_out += [fold(block.text) for block in to_sign]
    return Outline(metadata=_metadata(blocks, head), items=tuple(items), left_out=tuple(left_out))


def _metadata(blocks: Sequence[Block], head: Sequence[Block]) -> Metadata:
    stated = stated_by(head).over(Metadata(council=council_in(block for block in blocks if block.chrome)))
    for block in head:
        text = fold(block.text)
        titled = meeting_title(text)
        stated = titled.over(stated) if titled else stated
        stated = stated.over(Metadata(status=published_status(text) if block.kind == "heading" else None))
    return stated


def _is_section(text: str) -> bool:
    """Return whether a description in a row without a number is a heading and does not go on from the row before."""
    return text.isupper() or (len(text.split()) <= 6 and not text.endswith((".", ";", ":")))


def _head_row(content: Sequence[Block]) -> int | None:
    """Return the position of the cell `Item` that a cell `Description…` follows, or None."""
    for position, (block, following) in enumerate(pairwise(content)):
        names = fold(block.text).casefold(), fold(following.text).casefold()
        if block.kind == following.kind == "cell" and names[0] == "item" and names[1].startswith("description"):
            return position
    return None


def _width(body: Sequence[Block]) -> int:
    """Return how many cells the head row has."""
    width = 1
    while width < len(body) and body[width].kind == "cell" and body[width].level > body[width - 1].level:
        width += 1
    return width


# `29`, `30.`, `11d`, `C 08/042`; not `PART 1`.
_NUMBER = re.compile(r"[* ]*(?!PART\b)[A-Z]{0,5} ?\d[\w/.]{0,15}")

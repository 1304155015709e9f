"""Minutes with the marks of ModernGov's editor left in their text: `<AI1>45/24 Ferry … </AI1>`, `<TRAILER_SECTION>`.

Each `<AI…>` is an item, whatever its number looks like. The marks themselves are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.blocks import Block
from corpus.layouts.furniture import is_furniture, is_head_furniture, without_lines_to_sign
from corpus.layouts.heads import council_in, is_head_line, stated_by
from corpus.layouts.outline import Outline, OutlineItem, Part
from corpus.minutes import Metadata, fold
from corpus.numbering import DASHES, read_labels


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether a block of the content holds the mark that opens an item."""
    return any(_OPENS_ITEM.search(block.text) for block in blocks if not block.chrome)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return the marked items; what stands before the first is the head, what has only a title is a section."""
    content, to_sign = without_lines_to_sign([block for block in blocks if not block.chrome])
    left_out = [fold(block.text) for block in blocks if block.chrome]
    runs: list[tuple[str, list[Block]]] = [("", [])]
    for block in content:
        for piece in filter(None, _MARK.split(block.text)):
            if _MARK.fullmatch(piece):
                left_out.append(piece)
                if piece.startswith("</"):
                    runs.append(("", []))
                else:
                    runs.append((piece.strip("<>"), []))
            elif fold(piece):
                runs[-1][1].append(replace(block, text=piece.strip(" ")))
    first = next(n for n, (mark, _) in enumerate(runs) if mark.startswith("AI"))
    sections = [run for mark, run in runs[:first] if mark == _TITLE_ONLY]
    head = [block for mark, run in runs[:first] for block in run if mark != _TITLE_ONLY]
    opening = [block for block in head if not (is_head_line(fold(block.text)) or is_head_furniture(block))]
    left_out += [fold(block.text) for block in head if block not in opening]
    items = [OutlineItem(None, "", "", (Part("minutes", tuple(opening)),))] if opening else []
    section = _title(sections[-1]) if sections else ""
    left_out += [_title(run) for run in sections]
    for mark, run in runs[first:]:
        kept = [block for block in run if not is_furniture(block)]
        left_out += [fold(block.text) for block in run if is_furniture(block)]
        if mark == _TITLE_ONLY and kept:
            section = _title(kept)
            left_out.append(section)
        elif kept and (mark.startswith("AI") or not items):
            items.append(_item(kept, section))
        elif kept:
            last = items[-1]
            body = (*(block for part in last.parts for block in part.blocks), *kept)
            items[-1] = replace(last, parts=(Part("minutes", body),))
    left_out += [fold(block.text) for block in to_sign]
    council = council_in(block for block in blocks if block.chrome)
    return Outline(
        metadata=stated_by(head).over(Metadata(council=council)), items=tuple(items), left_out=tuple(left_out)
    )


def _item(run: Sequence[Block], section: str) -> OutlineItem:
    """Return the item of a run: the label and title that it begins with, then its paragraphs."""
    label = next((one for one in read_labels(run[0].text, run[0].label) if one.scheme != "bullet"), None)
    body = list(run[1:])
    if label is None:
        return OutlineItem(None, fold(run[0].text), section, (Part("minutes", tuple(body)),) if body else ())
    title = label.text or (fold(body.pop(0).text) if body else "")
    return OutlineItem(
        label.name or None, title.lstrip(f"{DASHES} "), section, (Part("minutes", tuple(body)),) if body else ()
    )


def _title(run: Sequence[Block]) -> str:
    return " ".join(fold(block.text) for block in run)


_TITLE_ONLY = "TITLE_ONLY_LAYOUT_SECTION"
_MARK = re.compile(r"(</?(?:AI\d{1,4}|(?:TITLE_ONLY_)?LAYOUT_SECTION|TRAILER_SECTION|HEADER_SECTION)>)")
_OPENS_ITEM = re.compile(r"<AI\d{1,4}>")

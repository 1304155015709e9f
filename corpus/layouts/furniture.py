"""Blocks in; which of them are furniture of a page, lines to sign, documents or markers of a part, out.

What stands in the head of a page (who to ask, where it was) is furniture there alone: in the minutes themselves the
same words may begin a sentence, and no sentence may be lost.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.blocks import Block
from corpus.layouts.outline import PartKind
from corpus.minutes import fold
from corpus.numbering import read_labels


def with_anchors(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, the places of another document that minutes quote (`Page 2`, `Paragraph 3`) as headings.

    `Page 2` is one where `Paragraph 3` is the line after it; a page's own number stands alone.
    """
    texts = [fold(block.text) for block in blocks]
    pages = {n for n, (text, after) in enumerate(pairwise(texts)) if _PAGE.match(text) and _PARAGRAPH.match(after)}
    if not pages:
        return list(blocks)
    return [
        replace(block, kind="heading", level=_ANCHOR + (n not in pages))
        if n in pages or (n > min(pages) and _PARAGRAPH.match(texts[n]))
        else block
        for n, block in enumerate(blocks)
    ]


def is_furniture(block: Block) -> bool:
    """Return whether a block is a page's furniture wherever it stands: a button, a page number, an entry of links.

    A cell of a table never is, nor is a heading such as `with_anchors` makes.
    """
    if block.kind == "heading" and block.level == _ANCHOR:
        return False
    return block.kind != "cell" and _FURNITURE.fullmatch(fold(block.text)) is not None


def is_head_furniture(block: Block) -> bool:
    """Return whether a block is furniture where it stands above the minutes: also who to ask, where, and headings."""
    return is_furniture(block) or _HEAD_FURNITURE.fullmatch(fold(block.text)) is not None


def without_lines_to_sign(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks of a document without the lines to sign at its end, and those lines, with any furniture."""
    cut = len(blocks)
    for position in range(len(blocks) - 1, -1, -1):
        if _TO_SIGN.fullmatch(fold(blocks[position].text)):
            cut = position
        elif not is_furniture(blocks[position]):
            break
    return list(blocks[:cut]), list(blocks[cut:])


def part_marker(text: str) -> PartKind | None:
    """Return the part of an item that a line such as `Minutes:` opens, or None."""
    return _PARTS.get(text.casefold().rstrip(" :")) if text.rstrip().endswith(":") else None


def opens_attachments(text: str) -> bool:
    """Return whether a line opens the list of an item's documents, which is not part of its minutes."""
    return _ATTACHMENTS.fullmatch(text) is not None


def is_attachment(block: Block) -> bool:
    """Return whether a block below `Supporting documents:` is one of them: an entry of a list, or a document's name.

    What ends as a sentence does is not.
    """
    text = fold(block.text)
    if text.endswith((".", ";", ":")):
        return False
    listed = block.kind == "bullet" or any(label.scheme == "bullet" for label in read_labels(block.text))
    return listed or _ATTACHMENT.fullmatch(text) is not None


def without_file_size(text: str) -> tuple[str, str]:
    """Return a title without the file size that is glued to it (`PDF 166 KB`), and what was taken off."""
    match = _FILE_SIZE.search(text)
    return (text[: match.start()].rstrip(), match.group(0).strip()) if match else (text, "")


# The level of a heading that is the page of another document; its paragraphs are one below. HTML has levels 1 to 6.
_ANCHOR = 7
_PAGE = re.compile(r"Page \d{1,4}$", re.IGNORECASE)
_PARAGRAPH = re.compile(r"Paragraph \d{1,4}$", re.IGNORECASE)
_PARTS: dict[str, PartKind] = {
    "minutes": "minutes",
    "cofnodion": "minutes",
    "decision": "decision",
    "decisions": "decision",
    "penderfyniadau": "decision",
    "penderfyniad": "decision",
}
_ATTACHMENTS = re.compile(
    r"(?:(?:Supporting|Additional|Accompanying) documents|Dogfennau ychwanegol|Dogfennau ategol) ?:?", re.IGNORECASE
)
_SIZED = r".{1,120}(?:PDF|DOCX?|XLSX?) \d+(?:\.\d+)? ?[KM]B"
# A document is named by the word for what it is; a sentence about one says what became of it.
_ATTACHMENT = re.compile(
    rf"{_SIZED}|.{{1,120}}\.(?:pdf|docx?|xlsx?|pptx?|odt)"
    r"|(?:Appendix|Appendices|Annex|Enclosure|Report|Plan|Map|Agenda)\b"
    r"(?!.{0,80}\b(?:was|were|be|been|noted|received|approved|agreed|deferred|resolved|considered|presented)\b)"
    r"[^.;:]{0,80}",
    re.IGNORECASE,
)
_FILE_SIZE = re.compile(r"\s*(?:pdf (?:icon|eicon) )?(?:PDF|DOCX?|XLSX?) \d+(?:\.\d+)? ?[KM]B$", re.IGNORECASE)
_FURNITURE = re.compile(
    r"Share this item|View directions|\d{1,4} of \d{1,4}|Page \d{1,4}(?: of \d{1,4})?"
    r"|View the (?:background to|decision for|full minutes text for) item [\w/.]{1,20}"
    rf"|{_SIZED}|This document was classified as: \w{{1,30}}"
    r"|To report any issues\b.{1,120}\be-?mail\b.{1,80}",
    re.IGNORECASE,
)
_HEAD_FURNITURE = re.compile(
    r"(?:.{0,60} - )?Agenda item|No\.|Item|Items"
    r"|(?:Venue|Contact|Lleoliad|Cyswllt) ?:.{0,200}(?<!\.)"
    r"|(?:Attendance details|Agenda frontsheet|Agenda reports pack|Printed (?:draft )?(?:minutes|decisions))\b.{0,20}",
    re.IGNORECASE,
)
# `Signed …… Chair Date ……`: the words for who signs and when, and dots or lines to write on.
_TO_SIGN = re.compile(
    r"[ .…_:]{3,200}"
    r"|(?:(?:Chair(?:man|person|woman)?|Leader|Signed|Date|Lord Mayor|Mayor|Provost|Convener)\b[ .…_:]{0,200}){1,4}",
    re.IGNORECASE,
)

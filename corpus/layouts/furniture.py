"""The text of a block in; whether it is furniture of the page, and what it is a marker of, out."""

import re

from corpus.layouts.outline import PartKind


def is_furniture(text: str) -> bool:
    """Return whether a folded text is a page's furniture: a button, an entry of a link list, a line to sign."""
    return _FURNITURE.fullmatch(text) is not None


def part_marker(text: str) -> PartKind | None:
    """Return the part of an item that a line such as `Minutes:` opens, or None."""
    return _PARTS.get(text.casefold().rstrip(" :")) if text.rstrip().endswith(":") else None


def opens_attachments(text: str) -> bool:
    """Return whether a line opens the list of an item's documents, which is not part of its minutes."""
    return _ATTACHMENTS.fullmatch(text) is not None


def without_file_size(text: str) -> tuple[str, str]:
    """Return a title without the file size that is glued to it (`PDF 166 KB`), and what was taken off."""
    match = _FILE_SIZE.search(text)
    return (text[: match.start()].rstrip(), match.group(0).strip()) if match else (text, "")


_PARTS: dict[str, PartKind] = {
    "minutes": "minutes",
    "cofnodion": "minutes",
    "decision": "decision",
    "decisions": "decision",
    "penderfyniad": "decision",
}
_ATTACHMENTS = re.compile(
    r"(?:Supporting documents|Additional documents|Dogfennau ychwanegol|Dogfennau ategol) ?:?", re.IGNORECASE
)
_FILE_SIZE = re.compile(r"\s*(?:pdf (?:icon|eicon) )?(?:PDF|DOCX?|XLSX?) \d+(?:\.\d+)? ?[KM]B$", re.IGNORECASE)
_FURNITURE = re.compile(
    r"(?:.{0,60} - )?Agenda item|No\.|Item|Items|Share this item|View directions|\d+ of \d+|Page \d+(?: of \d+)?"
    r"|View the (?:background to|decision for|full minutes text for) item [\w/.]+\.?"
    r"|(?:Venue|Contact|Lleoliad|Cyswllt) ?:.*"
    r"|(?:Attendance details|Agenda frontsheet|Agenda reports pack|Printed (?:draft )?(?:minutes|decisions))\b.{0,20}"
    r"|(?:Chair(?:man|person|woman)?|Leader|Signed|Date|Lord Mayor|Mayor|Provost|Convener)\b[ .…_:]*(?:[…_.]{4,}.*)?"
    r"|.{1,120}(?:PDF|DOCX?) \d+(?:\.\d+)? ?[KM]B"
    r"|This document was classified as: \w+",
    re.IGNORECASE,
)

"""Bytes in, blocks out: one module for each document format. A format knows nothing of minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats import docx, html, pdf, text, xml
from corpus.formats.containers import Container, container_of


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: its media type, the endings of its file names, and what reads its bytes.

    read_with_warnings: for a format that can leave something out, the same blocks with sentences that say so.
    """

    media_type: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], list[Block]]
    read_with_warnings: Callable[[bytes], tuple[list[Block], tuple[str, ...]]] | None = None


FORMATS: dict[str, Format] = {
    "html": Format("text/html", (".html", ".htm", ".xhtml", ".aspx"), html.read),
    "text": Format("text/plain", (".txt", ".text"), text.read),
    "docx": Format("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",), docx.read),
    "pdf": Format("application/pdf", (".pdf",), pdf.read, pdf.read_with_warnings),
    "xml": Format("application/xml", (".xml",), xml.read),
}

SUFFIXES = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes)


def format_of(name: str, data: bytes) -> Format:
    """Return the format of a source, by the ending of its name and a look at its first bytes.

    Raises SourceUnreadable for an empty source, for bytes that no format reads, and for an ending that no format has.
    """
    if not data.strip():
        raise SourceUnreadable(
            f"'{name}' is empty: it holds no text to read. Save the page or document again and add that file."
        )
    container = container_of(data)
    if container == "word":
        return FORMATS["docx"]
    if container is not None:
        raise SourceUnreadable(f"'{name}' {_CONTAINERS[container]}")
    if data.lstrip().startswith(b"%PDF-") or (_ends_in_pdf(name) and b"%PDF-" in data[:_HEAD_BYTES]):
        return FORMATS["pdf"]
    if _is_binary(data):
        raise SourceUnreadable(
            f"'{name}' is a binary file ({_kind_of(data)}). "
            f"Minuted reads {_endings()}: add the minutes in one of these."
        )
    suffix = PurePath(name).suffix.casefold()
    root = xml.root_of(data)
    if root == "html" or data.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        return FORMATS["html"]
    if root is not None and not html.is_element(root):
        return FORMATS["xml"]
    for known in FORMATS.values():
        if suffix in known.suffixes:
            if known is FORMATS["docx"]:
                raise SourceUnreadable(
                    f"'{name}' is named as a Word file and is none. Save it from Word again, or name it as what it is."
                )
            return known
    ending = f"ends in '{suffix}', which no format reads" if suffix else "has no ending that tells its format"
    raise SourceUnreadable(f"'{name}' {ending}. Minuted reads {_endings()}: save it as one of these.")


def _endings() -> str:
    return ", ".join(SUFFIXES)


def _ends_in_pdf(name: str) -> bool:
    return PurePath(name).suffix.casefold() in FORMATS["pdf"].suffixes


def _is_binary(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return b"\0" in data[:4096] or any(data.startswith(start) for start, _ in _SIGNATURES)


def _kind_of(data: bytes) -> str:
    return next((kind for start, kind in _SIGNATURES if data.startswith(start)), "it holds zero bytes")


_CONTAINERS: dict[Container, str] = {
    "spreadsheet": "is a spreadsheet, not minutes. Save the text of the minutes as .docx and add that file.",
    "slides": "is a file of slides, not minutes. Save the text of the minutes as .docx and add that file.",
    "open document": "is an OpenDocument file. Save it as .docx and add that file.",
    "zip": "is a zip file, not a document. Unpack it and add the minutes that it holds.",
    "large zip": "is a zip file of more than 2,000 entries. Unpack it and add the minutes that it holds.",
    "broken zip": "begins as a Word or zip file does and is damaged or cut short. Download or save it again.",
    "protected": "is protected by a password. Save it in Word without one and add that file.",
    "old word": "is a Word file of the kind from before 2007 (.doc). Save it as .docx and add that file.",
    "old spreadsheet": "is a spreadsheet, not minutes. Save the text of the minutes as .docx and add that file.",
    "old office": "is an old Office file that is none of Word's. Save the minutes as .docx and add that file.",
}
# A mail gateway or a browser may leave a few bytes before a PDF; its readers look for its mark in the first 1,024.
_HEAD_BYTES = 1024
_SIGNATURES = (
    (b"{\\rtf", "a rich text file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)

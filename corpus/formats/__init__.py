"""Bytes in, blocks out: one module for each document format. A format knows nothing of minutes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats import html, pdf, text


@dataclass(frozen=True, slots=True)
class Format:
    """A document format: its media type, the endings of its file names, and what reads its bytes."""

    media_type: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes], list[Block]]


FORMATS: dict[str, Format] = {
    "html": Format("text/html", (".html", ".htm", ".xhtml", ".aspx"), html.read),
    "text": Format("text/plain", (".txt", ".text"), text.read),
    "pdf": Format("application/pdf", (".pdf",), pdf.read),
}

SUFFIXES = tuple(suffix for known in FORMATS.values() for suffix in known.suffixes)


def format_of(name: str, data: bytes) -> Format:
    """Return the format of a source, by the ending of its name and a look at its first bytes.

    Raises SourceUnreadable for an empty source, for bytes that are not text, and for an ending that no format has.
    """
    if not data.strip():
        raise SourceUnreadable(
            f"'{name}' is empty: it holds no text to read. Save the page or document again and add that file."
        )
    if data.lstrip().startswith(b"%PDF-") or (_ends_in_pdf(name) and b"%PDF-" in data[:_HEAD_BYTES]):
        return FORMATS["pdf"]
    if _is_binary(data):
        raise SourceUnreadable(
            f"'{name}' is a binary file ({_kind_of(data)}). "
            f"Minuted reads {_endings()}: add the minutes in one of these."
        )
    suffix = PurePath(name).suffix.casefold()
    if data.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        return FORMATS["html"]
    for known in FORMATS.values():
        if suffix in known.suffixes:
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


# A mail gateway or a browser may leave a few bytes before a PDF; its readers look for its mark in the first 1,024.
_HEAD_BYTES = 1024
_SIGNATURES = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)

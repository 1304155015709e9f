"""The bytes of an office file or an archive in, which kind it is out.

Word, Excel and OpenDocument files are zips; those from before 2007, and any that a password protects, are files of
streams (OLE).
"""

import struct
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile

from corpus.formats.docx_package import MOST_PARTS

Container = Literal[
    "word", "spreadsheet", "slides", "open document", "zip", "broken zip", "large zip", "protected", "old word",
    "old spreadsheet", "old office",
]  # fmt: skip


def container_of(data: bytes) -> Container | None:
    """Return which kind of office file or archive the bytes are, None where they are none. Nothing is unpacked."""
    if data.startswith(_OLE):
        return next((kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data), "old office")
    return _zip(data) if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _zip(data: bytes) -> Container:
    if data.count(b"PK\x01\x02") > MOST_PARTS:
        return "large zip"
    try:
        names = ZipFile(BytesIO(data)).namelist()
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error):
        return "broken zip"
    if "mimetype" in names and "content.xml" in names:
        return "open document"
    if "[Content_Types].xml" not in names:
        return "zip"
    return next((kind for folder, kind in _FOLDERS.items() if any(name.startswith(folder) for name in names)), "word")


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: dict[str, Container] = {
    "EncryptedPackage": "protected",
    "WordDocument": "old word",
    "Workbook": "old spreadsheet",
}
_FOLDERS: dict[str, Container] = {"word/": "word", "xl/": "spreadsheet", "ppt/": "slides"}

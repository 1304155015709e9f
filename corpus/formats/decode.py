"""Bytes in, text out."""

import re


def decode(data: bytes) -> str:
    """Return the text of bytes: by byte-order mark, else UTF-8, else the charset they declare, else Windows-1252.

    A page declares `charset=`, XML `encoding=`. Windows-1252 is what British office software writes where nothing is
    said, and what it calls ISO-8859-1 too; its five unused bytes become U+FFFD. A page that declares UTF-16 in single
    bytes is not in UTF-16.
    Source: the WHATWG Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = re.search(rb"(?:charset|encoding)=[\"']?([\w-]+)", data[:2048])
    charset = declared[1].decode("ascii").casefold() if declared else "cp1252"
    if charset in _READ_AS_WINDOWS:
        charset = "cp1252"
    try:
        return data.decode(charset, errors="replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", errors="replace")


_READ_AS_WINDOWS = frozenset(
    {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "utf-7"}
)

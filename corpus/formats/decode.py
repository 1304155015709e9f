"""Bytes in, text out."""

import re


def decode(data: bytes) -> str:
    """Return the text of bytes: by byte-order mark, else UTF-8, else the charset they declare, else mixed.

    Mixed is UTF-8 in which each byte that is none is taken as Windows-1252: so all of a Windows-1252 text is read, and
    of a UTF-8 text with a piece of another pasted in, both.

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
    charset = declared[1].decode("ascii").casefold() if declared else "utf-8"
    if charset in {"utf-8", "utf8"}:
        return _mixed(data)
    if charset in _READ_AS_WINDOWS:
        charset = "cp1252"
    try:
        return data.decode(charset, errors="replace")
    except (LookupError, UnicodeError):
        return _mixed(data)


def _mixed(data: bytes) -> str:
    return _STRAY.sub(
        lambda found: bytes([ord(found[0]) - 0xDC00]).decode("cp1252", errors="replace"),
        data.decode("utf-8-sig", errors="surrogateescape"),
    )


_STRAY = re.compile("[\udc80-\udcff]")  # how Python passes on a byte that is no UTF-8
_READ_AS_WINDOWS = frozenset(
    {"iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "utf-7"}
)

"""Bytes in, text out."""

import re


def decode(data: bytes) -> str:
    """Return the text of bytes: by byte-order mark, else UTF-8, else the charset an HTML page declares, else Windows-1252.

    Windows-1252 is what British office software writes where nothing is said; its five unused bytes become U+FFFD.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    try:
        return data.decode(declared[1].decode("ascii") if declared else "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")

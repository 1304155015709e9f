"""What a result was made of in, a hash that says so out: two results compare only where these agree."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.minutes import Minutes

_CODE = ("corpus", "index", "service")


def of_corpus(minutes: Iterable[Minutes]) -> str:
    """Return the sha256 in hex of the ids and digests of all paragraphs, whatever order the minutes come in."""
    lines = sorted(f"{one.id} {one.digest}" for whole in minutes for one in whole.paragraphs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def of_code() -> str:
    """Return the sha256 in hex of the sources that reading, searching and answering run, by name and content."""
    root = Path(__file__).parent.parent
    whole = hashlib.sha256()
    for file in sorted(file for package in _CODE for file in (root / package).rglob("*.py")):
        data = file.read_bytes().replace(b"\r\n", b"\n")
        whole.update(f"{file.relative_to(root).as_posix()} {hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()

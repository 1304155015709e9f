"""The bytes as published, kept beside the database: `originals/ab/<sha256><suffix>`.

A file is written before the transaction that names it and deleted after the one that forgets it, so nothing named is
ever missing. What a crash leaves over is found by the mark `originals/unsettled`, and swept at the next opening or
write.
"""

import re
import sqlite3
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from index.files import sync_folder, write_durably

FOLDER = "originals"
_MARK = "unsettled"


def name_of(sha256: str, address: str) -> str:
    """Return where the bytes from a file or a URL are kept, relative to originals/: the hash and a plain suffix."""
    path = urlsplit(address).path if "://" in address else address
    suffix = PurePosixPath(path).suffix.lower()
    return f"{sha256[:2]}/{sha256}{suffix if re.fullmatch(r'[.][a-z0-9]{1,8}', suffix) else ''}"


def begin(folder: Path) -> None:
    """Leave the mark that a change has begun; the caller holds the write lock.

    An empty file says it all, and is made in one step: written beside and renamed, a crash in between would leave a
    file that nothing sweeps.
    """
    mark = folder / FOLDER / _MARK
    mark.parent.mkdir(exist_ok=True)
    mark.touch()
    sync_folder(mark.parent)


def is_unsettled(folder: Path) -> bool:
    """Return whether a change began that has not ended."""
    return (folder / FOLDER / _MARK).exists()


def store(folder: Path, name: str, data: bytes) -> None:
    """Keep bytes under a name from name_of, forced to the disk."""
    write_durably(folder / FOLDER / name, lambda put: put(data))


def end(folder: Path) -> None:
    """Take the mark away; the caller holds the write lock and has left nothing over."""
    (folder / FOLDER / _MARK).unlink(missing_ok=True)


def sweep(folder: Path, connection: sqlite3.Connection) -> None:
    """Delete every file that the database does not name, then the mark; the caller holds the write lock."""
    for path in orphans(folder, connection):
        path.unlink()
    end(folder)


def orphans(folder: Path, connection: sqlite3.Connection) -> list[Path]:
    """Return the files under originals/ that the database does not name, apart from the mark."""
    named = {name for (name,) in connection.execute("SELECT original FROM minutes")}
    root = folder / FOLDER
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and path != root / _MARK)
    return [path for path in found if path.relative_to(root).as_posix() not in named]

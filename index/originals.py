"""The bytes as published, kept beside the database: `originals/ab/<sha256><suffix>`.

A file is written before the transaction that names it and deleted after the one that forgets it, so nothing named is
ever missing. What a crash leaves over is found by the mark `originals/unsettled`, and swept at the next opening or
write.
"""

import contextlib
import re
import sqlite3
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from index import rows
from index.errors import CollectionLocked, MinutesUnknown
from index.files import locked, sync_folder, write_durably

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


def path_of(folder: Path, connection: sqlite3.Connection, minutes_id: str) -> Path:
    """Return the path of the bytes of minutes; raise MinutesUnknown where there are no such minutes, or no bytes."""
    row = connection.execute("SELECT original FROM minutes WHERE id = ?", [minutes_id]).fetchone()
    if row is None:
        raise rows.unknown(minutes_id)
    if not row[0]:
        raise MinutesUnknown(
            f"the source of '{minutes_id}' is not kept, because it holds restricted items. Ask the council for it.",
            minutes_id,
        )
    return folder / FOLDER / str(row[0])


def settle(folder: Path, connection: sqlite3.Connection) -> None:
    """Sweep what a crash left over, unless somebody is writing: then it is not left over."""
    if is_unsettled(folder):
        with contextlib.suppress(CollectionLocked, OSError), locked(folder, wait_seconds=0):
            sweep(folder, connection)


def orphans(folder: Path, connection: sqlite3.Connection) -> list[Path]:
    """Return the files under originals/ that the database does not name, apart from the mark."""
    named = {name for (name,) in connection.execute("SELECT original FROM minutes")}
    root = folder / FOLDER
    found = (path for path in sorted(root.rglob("*")) if path.is_file() and path != root / _MARK)
    return [path for path in found if path.relative_to(root).as_posix() not in named]

"""Files that are wholly there or wholly not, and the lock of the one writer.

In: a path and what to write. Out: the file with its hash on the disk, or a plain error and the old file untouched.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index.errors import CollectionDamaged, CollectionError, CollectionLocked, DiskFull, HomeUnwritable

Put = Callable[[bytes], object]

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# ENOENT is what /proc and its like say to whoever makes a folder in them.
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.ENOENT}


@contextlib.contextmanager
def locked(folder: Path, *, wait_seconds: float, name: str = "lock") -> Iterator[None]:
    """Hold the write lock of a collection's folder, or another one; the kernel lets go of it when the process dies.

    Raises CollectionLocked when somebody else still holds it after wait_seconds (0: do not wait).
    """
    with (folder / name).open("ab") as file:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise CollectionLocked(
                        f"collection '{folder.name}' is being written to by another process, which had not finished "
                        f"after {wait_seconds:g} seconds. Try again when it has."
                    ) from None
                time.sleep(0.02)
        yield


def write_durably(path: Path, write: Callable[[Put], object]) -> str:
    """Write a file beside, force it to the disk, and rename it into place; return its sha256 in hex.

    write: called with a function that takes the bytes, any number of times. A crash or a full disk at any moment leaves
    the old file, if there was one, as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".tmp")
    total = hashlib.sha256()
    try:
        with beside.open("wb") as file:

            def put(data: bytes) -> int:
                total.update(data)
                return file.write(data)

            write(put)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return total.hexdigest()


def sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, so that a rename survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cause_of(error: Exception) -> str:
    """Return in a few words why the disk refused: “no space left on device”.

    tantivy tells it in its own form, as “IoError { io_error: Os { code: 28, … } … }” or “… (os error 28)”.
    """
    told = _TOLD.search(str(error))
    number = error.errno if isinstance(error, OSError) and error.errno else int(told[1]) if told else None
    return os.strerror(number).lower() if number else "the disk refused it"


_TOLD = re.compile(r"(?:os error |\bcode: )(\d{1,4})\b")


@contextlib.contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk and SQLite say into the errors of this package, with the folder they are about."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        plain = _plain(error, folder)
        if plain is None:
            raise
        raise plain from error


def _plain(error: sqlite3.Error | OSError, folder: Path) -> CollectionError | None:
    said = str(error)
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL or "disk is full" in said:
        return DiskFull(f"the disk that holds '{folder}' is full. Nothing was half written; make room and try again.")
    if number in _FORBIDDEN or "readonly" in said or "unable to open" in said:
        return HomeUnwritable(
            f"the folder '{folder}' cannot be written to. Choose a home you may write to, with MINUTED_HOME."
        )
    if "locked" in said:
        return CollectionLocked(f"collection '{folder.name}' is being written to by another process. Try again later.")
    if "malformed" in said or "not a database" in said:
        return CollectionDamaged(
            f"the database '{folder / 'minutes.db'}' is damaged ({said}). Restore it from a backup, or move the folder "
            "away and add the minutes again."
        )
    if isinstance(error, OSError) or "disk I/O error" in said:
        return CollectionError(f"the disk could not do what collection '{folder.name}' needs: {said}.")
    return None

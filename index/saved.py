"""The quantised part of the vectors in, a file that is never trusted out; and back.

FAISS has no checksum and loads a damaged file, so the hash, the generation and the model are recorded beside it and
checked before FAISS sees a byte. FAISS's own writer truncates in place and hides a full disk.
Source: https://github.com/facebookresearch/faiss/blob/main/faiss/impl/io.cpp
"""

import hashlib
import io
import sqlite3
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index import schema
from index.files import Put, sha256_of, write_durably
from index.parts import Part, Rows
from index.records import read_record, write_record

# The types that FAISS ships lack what its loader adds.
_FAISS: Any = faiss


@dataclass(frozen=True, slots=True)
class Progress:
    """What a quantised part is of. generation, mark: what is removed since may still be in it. last: its last passage.

    fingerprint: of the model. trained: of how many passages it was when it was learnt. sha256: of the file, in hex.
    """

    generation: int
    mark: str
    last: int
    fingerprint: str
    trained: int
    sha256: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """A quantised part, and what it is of."""

    part: Part
    progress: Progress

    def is_of(self, connection: sqlite3.Connection) -> bool:
        """Return whether it is of the database of a connection, and of its model."""
        return _is_of(self.progress, connection)


def save(path: Path, many: Many) -> None:
    """Write the file and then its record, each wholly or not at all. Raises OSError where the disk refuses."""

    def write(put: Put) -> None:
        for column in (many.part.rows.numbers, many.part.rows.minutes, many.part.rows.kinds):
            data = io.BytesIO()
            np.lib.format.write_array(data, column, allow_pickle=False)
            put(data.getvalue())
        faiss.write_index(many.part.index, _FAISS.PyCallbackIOWriter(lambda data: put(bytes(data))))

    sha256 = write_durably(path, write)
    write_record(_record(path), replace(many.progress, sha256=sha256))


def load(path: Path, connection: sqlite3.Connection) -> Many | None:
    """Return what is in a file; None where it is missing, damaged, or of another database or model."""
    progress = _progress(path)
    if progress is None or not _is_of(progress, connection):
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != progress.sha256:
        return None
    reader = io.BytesIO(data)
    rows = Rows(*(np.lib.format.read_array(reader, allow_pickle=False) for _ in range(3)))
    return Many(Part(rows, faiss.read_index(_FAISS.PyCallbackIOReader(reader.read))), progress)


def damage(path: Path) -> str | None:
    """Return what is wrong with a file, None when it is sound or not there."""
    if not path.exists():
        return None
    progress = _progress(path)
    if progress is None:
        return f"{path.name} has no readable record in {_record(path).name}"
    if sha256_of(path) != progress.sha256:
        return f"{path.name} is not the file that {_record(path).name} recorded"
    return None


def forget(path: Path) -> None:
    """Delete a file and its record."""
    _record(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def stamp(path: Path) -> object:
    """Return what changes whenever another file is put in this one's place."""
    try:
        status = _record(path).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _is_of(progress: Progress, connection: sqlite3.Connection) -> bool:
    is_known = schema.is_known(connection, progress.generation, progress.mark)
    return is_known and progress.fingerprint == schema.meta(connection, "fingerprint")


def _progress(path: Path) -> Progress | None:
    values = read_record(_record(path))
    try:
        return None if values is None else Progress(**values)
    except TypeError:
        return None


def _record(path: Path) -> Path:
    return path.with_suffix(".json")

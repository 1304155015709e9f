"""The vectors of all passages, a FAISS index that follows the database: a vector in, the closest passages out.

vectors.faiss holds nothing that the database does not. It only makes starting quicker, and is never trusted: FAISS has
no checksum and loads a damaged file, so the hash, the generation and the model are recorded beside it in vectors.json
and checked before FAISS sees a byte. FAISS's own writer truncates in place and hides a full disk, and its searches may
not meet changes. Sources: https://github.com/facebookresearch/faiss/blob/main/faiss/impl/io.cpp and
https://github.com/facebookresearch/faiss/wiki/Threads-and-asynchronous-calls
"""

import hashlib
import io
import json
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index import schema
from index.errors import CollectionDamaged
from index.files import sha256_of, write_durably

ROWS_AT_ONCE = 8192
# FAISS looks at every vector however few are allowed; to take out a tenth of them and multiply costs less.
EXACT_SHARE = 0.1

# The types that FAISS ships lack what its loader adds.
_FAISS: Any = faiss


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index has come: generation and mark, the last passage seen, the model, and the file's sha256."""

    generation: int
    mark: str
    last: int
    fingerprint: str
    sha256: str = ""


class Vectors:
    """An exact index over the passages' vectors; ids are passage row numbers, similarity is cosine.

    Safe from several threads: one lock keeps searches and changes apart.
    """

    def __init__(self, path: Path) -> None:
        """Begin empty; path is where save() puts the file, with its record beside it."""
        self._path = path
        self._record = path.with_suffix(".json")
        self._lock = threading.Lock()
        # An IndexIDMap2 over an IndexFlatIP.
        self._index: Any = None
        self._progress: Progress | None = None
        self._unsaved = 0

    @property
    def unsaved_share(self) -> float:
        """How much of the index the file does not have yet, in [0, 1]."""
        with self._lock:
            count = 0 if self._index is None else self._index.ntotal
            return min(1.0, self._unsaved / max(count, 1))

    def follow(self, connection: sqlite3.Connection) -> int:
        """Come to the database's generation, and return how many vectors had to be added.

        From memory, else from the file when it belongs to this database, else from the database alone; in every case
        without embedding. The connection must not be inside a transaction, so that no older state is followed.
        """
        with self._lock, schema.snapshot(connection):
            number, mark = schema.generation(connection)
            if self._progress is not None and (self._progress.generation, self._progress.mark) == (number, mark):
                return 0
            if self._progress is None or not schema.is_known(
                connection, self._progress.generation, self._progress.mark
            ):
                self._start(connection)
            return self._catch_up(connection, number, mark)

    def search(
        self, vector: NDArray[np.float32], k: int, *, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """Return the k passages closest to a vector with their cosine, closest first, ties by row number.

        vector: shape (d,), float32, unit length. allowed: row numbers to choose from, all when None. Fewer than k pairs
        when there are fewer.
        """
        with self._lock:
            if self._index is None or self._index.ntotal == 0 or (allowed is not None and len(allowed) == 0):
                return []
            if allowed is not None and len(allowed) < EXACT_SHARE * self._index.ntotal:
                found = self._similarities(vector, allowed)
            else:
                found = self._nearest(vector, k, allowed)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k]

    def similarities(self, vector: NDArray[np.float32], numbers: Sequence[int]) -> dict[int, float]:
        """Return the cosine of a vector with each of the passages; rows the index does not have are left out."""
        with self._lock:
            return self._similarities(vector, np.asarray(numbers, dtype=np.int64))

    def contents(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return copies of the row numbers, shape (n,), and the vectors, shape (n, d), as the index holds them."""
        with self._lock:
            if self._index is None or self._index.ntotal == 0:
                return np.zeros(0, np.int64), np.zeros((0, 0), np.float32)
            numbers = faiss.vector_to_array(self._index.id_map)
            return numbers, self._index.index.reconstruct_n(0, self._index.ntotal)

    def damage(self) -> str | None:
        """Return what is wrong with the saved file, None when it is sound or not there."""
        if not self._path.exists():
            return None
        try:
            progress = Progress(**json.loads(self._record.read_text()))
        except (OSError, ValueError, TypeError):
            return f"{self._path.name} has no readable record in {self._record.name}"
        if sha256_of(self._path) != progress.sha256:
            return f"{self._path.name} is not the file that {self._record.name} recorded"
        return None

    def save(self) -> None:
        """Write the index and then its record, each wholly or not at all; the caller holds the write lock."""
        with self._lock:
            if self._index is None or self._progress is None:
                return
            index = self._index
            # The callback lets us fsync before renaming, and raises when the disk is full.
            sha256 = write_durably(
                self._path,
                lambda put: faiss.write_index(index, _FAISS.PyCallbackIOWriter(lambda data: put(bytes(data)))),
            )
            record = {**asdict(self._progress), "sha256": sha256}
            write_durably(self._record, lambda put: put(json.dumps(record).encode()))
            self._unsaved = 0

    def forget(self) -> None:
        """Delete the file and its record; the caller holds the write lock. What is in memory follows as ever."""
        with self._lock:
            self._record.unlink(missing_ok=True)
            self._path.unlink(missing_ok=True)
            self._unsaved = 0 if self._index is None else self._index.ntotal

    def _start(self, connection: sqlite3.Connection) -> None:
        """Take the saved index where it belongs to this database's past and this model, else an empty one."""
        self._index = self._progress = None
        self._unsaved = 0
        try:
            progress = Progress(**json.loads(self._record.read_text()))
            data = self._path.read_bytes()
        except (OSError, ValueError, TypeError):
            return
        if (
            hashlib.sha256(data).hexdigest() == progress.sha256
            and schema.is_known(connection, progress.generation, progress.mark)
            and progress.fingerprint == schema.meta(connection, "fingerprint")
        ):
            self._index = faiss.read_index(_FAISS.PyCallbackIOReader(io.BytesIO(data).read))
            self._progress = progress

    def _catch_up(self, connection: sqlite3.Connection, number: int, mark: str) -> int:
        fingerprint = schema.meta(connection, "fingerprint")
        if fingerprint is None:
            return 0
        if self._index is None:
            dimensions = int(schema.meta(connection, "dimensions") or 0)
            self._index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))
        since, last = (self._progress.generation, self._progress.last) if self._progress else (0, 0)
        # Nobody may see a state between two generations: until all is done, this cache belongs to none.
        self._progress = None
        if last:
            gone = connection.execute(
                "SELECT passage FROM removed WHERE generation > ? AND passage <= ?", [since, last]
            )
            numbers = np.fromiter((row[0] for row in gone), dtype=np.int64)
            if len(numbers):
                self._unsaved += self._index.remove_ids(numbers)
        added, last = self._add_after(connection, last)
        self._unsaved += added
        self._progress = Progress(generation=number, mark=mark, last=last, fingerprint=fingerprint)
        return added

    def _add_after(self, connection: sqlite3.Connection, last: int) -> tuple[int, int]:
        """Add the passages after a row number; return how many, and the last one."""
        added = 0
        rows = connection.execute("SELECT number, vector FROM passages WHERE number > ? ORDER BY number", [last])
        while batch := rows.fetchmany(ROWS_AT_ONCE):
            data = b"".join(vector for _, vector in batch)
            if len(data) != 4 * len(batch) * self._index.d:
                raise CollectionDamaged(
                    f"the database '{self._path.parent / 'minutes.db'}' holds a vector that is not {self._index.d} "
                    "numbers long. Restore it from a backup, or add the minutes again."
                )
            numbers = np.array([number for number, _ in batch], dtype=np.int64)
            self._index.add_with_ids(np.frombuffer(data, dtype="<f4").reshape(len(batch), -1), numbers)
            added += len(batch)
            last = batch[-1][0]
        return added, last

    def _nearest(self, vector: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None) -> dict[int, float]:
        # One question is one row of work; the server's own threads are the parallelism, more would only compete.
        faiss.omp_set_num_threads(1)
        selector = None if allowed is None else _FAISS.SearchParameters(sel=faiss.IDSelectorBatch(allowed))
        similarities, numbers = self._index.search(vector[None, :], min(k, self._index.ntotal), params=selector)
        # FAISS fills up with -1 where fewer than k are allowed.
        return {int(n): float(s) for n, s in zip(numbers[0], similarities[0], strict=True) if n >= 0}

    def _similarities(self, vector: NDArray[np.float32], numbers: NDArray[np.int64]) -> dict[int, float]:
        if self._index is None or self._index.ntotal == 0 or len(numbers) == 0:
            return {}
        known = numbers[np.isin(numbers, faiss.vector_to_array(self._index.id_map))]
        if len(known) == 0:
            return {}
        cosines = self._index.reconstruct_batch(known) @ vector
        return dict(zip(known.tolist(), cosines.tolist(), strict=True))

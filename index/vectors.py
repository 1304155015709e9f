"""The vectors of all passages, kept ready to be searched: a vector in, the closest passages out.

An index only proposes; what a search gives is decided by the snapshot of the database that it is asked in. While there
are few passages, every vector is looked at. Later the many are quantised, and the best looked at again as they are
stored; the newest are still searched exactly. What no index has yet is read from the database. So an index may be
old, missing or under way, and nothing removed is found and nothing added is missed.

vectors.faiss (index/saved.py) keeps the quantised part, which takes time to make. There is none while all is exact.
"""

import contextlib
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import saved, schema, stored
from index.errors import CollectionDamaged, CollectionLocked
from index.files import locked
from index.parts import EVERY, Part, Rows, blocks, exact, grown, quantised, sample
from index.state import State, are_many, followed, with_many

# A search looks at so many of the quantised as they are stored, or at twice as many as are wanted. Of 100,000 passages
# that finds all of the ten closest and .993 of the hundred (half as many: .9998 and .944). Measured again by
# `minuted-eval speed --only scale --sizes 100000`.
LOOKED_AT = 400
# A scope of so few passages is read from the database and searched exactly: 4 ms.
NARROW_PASSAGES = 1000
# What it takes another process to write its part of the caches.
LOCK_WAIT_SECONDS = 10.0


class Vectors:
    """The passages' vectors, searched by cosine. Safe from several threads: a search takes one state and keeps it."""

    def __init__(self, path: Path) -> None:
        """Begin empty; path is where the quantised part is kept, with its record beside it."""
        self._path = path
        self._state: State | None = None
        # Held while a state is followed by the next, and while a quantised part is made. Searching takes neither.
        self._following, self._making = threading.Lock(), threading.Lock()
        self._stamp: object = None

    @property
    def is_outgrown(self) -> bool:
        """Whether grow() would make searches cheaper."""
        state = self._state
        return state is not None and state.is_outgrown

    def follow(self, connection: sqlite3.Connection) -> int:
        """Come to the database's generation, as far as that is quick, and return how many vectors had to be read.

        Searches are right without it, and slower. The connection must not be inside a transaction.
        """
        with self._following, schema.snapshot(connection):
            now, stamp = schema.generation(connection), saved.stamp(self._path)
            if self._state is not None and (self._state.generation, self._state.mark, self._stamp) == (*now, stamp):
                return 0
            state = self._begun(connection, changed=stamp != self._stamp)
            self._stamp = stamp
            if state is None:
                self._state = None
                return 0
            before = len(state.newest.rows)
            self._state = followed(connection, state)
            return len(self._state.newest.rows) - before

    def search(
        self,
        connection: sqlite3.Connection,
        vector: NDArray[np.float32],
        k: int,
        *,
        minutes: Sequence[int] | None = None,
        kinds: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Return the k passages closest to a vector with their cosine, closest first, ties by row number.

        connection: in a snapshot, which decides what is there. vector: shape (d,), float32, unit length. minutes: row
        numbers to choose from, all when None. kinds: all when empty. Fewer than k pairs only when there are fewer.
        """
        state, (number, _) = self._state, schema.generation(connection)
        if state is not None and state.fingerprint != schema.meta(connection, "fingerprint"):
            # The collection has been embedded anew between this snapshot and the state, whichever came first.
            state = None
        found: dict[int, float] = {}
        after = 0
        if state is not None and number >= state.floor:
            after = state.last
            top = EVERY if state.generation == number else _last(connection)
            gone = state.gone_by(connection, number)
            # To look at a million passages for nothing takes as long as to find the closest of a hundred thousand.
            is_limited = minutes is not None or kinds or len(gone) or top < EVERY

            def allowed(rows: Rows) -> NDArray[np.bool_] | None:
                if not is_limited:
                    return None
                return rows.are_within(minutes, kinds) & ~rows.are_among(gone) & (rows.numbers <= top)

            if state.many:
                part = state.many.part
                found |= _looked_at(part, connection, vector, k, allowed(part.rows))
            if len(state.newest.rows):
                numbers, cosines = state.newest.nearest(vector, k, allowed(state.newest.rows))
                found |= zip(numbers.tolist(), cosines.tolist(), strict=True)
        for rows, vectors in blocks(connection, after=after, to=EVERY, dimensions=len(vector)):
            within = rows.are_within(minutes, kinds)
            found |= zip(rows.numbers[within].tolist(), (vectors[within] @ vector).tolist(), strict=True)
            found = dict(_closest(found, k))
        return _closest(found, k)

    def contents(self) -> list[int]:
        """Return the row numbers of the passages that are there, in order, as far as this has followed."""
        state = self._state
        if state is None:
            return []
        parts = [*([state.many.part.rows] if state.many else []), state.newest.rows]
        return [number for rows in parts for number in rows.numbers[~rows.are_among(state.gone)].tolist()]

    def damage(self) -> str | None:
        """Return what is wrong with the saved file, None when it is sound or not there."""
        return saved.damage(self._path)

    def grow(self, connection: sqlite3.Connection) -> None:
        """Quantise what is not yet, where that makes searches cheaper, and keep it on the disk.

        Takes seconds for every 100,000 passages, in which searches go on; one process of all that have the collection
        open does it. No snapshot is held meanwhile. Raises OSError where the disk refuses; the result is used all the
        same.
        """
        if not self._making.acquire(blocking=False):
            return
        try:
            with contextlib.ExitStack() as held:
                # On a disk that cannot be written to, nobody else does it either.
                with contextlib.suppress(OSError):
                    held.enter_context(locked(self._path.parent, wait_seconds=0, name="growing.lock"))
                self.follow(connection)
                if not self.is_outgrown:
                    self._sweep()
                    return
                many = self._quantised(connection)
                with self._following, schema.snapshot(connection):
                    begun = self._begun(connection, changed=False)
                    is_ours = begun is not None and (many is None or many.is_of(connection))
                    if begun is not None and is_ours:
                        floor = schema.generation(connection)[0]
                        self._state = followed(connection, with_many(begun, many, floor))
                if many is None:
                    self.forget()
                elif is_ours:
                    self._keep(connection, many)
        except CollectionLocked:
            return
        except CollectionDamaged:
            # Vectors of another length are another model's where it has taken over while they were read.
            state = self._state
            if state is None or state.fingerprint == schema.meta(connection, "fingerprint"):
                raise
        finally:
            self._making.release()

    def forget(self) -> None:
        """Delete the file and its record; what is in memory follows as ever."""
        saved.forget(self._path)

    def _sweep(self) -> None:
        """Delete a file that nobody can use, as long as nothing is quantised."""
        if self._state is not None and self._state.many is None and self._path.exists():
            with locked(self._path.parent, wait_seconds=LOCK_WAIT_SECONDS, name="caches.lock"):
                saved.forget(self._path)

    def _keep(self, connection: sqlite3.Connection, many: saved.Many) -> None:
        """Write the quantised part, unless something it holds was removed meanwhile and must not reach the disk."""
        with locked(self._path.parent, wait_seconds=LOCK_WAIT_SECONDS, name="caches.lock"):
            if schema.forgotten(connection) <= many.progress.generation:
                saved.save(self._path, many)
        with self._following:
            self._stamp = saved.stamp(self._path)

    def _quantised(self, connection: sqlite3.Connection) -> saved.Many | None:
        """Return the quantised part of all there is now, from the one before where that will do; None for too few."""
        with schema.snapshot(connection):
            number, mark = schema.generation(connection)
            last = _last(connection)
            fingerprint = schema.meta(connection, "fingerprint") or ""
            dimensions = int(schema.meta(connection, "dimensions") or 0)
            (count,) = connection.execute("SELECT COUNT(*) FROM passages").fetchone()
        state = self._state
        is_same = state is not None and state.fingerprint == fingerprint
        if is_same and state is not None and state.many is not None and not state.must_be_made_anew:
            progress = state.many.progress
            part = grown(state.many.part, blocks(connection, after=progress.last, to=last, dimensions=dimensions))
            return saved.Many(part, replace(progress, last=last))
        if not are_many(count):
            return None
        learnt = sample(connection, to=last, dimensions=dimensions)
        part = grown(quantised(learnt), blocks(connection, after=0, to=last, dimensions=dimensions))
        return saved.Many(part, saved.Progress(number, mark, last, fingerprint, trained=len(part.rows)))

    def _begun(self, connection: sqlite3.Connection, *, changed: bool) -> State | None:
        """Return the state to go on from: this one, that of the saved file, or none of either; None without a model."""
        number, mark = schema.generation(connection)
        fingerprint = schema.meta(connection, "fingerprint")
        state = self._state
        if fingerprint is None:
            return None
        if (
            state is not None
            and schema.is_known(connection, state.generation, state.mark)
            and state.fingerprint == fingerprint
        ):
            if not changed:
                return state
        else:
            state = None
        many = saved.load(self._path, connection)
        if state is not None and (many is None or (state.many and state.many.progress.last >= many.progress.last)):
            return state
        dimensions = int(schema.meta(connection, "dimensions") or 0)
        empty = np.zeros(0, np.int64)
        fresh = State(number, mark, fingerprint, number, 0, None, exact(dimensions), 0, empty, empty)
        return with_many(fresh, many, number)


def _looked_at(
    part: Part, connection: sqlite3.Connection, vector: NDArray[np.float32], k: int, allowed: NDArray[np.bool_] | None
) -> dict[int, float]:
    """Return the cosines of quantised passages as the database holds them: of the few allowed, else of the closest.

    allowed: None for all.
    """
    if (len(part.rows) if allowed is None else np.count_nonzero(allowed)) <= NARROW_PASSAGES:
        numbers = part.rows.numbers if allowed is None else part.rows.numbers[allowed]
    else:
        numbers, _ = part.nearest(vector, max(2 * k, LOOKED_AT), allowed)
    there, vectors = stored.vectors_of(connection, numbers.tolist(), len(vector))
    return dict(zip(there.tolist(), (vectors @ vector).tolist(), strict=True))


def _last(connection: sqlite3.Connection) -> int:
    last: int | None = connection.execute("SELECT MAX(number) FROM passages").fetchone()[0]
    return last or 0


def _closest(found: dict[int, float], k: int) -> list[tuple[int, float]]:
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k]

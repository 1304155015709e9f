"""What the vectors' cache holds at one moment, and what it holds at the next.

In: one state and a connection in a snapshot. Out: another state. A state never changes, so that a search can keep one.
"""

import sqlite3
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index import saved, schema
from index.parts import EVERY, Part, Rows, blocks, exact, grown

# Exact search of 100,000 vectors of 384 numbers took 6.4 ms on one core of two busy ones, and quantised search with the
# second look 2.5 ms, most of it the second look: they meet near 40,000. At 50,000, exact vectors take 38 MB of memory.
EXACT_PASSAGES = 50_000
# So many of the newest are searched exactly before they are quantised too: a millisecond.
NEWEST_PASSAGES = 10_000
# What is gone still takes room and time; a tenth costs little.
REBUILT_SHARE = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The cache at one moment, never changed.

    many: what is quantised, with how far it goes, None where all is exact. newest: passages after those. last: the
    newest passage of either, from which on the database must be read. gone: row numbers, ascending, removed since the
    parts were begun; gone_at: the generation of each. floor: the oldest generation whose passages are all there.
    forgotten: the generation of the last removal.
    """

    generation: int
    mark: str
    fingerprint: str
    floor: int
    forgotten: int
    many: saved.Many | None
    newest: Part
    last: int
    gone: NDArray[np.int64]
    gone_at: NDArray[np.int64]

    def gone_by(self, connection: sqlite3.Connection, generation: int) -> NDArray[np.int64]:
        """Return which passages were removed by the generation of a connection's snapshot, older or newer than this."""
        if generation <= self.generation:
            return self.gone[self.gone_at <= generation]
        later = connection.execute("SELECT passage FROM removed WHERE generation > ?", [self.generation])
        return np.union1d(self.gone, np.fromiter((number for (number,) in later), np.int64))

    def share_gone(self, rows: Rows) -> float:
        """Return what share of passages is gone."""
        return float(rows.are_among(self.gone).mean()) if len(self.gone) and len(rows) else 0.0

    @property
    def is_outgrown(self) -> bool:
        """Whether the quantised part lacks too much, holds too much that is gone, or may not be kept on the disk."""
        if self.many is None:
            return len(self.newest.rows) >= EXACT_PASSAGES
        return len(self.newest.rows) >= NEWEST_PASSAGES or self.must_be_made_anew

    @property
    def must_be_made_anew(self) -> bool:
        """Whether the quantised part has to be learnt again: there is none, or what it was learnt from is another."""
        many = self.many
        return (
            many is None
            or self.forgotten > many.progress.generation
            or self.share_gone(many.part.rows) > REBUILT_SHARE
            or len(many.part.rows) + len(self.newest.rows) >= 2 * many.progress.trained
        )


def are_many(passages: int) -> bool:
    """Return whether so many passages are worth quantising."""
    return passages >= EXACT_PASSAGES


def with_many(state: State, many: saved.Many | None, floor: int) -> State:
    """Return a state that begins with a quantised part, or with nothing, and must be followed."""
    empty = np.zeros(0, np.int64)
    begun = replace(state, many=many, newest=exact(state.newest.index.d), floor=floor, gone=empty, gone_at=empty)
    if many is None:
        return replace(begun, last=0)
    # What was removed since the quantised part was begun may be in it.
    return replace(begun, last=many.progress.last, generation=many.progress.generation)


def followed(connection: sqlite3.Connection, state: State) -> State:
    """Return the state of the connection's snapshot after an earlier one."""
    number, mark = schema.generation(connection)
    found = connection.execute(
        "SELECT passage, generation FROM removed WHERE generation > ? AND passage <= ?", [state.generation, state.last]
    ).fetchall()
    gone = np.array([*zip(state.gone.tolist(), state.gone_at.tolist(), strict=True), *found], np.int64).reshape(-1, 2)
    gone = gone[np.argsort(gone[:, 0])]
    state = replace(
        state,
        generation=number,
        mark=mark,
        forgotten=schema.forgotten(connection),
        gone=gone[:, 0].copy(),
        gone_at=gone[:, 1].copy(),
    )
    if state.share_gone(state.newest.rows) > REBUILT_SHARE:
        many_last = state.many.progress.last if state.many else 0
        kept = state.gone <= many_last
        state = replace(
            state,
            newest=exact(state.newest.index.d),
            last=many_last,
            floor=number,
            gone=state.gone[kept],
            gone_at=state.gone_at[kept],
        )
    return _with_newest(connection, state)


def _with_newest(connection: sqlite3.Connection, state: State) -> State:
    """Return a state with the passages that came since, but for what is more than may be searched exactly."""
    new = []
    room = EXACT_PASSAGES - len(state.newest.rows)
    for rows, vectors in blocks(connection, after=state.last, to=EVERY, dimensions=state.newest.index.d):
        if room <= 0:
            break
        new.append((rows, vectors))
        room -= len(rows)
    if not new:
        return state
    return replace(state, newest=grown(state.newest, iter(new)), last=int(new[-1][0].numbers[-1]))

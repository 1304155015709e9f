"""A collection and another model in, the same collection with that model's vectors out, while others go on searching.

Every vector is made and kept beside the database first (index/staging.py), minutes by minutes; then all take over in
one transaction. Killed at any moment, the collection is wholly of one model, and the next run goes on where this was.
"""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index import schema, staging
from index.ahead import ahead
from index.collection import Collection
from index.embedded import embed, laid
from index.embedder import Embedder
from index.errors import CollectionLocked
from index.files import locked, plain_errors
from index.staging import Staged

# So often is what others added meanwhile made before nobody may add any more until the rest is.
PASSES = 3
# Others hold the write lock for as long as it takes to store the minutes of one meeting.
LOCK_WAIT_SECONDS = 60.0

# How many passages are done, of how many.
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Reembedded:
    """What embedding a collection anew did.

    before, model: fingerprints, "" where nothing has been added yet; the same where there was nothing to do. minutes,
    passages: how many it holds. resumed: how many of the passages an earlier run had done.
    """

    before: str
    model: str
    minutes: int
    passages: int
    resumed: int

    @property
    def is_changed(self) -> bool:
        """Whether another model has taken over."""
        return self.before != self.model


def reembed(collection: Collection, embedder: Embedder, *, told: Told = lambda _, __: None) -> Reembedded:
    """Embed a collection anew by a model, and let its vectors take the place of the others in one transaction.

    What was begun with another model is given up, also where the collection is this model's already.
    Raises CollectionLocked where somebody else does it, DiskFull, HomeUnwritable, ModelUnavailable; nothing is changed
    then, and what was done is kept for the next run.
    """
    folder = collection.folder
    with plain_errors(folder), _alone(folder):
        before, resumed = collection.fingerprint, 0
        if before in {None, embedder.fingerprint}:
            staging.discard(folder)
        else:
            with collection.connection() as database, staging.opened(folder, embedder, database) as staged:
                resumed = sum(staging.kept(staged).values())
                for _ in range(PASSES):
                    _make(collection, staged, embedder, told=told)
                _take_over(collection, staged, embedder, told=told)
            staging.discard(folder)
    held = collection.statistics()
    return Reembedded(before or "", collection.fingerprint or "", held.minutes, held.passages, resumed)


def _make(
    collection: Collection, staged: sqlite3.Connection, embedder: Embedder, *, told: Told, is_locked: bool = False
) -> None:
    """Make and keep what is missing of the minutes that are there now. is_locked: whether this holds the write lock."""

    def made(minutes: int) -> Staged:
        return _staged(collection, minutes, embedder)

    missing, done, of = _missing(collection, staged)
    told(done, of)
    with contextlib.closing(ahead(made, missing)) as making:
        for _, one in making:
            found = one.result()
            with contextlib.nullcontext() if is_locked else _lock(collection.folder):
                _keep(collection, staged, found)
            done += len(found.passages)
            told(done, of)


def _take_over(collection: Collection, staged: sqlite3.Connection, embedder: Embedder, *, told: Told) -> None:
    """Make what still came, which nothing does any more under the write lock, and let the new vectors take over."""
    with _lock(collection.folder), contextlib.closing(_writer(collection.folder)) as writer:
        _make(collection, staged, embedder, told=told, is_locked=True)
        staging.take_over(collection.folder, writer, embedder)
        # The vectors of the other model go from the log as soon as they can.
        schema.empty_log(writer, wait_seconds=0)


def _missing(collection: Collection, staged: sqlite3.Connection) -> tuple[Sequence[int], int, int]:
    """Return the minutes that are still to be made, by row number, and how many passages are done, of how many."""
    kept = staging.kept(staged)
    with collection.connection() as connection, schema.snapshot(connection):
        there = [number for (number,) in connection.execute("SELECT number FROM minutes ORDER BY number")]
        (passages,) = connection.execute("SELECT COUNT(*) FROM passages").fetchone()
    return [number for number in there if number not in kept], sum(kept.values()), passages


def _staged(collection: Collection, minutes: int, embedder: Embedder) -> Staged:
    """Return what a model makes of minutes, which may be gone meanwhile: then nothing, or what nobody needs."""
    with collection.connection() as connection, schema.snapshot(connection):
        cut = laid(connection, minutes)
    made = embed(cut.texts.values(), (one for ones in cut.read_in.values() for one in ones), embedder)
    return Staged(
        minutes,
        tuple((number, *made.passages[text]) for number, text in cut.texts.items()),
        tuple((number, b"".join(made.sentences[one] for one in ones)) for number, ones in cut.read_in.items()),
    )


def _keep(collection: Collection, staged: sqlite3.Connection, found: Staged) -> None:
    """Keep what was made of minutes unless they are gone: under the write lock, so that nothing removed stays."""
    with collection.connection() as connection, schema.snapshot(connection):
        is_there = connection.execute("SELECT 1 FROM minutes WHERE number = ?", [found.minutes]).fetchone() is not None
        generation = schema.generation(connection)
    if is_there:
        staging.put(staged, found, generation)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of embedding anew; raise CollectionLocked where somebody else does."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(folder, wait_seconds=0, name="reembedding.lock"))
        except CollectionLocked:
            raise CollectionLocked(
                f"collection '{folder.name}' is being embedded anew by another process. Wait until that has finished."
            ) from None
        yield


def _lock(folder: Path) -> contextlib.AbstractContextManager[None]:
    return locked(folder, wait_seconds=LOCK_WAIT_SECONDS)


def _writer(folder: Path) -> sqlite3.Connection:
    return schema.connect(folder / "minutes.db", writes=True)

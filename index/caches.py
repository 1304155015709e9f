"""A collection's vectors and words, kept up with its database: by who asks, or by a thread beside those who ask.

In: connections to the database. Out: caches that questions can be asked of at once. A command that asks once brings the
words up itself, however long that takes. A server starts the thread: a question then waits a moment for what is being
brought up and goes on with what is there. Whatever is there, nothing removed is found, and vectors find what is new.
"""

import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from index.errors import CollectionError
from index.files import locked
from index.vectors import LOCK_WAIT_SECONDS, Vectors
from index.words import Words

# An added document is in the words after a few hundredths of a second; a reader does not notice this long.
PATIENCE_SECONDS = 0.25
# Longer than any step but that of a million vectors, which is left to die with the process.
STOP_SECONDS = 10.0

_logger = logging.getLogger("minuted")


class Caches:
    """What makes searching quick and holds nothing that the database does not. Safe from several threads."""

    def __init__(self, folder: Path, lend: Callable[[], AbstractContextManager[sqlite3.Connection]]) -> None:
        """Begin empty. folder: of the collection. lend: gives a connection that is outside a transaction."""
        self.vectors = Vectors(folder / "vectors.faiss")
        self.words = Words(folder / "words")
        self._folder = folder
        self._lend = lend
        self._thread: threading.Thread | None = None
        self._change = threading.Condition()
        # Guarded by the condition: whether there is something to do, whether it is being done, since when, and the end.
        self._is_wanted = self._is_busy = self._is_over = False
        self._since = 0.0

    def follow(self, connection: sqlite3.Connection) -> None:
        """Bring the caches to the database's generation, as far as a question should wait for it."""
        self.vectors.follow(connection)
        if self._thread is None:
            self.words.follow(connection)
        elif not self.words.is_current(connection):
            self._want(patience=PATIENCE_SECONDS)
        elif self.vectors.is_outgrown:
            self._want(patience=0)

    def bring_up(self) -> None:
        """Bring the caches to the database's generation, however long that takes, and onto the disk.

        Where the disk refuses, that is logged and searches do with what is in memory: nothing is lost.
        """
        try:
            with self._lend() as connection:
                self.vectors.follow(connection)
                self.words.follow(connection)
                self.vectors.grow(connection)
        except CollectionError as error:
            _logger.warning("the index for searching was not written: %s", error)

    def start(self) -> None:
        """Let a thread bring the caches up from now on, beginning at once."""
        self._thread = threading.Thread(target=self._work, name="caches", daemon=True)
        self._thread.start()
        self._want(patience=0)

    def stop(self) -> None:
        """End the thread where there is one."""
        with self._change:
            self._is_over = True
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock of the caches' files, under which none is written; raise CollectionLocked."""
        with locked(self._folder, wait_seconds=LOCK_WAIT_SECONDS, name="caches.lock"):
            yield

    def forget(self) -> None:
        """Delete the files; the caller holds locked(). They are made again when somebody searches."""
        self.vectors.forget()
        self.words.forget()

    def _want(self, *, patience: float) -> None:
        """Have the thread bring the caches up, and wait for it so long after it began."""
        with self._change:
            if not self._is_busy and not self._is_wanted:
                self._since = time.monotonic()
            self._is_wanted = True
            self._change.notify_all()
            left = self._since + patience - time.monotonic()
            self._change.wait_for(lambda: not (self._is_wanted or self._is_busy), timeout=max(0.0, left))

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._is_wanted or self._is_over)
                if self._is_over:
                    return
                self._is_wanted, self._is_busy = False, True
            try:
                self.bring_up()
            except Exception:
                # The next question asks for it again; until then searches do without.
                _logger.exception("bringing the index up to date failed")
            finally:
                with self._change:
                    self._is_busy = False
                    self._change.notify_all()

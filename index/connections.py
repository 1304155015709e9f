"""The folder of a collection in, connections to its database out: any number that read, and one that writes.

What the disk or SQLite say comes out as this package's own errors.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

from index import originals, schema
from index.files import locked, plain_errors


class Connections:
    """Those to one database. Safe from several threads, each of which has what it is lent to itself."""

    def __init__(self, folder: Path) -> None:
        """Open nothing yet."""
        self._folder = folder
        self._path = folder / "minutes.db"
        # Those not in use. A pool rather than one for every thread: a server's threads come and go.
        self._idle: list[Connection] = []

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Lend a connection that can only read; one that was lent when something was raised is closed."""
        with plain_errors(self._folder):
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = schema.connect(self._path)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            self._idle.append(connection)

    @contextlib.contextmanager
    def writing(self, *, wait_seconds: float) -> Iterator[Connection]:
        """Lend the only connection that can write, under the lock, and settle the originals at the end.

        Raises CollectionLocked where another has had the lock for so long.
        """
        with (
            plain_errors(self._folder),
            locked(self._folder, wait_seconds=wait_seconds),
            contextlib.closing(schema.connect(self._path, writes=True)) as writer,
        ):
            if originals.is_unsettled(self._folder):
                originals.sweep(self._folder, writer)
            originals.begin(self._folder)
            yield writer
            originals.end(self._folder)

    def close(self) -> None:
        """Close those that nobody is using."""
        while self._idle:
            self._idle.pop().close()

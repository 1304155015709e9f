"""Files in, what they hold out: read ahead of their turn by sandboxes, or as stored where reading gives no more."""

import contextlib
import dataclasses
import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import MinutedError
from corpus.minutes import Metadata, Reading
from corpus.read import read_bytes
from corpus.sandboxes import Sandboxes
from corpus.sidecar import read_sidecar
from index.collection import Collection
from index.errors import MinutesConflict
from index.publish import Prepared


@dataclass(frozen=True, slots=True)
class Begun:
    """A file whose reading has begun. said: what was stated of it now; given: that, over what was stated before.

    reading: None where the collection holds what it would give.
    """

    data: bytes
    said: Metadata
    given: Metadata
    reading: Future[Reading] | None


@dataclass(frozen=True, slots=True)
class Read:
    """A file's bytes and what they hold.

    stated: with these very bytes before, None where the collection has not had them. is_stored: the reading is from the
    collection, which nothing has to be added to. prepared: None where it would not be added.
    """

    data: bytes
    reading: Reading
    stated: Metadata | None
    is_stored: bool = False
    prepared: Prepared | None = None


def begun_ahead(
    collection: Collection, files: Sequence[Path], given: Metadata, sandboxes: Sandboxes
) -> Iterator[tuple[Path, Begun | MinutedError]]:
    """Give each file in order, with its reading begun or with why it could not be; some are begun before their turn.

    given: what the person adding states, before side-cars.
    """
    begun: deque[tuple[Path, Begun | MinutedError]] = deque()
    for file in files:
        try:
            begun.append((file, _begin(collection, file, given, sandboxes)))
        except MinutedError as error:
            begun.append((file, error))
        if len(begun) > sandboxes.children:
            yield begun.popleft()
    yield from begun


def read(collection: Collection, file: Path, begun: Begun | MinutedError, sandboxes: Sandboxes) -> Read:
    """Wait for what a file holds. Raises MinutedError where it could not be read."""
    if isinstance(begun, MinutedError):
        raise begun
    # What was stated when these bytes were added first still holds where nothing new is said; another file with the
    # same bytes may have been added since the reading began.
    stated = _stated(collection, begun.data)
    over = begun.said.over(stated or Metadata())
    if begun.reading is not None and over == begun.given:
        return Read(begun.data, begun.reading.result(), stated)
    if known := collection.read_before(_sha256(begun.data), name=spelled(file.name), given=over):
        return Read(begun.data, known, stated, is_stored=True)
    return Read(begun.data, sandboxes.read(str(file), begun.data, over).result(), stated)


def prepared(collection: Collection, read: Read, *, replace: bool) -> Read:
    """Return what was read ready to be added, where it is to be."""
    if read.is_stored:
        return read
    # A conflict may be gone, or there may be another, when it is this file's turn: it is told of then.
    with contextlib.suppress(MinutesConflict):
        return dataclasses.replace(read, prepared=collection.prepare(read.reading, replace=replace))
    return read


def still_holds(collection: Collection, file: Path, read: Read) -> bool:
    """Return whether what was read is what the file holds at its turn: files before it may have changed the collection.

    Another with the same bytes may have been added, or one that took the place of these.
    """
    if read.is_stored:
        return collection.is_read(_sha256(read.data), name=spelled(file.name), given=read.reading.given)
    return _stated(collection, read.data) == read.stated


def spelled(text: str) -> str:
    """Return text with what is no Unicode in a file's name (Linux allows it) spelled out, so that it can be printed."""
    return text.encode(errors="backslashreplace").decode()


def _begin(collection: Collection, file: Path, given: Metadata, sandboxes: Sandboxes) -> Begun:
    data = read_bytes(file)
    said = given.over(read_sidecar(file))
    over = said.over(_stated(collection, data) or Metadata())
    is_read = collection.is_read(_sha256(data), name=spelled(file.name), given=over)
    return Begun(data, said, over, None if is_read else sandboxes.read(str(file), data, over))


def _stated(collection: Collection, data: bytes) -> Metadata | None:
    return collection.given_for(_sha256(data))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

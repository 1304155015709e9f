"""Files and folders in, minutes in a collection out, one transaction each, with an account of what was read."""

import contextlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path

from corpus.errors import MetadataInvalid, MinutedError, SourceMissing
from corpus.minutes import Metadata, Minutes, Reading
from corpus.read import PassedOver, minutes_files, passed_over
from corpus.sandboxes import Sandboxes
from index.ahead import ahead
from index.collection import Collection
from index.errors import (
    CollectionDamaged,
    CollectionLocked,
    DiskFull,
    HomeUnwritable,
    ModelMismatch,
    ModelUnavailable,
)
from service.reading import Begun, Read, begun_ahead, prepared, read, spelled, still_holds


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one file did, and what was understood of it; what the document does not state is None or "unknown".

    outcome: added, replaced, moved or unchanged. items, paragraphs, labels: how many. kinds: how many paragraphs of
    each. warnings: what its reader should know.
    """

    path: str
    minutes_id: str
    outcome: str
    council: str | None
    committee: str | None
    held: date | None
    begins: time | None
    title: str
    status: str
    layout: str
    items: int
    paragraphs: int
    labels: int
    kinds: dict[str, int]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not added, and why, in a sentence."""

    path: str
    reason: str


@dataclass(slots=True)
class Account:
    """What has been read so far.

    kinds: how many paragraphs of each kind the minutes added or replaced have. passed_over: what is in the folders and
    is not read.
    """

    added: list[Added] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    passed_over: list[PassedOver] = field(default_factory=list)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs were read."""
        return sum(one.paragraphs for one in self.added)

    @property
    def labels(self) -> int:
        """How many of them have a printed label."""
        return sum(one.labels for one in self.added)


def files_at(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read at paths, each once; side-cars are read with the files that they stand beside.

    Raises SourceMissing where there is nothing at one of the paths, or nothing but side-cars.
    """
    files = list(dict.fromkeys(file for path in paths for file in minutes_files(path)))
    if not files:
        named = ", ".join(f"'{path}'" for path in paths)
        raise SourceMissing(f"there are only side-cars at {named}. Add the files that they stand beside.")
    return files


def passed_over_at(paths: Sequence[Path]) -> list[PassedOver]:
    """Return what is in folders among the paths and is not read, each once."""
    return list(dict.fromkeys(file for path in paths for file in passed_over(path)))


def add_files(
    collection: Collection,
    files: Sequence[Path],
    *,
    given: Metadata,
    replace: bool,
    told: Callable[[Path, Account], None],
    account: Account,
) -> None:
    """Add each file, and write into the account what came of it; a file that is refused does not stop the others.

    given: what the person adding states, before side-cars. told: called after each file. Raises what concerns the whole
    collection (another model, a full disk, a home that cannot be written) at once; what was added before stays.
    """
    before = _by_name(collection)
    sandboxes = Sandboxes()
    begun = begun_ahead(collection, files, given, sandboxes)

    def read_and_prepare(one: tuple[Path, Begun | MinutedError]) -> Read:
        return prepared(collection, read(collection, *one, sandboxes), replace=replace)

    # Embedding goes on while what was embedded before is written. The sandboxes close first, so that nobody waits for
    # one when this is interrupted.
    with contextlib.closing(ahead(read_and_prepare, begun)) as made, sandboxes:
        for (file, started), preparing in made:
            try:
                one = preparing.result()
                if not still_holds(collection, file, one):
                    one = read(collection, file, started, sandboxes)
                _add(collection, file, one, replace=replace, before=before, account=account)
            except _OF_THE_COLLECTION:
                raise
            except MinutedError as error:
                account.refused.append(Refused(spelled(str(file)), spelled(str(error))))
            told(file, account)


def _by_name(collection: Collection) -> dict[str, list[str]]:
    """Return the ids of the minutes that are in the collection, by the name of the file they came from."""
    by_name: dict[str, list[str]] = {}
    for summary in collection.summaries():
        by_name.setdefault(summary.source_address, []).append(summary.id)
    return by_name


def _add(
    collection: Collection,
    file: Path,
    read: Read,
    *,
    replace: bool,
    before: Mapping[str, Sequence[str]],
    account: Account,
) -> None:
    minutes = read.reading.minutes
    if read.is_stored:
        account.added.append(_added(file, "unchanged", read.reading))
        return
    if read.stated is None:
        for minutes_id in before.get(spelled(file.name), ()):
            _refuse_forgotten(collection, minutes_id, file, minutes)
    done = collection.add(read.reading, read.data, replace=replace, prepared=read.prepared)
    if done.outcome != "unchanged":
        account.kinds.update(paragraph.kind for paragraph in minutes.paragraphs)
    account.added.append(_added(file, done.outcome, read.reading))


def _added(file: Path, outcome: str, reading: Reading) -> Added:
    minutes = reading.minutes
    return Added(
        path=spelled(str(file)),
        minutes_id=minutes.id,
        outcome=outcome,
        council=minutes.council,
        committee=minutes.committee,
        held=minutes.held,
        begins=minutes.begins,
        title=minutes.title,
        status=minutes.status,
        layout=minutes.layout,
        items=len(minutes.items),
        paragraphs=len(minutes.paragraphs),
        labels=sum(1 for paragraph in minutes.paragraphs if paragraph.label),
        kinds=dict(Counter(paragraph.kind for paragraph in minutes.paragraphs).most_common()),
        warnings=reading.warnings,
    )


def _refuse_forgotten(collection: Collection, minutes_id: str, file: Path, new: Minutes) -> None:
    """Raise MetadataInvalid where a file has changed and what was stated of its earlier self is not stated of it now.

    Added without it, it would stand beside its earlier self at another address, and answers would quote both.
    """
    old = collection.minutes(minutes_id)
    given = collection.given_for(old.source.sha256) or Metadata()
    lost = [name for name in ("council", "committee", "held") if getattr(given, name) and not getattr(new, name)]
    if lost:
        raise MetadataInvalid(
            f"'{file.name}' has changed since it was added as '{minutes_id}', and what was stated then is not stated "
            f"now ({', '.join(lost)}). State it again, or put it into '{file.name}.toml' so that it lasts."
        )


_OF_THE_COLLECTION = (
    CollectionDamaged,
    CollectionLocked,
    DiskFull,
    HomeUnwritable,
    ModelMismatch,
    ModelUnavailable,
)

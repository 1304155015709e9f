"""A collection: one folder on disk, opened by many readers and one writer at a time.

In: Readings with the bytes they came from. Out: minutes, paragraphs, numbers, and a look at everything for a search.
SQLite is the only truth; the vectors and the words follow it when somebody searches.
"""

import contextlib
import hashlib
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from sqlite3 import Connection

from corpus.minutes import Metadata, Minutes, Paragraph, Reading
from index import originals, publish, readings, rows, schema, staging
from index.caches import Caches
from index.connections import Connections
from index.embedded import Embedded
from index.embedder import Embedder
from index.errors import CollectionLocked, CollectionMissing, DiskFull, HomeUnwritable, TextOnDisk
from index.files import locked, plain_errors, write_durably
from index.folder import README, missing
from index.hits import Added, Body, Extent, MinutesSummary, Placed, Statistics
from index.models import Models, check
from index.outcomes import Listed, Wanted, listed
from index.per_generation import PerGeneration
from index.rerank import Reranker
from index.scope import EVERYTHING, Scope
from index.statistics import bodies, extent, statistics
from index.upgrade import upgrade_folder
from index.verify import problems

# Longer than it takes to write the minutes of a long meeting, shorter than anybody waits at a prompt.
LOCK_WAIT_SECONDS = 2.0
# Longer than any question takes to be answered from its snapshot.
LOG_WAIT_SECONDS = 5.0


class Collection:
    """One folder of minutes with one audience. Safe from several threads; close it, or use it in a `with`."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder | Callable[[], Embedder],
        reranker: Callable[[], Reranker] | None = None,
    ) -> None:
        """Prepare a collection without touching the disk; use open()."""
        self.folder = folder
        self._connections = Connections(folder)
        self.caches = Caches(folder, self.connection)
        self.vectors, self.words = self.caches.vectors, self.caches.words
        self._models = Models(embedder, reranker)
        self.per_generation = PerGeneration()
        # Held while what a question put forward is read and ranked. Python hands the interpreter over at every row that
        # SQLite gives, so that two threads at it take longer than one after the other; see DECISIONS.md.
        self.turn = threading.Lock()

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder | Callable[[], Embedder],
        *,
        reranker: Callable[[], Reranker] | None = None,
        create: bool = False,
    ) -> "Collection":
        """Return the collection of a folder, made first when create is set; what a crash left over is swept.

        embedder: or a function that loads it, which is called when something is added or asked, not before. reranker: a
        function that loads what puts the best hits in order, called at the first question that wants it.
        A collection of an earlier version is brought to this one first. Raises CollectionMissing, CollectionTooNew,
        CollectionTooOld, CollectionLocked, CollectionDamaged, HomeUnwritable.
        """
        collection = cls(folder, embedder, reranker)
        path = folder / "minutes.db"
        with plain_errors(folder):
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                with locked(folder, wait_seconds=LOCK_WAIT_SECONDS):
                    schema.create(path)
                    if not (folder / "README.txt").exists():
                        write_durably(folder / "README.txt", lambda put: put(README.encode()))
            if not path.is_file():
                raise CollectionMissing(missing(folder))
            with collection.connection() as connection:
                version = schema.version(connection)
                if version == 0:
                    raise CollectionMissing(missing(folder))
                if version < schema.VERSION:
                    upgrade_folder(folder, collection.caches.forget, wait_seconds=LOCK_WAIT_SECONDS)
                originals.settle(folder, connection)
        return collection

    def __enter__(self) -> "Collection":
        """Return the collection, to be closed at the end of the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the collection."""
        self.close()

    def close(self) -> None:
        """End what works beside, and close the connections that nobody is using."""
        self.caches.stop()
        self._connections.close()

    @property
    def embedder(self) -> Embedder:
        """The model, loaded at first use; raises ModelMismatch when the collection was made by another."""
        return self._models.embedder(self.fingerprint, collection=self.folder.name)

    @property
    def reranker(self) -> Reranker:
        """What puts the best hits in order, loaded at first use; raises ModelUnavailable, also where none is named."""
        return self._models.reranker()

    @property
    def fingerprint(self) -> str | None:
        """The model the collection was made by; None before the first add. Loads nothing."""
        with self.connection() as connection:
            return schema.meta(connection, "fingerprint")

    def prepare(self, reading: Reading, *, replace: bool = False) -> publish.Prepared:
        """Return minutes cut and embedded, as `add` takes them: nearly all of its work, which changes nothing.

        Another thread may do it while others are added. Raises MinutesConflict, and what the embedder raises.
        """
        draft = publish.draft_of(reading)
        plan = self._planned(draft, replace=replace)
        if plan.outcome == "unchanged":
            return publish.Prepared(draft, None)
        return publish.Prepared(draft, self._embedded(draft, plan, self.embedder))

    def add(
        self, reading: Reading, original: bytes, *, replace: bool = False, prepared: publish.Prepared | None = None
    ) -> Added:
        """Store minutes in one transaction, or nothing of them, and return what that did.

        original: the bytes they were read from; not kept where they hold restricted text. The same bytes again change
        nothing, or move and mend what is there; other bytes for the same id replace what came from a file of the same
        name, and anything else only with replace. prepared: what `prepare` made of the reading.
        Raises MinutesConflict, ModelMismatch, CollectionLocked, DiskFull, HomeUnwritable.
        """
        source = reading.minutes.source
        if hashlib.sha256(original).hexdigest() != source.sha256:
            raise ValueError(f"the bytes given for '{source.address}' are not the ones it was read from")
        draft, vectors = prepared or self.prepare(reading, replace=replace)
        plan = self._planned(draft, replace=replace)
        if plan.outcome == "unchanged":
            self._note(draft, replace=replace)
        else:
            embedder = self.embedder
            if vectors is None or vectors.fingerprint != embedder.fingerprint:
                vectors = self._embedded(draft, plan, embedder)
            name = "" if reading.withholds else originals.name_of(source.sha256, source.address)
            with self._writing() as writer:
                if name:
                    originals.store(self.folder, name, original)
                with schema.transaction(writer):
                    # Decided again, because others may have written while this was embedding.
                    plan = publish.plan_of(writer, draft, replace=replace)
                    check(schema.meta(writer, "fingerprint"), embedder, collection=self.folder.name)
                    if plan.outcome != "unchanged":
                        publish.publish(writer, draft, plan, vectors=vectors, embedder=embedder, original=name)
                if plan.gone:
                    staging.let_go(self.folder, plan.gone)
                    originals.sweep(self.folder, writer)
                # Text that was replaced now, or removed while somebody was reading, goes as soon as it can.
                schema.empty_log(writer, wait_seconds=0)
        return Added(reading.minutes.id, plan.outcome, len(reading.minutes.paragraphs), len(draft.passages))

    def remove(self, minutes_id: str) -> None:
        """Remove minutes and everything made from them from the disk; raise MinutesUnknown where there are none.

        The caches are forgotten too and built again at the next search, because what is deleted in place can stay
        readable in their files, and in SQLite's write-ahead log until it is emptied.
        Raises TextOnDisk where everything else is done but that log cannot be emptied, because a reader has held its
        look at the collection for LOG_WAIT_SECONDS, or the disk is full; every later change tries again, and so does
        the last to close.
        """
        with self._writing() as writer:
            with self.caches.locked(), schema.transaction(writer):
                row = writer.execute("SELECT number FROM minutes WHERE id = ?", [minutes_id]).fetchone()
                if row is None:
                    raise rows.unknown(minutes_id)
                generation = schema.next_generation(writer)
                publish.delete(writer, row[0], generation=generation)
                schema.forget(writer, generation)
                # Before the commit: a crash between the two then leaves no cache that can still be read.
                staging.let_go(self.folder, row)
                self.caches.forget()
            originals.sweep(self.folder, writer)
            is_gone = schema.empty_log(writer, wait_seconds=LOG_WAIT_SECONDS)
        if not is_gone:
            raise TextOnDisk(
                f"minutes '{minutes_id}' are removed and no search finds them, but their text is still in "
                f"'{self.folder / 'minutes.db-wal'}', because somebody is reading the collection, or the disk is full. "
                "It goes with the next change, or when everything that has the collection open is closed."
            )

    def minutes(self, minutes_id: str) -> Minutes:
        """Return whole minutes; raise MinutesUnknown where there are none."""
        with self.connection() as connection, schema.snapshot(connection):
            return rows.minutes(connection, minutes_id)

    def summaries(self, scope: Scope = EVERYTHING) -> list[MinutesSummary]:
        """Return the minutes in a scope by council, committee and day; the scope's kinds do not limit."""
        with self.connection() as connection:
            return rows.summaries(connection, scope)

    def paragraph(self, paragraph_id: str) -> Placed:
        """Return a paragraph with its item and minutes; raise MinutesUnknown where there is none."""
        with self.connection() as connection:
            return rows.placed_by_id(connection, paragraph_id)[1]

    def holding(self, words: str, *, most: int) -> list[Placed]:
        """Return up to so many paragraphs whose text holds these words, letter by letter; it reads every text."""
        with self.connection() as connection:
            return rows.holding(connection, words, most=most)

    def neighbours(self, paragraph_id: str) -> tuple[Paragraph | None, Paragraph | None]:
        """Return the paragraphs printed before and after one, None at either end; raise MinutesUnknown."""
        with self.connection() as connection, schema.snapshot(connection):
            return rows.beside(connection, rows.placed_by_id(connection, paragraph_id)[0])

    def has_paragraph(self, paragraph_id: str) -> bool:
        """Return whether there is a paragraph of this id."""
        with self.connection() as connection:
            found = connection.execute("SELECT 1 FROM paragraphs WHERE id = ?", [paragraph_id]).fetchone()
        return found is not None

    def outcomes(self, wanted: Wanted) -> Listed:
        """Return decisions, actions or others in order; raise ScopeInvalid for names that the collection lacks."""
        with self.connection() as connection, schema.snapshot(connection):
            return listed(connection, wanted)

    def given_for(self, sha256: str) -> Metadata | None:
        """Return the metadata given when these bytes were added, None where they never were."""
        with self.connection() as connection:
            return rows.given(connection, sha256)

    def is_read(self, sha256: str, *, name: str, given: Metadata) -> bool:
        """Return whether read_before() gives anything."""
        with self.connection() as connection:
            return readings.is_known(connection, sha256, name=name, given=given)

    def read_before(self, sha256: str, *, name: str, given: Metadata) -> Reading | None:
        """Return what is stored of bytes, where reading them anew would give no more; None where they must be read.

        name: of their file. given: all that is stated of them. What was left out is not in it.
        """
        with self.connection() as connection, schema.snapshot(connection):
            return readings.known(connection, sha256, name=name, given=given)

    def original(self, minutes_id: str) -> Path:
        """Return the path of the bytes as published.

        Raises MinutesUnknown where there are no such minutes, or their bytes hold restricted text and are not kept.
        """
        with self.connection() as connection:
            return originals.path_of(self.folder, connection, minutes_id)

    def statistics(self, scope: Scope = EVERYTHING) -> Statistics:
        """Return how much a scope holds; minutes of which no paragraph is in the scope do not count."""
        with self.connection() as connection, schema.snapshot(connection):
            of_scope = ("statistics", scope)
            return self.per_generation.of(connection, of_scope, lambda: statistics(connection, scope))

    def extent(self, scope: Scope = EVERYTHING) -> Extent:
        """Return whose minutes, and from when to when, lie in a scope; its kinds do not limit."""
        with self.connection() as connection, schema.snapshot(connection):
            return self.per_generation.of(connection, scope, lambda: extent(connection, scope))

    def bodies(self) -> tuple[Body, ...]:
        """Return the committees of which there are minutes, by council and name; what is unknown is None."""
        with self.connection() as connection, schema.snapshot(connection):
            return self.per_generation.of(connection, "bodies", lambda: bodies(connection))

    def verify(self) -> list[str]:
        """Return what is wrong with the folder, one sentence each; nothing is mended."""
        with self.connection() as connection:
            return problems(self.folder, connection)

    def connection(self) -> AbstractContextManager[Connection]:
        """Lend a connection that can only read, for one thread; errors of the disk come out as this package's own."""
        return self._connections.reading()

    def _planned(self, draft: publish.Draft, *, replace: bool) -> publish.StoragePlan:
        with self.connection() as connection:
            return publish.plan_of(connection, draft, replace=replace)

    def _note(self, draft: publish.Draft, *, replace: bool) -> None:
        """Keep that what is stored is what these rules read; where that cannot be written, it is read once more."""
        source, given = draft.reading.minutes.source, draft.reading.given
        if self.is_read(source.sha256, name=source.address, given=given):
            return
        with (
            contextlib.suppress(CollectionLocked, DiskFull, HomeUnwritable),
            self._writing() as writer,
            schema.transaction(writer),
        ):
            if publish.plan_of(writer, draft, replace=replace).outcome == "unchanged":
                readings.note(writer, draft.reading)

    def _embedded(self, draft: publish.Draft, plan: publish.StoragePlan, embedder: Embedder) -> Embedded:
        with self.connection() as connection:
            return publish.embedded(connection, draft, plan, embedder)

    def _writing(self) -> AbstractContextManager[Connection]:
        return self._connections.writing(wait_seconds=LOCK_WAIT_SECONDS)

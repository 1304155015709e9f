"""The words of all passages, a tantivy index that follows the database: a question in, BM25 scores of passages out.

The folder words/ holds one index folder, and words.json names it, says how far it has come and records the hash of
every file in it. Only who holds the collection's write lock changes them. A rebuild happens in a new folder and counts
from the moment words.json names it. Who cannot write (a read-only or full disk, a busy lock) serves what is there.
"""

import json
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import tantivy

from index import schema
from index.errors import CollectionLocked
from index.files import locked, sha256_of, write_durably
from index.terms import terms

# Ample for one add to become one segment; tantivy refuses less than 15 MB for a thread.
HEAP_BYTES = 50_000_000
# What is taken out stays in tantivy's statistics, and in its scores, until a rebuild: a tenth changes no ranking much.
REBUILD_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index has come. last: the newest passage seen. removed: passages taken out since it was built.

    folder: its name under words/, "" for one in memory. files: sha256 in hex of every file in it.
    """

    generation: int = 0
    mark: str = ""
    last: int = 0
    removed: int = 0
    folder: str = ""
    files: dict[str, str] = field(default_factory=dict)


class Words:
    """A stemmed word index over the passages' headers and texts. Safe from several threads and processes."""

    def __init__(self, path: Path) -> None:
        """Begin empty; path is the folder words/, whose parent holds the write lock."""
        self._path = path
        self._record = path.with_suffix(".json")
        self._lock = threading.Lock()
        self._progress: Progress | None = None
        self._index: tantivy.Index | None = None
        self._checked: dict[str, str] = {}

    def follow(self, connection: sqlite3.Connection) -> int:
        """Come to the database's generation, and return how many passages had to be added.

        The connection must not be inside a transaction: the record is read first, so a database that does not know its
        generation is another one, not an older look at this one.
        """
        with self._lock:
            progress = self._recorded()
            with schema.snapshot(connection):
                now = schema.generation(connection)
                is_ours = progress is not None and schema.is_known(connection, progress.generation, progress.mark)
            if self._progress is not None and (self._progress.generation, self._progress.mark) == now:
                return 0
            if progress is not None and (progress.generation, progress.mark) == now and self._open(progress):
                return 0
            try:
                with locked(self._path.parent, wait_seconds=0):
                    return self._bring_up(connection)
            # tantivy reports what the disk says as ValueError.
            except (CollectionLocked, OSError, ValueError):
                return self._make_do(connection, progress if is_ours else None)

    def search(
        self,
        question: str,
        k: int,
        *,
        headers: bool,
        minutes: Sequence[int] | None = None,
        kinds: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Return the k passages that match best with their BM25 score, best first, ties by row number.

        The question is taken as words, never as a query language. headers: whether the passages' headers are matched
        with their texts, as one text: short entries then differ less in length. minutes: row numbers to choose from,
        all when None. kinds: all when empty.
        """
        index = self._index
        stems = terms(question)
        if index is None or not stems or (minutes is not None and len(minutes) == 0):
            return []
        field = "whole" if headers else "text"
        matches = [(tantivy.Occur.Should, tantivy.Query.term_query(_SCHEMA, field, stem)) for stem in stems]
        required = [tantivy.Query.boolean_query(matches)]
        for name, values in (("minutes", minutes), ("kind", kinds or None)):
            if values is not None:
                limit = tantivy.Query.term_set_query(_SCHEMA, name, list(values))
                required.append(tantivy.Query.const_score_query(limit, 0.0))
        searcher = index.searcher()
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in required])
        found = searcher.search(query, k, count=False).hits
        numbers = searcher.fast_field_values("number", [address for _, address in found])
        pairs = [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, found, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def contents(self) -> list[int]:
        """Return the row numbers of the passages in the index, in order, each as often as it is there."""
        if self._index is None:
            return []
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.all_query(), max(searcher.num_docs, 1)).hits
        return sorted(int(number or 0) for number in searcher.fast_field_values("number", [at for _, at in found]))

    def damage(self) -> str | None:
        """Return what is wrong with the files, None when they are sound or not there."""
        if not self._record.exists():
            return None
        progress = self._recorded()
        if progress is None:
            return f"{self._record.name} cannot be read"
        wrong = [name for name, sha256 in progress.files.items() if not self._is_sound(progress.folder, name, sha256)]
        return (
            f"words/{progress.folder}/{wrong[0]} is not the file that {self._record.name} recorded" if wrong else None
        )

    def forget(self) -> None:
        """Delete the files; the caller holds the write lock. Searches go on with what is open until follow()."""
        with self._lock:
            self._record.unlink(missing_ok=True)
            shutil.rmtree(self._path, ignore_errors=True)

    def _recorded(self) -> Progress | None:
        try:
            return Progress(**json.loads(self._record.read_text()))
        except (OSError, ValueError, TypeError):
            return None

    def _bring_up(self, connection: sqlite3.Connection) -> int:
        """Bring the files to the database's generation, or build new ones; the caller holds the write lock."""
        progress = self._recorded()
        with schema.snapshot(connection):
            if (
                progress is None
                or not schema.is_known(connection, progress.generation, progress.mark)
                or progress.removed + len(_gone(connection, progress)) > REBUILD_SHARE * _count(connection)
                or not self._open(progress)
            ):
                progress = Progress(folder=secrets.token_hex(8))
                (self._path / progress.folder).mkdir(parents=True)
            index = _opened(self._path / progress.folder)
            progress, added = _apply(index, connection, progress)
        files = {
            path.name: sha256_of(path) for path in (self._path / progress.folder).iterdir() if path.suffix != ".lock"
        }
        progress = replace(progress, files=files)
        write_durably(self._record, lambda put: put(json.dumps(asdict(progress)).encode()))
        self._index, self._progress, self._checked = index, progress, files
        for other in self._path.iterdir():
            if other.name != progress.folder:
                shutil.rmtree(other, ignore_errors=True)
        return added

    def _make_do(self, connection: sqlite3.Connection, progress: Progress | None) -> int:
        """Serve what is there without writing, an older generation too; a search drops what is gone since."""
        if progress is not None and self._open(progress):
            return 0
        if self._index is not None and self._progress is not None and self._progress.folder:
            return 0
        with schema.snapshot(connection):
            # Nothing usable is there, so the index is built in memory; the next to get the lock writes one.
            index, progress = self._index, self._progress
            if index is None or progress is None or not schema.is_known(connection, progress.generation, progress.mark):
                index, progress = tantivy.Index(_SCHEMA), Progress()
            progress, added = _apply(index, connection, progress)
        self._index, self._progress = index, progress
        return added

    def _open(self, progress: Progress) -> bool:
        """Open the files of a record if every one is as recorded; return whether they are."""
        new = {name: sha256 for name, sha256 in progress.files.items() if self._checked.get(name) != sha256}
        if not progress.files or not all(self._is_sound(progress.folder, name, sha256) for name, sha256 in new.items()):
            return False
        try:
            self._index = _opened(self._path / progress.folder)
        except (OSError, ValueError):
            return False
        self._progress, self._checked = progress, dict(progress.files)
        return True

    def _is_sound(self, folder: str, name: str, sha256: str) -> bool:
        path = self._path / folder / name
        return path.is_file() and sha256_of(path) == sha256


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("number", indexed=True, fast=True)
    builder.add_unsigned_field("minutes", indexed=True)
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    builder.add_text_field("whole", tokenizer_name="en_stem", index_option="freq")
    return builder.build()


_SCHEMA = _schema()


def _opened(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_SCHEMA, path=str(folder))
    # Only follow() decides when to look at the disk again, not a watching thread.
    index.config_reader(reload_policy="manual")
    index.reload()
    return index


def _apply(index: tantivy.Index, connection: sqlite3.Connection, progress: Progress) -> tuple[Progress, int]:
    """Bring an index to the database's generation; return how far it has come, and how many passages were added.

    A crash between the commit and the record leaves files that the record does not know, and they are built again.
    """
    number, mark = schema.generation(connection)
    gone = _gone(connection, progress)
    writer = index.writer(heap_size=HEAP_BYTES, num_threads=1)
    added, last = 0, progress.last
    try:
        if gone:
            # Not by term: tantivy 0.27 takes a Python int for a signed one there, and deletes nothing.
            writer.delete_documents_by_query(tantivy.Query.term_set_query(_SCHEMA, "number", gone))
        rows = connection.execute(
            "SELECT g.number, p.minutes, p.kind, g.text, g.header FROM passages g "
            "JOIN paragraphs p ON p.number = g.paragraph WHERE g.number > ? ORDER BY g.number",
            [progress.last],
        )
        for last, minutes, kind, text, header in rows:
            document = tantivy.Document(kind=kind, text=text, whole=f"{header}\n{text}")
            document.add_unsigned("number", last)
            document.add_unsigned("minutes", minutes)
            writer.add_document(document)
            added += 1
        writer.commit()
    finally:
        writer.wait_merging_threads()
    index.reload()
    return replace(progress, generation=number, mark=mark, last=last, removed=progress.removed + len(gone)), added


def _gone(connection: sqlite3.Connection, progress: Progress) -> list[int]:
    rows = connection.execute(
        "SELECT passage FROM removed WHERE generation > ? AND passage <= ?", [progress.generation, progress.last]
    )
    return [row[0] for row in rows]


def _count(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("SELECT COUNT(*) FROM passages").fetchone()[0]
    return count

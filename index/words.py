"""The words of all passages, a tantivy index that follows the database: a question in, BM25 scores of passages out.

The folder words/ holds one index folder, and words.json names it, says how far it has come and records the hash of
every file in it. Only who holds the lock of the caches changes them, in steps of whole minutes, each of which counts
from the moment words.json tells it. A rebuild happens in a new folder. Who cannot write (a read-only or full disk, a
busy lock) serves what is there.
"""

import logging
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import tantivy

from index import schema
from index.errors import CollectionLocked
from index.exact import ways_to_print
from index.files import cause_of, locked, sha256_of
from index.records import read_record, write_record
from index.spelling import Term, ceiling, read
from index.terms import stems
from index.word_index import SCHEMA, UNWRITTEN, Progress, bring_nearer, is_worn, opened

# About so many are added at once, so that others need not wait longer than half a second for the lock.
STEP_PASSAGES = 10_000
# How long a process waits for another that is building what it has nothing of.
LOCK_WAIT_SECONDS = 10.0
# tantivy writes all other files once and never again.
CHANGING = {"meta.json", ".managed.json"}


_logger = logging.getLogger("minuted")


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
        self._is_told = False
        # The question read last: what a search has read, `unused` need not read again.
        self._last_read: tuple[tuple[object, ...], Sequence[Term]] | None = None

    def is_current(self, connection: sqlite3.Connection) -> bool:
        """Return whether searches are of the database's generation, without changing or waiting for anything.

        Files that another process has brought there are opened. The connection must not be inside a transaction.
        """
        if not self._lock.acquire(blocking=False):
            return False
        try:
            with schema.snapshot(connection):
                now = schema.generation(connection)
            if self._serves(now):
                return True
            progress = self._recorded()
            return progress is not None and self._opens(progress, now)
        finally:
            self._lock.release()

    def follow(self, connection: sqlite3.Connection) -> int:
        """Come to the database's generation, however long it takes, and return how many passages had to be added.

        The connection must not be inside a transaction: the record is read first, so a database that does not know its
        generation is another one, not an older look at this one.
        """
        total = 0
        while True:
            with self._lock:
                added, is_done = self._step(connection)
            total += added
            if is_done:
                return total

    def search(
        self,
        question: str,
        k: int,
        *,
        headers: bool,
        minutes: Sequence[int] | None = None,
        kinds: Sequence[str] = (),
    ) -> list[tuple[int, float]]:
        """Return the k passages that match best with their share of the question's words, best first.

        A share is a BM25 score through the most that any passage could have for the question, in [0, 1]; ties go by row
        number. What is asked for to the letter (index/exact.py) puts forward up to k more for each way to print it. The
        question is taken as words, never as a query language; words are found as others spell them too, and where they
        are not there, what they may be slips of (index/spelling.py).

        headers: whether the passages' headers are matched with their texts, as one text: short entries then differ less
        in length. minutes: row numbers to choose from, all when None. kinds: all when empty.
        """
        index = self._index
        if index is None or (minutes is not None and len(minutes) == 0):
            return []
        field = "whole" if headers else "text"
        searcher = index.searcher()
        terms = self._read(question, index, field)
        matches = [(tantivy.Occur.Should, _query(term, field)) for term in terms if term.stems]
        ways = ways_to_print(question)
        if not matches and not ways:
            return []
        limits = [
            tantivy.Query.const_score_query(tantivy.Query.term_set_query(SCHEMA, name, list(values)), 0.0)
            for name, values in (("minutes", minutes), ("kind", kinds or None))
            if values is not None
        ]
        found = _best(searcher, [tantivy.Query.boolean_query(matches), *limits], k) if matches else {}
        # What has every word of a quoted phrase or a figure is looked at however common these words are.
        for way in ways:
            found |= _best(searcher, [_all_of(way, field), *limits], k, matches)
        most = ceiling(terms)
        pairs = [(number, min(1.0, score / most) if most else 0.0) for number, score in found.items()]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def terms(self, question: str, generation: tuple[int, str]) -> Sequence[Term]:
        """Return what the words of a question are looked for as; one without stems stands in no passage, in no form.

        generation: of the database that is asked; () while the index is not of it.
        """
        index = self._index
        if index is None or not self._serves(generation) or index is not self._index:
            return ()
        return self._read(question, index, "whole")

    def _read(self, question: str, index: tantivy.Index, field: str) -> Sequence[Term]:
        # What is built in memory grows in place: the same object is another index once it has come further.
        key = (index, self._progress, field, question)
        last = self._last_read
        if last is None or last[0] != key:
            last = self._last_read = key, read(question, index.searcher(), field)
        return last[1]

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
        wrong = [name for name, sha256 in progress.files.items() if not self._is_file(progress.folder, name, sha256)]
        return (
            f"words/{progress.folder}/{wrong[0]} is not the file that {self._record.name} recorded" if wrong else None
        )

    def forget(self) -> None:
        """Delete the files; the caller holds the lock of the caches. Searches go on with what is open till follow()."""
        self._record.unlink(missing_ok=True)
        shutil.rmtree(self._path, ignore_errors=True)
        self._checked = {}

    def _recorded(self) -> Progress | None:
        values = read_record(self._record)
        try:
            return None if values is None else Progress(**values)
        except TypeError:
            return None

    def _serves(self, generation: tuple[int, str]) -> bool:
        progress = self._progress
        return progress is not None and progress.is_whole and (progress.generation, progress.mark) == generation

    def _opens(self, progress: Progress, generation: tuple[int, str]) -> bool:
        """Open what a record names if it is whole and of a generation; return whether that was done."""
        return progress.is_whole and (progress.generation, progress.mark) == generation and self._open(progress)

    def _step(self, connection: sqlite3.Connection) -> tuple[int, bool]:
        """Come nearer to the database's generation; return how many passages were added, and whether that is all."""
        progress = self._recorded()
        with schema.snapshot(connection):
            now = schema.generation(connection)
            is_ours = progress is not None and schema.is_known(connection, progress.generation, progress.mark)
        if self._serves(now) or (progress is not None and self._opens(progress, now)):
            return 0, True
        # Where another process is half way with what this one has nothing of, it is worth waiting for.
        is_begun = is_ours and progress is not None and not progress.is_whole and self._index is None
        try:
            with locked(self._path.parent, wait_seconds=LOCK_WAIT_SECONDS if is_begun else 0, name="caches.lock"):
                return self._bring_up(connection)
        except CollectionLocked:
            pass
        # tantivy reports what the disk says as ValueError.
        except (OSError, ValueError) as error:
            self._tell(error)
        return self._make_do(connection, progress if is_ours else None), True

    def _tell(self, error: Exception) -> None:
        """Log once that the disk refuses: it does so at every question."""
        if not self._is_told:
            _logger.warning(UNWRITTEN, self._path, cause_of(error))
        self._is_told = True

    def _bring_up(self, connection: sqlite3.Connection) -> tuple[int, bool]:
        """Bring the files a step nearer to the database's generation, or begin new ones; the caller holds the lock."""
        progress = self._recorded()
        with schema.snapshot(connection):
            if (
                progress is None
                or not schema.is_known(connection, progress.generation, progress.mark)
                or is_worn(connection, progress)
                or not self._is_sound(progress)
            ):
                progress = Progress(folder=secrets.token_hex(8))
                (self._path / progress.folder).mkdir(parents=True)
            known = progress.files
            try:
                index = opened(self._path / progress.folder)
                progress, added = bring_nearer(index, connection, progress, most=STEP_PASSAGES)
            except (OSError, ValueError):
                if not known:
                    shutil.rmtree(self._path / progress.folder, ignore_errors=True)
                raise
        files = {
            path.name: known[path.name] if path.name in known and path.name not in CHANGING else sha256_of(path)
            for path in (self._path / progress.folder).iterdir()
            if path.suffix != ".lock"
        }
        progress = replace(progress, files=files)
        write_record(self._record, progress)
        self._is_told = False
        self._checked = {**files}
        # An older index that is whole serves better than a new one that is not.
        if progress.is_whole or self._index is None:
            self._index, self._progress = index, progress
        for other in self._path.iterdir():
            if other.name != progress.folder:
                shutil.rmtree(other, ignore_errors=True)
        return added, progress.is_whole

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
                index, progress = tantivy.Index(SCHEMA), Progress()
            progress, added = bring_nearer(index, connection, progress, most=None)
        self._index, self._progress = index, progress
        return added

    def _open(self, progress: Progress) -> bool:
        """Open the files of a record if every one is as recorded; return whether they are."""
        if not progress.is_whole and self._index is not None:
            return True
        if not self._is_sound(progress):
            return False
        try:
            index = opened(self._path / progress.folder)
        except (OSError, ValueError):
            return False
        # Another process may have taken files away meanwhile. tantivy makes nothing of that until somebody searches.
        if not all((self._path / progress.folder / name).is_file() for name in progress.files):
            self._checked = {}
            return False
        self._index, self._progress = index, progress
        return True

    def _is_sound(self, progress: Progress) -> bool:
        """Return whether every file of a record is as recorded; those that were are not looked at again."""
        new = {name: sha256 for name, sha256 in progress.files.items() if self._checked.get(name) != sha256}
        if not progress.files or not all(self._is_file(progress.folder, name, sha256) for name, sha256 in new.items()):
            return False
        self._checked = dict(progress.files)
        return True

    def _is_file(self, folder: str, name: str, sha256: str) -> bool:
        path = self._path / folder / name
        return path.is_file() and sha256_of(path) == sha256


def _best(
    searcher: tantivy.Searcher,
    required: Sequence[tantivy.Query],
    k: int,
    optional: Sequence[tuple[tantivy.Occur, tantivy.Query]] = (),
) -> dict[int, float]:
    """Return the row numbers and scores of the k best of the passages that meet all of the queries required."""
    query = tantivy.Query.boolean_query([*((tantivy.Occur.Must, part) for part in required), *optional])
    found = searcher.search(query, k, count=False).hits
    numbers = searcher.fast_field_values("number", [address for _, address in found])
    return {int(number or 0): score for number, (score, _) in zip(numbers, found, strict=True)}


def _all_of(piece: str, field: str) -> tantivy.Query:
    """Return what finds the passages with every word of a piece of text, without a score."""
    words = [(tantivy.Occur.Must, tantivy.Query.term_query(SCHEMA, field, stem)) for stem in stems(piece)]
    return tantivy.Query.const_score_query(tantivy.Query.boolean_query(words), 0.0)


def _query(term: Term, field: str) -> tantivy.Query:
    """Return what finds one word: the best of its stems counts."""
    stems = [tantivy.Query.term_query(SCHEMA, field, stem) for stem in term.stems]
    whole = stems[0] if len(stems) == 1 else tantivy.Query.disjunction_max_query(stems)
    return whole if term.weight == 1 else tantivy.Query.boost_query(whole, term.weight)

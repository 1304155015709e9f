"""A trial in, a collection that grows from each of its sizes to the next out.

The minutes are made from the sample by eval/grown.py. Their vectors are mixed from real ones (mixing.py), so that
100,000 paragraphs take minutes and not an hour, or embedded, where the trial says so.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.minutes import Metadata
from corpus.read import read_minutes
from eval.filling import fill
from eval.grown import DOCUMENT, Prose, documents_for, grown, prose_of, sample_minutes, write_grown
from eval.speed.mixing import mixed, texts_of
from eval.speed.trial import Trial
from index.collection import Collection
from index.embed import load_embedder


@dataclass(frozen=True, slots=True)
class Stage:
    """A collection that has come to a size: its home, what is in it, and what it took since the size before.

    paragraphs_per_second: where vectors are embedded, of adding as `minuted add` does, the model being loaded; where
    they are mixed, of reading and writing alone. bring_up_seconds: of the indexes of vectors and words.
    """

    home: Path
    paragraphs: int
    documents: int
    paragraphs_per_second: float
    bring_up_seconds: float

    @property
    def folder(self) -> Path:
        """The folder of the collection."""
        return _folder(self.home)


def growing(trial: Trial) -> Iterator[Stage]:
    """Give the collection at each of a trial's sizes, rounded up to whole documents, smallest first."""
    minutes = sample_minutes()
    prose = prose_of(minutes)
    embedder = load_embedder(trial.settings.model)
    steps = sorted({documents_for(size) for size in trial.sizes})
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as place:
        home = Path(place)
        model = embedder if trial.embedded else mixed(embedder, texts_of(minutes, prose))
        with Collection.open(_folder(home), model, create=True) as collection:
            embedder.passages(["ready"])
            for before, documents in zip([0, *steps], steps, strict=False):
                add = _add if trial.embedded else _write
                seconds = add(collection, prose, range(before, documents), trial)
                written = time.perf_counter()
                collection.caches.bring_up()
                brought_up = time.perf_counter() - written
                paragraphs = collection.statistics().paragraphs
                rate = (documents - before) / documents * paragraphs / seconds
                yield Stage(home, paragraphs, documents, rate, brought_up)


def _write(collection: Collection, prose: Prose, numbers: range, trial: Trial) -> float:
    """Read and write documents of these numbers in this process, and return how many seconds that took."""
    started = time.perf_counter()
    for number in numbers:
        document = grown(prose, number)
        collection.add(read_minutes(document.name, document.data, Metadata()), document.data)
        trial.told(number - numbers.start + 1, len(numbers))
    return time.perf_counter() - started


def _add(collection: Collection, prose: Prose, numbers: range, trial: Trial) -> float:
    """Add documents of these numbers as `minuted add` does, and return how many seconds that took."""
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as folder:
        files = write_grown(Path(folder), prose, numbers)
        return fill(collection, files, what=DOCUMENT, told=lambda _, done, of: trial.told(done, of))


def _folder(home: Path) -> Path:
    return home / "collections" / "public"

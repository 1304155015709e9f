"""A trial in, a collection that grows from each of its sizes to the next out, without the hours of embedding it.

The minutes are made from the sample by eval/grown.py, and their vectors by mixing (mixing.py).
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.minutes import Metadata
from corpus.read import read_minutes
from eval.grown import documents_for, grown, prose_of, sample_minutes
from eval.speed.mixing import mixed, texts_of
from eval.speed.trial import Trial
from index.collection import Collection
from index.embed import load_embedder


@dataclass(frozen=True, slots=True)
class Stage:
    """A collection that has come to a size: its home, what is in it, and what it took since the size before.

    writing_paragraphs_per_second: of reading and writing, without embedding. bring_up_seconds: of vectors and words.
    """

    home: Path
    paragraphs: int
    documents: int
    writing_paragraphs_per_second: float
    bring_up_seconds: float

    @property
    def folder(self) -> Path:
        """The folder of the collection."""
        return _folder(self.home)


def growing(trial: Trial) -> Iterator[Stage]:
    """Give the collection at each of a trial's sizes, rounded up to whole documents, smallest first."""
    minutes = sample_minutes()
    prose = prose_of(minutes)
    embedder = mixed(load_embedder(trial.settings.model), texts_of(minutes, prose))
    steps = sorted({documents_for(size) for size in trial.sizes})
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as place:
        home = Path(place)
        with Collection.open(_folder(home), embedder, create=True) as collection:
            for before, documents in zip([0, *steps], steps, strict=False):
                started = time.perf_counter()
                for number in range(before, documents):
                    document = grown(prose, number)
                    collection.add(read_minutes(document.name, document.data, Metadata()), document.data)
                    trial.told(number - before + 1, documents - before)
                written = time.perf_counter()
                collection.caches.bring_up()
                brought_up = time.perf_counter() - written
                paragraphs = collection.statistics().paragraphs
                rate = (documents - before) / documents * paragraphs / (written - started)
                yield Stage(home, paragraphs, documents, rate, brought_up)


def _folder(home: Path) -> Path:
    return home / "collections" / "public"

"""A trial in, what `minuted add` takes for a folder that was added before, at each size of it, out.

The documents are made from the sample by eval/grown.py, and their vectors by mixing (mixing.py) when they are added
first. The command is a process of its own, and its whole time counts.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.filling import fill
from eval.grown import DOCUMENT, documents_for, prose_of, sample_minutes, write_grown
from eval.speed.mixing import mixed, texts_of
from eval.speed.processes import run_minuted
from eval.speed.timing import Row, seconds_of
from eval.speed.trial import Trial
from index.collection import Collection
from index.embed import load_embedder


@dataclass(frozen=True, slots=True)
class Again:
    """A folder that was added before. unchanged_seconds: as it was. changed_seconds: one document having changed.

    Both in the best round. The changed document has one paragraph more, which the model embeds.
    """

    paragraphs: int
    documents: int
    unchanged_seconds: float
    changed_seconds: float


def again(trial: Trial) -> tuple[Again, ...]:
    """Return the figures at each of a trial's sizes, rounded up to whole documents, smallest first."""
    minutes = sample_minutes()
    prose = prose_of(minutes)
    embedder = mixed(load_embedder(trial.settings.model), texts_of(minutes, prose))
    steps, found = sorted({documents_for(size) for size in trial.sizes}), []
    with tempfile.TemporaryDirectory(prefix="minuted-eval-") as place:
        home, folder = Path(place) / "home", Path(place) / "minutes"
        for before, documents in zip([0, *steps], steps, strict=False):
            files = write_grown(folder, prose, range(before, documents))
            with Collection.open(home / "collections" / "public", embedder, create=True) as collection:
                fill(collection, files, what=DOCUMENT, told=lambda _, done, of: trial.told(done, of))
                collection.caches.bring_up()
                paragraphs = collection.statistics().paragraphs
            unchanged = min(_seconds(home, folder, trial) for _ in range(trial.rounds))
            changed = min(_changed(home, files[0], trial, f"Change {turn}.") for turn in range(trial.rounds))
            found.append(Again(paragraphs, documents, unchanged, changed))
    return tuple(found)


def rows(found: Sequence[Again]) -> Iterator[Row]:
    """Give the lines of the table."""
    for size in found:
        yield f"{size.paragraphs:,} paragraphs, unchanged", f"{size.unchanged_seconds:,.2f}", "s"
        yield "  one document changed", f"{size.changed_seconds:,.2f}", "s"


def _changed(home: Path, file: Path, trial: Trial, text: str) -> float:
    with file.open("a", encoding="utf-8") as document:
        document.write(f"\n{text}\n")
    return _seconds(home, file.parent, trial)


def _seconds(home: Path, folder: Path, trial: Trial) -> float:
    return seconds_of(run_minuted, home, trial.settings, "add", str(folder))

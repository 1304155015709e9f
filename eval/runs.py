"""Rankings of a question set with what made them: written as files that others can read, and read again.

`NAME.run` is a TREC run file; `NAME.json` beside it says what made it; `NAME.times.json` how long each question took,
apart, since times are all that differs between two runs on the same inputs.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from statistics import quantiles
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from eval.datasets.lines import is_there, write_lines
from eval.datasets.trec import Rankings, falling, read_rankings, write_rankings
from eval.errors import DataInvalid, NotComparable

SUFFIXES = (".run", ".run.gz")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a run; equal values make an equal run.

    set: its name. source: what it was loaded by, which is its name or the path of its folder. questions, corpus, code:
    sha256 in hex of the question set, of all paragraphs, of the sources. model: its fingerprint, and what ran it.
    reranker: the fingerprint of what put the best hits in order, "" where nothing did.
    settings: of the retriever, {} for a baseline. depth: most hits kept for a question. form: whether follow-ups were
    asked in their conversation, as they stand (as asked) or in their stand-alone form. asked: how many questions were
    put, found: how many of them had a hit; both 0 in files of versions that did not say.
    """

    set: str
    source: str
    questions: str
    retriever: str
    settings: Mapping[str, str | int | float | bool]
    corpus: str
    model: str
    code: str
    depth: int
    form: str = "as asked"
    asked: int = 0
    found: int = 0
    reranker: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The ranking of each question, best first, with what made it (None for a file of others) and times by question."""

    name: str
    rankings: Rankings
    made_by: MadeBy | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)


def write_run(run: Run, folder: Path, *, packed: bool = False) -> Path:
    """Write a run into a folder and return the path of its run file. packed: gzip it."""
    path = folder / f"{run.name}{SUFFIXES[packed]}"
    write_rankings(path, run.rankings, tag=run.name)
    if run.made_by is not None:
        write_lines(folder / f"{run.name}.json", [json.dumps(asdict(run.made_by), indent=2, ensure_ascii=False)])
    if run.seconds:
        write_lines(folder / f"{run.name}.times.json", [json.dumps(dict(run.seconds), indent=0)])
    return path


def read_run(path: Path) -> Run:
    """Return the run of a TREC run file, with what its neighbours say of it. Raises DataInvalid.

    A run that says of itself that no question had a hit is one; any other file without rankings is refused.
    """
    name = name_of(path)
    made_by = _beside(path.with_name(f"{name}.json"), _MADE_BY)
    seconds = _beside(path.with_name(f"{name}.times.json"), _SECONDS) or {}
    found_nothing = made_by is not None and made_by.asked > 0 and made_by.found == 0
    return Run(name, read_rankings(path, empty=found_nothing), made_by, seconds)


def read_runs(paths: Sequence[Path]) -> list[Run]:
    """Return the runs of several files, each under a name of its own: with its folder, where two have the same name."""
    runs = [read_run(path) for path in paths]
    names = [run.name for run in runs]
    if len(set(names)) < len(names):
        names = [f"{path.parent.name}/{name}" for path, name in zip(paths, names, strict=True)]
    if len(set(names)) < len(names):
        names = [str(path) for path in paths]
    return [replace(run, name=name) for run, name in zip(runs, names, strict=True)]


def name_of(path: Path) -> str:
    """Return the name of the run that a file holds: without its endings."""
    for suffix in (".gz", ".run", ".txt", ".trec", ".jsonl"):
        path = path.with_name(path.name.removesuffix(suffix))
    return path.name


def as_written(run: Run) -> Run:
    """Return a run with the scores that its file would have, so that it measures the same before and after."""
    rankings = {
        question: [(paragraph, float(score)) for paragraph, score in falling(hits)]
        for question, hits in run.rankings.items()
    }
    return replace(run, rankings=rankings)


def milliseconds(run: Run) -> tuple[float, float]:
    """Return the median and the 95th percentile of a run's times, from question to hits. At least two are needed."""
    cuts = quantiles([1000 * one for one in run.seconds.values()], n=20, method="inclusive")
    return cuts[9], cuts[18]


def check_comparable(a: Run, b: Run) -> None:
    """Raise NotComparable where two runs are known to be of other questions, or over another corpus."""
    if a.made_by is None or b.made_by is None:
        return
    for what, of_a, of_b in (
        ("other questions or judgements", a.made_by.questions, b.made_by.questions),
        ("another corpus", a.made_by.corpus, b.made_by.corpus),
        ("follow-ups in another form", a.made_by.form, b.made_by.form),
    ):
        if of_a != of_b:
            raise NotComparable(
                f"'{a.name}' and '{b.name}' were made with {what} ({of_a[:12]} and {of_b[:12]}). "
                "Make both again with: minuted-eval run"
            )


def _beside(path: Path, of: TypeAdapter[T]) -> T | None:
    if not is_there(path):
        return None
    try:
        return of.validate_json(path.read_bytes())
    except (ValidationError, OSError) as error:
        fault = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error.strerror
        raise DataInvalid(
            f"'{path}' does not say what made the run ({fault}). Make it again, or take it away."
        ) from None


_MADE_BY = TypeAdapter(MadeBy)
_SECONDS = TypeAdapter(dict[str, float])

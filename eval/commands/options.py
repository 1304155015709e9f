"""What several commands share: their options, progress, and tables. In: values. Out: text, JSON."""

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from eval.corpora import Benchmark, collection_for
from eval.errors import EvaluationError
from eval.metrics import measure
from eval.retrievers import NAMES, Bench, Form, Record, known

# What is shown comes from files of others: nothing in it is markup. A file or a pipe is as wide as its widest row.
OUT = Console(highlight=False, markup=False, emoji=False, width=None if sys.stdout.isatty() else 1000)
ERRORS = Console(stderr=True, highlight=False, markup=False, emoji=False)

SetName = Annotated[
    str,
    typer.Argument(
        metavar="SET",
        help="The name of a question set (`minuted-eval sets` lists them), its folder, or a BEIR folder.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
ByKind = Annotated[bool, typer.Option("--by-kind", help="A row for each kind of question too.")]
Measures = Annotated[
    list[str] | None,
    typer.Option("--measure", help="A measure by its ir_measures name, or AllGold@k; may be repeated."),
]
Retrievers = Annotated[
    list[str] | None,
    typer.Option("--retriever", help=f"{', '.join(NAMES)}, or all; may be repeated."),
]
Standalone = Annotated[
    bool, typer.Option("--standalone", help="Ask follow-ups in the form that needs no conversation.")
]
Bare = Annotated[bool, typer.Option("--bare", help="Ask follow-ups as they stand, without the turns before them.")]
Folder = Annotated[Path | None, typer.Option("--out", help="The folder to write files into.")]


def chosen(retrievers: Sequence[str] | None, otherwise: Sequence[str]) -> list[str]:
    """Return the retrievers asked for, each once; `all` stands for every one. Raises EvaluationError for another."""
    named = list(retrievers or otherwise)
    return list(dict.fromkeys(one for name in named for one in (NAMES if name == "all" else (known(name),))))


def measured(measures: Sequence[str] | None, otherwise: Sequence[str]) -> list[str]:
    """Return the measures asked for. Raises EvaluationError for one that there is not, before anything is run."""
    named = list(measures or otherwise)
    for name in named:
        measure(name)
    return named


def form_of(*, standalone: bool, bare: bool) -> Form:
    """Return how follow-ups are asked. Raises EvaluationError for both at once."""
    if standalone and bare:
        raise EvaluationError(
            "follow-ups are asked as they stand or in their stand-alone form. Give --bare or --standalone."
        )
    return "stand-alone" if standalone else "as asked" if bare else "in conversation"


@contextlib.contextmanager
def bench_for(benchmark: Benchmark, *, model: str, reranker: str = "", silent: bool) -> Iterator[Bench]:
    """Make the collection of a benchmark, showing how far it has come."""
    with contextlib.ExitStack() as stack:
        with progress(f"adding {benchmark.questions.name}", silent=silent) as told:
            collection = stack.enter_context(
                collection_for(benchmark, model=model, reranker=reranker, told=lambda _, done, of: told(done, of))
            )
        # Figures of a model that runs another way than meant are not those of others.
        if note := collection.embedder.note:
            ERRORS.print(f"minuted: {note}", soft_wrap=True, markup=False)
        yield Bench.of(benchmark, collection)


def record_of(benchmark: Benchmark, *, silent: bool) -> Record:
    """Return the paragraphs that a benchmark is asked of."""
    # The words alone make the collection in no time; no vector is looked at.
    with bench_for(benchmark, model="hashed-words", silent=silent) as bench:
        return bench.record


@contextlib.contextmanager
def progress(what: str, *, silent: bool = False) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, moved by what it gives: how many are done, of how many."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=ERRORS, disable=silent or not ERRORS.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def counter(told: Callable[[int, int], None], of: int) -> Callable[[], None]:
    """Return what counts calls and tells how many there were."""
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        told(done, of)

    return count


def as_json(value: object) -> None:
    """Print a value as JSON: the same value gives the same text."""
    print(json.dumps(value, indent=2, ensure_ascii=False, default=dict))


def done(body: object, sentence: str, *, json: bool) -> None:
    """Print what was done: as JSON for programs, or as a sentence."""
    if json:
        as_json(body)
    else:
        OUT.print(sentence, soft_wrap=True)


def table(*columns: str, left: int = 1) -> Table:
    """Return an empty table; the first columns are text and the others figures."""
    made = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        made.add_column(column, justify="left" if place < left else "right")
    return made


def figure(value: float | None) -> str:
    """Return a share as it is shown: `0.865`, `–` for none."""
    return "–" if value is None else f"{value:.3f}"

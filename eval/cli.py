"""The command `minuted-eval`: figures that anybody can make again.

In: a question set. Out: a table, or JSON with --json. Exit status as for `minuted`.
"""

import json
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval.answers import answer_all, answer_figures
from eval.corpora import collection_for
from eval.questions import load_set, set_names
from eval.retrieval import MEASURES, figures, rank_all
from eval.speed import search_latency, server_latency
from index.retrieve import RETRIEVERS
from service.cli import run_command
from service.ingest import Account
from service.settings import load_settings

app = typer.Typer(
    help="Measure whether the right paragraph is found, and how quickly.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
OUT = Console(highlight=False)
ERRORS = Console(stderr=True, highlight=False)

SetName = Annotated[
    str, typer.Argument(metavar="SET", help="The name of a question set; `minuted-eval sets` lists them.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command()
def sets() -> None:
    """List the question sets."""
    for name in set_names():
        questions = load_set(name)
        OUT.print(f"{name:14} {len(questions.questions):4} questions. {questions.description}", soft_wrap=True)


@app.command()
def run(
    name: SetName,
    *,
    retriever: Annotated[list[str] | None, typer.Option(help="hybrid, dense or words; may be repeated.")] = None,
    by_kind: Annotated[bool, typer.Option("--by-kind", help="A row for each kind of question too.")] = False,
    as_json: Json = False,
) -> None:
    """Measure retrieval by each retriever, and the answers, on a question set."""
    questions, settings = load_set(name), load_settings()
    with collection_for(questions, model=settings.model, told=_progress()) as (collection, _):
        found = {
            one: figures(rank_all(collection, questions.questions, retriever=one, settings=settings.retrieval))
            for one in retriever or list(RETRIEVERS)
        }
        answers = answer_figures(collection, answer_all(collection, questions.questions, settings))
        fingerprint = collection.fingerprint
    if as_json:
        result = {
            "set": name,
            "model": fingerprint,
            "retrieval": {one: {group: asdict(row) for group, row in groups.items()} for one, groups in found.items()},
            "answers": asdict(answers),
        }
        print(json.dumps(result, indent=2, default=dict))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Retriever", "Questions", "", *(str(measure) for measure in MEASURES)):
        table.add_column(column, justify="left" if column in {"Retriever", "Questions"} else "right")
    for one, groups in found.items():
        for group, row in groups.items():
            if group == "all" or by_kind:
                shown = [f"{row.measures[str(measure)]:.3f}" for measure in MEASURES]
                table.add_row(one, group, str(row.questions), *shown)
    OUT.print(table)
    OUT.print(f"\nAnswerable questions whose answer cites a paragraph that answers: {answers.cited:.0%}")
    OUT.print(f"Answerable questions that got an answer: {answers.answered:.0%}")
    OUT.print(f"Unanswerable questions that were told that the minutes do not say: {answers.silent:.0%}")
    OUT.print(f"Quotes that are their paragraph's text, letter by letter: {answers.exact:.0%}")


@app.command()
def speed(
    name: Annotated[str, typer.Argument(metavar="SET", help="The question set whose minutes are used.")] = "sample",
    *,
    rounds: Annotated[int, typer.Option(min=1, help="How often the questions are asked; the best round counts.")] = 5,
    as_json: Json = False,
) -> None:
    """Measure how long adding and searching take."""
    questions, settings = load_set(name), load_settings()
    started = time.perf_counter()
    with collection_for(questions, model=settings.model, told=_progress()) as (collection, account):
        seconds = time.perf_counter() - started
        held = collection.statistics()
        inside = search_latency(collection, questions.questions, rounds=rounds)
        home = collection.folder.parents[1]
        served = server_latency(home, questions.questions, model=settings.model, rounds=rounds)
        size = sum(file.stat().st_size for file in collection.folder.rglob("*") if file.is_file())
    result = {
        "paragraphs": account.paragraphs,
        "passages": held.passages,
        "adding_paragraphs_per_second": account.paragraphs / seconds,
        "bytes_per_paragraph": size / account.paragraphs,
        "search": asdict(inside),
        "server_search": asdict(served),
    }
    if as_json:
        print(json.dumps(result, indent=2))
        return
    OUT.print(f"{account.paragraphs:,} paragraphs, {held.passages:,} passages")
    OUT.print(f"on disk        {size / account.paragraphs:7,.0f} bytes a paragraph")
    OUT.print(f"adding         {account.paragraphs / seconds:7.1f} paragraphs/s, loading the model included")
    OUT.print(f"search         {inside.p50_ms:7.1f} ms p50, {inside.p95_ms:7.1f} ms p95, in the process")
    OUT.print(
        f"server search  {served.p50_ms:7.1f} ms p50, {served.p95_ms:7.1f} ms p95, over HTTP, best of {rounds} rounds"
    )


def _progress() -> Callable[[Path, Account], None]:
    """Return what tells, on a terminal, which file was added last."""

    def told(file: Path, account: Account) -> None:
        if ERRORS.is_terminal:
            ERRORS.print(f"added {len(account.added)}: {file.name}", end="\r")

    return told


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    run_command(app, "minuted-eval", arguments)

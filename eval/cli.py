"""The command `minuted-eval`: figures that anybody can make again.

In: a question set. Out: a table, or JSON with --json. Exit status as for `minuted`.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from corpus import sample
from corpus.read import read_bytes
from eval import fuzzed
from eval.answers import answer_all, answer_figures
from eval.corpora import collection_for
from eval.fuzz import Plan, fuzz, write_findings
from eval.fuzz_inputs import Input
from eval.fuzz_worker import judge
from eval.questions import load_set, set_names
from eval.retrieval import MEASURES, figures, rank_all
from eval.speed import Part, speeds
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
    only: Annotated[list[Part] | None, typer.Option(help="Measure only this part; may be repeated.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each part is measured; the best round counts.")] = 5,
    as_json: Json = False,
) -> None:
    """Measure how long reading, adding and searching take."""
    found = speeds(load_set(name), load_settings(), parts=only or tuple(Part), rounds=rounds, told=_progress())
    if as_json:
        print(json.dumps({part: value for part, value in asdict(found).items() if value is not None}, indent=2))
        return
    for form, one in (found.reading or {}).items():
        figure = f"{one.paragraphs_per_second:7,.0f} paragraphs/s"
        OUT.print(f"reading {form:6} {figure}, by {one.processes} processes, best of {rounds} rounds")
    if found.adding:
        OUT.print(f"adding         {found.adding.paragraphs_per_second:7.1f} paragraphs/s, loading the model included")
        held = f"{found.adding.paragraphs:,} paragraphs, {found.adding.passages:,} passages"
        OUT.print(f"on disk        {found.adding.bytes_per_paragraph:7,.0f} bytes a paragraph: {held}")
    for part, latency, where in (
        ("search", found.searching, "in the process"),
        ("server search", found.serving, "over HTTP"),
    ):
        if latency:
            figures_of = f"{latency.p50_ms:7.1f} ms p50, {latency.p95_ms:7.1f} ms p95"
            OUT.print(f"{part:14} {figures_of}, {where}, best of {rounds} rounds")


@app.command(name="fuzz")
def fuzz_reading(
    *,
    documents: Annotated[
        list[Path] | None, typer.Option(help="A folder of documents to damage, besides the sample; may be repeated.")
    ] = None,
    inputs: Annotated[int, typer.Option(min=1, help="How many damaged documents are read.")] = 2000,
    seed: Annotated[int, typer.Option(help="What the damage follows from.")] = 1,
    workers: Annotated[int, typer.Option(min=1, help="How many processes read at the same time.")] = 2,
    seconds_per_input: Annotated[float, typer.Option(min=0.1, help="The longest that one may take.")] = 10.0,
    memory_mb: Annotated[int, typer.Option(min=1, help="The most memory that a process may take.")] = 1024,
    findings: Annotated[Path, typer.Option(help="Where what breaks is written to.")] = Path("fuzz-findings"),
    replay: Annotated[
        Path | None, typer.Option(help="Read only this file, in this process, and say what comes of it.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read damaged documents; each must give minutes in which all is right, or be refused in a sentence."""
    if replay is not None:
        verdict = judge(Input(replay.name, read_bytes(replay)))
        fuzzed.verdict(verdict, as_json=as_json)
        raise typer.Exit(verdict.outcome == "broken")
    plan = Plan((sample.FOLDER, *(documents or ())), inputs, seed, workers, seconds_per_input, memory_mb * 2**20)
    with fuzzed.progress(inputs, silent=as_json) as told:
        found = fuzz(plan, told=told)
    fuzzed.found(found, write_findings(plan, found, findings), as_json=as_json)
    raise typer.Exit(bool(found.findings))


def _progress() -> Callable[[Path, Account], None]:
    """Return what tells, on a terminal, which file was added last."""

    def told(file: Path, account: Account) -> None:
        if ERRORS.is_terminal:
            ERRORS.print(f"added {len(account.added)}: {file.name}", end="\r")

    return told


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    run_command(app, "minuted-eval", arguments)

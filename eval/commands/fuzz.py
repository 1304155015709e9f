"""`minuted-eval fuzz`: damaged documents through the whole reading path, and what breaks."""

from pathlib import Path
from typing import Annotated

import typer

from corpus import sample
from corpus.read import read_bytes
from eval import fuzzed
from eval.commands.options import Json
from eval.fuzz import Plan, write_findings
from eval.fuzz import fuzz as run
from eval.fuzz_inputs import Input
from eval.fuzz_worker import judge


def fuzz(
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
    json: Json = False,
) -> None:
    """Read damaged documents; each must give minutes in which all is right, or be refused in a sentence."""
    if replay is not None:
        verdict = judge(Input(replay.name, read_bytes(replay)))
        fuzzed.verdict(verdict, as_json=json)
        raise typer.Exit(verdict.outcome == "broken")
    plan = Plan((sample.FOLDER, *(documents or ())), inputs, seed, workers, seconds_per_input, memory_mb * 2**20)
    with fuzzed.progress(inputs, silent=json) as told:
        found = run(plan, told=told)
    fuzzed.found(found, write_findings(plan, found, findings), as_json=json)
    raise typer.Exit(bool(found.findings))

"""`minuted-eval gate`: runs held against accepted scores; ends with 1 where something became worse."""

import re
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from eval.commands.options import OUT, Json, as_json, figure, table
from eval.commands.score import Against, benchmark_of
from eval.datasets.lines import write_lines
from eval.errors import EvaluationError
from eval.gate import (
    MAX_BROKEN,
    Check,
    as_junit,
    as_markdown,
    checks,
    read_accepted,
    write_accepted,
)
from eval.metrics import MEASURES
from eval.retrievers import judged
from eval.runs import MadeBy, Run, read_run

RESULTS = Path(__file__).parent.parent / "results"


def gate(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Run files, made by `minuted-eval run`.")],
    *,
    against: Against = None,
    baseline: Annotated[
        Path, typer.Option(help="The folder of accepted scores, one file for each set and retriever.")
    ] = RESULTS,
    max_drop: Annotated[
        list[str] | None, typer.Option(help="How far a mean may fall, as nDCG@10=0.01; may be repeated.")
    ] = None,
    max_broken: Annotated[
        float, typer.Option(min=0, max=1, help="The share of questions that may lose every paragraph that answers.")
    ] = MAX_BROKEN,
    accept: Annotated[
        bool, typer.Option("--accept", help="Accept these scores: write them as the new baseline.")
    ] = False,
    junit: Annotated[Path | None, typer.Option(help="Write the checks as JUnit XML here.")] = None,
    markdown: Annotated[Path | None, typer.Option(help="Write the checks as Markdown here.")] = None,
    json: Json = False,
) -> None:
    """Hold runs against accepted scores: a measure that fell, is missing, or questions that were lost fail the gate."""
    results: dict[str, list[Check]] = {}
    drops = _drops(max_drop or [])
    for run in (read_run(file) for file in files):
        benchmark = benchmark_of(context, [run], against)
        scores = judged(run, benchmark)
        # A run may be older than the judgements that it is held against now.
        made_by = replace(_made_by(run), questions=benchmark.questions.fingerprint)
        path = baseline / f"{made_by.set}.{run.name}.json"
        if accept:
            write_accepted(path, scores, made_by)
        results[f"{made_by.set}, {run.name}"] = checks(
            read_accepted(path), scores, made_by, max_drop=drops, max_broken=max_broken
        )
    if junit is not None:
        write_lines(junit, [as_junit(results)])
    if markdown is not None:
        write_lines(markdown, ["\n\n".join(as_markdown(name, found) for name, found in results.items())])
    passed = all(one.passed for found in results.values() for one in found)
    if json:
        as_json({"passed": passed, "runs": {name: [asdict(one) for one in found] for name, found in results.items()}})
    else:
        _show(results, passed=passed)
    if not passed:
        raise typer.Exit(1)


def _made_by(run: Run) -> MadeBy:
    if run.made_by is None:
        raise EvaluationError(
            f"nothing says what made the run '{run.name}': there is no {run.name}.json beside it. "
            "Make it with: minuted-eval run SET --out FOLDER"
        )
    return run.made_by


def _drops(given: list[str]) -> dict[str, float]:
    found = {}
    for one in given:
        measure, _, drop = one.partition("=")
        if measure not in MEASURES or not re.fullmatch(r"(0|1)?(\.[0-9]+)?", drop) or not drop:
            raise EvaluationError(
                f"'{one}' does not say how far a mean may fall. Write nDCG@10=0.01; the measures are "
                f"{', '.join(MEASURES)}."
            )
        found[measure] = float(drop)
    return found


def _show(results: dict[str, list[Check]], *, passed: bool) -> None:
    shown = table("Run", "Check", "", "accepted", "now", "allowed", left=3)
    for name, found in results.items():
        for one in found:
            verdict = "passed" if one.passed else f"failed: {one.reason}"
            shown.add_row(name, one.name, verdict, figure(one.before), figure(one.now), f"{one.allowed:g}")
    OUT.print(shown)
    OUT.print("\nNothing became worse." if passed else "\nSomething became worse than what was accepted.")

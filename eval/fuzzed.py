"""What came of fuzzing in, text for people or JSON for programs out, and a bar while it goes on."""

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from eval.fuzz import FuzzResult
from eval.fuzz_worker import Inspection

OUT = Console(highlight=False)
ERRORS = Console(stderr=True, highlight=False)


@contextlib.contextmanager
def progress(inputs: int, *, silent: bool) -> Iterator[Callable[[FuzzResult], None]]:
    """Show a bar while inputs are read: how many are done, how many a second, how many broke something."""
    columns = (
        TextColumn("Fuzzing"),
        BarColumn(),
        TextColumn("{task.completed:,.0f} of {task.total:,.0f}"),
        TextColumn("{task.fields[rate]:.0f}/s, {task.fields[broken]} broken"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=ERRORS, disable=silent or not ERRORS.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=inputs, rate=0.0, broken=0)
        yield lambda so_far: bar.update(task, completed=so_far.inputs, rate=so_far.per_second, broken=so_far.broken)


def found(fuzzed: FuzzResult, written: Sequence[Path], *, as_json: bool) -> None:
    """Print what came of all inputs, and how to see each finding again."""
    if as_json:
        result = {
            "inputs": fuzzed.inputs,
            "read": fuzzed.read,
            "refused": fuzzed.refused,
            "broken": fuzzed.broken,
            "inputs_per_second": fuzzed.per_second,
            "findings": [asdict(finding) for finding in fuzzed.findings.values()],
            "written": [str(path) for path in written],
        }
        print(json.dumps(result, indent=2))
        return
    for finding in fuzzed.findings.values():
        OUT.print(Text(f"{len(finding.inputs):,} broken: {finding.wrong}", style="bold"), soft_wrap=True)
        if finding.trace:
            OUT.print(Text(finding.trace), soft_wrap=True)
    for path in written:
        OUT.print(Text(f"minuted-eval fuzz --replay {path}"), soft_wrap=True)
    OUT.print(
        f"{fuzzed.inputs:,} inputs: {fuzzed.read:,} read, {fuzzed.refused:,} refused in a sentence, "
        f"{fuzzed.broken:,} broken; {fuzzed.per_second:.0f} a second.",
        soft_wrap=True,
    )


def verdict(came: Inspection, *, as_json: bool) -> None:
    """Print what came of one input."""
    if as_json:
        print(json.dumps(asdict(came), indent=2))
        return
    OUT.print(Text(came.trace or came.outcome), soft_wrap=True)
    if came.wrong:
        OUT.print(Text(f"broken: {came.wrong}", style="bold"), soft_wrap=True)

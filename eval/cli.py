"""The command `minuted-eval`: figures that anybody can make again.

In: question sets, runs. Out: tables, files, or JSON with --json. Exit status as for `minuted`; `gate` ends with 1 on a
regression. A new command is a module in eval/commands and a line in COMMANDS.
"""

from collections.abc import Callable, Mapping

import typer

from eval.commands.ablate import ablate
from eval.commands.calibrate import calibrate
from eval.commands.compare import compare
from eval.commands.convert import convert
from eval.commands.follow_ups import follow_ups_command
from eval.commands.fuzz import fuzz
from eval.commands.gate import gate
from eval.commands.judge import judge
from eval.commands.limits import limits_command
from eval.commands.report import report
from eval.commands.run import run
from eval.commands.score import score
from eval.commands.sets import sets
from eval.commands.speed import speed
from eval.commands.sweep import sweep
from eval.commands.validate import validate
from eval.commands.written import written
from service.cli import run_command

COMMANDS: Mapping[str, Callable[..., None]] = {
    "sets": sets,
    "run": run,
    "score": score,
    "compare": compare,
    "gate": gate,
    "report": report,
    "limits": limits_command,
    "sweep": sweep,
    "ablate": ablate,
    "calibrate": calibrate,
    "validate": validate,
    "convert": convert,
    "judge": judge,
    "follow-ups": follow_ups_command,
    "written": written,
    "speed": speed,
    "fuzz": fuzz,
}
app = typer.Typer(
    help="Measure whether the right paragraph is found, whether answers hold, and how quickly.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for name, command in COMMANDS.items():
    app.command(name=name)(command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    run_command(app, "minuted-eval", arguments)

"""The command that holds an exported answer against the record: a file in, what each of its citations is worth out."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from corpus.minutes import fold
from service.clipping import clipped
from service.exported import read_export
from service.options import Json, opened, path_of, settings_of
from service.proof import VERDICTS, Proof, ProofBody, Verdict, prove, summary
from service.statements import Fault
from service.terminal import OUT

STYLES: dict[Verdict, str] = {"unchanged": "green", "changed": "yellow", "gone": "red", "misquoted": "red"}


# Of a line that does not hold.
SHOWN = 400


def check(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(parser=path_of, metavar="FILE", help="An answer as JSON, Markdown or text.")],
    *,
    every: Annotated[bool, typer.Option("--all", help="List what is unchanged too.")] = False,
    as_json: Json = False,
) -> None:
    """Prove every quotation and citation of a file against the record as it is now; exit 1 where one does not hold."""
    export = read_export(file)
    with opened(settings_of(context)) as collection:
        found = prove(collection, export)
    if as_json:
        typer.echo(TypeAdapter(ProofBody).dump_json(found, indent=2).decode())
    else:
        shown = [proof for proof in found.proofs if every or proof.verdict != "unchanged" or _is_told(proof)]
        if shown or found.faults:
            OUT.print(_table(shown, found.faults))
        OUT.print(Text(summary(found)), soft_wrap=True)
    if not found.holds:
        raise typer.Exit(1)


def _is_told(proof: Proof) -> bool:
    """Return whether there is more to be said of an unchanged citation than that it is unchanged."""
    return any(note.startswith("The minutes were") for note in proof.notes)


def _table(proofs: Sequence[Proof], faults: Sequence[Fault]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("Where", "Paragraph", "Is"):
        table.add_column(heading, overflow="fold", max_width=None if heading == "Is" else 24)
    table.add_column("What was found", overflow="fold", ratio=1)
    for proof in proofs:
        verdict = Text(VERDICTS[proof.verdict], style=STYLES[proof.verdict])
        table.add_row(_plain(proof.place), _plain(proof.name), verdict, _found(proof))
    for one in faults:
        what = Text.assemble((f"“{clipped(fold(one.text), SHOWN)}”", "dim"), "\n", _plain(one.why))
        table.add_row(
            _plain(one.place), _plain(one.paragraph), Text("not so" if one.paragraph else "unproved", "red"), what
        )
    return table


def _found(proof: Proof) -> Text:
    """Return the quotation, what was found of it, and what has changed."""
    lines = [Text(f"“{fold(proof.quote)}”", style="dim")] if proof.quote else []
    lines += [_plain(note) for note in proof.notes]
    if proof.difference:
        was, now = ("file: ", "record: ") if proof.verdict == "misquoted" else ("was: ", "now: ")
        lines.append(Text.assemble((was, "dim"), (fold(proof.difference.was), "red")))
        lines.append(Text.assemble((now, "dim"), (fold(proof.difference.now), "green")))
    lines += [Text(f"at {place}", style="cyan") for place in proof.elsewhere]
    return Text("\n").join(lines)


def _plain(text: str) -> Text:
    """Return a text of the file as a terminal can show it: without control characters, and no markup."""
    return Text(fold(text))

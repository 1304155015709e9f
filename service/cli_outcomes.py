"""The commands that list what came of meetings: decisions, actions, and every other kind by its plural."""

import sys
from enum import StrEnum
from typing import Annotated

import typer
from pydantic import TypeAdapter
from rich.text import Text

from corpus.outcomes.outcome import Outcome
from index.outcomes import Wanted
from service.listing import PLURALS, ListBody, Plural, list_body, nothing
from service.options import Committee, Council, Day, Json, MinutesId, opened, scope_of, settings_of
from service.tables import csv_text, tables
from service.terminal import OUT
from service.wording import coverage


class TableFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Decided(StrEnum):
    """The kinds of decision."""

    RESOLUTION = "resolution"
    RECOMMENDATION = "recommendation"


As = Annotated[TableFormat | None, typer.Option("--format", help="A table for people, JSON, or CSV for spreadsheets.")]


def decisions(
    context: typer.Context,
    *,
    council: Council = None,
    committee: Committee = None,
    since: Day = None,
    until: Day = None,
    minutes_id: MinutesId = None,
    kind: Annotated[Decided | None, typer.Option(help="Only resolutions, or only recommendations.")] = None,
    printed: As = None,
    as_json: Json = False,
) -> None:
    """List what was resolved and recommended, each with its paragraph."""
    scope = scope_of(council, committee, since, until, None, minutes_id)
    holding = {} if kind is None else {"kind": kind.value}
    _list(context, Wanted("decision", scope, holding), printed, as_json=as_json)


def actions(
    context: typer.Context,
    *,
    council: Council = None,
    committee: Committee = None,
    since: Day = None,
    until: Day = None,
    minutes_id: MinutesId = None,
    owner: Annotated[str | None, typer.Option(help="Only those whose owner, as printed, holds this.")] = None,
    printed: As = None,
    as_json: Json = False,
) -> None:
    """List what somebody is to do, with who and by when where the minutes say so."""
    scope = scope_of(council, committee, since, until, None, minutes_id)
    holding = {} if owner is None else {"owner": owner}
    _list(context, Wanted("action", scope, holding), printed, as_json=as_json)


def outcomes(
    context: typer.Context,
    plural: Annotated[Plural, typer.Argument(metavar="KIND", help=f"One of {', '.join(PLURALS)}.")],
    *,
    council: Council = None,
    committee: Committee = None,
    since: Day = None,
    until: Day = None,
    minutes_id: MinutesId = None,
    printed: As = None,
    as_json: Json = False,
) -> None:
    """List what else came of meetings: motions, votes, attendance and more."""
    scope = scope_of(council, committee, since, until, None, minutes_id)
    _list(context, Wanted(PLURALS[plural.value], scope), printed, as_json=as_json)


def _list(context: typer.Context, wanted: Wanted, printed: TableFormat | None, *, as_json: bool) -> None:
    if as_json and printed not in {None, TableFormat.JSON}:
        context.fail(f"--json and --format {printed} say different things. Give one of them.")
    with opened(settings_of(context)) as collection:
        listed = collection.outcomes(wanted)
    if as_json or printed == TableFormat.JSON:
        _write(TypeAdapter(ListBody[Outcome]).dump_json(list_body(listed, wanted), indent=2) + b"\n")
    elif printed == TableFormat.CSV:
        _write(csv_text(wanted.kind, listed.found).encode())
    elif not listed.found:
        OUT.print(Text(nothing(wanted, listed.extent)), soft_wrap=True)
    else:
        OUT.print(tables(wanted.kind, listed.found))
        OUT.print(Text(f"{listed.total:,} found. {coverage(listed.extent)}", style="dim"), soft_wrap=True)


def _write(data: bytes) -> None:
    """Write to standard output what is UTF-8 whatever the terminal's encoding is."""
    sys.stdout.buffer.write(data)
    sys.stdout.flush()

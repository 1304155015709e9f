"""The command `minuted`: add minutes, ask, search, list, show decisions and actions, remove, verify, serve.

In: arguments. Out: text for people, or JSON with --json, and the exit status that STATUSES tells.
"""

import io
import sys
import traceback
from typing import Annotated

import typer

from corpus import sample
from corpus.errors import MinutedError
from index.retrieve import retrieve
from index.scope import check_names
from service import cli_check, cli_mcp, cli_models, cli_outcomes, terminal
from service.answer import answer
from service.cli_flags import shared_first
from service.narrowing import FIELDS
from service.options import (
    AnswerFormat,
    Committee,
    Council,
    Day,
    Home,
    Json,
    Kinds,
    MinutesId,
    Paths,
    Printed,
    format_of,
    id_of,
    model_now,
    opened,
    scope_of,
    settings_of,
)
from service.settings import load_settings
from service.shapes import answer_body

FELL_SHORT = 4
STATUSES = (
    "Exit status: 0; 1 for what is expected to go wrong, with one sentence on standard error, and where a check finds "
    "something; 2 for wrong usage; 3 for a fault of Minuted itself; 4 where an answer that was to be written broke off "
    "or is quoted instead; 130 when interrupted."
)

app = typer.Typer(
    help="Answers from council minutes, every sentence pinned to a numbered paragraph.",
    epilog=STATUSES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def common(
    context: typer.Context,
    home: Home = None,
    model: Annotated[str | None, typer.Option(help="The embedding model; behind a command too.")] = None,
) -> None:
    """Read the settings that every command shares."""
    context.obj = {"home": home, "model": model}


@app.command()
def add(
    context: typer.Context,
    paths: Paths = None,
    *,
    use_sample: Annotated[bool, typer.Option("--sample", help="Add the minutes that Minuted brings.")] = False,
    council: Annotated[str | None, typer.Option(help="The council, where the document does not name it.")] = None,
    committee: Annotated[str | None, typer.Option(help="The committee.")] = None,
    held: Annotated[str | None, typer.Option(help="The day of the meeting, such as 2019-11-07.")] = None,
    begins: Annotated[str | None, typer.Option(help="The time of the meeting, such as 18:30.")] = None,
    title: Annotated[str | None, typer.Option(help="The title.")] = None,
    status: Annotated[str | None, typer.Option(help="draft or approved.")] = None,
    item: Annotated[str | None, typer.Option(help="The number of the item, for the page of one item.")] = None,
    replace: Annotated[bool, typer.Option(help="Replace minutes of the same id from another file.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Tell what was understood of each document.")] = False,
    as_json: Json = False,
) -> None:
    """Read minutes into the collection; what is there already and unchanged costs nothing."""
    # Imported here: what reads documents takes long, and every other command starts sooner without it.
    from corpus.sidecar import metadata
    from service import account
    from service.ingest import Account, add_files, files_at, passed_over_at

    stated = {
        "council": council, "committee": committee, "held": held, "begins": begins, "title": title, "status": status,
        "item": item,
    }  # fmt: skip
    given = metadata({key: value for key, value in stated.items() if value is not None}, where="the command line")
    wanted = [*(paths or []), *([sample.FOLDER] if use_sample else [])]
    if not wanted:
        context.fail("name the files or folders to add, or use --sample.")
    files = files_at(wanted)
    read = Account(passed_over=passed_over_at(wanted))
    with opened(settings_of(context), create=True) as collection:
        try:
            with terminal.progress(files, silent=as_json) as told:
                add_files(collection, files, given=given, replace=replace, told=told, account=read)
            if read.added:
                collection.caches.bring_up()
        except KeyboardInterrupt:
            account.interrupted(read, len(files))
            raise
        except MinutedError:
            if read.added:
                account.account(read, verbose=verbose, as_json=as_json)
            raise
    account.account(read, verbose=verbose, as_json=as_json)
    if read.refused:
        raise typer.Exit(1)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="What you want to know, or a reference such as 45.12.")],
    *,
    council: Council = None,
    committee: Committee = None,
    since: Day = None,
    until: Day = None,
    kinds: Kinds = None,
    minutes_id: MinutesId = None,
    narrow: Annotated[bool, typer.Option(help="Let bodies and dates that the question names limit the search.")] = True,
    written: Annotated[
        bool | None, typer.Option("--written/--quoted", help="Written by the language model that is set up, or quoted.")
    ] = None,
    printed: AnswerFormat = None,
    as_json: Json = False,
) -> None:
    """Answer a question with sentences of the record, each with its paragraph.

    Ends with 4 where the answer was to be written and broke off or is quoted instead; it is printed all the same.
    """
    form = format_of(context, printed, as_json=as_json)
    settings = settings_of(context)
    scope = scope_of(council, committee, since, until, kinds, minutes_id)
    fields = FIELDS if narrow else ()
    with opened(settings) as collection:
        if settings.answers == "written" if written is None else written:
            # Imported here: a quoted answer needs no client of a language model, and comes sooner without it.
            from service.asking import Asking, fell_short, whole_alone

            given = whole_alone(collection, settings, Asking(question, scope, fields=fields, mode="written"))
            is_short = fell_short(given)
        else:
            given = answer_body(answer(collection, question, scope=scope, settings=settings, fields=fields))
            is_short = False
    if form == Printed.MARKDOWN:
        terminal.answer_markdown(given, settings.public_address)
    else:
        terminal.answer(given, as_json=form == Printed.JSON)
    if is_short:
        terminal.failure(f"there is no whole written answer. {given.notice}")
        raise typer.Exit(FELL_SHORT)


@app.command()
def search(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="What to look for.")],
    *,
    council: Council = None,
    committee: Committee = None,
    since: Day = None,
    until: Day = None,
    kinds: Kinds = None,
    minutes_id: MinutesId = None,
    results: Annotated[int | None, typer.Option("-k", "--results", min=1, max=50, help="How many paragraphs.")] = None,
    as_json: Json = False,
) -> None:
    """List the paragraphs that rank best for a question."""
    settings = settings_of(context, results=results)
    scope = scope_of(council, committee, since, until, kinds, minutes_id)
    with opened(settings) as collection:
        terminal.hits(retrieve(collection, question, scope=scope, settings=settings.retrieval), as_json=as_json)


@app.command(name="list")
def list_minutes(
    context: typer.Context,
    *,
    council: Council = None,
    committee: Committee = None,
    since: Day = None,
    until: Day = None,
    as_json: Json = False,
) -> None:
    """List the minutes in the collection."""
    scope = scope_of(council, committee, since, until, None, None)
    with opened(settings_of(context)) as collection:
        with collection.connection() as connection:
            check_names(connection, scope)
        terminal.summaries(collection.summaries(scope), as_json=as_json)


@app.command()
def show(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(parser=id_of, metavar="ID", help="The id of minutes, or of a paragraph (ID#45.12).")
    ],
    *,
    as_json: Json = False,
) -> None:
    """Show minutes, or one paragraph of them, as they were read."""
    with opened(settings_of(context)) as collection:
        if "#" in identity:
            terminal.paragraph(collection.paragraph(identity), as_json=as_json)
        else:
            terminal.minutes(collection.minutes(identity), as_json=as_json)


for command in (
    cli_outcomes.decisions,
    cli_outcomes.actions,
    cli_outcomes.outcomes,
    cli_models.reembed,
    cli_check.check,
    cli_mcp.mcp,
):
    app.command()(command)


@app.command()
def remove(
    context: typer.Context,
    identity: Annotated[str, typer.Argument(parser=id_of, metavar="ID", help="The id of the minutes.")],
    *,
    as_json: Json = False,
) -> None:
    """Remove minutes with all that was made of them."""
    with opened(settings_of(context)) as collection:
        collection.remove(identity)
    terminal.done({"removed": identity}, f"removed '{identity}'", as_json=as_json)


@app.command()
def verify(context: typer.Context, *, as_json: Json = False) -> None:
    """Check that everything in the collection is whole and agrees; exit 1 where it does not."""
    with opened(settings_of(context)) as collection:
        problems = collection.verify()
        held = collection.statistics()
    terminal.verified(problems, held, as_json=as_json)
    if problems:
        raise typer.Exit(1)


@app.command()
def serve(
    context: typer.Context,
    *,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes answer; 0 for one a core.")] = None,
    use_sample: Annotated[
        bool, typer.Option("--sample", help="Add the sample minutes first, if the home is new.")
    ] = False,
) -> None:
    """Serve the pages and the API until interrupted."""
    # Imported here: only serving needs the web framework, and every other command starts faster without it.
    from service.server import check_start, run
    from service.workers import run as run_workers

    flags = {**context.obj, "host": host, "port": port, "workers": workers}
    settings = load_settings(**flags)
    check_start(settings)
    if use_sample and not (settings.collection_folder / "minutes.db").exists():
        context.invoke(add, context, use_sample=True)
    if settings.processes > 1:
        run_workers(flags)
        return
    with opened(settings, named=lambda: model_now(flags)) as collection:
        run(settings, collection)


@app.command(name="settings")
def show_settings(context: typer.Context, *, as_json: Json = False) -> None:
    """Show every setting with the value it has now, and which models would run."""
    # Imported here: it imports the client of a language model, which other commands do without.
    from service.running import running

    now = settings_of(context)
    terminal.settings(now, running(now), as_json=as_json)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    run_command(app, "minuted", shared_first(sys.argv[1:] if arguments is None else arguments))


def run_command(commands: typer.Typer, name: str, arguments: list[str] | None) -> None:
    """Run a command line and exit with its status; what is expected to go wrong comes out as one sentence.

    What the terminal cannot show is spelled out. Typer itself ends wrong usage with status 2, and an interrupted
    command with 130.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        commands(arguments, prog_name=name)
    except MinutedError as error:
        terminal.failure(str(error))
        sys.exit(1)
    except Exception:  # noqa: BLE001 - the last resort: a fault of ours, with all that is needed to mend it
        traceback.print_exc()
        terminal.failure("this is a fault of Minuted itself. Report it with the lines above.")
        sys.exit(3)

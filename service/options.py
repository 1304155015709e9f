"""What the commands share: the flags that limit a search, the settings, and the collection that is opened by them."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, get_args

import typer

from corpus.dates import find_date
from corpus.minutes import ParagraphKind
from index.collection import Collection
from index.embed import load_embedder
from index.embedder import Embedder
from index.errors import CollectionMissing, HomeUnwritable, ModelUnavailable
from index.rerank import loading
from index.scope import Scope
from service.errors import ArgumentEmpty, SettingsInvalid
from service.settings import Settings, load_settings

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Council = Annotated[str | None, typer.Option(help="Only minutes of this council.")]
Committee = Annotated[str | None, typer.Option(help="Only minutes of this committee.")]


def day_of(text: str) -> date:
    """Return the day that a flag names. Raises BadParameter for what is none."""
    found = find_date(text)
    if found is None:
        raise typer.BadParameter(f"'{text}' is not a day. Write it like 2019-11-07, or '7 November 2019'.")
    return found


def path_of(written: str | Path) -> Path:
    """Return the path that an argument names. Raises ArgumentEmpty for none: Path("") would be the folder one is in."""
    if not str(written).strip():
        raise ArgumentEmpty(
            "a path is empty, as a variable of the shell that is not set leaves it. Name a file or a folder; '.' is "
            "the folder you are in."
        )
    return Path(written)


def id_of(written: str) -> str:
    """Return the id that an argument gives. Raises ArgumentEmpty for none."""
    if not written.strip():
        raise ArgumentEmpty("the id is empty. Give the id of minutes, as 'minuted list' shows it.")
    return written


Home = Annotated[
    Path | None,
    typer.Option(parser=path_of, metavar="FOLDER", help="The folder that holds the collections; behind a command too."),
]
Paths = Annotated[
    list[Path] | None, typer.Argument(parser=path_of, metavar="[PATH]...", help="Files, or folders of them.")
]
Day = Annotated[date | None, typer.Option(parser=day_of, metavar="DAY", help="A day as YYYY-MM-DD, inclusive.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=f"Only paragraphs of this kind, one of {', '.join(get_args(ParagraphKind))}; may be repeated.",
    ),
]
MinutesId = Annotated[str | None, typer.Option("--minutes", help="Only the minutes with this id.")]


class Printed(StrEnum):
    """How an answer is printed. Markdown is also what `minuted check` reads."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


AnswerFormat = Annotated[
    Printed | None, typer.Option("--format", help="Text for people, JSON, or Markdown that `minuted check` can prove.")
]


def format_of(context: typer.Context, printed: Printed | None, *, as_json: bool) -> Printed:
    """Return how an answer is to be printed; flags that say different things are wrong usage."""
    if as_json and printed not in {None, Printed.JSON}:
        context.fail(f"--json and --format {printed} say different things. Give one of them.")
    return Printed.JSON if as_json else printed or Printed.TEXT


def settings_of(context: typer.Context, **flags: object) -> Settings:
    """Return the settings from defaults, file, environment and flags."""
    return load_settings(**context.obj, **flags)


def model_now(flags: Mapping[str, object]) -> str:
    """Return the model that the settings name now, minuted.toml being read again; raise ModelUnavailable without."""
    try:
        return load_settings(**flags).model
    except SettingsInvalid as error:
        raise ModelUnavailable(f"which model to load cannot be told: {error}") from error


@contextlib.contextmanager
def opened(settings: Settings, *, create: bool = False, named: Callable[[], str] | None = None) -> Iterator[Collection]:
    """Open the collection of a home; the model is loaded when it is needed first.

    named: gives the name of the model that is to be loaded now, for who serves so long that it may change.
    """
    folder = settings.collection_folder
    taken = next((one for one in (*reversed(folder.parents), folder) if one.exists() and not one.is_dir()), None)
    if taken is not None:
        raise HomeUnwritable(
            f"'{taken}' is not a folder, so that no minutes can be kept in the home '{settings.home}'. Name a folder "
            "with --home or MINUTED_HOME."
        )
    try:
        collection = Collection.open(
            folder,
            _loading(named or (lambda: settings.model), settings.cache),
            reranker=loading(settings.reranker),
            create=create,
        )
    except CollectionMissing:
        raise CollectionMissing(
            f"there are no minutes in '{settings.home}' yet. Add some: minuted add FILE, or minuted add --sample"
        ) from None
    with collection:
        yield collection


def _loading(named: Callable[[], str], cache: Path) -> Callable[[], Embedder]:
    """Return what loads the model that is named when it is called, and gives the one it has while that is named."""
    kept: dict[str, Embedder] = {}

    def load() -> Embedder:
        name = named()
        if name not in kept:
            found = loaded(name, cache)
            kept.clear()
            kept[name] = found
        return kept[name]

    return load


def loaded(name: str, cache: Path) -> Embedder:
    """Return the model of a name, and say once where it runs slower than it could. Raises ModelUnavailable."""
    embedder = load_embedder(name, cache)
    if embedder.note:
        typer.echo(f"minuted: {embedder.note}", err=True)
    return embedder


def scope_of(
    council: str | None,
    committee: str | None,
    since: date | None,
    until: date | None,
    kinds: list[str] | None,
    minutes_id: str | None,
) -> Scope:
    """Return the scope that the flags of a command limit it to."""
    return Scope(
        council=council,
        committee=committee,
        since=since,
        until=until,
        kinds=tuple(kinds or ()),
        minutes_id=minutes_id,
    )

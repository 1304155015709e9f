"""What the commands share: the flags that limit a search, the settings, and the collection that is opened by them."""

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import typer

from index.collection import Collection
from index.embed import load_embedder
from index.embedder import Embedder
from index.errors import CollectionMissing
from index.scope import Scope
from service.settings import Settings, load_settings

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Council = Annotated[str | None, typer.Option(help="Only minutes of this council.")]
Committee = Annotated[str | None, typer.Option(help="Only minutes of this committee.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day as YYYY-MM-DD, inclusive.")]
Kinds = Annotated[list[str] | None, typer.Option("--kind", help="Only paragraphs of this kind; may be repeated.")]
MinutesId = Annotated[str | None, typer.Option("--minutes", help="Only the minutes with this id.")]


def settings_of(context: typer.Context, **flags: object) -> Settings:
    """Return the settings from defaults, file, environment and flags."""
    return load_settings(**context.obj, **flags)


@contextlib.contextmanager
def opened(settings: Settings, *, create: bool = False) -> Iterator[Collection]:
    """Open the collection of a home; the model is loaded when it is needed first."""
    folder = settings.collection_folder
    try:
        collection = Collection.open(folder, lambda: _loaded(settings), create=create)
    except CollectionMissing:
        raise CollectionMissing(
            f"there are no minutes in '{settings.home}' yet. Add some: minuted add FILE, or minuted add --sample"
        ) from None
    with collection:
        yield collection


def _loaded(settings: Settings) -> Embedder:
    """Load the model, and say once where it runs slower than it could."""
    embedder = load_embedder(settings.model, settings.cache)
    if embedder.note:
        typer.echo(f"minuted: {embedder.note}", err=True)
    return embedder


def scope_of(
    council: str | None,
    committee: str | None,
    since: datetime | None,
    until: datetime | None,
    kinds: list[str] | None,
    minutes_id: str | None,
) -> Scope:
    """Return the scope that the flags of a command limit it to."""
    return Scope(
        council=council,
        committee=committee,
        since=since.date() if since else None,
        until=until.date() if until else None,
        kinds=tuple(kinds or ()),
        minutes_id=minutes_id,
    )

"""The command that embeds the collection anew: the model that the settings name in, a collection of that model out."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import asdict

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from index.reembed import Reembedded
from index.reembed import reembed as embed_anew
from service import terminal
from service.options import Json, loaded, opened, settings_of
from service.wording import counted


def reembed(context: typer.Context, *, as_json: Json = False) -> None:
    """Embed the whole collection anew with the model that the settings name.

    Others go on adding, asking and serving with the earlier model until the new one takes over, all at once. Killed or
    interrupted, it changes nothing, and goes on where it was when it is run again.
    """
    settings = settings_of(context)
    with opened(settings) as collection:
        embedder = loaded(settings.model, settings.cache)
        reached = [0, 0]
        try:
            with _progress(reached, silent=as_json) as told:
                done = embed_anew(collection, embedder, told=told)
        except KeyboardInterrupt:
            terminal.failure(
                f"interrupted: {reached[0]:,} of {counted(reached[1], 'passage')} embedded and kept; the collection is "
                "as it was. Run it again to go on."
            )
            raise
        if done.is_changed:
            collection.caches.bring_up()
    terminal.done({**asdict(done), "changed": done.is_changed}, _sentence(done), as_json=as_json)


def _sentence(done: Reembedded) -> str:
    if not done.model:
        return "there is nothing to do: nothing has been added yet."
    if not done.is_changed:
        return f"there is nothing to do: the collection was made by '{done.model}'."
    before = f", {done.resumed:,} of them in an earlier run" if done.resumed else ""
    return (
        f"'{done.model}' has taken over from '{done.before}': {done.minutes:,} minutes with "
        f"{counted(done.passages, 'passage')} embedded{before}."
    )


@contextlib.contextmanager
def _progress(reached: list[int], *, silent: bool) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal, moved by what it gives, and note how far it has come."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    shown = not silent and terminal.ERRORS.is_terminal
    with Progress(*columns, console=terminal.ERRORS, disable=not shown, transient=True) as bar:
        task = bar.add_task("Embedding passages", total=None)

        def told(done: int, of: int) -> None:
            reached[:] = [done, of]
            bar.update(task, completed=done, total=of)

        yield told

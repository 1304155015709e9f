"""The command that serves the collection to one assistant over standard input and output."""

import typer

from service.options import opened, settings_of


def mcp(context: typer.Context) -> None:
    """Serve the minutes as tools to an assistant that starts this command (Model Context Protocol, stdio)."""
    # Imported here: only serving needs the protocol, and every other command starts sooner without it.
    from service.app import VERSION
    from service.mcp.server import run_over_stdio
    from service.mcp.tool import Desk
    from service.turnstile import Turnstile
    from service.writer import writer_of

    settings = settings_of(context)
    writer = writer_of(settings)
    with opened(settings) as collection:
        collection.caches.start()
        turnstile = Turnstile(settings.questions_at_once)
        site = settings.public_address.rstrip("/")
        run_over_stdio(Desk(collection, settings, turnstile, site, writer), VERSION)

"""Where readers find the pages, for text that is shown elsewhere: a request in, the beginning of an address out."""

from starlette.requests import Request

from service.settings import Settings


def site_of(request: Request) -> str:
    """Return what to put before the path of a page: the setting public_address, else what was asked for."""
    settings: Settings = request.app.state.settings
    return (settings.public_address or str(request.base_url)).rstrip("/")

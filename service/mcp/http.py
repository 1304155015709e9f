"""The protocol over streamable HTTP: an application in, one address of it that answers clients out.

Stateless: each request stands alone and is answered as JSON, so that any worker can take it and nothing is kept. The
SDK takes half a second to import, so it is loaded by the first request that comes and not by every start.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from service.errors import TooBusy
from service.links import site_of
from service.mcp.tool import Desk
from service.wording import WORDING

if TYPE_CHECKING:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager


class McpEndpoint:
    """An ASGI application, for POST alone: without sessions there is nothing to listen to and nothing to delete."""

    def __init__(self, version: str) -> None:
        """Make an endpoint that answers while `running` is entered."""
        self._version = version
        self._wanted = asyncio.Event()
        self._manager: asyncio.Future[StreamableHTTPSessionManager] | None = None

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer requests inside the block."""
        self._wanted = asyncio.Event()
        self._manager = asyncio.get_running_loop().create_future()
        keeper = asyncio.create_task(self._keep(self._manager))
        try:
            yield
        finally:
            self._manager = None
            keeper.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await keeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. Raises TooBusy where the application is starting or stopping."""
        if self._manager is None:
            raise TooBusy(WORDING["too_busy"])
        self._wanted.set()
        manager = await asyncio.shield(self._manager)
        await manager.handle_request(scope, receive, send)

    async def _keep(self, made: "asyncio.Future[StreamableHTTPSessionManager]") -> None:
        """Keep the SDK's manager open from the first request on, in one task from beginning to end, as it must be."""
        await self._wanted.wait()
        try:
            manager = await asyncio.to_thread(_manager, self._version)
            async with manager.run():
                made.set_result(manager)
                await asyncio.Event().wait()
        except Exception as error:  # noqa: BLE001 - whoever waits for it is told
            if not made.done():
                made.set_exception(error)


def _manager(version: str) -> "StreamableHTTPSessionManager":
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from service.mcp.server import mcp_server

    return StreamableHTTPSessionManager(mcp_server(desk_for, version), json_response=True, stateless=True)


def desk_for(request: Request) -> Desk:
    """Return what the tools read for a request, with addresses as its sender reaches them."""
    state: Any = request.app.state
    return Desk(state.collection, state.settings, state.turnstile, site_of(request), state.writer)

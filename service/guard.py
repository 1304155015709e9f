"""Every request before a route sees it, and every response before it leaves.

In: an ASGI application. Out: one that refuses requests for other hosts and from other sites, bounds what is sent,
answers with safe headers, turns a bug into a plain 500, and logs a line without the question.

It is one pure ASGI middleware rather than a dependency of each route, because a route can forget a dependency.
"""

import asyncio
import logging
import re
import time
import traceback
from collections.abc import Collection as Names
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.errors import BodyTooLarge, CrossSiteRefused, HostRefused, RequestInvalid
from service.problems import problem_of, respond

BODY_BYTES = 64 * 1024
# An answer that a page sends back to be taken away holds all the paragraphs that were considered.
ANSWER_BYTES = 512 * 1024
BODY_SECONDS = 30.0

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
# Referrer-Policy is same-origin, not no-referrer: with the latter, browsers send `Origin: null` with our own forms,
# and on a plain http address (an intranet) they send no Sec-Fetch-Site that could tell our forms from others'.
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::[0-9]{1,5})?")
_requests = logging.getLogger("minuted.requests")
_bugs = logging.getLogger("minuted.bugs")


class Guard:
    """The middleware. `hosts`: names in lower case under which requests may come; "*" among them lets any in."""

    def __init__(self, app: ASGIApp, hosts: Names[str]) -> None:
        """Wrap an application."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        out = _Out(send, without_body=scope["method"] == "HEAD")
        try:
            refusal = self._refusal(scope)
            if refusal:
                await _problem(refusal, scope, receive, out)
            else:
                inner = {**scope, "method": "GET"} if out.without_body else scope
                await self._app(inner, _bounded(receive, _most(scope)), out)
        except Exception as error:  # noqa: BLE001 - the outermost place, where a bug becomes a 500
            # Any message may hold the question, so only the kind of error and where it arose are logged.
            _bugs.error("%s in %s: %s", type(error).__name__, _path(scope), frames(error))
            if out.status is None:
                await _problem(error, scope, receive, out)
        finally:
            milliseconds = (time.monotonic() - started) * 1000
            _requests.info("%s %s %s %.0f ms", scope["method"], _path(scope), out.status, milliseconds)

    def _refusal(self, scope: Scope) -> RequestInvalid | None:
        """Return why a request is not for us, or None when it is."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        name = match[1].lower() if match else ""
        if match is None or ("*" not in self._hosts and name not in self._hosts):
            return HostRefused(
                f"this service does not answer under the name '{name}'. "
                "Whoever runs it can allow more names with the setting allowed_hosts."
            )
        if scope["method"] not in _SAFE and not _from_our_pages(headers, hosts[0]):
            return CrossSiteRefused("a page of another site sent this request. Ask from this site's own page.")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most(scope):
            return BodyTooLarge(_too_large(_most(scope)))
        return None


def _most(scope: Scope) -> int:
    return ANSWER_BYTES if scope["path"] == "/answer" else BODY_BYTES


def _too_large(most: int) -> str:
    return f"the request is larger than {most // 1024} KiB. Send less: a question is at most a few thousand characters."


class _Out:
    """Sends a response with the safe headers, and remembers its status."""

    def __init__(self, send: Send, *, without_body: bool) -> None:
        self._send = send
        self.without_body = without_body
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Cache-Control", "no-store")
        elif message["type"] == "http.response.body" and self.without_body:
            message = {**message, "body": b""}
        await self._send(message)


def _from_our_pages(headers: Headers, host: str) -> bool:
    """Tell whether a request comes from our own pages, or from no browser at all.

    Browsers send Sec-Fetch-Site wherever the page is secure or local, and Origin with every unsafe method; pages cannot
    forge either. Programs send neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


def _bounded(receive: Receive, most: int) -> Receive:
    """Return a receive that stops at so many bytes and BODY_SECONDS; uvicorn has no limit of its own."""
    size = 0
    ended = False
    deadline = time.monotonic() + BODY_SECONDS

    async def bounded() -> Message:
        nonlocal size, ended
        if ended:
            return await receive()
        try:
            async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                message = await receive()
        except TimeoutError as error:
            raise HTTPException(408) from error
        size += len(message.get("body", b""))
        if size > most:
            raise HTTPException(413, _too_large(most))
        ended = not message.get("more_body", False)
        return message

    return bounded


async def _problem(error: Exception, scope: Scope, receive: Receive, out: _Out) -> None:
    await respond(problem_of(error, _path(scope)), scope)(scope, receive, out)


def _path(scope: Scope) -> str:
    """Return the path as it was sent, percent-encoded and without the query, which may hold a question."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.partition(b"?")[0].decode("ascii", "backslashreplace")


def frames(error: Exception) -> str:
    """Return where an exception passed, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-8:])

"""Messages in, a language model's answer out, piece by piece; or ModelFailed, and the caller goes on without it.

One Llm is kept for all questions: it knows how the model fared lately (breaker.py), grants second attempts (retries.py)
and lets so many write at once. Each answer has a connection of its own, which ends with it: none is stale, and a reader
who leaves ends it.
"""

import asyncio
import logging
import random
import ssl
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing

import httpx

from prompts import Message
from service.breaker import Breaker
from service.completion import Deadlines, Timeouts, client_of, complete
from service.endpoint import Endpoint, endpoint_of
from service.errors import ModelFailed, ModelRefused
from service.failure import failure
from service.retries import Retries
from service.settings import Settings

_logger = logging.getLogger("minuted")


class Llm:
    """A language model behind an address. For one event loop at a time."""

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Timeouts,
        *,
        at_once: int,
        rest_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Make a client; nothing is connected yet. clock: for the breaker; chance: for the waits before a retry."""
        self._endpoint = endpoint
        self._limits = limits
        self._at_once = at_once
        self._writing = 0
        self._breaker = Breaker(clock, rest_seconds=rest_seconds)
        self._retries = Retries(chance)
        self._clients: set[httpx.AsyncClient] = set()
        self._is_closed = False
        self._tls = _tls(endpoint)

    @property
    def model(self) -> str:
        """The name of the model."""
        return self._endpoint.model

    @property
    def host(self) -> str:
        """The host of the address, with its port where it has one; without the key."""
        return self._endpoint.host

    async def pieces(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the answer to messages as it arrives, without thoughts and without characters that cannot be seen.

        Raises ModelFailed before the first piece or after some; what was yielded stays good. Whoever stops early closes
        the generator (`contextlib.aclosing`) or is cancelled: either ends the connection at once.
        """
        if self._writing >= self._at_once:
            raise failure("overloaded", f"it writes {self._at_once} answers, the most at once", is_unwell=False)
        ticket = self._breaker.admit()
        if ticket is None:
            raise failure("resting", "it failed several times and is left alone", is_unwell=False)
        self._writing += 1
        note = self._breaker.left
        try:
            async with aclosing(self._attempts(messages)) as answer:
                async for piece in answer:
                    # From here on it answers, whoever has heard enough before its end.
                    note = self._breaker.succeeded
                    yield piece
        except ModelFailed as error:
            note = self._breaker.failed if error.is_unwell else self._breaker.succeeded
            _logger.warning("the language model at %s: %s (%s)", self.host, error.detail, error.reason)
            raise
        finally:
            self._writing -= 1
            note(ticket)

    async def aclose(self) -> None:
        """End every answer that is being written and take no further questions."""
        self._is_closed = True
        for client in list(self._clients):
            await client.aclose()

    async def _attempts(self, messages: Sequence[Message]) -> AsyncGenerator[str, None]:
        """Yield the pieces of the first attempt, or where that was refused before it began, perhaps of a second."""
        now = asyncio.get_running_loop().time
        begun = now()
        deadlines = Deadlines(
            first=begun + self._limits.first_after(messages),
            gap_seconds=self._limits.gap_seconds,
            total=begun + self._limits.total_seconds,
        )
        self._retries.asked()
        for is_last in (False, True):
            try:
                async with aclosing(self._attempt(messages, deadlines)) as answer:
                    async for piece in answer:
                        yield piece
            except ModelRefused as refused:
                wait = None if is_last else self._retries.wait_seconds(refused.reason, refused.retry_after)
                if wait is None or now() + wait >= min(deadlines.first, deadlines.total):
                    raise
            else:
                return
            await asyncio.sleep(wait)

    async def _attempt(self, messages: Sequence[Message], deadlines: Deadlines) -> AsyncGenerator[str, None]:
        """Yield the pieces of one attempt, over a connection of its own."""
        if self._is_closed:
            raise failure("refused", "the client is closed", is_unwell=False)
        async with client_of(self._limits, self._tls) as client:
            self._clients.add(client)
            try:
                async with aclosing(complete(client, self._endpoint, messages, deadlines)) as answer:
                    async for piece in answer:
                        yield piece
            finally:
                self._clients.discard(client)


def llm_of(settings: Settings) -> Llm | None:
    """Return the language model that the settings name, None where they name none."""
    if not settings.llm_address:
        return None
    endpoint = endpoint_of(settings)
    # Models on a processor alone are asked on its own machine or network. What has a certificate reads at once.
    reads_slowly = endpoint.url.startswith("http:")
    limits = Timeouts(
        connect_seconds=settings.llm_connect_seconds,
        first_seconds=settings.llm_first_seconds,
        gap_seconds=settings.llm_gap_seconds,
        total_seconds=settings.llm_total_seconds,
        reading_speed=settings.llm_reading_speed if reads_slowly else 0,
    )
    return Llm(endpoint, limits, at_once=settings.llm_at_once, rest_seconds=settings.llm_rest_seconds)


def _tls(endpoint: Endpoint) -> ssl.SSLContext:
    """Return what certificates are checked by: those that httpx brings, and those of the machine.

    Reading them takes a while, so that it is done once, and not at all for an address that needs none.
    """
    if not endpoint.url.startswith("https:"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context

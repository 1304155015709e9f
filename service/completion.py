"""Messages in, the pieces of one streamed answer out as they arrive: over httpx, within limits of time and size.

httpx's own timeouts begin anew with each read, so that a trickle never ends; these are deadlines. What arrives is read
as it is, never inflated, at most RAW_BYTES of it. An answer is whole when it says that it is (`finish_reason`).
"""

import asyncio
import ssl
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import httpx

from prompts import Message
from service.chunks import Chunk, check_finish, read_chunk
from service.endpoint import Endpoint
from service.errors import ModelFailed
from service.events import Events
from service.failure import failure, refusal
from service.thoughts import Thoughts

RAW_BYTES = 1024 * 1024
ANSWER_BYTES = 64 * 1024
# Of English prose, with the tokenisers of most models.
CHARACTERS_A_TOKEN = 4
DONE = "[DONE]"
# A question that is too long, or fields that the server does not know: the next question may do better.
OF_THE_REQUEST = frozenset({400, 413, 422})


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long one answer may take, in seconds: for connecting, until its first token, between tokens, in all.

    reading_speed: how many tokens of what it is asked are read in a second at least, before the first token is late; 0
    where reading takes no time that counts.
    """

    connect_seconds: float
    first_seconds: float
    gap_seconds: float
    total_seconds: float
    reading_speed: float

    def first_after(self, messages: Sequence[Message]) -> float:
        """Return how many seconds after it was asked the first token must have come."""
        tokens = sum(len(message.content) for message in messages) / CHARACTERS_A_TOKEN
        return self.first_seconds + (tokens / self.reading_speed if self.reading_speed else 0.0)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The limits of one answer as times of the event loop's clock."""

    first: float
    gap_seconds: float
    total: float

    def after(self, now: float, *, has_begun: bool) -> float:
        """Return until when the next token must come: the first by its own deadline, the others after a gap."""
        return min(now + self.gap_seconds if has_begun else self.first, self.total)


def client_of(limits: Timeouts, verify: ssl.SSLContext) -> httpx.AsyncClient:
    """Return a client for one answer: no redirects, no proxies or passwords from the environment, no second use."""
    return httpx.AsyncClient(
        timeout=httpx.Timeout(None, connect=limits.connect_seconds),
        follow_redirects=False,
        trust_env=False,
        verify=verify,
    )


async def complete(
    client: httpx.AsyncClient, endpoint: Endpoint, messages: Sequence[Message], deadlines: Deadlines
) -> AsyncGenerator[str, None]:
    """Yield the text of an answer piece by piece, without thoughts; ends where the answer is whole.

    Raises ModelFailed before the first piece or after it, ModelRefused before it alone.
    """
    request = client.build_request("POST", endpoint.url, headers=endpoint.headers(), json=endpoint.body(messages))
    response = await _sent(client, request, deadlines)
    try:
        is_stream = _check(response)
        async with aclosing(_chunks(response, deadlines, is_stream=is_stream)) as chunks:
            async for piece in _pieces(chunks):
                yield piece
    finally:
        await response.aclose()


async def _sent(client: httpx.AsyncClient, request: httpx.Request, deadlines: Deadlines) -> httpx.Response:
    """Return the response to a request once its head is there."""
    try:
        async with asyncio.timeout_at(min(deadlines.first, deadlines.total)):
            return await client.send(request, stream=True)
    except httpx.ConnectError:
        raise refusal("refused", "it cannot be connected to") from None
    except (TimeoutError, httpx.TimeoutException):
        raise failure("slow", "it did not begin to answer in time") from None
    except httpx.HTTPError as error:
        raise failure("cut", f"it broke off before it answered, or spoke no HTTP ({type(error).__name__})") from None


def _check(response: httpx.Response) -> bool:
    """Return whether a response is a stream of events, and not JSON as a whole.

    Raises ModelRefused for an endpoint that is overloaded, ModelFailed for every other answer that is none.
    """
    status = response.status_code
    if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        retry_after = response.headers.get("Retry-After")
        raise refusal("overloaded", f"it answered with status {status}", retry_after=retry_after)
    if status != httpx.codes.OK:
        raise failure("refused", f"it answered with status {status}", is_unwell=status not in OF_THE_REQUEST)
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", ""}:
        raise failure("garbled", "it answered with compressed bytes, which were not asked for")
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media_type not in {"text/event-stream", "application/json"}:
        raise failure("garbled", "it answered with something else than a stream or JSON")
    return bool(media_type == "text/event-stream")


async def _chunks(response: httpx.Response, deadlines: Deadlines, *, is_stream: bool) -> AsyncGenerator[Chunk, None]:
    """Yield the chunks of a response; a whole completion is one."""
    now = asyncio.get_running_loop().time
    events = Events()
    body = bytearray()
    received = 0
    until = deadlines.after(now(), has_begun=False)
    raw = response.aiter_raw()
    while (data := await _next(raw, until)) is not None:
        received += len(data)
        if received > RAW_BYTES:
            raise failure("too_long", f"it sent more than {RAW_BYTES:,} bytes", is_unwell=False)
        if not is_stream:
            body += data
            continue
        for event in events.feed(data):
            if event.data.strip() == DONE:
                return
            if event.name == "error":
                raise failure("refused", "it sent an error instead of an answer")
            chunk = read_chunk(event.data)
            yield chunk
            if chunk.text or chunk.is_thinking:
                # From when the reader has taken it: a reader who is slow is no fault of the model.
                until = deadlines.after(now(), has_begun=True)
    if not is_stream:
        yield _whole(bytes(body))


def _whole(body: bytes) -> Chunk:
    try:
        return read_chunk(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise failure("garbled", "its JSON is not UTF-8") from None


async def _next(raw: AsyncIterator[bytes], until: float) -> bytes | None:
    """Return the next bytes, None at the end."""
    try:
        async with asyncio.timeout_at(until):
            return await anext(raw, None)
    except (TimeoutError, httpx.TimeoutException):
        raise failure("slow", "it paused for too long, or took too long in all") from None
    except httpx.HTTPError as error:
        raise failure("cut", f"its stream broke ({type(error).__name__})") from None


async def _pieces(chunks: AsyncIterator[Chunk]) -> AsyncGenerator[str, None]:
    """Yield what the reader may see of an answer, and check that it is whole."""
    thoughts = Thoughts()
    size = 0
    finish = ""
    is_seen = False
    try:
        async for chunk in chunks:
            size += len(chunk.text.encode("utf-8", "surrogatepass"))
            if size > ANSWER_BYTES:
                raise failure("too_long", f"it wrote more than {ANSWER_BYTES:,} bytes", is_unwell=False)
            piece = thoughts.feed(chunk.text)
            if piece:
                is_seen = is_seen or not piece.isspace()
                yield piece
            if chunk.finish:
                finish = chunk.finish
                break
    except ModelFailed as error:
        # An error that comes after some text does not refuse the answer but ends it.
        raise failure("cut", error.detail) if is_seen and error.reason == "refused" else error from None
    check_finish(finish)
    if rest := thoughts.end():
        is_seen = True
        yield rest
    if not is_seen:
        raise failure("garbled", "its answer is empty", is_unwell=False)

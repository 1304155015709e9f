"""OpenAI's chat completions, for tools that speak that protocol: messages in, an answer of the record out.

The last message of the user is the question and what was said before it the conversation. The answer is Markdown with
the mark of each paragraph after its words and a list of sources at the end; the field `minuted` beside it holds the
whole answer as POST /api/ask gives it. System messages and parameters of language models change nothing and are passed
over; what would change the answer's form (several choices, pictures, another format) is refused.
"""

import json
import time
import uuid
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from http import HTTPStatus
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from index.scope import Scope
from service.answer import Mode
from service.api import AskScope, means_of
from service.asking import Asking, Step, steps, whole
from service.citations import paragraph_id_of
from service.conversation import Turn
from service.errors import ChatInvalid, ModelUnknown
from service.links import site_of
from service.markdown import SOURCES, after_sentences, escaped, last_of, pieces, without_headings
from service.openai_errors import OpenAIError
from service.shapes import AnswerBody, SentenceBody
from service.steps import MetaBody
from service.stream import HEADERS, MEDIA_TYPE, beating, until_left

MODEL = "minuted"
# When the service was made, in seconds; tools show it and nothing depends on it.
CREATED = 1_700_000_000
MOST_MESSAGES = 500

router = APIRouter(prefix="/v1", tags=["openai"])


class ContentPart(BaseModel):
    """A part of a message; only text can be read."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of the conversation."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    role: Annotated[str, Field(description="Those of user and assistant are read; others are passed over.")]
    content: Annotated[str | list[ContentPart] | None, Field(description="Text, or parts that are all text.")] = None


class ResponseFormat(BaseModel):
    """What form an answer is to have."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: str = "text"


class StreamOptions(BaseModel):
    """What a stream ends with."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    include_usage: bool = False


class ChatBody(BaseModel):
    """A request for a chat completion. What is not listed here is passed over: tools send much that means nothing."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    model: Annotated[str, Field(description="minuted")]
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(description="1: the same question has one answer.")] = 1
    response_format: ResponseFormat | None = None
    scope: Annotated[AskScope, Field(description="Minuted's own: the limits of POST /api/ask.")] = AskScope()
    mode: Annotated[Mode | None, Field(description="Minuted's own: quoted or written, as of POST /api/ask.")] = None


class Usage(BaseModel):
    """Tokens of a language model, which are not counted: none is used for a quoted answer."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    total_tokens: int = 0


class AnswerMessage(BaseModel):
    """The answer as Markdown."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None


class Choice(BaseModel):
    """The one choice."""

    index: int = 0
    message: AnswerMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class Completion(BaseModel):
    """A chat completion, with the answer that it was made of as `minuted`."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str
    choices: tuple[Choice]
    usage: Usage
    minuted: AnswerBody


class ModelBody(BaseModel):
    """The one model there is."""

    id: str
    object: Literal["model"] = "model"
    created: int = CREATED
    owned_by: str = "minuted"


class ModelList(BaseModel):
    """The models."""

    object: Literal["list"] = "list"
    data: tuple[ModelBody, ...]


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how OpenAPI is told of the errors of an endpoint."""
    return {status: {"model": OpenAIError, "description": HTTPStatus(status).phrase} for status in statuses}


@router.get("/models", summary="List models", responses=errors(503))
def get_models() -> ModelList:
    """Return the one model."""
    return ModelList(data=(ModelBody(id=MODEL),))


@router.get("/models/{model}", summary="Describe a model", responses=errors(404, 503))
def get_model(model: str) -> ModelBody:
    """Return the one model, by its name."""
    _check_model(model)
    return ModelBody(id=MODEL)


@router.post(
    "/chat/completions",
    summary="Answer a question in OpenAI's protocol",
    response_model=Completion,
    responses=errors(400, 404, 413, 503),
)
async def post_chat(request: Request, body: ChatBody) -> JSONResponse | StreamingResponse:
    """Answer the last message of the user with sentences of the record, whole or as a stream of chunks."""
    _check(body)
    question, history = question_and_history(body.messages)
    limits = body.scope
    scope = Scope(limits.council, limits.committee, limits.since, limits.until, tuple(limits.kinds), limits.minutes_id)
    asking = Asking(question, scope, history, mode=body.mode)
    means = means_of(request)
    identity, created = f"chatcmpl-{uuid.uuid4().hex}", int(time.time())
    site = site_of(request)
    if body.stream:
        usage = body.stream_options is not None and body.stream_options.include_usage
        head = {"id": identity, "created": created, "model": MODEL}
        following = steps(means, asking)
        first = await until_left(request, anext(following))
        chunks = beating(_chunks(first, following, site, head, with_usage=usage))
        return StreamingResponse(chunks, media_type=MEDIA_TYPE, headers=HEADERS)
    given = await until_left(request, whole(means, asking))
    message = AnswerMessage(content="".join(pieces(given, site)))
    completion = Completion(
        id=identity, created=created, model=MODEL, choices=(Choice(message=message),), usage=Usage(), minuted=given
    )
    return JSONResponse(completion.model_dump(mode="json"))


def question_and_history(messages: Sequence[ChatMessage]) -> tuple[str, tuple[Turn, ...]]:
    """Return the last question of the user, and each one before it with its answer, oldest first, "" where none came.

    What an answer cites is told by the addresses of its sources.

    Raises ChatInvalid for a message that is not text, and where the user has said nothing.
    """
    turns: list[Turn] = []
    for place, message in enumerate(messages):
        if message.role == "user":
            turns.append(Turn(_text(message, place), ""))
        elif message.role == "assistant" and turns:
            text = _text(message, place)
            said, _, sources = text.partition(SOURCES)
            turns[-1] = Turn(turns[-1].question, without_headings(said), _cited(sources))
    if not turns:
        raise ChatInvalid(
            "none of the messages is the user's. Send the question as the last message, with the role 'user'.",
            "messages",
        )
    return turns[-1].question, tuple(turns[:-1])


def _cited(text: str) -> tuple[str, ...]:
    """Return the ids of the paragraphs whose addresses stand in a text, in order, each once."""
    ids = (paragraph_id_of(word.strip("()<>.,;")) for word in text.split() if "/minutes/" in word)
    return tuple(dict.fromkeys(one for one in ids if "#" in one))


def _text(message: ChatMessage, place: int) -> str:
    if message.content is None or isinstance(message.content, str):
        return message.content or ""
    for part in message.content:
        if part.type not in {"text", "input_text", "output_text", "refusal"}:
            raise ChatInvalid(
                f"a part of the message is of type '{part.type[:100]}', and only text can be read. Leave it out.",
                f"messages.{place}.content",
            )
    return "\n".join(part.text for part in message.content)


def _check(body: ChatBody) -> None:
    """Raise ChatInvalid or ModelUnknown for what would change an answer and cannot."""
    _check_model(body.model)
    if body.n not in {None, 1}:
        raise ChatInvalid(f"{body.n} choices were asked for, and a question has one answer. Leave n out.", "n")
    if body.response_format is not None and body.response_format.type != "text":
        raise ChatInvalid(
            f"an answer cannot have the format '{body.response_format.type[:100]}'. Leave response_format out; the "
            "answer as data is in the field minuted.",
            "response_format",
        )


def _check_model(name: str) -> None:
    if name != MODEL:
        raise ModelUnknown(f"there is no model '{name[:100]}'. There is only '{MODEL}'.")


async def _chunks(
    first: Step, following: AsyncGenerator[Step, None], site: str, head: dict[str, Any], *, with_usage: bool
) -> AsyncGenerator[str, None]:
    """Yield the server-sent events of a stream; the last chunk before the end holds the whole answer as `minuted`.

    A quoted answer comes piece by piece as it is printed. Of a written one each sentence comes as it passes; what is
    known only at the end, such as that the model failed, is told after them.
    """

    def event(delta: dict[str, str], finish: str | None, **other: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event({**head, "object": "chat.completion.chunk", "choices": [choice], **other})

    is_written = isinstance(first, MetaBody) and first.mode == "written"
    said: list[SentenceBody] = []
    yield event({"role": "assistant", "content": ""}, None)
    async with aclosing(following):
        async for step in following:
            if isinstance(step, SentenceBody) and is_written:
                said.append(step)
                is_quoted = any(step.text == one.quote for one in step.citations)
                yield event({"content": last_of(said, is_quoted=is_quoted)}, None)
            elif isinstance(step, AnswerBody):
                for piece in _told_last(step, site) if is_written else pieces(step, site):
                    yield event({"content": piece}, None)
                yield event({}, "stop", minuted=_ANSWER.dump_python(step, mode="json"))
    if with_usage:
        yield _event({**head, "object": "chat.completion.chunk", "choices": [], "usage": Usage().model_dump()})
    yield "data: [DONE]\n\n"


def _told_last(given: AnswerBody, site: str) -> Iterator[str]:
    told = given.notice or (given.message if not given.sentences or given.status != "answered" else "")
    if told:
        yield f"\n{escaped(told)}\n"
    yield from after_sentences(given, site)


_ANSWER = TypeAdapter(AnswerBody)


def _event(chunk: dict[str, Any]) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False, separators=(',', ':'))}\n\n"

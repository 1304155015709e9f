"""The HTTP interface for programs: ask, search, read.

In: a question or an id, and the limits of the search. Out: the JSON of shapes.py, or problem details. Endpoints are
plain functions, which run in threads: a search computes, it does not wait.
"""

from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from corpus.minutes import Minutes, ParagraphKind
from index.collection import Collection
from index.hits import MinutesSummary
from index.retrieve import retrieve
from index.scope import Scope
from index.settings import RESULTS_LIMIT
from service import stream
from service.answer import Mode
from service.asking import Asking, Means, checked, steps, whole
from service.citations import address, label
from service.history import History, turns
from service.naming import name
from service.narrowing import FIELDS
from service.narrowing import Field as LimitField
from service.problems import Problem
from service.settings import Settings
from service.shapes import AnswerBody, HealthBody, ParagraphBody, SearchBody, hit_body

QUESTION = "What did the committee resolve about school transport?"

router = APIRouter()


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return how OpenAPI is told that an endpoint may answer with these problems."""
    return {status: {"model": Problem, "description": HTTPStatus(status).phrase} for status in statuses}


EVENTS = {
    "schema": {
        "type": "string",
        "description": "`meta`: what was understood; `sources`: the paragraphs considered, as `evidence`; `sentence`: "
        "one of `sentences`, any number of times; `done`: the whole answer, as it is sent as JSON. Comments may stand "
        "between.",
    },
    "example": 'event: meta\ndata: {"question": "What was agreed?", …}\n\nevent: sentence\ndata: {"text": …}\n\n'
    'event: done\ndata: {"status": "answered", …}\n\n',
}
Name = Annotated[str | None, Field(max_length=300, description="Its name as printed, in any case.")]
FirstDay = Annotated[date | None, Field(description="Meetings from this day on; leaves out undated minutes.")]
LastDay = Annotated[date | None, Field(description="Meetings up to this day; leaves out undated minutes.")]
MinutesId = Annotated[str | None, Field(max_length=500, description="Only these minutes.")]
Question = Annotated[str, Field(description="1 to 2,000 characters.", examples=[QUESTION])]
Kinds = Annotated[list[ParagraphKind], Field(max_length=20, description="Only paragraphs of these kinds.")]


class ScopeFields(BaseModel):
    """What a search is limited to; what is left out does not limit."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    council: Name = None
    committee: Name = None
    since: FirstDay = None
    until: LastDay = None


class AskScope(ScopeFields):
    """What a question is limited to."""

    kinds: Kinds = []
    minutes_id: MinutesId = None


class AskBody(BaseModel):
    """A question about the minutes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Question
    scope: AskScope = AskScope()
    history: History = []
    narrow: Annotated[
        bool, Field(description="Whether bodies and dates that the question names limit the search, within `scope`.")
    ] = True
    mode: Annotated[
        Mode | None,
        Field(
            description="Quoted from the record, or written by the language model that is set up and checked against "
            "the record sentence by sentence; the setting `answers` if not."
        ),
    ] = None
    without: Annotated[
        list[LimitField], Field(max_length=10, description="Limits of these kinds are not read from the question.")
    ] = []

    @property
    def fields(self) -> tuple[LimitField, ...]:
        """The kinds of limit that may be read from the question."""
        return tuple(one for one in FIELDS if self.narrow and one not in self.without)


class ListQuery(ScopeFields):
    """Which minutes to list."""

    minutes: MinutesId = None


class SearchQuery(ListQuery):
    """What to search for, and where."""

    q: Question
    kind: Kinds = []
    k: Annotated[int | None, Field(ge=1, le=RESULTS_LIMIT, description="How many; the setting `results` if not.")] = (
        None
    )


@router.post(
    "/api/ask",
    summary="Answer a question",
    tags=["ask"],
    response_model=AnswerBody,
    responses={**problems(422, 413, 503), 200: {"content": {stream.MEDIA_TYPE: EVENTS}}},
)
async def post_ask(request: Request, body: AskBody) -> AnswerBody | StreamingResponse:
    """Answer a question with sentences of the record, each with the paragraph it comes from.

    With `Accept: text/event-stream` the answer comes as server-sent events, each sentence as soon as it has passed.
    """
    limits = body.scope
    scope = Scope(limits.council, limits.committee, limits.since, limits.until, tuple(limits.kinds), limits.minutes_id)
    asking = Asking(body.question, scope, turns(body.history), body.fields, body.mode)
    means = means_of(request)
    if stream.wants_events(request):
        return await stream.respond(request, steps(means, asking))
    return await stream.until_left(request, whole(means, asking))


@router.get("/api/search", summary="Find paragraphs", tags=["ask"], responses=problems(422, 503))
def get_search(request: Request, query: Annotated[SearchQuery, Query()]) -> SearchBody:
    """Return the paragraphs closest to a question, best first, with the numbers that ranked them."""
    settings: Settings = request.app.state.settings
    question = checked(query.q, settings)
    scope = Scope(query.council, query.committee, query.since, query.until, tuple(query.kind), query.minutes)
    retrieval = replace(settings.retrieval, limit=query.k or settings.results)
    with request.app.state.turnstile.passing():
        hits = retrieve(_collection(request), question, scope=scope, settings=retrieval)
    return SearchBody(question, tuple(hit_body(hit) for hit in hits))


@router.get("/api/minutes", summary="List minutes", tags=["read"], responses=problems(422, 503))
def get_list(request: Request, query: Annotated[ListQuery, Query()]) -> list[MinutesSummary]:
    """Return the minutes within the limits, by council, committee and date."""
    scope = Scope(query.council, query.committee, query.since, query.until, (), query.minutes)
    return _collection(request).summaries(scope)


@router.get("/api/minutes/{minutes_id:path}", summary="Read minutes", tags=["read"], responses=problems(404, 503))
def get_minutes(request: Request, minutes_id: str) -> Minutes:
    """Return minutes with all their items and paragraphs."""
    return _collection(request).minutes(minutes_id)


@router.get(
    "/api/paragraphs/{paragraph_id:path}", summary="Read a paragraph", tags=["read"], responses=problems(404, 503)
)
def get_paragraph(request: Request, paragraph_id: str) -> ParagraphBody:
    """Return a paragraph by its id, in which `#` is written `%23`, with its neighbours in the same item."""
    collection = _collection(request)
    placed = collection.paragraph(paragraph_id)
    before, after = collection.neighbours(paragraph_id)
    return ParagraphBody(
        address=address(paragraph_id, None),
        name=name(label(paragraph_id, placed.item_number), placed.minutes.committee, placed.minutes.held),
        paragraph=placed.paragraph,
        item_number=placed.item_number,
        item_title=placed.item_title,
        minutes=placed.minutes,
        before=before,
        after=after,
    )


@router.get("/health", summary="Tell whether the minutes can be read", tags=["health"], responses=problems(503))
def get_health(request: Request) -> HealthBody:
    """Return how much the collection holds; 503 when it cannot be read."""
    collection = _collection(request)
    statistics = collection.statistics()
    return HealthBody(
        "ok", statistics.minutes, statistics.paragraphs, statistics.generation, collection.fingerprint or ""
    )


def means_of(request: Request) -> Means:
    """Return what the application answers questions with."""
    state = request.app.state
    return Means(state.collection, state.settings, state.turnstile, state.writer)


def _collection(request: Request) -> Collection:
    collection: Collection = request.app.state.collection
    return collection

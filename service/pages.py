"""The pages people see, which all work without JavaScript.

In: a form or an address. Out: HTML. A question is sent by POST, so that it stands in no address, log or history,
unless a reader makes a link of it.
"""

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from corpus.dates import find_date
from index.collection import Collection
from index.errors import QuestionEmpty, ScopeInvalid
from index.hits import Extent, MinutesSummary
from index.outcomes import Wanted
from index.scope import EVERYTHING, Scope
from service import arrange, views
from service.answer import Mode
from service.api import means_of
from service.asking import Asking, whole
from service.errors import ModeUnavailable, QuestionInvalid, TooBusy
from service.forms import Asked, Filtered, Limited, Linked
from service.history import kept, said
from service.links import site_of
from service.listing import KINDS, all_of, found_words
from service.problems import RETRY_SECONDS
from service.settings import Settings
from service.stream import until_left
from service.views import OutcomesPage
from service.wording import extent

EXAMPLES = 3
EXAMPLE_CHARACTERS = 80
EXAMPLE_MINUTES = 12
# Decisions or actions on a page.
LISTED = 50
LEADS = {
    "decision": "What was resolved and recommended, each with the numbered paragraph that says so.",
    "action": "What somebody is to do, with who and by when where the minutes say so.",
}

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(request: Request, linked: Annotated[Linked, Query()]) -> Response:
    """Show the question form with the limits of the address, and the answer where it asks a question.

    That is quoted: a link says the same to everybody, and whatever looks links over sets no language model to work.
    """
    asked = Asked(**linked.model_dump())
    if linked.question.strip():
        return await _answered(request, asked, "quoted")
    return _shown(await _home_of(request, asked))


@router.post("/")
async def answer(request: Request, form: Annotated[Asked, Form()]) -> Response:
    """Answer the form's question, or say what is wrong with it."""
    question = {"": form.question, "typed": form.typed, "edited": form.edited}[form.use]
    return await _answered(request, form.model_copy(update={"question": question}), form.mode or None)


async def _answered(request: Request, form: Asked, mode: Mode | None) -> Response:
    """Return the page that answers a form's question, or says what is wrong with it. mode: None for the setting's."""
    turns = said(form.history)
    try:
        asking = Asking(form.question, _scope(form), [] if form.use else turns, form.fields, mode)
        body = await until_left(request, whole(means_of(request), asking))
    except (QuestionInvalid, QuestionEmpty) as error:
        return _shown(await _home_of(request, form, error=str(error), wrong="question"), 422)
    except ScopeInvalid as error:
        return _shown(await _home_of(request, form, error=str(error), wrong="limits"), 422)
    except ModeUnavailable as error:
        return _shown(await _home_of(request, form, error=str(error)), 422)
    except TooBusy as error:
        response = _shown(await _home_of(request, form, error=str(error)), 503)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
    following = form.model_copy(update={"question": "", "history": kept(turns, body)})
    response = _shown(await _home_of(request, following, turn=arrange.turn(body, form)))
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/minutes")
def minutes_list(request: Request) -> Response:
    """List all minutes."""
    summaries = _collection(request).summaries(EVERYTHING)
    return _shown(
        views.MinutesPage(
            title="Minutes",
            here="minutes",
            councils=arrange.councils(summaries),
            searchable=_searchable(_collection(request).extent()),
        )
    )


@router.get("/minutes/{minutes_id:path}")
def reader(request: Request, minutes_id: str, paragraph: str = "", quote: str = "") -> Response:
    """Show minutes; `paragraph` and `quote` (`12-90`) mark characters 12 to 89 of that paragraph."""
    if not minutes_id:
        return RedirectResponse("/minutes", 308)
    minutes = _collection(request).minutes(minutes_id)
    span = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", quote)
    # What is no span is one that marks nothing, and the page says so.
    marked = (int(span[1]), int(span[2])) if span else (0, 0) if quote else None
    return _shown(arrange.reader(minutes, site_of(request), fragment=paragraph, quote=marked))


@router.get("/decisions")
def decisions(request: Request, asked: Annotated[Filtered, Query()]) -> Response:
    """List what was resolved and recommended, within the limits of the form."""
    return _outcomes(request, asked, "decision", {"kind": asked.kind} if asked.kind else {})


@router.get("/actions")
def actions(request: Request, asked: Annotated[Filtered, Query()]) -> Response:
    """List what somebody is to do, within the limits of the form."""
    return _outcomes(request, asked, "action", {"owner": asked.owner} if asked.owner.strip() else {})


@router.get("/about")
def about(request: Request) -> Response:
    """Say what the service does and what it does not."""
    searchable = _searchable(_collection(request).extent())
    return _shown(views.AboutPage(title="About", here="about", searchable=searchable, llm=_llm(request)))


async def _home_of(request: Request, asked: Asked, **told: Any) -> views.HomePage:
    """Return the page, made in a thread: it reads the collection."""
    return await run_in_threadpool(lambda: _home(request, asked, **told))


def _home(
    request: Request, asked: Asked, *, turn: views.Turn | None = None, error: str = "", wrong: str = ""
) -> views.HomePage:
    collection = _collection(request)
    settings: Settings = request.app.state.settings
    summaries = collection.summaries(EVERYTHING)
    councils = arrange.councils(summaries)
    meetings = {meeting.id: meeting for one in councils for group in one.committees for meeting in group.meetings}
    about = meetings.get(asked.minutes)
    return views.HomePage(
        title="Ask the minutes" if turn is None else "Answer",
        here="ask",
        asked=asked if about else asked.model_copy(update={"minutes": ""}),
        about=about,
        turn=turn,
        error=error,
        wrong=wrong,
        councils=councils,
        committees=collection.extent().committees,
        searchable=_searchable(collection.extent()),
        examples=() if turn or error or about else _examples(collection, summaries),
        history=asked.history,
        llm=_llm(request),
        mode=asked.mode or settings.answers,
    )


def _outcomes(request: Request, asked: Filtered, kind: str, holding: dict[str, str]) -> Response:
    collection = _collection(request)
    plural = KINDS[kind].plural
    reach = collection.extent()
    page = OutcomesPage(
        title=plural.capitalize(),
        here=plural,
        lead=LEADS[kind],
        asked=asked,
        councils=arrange.councils(collection.summaries(EVERYTHING)),
        committees=reach.committees,
        searchable=_searchable(reach),
        error="",
        found="",
        total="",
        meetings=(),
        previous="",
        following="",
        csv="",
    )
    try:
        wanted = Wanted(kind, _scope(asked), holding, first=(asked.page - 1) * LISTED, most=LISTED)
        listed = collection.outcomes(wanted)
    except ScopeInvalid as error:
        return _shown(replace(page, error=str(error)), 422)
    end = wanted.first + len(listed.found)
    return _shown(
        replace(
            page,
            found=found_words(wanted, listed),
            total=all_of(wanted, listed.total),
            meetings=arrange.meetings(listed.found),
            previous=_part(wanted, asked.page - 1) if asked.page > 1 else "",
            following=_part(wanted, asked.page + 1) if end < listed.total else "",
            csv=f"/api{_part(wanted, None)}",
        )
    )


def _part(wanted: Wanted, page: int | None) -> str:
    """Return the address of a page of a list, or with None that of the whole as CSV, to be put after /api."""
    scope = wanted.scope
    limits = {
        "council": scope.council,
        "committee": scope.committee,
        "since": scope.since,
        "until": scope.until,
        "minutes": scope.minutes_id,
        **wanted.holding,
        **({"format": "csv"} if page is None else {"page": page}),
    }
    query = urlencode({name: str(value) for name, value in limits.items() if value is not None})
    return f"/{KINDS[wanted.kind].plural}?{query}"


def _llm(request: Request) -> str:
    settings: Settings = request.app.state.settings
    return settings.llm_model if settings.llm_address else ""


def _searchable(reach: Extent) -> str:
    return extent(reach) if reach.minutes else ""


def _scope(form: Limited) -> Scope:
    """Return the limits of the form. Raises ScopeInvalid for a date that is none, or dates the wrong way round."""
    return Scope(
        council=form.council or None,
        committee=form.committee or None,
        since=_date(form.since),
        until=_date(form.until),
        minutes_id=form.minutes or None,
    )


def _date(text: str) -> date | None:
    if not text.strip():
        return None
    found = find_date(text)
    if found is None:
        raise ScopeInvalid(f"'{text}' is not a date. Write it like 7 November 2019.")
    return found


def _examples(collection: Collection, summaries: list[MinutesSummary]) -> tuple[str, ...]:
    """Return questions about items that are there: the longest item of the newest minutes, of each council in turn."""
    newest = sorted(summaries, key=lambda one: (str(one.held or ""), one.id), reverse=True)
    seen: Counter[str | None] = Counter()
    in_turn = []
    for summary in newest:
        in_turn.append((seen[summary.council], summary))
        seen[summary.council] += 1
    in_turn.sort(key=lambda pair: pair[0])
    titles: dict[str, None] = {}
    for _, summary in in_turn[:EXAMPLE_MINUTES]:
        items = [item for item in collection.minutes(summary.id).items if 0 < len(item.title) <= EXAMPLE_CHARACTERS]
        if items:
            titles[max(items, key=lambda item: len(item.paragraphs)).title.rstrip(" .:")] = None
    # Titles printed in capitals are hard to read in a sentence, so they come last.
    chosen = sorted(titles, key=str.isupper)[:EXAMPLES]
    return tuple(f"What was said about “{title}”?" for title in chosen)


def _collection(request: Request) -> Collection:
    collection: Collection = request.app.state.collection
    return collection


def _shown(page: views.Page, status: int = 200) -> Response:
    """Return a page. It may be kept but must be checked with us first, so that going back to it is quick."""
    return HTMLResponse(views.render(page), status, {"Cache-Control": "no-cache"})

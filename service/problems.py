"""What went wrong → the answer that says so: problem details (RFC 9457) for programs, a page for people.

In: an exception and the request's path. Out: a response without stack traces, file paths or the reader's question.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.types import Scope as ConnectionScope

from index.errors import CollectionError, MinutesUnknown, QuestionEmpty, ScopeInvalid
from service import views
from service.errors import (
    BodyTooLarge,
    ChatInvalid,
    CrossSiteRefused,
    HostRefused,
    MethodRefused,
    ModelUnknown,
    ModeUnavailable,
    NotAnAnswer,
    PageMissing,
    QuestionInvalid,
    TooBusy,
)
from service.openai_errors import respond_as_openai
from service.wording import NOTHING_HERE, NOTHING_TO_CALL, WORDING, missing

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 3

# What each expected error is called outside: the HTTP status, the last part of its type, its title.
KINDS: Mapping[type[Exception], tuple[int, str, str]] = {
    QuestionInvalid: (422, "question-invalid", "The question cannot be asked"),
    QuestionEmpty: (422, "question-invalid", "The question cannot be asked"),
    ModeUnavailable: (422, "mode-unavailable", "There is no language model here"),
    NotAnAnswer: (422, "no-answer", "There is no answer to take"),
    ScopeInvalid: (422, "limits-invalid", "The limits of the search cannot be used"),
    RequestValidationError: (422, "request-invalid", "The request cannot be understood"),
    ChatInvalid: (422, "chat-invalid", "The chat cannot be answered like that"),
    ModelUnknown: (404, "model_not_found", "There is no such model"),
    MinutesUnknown: (404, "not-found", "Page not found"),
    PageMissing: (404, "not-found", "Page not found"),
    MethodRefused: (405, "method-refused", "This address cannot be used that way"),
    BodyTooLarge: (413, "too-large", "Too much was sent"),
    HostRefused: (400, "host-refused", "This service does not answer under that name"),
    CrossSiteRefused: (403, "cross-site-refused", "The request came from another site"),
    TooBusy: (503, "too-busy", "Too many questions at once"),
    CollectionError: (503, "collection-unavailable", "The minutes cannot be searched at the moment"),
}

_API = "/api/"
# Where a program finds an id that there is.
WHERE_IDS_ARE = {
    "minutes": "GET /api/minutes lists those that there are.",
    "paragraph": "In the path of an address its # is written %23. GET /api/search gives the ids of paragraphs that "
    "there are, GET /api/minutes/{id} those of minutes.",
}

_logger = logging.getLogger("minuted")


@dataclass(frozen=True, slots=True)
class Fault:
    """One part of a request that cannot be used."""

    where: Annotated[str, Field(description="The parameter or field, such as `k` or `scope.since`.")]
    what: Annotated[str, Field(description="What is wrong with it.")]


@dataclass(frozen=True, slots=True)
class Problem:
    """Problem details, RFC 9457."""

    type: Annotated[str, Field(description="Which problem this is.", examples=["urn:minuted:problem:not-found"])]
    title: Annotated[str, Field(description="The same for every problem of the type.")]
    status: Annotated[int, Field(description="The HTTP status.")]
    detail: Annotated[str, Field(description="What happened this time and what to do.")]
    instance: Annotated[str, Field(description="The path that was asked for.")]
    errors: Annotated[tuple[Fault, ...], Field(description="Each part of the request that cannot be used.")] = ()


def problem_of(error: Exception, instance: str) -> Problem:
    """Return the problem that an exception is to a caller; one that nobody expected is a 500 that tells nothing."""
    if isinstance(error, HTTPException):
        error = _ours(error, instance)
    faults = _faults(error.errors()) if isinstance(error, RequestValidationError) else ()
    if isinstance(error, ChatInvalid):
        faults = (Fault(error.param, str(error).rstrip(".")),)
    for kind in type(error).__mro__:
        if kind in KINDS:
            status, name, title = KINDS[kind]
            detail = (
                f"{faults[0].where}: {faults[0].what}."
                if isinstance(error, RequestValidationError)
                else _sentence(error, instance)
            )
            return Problem(f"urn:minuted:problem:{name}", title, status, detail, instance, faults)
    status = error.status_code if isinstance(error, HTTPException) else 500
    return Problem("about:blank", HTTPStatus(status).phrase, status, WORDING["failed"], instance)


def respond(problem: Problem, scope: ConnectionScope, headers: Mapping[str, str] | None = None) -> Response:
    """Return a problem as a page when a browser asked for a page, else as problem details."""
    extra = dict(headers or {})
    if problem.status == 503:
        extra["Retry-After"] = str(RETRY_SECONDS)
    if scope["path"].startswith("/v1/"):
        param = problem.errors[0].where if problem.errors else None
        code = problem.type.rpartition(":")[2] if problem.type != "about:blank" else None
        return respond_as_openai(problem.status, problem.detail, code, param, extra)
    if _wants_page(scope):
        page = views.ProblemPage(title=problem.title, here="", detail=problem.detail)
        return HTMLResponse(views.render(page), problem.status, extra)
    body = asdict(problem)
    if not problem.errors:
        del body["errors"]
    return JSONResponse(body, problem.status, extra, MEDIA_TYPE)


def _ours(error: HTTPException, instance: str) -> Exception:
    """Return the framework's own refusals as ours; others as they are."""
    if error.status_code == 404:
        return PageMissing(NOTHING_TO_CALL if instance.startswith(_API) else NOTHING_HERE)
    if error.status_code == 405:
        return MethodRefused("this address exists, but cannot be used with this method.")
    if error.status_code == 413:
        return BodyTooLarge(str(error.detail))
    return error


def _sentence(error: Exception, instance: str) -> str:
    """Return what a reader is told; messages of a collection are for whoever runs it, and are logged."""
    if isinstance(error, MinutesUnknown):
        where = WHERE_IDS_ARE[error.what]
        return f"{missing(error.identity, error.what)} {where}" if instance.startswith(_API) else NOTHING_HERE
    if isinstance(error, CollectionError) and not isinstance(error, QuestionEmpty | ScopeInvalid):
        _logger.error("the collection failed: %s", error)
        return WORDING["failed"]
    message = str(error)
    return message[:1].upper() + message[1:]


def _faults(errors: Sequence[Mapping[str, Any]]) -> tuple[Fault, ...]:
    """Return pydantic's errors as faults, without the values that were sent."""
    return tuple(_fault(error) for error in errors)


def _fault(error: Mapping[str, Any]) -> Fault:
    place, *path = error["loc"]
    where = ".".join(str(part) for part in path) or f"the {place}"
    if error["type"] == "json_invalid":
        return Fault("the body", "is not JSON")
    if error["type"] == "extra_forbidden":
        return Fault(where, f"there is no such {'parameter' if place == 'query' else 'field'}")
    if error["type"] == "model_attributes_type":
        return Fault(where, "expected a JSON object, sent as application/json")
    message = str(error["msg"])
    return Fault(where, message[:1].lower() + message[1:])


def _wants_page(scope: ConnectionScope) -> bool:
    """Tell whether a person is looking: pages outside /api, asked for by something that reads HTML."""
    path: str = scope["path"]
    accept = b",".join(value for name, value in scope["headers"] if name == b"accept")
    return not path.startswith(("/api/", "/health", "/openapi.json")) and b"text/html" in accept

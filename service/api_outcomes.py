"""The HTTP interface for what came of meetings: decisions, actions and every other kind, as JSON or CSV.

In: limits, as for a search. Out: a part of the list as JSON, or all of it as a CSV file, or problem details.
"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, Response
from pydantic import Field

from corpus.outcomes.outcome import Action, Decision, Outcome
from index.outcomes import Wanted
from index.scope import Scope
from service.api import ListQuery, problems
from service.listing import PLURALS, ListBody, Plural, list_body
from service.tables import csv_text, file_name

PAGE = 100
MOST = 1000
FURTHEST = 1_000_000_000
# Excel reads a CSV file as UTF-8 only when it begins so.
BYTE_ORDER_MARK = "\ufeff"

router = APIRouter(tags=["outcomes"])

Owner = Annotated[
    str | None, Field(max_length=300, description="A part of the owner's name or office as printed, in any case.")
]
Decided = Annotated[
    Literal["resolution", "recommendation"] | None, Field(description="Only resolutions, or only recommendations.")
]


class OutcomesQuery(ListQuery):
    """Which outcomes to list, which part of the list, and as what."""

    limit: Annotated[
        int | None, Field(ge=1, le=MOST, description=f"How many: {PAGE} as JSON, all as CSV if not given.")
    ] = None
    offset: Annotated[int, Field(ge=0, le=FURTHEST, description="How many to pass over.")] = 0
    format: Annotated[
        Literal["json", "csv"] | None, Field(description="As the header `Accept` says, if not given; else JSON.")
    ] = None


class DecisionsQuery(OutcomesQuery):
    """Which decisions to list."""

    kind: Decided = None


class ActionsQuery(OutcomesQuery):
    """Which actions to list."""

    owner: Owner = None


CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/csv": {"schema": {"type": "string"}}},
        "description": "The list, as JSON or, with `format=csv` or `Accept: text/csv`, as a CSV file (RFC 4180; UTF-8 "
        "with a byte order mark, for spreadsheets). Cells that a spreadsheet could take for a formula begin with an "
        "apostrophe.",
    },
}


@router.get(
    "/api/decisions", summary="List decisions", responses=CSV | problems(422, 503), response_model=ListBody[Decision]
)
def get_decisions(request: Request, query: Annotated[DecisionsQuery, Query()]) -> Response:
    """Return resolutions and recommendations by council, committee and date, each with its paragraph."""
    return _list(request, query, "decision", {} if query.kind is None else {"kind": query.kind})


@router.get("/api/actions", summary="List actions", responses=CSV | problems(422, 503), response_model=ListBody[Action])
def get_actions(request: Request, query: Annotated[ActionsQuery, Query()]) -> Response:
    """Return what somebody is to do by council, committee and date, with who and by when where the minutes say so."""
    return _list(request, query, "action", {} if query.owner is None else {"owner": query.owner})


@router.get(
    "/api/outcomes/{kind}",
    summary="List what came of meetings",
    responses=CSV | problems(422, 503),
    response_model=ListBody[Outcome],
)
def get_outcomes(
    request: Request,
    kind: Annotated[Plural, Path(description="What to list.")],
    query: Annotated[OutcomesQuery, Query()],
) -> Response:
    """Return outcomes of any kind by council, committee and date, each with its paragraph."""
    return _list(request, query, PLURALS[kind.value], {})


def wants_csv(accept: str) -> bool:
    """Tell whether an Accept header asks for CSV rather than JSON: named at all, and no lower than JSON is.

    Source: https://www.rfc-editor.org/rfc/rfc9110#name-accept
    """
    quality: dict[str, float] = {}
    for part in accept.lower().split(","):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        given = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        quality[media] = float(given) if given.replace(".", "", 1).isdecimal() else 0.0
    csv = quality.get("text/csv", 0.0)
    return csv > quality.get("application/json", 0.0) and csv >= max(
        quality.get("*/*", 0.0), quality.get("application/*", 0.0)
    )


def _list(request: Request, query: OutcomesQuery, kind: str, holding: dict[str, str]) -> Response:
    as_csv = query.format == "csv" or (query.format is None and wants_csv(request.headers.get("accept", "")))
    scope = Scope(query.council, query.committee, query.since, query.until, (), query.minutes)
    most = query.limit or (None if as_csv else PAGE)
    wanted = Wanted(kind, scope, holding, first=query.offset, most=most)
    with request.app.state.turnstile.passing():
        listed = request.app.state.collection.outcomes(wanted)
        headers = {"Vary": "Accept"}
        if as_csv:
            headers["Content-Disposition"] = f'attachment; filename="{file_name(wanted)}"'
            text = BYTE_ORDER_MARK + csv_text(kind, listed.found)
            return Response(text.encode(), headers=headers, media_type="text/csv; charset=utf-8; header=present")
        end = query.offset + len(listed.found)
        following = None
        if listed.found and end < listed.total:
            rest = request.url.include_query_params(offset=end)
            following = f"{rest.path}?{rest.query}"
        return JSONResponse(jsonable_encoder(list_body(listed, wanted, following)), headers=headers)

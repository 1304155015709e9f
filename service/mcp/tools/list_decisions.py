"""Limits in, what was resolved and recommended within them out, each with its paragraph, a page at a time."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field

from corpus.outcomes.outcome import Decision
from index.outcomes import Wanted
from service.api import MinutesId
from service.api_outcomes import Decided
from service.clipping import clipped
from service.listing import found_words
from service.mcp.tool import (
    PAGE_CHARACTERS,
    Desk,
    NextOffset,
    Offset,
    ParagraphText,
    Tool,
    Within,
    as_text,
    going_on,
    paragraph_text,
)


class ListDecisions(Within):
    """Which decisions, and which page of the list."""

    minutes_id: MinutesId = None
    kind: Decided = None
    offset: Offset = 0
    limit: Annotated[int, Field(ge=1, le=25, description="How many decisions.")] = 10


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """A decision with its paragraph. verb, qualifier: as printed. under: the paragraph that leads into it."""

    kind: Literal["resolution", "recommendation"]
    verb: str | None
    qualifier: str | None
    under: str | None
    paragraph: ParagraphText


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions by council, committee and day, then as printed. total: within the limits. message: that in words."""

    decisions: tuple[FoundDecision, ...]
    total: int
    next_offset: NextOffset
    message: str


def run(desk: Desk, asked: ListDecisions) -> Decisions:
    """Return as many decisions as were asked for and as fit. Raises ScopeInvalid for names that nobody has."""
    holding = {} if asked.kind is None else {"kind": asked.kind}
    wanted = Wanted("decision", asked.scope((), asked.minutes_id), holding, first=asked.offset, most=asked.limit)
    with desk.turnstile.passing():
        listed = desk.collection.outcomes(wanted)
    given: list[FoundDecision] = []
    room = PAGE_CHARACTERS
    for found in listed.found:
        one = paragraph_text(desk, found.placed)
        under = clipped(found.beside, UNDER_CHARACTERS) if found.beside else None
        if given and len(one.text) > room:
            break
        room -= len(one.text)
        decision = found.outcome
        if isinstance(decision, Decision):
            given.append(FoundDecision(decision.kind, decision.verb, decision.qualifier, under, one))
    end = asked.offset + len(given)
    message = found_words(wanted, replace(listed, found=listed.found[: len(given)]))
    return Decisions(tuple(given), listed.total, end if given and end < listed.total else None, message)


def text(_desk: Desk, found: Decisions) -> str:
    """Return the decisions, each with its label, name and address, and the words that lead into it."""
    parts = [
        as_text(one.paragraph) + (f"\n(under: {one.under})" if one.under and one.under != one.paragraph.text else "")
        for one in found.decisions
    ]
    return "\n\n".join([found.message, *parts]) + going_on(found.next_offset)


UNDER_CHARACTERS = 300

TOOL = Tool(
    name="list_decisions",
    title="List decisions",
    description="List what was resolved and recommended, by council, committee and date, each verbatim with its label "
    "and address. Every decision within the limits is listed: use it for “all decisions of …”, and ask or search for "
    "what was decided about something.",
    arguments=ListDecisions,
    result=Decisions,
    run=run,
    text=text,
)

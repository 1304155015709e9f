"""Limits in, the meetings whose minutes there are out, a page at a time."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from index.hits import MinutesSummary
from index.scope import check_names
from service.mcp.tool import Desk, NextOffset, Offset, Tool, Within, going_on
from service.naming import source
from service.wording import counted, coverage


class ListMeetings(Within):
    """Which meetings, and which page of the list."""

    offset: Offset = 0
    limit: Annotated[int, Field(ge=1, le=100, description="How many meetings.")] = 25


@dataclass(frozen=True, slots=True)
class Meetings:
    """Meetings by council, committee and day. total: within the limits. coverage: the same in words."""

    meetings: tuple[MinutesSummary, ...]
    total: int
    next_offset: NextOffset
    coverage: str


def run(desk: Desk, asked: ListMeetings) -> Meetings:
    """Return one page of the meetings. Raises ScopeInvalid for names that nobody has."""
    scope = asked.scope()
    with desk.collection.connection() as connection:
        check_names(connection, scope)
    every = desk.collection.summaries(scope)
    end = asked.offset + asked.limit
    given = tuple(every[asked.offset : end])
    return Meetings(given, len(every), end if end < len(every) else None, coverage(desk.collection.extent(scope)))


def text(_desk: Desk, found: Meetings) -> str:
    """Return the meetings, each with the id by which its minutes are read."""
    lines = [
        f"- {source(one.committee, one.council, one.held, one.title)}, {_status(one)}"
        f"{counted(one.paragraphs, 'paragraph')}: {one.id}"
        for one in found.meetings
    ]
    return "\n".join([f"{counted(found.total, 'meeting')}. {found.coverage}", *lines]) + going_on(found.next_offset)


def _status(one: MinutesSummary) -> str:
    return f"{one.status} minutes, " if one.status != "unknown" else ""


TOOL = Tool(
    name="list_meetings",
    title="List meetings",
    description="List the meetings whose minutes are held, by council, committee and date, each with the id of its "
    "minutes. Use it to learn which councils, committees and years there are before you limit a question to one.",
    arguments=ListMeetings,
    result=Meetings,
    run=run,
    text=text,
)

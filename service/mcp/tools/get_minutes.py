"""The id of minutes in, their paragraphs out in printed order, a part at a time."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from corpus.minutes import Minutes
from index.hits import MinutesSummary, Placed
from service.mcp.tool import (
    PAGE_CHARACTERS,
    Arguments,
    Desk,
    MinutesIdArgument,
    NextOffset,
    Offset,
    ParagraphText,
    Tool,
    as_text,
    going_on,
    paragraph_text,
)
from service.naming import source


class GetMinutes(Arguments):
    """Which minutes, and which part of them."""

    minutes_id: MinutesIdArgument
    item: Annotated[
        str | None, Field(max_length=100, description="Only the item of this number, such as 45 or 77/21.")
    ] = None
    offset: Offset = 0
    limit: Annotated[int, Field(ge=1, le=50, description="How many paragraphs at most.")] = 20


@dataclass(frozen=True, slots=True)
class MinutesPart:
    """A part of minutes. items: the agenda, as “45 Ofsted Improvement Letter”. total: of paragraphs."""

    minutes: MinutesSummary
    items: tuple[str, ...]
    paragraphs: tuple[ParagraphText, ...]
    total: int
    next_offset: NextOffset


def run(desk: Desk, asked: GetMinutes) -> MinutesPart:
    """Return as many paragraphs as were asked for and as fit. Raises MinutesUnknown where there are no such minutes."""
    read = desk.collection.minutes(asked.minutes_id.strip())
    summary = _summary(read)
    every = [
        Placed(paragraph, item.number, item.title, summary)
        for item in read.items
        if asked.item is None or (item.number or "").rstrip(".").casefold() == asked.item.strip().rstrip(".").casefold()
        for paragraph in item.paragraphs
    ]
    given: list[ParagraphText] = []
    room = PAGE_CHARACTERS
    for placed in every[asked.offset : asked.offset + asked.limit]:
        one = paragraph_text(desk, placed)
        if given and len(one.text) > room:
            break
        room -= len(one.text)
        given.append(one)
    end = asked.offset + len(given)
    agenda = tuple(" ".join(filter(None, (item.number, item.title))) for item in read.items[:MOST_ITEMS])
    return MinutesPart(summary, agenda, tuple(given), len(every), end if given and end < len(every) else None)


def text(_desk: Desk, part: MinutesPart) -> str:
    """Return whose minutes they are and the paragraphs of the part."""
    head = source(part.minutes.committee, part.minutes.council, part.minutes.held, part.minutes.title)
    status = f", {part.minutes.status} minutes" if part.minutes.status != "unknown" else ""
    agenda = f"\nItems: {'; '.join(filter(None, part.items))}" if any(part.items) else ""
    if not part.paragraphs:
        return f"{head}{status}\n{part.total} paragraphs, and none in this part of them.{agenda}"
    listed = "\n\n".join(as_text(one) for one in part.paragraphs)
    return f"{head}{status}\n{part.total} paragraphs{agenda}\n\n{listed}{going_on(part.next_offset)}"


MOST_ITEMS = 100


def _summary(read: Minutes) -> MinutesSummary:
    return MinutesSummary(
        id=read.id,
        council=read.council,
        committee=read.committee,
        held=read.held,
        title=read.title,
        status=read.status,
        layout=read.layout,
        source_address=read.source.address,
        paragraphs=len(read.paragraphs),
    )


TOOL = Tool(
    name="get_minutes",
    title="Read minutes",
    description="Give the minutes of one meeting in parts: whose they are, the items of the agenda, and the paragraphs "
    "verbatim in printed order. Name an item to read only that.",
    arguments=GetMinutes,
    result=MinutesPart,
    run=run,
    text=text,
)

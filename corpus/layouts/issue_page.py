"""ModernGov's page of one issue (`ieIssueDetails.aspx`): what each meeting minuted of it, under a line that names it.

The items may be of several meetings. Each then says in its section which, and the whole has a date only where they are
all of one.
"""

import re
from collections.abc import Sequence

from corpus.blocks import Block
from corpus.dates import find_date, written
from corpus.layouts.heads import council_in
from corpus.layouts.meeting_page import ItemReader, printed_number
from corpus.layouts.outline import Outline, OutlineItem
from corpus.minutes import Metadata, fold


def recognises(blocks: Sequence[Block]) -> bool:
    """Return whether a line of the content names a meeting and an item: `Meeting: 12/09/2023 - Cabinet (Item 45)`."""
    return any(_meeting(fold(block.text)) for block in blocks if not block.chrome)


def parse(blocks: Sequence[Block]) -> Outline:
    """Return an item for each meeting, in the page's order; an item without a title of its own has the issue's."""
    reader = ItemReader(metadata=Metadata(council=council_in(block for block in blocks if block.chrome)))
    meetings: list[Metadata] = []
    issue = ""
    for block in blocks:
        text = fold(block.text)
        meeting = None if block.chrome else _meeting(text)
        if meeting is not None:
            reader.end_item()
            reader.section, reader.number, reader.started = text, meeting.item, True
            meetings.append(meeting)
            reader.left_out.append(text)
        elif block.chrome or not meetings:
            issue = text if _is_title(block, text) else issue
            reader.left_out.append(text)
        elif "mgItemNumberCell" in block.style and not reader.title and not reader.parts:
            reader.number = printed_number(text) or reader.number
        else:
            reader.take(block)
    reader.end_item()
    held = {meeting.held for meeting in meetings}
    committees = {meeting.committee for meeting in meetings}
    several = len(held) > 1 or len(committees) > 1
    stated = Metadata(
        committee=meetings[0].committee if len(committees) == 1 else None,
        held=meetings[0].held if len(held) == 1 else None,
        title=issue or None,
    )
    items = [
        OutlineItem(one.number, one.title or issue, one.section if several else "", one.parts) for one in reader.items
    ]
    return Outline(
        metadata=stated.over(reader.metadata),
        items=tuple(items),
        single=len(items) == 1,
        several=several,
        left_out=tuple(reader.left_out),
        warnings=(_of_several(meetings),) if several else (),
    )


def _meeting(text: str) -> Metadata | None:
    """Return the meeting and the item that a line names, or None."""
    match = _MEETING.fullmatch(text)
    held = find_date(match["held"]) if match else None
    return Metadata(committee=match["committee"].strip(" ,"), held=held, item=match["item"]) if match and held else None


def _is_title(block: Block, text: str) -> bool:
    return not block.chrome and ("mgSubTitleTxt" in block.style or (block.kind == "heading" and bool(text)))


def _of_several(meetings: Sequence[Metadata]) -> str:
    days = ", ".join(written(held) for held in sorted({meeting.held for meeting in meetings if meeting.held}))
    return f"its items are of several meetings ({days}), so that it has no one date; each item says which"


_MEETING = re.compile(
    r"(?:Meeting|Cyfarfod): (?P<held>\d{1,2}/\d{1,2}/\d{4}) [-–] (?P<committee>.+?)"
    r" \((?:Item|Eitem) (?P<item>[\w/.]+?)\.?\)"
)

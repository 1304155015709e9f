"""Blocks in, items with metadata out: one module for each way that councils lay out minutes.

LAYOUTS is tried in order; the last one takes everything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.blocks import Block
from corpus.layouts import (
    agenda_item,
    decision_page,
    issue_page,
    legacy_table,
    marked,
    meeting_page,
    plain,
    printed,
    web_service,
)
from corpus.layouts.outline import Outline


@dataclass(frozen=True, slots=True)
class Layout:
    """A way of laying out minutes: what recognises it, and what sorts its blocks into items."""

    recognises: Callable[[Sequence[Block]], bool]
    parse: Callable[[Sequence[Block]], Outline]


LAYOUTS: dict[str, Layout] = {
    "web service": Layout(web_service.recognises, web_service.parse),
    "issue page": Layout(issue_page.recognises, issue_page.parse),
    "meeting page": Layout(meeting_page.recognises, meeting_page.parse),
    "agenda item": Layout(agenda_item.recognises, agenda_item.parse),
    "decision page": Layout(decision_page.recognises, decision_page.parse),
    "marked minutes": Layout(marked.recognises, marked.parse),
    "legacy table": Layout(legacy_table.recognises, legacy_table.parse),
    "printed minutes": Layout(printed.recognises, printed.parse),
    "plain": Layout(plain.recognises, plain.parse),
}

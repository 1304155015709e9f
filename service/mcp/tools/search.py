"""Words to look for in, the paragraphs closest to them out, best first, a few at a time."""

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from index.hits import Placed
from index.retrieve import retrieve
from index.settings import RESULTS_LIMIT
from service.api import Kinds, MinutesId
from service.asking import checked
from service.mcp.tool import Desk, NextOffset, ParagraphText, Tool, Within, as_text, going_on, paragraph_text
from service.wording import coverage


class Search(Within):
    """What to look for, and where."""

    query: Annotated[
        str,
        Field(description="What to look for: a question, or words as a clerk would write them."),
    ]
    kinds: Kinds = Field(default_factory=list)
    minutes_id: MinutesId = None
    limit: Annotated[int, Field(ge=1, le=10, description="How many paragraphs.")] = 5
    offset: Annotated[
        int, Field(ge=0, le=RESULTS_LIMIT - 1, description=f"How many to pass over; the best {RESULTS_LIMIT} are kept.")
    ] = 0


@dataclass(frozen=True, slots=True)
class FoundParagraph:
    """A paragraph that was found. rank: from 1. score: in [0, 1]; it tells an order, and not whether it answers."""

    rank: int
    score: float
    paragraph: ParagraphText


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found, best first. coverage: the words for what was searched."""

    query: str
    hits: tuple[FoundParagraph, ...]
    next_offset: NextOffset
    coverage: str


def run(desk: Desk, asked: Search) -> SearchResult:
    """Return one part of the paragraphs closest to the query."""
    query = checked(asked.query, desk.settings)
    scope = asked.scope(tuple(asked.kinds), asked.minutes_id)
    end = min(asked.offset + asked.limit, RESULTS_LIMIT)
    # One more than is given tells whether there is more.
    settings = replace(desk.settings.retrieval, limit=min(end + 1, RESULTS_LIMIT))
    with desk.turnstile.passing():
        hits = retrieve(desk.collection, query, scope=scope, settings=settings)
        searched = desk.collection.extent(scope)
    return SearchResult(
        query=query,
        hits=tuple(
            FoundParagraph(
                hit.rank,
                round(hit.score, 4),
                paragraph_text(desk, Placed(hit.paragraph, hit.item_number, hit.item_title, hit.minutes)),
            )
            for hit in hits[asked.offset : end]
        ),
        next_offset=end if len(hits) > end else None,
        coverage=coverage(searched),
    )


def text(_desk: Desk, found: SearchResult) -> str:
    """Return the paragraphs, each with its label, name and address."""
    if not found.hits:
        return f"Nothing was found. {found.coverage}"
    listed = "\n\n".join(f"{one.rank}. {as_text(one.paragraph)}" for one in found.hits)
    return f"{listed}\n\n{found.coverage}{going_on(found.next_offset)}"


TOOL = Tool(
    name="search",
    title="Search the minutes",
    description="List the paragraphs of council minutes that are closest to a question or to words, best first, each "
    "verbatim with its label and address. The closest paragraphs are given even where none of them answers: read them.",
    arguments=Search,
    result=SearchResult,
    run=run,
    text=text,
)

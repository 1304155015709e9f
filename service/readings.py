"""How a question was read, as JSON: the limits that it names, and what it asks a list of.

In: Limit, Listing. Out: frozen dataclasses that are parts of an answer's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from service.narrowing import Field as LimitField
from service.narrowing import Limit
from service.outcome_answers import Listing
from service.wording import limit_words

ReadAs = Annotated[
    str, Field(description="The sentence that says how a question was understood that leans on the turns before.")
]
FollowUp = Annotated[
    str,
    Field(
        description="The question as a follow-up, to be asked if that was meant; empty where it was read as one, "
        "or can be none."
    ),
]


@dataclass(frozen=True, slots=True)
class LimitBody:
    """What was read from a question as a limit of the search: characters start to end of it, which are `read`."""

    field: Annotated[LimitField, Field(description="To be named in `without` to take the limit off.")]
    name: Annotated[str, Field(description="The limit in words.", examples=["Cabinet", "November 2019"])]
    read: Annotated[str, Field(description="The words of the question.", examples=["in November 2019"])]
    start: int
    end: int
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class OfCouncilBody:
    """How many outcomes of a list are a council's."""

    council: Annotated[str | None, Field(description="None where the minutes do not state it.")]
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class ListingBody:
    """What the sentences of an answer are a list of."""

    kind: Annotated[str, Field(description="The kind of outcome.", examples=["decision", "action", "vote"])]
    total: Annotated[int, Field(description="How many there are.")]
    shown: Annotated[int, Field(description="How many of them are quoted: of each council the first ones by day.")]
    councils: Annotated[tuple[OfCouncilBody, ...], Field(description="By council, as they are quoted.")] = ()


def limit_body(limit: Limit) -> LimitBody:
    """Return a limit as it is sent."""
    return LimitBody(limit.field, limit_words(limit), limit.words, limit.start, limit.end, limit.since, limit.until)


def listing_body(listing: Listing) -> ListingBody:
    """Return what a list is of, as it is sent."""
    councils = tuple(OfCouncilBody(one.name, one.total, one.shown) for one in listing.councils)
    return ListingBody(listing.sought.kind, listing.total, listing.shown, councils)

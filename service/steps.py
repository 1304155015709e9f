"""The first steps of an answer as they are sent, before its sentences: what was understood, and what was found.

In: an answer that is not yet written. Out: frozen dataclasses that FastAPI documents, like those of shapes.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from index.hits import Extent
from service.answer import Answer, Mode
from service.readings import FollowUp, LimitBody, ListingBody, ReadAs, limit_body, listing_body
from service.shapes import EvidenceBody, evidence_body
from service.wording import coverage, understood


@dataclass(frozen=True, slots=True)
class MetaBody:
    """What is known of an answer before it begins. mode: how it is tried; the whole answer says how it was made."""

    question: Annotated[str, Field(description="As it is answered: completed from the turns before it, where it was.")]
    asked: Annotated[str, Field(description="The question as it was typed.")]
    completed: bool
    read_as: ReadAs
    follow_up: FollowUp
    narrowed: tuple[LimitBody, ...]
    outside: bool
    mode: Mode
    listing: ListingBody | None
    searched: Extent
    coverage: str
    made_by: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class SourcesBody:
    """The paragraphs that are considered for an answer, best first; which of them it cites is told by the whole."""

    evidence: tuple[EvidenceBody, ...]


def meta_body(answer: Answer, mode: Mode, written_by: Mapping[str, str | int | float]) -> MetaBody:
    """Return what is known of an answer before its first sentence. written_by: what is to write it, if anything."""
    return MetaBody(
        question=answer.question,
        asked=answer.asked,
        completed=answer.question != answer.asked,
        read_as=understood(answer.asked, answer.question),
        follow_up=answer.follow_up,
        narrowed=tuple(limit_body(limit) for limit in answer.narrowed),
        outside=answer.outside,
        mode=mode,
        listing=listing_body(answer.listing) if answer.listing else None,
        searched=answer.searched,
        coverage=coverage(answer.searched),
        made_by={**answer.made_by, **written_by},
    )


def sources_body(answer: Answer) -> SourcesBody:
    """Return what was found for an answer."""
    return SourcesBody(tuple(evidence_body(piece, used=False) for piece in answer.evidence))

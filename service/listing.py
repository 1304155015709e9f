"""What came of meetings, as lists: a kind of outcome and limits in; what programs, tables and pages show of it out.

KINDS is the one table of them: decisions and actions have a command, an address and a page of their own, and every kind
is listed by its plural.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Annotated, Generic, TypeVar

from pydantic import Field

from corpus.minutes import Paragraph
from corpus.outcomes.outcome import Outcome
from index.hits import Extent, MinutesSummary
from index.outcomes import TYPES, Found, Listed, Wanted
from service.citations import address, label
from service.naming import name
from service.shapes import Address
from service.wording import counted, coverage

OutcomeT = TypeVar("OutcomeT", bound=Outcome)


@dataclass(frozen=True, slots=True)
class Kind:
    """How outcomes of a kind are listed. columns: the fields that people are shown, with their headings.

    The field "text" is the outcome's own, else that of the paragraph it is about, else that of its paragraph.
    """

    plural: str
    columns: tuple[tuple[str, str], ...]


KINDS: Mapping[str, Kind] = {
    "decision": Kind("decisions", (("text", "Decision"), ("kind", "Kind"), ("qualifier", "How"))),
    "action": Kind("actions", (("text", "Action"), ("owner", "Owner"), ("due", "Due"))),
    "motion": Kind(
        "motions", (("text", "Motion"), ("mover", "Moved by"), ("seconder", "Seconded by"), ("result", "Result"))
    ),
    "vote": Kind(
        "votes",
        (
            ("text", "Vote"),
            ("in_favour", "For"),
            ("against", "Against"),
            ("abstained", "Abstained"),
            ("result", "Result"),
        ),
    ),
    "attendee": Kind("attendance", (("name", "Name"), ("role", "Role"), ("presence", "Presence"))),
    "declaration": Kind(
        "declarations", (("member", "Member"), ("matter", "Matter"), ("interest", "Interest"), ("left", "Left"))
    ),
    "exchange": Kind("questions", (("text", "Question"), ("asked_by", "Asked by"), ("answered_by", "Answered by"))),
    "report": Kind("reports", (("title", "Report"), ("author", "Author"), ("reference", "Reference"))),
    "amendment": Kind("amendments", (("text", "Amendment"), ("minute", "Minute"), ("meeting", "Meeting"))),
}
# The kinds by the word that commands and addresses call them.
PLURALS: Mapping[str, str] = {kind.plural: name for name, kind in KINDS.items()}
Plural = StrEnum("Plural", {plural.upper(): plural for plural in PLURALS})  # type: ignore[misc]  # made of one table


@dataclass(frozen=True, slots=True)
class OutcomeBody(Generic[OutcomeT]):
    """One outcome with the paragraph that it is from, verbatim, and where that stands."""

    address: Address
    label: Annotated[str, Field(description="As shown to the reader.", examples=["45.12", "¶7"])]
    name: str
    outcome: OutcomeT
    paragraph: Paragraph
    beside: Annotated[str | None, Field(description="The text of the paragraph that the outcome refers to.")]
    item_number: str | None
    item_title: str
    minutes: MinutesSummary


@dataclass(frozen=True, slots=True)
class ListBody(Generic[OutcomeT]):
    """Outcomes by council, committee and day of the meeting, then as printed; unknown bodies and days come first."""

    outcomes: tuple[OutcomeBody[OutcomeT], ...]
    total: Annotated[int, Field(description="How many there are within the limits.")]
    offset: Annotated[int, Field(description="How many of them come before these.")]
    next: Annotated[str | None, Field(description="The address of the rest, if there is a rest.")]
    searched: Extent
    coverage: Annotated[str, Field(examples=["Searched: 15 meetings of Oak and Elm, 1 May 2021 to 4 April 2024."])]
    generation: Annotated[int, Field(description="Changes with every change of the minutes, and the order may too.")]


def list_body(listed: Listed, wanted: Wanted, following: str | None = None) -> ListBody[Outcome]:
    """Return a list as it is sent. following: the address of what comes after it."""
    return ListBody(
        outcomes=tuple(_body(found) for found in listed.found),
        total=listed.total,
        offset=wanted.first,
        next=following,
        searched=listed.extent,
        coverage=coverage(listed.extent),
        generation=listed.generation,
    )


def nothing(wanted: Wanted, searched: Extent) -> str:
    """Return the sentence for an empty list: what there is none of, and what was searched."""
    sought = f"{wanted.holding['kind']}s" if "kind" in wanted.holding else KINDS[wanted.kind].plural
    if wanted.kind == "attendee":
        sought = "lists of who attended"
    owner = f" with an owner named '{wanted.holding['owner']}'" if "owner" in wanted.holding else ""
    return f"There are no {sought}{owner} in the minutes searched. {coverage(searched)}"


def found_words(wanted: Wanted, listed: Listed) -> str:
    """Return how many there are, which of them are given, and what was searched; or that there is nothing."""
    if not listed.total:
        return nothing(wanted, listed.extent)
    whole = counted(listed.total, wanted.holding.get("kind", wanted.kind))
    if not listed.found:
        return f"There are {whole}, and the list ends before this part of it. {coverage(listed.extent)}"
    last = wanted.first + len(listed.found)
    part = "" if len(listed.found) == listed.total else f"{wanted.first + 1:,} to {last:,} of "
    return f"{part}{whole}. {coverage(listed.extent)}"


def all_of(wanted: Wanted, total: int) -> str:
    """Return what a download holds: “all 133 decisions”, “1 action”."""
    return f"{'all ' if total > 1 else ''}{counted(total, wanted.holding.get('kind', wanted.kind))}"


def cell(found: Found, field: str) -> str:
    """Return what people are shown of a field of an outcome, "" where the minutes do not state it."""
    value = getattr(found.outcome, field, None)
    if field == "text":
        # Of “ACTION: Ann Hall” the paragraph before says what is to be done.
        value = value or (found.beside if value is not None else None) or found.placed.paragraph.text
    return written(value)


def written(value: object) -> str:
    """Return a value of an outcome as text: names joined by semicolons, dates in ISO 8601, "" for what is not said."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return str(value)


def own_fields(kind: str) -> tuple[str, ...]:
    """Return the names of the fields that outcomes of a kind have besides their paragraph's id."""
    return tuple(one.name for one in fields(TYPES[kind]) if one.name != "paragraph_id")


def short(found: Found) -> str:
    """Return the short form of an outcome's address that readers see."""
    return label(found.placed.paragraph.id, found.placed.item_number)


def place(found: Found) -> str:
    """Return the path of the page that shows an outcome's paragraph, with its text marked where it stands there."""
    text = getattr(found.outcome, "text", "")
    paragraph = found.placed.paragraph
    start = paragraph.text.find(text)
    return address(paragraph.id, (start, start + len(text)) if text and start >= 0 else None)


def full_name(found: Found) -> str:
    """Return the name of an outcome's paragraph in full, for those who hear a link."""
    minutes = found.placed.minutes
    return name(short(found), minutes.committee, minutes.held)


def _body(found: Found) -> OutcomeBody[Outcome]:
    placed = found.placed
    return OutcomeBody(
        address=place(found),
        label=short(found),
        name=full_name(found),
        outcome=found.outcome,
        paragraph=placed.paragraph,
        beside=found.beside,
        item_number=placed.item_number,
        item_title=placed.item_title,
        minutes=placed.minutes,
    )

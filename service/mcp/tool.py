"""What a tool is, and what several of them share: the collection they read, limits as arguments, paragraphs as results.

In: nothing. Out: types. Results are kept small, for an assistant's memory is: text comes in parts, lists in pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from corpus.minutes import ParagraphKind
from corpus.minutes import Status as MinutesStatus
from index.collection import Collection
from index.hits import Placed
from index.scope import Scope
from service.api import FirstDay, LastDay, Name
from service.asking import Means
from service.citations import address, label
from service.naming import name, source
from service.settings import Settings
from service.shapes import Address, Source
from service.turnstile import Turnstile
from service.writer import Writer

# A page of a list, a paragraph in a list, and a part of a text, in characters: about a thousand words a call.
PAGE_CHARACTERS = 12_000
PARAGRAPH_CHARACTERS = 3_000


@dataclass(frozen=True, slots=True)
class Desk:
    """What the tools read. site: put before the paths of addresses, "" for paths alone."""

    collection: Collection
    settings: Settings
    turnstile: Turnstile
    site: str = ""
    writer: Writer | None = None

    @property
    def means(self) -> Means:
        """What questions are answered with."""
        return Means(self.collection, self.settings, self.turnstile, self.writer)

    def address(self, paragraph_id: str) -> str:
        """Return the address of the page that shows a paragraph."""
        return self.site + address(paragraph_id, None)


@dataclass(frozen=True, slots=True)
class Tool:
    """One tool. run: arguments in, a result out; text: that result as text that can be quoted, with addresses.

    may_write: whether a language model is asked where one is set up.
    """

    name: str
    title: str
    description: str
    arguments: type[BaseModel]
    result: type[Any]
    run: Callable[[Desk, Any], Any]
    text: Callable[[Desk, Any], str]
    may_write: bool = False


class Arguments(BaseModel):
    """The arguments of a tool; one that it does not have is refused, lest a limit be passed over in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Within(Arguments):
    """What a tool is limited to."""

    council: Name = None
    committee: Name = None
    since: FirstDay = None
    until: LastDay = None

    def scope(self, kinds: tuple[str, ...] = (), minutes_id: str | None = None) -> Scope:
        """Return the limits as a scope."""
        return Scope(self.council, self.committee, self.since, self.until, kinds, minutes_id)


MinutesIdArgument = Annotated[
    str,
    Field(
        min_length=1,
        max_length=500,
        description="The id of minutes, as list_meetings and search give it.",
        examples=["oakshire/childrens-scrutiny/2019-11-07"],
    ),
]
Offset = Annotated[int, Field(ge=0, le=1_000_000, description="How many to pass over: next_offset of the last call.")]
NextOffset = Annotated[int | None, Field(description="Where to go on; null at the end.")]


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """A paragraph as printed. text is text[start:end] of it, verbatim; characters is the length of the whole."""

    paragraph_id: Annotated[str, Field(examples=["oakshire/childrens-scrutiny/2019-11-07#45.12"])]
    label: Annotated[str, Field(description="As shown to readers; cite it.", examples=["45.12", "¶7"])]
    name: Annotated[str, Field(examples=["paragraph 45.12, Children’s Scrutiny Committee, 7 November 2019"])]
    source: Source
    address: Address
    kind: ParagraphKind
    item_number: str | None
    item_title: str
    minutes_id: str
    minutes_status: MinutesStatus
    held: date | None
    text: Annotated[str, Field(description="Verbatim.")]
    start: int
    end: int
    characters: int


def paragraph_text(desk: Desk, placed: Placed, *, start: int = 0, most: int = PARAGRAPH_CHARACTERS) -> ParagraphText:
    """Return a paragraph, or a part of a long one."""
    paragraph, minutes = placed.paragraph, placed.minutes
    short = label(paragraph.id, placed.item_number)
    end = min(start + most, len(paragraph.text))
    return ParagraphText(
        paragraph_id=paragraph.id,
        label=short,
        name=name(short, minutes.committee, minutes.held),
        source=source(minutes.committee, minutes.council, minutes.held, minutes.title or placed.item_title),
        address=desk.address(paragraph.id),
        kind=paragraph.kind,
        item_number=placed.item_number,
        item_title=placed.item_title,
        minutes_id=minutes.id,
        minutes_status=minutes.status,
        held=minutes.held,
        text=paragraph.text[start:end],
        start=min(start, end),
        end=end,
        characters=len(paragraph.text),
    )


def as_text(one: ParagraphText) -> str:
    """Return a paragraph as text: its label, where it stands, its words, its address."""
    status = f", {one.minutes_status} minutes" if one.minutes_status != "unknown" else ""
    part = f" (characters {one.start} to {one.end} of {one.characters})" if len(one.text) < one.characters else ""
    kind = f", {one.kind}" if one.kind != "paragraph" else ""
    return f"[{one.label}] {one.name}{status}{kind}{part}\n> {one.text}\n{one.address}"


def going_on(next_offset: int | None) -> str:
    """Return how to get what comes after a page, "" at the end."""
    return "" if next_offset is None else f"\n\nThere is more: call again with offset {next_offset}."

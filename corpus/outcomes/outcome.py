"""What came of a meeting, as data: one frozen dataclass for each kind of outcome, each pointing at its paragraph.

In: nothing. Out: the types. Texts and names are the record's own, letter by letter: each stands so in the text of the
paragraph that `paragraph_id` names, or of the one that the field's own line says. What the text does not say is None;
nobody is looked up, and no ambiguous surname is resolved.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Result = Literal["carried", "lost", "withdrawn", "deferred"]
Presence = Literal["present", "apologies", "absent", "in attendance"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution or a recommendation.

    text: what was decided, without the words that lead into it. verb: as printed (`RESOLVED`), None where a decision is
    published without one. qualifier: how it was decided, as printed (`Unanimously`). Both stand in the paragraph or in
    its lead. lead: id of the paragraph that leads into it (`RESOLVED:`), None where the paragraph itself does. parts:
    ids of the paragraphs that go on with it (the conditions of a permission, a clause's own list), in printed order.
    """

    paragraph_id: str
    kind: Literal["resolution", "recommendation"]
    text: str
    verb: str | None
    qualifier: str | None
    lead: str | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody is to do.

    text: what is to be done; the paragraph's own words where it says no more than who. owner: who, as printed. due: by
    when, as printed; due_date: the day, where it is stated in full. about: id of the paragraph that the action follows
    or stands in.
    """

    paragraph_id: str
    text: str
    owner: str | None
    due: str | None
    due_date: date | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion or an amendment to one.

    text: what was moved, or the words that move it where it is printed in the paragraph after, which `text_in` then
    names. mover, seconder: as printed. seconded_in: id of the paragraph that names the seconder, where it is another.
    result: as far as this paragraph or those after it, up to the next motion, state it.
    """

    paragraph_id: str
    text: str
    mover: str | None
    seconder: str | None
    amendment: bool
    result: Result | None
    text_in: str | None = None
    seconded_in: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote.

    Counts and names as printed; None and () where they are not. motion: id of the paragraph that moved what was voted
    on. casting: which way a casting vote went. continued: ids of the paragraphs that go on with it (a line or a row of
    a table for each side); the names may stand in any of them.
    """

    paragraph_id: str
    in_favour: int | None
    against: int | None
    abstained: int | None
    names_in_favour: tuple[str, ...]
    names_against: tuple[str, ...]
    names_abstained: tuple[str, ...]
    result: Result | None
    motion: str | None
    casting: Literal["for", "against"] | None = None
    continued: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who was there or sent apologies.

    name: as printed; a title printed once for several (`Councillors Reid and Marsh`) stays with none of them. role: as
    printed (`Chair`, `Director of Finance`, `substitute for Councillor Reid`).
    """

    paragraph_id: str
    name: str
    role: str | None
    presence: Presence


@dataclass(frozen=True, slots=True)
class Declaration:
    """A declaration of interest.

    interest: of what kind, as printed (`disclosable pecuniary`). matter: what it is about. left: whether the member
    left the meeting for it, None where that is not said.
    """

    paragraph_id: str
    member: str
    interest: str | None
    matter: str | None
    left: bool | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question put at the meeting and the response to it.

    asked_by, asked_of: as printed. response: id of the paragraph that answers. answered_by: as printed there.
    """

    paragraph_id: str
    asked_by: str | None
    asked_of: str | None
    supplementary: bool
    response: str | None
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was before the meeting. title: as the text calls it. reference: as printed (`CSD19129`)."""

    paragraph_id: str
    title: str
    author: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A correction of the minutes of an earlier meeting.

    text: the change, as printed. minute: the number amended, as printed. meeting: the day of that meeting, where this
    paragraph or the one that leads into it states it.
    """

    paragraph_id: str
    text: str
    minute: str | None
    meeting: date | None


Outcome = Decision | Action | Motion | Vote | Attendee | Declaration | Exchange | Report | Amendment

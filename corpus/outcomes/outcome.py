"""What came of a meeting, as data: one frozen dataclass for each kind of outcome, each pointing at its paragraph.

In: nothing. Out: the types. Texts and names are the record's own, letter by letter: each stands so in the text of the
paragraph it is from. What the text does not say is None; nobody is looked up, and no ambiguous surname is resolved.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Result = Literal["carried", "lost", "withdrawn", "deferred"]
Presence = Literal["present", "apologies", "absent", "in attendance"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A resolution or a recommendation.

    text: what was decided, without the words that lead into it. verb: as printed (`RESOLVED`). qualifier: how it was
    decided, as printed (`Unanimously`). lead: id of the paragraph that leads into it (`RESOLVED:`), None where the
    paragraph itself does.
    """

    paragraph_id: str
    kind: Literal["resolution", "recommendation"]
    text: str
    verb: str
    qualifier: str | None
    lead: str | None


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody is to do.

    text: what is to be done, as far as the paragraph says. owner: who, as printed. due: by when, as printed; due_date:
    the day, where it is stated in full. about: id of the paragraph that the action follows.
    """

    paragraph_id: str
    text: str
    owner: str | None
    due: str | None
    due_date: date | None
    about: str | None


@dataclass(frozen=True, slots=True)
class Motion:
    """A motion or an amendment to one. text: what was moved. mover, seconder: as printed."""

    paragraph_id: str
    text: str
    mover: str | None
    seconder: str | None
    amendment: bool
    result: Result | None


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote: counts and names as printed; None and () where they are not. motion: id of the paragraph that moved."""

    paragraph_id: str
    in_favour: int | None
    against: int | None
    abstained: int | None
    names_in_favour: tuple[str, ...]
    names_against: tuple[str, ...]
    names_abstained: tuple[str, ...]
    result: Result | None
    motion: str | None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person who was there or sent apologies. role: as printed (`Chair`, `Director of Finance`)."""

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
    """A question put at the meeting and the response to it. response: id of the paragraph that answers."""

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

    minute: the number amended, as printed. meeting: the day of that meeting.
    """

    paragraph_id: str
    text: str
    minute: str | None
    meeting: date | None


Outcome = Decision | Action | Motion | Vote | Attendee | Declaration | Exchange | Report | Amendment

"""What each page shows: one frozen dataclass for each template, and the HTML made of it.

In: what arrange.py made of minutes and answers. Out: a dataclass whose fields are the names its template may use, and
the page. A test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.citing import Cited
from service.forms import Asked, Filtered
from service.shapes import AnswerBody, EvidenceBody, SentenceBody
from service.wording import ALONE, AS_FOLLOW_UP, CHECKED, NOTICE, WORDING, counted


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting in a list.

    name: what to call it where it stands alone. title: "" when it is the committee's name. status: "" unless a draft.
    """

    id: str
    address: str
    name: str
    held: str
    committee: str
    title: str
    status: str
    paragraphs: str


@dataclass(frozen=True, slots=True)
class CommitteeMeetings:
    """A committee with its meetings, newest first."""

    name: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, slots=True)
class CouncilMeetings:
    """A council with its committees. anchor: the id of its heading. known: whether the minutes name it."""

    name: str
    anchor: str
    known: bool
    committees: tuple[CommitteeMeetings, ...]


@dataclass(frozen=True, slots=True)
class Quotes:
    """Sentences of an answer that follow one another and come from the same minutes, with whose minutes these are.

    council: the heading over them where an answer is from several councils and goes over to another, else "".
    """

    sentences: tuple[SentenceBody, ...]
    source: str
    draft: bool
    council: str


@dataclass(frozen=True, slots=True)
class CitedMinutes:
    """Whose minutes a written answer cites. labels: of the paragraphs that are theirs, by commas."""

    labels: str
    source: str
    draft: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph under an answer, its text cut into pieces, each with whether the answer quotes it."""

    evidence: EvidenceBody
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer: sentences by where they come from, the paragraphs quoted, the others found.

    sources: of a written answer, whose minutes it cites. whole: the answer as JSON. link: the address that asks its
    question again.
    """

    answer: AnswerBody
    quotes: tuple[Quotes, ...]
    sources: tuple[CitedMinutes, ...]
    used: tuple[Shown, ...]
    others: tuple[Shown, ...]
    whole: str
    link: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The question form, the answer to it if one was asked, and what to do if it could not be.

    wrong: what error is about, "question", "limits" or "". about: the one meeting that is asked about, None for all.
    searchable: how much there is, "" when there is nothing. examples: questions that can be asked. history: the turns
    so far, as JSON, for the next question. llm: the language model that may write answers, "" for none; mode: which
    kind of answer is chosen in the form.
    """

    template: ClassVar[str] = "home.html"
    title: str
    here: str
    asked: Asked
    about: Meeting | None
    turn: Turn | None
    error: str
    wrong: str
    councils: tuple[CouncilMeetings, ...]
    committees: tuple[str, ...]
    searchable: str
    examples: tuple[str, ...]
    history: str = ""
    llm: str = ""
    mode: str = "quoted"


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """All minutes, by council and committee."""

    template: ClassVar[str] = "minutes.html"
    title: str
    here: str
    councils: tuple[CouncilMeetings, ...]
    searchable: str


# A cell of a table as pieces of its text, each with whether it is the quote that was asked for.
Cell = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph that is a row of a table. head: it names the columns."""

    fragment: str
    label: str
    cells: tuple[Cell, ...]
    head: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in the reader.

    label: as printed, or “¶7” where none is. bullet: the sign printed in place of a label, "" where none is.
    pieces: the text in order, with whether each piece is the quote that was asked for. depth: how far it is indented,
    from 0. level: of its heading, 0 for text. kind_words: "" where it is of no special kind, or as the one before.
    page: a page of the source that starts here, None where none does. repeats: the fragment of the paragraph that says
    the same and is shown instead, "" where this one is shown itself; repeats_label names it. also: the fragments of the
    paragraphs after this one that are left to others too, and have their places here. above: its label is too wide for
    the margin and stands above the text. rows: the table that stands here in place of all that, () where none does.
    """

    fragment: str
    label: str
    bullet: str
    pieces: tuple[tuple[str, bool], ...]
    depth: int
    level: int
    kind: str
    kind_words: str
    page: int | None
    repeats: str = ""
    repeats_label: str = ""
    also: tuple[str, ...] = ()
    above: bool = False
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An item in the reader. heading: the section that starts with it, "" when it goes on."""

    anchor: str
    heading: str
    number: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """One set of minutes. committee: "" when it is the heading. link: where it was published, "" if not on the web.

    dead: what is said where the address names a place that is not there, "" where it names one that is, or none.
    cited: how each paragraph is cited, by its fragment.
    """

    template: ClassVar[str] = "reader.html"
    title: str
    here: str
    minutes_id: str
    council: str
    committee: str
    held: str
    heading: str
    status: str
    status_words: str
    file: str
    link: str
    paragraphs: str
    sections: tuple[Section, ...]
    dead: str
    cited: Mapping[str, Cited]


@dataclass(frozen=True, slots=True)
class ListedOutcome:
    """A decision or an action in a list.

    label, name: of its paragraph, which address shows. item: what it came up under. beside: what it goes on from or
    follows, "" where that is shown with the one before or there is none. facts: what else is stated, with what it is.
    parts: the labels and texts of the paragraphs that go on with it.
    """

    address: str
    label: str
    name: str
    item: str
    beside: str
    text: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeetingOutcomes:
    """What came of one meeting. status: "" unless a draft."""

    address: str
    name: str
    council: str
    status: str
    outcomes: tuple[ListedOutcome, ...]


@dataclass(frozen=True, slots=True)
class OutcomesPage:
    """Decisions or actions within the limits of a form, as here says.

    found: how many there are and what was searched, in words. error: what is wrong with the limits, "" where nothing
    is. total: “all 133 decisions”. previous, following: addresses of the pages before and after, "" where none is.
    csv: the address of all of them.
    """

    template: ClassVar[str] = "outcomes.html"
    title: str
    here: str
    lead: str
    asked: Filtered
    councils: tuple[CouncilMeetings, ...]
    committees: tuple[str, ...]
    searchable: str
    error: str
    found: str
    total: str
    meetings: tuple[MeetingOutcomes, ...]
    previous: str
    following: str
    csv: str


@dataclass(frozen=True, slots=True)
class AboutPage:
    """What the service does."""

    template: ClassVar[str] = "about.html"
    title: str
    here: str
    searchable: str
    llm: str = ""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Why there is no page."""

    template: ClassVar[str] = "problem.html"
    title: str
    here: str
    detail: str


Page = HomePage | MinutesPage | ReaderPage | OutcomesPage | AboutPage | ProblemPage


def render(page: Page) -> str:
    """Return the HTML of a page. Every value is escaped; a name that the dataclass does not have is an error."""
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return TEMPLATES.get_template(page.template).render(values)


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(
    notice=NOTICE, wording=WORDING, counted=counted, checked=CHECKED, alone=ALONE, as_follow_up=AS_FOLLOW_UP
)

"""What a file says of the record, before anybody has looked there. In: nothing. Out: frozen dataclasses.

A Claim quotes or cites a paragraph. What stands beside the quotations is told apart from it: what the file states of a
paragraph, sentences in words of its own, lines of an answer, and what names no paragraph at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a file says stand in a paragraph. place: where in the file, “line 3”, “sentence 2 of answer 1”.

    quote: "" where only the paragraph is cited. span: of the quote in the paragraph's text, digest and text: of the
    paragraph, minutes_status: of its minutes, all as they were; None or "" where the file does not say. about:
    it is made in a sentence about the paragraph, which may quote what stands over that. others: the same words in the
    other paragraphs that such a sentence cites, of which one must have them.
    """

    place: str
    paragraph_id: str
    quote: str
    span: tuple[int, int] | None = None
    digest: str = ""
    text: str = ""
    minutes_status: str = ""
    about: bool = False
    others: tuple["Claim", ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of a paragraph beside its words, in data.

    facts: by the names of the fields of an exported citation, and “listed”: whose minutes in words, of which parts may
    be missing; “status”: as it stands in a list of sources, "" where none does; “mark”: what stands for it.
    """

    place: str
    paragraph_id: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in words of its own, and the paragraphs that it cites."""

    place: str
    text: str
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """A line that is none of the record, which must be a sentence of Minuted's about the answer, word for word."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Loose:
    """What names no paragraph, or belongs to nothing, and so cannot be proved. why: in a sentence."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Export:
    """What a file says. uncited: how many quotations in it name no paragraph or do not end, and cannot be checked.

    beside: what it says beside its quotations and citations.
    """

    claims: tuple[Claim, ...]
    answers: int
    uncited: int
    beside: tuple[Stated | Told | Own | Loose, ...] = ()

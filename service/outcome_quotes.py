"""Outcomes in, the sentences of the record that state them out: exact quotes, each with its citation.

What an outcome goes over is quoted with it: the words that an action follows, the lines of a vote, what was moved.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.leads import opens_list
from corpus.minutes import Minutes, Paragraph
from corpus.outcomes.openings import opening_of
from corpus.outcomes.outcome import (
    Action,
    Decision,
    Exchange,
    Motion,
    Outcome,
    Result,
    Vote,
)
from corpus.outcomes.results import Subject, stated, subject_of
from corpus.outcomes.sides import sides_in
from corpus.sentences import sentences
from index.outcomes import Found
from service.citations import Sentence, quoted
from service.persons import same_person
from service.structure import Sought

# The paragraphs of the minutes that outcomes are from, by id.
Paragraphs = Mapping[str, Paragraph]


@dataclass(frozen=True, slots=True)
class Piece:
    """A span of a paragraph that is quoted for an outcome."""

    paragraph: Paragraph
    start: int
    end: int


def pieces_of(found: Found, minutes: Minutes, sought: Sought, *, few: bool) -> list[Piece]:
    """Return what is quoted for an outcome, in the order it is read.

    minutes: those it is from, whole. sought: what is asked for; of a vote, the lines that name whom it asks about are
    enough. few: whether so few outcomes are quoted that each brings its conditions and replies.
    """
    outcome, own = found.outcome, found.placed.paragraph
    paragraphs = {one.id: one for one in minutes.paragraphs}
    if isinstance(outcome, Decision):
        return list(_of_decision(outcome, own, paragraphs, few=few))
    if isinstance(outcome, Action):
        return list(_of_action(outcome, own, paragraphs))
    if isinstance(outcome, Vote):
        return list(_of_vote(outcome, own, paragraphs, sought, _from(own, minutes)))
    if isinstance(outcome, Exchange):
        return [*_saying(own, _printed(outcome)), *_of_reply(outcome, own, paragraphs, few=few)]
    beside = [one for one in _beside(outcome, paragraphs) if one.id != own.id]
    said = [*_saying(own, _printed(outcome)), *(Piece(one, 0, len(one.text)) for one in beside)]
    if isinstance(outcome, Motion) and sought.role == outcome.result:
        kind: Subject = "amendment" if outcome.amendment else "motion"
        said += _of_result(outcome.result, kind, _from(said[-1].paragraph, minutes)[: 1 + DEBATED_WITHIN], said)
    return said


def _from(paragraph: Paragraph, minutes: Minutes) -> Sequence[Paragraph]:
    """Return a paragraph and those after it in its item; what another item says came of another matter."""
    every = next(item.paragraphs for item in minutes.items if any(one.id == paragraph.id for one in item.paragraphs))
    return every[[one.id for one in every].index(paragraph.id) :]


def _of_vote(
    outcome: Vote, own: Paragraph, paragraphs: Paragraphs, sought: Sought, after: Sequence[Paragraph]
) -> Iterator[Piece]:
    """Yield the count and the names, of the side or the person that is asked for where lines name them apart.

    after: its paragraph and those after it in its item.
    """
    sides = {
        "in_favour": outcome.names_in_favour,
        "against": outcome.names_against,
        "abstained": outcome.names_abstained,
    }
    names = sides.get(sought.role, ())
    if sought.person:
        names = tuple(name for side in sides.values() for name in side if same_person(sought.person, name))
    lines = [own, *(paragraphs[one] for one in outcome.continued if one in paragraphs)]
    moved = paragraphs.get(outcome.motion or "")
    if moved is not None and moved.id != own.id and not names and _says_not_of_what(own):
        yield from _moving(moved)
    named = [one for one in lines if any(name in one.text for name in names)] or lines
    # Of two votes of one paragraph the names of either may stand in the other.
    said = [
        piece
        for line in named
        for piece in _saying(line, () if len(sides_in(line.text)) > 1 else names or _printed(outcome))
    ]
    yield from said
    last = max((at for at, one in enumerate(after) if one.id in {line.id for line in lines}), default=0)
    kind = next((kind for line in lines if (kind := subject_of(line.text)) is not None), None)
    yield from _of_result(outcome.result, kind, after[last : last + 1 + RESULT_WITHIN], said)


def _says_not_of_what(paragraph: Paragraph) -> bool:
    """Return whether a vote is only its sides or a bare result (`CARRIED`), which need the words of the motion."""
    sides = sides_in(paragraph.text)
    said = sides[0].before if sides else paragraph.text
    return len(said.split()) <= FEW_WORDS


def _moving(paragraph: Paragraph) -> list[Piece]:
    """Return the last sentence that moves something, the whole of a paragraph in which none does."""
    every = sentences(paragraph.text)
    moving = [span for span in every if re.search(r"(?i)\b(?:moved|proposed|seconded)\b", paragraph.text[slice(*span)])]
    return [Piece(paragraph, *span) for span in moving[-1:] or every]


def _of_result(
    result: Result | None, kind: Subject | None, within: Sequence[Paragraph], said: Sequence[Piece]
) -> Iterator[Piece]:
    """Yield the sentences that say what came of a vote (`The motion was declared CARRIED.`), unless one is quoted.

    kind: what was voted on, None where that is not said; what came of the other kind came of something else. within:
    the vote's last paragraph and those soon after; a motion is debated first.
    """
    if result is None or any(_states(piece, result, kind) for piece in said):
        return
    for one in within:
        stating = [piece for span in sentences(one.text) if _states(piece := Piece(one, *span), result, kind)]
        yield from stating
        if stating:
            return


def _states(piece: Piece, result: Result, kind: Subject | None) -> bool:
    """Return whether a piece of the record says what came of a vote."""
    text = piece.paragraph.text[piece.start : piece.end]
    found = (stated(text[start:end]) for start, end in sentences(text))
    return any(one is not None and one.result == result and (one.of == kind or None in {one.of, kind}) for one in found)


def _of_reply(outcome: Exchange, own: Paragraph, paragraphs: Paragraphs, *, few: bool) -> Iterator[Piece]:
    """Yield the reply to a question, without which that is no answer: whole, or in lists its first sentence."""
    reply = paragraphs.get(outcome.response or "")
    if reply is not None and reply.id != own.id and reply.text:
        yield Piece(reply, 0, len(reply.text) if few else sentences(reply.text)[0][1])


def _beside(outcome: Outcome, paragraphs: Paragraphs) -> list[Paragraph]:
    """Return the other paragraphs in which an outcome is stated."""
    ids = (outcome.text_in, outcome.seconded_in) if isinstance(outcome, Motion) else ()
    return [paragraphs[one] for one in ids if one is not None and one in paragraphs]


def joined(pieces: Sequence[Piece]) -> tuple[Sentence, ...]:
    """Return pieces as sentences, each words of a paragraph once, in the order of their first."""
    kept: dict[tuple[str, int, int], Piece] = {}
    for one in pieces:
        within = any(
            other.paragraph.id == one.paragraph.id and other.start <= one.start and one.end <= other.end
            for other in kept.values()
        )
        if not within and one.start < one.end:
            kept[one.paragraph.id, one.start, one.end] = one
    return tuple(quoted(one.paragraph, (one.start, one.end)) for one in kept.values())


def _of_decision(outcome: Decision, own: Paragraph, paragraphs: Paragraphs, *, few: bool) -> Iterator[Piece]:
    lead = paragraphs.get(outcome.lead or "")
    # `RESOLVED:` says nothing that the list does not; longer words may say who is asked to do it.
    opening = opening_of(lead.text) if lead is not None else None
    if lead is not None and (opening is None or re.search(r"\w", lead.text[opening.start :])):
        yield Piece(lead, *sentences(lead.text)[-1])
    yield from _saying(own, (outcome.text,))
    # What ends in `as follows:` says nothing without what follows.
    for part in outcome.parts if few or opens_list(own.text) else ():
        if part in paragraphs:
            yield Piece(paragraphs[part], 0, len(paragraphs[part].text))


def _of_action(outcome: Action, own: Paragraph, paragraphs: Paragraphs) -> Iterator[Piece]:
    """Yield what is to be done, from the paragraph that the action follows where it says no more than who."""
    before = paragraphs.get(outcome.about or "")
    if before is not None and before.id != own.id and before.text:
        spans = sentences(before.text)
        yield Piece(before, spans[-min(len(spans), LAST_SENTENCES)][0], spans[-1][1])
    yield Piece(own, 0, len(own.text))


def _saying(paragraph: Paragraph, words: Sequence[str]) -> list[Piece]:
    """Return the sentences of a paragraph in which words stand, as one stretch; the whole where none do."""
    text = paragraph.text
    places = [(at, at + len(one)) for one in words if one and (at := text.find(one)) >= 0]
    if not places or len(text) <= SHORT_CHARACTERS:
        return [Piece(paragraph, 0, len(text))] if text else []
    start, end = min(first for first, _ in places), max(last for _, last in places)
    held = [span for span in sentences(text) if span[1] > start and span[0] < end]
    return [Piece(paragraph, held[0][0], held[-1][1])]


def _printed(outcome: object) -> list[str]:
    """Return the texts and names of an outcome, as printed."""
    names = (
        *("name", "text", "asked_by", "mover", "seconder", "member", "matter", "interest", "title"),
        *("names_in_favour", "names_against", "names_abstained"),
    )
    values = [getattr(outcome, name, None) for name in names]
    return [one for value in values for one in ((value,) if isinstance(value, str) else value or ())]


# Of the paragraph that an action follows: the last sentence says what is to be done, the one before what that is about.
LAST_SENTENCES = 2
# Words of a vote that are too few to say what it was on.
FEW_WORDS = 6
# Paragraphs after a vote within which its result is looked for.
RESULT_WITHIN = 3
DEBATED_WITHIN = 30
# A paragraph up to here is quoted whole: a reader takes it in at once.
SHORT_CHARACTERS = 400

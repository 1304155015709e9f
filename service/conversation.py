"""A question and the turns before it in, the question with what it leaves to them out.

No language model is asked: a question that stands alone stays as it was typed, byte for byte. One that leans on what
came before has its place, period or person exchanged, or its “he” named, or what it follows on from put after it in
brackets, so that a reader sees what is looked for and can change it. The client sends the turns; none are kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.minutes import fold
from index.collection import Collection
from index.errors import MinutesUnknown
from index.follow import ALONE, Follow
from index.hits import Body
from index.reference import parse_reference
from service.bodies import only_bodies
from service.citations import label
from service.exchanging import exchanged, of_body
from service.leaning import leaning
from service.matter import asked_of_matter
from service.slots import capitalised, is_period, names, persons
from service.structure import Sought


@dataclass(frozen=True, slots=True)
class Turn:
    """A question that was asked before, as it was typed, with its answer and the ids of the paragraphs it cited."""

    question: str
    answer: str
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completed:
    """A question as it is asked of the minutes.

    question: in the form that needs no conversation, which is `asked` where it stands alone. asked: as it was typed.
    follow: what the search may know beside it. step: 1 where the paragraph after `beside` is asked for, -1 the one
    before it, 0 otherwise. beside: the id of the paragraph that was cited last. matter: what is asked of the votes or
    motions of the items that were cited, None where anything else is.
    """

    question: str
    asked: str
    follow: Follow = ALONE
    step: int = 0
    beside: str = ""
    matter: Sought | None = None

    @property
    def is_completed(self) -> bool:
        """Whether the question was changed."""
        return self.question != self.asked

    @property
    def follow_up(self) -> str:
        """The question as a follow-up, where it was read as standing alone and may be one; "" where it may not."""
        return "" if self.follow.leans else self.follow.other


# A short answer says what the next question is about; a long one says many things, of which it means one.
SHORT_ANSWER = 220
# Turns that a question goes back over where each of their questions leans on the one before.
TURNS_BACK = 6
# Of these, beside the question that is whole, so many of the last ones are told.
LAST_TOLD = 2
# Of what is put in brackets: twice the longest context of the question sets.
CONTEXT_CHARACTERS = 700


def complete(
    question: str, history: Sequence[Turn], *, within: str | None = None, known: Sequence[Body] = ()
) -> Completed:
    """Return a question completed from the turns before it, the oldest first.

    within: the id of the only minutes that are asked about, None for all. What was said of others is not meant then.
    known: the bodies of the collection, which are known by their names whatever the letters. A reference (“45.12”) and
    a question without turns before it stand alone. Turns with an empty question are passed over.
    """
    turns = [turn for turn in history if fold(turn.question) and _is_within(turn, within)][-TURNS_BACK:]
    if not turns or _is_reference(question):
        return Completed(question, question)
    before = _before(turns, known)
    step = _step(question, turns[-1].question)
    if step and before.cited:
        cited = before.cited
        return Completed(question, question, step=step, beside=cited[-1] if step > 0 else cited[0])
    matter = asked_of_matter(question) if before.cited else None
    if matter is None and _leans(fold(question), known):
        return _completed(question, before, known)
    if matter is not None:
        follow = Follow(question, cited=before.cited, before=before.context)
        return Completed(before.bracketed(question), question, follow, matter=matter)
    follow = (
        Follow(before.bracketed(question), leans=False, cited=before.cited, before=before.context)
        if leaning(fold(question)) == "perhaps"
        else ALONE
    )
    return Completed(question, question, follow)


def located(collection: Collection, completed: Completed) -> Completed:
    """Return a question for “the next paragraph” as the reference that it means.

    It stays as it was typed where the paragraph cited last is gone, or is the first or the last of its item.
    """
    if not completed.step:
        return completed
    try:
        number = collection.paragraph(completed.beside).item_number
        before, after = collection.neighbours(completed.beside)
    except MinutesUnknown:
        return completed
    meant = after if completed.step > 0 else before
    if meant is None:
        return completed
    return replace(completed, question=label(meant.id, number), follow=Follow(named=meant.id))


@dataclass(frozen=True, slots=True)
class _Before:
    """What a question follows on from.

    last: the turn before it. whole: the last question that is whole. context: what is put in brackets. cited: the
    paragraphs that were cited last; where that turn leaned on the one before and was silent, those of that one.
    """

    last: Turn
    whole: str
    context: str
    cited: tuple[str, ...]

    def bracketed(self, question: str) -> str:
        """Return a question with what it follows on from: “and were they in favour? (How many …? 1,284.)”."""
        return f"{question.strip()} ({self.context})"


def _before(turns: Sequence[Turn], known: Sequence[Body]) -> _Before:
    """Return what the next question follows on from."""
    wholes: list[str] = []
    for turn in turns:
        said, base = fold(turn.question), next((one for one in reversed(wholes) if one), "")
        named = of_body(said, base, known)
        other = _exchanged(said, base, known) or (named if named != said else "")
        wholes.append(said if not _leans(said, known) else other if base else "")
    whole = next((one for one in reversed(wholes) if one), fold(turns[-1].question))
    cited = next(
        (one.citations for one, own in zip(turns[::-1], wholes[::-1], strict=True) if one.citations or own), ()
    )
    return _Before(turns[-1], whole, _context(turns, wholes), tuple(dict.fromkeys(cited)))


def _completed(question: str, before: _Before, known: Sequence[Body]) -> Completed:
    """Return a question that leans, completed by the first rule that fits.

    What was cited before is about the other place or period where one was exchanged.
    """
    other = _exchanged(question, before.whole, known)
    if other:
        return Completed(other, question, Follow(question))
    named = _named(question, before.last)
    if named == question:
        named = of_body(question, before.whole, known)
    if named != question and leaning(fold(named)) == "stands":
        follow = Follow(before.bracketed(question), cited=before.cited, before=before.context)
        return Completed(named, question, follow)
    return Completed(before.bracketed(named), question, Follow(question, cited=before.cited, before=before.context))


def _leans(question: str, known: Sequence[Body]) -> bool:
    """Return whether a question cannot be read alone; so it is with a body or a period and nothing else."""
    alone = capitalised(question.rstrip(" ?.!"))
    return (
        leaning(question) == "leans"
        or asked_of_matter(question) is not None
        or is_period(alone)
        or bool(only_bodies(alone, known))
    )


def _is_within(turn: Turn, within: str | None) -> bool:
    """Return whether a turn may be about the minutes that are asked about; one that cites nothing may."""
    return within is None or not turn.citations or any(cited.partition("#")[0] == within for cited in turn.citations)


def _is_reference(question: str) -> bool:
    reference = parse_reference(question)
    return reference is not None and reference.alone


def _step(question: str, before: str) -> int:
    """Return which way a question goes from a paragraph: “the next paragraph”; “the one before” after a reference."""
    found = _STEP.fullmatch(fold(question))
    if not found or not (found["unit"] or found["unit_after"] or _is_reference(before)):
        return 0
    return -1 if re.search(r"previous|preceding|before|above", found.group(), re.I) else 1


def _exchanged(question: str, before: str, known: Sequence[Body]) -> str:
    """Return the question before with the place, period or person of a fragment (“and in Surrey?”), "" for none."""
    fragment = _FRAGMENT.fullmatch(fold(question))
    if not fragment:
        return ""
    other = _OTHER_ONE.fullmatch(fragment["what"])
    one = _ONE.search(before) if other else None
    if other and one:
        return f"{before[: one.start('after')]}{other['after']}{before[one.end('after') :]}"
    return "" if other else exchanged(before, fragment["what"], known)


def _named(question: str, last: Turn) -> str:
    """Return a question with “he”, “she”, “his” named where the turn before names one person, else as it is."""
    known = persons(last.answer) or _people(last) or persons(last.question)
    if len(known) != 1:
        return question
    (person,) = known
    named = _POSSESSIVE.sub(f"{person}’s", question, count=1)
    return named if named != question else _PERSONAL.sub(person, question, count=1)


def _people(last: Turn) -> tuple[str, ...]:
    """Return the two or more names side by side with which an answer to “who” begins: “Trevor Ames, who runs …”."""
    if not _WHO.match(fold(last.question)):
        return ()
    found = [last.answer[one.start : one.end] for one in names(last.answer)]
    return tuple(found[:1]) if found and last.answer.startswith(found[0]) and len(found[0].split()) > 1 else ()


def _context(turns: Sequence[Turn], wholes: Sequence[str]) -> str:
    """Return the last question, with those it leans on before it, and the last answer where it is short.

    wholes: of each turn, its question where it is whole or was exchanged, else "". Questions for votes are passed over:
    they say nothing of what the votes were about.
    """
    questions: list[str] = []
    for place in range(len(turns) - 1, -1, -1):
        said, whole = fold(turns[place].question), wholes[place]
        if whole or not place or asked_of_matter(said) is None:
            questions.insert(0, whole or said)
        if whole and (whole != said or leaning(said) == "stands" or _is_elsewhere(turns[: place + 1])):
            break
    told = questions if len(questions) <= LAST_TOLD else [questions[0], *questions[1:][-LAST_TOLD:]]
    answer = "" if asked_of_matter(turns[-1].question) else fold(turns[-1].answer)
    short = [answer] if answer and len(answer) <= SHORT_ANSWER else []
    context = " ".join([*told, *short]).strip()
    return context if len(context) <= CONTEXT_CHARACTERS else f"{context[:CONTEXT_CHARACTERS].rsplit(' ', 1)[0]} …"


def _is_elsewhere(turns: Sequence[Turn]) -> bool:
    """Return whether the last of some turns cites other meetings than the last one before it that cites any."""
    *earlier, last = [{one.partition("#")[0] for one in turn.citations} for turn in turns]
    before = next((one for one in reversed(earlier) if one), set())
    return bool(last and before) and not last & before


_STEP = re.compile(
    r"(?:and\s+)?(?:(?:what\s+(?:about|is|was|does|did|comes|came)|what['’]s|read(?:\s+me)?|show(?:\s+me)?|give\s+me)\s+)?"
    r"(?:in\s+)?(?:the\s+)?"
    r"(?:(?:next|following|previous|preceding)(?:\s+(?P<unit>paragraph|para|point|clause)|\s+one)?"
    r"|(?:(?P<unit_after>paragraph|para|point|clause)|one|comes|came)?\s*(?:just\s+)?(?:before|after|above|below)"
    r"(?:\s+(?:that|this|it)(?:\s+one)?)?)(?:\s+say)?\s*\W*",
    re.I,
)
_FRAGMENT = re.compile(
    r"(?:(?:and|but|so|or)\s+)?(?:(?:what|how)\s+about\s+)?(?P<what>[^?!]{1,80}?)(?:\s+(?:then|too|as well))?\s*[?.!]*",
    re.I,
)
# “and the one about the bridge?” after “Who has the action on the ferry?”: another of the same kind.
_OTHER_ONE = re.compile(r"the ones? (?P<after>(?:about|on|in|for|of|at|from|with) .+)", re.I)
_ONE = re.compile(r"\bthe \w+ (?P<after>(?:about|on|in|for|of|at|from|with) [^?]+?)(?=\s*\?*$)", re.I)
_WHO = re.compile(r"(?:and\s+)?(?:who|whose|which (?:councillor|member|officer|resident))\b", re.I)
_PERSONAL = re.compile(r"\b(?:he|she|him)\b", re.I)
_POSSESSIVE = re.compile(r"\b(?:his|her)(?=\s+[a-z])", re.I)

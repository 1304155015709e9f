"""Minutes in, the votes out: counts and names as printed, with the result and the motion voted on where stated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.motions import find_motions
from corpus.outcomes.openings import opening_of
from corpus.outcomes.outcome import Motion, Result, Vote
from corpus.outcomes.results import BY, Casting, StatedResult, Subject, casting_of, stated, subject_of
from corpus.outcomes.sides import Sides, sides_in
from corpus.outcomes.tables import Row, tables
from corpus.outcomes.tally import Tally, tally_of_row, tally_of_sentence
from corpus.sentences import sentences


def find_votes(minutes: Minutes) -> list[Vote]:
    """Return the votes of minutes, in printed order.

    Lines or rows for each side (`For: Councillors …`, `Against (3): …`) are one vote together; so are the sentences of
    a paragraph, up to the next count of those in favour. What was only put to the vote and carried is a vote without
    counts.
    """
    motions = find_motions(minutes)
    found: list[Vote] = []
    for item in minutes.items:
        places = {paragraph.id: at for at, paragraph in enumerate(item.paragraphs)}
        here = [motion for motion in motions if motion.paragraph_id in places]
        for counted in _of_item(item):
            before = [motion for motion in here if places[motion.paragraph_id] <= places[counted.ids[0]]]
            found.append(_made(counted, before))
    return found


@dataclass(slots=True)
class _Counted:
    """One vote while its paragraphs are read. lines: whether each side has a line or row of its own."""

    ids: list[str]
    lines: bool
    tally: Tally = field(default_factory=Tally)
    result: Result | None = None
    casting: Casting | None = None
    subject: Subject | None = None
    closed: bool = False


def _of_item(item: Item) -> list[_Counted]:
    votes: list[_Counted] = []
    rows = {row.paragraph.id: row for row in tables(item)}
    before = ""
    for paragraph in item.paragraphs:
        if paragraph.repeats is not None or paragraph.kind in {"action", "attendance"}:
            continue
        # What stands alone in capitals may be a result.
        if paragraph.kind == "heading" and _IN_CAPITALS.fullmatch(paragraph.text) is None:
            continue
        named = _sides(paragraph, rows.get(paragraph.id))
        if named:
            _add_named(votes, paragraph, named, before)
        elif " | " not in paragraph.text:
            _add_prose(votes, paragraph, paragraph.text)
        before = paragraph.text if not named and " | " not in paragraph.text else before
    return votes


def _sides(paragraph: Paragraph, row: Row | None) -> list[Sides]:
    by_row = tally_of_row(row.header, row.cells) if row is not None else None
    return [Sides(by_row, "", "")] if by_row else sides_in(paragraph.text)


def _add_named(votes: list[_Counted], paragraph: Paragraph, named: Sequence[Sides], before: str) -> None:
    """Add the votes whose sides a paragraph names, with the result that it states behind them, or just before them."""
    for one in named:
        if not one.before and one is named[0]:
            _add_line(votes, paragraph, one.tally, before)
        else:
            led = one.before[slice(*sentences(one.before)[-1])] if one.before else ""
            if one is named[0]:
                _add_prose(votes, paragraph, one.before)
            counts = votes and votes[-1].ids == [paragraph.id] and not votes[-1].tally.sides and stated(led) is not None
            if not counts:
                votes.append(_Counted([paragraph.id], lines=True, subject=subject_of(led) or subject_of(before)))
            votes[-1].tally, votes[-1].lines = one.tally, True
        for span in sentences(one.after):
            _settle(votes[-1], one.after[slice(*span)])


def _settle(vote: _Counted, sentence: str) -> None:
    """Give a vote the result that a sentence behind its sides states, unless it has one."""
    result, casting = stated(sentence), casting_of(sentence)
    if result is not None and vote.result is None:
        vote.result, vote.closed = result.result, True
        vote.subject = vote.subject or result.of
    vote.casting = vote.casting or casting


def _add_line(votes: list[_Counted], paragraph: Paragraph, line: Tally, before: str) -> None:
    """Add a line to the vote that the lines above it are of, unless its side is counted there already."""
    open_vote = votes[-1] if votes and votes[-1].lines and not votes[-1].closed else None
    several = open_vote is not None and all(len(names) == 1 for names in line.names.values()) and not line.counts
    if open_vote is None or (open_vote.tally.sides & line.sides and not several):
        subject = subject_of(paragraph.text[:_HEAD_OF_LINE]) or subject_of(before)
        votes.append(_Counted([paragraph.id], lines=True, tally=line, subject=subject))
        return
    for side, names in line.names.items():
        open_vote.tally.names[side] = (*open_vote.tally.names.get(side, ()), *names)
    open_vote.tally.add(line)
    open_vote.ids.append(paragraph.id)


def _add_prose(votes: list[_Counted], paragraph: Paragraph, text: str) -> None:
    """Add the votes that the sentences of a paragraph count or state; one of lines takes its result from here."""
    lines = votes[-1] if votes and votes[-1].lines and not votes[-1].closed else None
    current: _Counted | None = None
    subject: Subject | None = None
    resolved = opening_of(text) is not None
    for start, end in sentences(text) if _MAY.search(text) else ():
        sentence = text[start : min(end, start + _LONGEST_SENTENCE)]
        tally, result, casting = tally_of_sentence(sentence), stated(sentence), casting_of(sentence)
        subject = subject_of(sentence) or subject
        if tally is not None and (current is None or current.tally.sides & tally.sides):
            current = _Counted([paragraph.id], lines=False, tally=tally, subject=subject)
            current.result = "carried" if resolved and start == 0 else None
            votes.append(current)
        elif tally is not None and current is not None:
            current.tally.add(tally)
        elif result is not None and current is None and lines is not None:
            lines.result, lines.casting = result.result, casting
        elif result is not None and current is None and _is_put(sentence, result):
            current = _Counted([paragraph.id], lines=False, subject=result.of)
            votes.append(current)
        if current is not None and (result is not None or casting is not None):
            current.result = current.result or (result.result if result else None)
            current.casting = current.casting or casting
            current.subject = current.subject or (result.of if result else None)
    if lines is not None:
        lines.closed = True


def _is_put(sentence: str, result: StatedResult) -> bool:
    """Return whether a sentence says that a motion was put and what came of it, and not that something was lost."""
    named = result.of is not None and _PUT.search(sentence) is not None
    return named or _SURELY.search(sentence) is not None


def _made(counted: _Counted, before: Sequence[Motion]) -> Vote:
    kinds = {"amendment": True, "motion": False}
    about = [one for one in before if counted.subject is None or one.amendment == kinds[counted.subject]]
    tally = counted.tally
    return Vote(
        paragraph_id=counted.ids[0],
        in_favour=tally.counts.get("in_favour"),
        against=tally.counts.get("against"),
        abstained=tally.counts.get("abstained"),
        names_in_favour=tally.names.get("in_favour", ()),
        names_against=tally.names.get("against", ()),
        names_abstained=tally.names.get("abstained", ()),
        result=counted.result,
        motion=about[-1].paragraph_id if about else None,
        casting=counted.casting,
        continued=tuple(counted.ids[1:]),
    )


_HEAD_OF_LINE = 80
_LONGEST_SENTENCE = 10_000
_MAY = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|VOTE[DS]?|abst\w{1,10}|[Aa]gainst|carried|CARRIED|lost|LOST|in favour|withdrawn|Carried"
    r"|Lost|fell|FELL|defeated)\b"
)
_SURELY = re.compile(
    r"\b(?:put to the (?:vote|meeting)|show of hands|recorded vote|casting vote|(?:was|were"
    r"|declared) (?:CARRIED|LOST))\b"
    # A result that is printed alone after what was moved.
    r"|^\W{0,2}(?:CARRIED|LOST)(?: unanimously| nem\.? ?con| (?:by|with) [^.;]{1,60})?\W{0,3}$"
    rf"|^\W{{0,2}}(?:Carried|Lost)(?:{BY}[^.;]{{0,60}})?\W{{0,3}}$"
)
_IN_CAPITALS = re.compile(
    r"(?:THE )?(?:MOTION|AMENDMENT|PROPOSAL|RECOMMENDATIONS?)(?: WAS| WERE)? (?:CARRIED|LOST)\W{0,3}"
)
_NOUN = r"(?:[Mm]otion|MOTION|[Aa]mendment|AMENDMENT|[Pp]roposal|PROPOSAL|[Rr]ecommendations?|RECOMMENDATIONS?)"
_ALSO = r"(?:then |duly |unanimously |put (?:to the \w+ )?and ){0,2}"
_PUT = re.compile(
    r"\b(?:put to the (?:vote|meeting)|[Oo]n (?:being put|a show of hands|a (?:recorded |named )?vote)"
    r"|[Uu]pon being put|declared|motion (?:was )?then put|casting vote)\b"
    r"|\b(?:was|were) (?:then )?(?:CARRIED|LOST|carried|lost|defeated)\b"
    rf"|\b{_NOUN} (?:was |were |WAS |WERE ){_ALSO}(?:CARRIED|carried|LOST|lost|defeated|DEFEATED)\b"
    rf"|\b{_NOUN} {_ALSO}(?:CARRIED|LOST|DEFEATED|FELL)\b"
    rf"|\b{_NOUN} {_ALSO}(?:carried|lost|defeated|fell)(?:{BY}|[,;.:]|\W{{0,3}}$| ?[(–—])"
)

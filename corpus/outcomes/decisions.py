"""Minutes in, what was resolved and recommended out: each clause of a list one decision, in printed order.

A bare lead-in (`RESOLVED:`) is no decision; its clauses are. A lead-in that itself decides (`RESOLVED that permission
be granted, subject to the following conditions:`) is one decision, as is a clause with a list of its own: what goes on
with them are their parts. A decision published apart that the minutes repeat is listed once, from the minutes.
"""

import re
from dataclasses import dataclass, field, replace

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.openings import Opening, is_bare, is_reason, opening_of, resolving, stands_alone
from corpus.outcomes.outcome import Decision

_KINDS = frozenset({"resolution", "recommendation"})


def find_decisions(minutes: Minutes) -> list[Decision]:
    """Return the decisions of minutes, in printed order."""
    found: list[Decision] = []
    for item in minutes.items:
        decided = _Decided()
        for paragraph in item.paragraphs:
            if not is_reason(paragraph):
                decided.add(paragraph, _listed(paragraph, item))
        found.extend(replace(one, parts=tuple(parts)) for one, parts in decided.found)
    return found


@dataclass(frozen=True, slots=True)
class _Lead:
    """A paragraph that leads into clauses, and what its words say."""

    id: str
    opening: Opening


@dataclass(slots=True)
class _Decided:
    """The decisions of one item so far, each with its parts; which paragraphs lead in; whose part a paragraph is.

    lists: the paragraphs that decide and end by announcing a list.
    """

    found: list[tuple[Decision, list[str]]] = field(default_factory=list)
    leads: dict[str, _Lead] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    lists: set[str] = field(default_factory=set)

    def add(self, paragraph: Paragraph, listed: bool) -> None:
        """Add what a paragraph decides. listed: whether paragraphs of its kind stand under it."""
        is_heading = paragraph.kind == "heading"
        if paragraph.kind not in _KINDS and not is_heading:
            if paragraph.label and paragraph.parent in self.lists:
                self.parts[paragraph.parent].append(paragraph.id)
            for one in resolving(paragraph.text):
                self._decide(paragraph, one, None)
            return
        opening = opening_of(paragraph.text)
        above = self.leads.get(paragraph.parent or "")
        if opening is not None and not listed and stands_alone(paragraph.text, opening):
            self._decide(paragraph, replace(opening, start=0), None)
        elif opening is not None and (is_heading or is_bare(paragraph.text[opening.start :], listed)):
            self.leads[paragraph.id] = _Lead(paragraph.id, opening)
        elif is_heading:
            return
        elif opening is not None:
            self._decide(paragraph, opening, None)
        elif above is not None:
            self._under(paragraph, above, listed)
        elif paragraph.parent in self.parts:
            self.parts[paragraph.id] = self.parts[paragraph.parent]
            self.parts[paragraph.id].append(paragraph.id)
        else:
            self._without_lead(paragraph)

    def _under(self, paragraph: Paragraph, lead: _Lead, listed: bool) -> None:
        """Take a paragraph under a lead-in: a lead-in again (`THAT:`, `The Board recommends:`) or a clause."""
        clause = Opening(lead.opening.verb, lead.opening.qualifier, _after_that(paragraph.text), None)
        again = _LED_AGAIN.match(paragraph.text)
        if again is not None:
            self._decide(paragraph, Opening(again[1], None, again.end(), None), None)
            return
        if not is_bare(paragraph.text[clause.start :], listed):
            self._decide(paragraph, clause, lead)
            return
        own = _RECOMMENDS.search(paragraph.text[-_END_OF_TEXT:])
        opening = replace(clause, verb=own.group()) if own else lead.opening
        self.leads[paragraph.id] = _Lead(paragraph.id if own else lead.id, opening)

    def _without_lead(self, paragraph: Paragraph) -> None:
        """Take a paragraph by its sentences, or whole where it stands among decisions and says none (`Approved.`)."""
        openings = resolving(paragraph.text)
        if not openings and (paragraph.kind == "resolution" or paragraph.parent):
            openings = [Opening(None, None, _after_that(paragraph.text), None)]
        for opening in openings:
            self._decide(paragraph, opening, None)

    def _decide(self, paragraph: Paragraph, opening: Opening, lead: _Lead | None) -> None:
        if paragraph.repeats is not None:  # it is listed from there; its lead-in still leads into what is not
            return
        text = paragraph.text[opening.start : opening.end]
        recommends = paragraph.kind == "recommendation" or _recommends(opening, lead)
        parts: list[str] = []
        for clause in inline_clauses(text):
            words = _END.sub("", clause)
            if not re.search(r"\w", words):
                continue
            unopposed = _UNOPPOSED.search(words[-_END_OF_TEXT:])
            decision = Decision(
                paragraph_id=paragraph.id,
                kind="recommendation" if recommends else "resolution",
                text=words,
                verb=opening.verb,
                qualifier=opening.qualifier or (unopposed[1] if unopposed else None),
                lead=lead.id if lead else None,
            )
            parts = []
            self.found.append((decision, parts))
        self.parts[paragraph.id] = parts
        if paragraph.text.endswith(":"):
            self.lists.add(paragraph.id)


def inline_clauses(text: str) -> list[str]:
    """Return the clauses of a list printed within one paragraph (`(1) That …; (2) That …`), or the text as one."""
    labels = list(_LABEL.finditer(text))
    firsts = next((kind for kind in _SEQUENCES if labels and labels[0].start() == 0 and labels[0][1] == kind[0]), None)
    if firsts is None or len(labels) < 2:
        return [text]
    starts: list[re.Match[str]] = []
    for match in labels:
        if len(starts) < len(firsts) and match[1] == firsts[len(starts)]:
            starts.append(match)
    if len(starts) < 2:
        return [text]
    ends = [match.start() for match in starts[1:]] + [len(text)]
    pieces = (text[match.end() : end] for match, end in zip(starts, ends, strict=True))
    return [piece[_after_that(piece) :] for piece in pieces]


def _listed(paragraph: Paragraph, item: Item) -> bool:
    at = paragraph.ordinal
    after = item.paragraphs[at : at + 2]
    return any(one.parent == paragraph.id and one.kind in _KINDS for one in after)


def _recommends(opening: Opening, lead: _Lead | None) -> bool:
    verb = (opening.verb or "").casefold()
    return verb.startswith("recommend") or any(one.recommends for one in (opening, lead.opening if lead else opening))


def _after_that(text: str) -> int:
    match = _THAT.match(text)
    return match.end() if match else 0


_THAT = re.compile(r"\W{0,4}(?:That|that|THAT)\b[\s,:;–—-]{0,4}")
_RECOMMENDS = re.compile(r"\b(?:recommend(?:s|ed)?|resolve[sd]|agree[sd])\b(?=\W*$)", re.IGNORECASE)
_UNOPPOSED = re.compile(r"\b(nem\.? con|unanimously)\W{0,3}$", re.IGNORECASE)
_LED_AGAIN = re.compile(
    r"(?:The |This )?(?:[A-Z][\w’'-]{0,30} (?:and |of |for )?){1,8}(recommends|resolves|agrees) that (?=\S)"
)
_END_OF_TEXT = 24
_END = re.compile(r"(?:[;,:]\s{0,2}(?:and|or|a)?\s{0,2})$")
_LABEL = re.compile(r"(?:(?<![^\s])|^)\(?(\d{1,2}|[a-z]|[ivx]{1,5})\)\s")
_SEQUENCES = (
    tuple(str(number) for number in range(1, 41)),
    tuple("abcdefghijklmnopqrstuvwxyz"),
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
)

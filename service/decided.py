"""What is to be quoted in, the decision of the item in which the best of it stands out, where a decision is asked for.

A debate has more words in common with a question than the sentence in which it ended. So the decision is brought from
the same item, whether or not a search found it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from corpus.dates import MONTHS
from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.decisions import find_decisions
from corpus.outcomes.motions import find_motions
from corpus.outcomes.outcome import Decision
from corpus.outcomes.results import stated
from corpus.sentences import sentences
from index.hits import Hit
from index.terms import STOP_WORDS, terms
from service.choose import Library
from service.draft import LONGEST_LIST
from service.wanted import Want, Wanted


def decisions_asked_for(wanted: Wanted, asked: frozenset[str]) -> frozenset[str]:
    """Return the kinds of decision that a question is after, () where it is after something else of a decision.

    asked: the kinds of paragraph whose words the question uses. `Who approved it?` asks for a person, `How many homes
    were approved?` for a figure.
    """
    if (
        wanted.count
        or (asked.isdisjoint(DECISIONS) and "decision" not in wanted.wants)
        or not ELSE.isdisjoint(wanted.wants)
    ):
        return frozenset()
    # What a committee may only recommend is what it decided.
    return DECISIONS


def decided(
    question: str, chosen: Sequence[Hit], hits: Sequence[Hit], minutes: Library, kinds: frozenset[str]
) -> Hit | None:
    """Return the decision to quote before what was chosen, None where there is none to bring.

    chosen: in the order in which they are quoted. hits: all that were found, best first. kinds: of decision, as asked
    for. What matched is the sentence that decides; the score is 0 where no search found it. None where one is chosen
    already; where the question names another body or month; where the item or its heading says that it is not public;
    and where no search found a decision and the item has no title or several, for nothing tells then which is meant.
    """
    if not chosen or not kinds or not _is_of(question, minutes[chosen[0].minutes.id]):
        return None
    best = chosen[0]
    of = minutes[best.minutes.id]
    item = next(one for one in of.items if best.paragraph in one.paragraphs)
    alone = replace(of, items=(item,))
    lost = {one.paragraph_id for one in find_motions(alone) if one.result in _FAILED}
    taken = [
        one
        for one in find_decisions(alone)
        if one.kind in kinds and one.paragraph_id not in lost and not _is_lost(one, item) and _is_public(one, item)
    ]
    members = _ids(taken)
    if any(hit.paragraph.kind in kinds or hit.paragraph.id in members for hit in chosen):
        return None
    found = next((hit for hit in hits if hit.paragraph.id in members), None)
    groups = [list(group) for _, group in groupby(taken, key=lambda one: one.lead or one.paragraph_id)]
    if found is None and (len(groups) != 1 or len(groups[0]) > LONGEST_LIST or not (item.title or item.number)):
        return None
    group = groups[0] if found is None else next(one for one in groups if found.paragraph.id in _ids(one))
    if found is not None and any(one.paragraph_id == found.paragraph.id for one in group):
        return replace(found, matched=_deciding(found.paragraph, group), sentences=())
    # What leads into decisions says none of them; its list comes with any of it.
    paragraph = next(one for one in item.paragraphs if one.id == group[0].paragraph_id)
    matched = _deciding(paragraph, group)
    return Hit(paragraph, item.number, item.title, best.minutes, 0.0, len(hits) + 1, matched, 0.0, 0.0, 0.0)


def _ids(decisions: Sequence[Decision]) -> set[str]:
    return {identity for one in decisions for identity in (one.paragraph_id, one.lead) if identity is not None}


def _is_of(question: str, minutes: Minutes) -> bool:
    """Return whether a question leaves open who decided and when, or names the body and the month of these minutes."""
    months = _MONTH.findall(question)
    if months and minutes.held is not None and MONTHS[minutes.held.month - 1] not in months:
        return False
    who = _WHO.search(question)
    if who is None:
        return True
    names = " ".join(filter(None, (minutes.council, minutes.committee, minutes.title)))
    return set(terms(who["who"])) <= {*terms(names), *_ANY_BODY}


def _deciding(paragraph: Paragraph, decisions: Sequence[Decision]) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a paragraph that decide; of one that only leads into decisions, its last."""
    every = sentences(paragraph.text)
    places = [
        (start, start + len(one.text))
        for one in decisions
        if one.paragraph_id == paragraph.id and (start := paragraph.text.find(one.text)) >= 0
    ]
    return tuple(
        (start, end) for start, end in every if any(begin < end and start < stop for begin, stop in places)
    ) or (every[-1],)


def _is_lost(decision: Decision, item: Item) -> bool:
    """Return whether the record says in the decision's own words, or in the next paragraph, that it was lost."""
    at = [one.id for one in item.paragraphs].index(decision.paragraph_id)
    after = next(iter(item.paragraphs[at + 1 :]), None)
    said = [decision.text[slice(*span)] for span in sentences(decision.text)]
    if after is not None and after.text:
        said.append(after.text[slice(*sentences(after.text)[0])])
    return any(
        result is not None and result.result in _FAILED and result.of != "amendment" for result in map(stated, said)
    )


def _is_public(decision: Decision, item: Item) -> bool:
    """Return whether neither the decision nor what stands over it speaks of what the public may not hear."""
    paragraph = next(one for one in item.paragraphs if one.id == decision.paragraph_id)
    return not any(_CLOSED.search(one) for one in (item.section, item.title, *paragraph.headings, decision.text))


DECISIONS = frozenset({"resolution", "recommendation"})
ELSE: frozenset[Want] = frozenset({"person", "date", "reasons", "figure", "change"})
_FAILED = frozenset({"lost", "withdrawn"})
# `did the committee agree`, `has Cabinet decided`. Words that any body is meant by say nothing of whose decision it is.
_WHO = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would) (?P<who>[^?,;]{1,60}?)"
    r" (?:decide|agree|resolve|approve|reject|refuse|recommend)(?:d|s)?\b",
    re.IGNORECASE,
)
_ANY_BODY = frozenset(
    terms(
        "authority board cabinet chamber commission committee council councillor county borough city district executive"
        " forum group meeting member panel parish people scrutiny sub town finally ever eventually already formally"
    )
) | frozenset(STOP_WORDS)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_CLOSED = re.compile(
    r"\bexempt\b(?! from)|\bconfidential (?:item|minute|business|matter|report|appendi)|\bnot for publication\b"
    r"|\b(?:press (?:and|&) (?:the )?public|public (?:and|&) (?:the )?press)\b|\bpublic be excluded\b"
    r"|\bexclusion of (?:the )?(?:press|public)\b|^\W*(?:confidential|restricted)\W*$|\brestricted items?\b"
    r"|\b(?:private|closed) session\b|\bpart (?:ii|2|b)\b[^a-z]{0,5}\bprivate\b",
    re.IGNORECASE,
)

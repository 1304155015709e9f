"""A question and the hits for it in; how well they support an answer, and what a reader is shown of them, out."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from corpus.dates import written
from corpus.minutes import ParagraphKind
from corpus.minutes import Status as MinutesStatus
from index.hits import Consulted, Hit
from index.terms import STOP_WORDS, terms
from service.citations import Sentence, address


@dataclass(frozen=True, slots=True)
class Evidence:
    """A paragraph that was considered for an answer: where it stands, and how a search ranked it.

    label: as printed, or "". title: of the item; document: of the minutes, of the item where they have none. score in
    [0, 1], rank from 1. matched: spans of text closest to the question. parent_text: the paragraph it belongs to, None
    where it stands alone. also: addresses of paragraphs of the same meeting that say the same.
    """

    paragraph_id: str
    label: str
    text: str
    address: str
    council: str | None
    committee: str | None
    held: date | None
    title: str
    document: str
    item_number: str | None
    minutes_status: MinutesStatus
    kind: ParagraphKind
    score: float
    rank: int
    matched: tuple[tuple[int, int], ...]
    parent_text: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """How well the best hits support an answer.

    on_subject: a word of what the question is about is in one of the first paragraphs, or stands over it. names_held:
    every name and number of the question is in the paragraph, or stands over it. names_near: of one of the first
    paragraphs that is true of the numbers, and the names stand at least in its item.
    similarity: cosine of the question and the closest sentence or passage, in [-1, 1]. coverage: share of the
    question's words that it holds, or that stand over it, in [0, 1]. strength: both in one number, in [0, 1].
    """

    similarity: float
    coverage: float
    strength: float
    names_held: bool
    on_subject: bool = False
    names_near: bool = True


def evidence(hit: Hit, parent_text: str | None) -> Evidence:
    """Return what a reader is shown of a hit."""
    return Evidence(
        paragraph_id=hit.paragraph.id,
        label=hit.paragraph.label,
        text=hit.paragraph.text,
        address=address(hit.paragraph.id, hit.matched[0] if hit.matched else None),
        council=hit.minutes.council,
        committee=hit.minutes.committee,
        held=hit.minutes.held,
        title=hit.item_title,
        document=hit.minutes.title or hit.item_title,
        item_number=hit.item_number,
        minutes_status=hit.minutes.status,
        kind=hit.paragraph.kind,
        score=hit.score,
        rank=hit.rank,
        matched=hit.matched,
        parent_text=parent_text,
        also=tuple(address(other, None) for other in hit.also),
    )


def besides(sentences: Sequence[Sentence], hits: Sequence[Hit], consulted: Consulted) -> list[Hit]:
    """Return the paragraphs that are quoted with a hit and are none: of its list, before it, after it.

    They are read in the same look at the collection, and have a score of 0.
    """
    found = {hit.paragraph.id: hit for hit in hits}
    beside: list[Hit] = []
    for identity in dict.fromkeys(one.paragraph_id for sentence in sentences for one in sentence.citations):
        if identity in found:
            continue
        with_it = next(hit for hit in hits if hit.minutes.id == identity.partition("#")[0])
        minutes = consulted.minutes[with_it.minutes.id]
        item, paragraph = next((item, one) for item in minutes.items for one in item.paragraphs if one.id == identity)
        rank = len(found) + 1
        found[identity] = Hit(paragraph, item.number, item.title, with_it.minutes, 0.0, rank, (), 0.0, 0.0, 0.0)
        beside.append(found[identity])
    return beside


def names_a_subject(question: str) -> bool:
    """Return whether a question asks about something, and not only what was decided, done or by whom."""
    return any(term not in _NO_SUBJECT for term in terms(_BODY.sub(" ", question)))


def support(
    question: str, hits: Sequence[Hit], parents: Sequence[str | None], items: Sequence[Callable[[], str]] = ()
) -> Support:
    """Return how well the best hits support an answer; none of them is no support.

    parents: the text of each hit's parent, None where it has none. items: gives the text of the whole item of each hit;
    it is asked for only where a name is not nearer. The strongest of the first hits counts: the paragraph that answers
    need not be the first.
    """
    asked = terms(question)
    names, subject = _names(question), set(asked) - _NO_SUBJECT
    best, on_subject = Support(0.0, 0.0, 0.0, names_held=False), False
    for hit, parent in list(zip(hits, parents, strict=True))[:_CONSIDERED]:
        similarity = max(hit.similarity, hit.best_similarity)
        held = _held(hit, parent)
        on_subject = on_subject or bool(subject & held)
        coverage = sum(1 for term in asked if term in held) / max(len(asked), 1)
        strength = SIMILARITY_WEIGHT * max(similarity, 0.0) + (1 - SIMILARITY_WEIGHT) * coverage
        if strength > best.strength:
            best = Support(similarity, coverage, strength, names_held=names <= held)
    near = any(
        _is_near(names, _held(hit, parent), items[place] if items else str)
        for place, (hit, parent) in enumerate(list(zip(hits, parents, strict=True))[:_NAMED_WITHIN])
    )
    return replace(best, on_subject=on_subject, names_near=near)


def _is_near(names: Set[str], held: Set[str], item: Callable[[], str]) -> bool:
    """Return whether what is held has the numbers among names, and it or the text of its item the others."""
    missing = names - held
    return not missing or (not any(_has_digit(one) for one in missing) and missing <= set(terms(item())))


def _has_digit(term: str) -> bool:
    return any(character.isdigit() for character in term)


def _held(hit: Hit, parent: str | None) -> set[str]:
    """Return the stems of a paragraph's words and of those that stand over it."""
    over = (
        hit.minutes.council,
        hit.minutes.committee,
        hit.item_number,
        hit.item_title,
        *hit.paragraph.headings,
        parent,
    )
    when = written(hit.minutes.held) if hit.minutes.held else None
    return set(terms(" ".join([hit.paragraph.text, *filter(None, (*over, when))])))


def _names(question: str) -> set[str]:
    """Return the stems of a question's numbers and of its words that are capitalised inside it: names, as a rule."""
    words = re.findall(r"[^\W_]+", question)
    named = [word for place, word in enumerate(words) if word[0].isdigit() or (place > 0 and word[0].isupper())]
    return {stem for word in named for stem in terms(word)} - _NO_SUBJECT


# Words with which a question asks for an outcome of a meeting, whatever it was about.
_NO_SUBJECT = frozenset(
    terms(
        """
        what who which list give show all resolved resolution decided decision agreed approved recommended
        recommendation actions asked voted vote voting attended attendance present apologies declared declarations
        interests committee council cabinet board panel meeting minutes members councillors item happened outcome
        made taken
        """
    )
) | frozenset(terms(" ".join(sorted(STOP_WORDS))))
# Who decided, by any name: “did the scrutiny board recommend” is about no scrutiny.
_BODY = re.compile(
    r"\bdid the (?:[\w’'-]+ ){1,5}?(?:committee|board|panel|council|cabinet|commission|forum|authority|executive)"
    r"(?= (?:recommend|resolve|decide|agree|approve|vote)\b)",
    re.IGNORECASE,
)
_CONSIDERED = 5
_NAMED_WITHIN = 3
# Chosen together with the setting `evidence_threshold`; see DECISIONS.md, "When the record is silent".
SIMILARITY_WEIGHT = 0.7

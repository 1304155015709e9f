"""A question in, an Answer out: the whole path, step by step, on one screen."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from index.collection import Collection
from index.hits import Consulted, Extent, Hit
from index.rank import kinds_asked_for
from index.retrieve import consult
from index.scope import Scope
from service.citations import Sentence
from service.conversation import Turn, complete, located
from service.draft import quote, quote_outcomes, quote_whole
from service.evidence import WHOLLY, Evidence, Support, evidence, names_a_subject, support
from service.settings import Settings
from service.wording import Status

Mode = Literal["quoted", "written"]


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that was drafted and left out, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says, or that it does not.

    sentences: each with its citations. evidence: the paragraphs considered, best first. removed: what was drafted and
    left out. made_by: the model of the vectors, the reranker where one ran, the collection's generation, a hash of the
    settings, the strength of the evidence. searched: what the search covered. asked: the question as it was typed;
    question: as it was completed from the turns before it.
    """

    question: str
    status: Status
    mode: Mode
    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    removed: tuple[Removed, ...]
    made_by: dict[str, str | int | float]
    searched: Extent
    asked: str = ""


def answer(
    collection: Collection, question: str, *, scope: Scope, settings: Settings, history: Sequence[Turn] = ()
) -> Answer:
    """Return the answer to a question from the minutes in a scope; the same collection gives the same bytes.

    history: the turns before it, the oldest first, from which a question that leans on them is completed.
    Raises QuestionEmpty for a question without a word, and ModelMismatch for a collection made by another model.
    """
    completed = located(collection, complete(question, history, within=scope.minutes_id))
    question = completed.question
    consulted = consult(collection, question, scope=scope, settings=settings.retrieval, follow=completed.follow)
    hits = consulted.hits
    parents = [_parent_text(hit, consulted) for hit in hits]
    found = support(question, hits, parents)
    status = _status(question, hits, found, settings.evidence_threshold)
    sentences: tuple[Sentence, ...] = ()
    if status in {"answered", "partly_answered"}:
        sentences = _quotes(question, consulted)
    return Answer(
        question=question,
        status=status,
        mode="quoted",
        sentences=sentences,
        evidence=tuple(evidence(hit, parent) for hit, parent in zip(hits, parents, strict=True)),
        removed=(),
        made_by=_made_by(consulted, settings, found),
        searched=consulted.extent,
        asked=completed.asked,
    )


def _status(question: str, hits: Sequence[Hit], found: Support, threshold: float) -> Status:
    """Return whether the evidence is enough.

    A reference needs no words in common, nor does a question for the outcome of a meeting ("What was resolved?").
    """
    if hits and hits[0].named:
        return "answered"
    if not names_a_subject(question):
        asked = kinds_asked_for(question)
        return "answered" if hits and hits[0].paragraph.kind in asked else "not_in_the_minutes" if asked else "unclear"
    if found.strength < threshold:
        return "not_in_the_minutes"
    return "answered" if found.strength >= WHOLLY and found.names_held else "partly_answered"


def _quotes(question: str, consulted: Consulted) -> tuple[Sentence, ...]:
    if consulted.hits[0].named:
        return quote_whole(consulted.hits)
    asked = kinds_asked_for(question)
    if not names_a_subject(question):
        return quote_outcomes(consulted.hits, consulted.minutes, asked)
    return quote(consulted.hits, consulted.minutes, asked)


def _parent_text(hit: Hit, consulted: Consulted) -> str | None:
    if hit.paragraph.parent is None:
        return None
    paragraphs = consulted.minutes[hit.minutes.id].paragraphs
    return next((one.text for one in paragraphs if one.id == hit.paragraph.parent), None)


def _made_by(consulted: Consulted, settings: Settings, found: Support) -> dict[str, str | int | float]:
    """Return what made the answer: the same model, collection and settings make the same one again."""
    used = json.dumps([asdict(settings.retrieval), settings.evidence_threshold], sort_keys=True)
    return {
        "model": consulted.model,
        **({"reranker": consulted.reranker} if consulted.reranker else {}),
        "generation": consulted.generation,
        "settings": hashlib.sha256(used.encode()).hexdigest()[:12],
        "similarity": round(found.similarity, 4),
        "coverage": round(found.coverage, 4),
        "strength": round(found.strength, 4),
    }

"""A question in, an Answer out: the whole path, step by step, on one screen."""

from collections.abc import Collection as Some
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.minutes import fold
from index.collection import Collection
from index.follow import Follow
from index.hits import Consulted, Extent
from index.rank import kinds_asked_for
from index.reference import parse_reference
from index.respelling import respelled
from index.retrieve import consult
from index.scope import Scope
from service.alone import as_typed, may_stand_alone, subject
from service.answering import answering
from service.bodies import unknown_council
from service.choose import choose
from service.citations import Removed, Sentence, paragraph_id_of
from service.company import with_company
from service.conversation import Completed, Turn, complete, located
from service.decided import decided, decisions_asked_for
from service.draft import quote, quote_outcomes, quote_whole
from service.evidence import Evidence, Support, besides, evidence, names_a_subject
from service.made_by import hashed, what_made
from service.matter_votes import of_matter
from service.narrowing import FIELDS, Field, Limit, narrow
from service.outcome_answers import Inventory, Listing, inventory
from service.outside import settled
from service.record_order import with_first
from service.settings import Settings
from service.silence import CONSIDERED, Answerability, judge, with_unused
from service.structure import sought
from service.supporting import parent_text, supported, within_cited
from service.typed_back import address_in, typed_back
from service.unused import told
from service.wanted import wanted
from service.wording import NO_SUCH_NUMBER, TOGETHER_SILENT, Status

# What is asked once more, with slips of the keyboard mended.
UNSURE = frozenset({"partly_answered", "not_in_the_minutes"})
Mode = Literal["quoted", "written"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says, or that it does not.

    sentences: each with its citations. evidence: the paragraphs considered, best first, then those quoted with them
    that no search found, with a score of 0. removed: what was drafted and left out. made_by: the model of the vectors,
    the reranker where one ran, the collection's generation, a hash of the settings, and the strength of the evidence:
    how likely the record answers (service/silence.py). searched: what the search covered. narrowed: the limits that
    were read from the question. outside: whether nothing was found within them, and the search went on without.
    unknown_council: the council that the question asks about and that has no minutes here, or "". listing: what the
    sentences are a list of, None where they are what a search found. asked: the question as it was typed; question: as
    it was completed from the turns before it. notice: what the reader is told beside the message, such as that a model
    failed; "" as a rule. unused: words of the question that no minutes hold. follow_up: the question as a follow-up,
    where it was read as standing alone and may be one; "" as a rule. respelled: whether slips of the keyboard were
    mended in the question.
    """

    question: str
    status: Status
    mode: Mode
    sentences: tuple[Sentence, ...]
    evidence: tuple[Evidence, ...]
    removed: tuple[Removed, ...]
    made_by: dict[str, str | int | float]
    searched: Extent
    narrowed: tuple[Limit, ...] = ()
    outside: bool = False
    unknown_council: str = ""
    listing: Listing | None = None
    asked: str = ""
    notice: str = ""
    unused: tuple[str, ...] = ()
    follow_up: str = ""
    respelled: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """The quoted answer to a question. found: what a written one may be made of, None where it is to be quoted."""

    answer: Answer
    found: Consulted | None = None


def answer(
    collection: Collection,
    question: str,
    *,
    scope: Scope,
    settings: Settings,
    history: Sequence[Turn] = (),
    fields: Some[Field] = FIELDS,
) -> Answer:
    """Return the answer to a question from the minutes in a scope; the same collection gives the same bytes.

    history: the turns before it, the oldest first, from which a question that leans on them is completed. fields: which
    kinds of limit may be read from the question. What was read wrongly makes no answer silent: where nothing is found
    within the limits, the search goes on without them, unless they name a meeting that is not there.
    Raises QuestionEmpty for a question without a word, and ModelMismatch for a collection made by another model.
    """
    return prepared(collection, asked(collection, question, scope, history), scope, settings, fields=fields).answer


def asked(collection: Collection, question: str, scope: Scope, history: Sequence[Turn]) -> Completed:
    """Return a question as the rules complete it from the turns before it; the address of a paragraph names that."""
    named = address_in(fold(question)) or paragraph_id_of(fold(question))
    if "#" in named and collection.has_paragraph(named):
        return Completed(question, question, Follow(named=named))
    return located(collection, complete(question, history, within=scope.minutes_id, known=collection.bodies()))


def prepared(
    collection: Collection, completed: Completed, scope: Scope, settings: Settings, *, fields: Some[Field] = FIELDS
) -> Prepared:
    """Return the quoted answer to a completed question, and what a written one may be made of.

    What is a list of outcomes, a named paragraph or nothing at all is never rewritten. Where a follow-up is answered by
    silence, and what was typed names a subject, that is answered alone: what came before must not hide the record.
    """
    ready = _answered(collection, completed, scope, settings, fields)
    meant = respelled(collection, completed.question) if ready.answer.status in UNSURE else completed.question
    if meant != completed.question:
        again = _answered(collection, replace(completed, question=meant), scope, settings, fields)
        # What was typed may be what was meant: only what is answered better is.
        if again.answer.sentences and _strength(again) > _strength(ready):
            ready = replace(again, answer=replace(again.answer, respelled=True))
    if not ready.answer.sentences and may_stand_alone(completed, collection.bodies()):
        typed = subject(completed.asked)
        for named in dict.fromkeys((typed, respelled(collection, typed))):
            alone = _answered(collection, Completed(named, named), scope, settings, fields)
            if alone.answer.sentences:
                completed = as_typed(completed)
                before, _, after = fold(completed.asked).partition(typed)
                at, whole = len(before), completed.asked if named == typed else f"{before}{named}{after}"
                limits = tuple(replace(one, start=one.start + at, end=one.end + at) for one in alone.answer.narrowed)
                said = replace(alone.answer, question=whole, narrowed=limits, notice=TOGETHER_SILENT)
                ready = replace(alone, answer=replace(said, respelled=named != typed))
                break
    is_found = ready.found is not None and ready.answer.sentences and not ready.found.hits[0].named
    answer = replace(ready.answer, asked=completed.asked, follow_up=completed.follow_up)
    return Prepared(answer, ready.found if is_found else None)


def _strength(prepared: Prepared) -> float:
    return float(prepared.answer.made_by["strength"])


def _answered(
    collection: Collection, completed: Completed, scope: Scope, settings: Settings, fields: Some[Field]
) -> Prepared:
    """Return the answer to a completed question: a list of outcomes, or what is found within its limits or without."""
    question = completed.question
    known = collection.bodies()
    unknown = unknown_council(question, known)
    narrowed = narrow(question, scope, known, fields=fields)
    votes = of_matter(collection, completed.matter, scope, completed.follow.cited) if completed.matter else None
    if votes is not None:
        return Prepared(_listed(question, votes, (), collection, settings))
    listing = None if unknown else sought(question, narrowed.limits)
    outcomes = inventory(collection, listing, narrowed.scope) if listing else None
    if outcomes is not None:
        return Prepared(_listed(question, outcomes, narrowed.limits, collection, settings))
    reference, of_meeting = question, narrowed.scope
    # Whoever has taken a limit off does not want what the question names.
    if set(FIELDS) <= set(fields):
        reference, of_meeting = typed_back(
            question,
            narrowed,
            scope,
            collection.summaries,
            lambda minutes_id: [item.title for item in collection.minutes(minutes_id).items],
        )
    within = _found(collection, replace(completed, question=reference), of_meeting, settings)
    found = replace(within.answer, question=question)
    if unknown:
        made_by = {**found.made_by, "strength": 0.0}
        silent = replace(found, status="not_in_the_minutes", sentences=(), unknown_council=unknown, made_by=made_by)
        return Prepared(silent)
    if (
        narrowed.limits
        and not found.sentences
        and not _is_no_meeting(found.searched, narrowed.limits, collection, scope)
    ):
        without = _found(collection, completed, scope, settings)
        there = {one.id for one in collection.summaries(of_meeting)}
        given, is_outside = settled(without.answer.sentences, without.answer.evidence, there)
        if given:
            kept = replace(without.answer, sentences=given, narrowed=narrowed.limits, outside=is_outside)
            return replace(without, answer=kept) if is_outside else _inside(kept, without.found, there, found.searched)
    return replace(within, answer=replace(found, narrowed=narrowed.limits))


def _inside(kept: Answer, found: Consulted | None, there: Some[str], searched: Extent) -> Prepared:
    """Return an answer from the minutes within the limits, of those alone."""
    evidence = tuple(one for one in kept.evidence if one.paragraph_id.partition("#")[0] in there)
    hits = tuple(hit for hit in found.hits if hit.minutes.id in there) if found else ()
    return Prepared(replace(kept, evidence=evidence, searched=searched), replace(found, hits=hits) if found else None)


def _is_no_meeting(within: Extent, limits: Sequence[Limit], collection: Collection, scope: Scope) -> bool:
    """Return whether the limits name a meeting that is not there; one of unknown date may be the one that is meant."""
    certain = any(limit.certain for limit in limits if limit.field == "held")
    return certain and not within.minutes and not collection.extent(scope).undated


def _listed(
    question: str, outcomes: Inventory, limits: Sequence[Limit], collection: Collection, settings: Settings
) -> Answer:
    """Return outcomes as the answer to a question that asks for them, or that there are none.

    Votes in which no names were read may still name somebody, in words that no rule knows. What is quoted in place of
    votes is no list of them.
    """
    status: Status = "partly_answered" if outcomes.listing.unnamed else "answered"
    return Answer(
        question=question,
        status=status if outcomes.sentences else "not_in_the_minutes",
        mode="quoted",
        sentences=outcomes.sentences,
        evidence=tuple(evidence(hit, None) for hit in outcomes.hits),
        removed=(),
        made_by={
            "model": collection.fingerprint or "",
            "generation": outcomes.generation,
            "settings": hashed(settings),
            # Half stands for what is there without the names asked for: chosen, not counted.
            "strength": 0.0 if not outcomes.sentences else 0.5 if outcomes.listing.unnamed else 1.0,
        },
        searched=outcomes.extent,
        narrowed=tuple(limits),
        listing=None if outcomes.listing.unnamed and not outcomes.listing.total else outcomes.listing,
    )


def _found(collection: Collection, completed: Completed, scope: Scope, settings: Settings) -> Prepared:
    """Return what the minutes in a scope say, as if nothing had been read from the question."""
    question = completed.question
    # The decision whether the record answers looks at as many hits as it was fitted on, whatever a reader is shown.
    retrieval = replace(settings.retrieval, limit=max(settings.results, CONSIDERED))
    consulted = consult(collection, question, scope=scope, settings=retrieval, follow=completed.follow)
    hits = consulted.hits if consulted.hits and consulted.hits[0].named else consulted.hits[: settings.results]
    found = supported(question, replace(consulted, hits=hits))
    # The words of a reference ("para 45.12") are looked for nowhere.
    unused = () if hits and hits[0].named else consulted.unused
    verdict = with_unused(_verdict(question, consulted, found, settings), completed.asked, unused, completed=question)
    # Where no votes were read at a matter, what is found may speak of them or not.
    is_part = verdict.status == "answered" and completed.matter is not None
    status = "partly_answered" if is_part else verdict.status
    sentences: tuple[Sentence, ...] = ()
    if status in {"answered", "partly_answered"}:
        sentences = _quotes(question, replace(consulted, hits=hits))
    near = within_cited(completed, replace(consulted, hits=hits), sentences, verdict.strength)
    if near:
        asked = completed.asked if names_a_subject(completed.asked) else question
        status, sentences = "partly_answered", _quotes(asked, replace(consulted, hits=near))
    given = Answer(
        question=question,
        status=status,
        mode="quoted",
        sentences=sentences,
        evidence=tuple(
            evidence(hit, parent_text(hit, consulted)) for hit in (*hits, *besides(sentences, hits, consulted))
        ),
        removed=(),
        made_by=what_made(consulted, settings, found, verdict),
        searched=consulted.extent,
        notice="" if hits or parse_reference(question) is None else NO_SUCH_NUMBER,
        unused=told(completed.asked, unused),
    )
    return Prepared(given, replace(consulted, hits=hits))


def _verdict(question: str, consulted: Consulted, found: Support, settings: Settings) -> Answerability:
    """Return whether the record answers.

    A reference needs no words in common, nor does a question for the outcome of a meeting ("What was resolved?").
    """
    hits = consulted.hits
    if hits and hits[0].named:
        return Answerability("answered", 1.0)
    if not names_a_subject(question):
        asked = kinds_asked_for(question)
        answers = any(hit.paragraph.kind in asked for hit in hits)
        return Answerability("answered" if answers else "not_in_the_minutes" if asked else "unclear", float(answers))
    return judge(
        question,
        hits,
        found,
        items=consulted.items,
        wrong_at_most=settings.wrong_at_most,
        evidence_threshold=settings.evidence_threshold,
    )


def _quotes(question: str, consulted: Consulted) -> tuple[Sentence, ...]:
    if consulted.hits[0].named:
        return quote_whole(consulted.hits)
    asked = kinds_asked_for(question)
    if not names_a_subject(question):
        return quote_outcomes(consulted.hits, consulted.minutes, asked)
    wants = wanted(question)
    chosen = answering(choose(consulted.hits, consulted.minutes, wants, asked), wants)
    kinds = decisions_asked_for(wants, asked)
    said = quote(
        chosen,
        consulted.minutes,
        asked | kinds,
        whole_lists="list" in wants,
        found=consulted.hits,
        ending=decided(question, chosen, consulted.hits, consulted.minutes, kinds),
    )
    return with_company(with_first(said, consulted.minutes, kinds), consulted.minutes, asked)

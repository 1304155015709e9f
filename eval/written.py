"""A bench and a language model in, its answers to questions out, each beside the quoted answer to the same question.

And what came of them: figures in, as numbers that two runs can be compared by. Nothing is judged by a model.
"""

import random
import re
from collections import Counter
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from eval import fingerprints
from eval.answers import precision, recall
from eval.datasets.trec_rag import CitedSentence, GivenAnswer
from eval.questions import Question
from eval.retrievers import Bench, turns_of
from service.asking import Asking, Means, written_by
from service.asking import whole as answer_of
from service.settings import Settings
from service.shapes import AnswerBody
from service.turnstile import Turnstile
from service.wording import Status
from service.writer import Writer


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a model wrote and was left out: a sentence, or a citation of a sentence that stays."""

    text: str
    reason: str
    what: str


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """What came of one question.

    asked: whether the model was asked at all; lists, named paragraphs and what the minutes do not say are not for it.
    mode, status, notice: of the answer. sentences: of the answer, quoted: of the quoted answer to the same question.
    first_seconds: until the first sentence had passed, None where none did; seconds: until all was there; both from the
    moment of asking, None where no model was asked.
    """

    question: str
    asked: bool
    mode: str
    status: Status
    notice: str
    sentences: tuple[CitedSentence, ...]
    quoted: tuple[CitedSentence, ...]
    removed: tuple[LeftOut, ...]
    first_seconds: float | None = None
    seconds: float | None = None

    @property
    def is_written(self) -> bool:
        """Whether the answer is the model's, in whole or in part."""
        return self.mode == "written"


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """What made a run of written answers; equal values make one that can be compared, and that can be gone on with.

    set: its name. questions, corpus, code: sha256 in hex of the question set, of all paragraphs, of the sources. model:
    the fingerprint of the embedding model. llm, prompt, prompt_sha256, settings: what every answer says of itself.
    """

    set: str
    questions: str
    corpus: str
    code: str
    model: str
    llm: str
    prompt: str
    prompt_sha256: str
    settings: str


@dataclass(frozen=True, slots=True)
class WrittenFigures:
    """How written answers did.

    questions: how many were put, asked: to the model. written, partly, incomplete: answers in its words, by status.
    quoted: how many fell back to the quoted answer, by the notice that the reader gets. declined: how many were told
    that the minutes do not say, or what to ask instead; no_model: those that were quoted because they are not for a
    model. shown: sentences; removed, citations_removed: what was left out, by reason.
    precision, recall: of the paragraphs cited by the answers that were written, against the judgements; the mean over
    those whose question is answerable (`judged`). quoted_precision, quoted_recall: of the quoted answers to these.
    first_seconds, seconds: median and greatest; None where there is nothing to take them of.
    """

    questions: int
    asked: int
    written: int
    partly: int
    incomplete: int
    quoted: Mapping[str, int]
    declined: int
    no_model: int
    shown: int
    removed: Mapping[str, int]
    citations_removed: Mapping[str, int]
    judged: int
    precision: float | None
    recall: float | None
    quoted_precision: float | None
    quoted_recall: float | None
    first_seconds: tuple[float, float] | None
    seconds: tuple[float, float] | None


def spread(questions: Sequence[Question], limit: int | None, seed: int) -> list[Question]:
    """Return so many questions of a set, of each kind in its proportion, the same for the same seed.

    The questions of a smaller limit are the first of those of a larger one.
    """
    chance = random.Random(seed)  # noqa: S311 - the same questions every time
    shuffled = chance.sample(sorted(questions, key=lambda one: one.id), len(questions))
    sizes, so_far = Counter(one.kind for one in questions), Counter[str]()
    shares: dict[str, float] = {}
    for one in shuffled:
        so_far[one.kind] += 1
        shares[one.id] = (so_far[one.kind] - 0.5) / sizes[one.kind]
    # Of equal shares the order of the shuffle decides, for sorting keeps it.
    return sorted(shuffled, key=lambda one: shares[one.id])[:limit]


def made_by(bench: Bench, settings: Settings, writer: Writer) -> WrittenBy:
    """Return what makes the answers to a bench's questions."""
    by = written_by(writer.llm, writer.answer, settings)
    return WrittenBy(
        set=bench.benchmark.questions.name,
        questions=bench.benchmark.questions.fingerprint,
        corpus=fingerprints.of_corpus(bench.whole),
        code=fingerprints.of_code(),
        model=bench.collection.fingerprint or "",
        llm=str(by["llm"]),
        prompt=str(by["prompt"]),
        prompt_sha256=str(by["prompt_sha256"]),
        settings=str(by["settings"]),
    )


async def answers_to(
    questions: Sequence[Question], bench: Bench, settings: Settings, writer: Writer
) -> AsyncGenerator[WrittenAnswer, None]:
    """Yield what comes of each question, one after the other, follow-ups in their conversation."""
    means = Means(bench.collection, settings, Turnstile(1), writer)
    for one in questions:
        asking = Asking(one.question, one.scope, turns_of(one), mode="written")
        given = await answer_of(means, asking)
        quoted = await answer_of(means, Asking(one.question, one.scope, turns_of(one), mode="quoted"))
        yield _written_answer(one, given, quoted)


def _written_answer(question: Question, given: AnswerBody, quoted: AnswerBody) -> WrittenAnswer:
    asked = "llm" in given.made_by
    is_written = given.mode == "written"
    return WrittenAnswer(
        question=question.id,
        asked=asked,
        mode=given.mode,
        status=given.status,
        notice=given.notice,
        sentences=_cited(given),
        quoted=_cited(quoted),
        removed=tuple(LeftOut(one.text, one.reason, one.what) for one in given.removed),
        first_seconds=float(given.made_by["first_sentence_ms"]) / 1000 if is_written else None,
        seconds=float(given.made_by["written_ms"]) / 1000 if asked else None,
    )


def _cited(given: AnswerBody) -> tuple[CitedSentence, ...]:
    return tuple(CitedSentence(one.text, tuple(each.paragraph_id for each in one.citations)) for one in given.sentences)


def given_answers(
    answers: Sequence[WrittenAnswer], questions: Sequence[Question], *, quoted: bool = False
) -> list[GivenAnswer]:
    """Return answers in the form in which anybody's are measured; quoted: the quoted ones to the same questions."""
    asked = {one.id: one.question for one in questions}
    found = []
    for one in answers:
        sentences = one.quoted if quoted else one.sentences
        cited = tuple(dict.fromkeys(identity for sentence in sentences for identity in sentence.citations))
        found.append(GivenAnswer(one.question, asked[one.question], sentences, cited, one.status))
    return found


def written_figures(answers: Sequence[WrittenAnswer], questions: Sequence[Question]) -> WrittenFigures:
    """Return how some answers did. questions: those they are to."""
    by_id = {one.id: one for one in questions}
    written = [one for one in answers if one.is_written]
    judged = [one for one in written if by_id[one.question].answerable]
    own = given_answers(judged, questions)
    quoted = given_answers(judged, questions, quoted=True)
    silent = [one for one in answers if not one.sentences]
    fell_back = Counter(one.notice for one in answers if one.asked and not one.is_written)
    removed = [left for one in answers for left in one.removed]
    return WrittenFigures(
        questions=len(answers),
        asked=sum(one.asked for one in answers),
        written=sum(one.status == "answered" for one in written),
        partly=sum(one.status == "partly_answered" for one in written),
        incomplete=sum(one.status == "incomplete" for one in written),
        quoted=dict(fell_back.most_common()),
        declined=len(silent),
        no_model=sum(not one.asked and bool(one.sentences) for one in answers),
        shown=sum(len(one.sentences) for one in written),
        removed=_reasons(removed, "sentence"),
        citations_removed=_reasons(removed, "citation"),
        judged=len(judged),
        precision=_mean([precision(by_id[one.question_id], one) for one in own]),
        recall=_mean([recall(by_id[one.question_id], one) for one in own]),
        quoted_precision=_mean([precision(by_id[one.question_id], one) for one in quoted]),
        quoted_recall=_mean([recall(by_id[one.question_id], one) for one in quoted]),
        first_seconds=_median_and_most([one.first_seconds for one in answers]),
        seconds=_median_and_most([one.seconds for one in answers]),
    )


def _reasons(removed: Collection[LeftOut], what: str) -> dict[str, int]:
    """Return how often something was left out for each reason, the most often first, without the words it names."""
    found = Counter(_NAMED.sub("“…”", one.reason) for one in removed if one.what == what)
    return dict(found.most_common())


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _median_and_most(values: Sequence[float | None]) -> tuple[float, float] | None:
    known = sorted(value for value in values if value is not None)
    return (known[len(known) // 2], known[-1]) if known else None


_NAMED = re.compile(r"“[^”]*”|(?<=does not count )\d+")

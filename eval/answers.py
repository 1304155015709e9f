"""Questions and a collection in, the answers to them out; answers and judgements in, how good they are out.

Nothing is judged by a model: a sentence is supported where its words stand in what it cites, letter by letter.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from corpus.minutes import fold
from eval.datasets.trec_rag import CitedSentence, GivenAnswer
from eval.errors import EvaluationError
from eval.questions import Question
from eval.quotations import pieces_of, sentence_precision, sentence_recall
from eval.retrievers import Form, Record, turns_of
from eval.sentences import JudgedSentences
from index.collection import Collection
from service.answer import answer
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How answers did, each a share in [0, 1]; None where there is nothing to take a share of.

    answered: answerable questions that got an answer. cited: answerable questions whose answer cites a paragraph that
    answers. gold_precision: cited paragraphs that answer, gold_recall: needed paragraphs that are cited; both the
    mean over answerable questions that were answered. gold_precision_aside: gold_precision without the paragraphs
    that only announce a cited one that answers (“It was RESOLVED:”), without which that could not be understood.
    citation_precision, citation_recall: of support in the text, as ALCE defines them. exact: sentences that stand
    letter by letter in a paragraph they cite. unsupported: how many sentences no citation supports. unknown: how many
    paragraphs are cited that the set does not have. declined: unanswerable questions that were declined (abstention
    recall); rightly_declined: declined questions that are unanswerable (abstention precision); hedged: of the
    unanswerable questions that were answered, those told that the answer may be only a part, None where no status is
    told. sentence_precision: of the sentences quoted from paragraphs whose sentences are judged, those that answer or
    help; sentence_recall: of the sentences that answer in the judged paragraphs cited, those quoted; both the mean
    over the questions that have such sentences (eval/quotations.py).
    """

    answered: float | None
    cited: float | None
    gold_precision: float | None
    gold_recall: float | None
    citation_precision: float | None
    citation_recall: float | None
    exact: float | None
    unsupported: int
    unknown: int
    declined: float | None
    rightly_declined: float | None
    hedged: float | None = None
    gold_precision_aside: float | None = None
    sentence_precision: float | None = None
    sentence_recall: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What a threshold on the strength of the evidence would give.

    coverage: answerable questions that would be answered. declined: unanswerable ones that would be declined.
    """

    threshold: float
    coverage: float
    declined: float


def answer_all(
    collection: Collection,
    questions: Sequence[Question],
    settings: Settings,
    *,
    form: Form = "in conversation",
    told: Callable[[], None] = lambda: None,
) -> list[GivenAnswer]:
    """Return the answer to each question. form: how follow-ups are asked."""
    answers = []
    for one in questions:
        asked = one.asked if form == "stand-alone" else one.question
        history = turns_of(one) if form == "in conversation" else ()
        given = answer(collection, asked, scope=one.scope, settings=settings, history=history)
        sentences = tuple(
            CitedSentence(sentence.text, tuple(citation.paragraph_id for citation in sentence.citations))
            for sentence in given.sentences
        )
        references = tuple(piece.paragraph_id for piece in given.evidence)
        strength = float(given.made_by["strength"])
        answers.append(GivenAnswer(one.id, given.question, sentences, references, given.status, strength))
        told()
    return answers


def answer_figures(
    answers: Sequence[GivenAnswer],
    questions: Sequence[Question],
    record: Record,
    judged: Sequence[JudgedSentences] = (),
) -> AnswerFigures:
    """Return the figures of some answers; a question without an answer in the file was declined.

    record: the paragraphs; what is cited and not there supports nothing. judged: the judged sentences of the set.
    Raises EvaluationError where the answers are to other questions.
    """
    texts, given = record.texts, {one.question_id: one for one in answers}
    if given and questions and not given.keys() & {one.id for one in questions}:
        raise EvaluationError(
            f"the answers and the set have no question in common: '{next(iter(given))}' is the first that is answered, "
            f"'{questions[0].id}' the first of the set. Give the set that the answers are of."
        )
    silent = {one.id for one in questions if one.id not in given or given[one.id].is_silent}
    answerable = [one for one in questions if one.answerable]
    unanswerable = {one.id for one in questions if not one.answerable}
    answered = [(one, given[one.id]) for one in answerable if one.id not in silent]
    said = [sentence for one in questions if one.id not in silent for sentence in given[one.id].sentences]
    citations = [verdict for sentence in said for verdict in _needed(sentence, texts)]
    supported = [supports(sentence.text, _cited(sentence, texts)) for sentence in said]
    quoting = [(answer, [each for each in judged if each.question == one.id]) for one, answer in answered]
    return AnswerFigures(
        answered=_share([one.id not in silent for one in answerable]),
        cited=_share([one.id not in silent and bool(_gold_cited(one, given[one.id])) for one in answerable]),
        gold_precision=_mean([precision(one, answer) for one, answer in answered]),
        gold_recall=_mean([recall(one, answer) for one, answer in answered]),
        citation_precision=_share(citations),
        citation_recall=_share(supported),
        exact=_share([any(sentence.text in text for text in _cited(sentence, texts)) for sentence in said]),
        unsupported=supported.count(False),
        unknown=len({one for sentence in said for one in sentence.citations if one not in texts}),
        declined=_share([identity in silent for identity in unanswerable]),
        rightly_declined=_share([identity in unanswerable for identity in silent]),
        hedged=_share(
            [
                given[identity].status == "partly_answered"
                for identity in sorted(unanswerable - silent)
                if given[identity].status
            ]
        ),
        gold_precision_aside=_mean([precision(one, answer, record.parents) for one, answer in answered]),
        sentence_precision=_mean_of_told([sentence_precision(answer, of, texts) for answer, of in quoting]),
        sentence_recall=_mean_of_told([sentence_recall(answer, of, texts) for answer, of in quoting]),
    )


def coverage_curve(answers: Sequence[GivenAnswer], questions: Sequence[Question]) -> list[Point]:
    """Return what every threshold on the strength of evidence would give, the lowest first; [] where none is told."""
    strengths = {one.question_id: one.strength for one in answers if one.strength is not None}
    asked = [strengths[one.id] for one in questions if one.answerable and one.id in strengths]
    others = [strengths[one.id] for one in questions if not one.answerable and one.id in strengths]
    if not asked or not others:
        return []
    return [
        Point(
            threshold,
            sum(strength >= threshold for strength in asked) / len(asked),
            sum(strength < threshold for strength in others) / len(others),
        )
        for threshold in sorted({0.0, *asked, *others})
    ]


def precision(question: Question, given: GivenAnswer, parents: Mapping[str, str] | None = None) -> float:
    """Return the share of the paragraphs an answer cites that are judged to answer; 0 where it cites none.

    parents: of paragraphs; those of paragraphs that answer do not count where they answer nothing themselves.
    """
    cited, right = {one for sentence in given.sentences for one in sentence.citations}, _gold_cited(question, given)
    counted = cited - ({(parents or {}).get(one) for one in right} - right)
    return len(right) / len(counted) if counted else 0.0


def recall(question: Question, given: GivenAnswer) -> float:
    """Return the share of what a full answer needs that an answer cites; of several full answers, the best share."""
    cited = {one for sentence in given.sentences for one in sentence.citations}
    needed = [one.paragraph for one in question.gold if one.grade >= 2] or [one.paragraph for one in question.gold]
    return max(len(cited & set(group)) / len(set(group)) for group in (question.any_of or (needed,)))


def supports(sentence: str, texts: Sequence[str]) -> bool:
    """Return whether texts say a sentence: every piece of it, parted by an ellipsis, stands in one of them.

    Case and white space do not count.
    """
    whole = [fold(text).casefold() for text in texts]
    pieces = pieces_of(sentence)
    return bool(pieces) and all(any(piece in text for text in whole) for piece in pieces)


def _needed(sentence: CitedSentence, texts: Mapping[str, str]) -> list[bool]:
    """Return for each citation of a sentence whether it supports alone, or is needed for the others to.

    Source: Gao et al., Enabling Large Language Models to Generate Text with Citations (ALCE), EMNLP 2023, section 3.
    """
    cited = list(dict.fromkeys(sentence.citations))
    whole = supports(sentence.text, _cited(sentence, texts))
    verdicts = []
    for one in cited:
        others = [texts[other] for other in cited if other != one and other in texts]
        alone = supports(sentence.text, [texts[one]] if one in texts else [])
        verdicts.append(whole and (alone or not supports(sentence.text, others)))
    return verdicts


def _cited(sentence: CitedSentence, texts: Mapping[str, str]) -> list[str]:
    return [texts[one] for one in sentence.citations if one in texts]


def _gold_cited(question: Question, given: GivenAnswer) -> set[str]:
    cited = {one for sentence in given.sentences for one in sentence.citations}
    return cited & {one.paragraph for one in question.gold}


def _share(found: Sequence[bool]) -> float | None:
    return sum(found) / len(found) if found else None


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _mean_of_told(values: Sequence[float | None]) -> float | None:
    """Return the mean of those that there are, None where there is none."""
    return _mean([value for value in values if value is not None])

"""Questions and a collection in, whether answers cite what answers, and whether silence is recognised, out."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.questions import Question
from index.collection import Collection
from index.scope import Scope
from service.answer import Answer, answer
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """How answers did, each a share in [0, 1].

    cited: answerable questions whose answer cites a paragraph that answers. answered: answerable questions that got an
    answer. silent: unanswerable questions that were told that the minutes do not say. exact: quotes that are their
    paragraph's text, letter by letter.
    """

    cited: float
    answered: float
    silent: float
    exact: float


def answer_all(
    collection: Collection, questions: Sequence[Question], settings: Settings
) -> list[tuple[Question, Answer]]:
    """Return the answer to each question."""
    return [
        (one, answer(collection, one.question, scope=Scope(minutes_id=one.minutes_id), settings=settings))
        for one in questions
    ]


def answer_figures(collection: Collection, answers: Sequence[tuple[Question, Answer]]) -> AnswerFigures:
    """Return the figures of some answers; a share of nothing is 1."""
    asked = [(question, given) for question, given in answers if question.answerable]
    unanswerable = [given for question, given in answers if not question.answerable]
    citations = [one for _, given in answers for sentence in given.sentences for one in sentence.citations]
    return AnswerFigures(
        cited=_share([_cites(question, given) for question, given in asked]),
        answered=_share([bool(given.sentences) for _, given in asked]),
        silent=_share([given.status == "not_in_the_minutes" for given in unanswerable]),
        exact=_share(
            [
                collection.paragraph(one.paragraph_id).paragraph.text[one.start : one.end] == one.quote
                for one in citations
            ]
        ),
    )


def _cites(question: Question, given: Answer) -> bool:
    cited = {one.paragraph_id for sentence in given.sentences for one in sentence.citations}
    return any(gold.paragraph in cited for gold in question.gold)


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 1.0

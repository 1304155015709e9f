"""A bench in, how follow-ups fare out: in their conversation, as they stand, and in their stand-alone form.

And what a conversation does to questions that need none: each is asked after the one before it in the set.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eval.metrics import score
from eval.questions import Question
from eval.retrievers import DEPTH, FORMS, Bench, put, turns_of
from index.retrieve import retrieve
from index.scope import Scope
from service.answer import answer
from service.conversation import Completed, Turn, complete
from service.settings import Settings

MEASURE = "nDCG@10"
OWN = "with Minuted’s own answers"
ROWS = ("in conversation", OWN, "as asked", "stand-alone")


@dataclass(frozen=True, slots=True)
class FollowUps:
    """How follow-ups and questions after others did. Figures are the mean nDCG@10, in [0, 1].

    figures: of the answerable follow-ups, by how they are asked; OWN has the answers that Minuted itself gives to the
    turns before, with their citations, the others those of the set. follow_ups, alone: how many are measured.
    untouched: the share of all questions without history that stay as they are after another question; alone_figure,
    after_figure: of the answerable ones among them, asked alone and after that one with Minuted's own answer to it.
    """

    follow_ups: int
    figures: dict[str, float]
    alone: int
    untouched: float
    alone_figure: float
    after_figure: float

    @property
    def share(self) -> float:
        """What follow-ups in conversation reach of their stand-alone form."""
        return self.figures["in conversation"] / self.figures["stand-alone"]


def follow_ups(bench: Bench, settings: Settings, *, told: Callable[[], None] = lambda: None) -> FollowUps | None:
    """Return how the follow-ups of a set and the questions after others fare, None where it has no such questions.

    told: called after each question.
    """
    questions = bench.benchmark.questions
    asked = [one for one in questions.answerable if one.history]
    alone = [one for one in questions.questions if not one.history]
    if not asked or len(alone) < 2:
        return None
    search, bodies = _Search(bench, settings, told), bench.collection.bodies()
    figures: dict[str, float] = {
        form: search.figure(asked, [put(one, form, bodies) for one in asked]) for form in FORMS
    }
    figures[OWN] = search.figure(
        asked,
        [complete(one.question, search.own_turns(one), within=one.scope.minutes_id, known=bodies) for one in asked],
    )
    pairs = list(zip(alone, [alone[-1], *alone[:-1]], strict=True))
    after = {
        one.id: complete(
            one.question,
            [search.own_turn(before.question, before.scope, [])],
            within=one.scope.minutes_id,
            known=bodies,
        )
        for one, before in pairs
    }
    measured = [one for one in alone if one.answerable]
    return FollowUps(
        follow_ups=len(asked),
        figures={form: figures[form] for form in ROWS},
        alone=len(measured),
        untouched=sum(not one.is_completed for one in after.values()) / len(after),
        alone_figure=search.figure(measured, [put(one, "as asked") for one in measured]),
        after_figure=search.figure(measured, [after[one.id] for one in measured]),
    )


@dataclass(frozen=True, slots=True)
class _Search:
    """What questions are put to."""

    bench: Bench
    settings: Settings
    told: Callable[[], None]

    def figure(self, questions: Sequence[Question], asked: Sequence[Completed]) -> float:
        """Return the mean nDCG@10 of questions in some form."""
        rankings = {one.id: self._hits(form, one.scope) for one, form in zip(questions, asked, strict=True)}
        judged = {name: grades for name, grades in self.bench.benchmark.qrels.items() if name in rankings}
        return score(rankings, judged, measures=(MEASURE,)).mean(MEASURE)

    def own_turns(self, question: Question) -> list[Turn]:
        """Return the turns before a question, answered by Minuted."""
        turns: list[Turn] = []
        for one in turns_of(question):
            turns.append(self.own_turn(one.question, question.scope, turns))
        return turns

    def own_turn(self, question: str, scope: Scope, history: Sequence[Turn]) -> Turn:
        """Return a question with the answer that Minuted gives, and the paragraphs that it cites."""
        given = answer(self.bench.collection, question, scope=scope, settings=self.settings, history=history)
        cited = dict.fromkeys(citation.paragraph_id for one in given.sentences for citation in one.citations)
        return Turn(question, " ".join(one.text for one in given.sentences), tuple(cited))

    def _hits(self, asked: Completed, scope: Scope) -> list[tuple[str, float]]:
        found = retrieve(
            self.bench.collection,
            asked.question,
            scope=scope,
            settings=replace(self.settings.retrieval, limit=DEPTH),
            follow=asked.follow,
        )
        self.told()
        return [(identity, hit.score) for hit in found for identity in (hit.paragraph.id, *hit.also)]

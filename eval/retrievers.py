"""The name of a retriever in, its ranking of every question of a set out: Minuted's own and the baselines alike."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal, get_args

from corpus.minutes import Minutes
from eval import fingerprints
from eval.baselines import BASELINES
from eval.corpora import Benchmark
from eval.errors import EvaluationError
from eval.metrics import MEASURES, Scores, score
from eval.questions import Question
from eval.runs import MadeBy, Run, as_written
from index.collection import Collection
from index.hits import Body
from index.retrieve import RETRIEVERS, retrieve
from index.scope import Scope
from index.settings import RESULTS_LIMIT, RetrievalSettings
from service.conversation import Completed, Turn, complete
from service.narrowing import narrow

# What is asked, in which scope: paragraph ids with scores, best first.
Ask = Callable[[Completed, Scope], list[tuple[str, float]]]
# How follow-ups are asked: with the turns before them, as they stand, or in the form that needs no conversation.
Form = Literal["in conversation", "as asked", "stand-alone"]
FORMS: tuple[Form, ...] = get_args(Form)
# The hybrid as answers use it: within the limits that the question itself names, where these hold anything.
NARROWED = "narrowed"
NAMES = (*RETRIEVERS, NARROWED, *BASELINES)
DEPTH = RESULTS_LIMIT


@dataclass(frozen=True, slots=True)
class Record:
    """The paragraphs that questions are asked of, by the ids that judgements name them by.

    texts: of each. parents: of each that stands below another, such as an entry of a list, the one that announces it.
    """

    texts: Mapping[str, str]
    parents: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bench:
    """What retrievers are tried on: a collection of what a benchmark's questions are asked of. whole: its minutes."""

    benchmark: Benchmark
    collection: Collection
    whole: Sequence[Minutes]

    @classmethod
    def of(cls, benchmark: Benchmark, collection: Collection) -> "Bench":
        """Return a collection with all its minutes."""
        return cls(benchmark, collection, [collection.minutes(summary.id) for summary in collection.summaries()])

    @property
    def record(self) -> Record:
        """Every paragraph of the minutes."""
        names = self.benchmark.names
        paragraphs = [one for whole in self.whole for one in whole.paragraphs]
        return Record(
            {names.get(one.id, one.id): one.text for one in paragraphs},
            {names.get(one.id, one.id): names.get(one.parent, one.parent) for one in paragraphs if one.parent},
        )


def run_retriever(
    bench: Bench,
    retriever: str,
    *,
    settings: RetrievalSettings,
    form: Form = "in conversation",
    name: str | None = None,
    told: Callable[[], None] = lambda: None,
) -> Run:
    """Return the run of a retriever over every question, those without an answer too, to a depth of 50.

    form: how follow-ups are asked; baselines know no conversation, and are asked the completed question. name: of the
    run, the retriever's where not given. told: called after each question. Raises EvaluationError for a retriever that
    is not in NAMES.
    """
    ask, names, questions = _asking(bench, retriever, settings), bench.benchmark.names, bench.benchmark.questions
    bodies = bench.collection.bodies()
    rankings: dict[str, list[tuple[str, float]]] = {}
    seconds: dict[str, float] = {}
    for question in questions.questions:
        started = time.perf_counter()
        hits = ask(put(question, form, bodies), question.scope)[:DEPTH]
        seconds[question.id] = round(time.perf_counter() - started, 6)
        rankings[question.id] = [(names.get(paragraph, paragraph), score) for paragraph, score in hits]
        told()
    ours = retriever in {*RETRIEVERS, NARROWED}
    made_by = MadeBy(
        set=questions.name,
        source=bench.benchmark.source,
        questions=questions.fingerprint,
        retriever=retriever,
        settings=asdict(replace(settings, limit=DEPTH)) if ours else {},
        corpus=fingerprints.of_corpus(bench.whole),
        # What ran it makes a difference of a few thousandths of a cosine, which is not another model.
        model=f"{bench.collection.fingerprint or ''} on {bench.collection.embedder.runs_on}",
        code=fingerprints.of_code(),
        depth=DEPTH,
        form=form,
        asked=len(rankings),
        found=sum(bool(hits) for hits in rankings.values()),
        reranker=bench.collection.reranker.fingerprint
        if retriever in {"hybrid", NARROWED} and settings.reranked
        else "",
    )
    return as_written(Run(name or retriever, rankings, made_by, seconds))


def judged(run: Run, benchmark: Benchmark, *, measures: Sequence[str] = MEASURES) -> Scores:
    """Return the scores of a run against the judgements of a benchmark. Raises what `score` raises."""
    return score(run.rankings, benchmark.qrels, measures=measures, any_of=benchmark.any_of)


def put(question: Question, form: Form, bodies: Sequence[Body] = ()) -> Completed:
    """Return a question as it is asked in a form. A conversation holds no citations, since the sets have none.

    bodies: those of the collection that is asked.
    """
    if form == "in conversation":
        return complete(question.question, turns_of(question), within=question.scope.minutes_id, known=bodies)
    asked = question.asked if form == "stand-alone" else question.question
    return Completed(asked, asked)


def turns_of(question: Question) -> list[Turn]:
    """Return the turns before a question, as a client would send them."""
    return [Turn(one.question, one.answer) for one in question.history]


def known(retriever: str) -> str:
    """Return the name of a retriever. Raises EvaluationError for one that is not in NAMES."""
    if retriever not in NAMES:
        raise EvaluationError(f"there is no retriever '{retriever}'. Choose one of {', '.join(NAMES)}.")
    return retriever


def _asking(bench: Bench, retriever: str, settings: RetrievalSettings) -> Ask:
    if retriever == NARROWED:
        ask, bodies = _asking(bench, "hybrid", settings), bench.collection.bodies()
        return lambda question, scope: (
            ask(question, narrow(question.question, scope, bodies).scope) or ask(question, scope)
        )
    if retriever in RETRIEVERS:
        return lambda question, scope: [
            # What says the same is shown with it, and counts as found there.
            (identity, hit.score)
            for hit in retrieve(
                bench.collection,
                question.question,
                scope=scope,
                settings=replace(settings, limit=DEPTH),
                retriever=retriever,
                follow=question.follow,
            )
            for identity in (hit.paragraph.id, *hit.also)
        ]
    search = BASELINES[known(retriever)](bench.whole, bench.collection.embedder)
    return lambda question, scope: _inside(search(question.question), bench, scope)


def _inside(hits: list[tuple[str, float]], bench: Bench, scope: Scope) -> list[tuple[str, float]]:
    """Return the hits that lie in a scope, as a filter on a library's results would."""
    if scope.is_everything:
        return hits
    allowed = {summary.id for summary in bench.collection.summaries(scope)}
    kinds: Mapping[str, str] = (
        {one.id: one.kind for whole in bench.whole for one in whole.paragraphs} if scope.kinds else {}
    )
    return [
        (identity, score)
        for identity, score in hits
        if identity.partition("#")[0] in allowed and (not kinds or kinds[identity] in scope.kinds)
    ]

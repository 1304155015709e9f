"""Runs of every retriever: what is asked, in which scope, and under which ids its hits stand."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from eval import fingerprints
from eval.corpora import Benchmark
from eval.errors import EvaluationError
from eval.questions import Question, QuestionSet, Turn
from eval.retrievers import FORMS, NAMES, Bench, judged, known, put, run_retriever
from index.collection import Collection
from index.scope import Scope
from index.settings import DEFAULTS

Make = Callable[..., Question]
ROADS = "unknown/unknown/undated/gritting-of-roads"
BUSES = "unknown/unknown/undated/school-buses"


def bench(tiny: Collection, *questions: Question) -> Bench:
    """Return the tiny collection with some questions."""
    return Bench.of(Benchmark(QuestionSet("mine", "tiny", "Mine.", questions), "sets/mine"), tiny)


@pytest.mark.parametrize("name", NAMES)
def test_every_retriever_ranks_every_question(tiny: Collection, question: Make, name: str) -> None:
    told: list[None] = []
    asked = bench(
        tiny,
        question("bus", {f"{BUSES}#2.1": 2}, asks="When does the bus to Fenwick leave?"),
        question("gala", asks="Who won the gala?"),
    )
    run = run_retriever(asked, name, settings=DEFAULTS, told=lambda: told.append(None))
    assert (run.name, list(run.rankings), list(run.seconds)) == (name, ["bus", "gala"], ["bus", "gala"])
    assert run.rankings["bus"][0][0] == f"{BUSES}#2.1"
    assert len(told) == 2
    scores = [score for _, score in run.rankings["bus"]]
    assert all(above > below for above, below in pairwise(scores))
    assert judged(run, asked.benchmark, measures=["RR"]).values == {"bus": {"RR": 1.0}}
    again = run_retriever(asked, name, settings=DEFAULTS)
    assert (again.rankings, again.made_by) == (run.rankings, run.made_by)


@pytest.mark.parametrize("name", NAMES)
def test_every_retriever_keeps_to_the_scope(tiny: Collection, question: Make, name: str) -> None:
    asked = question("q", {f"{ROADS}#1.1": 1}, asks="When does the bus to Fenwick leave?")
    inside = [replace(asked, id="roads", scope=Scope(minutes_id=ROADS)), replace(asked, scope=Scope(kinds=("action",)))]
    run = run_retriever(bench(tiny, *inside), name, settings=DEFAULTS)
    kinds = {one.id: one.kind for one in tiny.minutes(ROADS).paragraphs}
    assert {identity.partition("#")[0] for identity, _ in run.rankings["roads"]} <= {ROADS}
    assert {kinds[identity] for identity, _ in run.rankings["q"]} <= {"action"}
    if name in {"vectors", "chunks"}:  # these rank everything there is
        assert len(run.rankings["roads"]) == len(kinds)
        assert len(run.rankings["q"]) == 1


def test_a_run_says_what_made_it(tiny: Collection, question: Make) -> None:
    asked = bench(tiny, question("bus", {f"{BUSES}#2.1": 2}, asks="When?"))
    made_by = run_retriever(asked, "words", settings=replace(DEFAULTS, headers=False)).made_by
    assert made_by is not None
    assert (made_by.set, made_by.source, made_by.retriever, made_by.depth) == ("mine", "sets/mine", "words", 50)
    assert (made_by.settings["headers"], made_by.settings["limit"]) == (False, 50)
    assert made_by.questions == asked.benchmark.questions.fingerprint
    assert made_by.corpus == fingerprints.of_corpus(asked.whole)
    assert made_by.model == f"{tiny.fingerprint} on hashing"
    assert made_by.form == "in conversation"
    baseline = run_retriever(asked, "bm25", settings=DEFAULTS, name="keywords")
    assert baseline.name == "keywords"
    assert baseline.made_by == replace(made_by, retriever="bm25", settings={})


def test_follow_ups_are_asked_in_their_conversation_as_they_stand_or_in_their_stand_alone_form(
    tiny: Collection, question: Make
) -> None:
    follow_up = replace(
        question(
            "q", {f"{BUSES}#2.1": 2}, asks="And when does it leave?", standalone="When does the Fenwick bus leave?"
        ),
        history=(Turn("Is there a bus to Fenwick?", "Yes."),),
    )
    asked = bench(tiny, follow_up)
    runs = {form: run_retriever(asked, "words", settings=DEFAULTS, form=form) for form in FORMS}
    assert {form: one.made_by.form for form, one in runs.items() if one.made_by} == {form: form for form in FORMS}
    assert runs["in conversation"].rankings["q"][0][0] == f"{BUSES}#2.1"
    assert runs["stand-alone"].rankings["q"][0][0] == f"{BUSES}#2.1"
    assert put(follow_up, "in conversation").question == "And when does it leave? (Is there a bus to Fenwick? Yes.)"
    assert put(follow_up, "as asked").question == "And when does it leave?"
    assert put(follow_up, "stand-alone").question == "When does the Fenwick bus leave?"


def test_a_retriever_that_there_is_not_is_told(tiny: Collection, question: Make) -> None:
    for ask in (known, lambda name: run_retriever(bench(tiny, question("q")), name, settings=DEFAULTS)):
        with pytest.raises(EvaluationError) as raised:
            ask("guesses")
        assert str(raised.value) == (
            "there is no retriever 'guesses'. Choose one of hybrid, dense, words, narrowed, bm25, vectors, chunks, rrf."
        )

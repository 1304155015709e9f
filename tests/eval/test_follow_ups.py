"""How follow-ups fare in their conversation, beside their other forms, and what one does to other questions."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from eval.corpora import Benchmark
from eval.follow_ups import OWN, ROWS, follow_ups
from eval.questions import Question, QuestionSet, Turn
from eval.retrievers import Bench
from index.collection import Collection
from service.settings import load_settings

Make = Callable[..., Question]
ROADS = "unknown/unknown/undated/gritting-of-roads"
BUSES = "unknown/unknown/undated/school-buses"


def bench(collection: Collection, *questions: Question) -> Bench:
    return Bench.of(Benchmark(QuestionSet("mine", "sample", "", questions), "sets/mine"), collection)


def test_follow_ups_reach_in_conversation_what_their_stand_alone_form_reaches(tiny: Collection, question: Make) -> None:
    follow_up = replace(
        question("f", {f"{BUSES}#2.1": 2}, asks="And when is that?", standalone="When does the bus to Fenwick leave?"),
        history=(Turn("Is there a bus to Fenwick?", "Yes."),),
    )
    salt = question("a", {f"{ROADS}#1.2": 2}, asks="What did the salt for Marlshire cost?")
    bus = question("b", {f"{BUSES}#2.1": 2}, asks="When does the bus to Fenwick leave?")
    told: list[None] = []
    found = follow_ups(bench(tiny, follow_up, salt, bus), load_settings(), told=lambda: told.append(None))
    assert found is not None
    assert tuple(found.figures) == ROWS
    assert (found.figures["in conversation"], found.figures[OWN], found.figures["stand-alone"]) == (1.0, 1.0, 1.0)
    assert found.figures["as asked"] < 1.0
    assert found.share == 1.0
    # Both others name something: they stay, and are found as they were.
    assert (found.follow_ups, found.alone, found.untouched) == (1, 2, 1.0)
    assert found.after_figure == found.alone_figure
    assert len(told) == 4 * 1 + 2 * 2


@pytest.mark.parametrize("asks", [("What did the salt cost?",), ("What did the salt cost?", "When is the bus?")])
def test_a_set_without_follow_ups_has_no_such_figures(tiny: Collection, question: Make, asks: tuple[str, ...]) -> None:
    questions = [question(f"q{place}", {f"{ROADS}#1.2": 2}, asks=one) for place, one in enumerate(asks)]
    assert follow_ups(bench(tiny, *questions), load_settings()) is None

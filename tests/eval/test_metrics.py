"""Measures: equal to trec_eval's whatever the rankings, and Minuted's own worked out by hand."""

import math
from collections.abc import Mapping

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as some

from eval.datasets.trec import in_order
from eval.errors import EvaluationError
from eval.metrics import FAMILIES, MEASURES, measure, score

# Ours on the left, trec_eval's on the right.
SAME = {
    "nDCG@10": "ndcg_cut_10",
    "nDCG": "ndcg",
    "Success@1": "success_1",
    "Success@5": "success_5",
    "R@5": "recall_5",
    "R@10": "recall_10",
    "P@5": "P_5",
    "AP": "map",
    "AP@10": "map_cut_10",
    "RR": "recip_rank",
    "Rprec": "Rprec",
    "Bpref": "bpref",
}
QUESTIONS = [f"q{number}" for number in range(4)]
PARAGRAPHS = [f"oak#{number}" for number in range(14)]
# Few scores, so that many tie; two of them differ only beyond 32 bits, so that they tie for trec_eval.
SCORES = [0.0, 1.0, 1.0 + 1e-9, 1.5, -2.0, 0.1, 1e-7]
JUDGED = some.dictionaries(
    some.sampled_from(QUESTIONS),
    some.dictionaries(some.sampled_from(PARAGRAPHS), some.integers(0, 3), min_size=1),
    min_size=1,
)
RANKED = some.dictionaries(
    some.sampled_from(QUESTIONS), some.dictionaries(some.sampled_from(PARAGRAPHS), some.sampled_from(SCORES))
)


@settings(max_examples=1000, deadline=None, database=None)
@given(judged=JUDGED, ranked=RANKED)
def test_scores_equal_those_of_trec_eval(
    judged: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Mapping[str, float]]
) -> None:
    asked = {one for one, of in judged.items() if any(of.values())}
    if not asked or (ranked and not ranked.keys() & asked):
        return
    found = score({one: list(of.items()) for one, of in ranked.items()}, judged, measures=[*SAME, "RR@3"])
    evaluator = pytrec_eval.RelevanceEvaluator(judged, set(SAME.values()))
    expected = evaluator.evaluate({one: of for one, of in ranked.items() if of})
    assert found.values.keys() == asked
    for question, values in found.values.items():
        # trec_eval says nothing of a question without hits; here it counts 0.
        theirs = expected.get(question, dict.fromkeys(SAME.values(), 0.0))
        assert {ours: values[ours] for ours in SAME} == pytest.approx(
            {ours: theirs[name] for ours, name in SAME.items()}, abs=1e-9
        )
        assert values["RR@3"] == pytest.approx(theirs["recip_rank"] if theirs["recip_rank"] >= 1 / 3 else 0.0)


def test_each_measure_of_a_ranking_by_hand() -> None:
    # Found: c (not judged), a (grade 2), z (judged 0), b (grade 1); d (grade 1) is not found.
    ranked = {"q": [("c", 0.9), ("a", 0.8), ("z", 0.7), ("b", 0.6)]}
    found = score(ranked, {"q": {"a": 2, "b": 1, "d": 1, "z": 0}}).values["q"]
    gain = 2 / math.log2(3) + 1 / math.log2(5)
    ideal = 2 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert found == pytest.approx(
        {
            "nDCG@10": gain / ideal,
            "Success@1": 0.0,
            "Success@5": 1.0,
            "R@5": 2 / 3,
            "R@10": 2 / 3,
            "RR@10": 1 / 2,
            "AP": (1 / 2 + 2 / 4) / 3,
            "AllGold@10": 1.0,  # only what has grade 2 is needed
            "Judged@10": 3 / 4,
        }
    )


def test_what_ties_stands_as_trec_eval_has_it_the_greater_id_first() -> None:
    # As 32-bit floats both scores are 1; so b stands before a.
    assert in_order([("a", 1.0 + 1e-9), ("b", 1.0), ("c", 2.0)]) == [("c", 2.0), ("b", 1.0), ("a", 1.0 + 1e-9)]
    ranked = {"q": [("a", 1.0 + 1e-9), ("b", 1.0)]}
    found = score(ranked, {"q": {"b": 1}}, measures=["RR", "Success@1", "AllGold@1"])
    assert found.values == {"q": {"RR": 1.0, "Success@1": 1.0, "AllGold@1": 1.0}}


def test_a_question_without_hits_counts_0() -> None:
    found = score({"q1": [("a", 1.0)], "q2": []}, {one: {"a": 1} for one in ("q1", "q2", "q3")}, measures=["AP"])
    assert found.values == {"q1": {"AP": 1.0}, "q2": {"AP": 0.0}, "q3": {"AP": 0.0}}
    assert found.mean("AP") == pytest.approx(1 / 3)
    assert found.mean("AP", ["q1", "q3"]) == 1 / 2


def test_a_question_that_nothing_answers_is_not_measured() -> None:
    ranked = {"q1": [("a", 1.0)], "q2": [("a", 1.0)], "q3": [("a", 1.0)]}
    assert list(score(ranked, {"q1": {"a": 1}, "q2": {"a": 0}}).values) == ["q1"]


@pytest.mark.parametrize(
    ("judged", "any_of", "depth", "expected"),
    [
        ({"a": 2, "b": 2, "c": 1}, (), 2, 1.0),  # both of grade 2 are among the first two
        ({"a": 2, "b": 2, "c": 1}, (), 1, 0.0),
        ({"a": 1, "c": 1}, (), 2, 0.0),  # none has grade 2: all are needed, and c is third
        ({"a": 1, "c": 1}, (), 3, 1.0),
        ({"a": 2, "c": 2, "d": 2}, (("c", "d"), ("a",)), 1, 1.0),  # a alone answers wholly
        ({"a": 2, "c": 2, "d": 2}, (("c", "d"), ("b", "c")), 2, 0.0),
        ({"a": 2, "d": 2}, (("d",),), 3, 0.0),  # where there are alternatives, grades do not say what is needed
    ],
)
def test_all_gold_is_1_where_everything_needed_is_found(
    judged: dict[str, int], any_of: tuple[tuple[str, ...], ...], depth: int, expected: float
) -> None:
    ranked = {"q": [("a", 3.0), ("b", 2.0), ("c", 1.0)]}
    name = f"AllGold@{depth}"
    assert score(ranked, {"q": judged}, measures=[name], any_of={"q": any_of}).values == {"q": {name: expected}}


def test_a_measure_has_its_value_under_each_of_its_names() -> None:
    found = score({"q": [("a", 1.0)]}, {"q": {"a": 1}}, measures=["Recall@5", "R@5", "nDCG(cutoff=5)"])
    assert found.values["q"] == {"Recall@5": 1.0, "R@5": 1.0, "nDCG(cutoff=5)": 1.0}
    assert found.measures == ("Recall@5", "R@5", "nDCG(cutoff=5)")


@pytest.mark.parametrize(
    "name",
    [
        *("guess", "", "nDCG@0", "nDCG@1001", "nDCG@ten", "nDCG@1.5", "P", "nDCG@10 AP", "AllGold@0", "AllGold@1001"),
        *("AllGold", "ERR@10", "Accuracy@1", "alpha_nDCG@10", "__import__('os')"),
    ],
)
def test_a_measure_that_there_is_not_is_told(name: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        measure(name)
    assert str(raised.value) == (
        f"there is no measure '{name}'. Give one of nDCG, Success, R, P, RR, AP, Rprec, Bpref, Judged by its name in "
        "ir_measures, such as nDCG@10, Success@1, Success@5, or AllGold@10; the depth is 1 to 1000."
    )


@pytest.mark.parametrize(
    "name", [*MEASURES, *(f"{family}@7" for family in FAMILIES if family not in {"Rprec", "Bpref"})]
)
def test_every_measure_that_is_named_can_be_computed(name: str) -> None:
    assert score({"q": [("a", 1.0)]}, {"q": {"a": 1}}, measures=[name]).values["q"][name] == pytest.approx(
        1 / 7 if name == "P@7" else 1.0
    )


@pytest.mark.parametrize("judged", [{}, {"q": {}}, {"q": {"a": 0, "b": -1}}])
def test_without_a_judgement_there_is_nothing_to_measure(judged: dict[str, dict[str, int]]) -> None:
    with pytest.raises(EvaluationError) as raised:
        score({"q": [("a", 1.0)]}, judged)
    assert str(raised.value) == (
        "no question has a paragraph that answers it, so that there is nothing to measure. Judge some first."
    )


def test_rankings_of_other_questions_are_told() -> None:
    with pytest.raises(EvaluationError) as raised:
        score({"theirs-1": [("a", 1.0)]}, {"q1": {"a": 1}})
    assert str(raised.value) == (
        "the rankings and the judgements have no question in common: 'theirs-1' is the first that is ranked, 'q1' the "
        "first that is judged. Give the judgements that the run is of."
    )

"""Judges' files, what is pooled for them, and how far they agree, worked out by hand and against scikit-learn."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sklearn.metrics import cohen_kappa_score

from eval.errors import DataInvalid, EvaluationError
from eval.judging import (
    Judgement,
    add_judgement,
    agreement,
    disagreements,
    judges_of,
    kappa,
    pool,
    read_judgements,
)
from eval.questions import Question, QuestionSet, load_set, set_names
from eval.runs import Run

DIGEST = "0" * 16


def judged(*grades: int) -> dict[tuple[str, str], Judgement]:
    return {("q", f"p{n}"): Judgement("q", f"p{n}", grade, DIGEST) for n, grade in enumerate(grades)}


def test_agreement_is_worked_out_by_hand() -> None:
    found = agreement(judged(0, 0, 1, 2), judged(0, 1, 1, 2))

    assert (found.pairs, found.same) == (4, 0.75)
    # By chance: first gives 0 to 1/2, 1 and 2 to 1/4 each; second 0 to 1/4, 1 to 1/2, 2 to 1/4:
    # same 1/8 + 1/8 + 1/16 = 5/16, so kappa = 1 - (1/4) / (11/16) = 7/11.
    assert found.kappa == pytest.approx(7 / 11)
    assert found.table == ((1, 1, 0), (0, 1, 0), (0, 0, 1))
    # Answers or helps: (0,0) (0,1) (1,1) (1,1): chance 1/2 * 1/4 + 1/2 * 3/4 = 1/2, so 1 - (1/4) / (1/2).
    assert found.answers == pytest.approx(0.5)


@pytest.mark.parametrize("weights", [None, "linear"])
def test_kappa_is_that_of_scikit_learn(weights: str | None) -> None:
    grades = [(0, 0), (0, 1), (2, 2), (1, 0), (2, 1), (0, 0), (1, 1), (0, 2), (2, 2), (1, 2)]
    expected = cohen_kappa_score([a for a, _ in grades], [b for _, b in grades], weights=weights)

    assert kappa(grades, weighted=weights is not None) == pytest.approx(expected)


@pytest.mark.parametrize("grades", [((1, 2), (0, 1)), ((0, 1), (1, 1)), ((0, 0), (0, 0))])
def test_where_a_judge_graded_only_what_answers_no_agreement_on_that_is_told(
    grades: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    assert agreement(judged(*grades[0]), judged(*grades[1])).answers is None


def test_judges_who_never_differ_agree_wholly() -> None:
    assert agreement(judged(0, 0), judged(0, 0)).kappa == 1.0


def test_judges_of_other_pairs_cannot_be_compared() -> None:
    with pytest.raises(EvaluationError, match="the two judges have no pair in common"):
        agreement(judged(0), {})


def test_disagreements_begin_with_the_furthest_apart() -> None:
    apart = disagreements(judged(0, 0, 2), judged(1, 2, 2))

    assert [(a.paragraph, a.grade, b.grade) for a, b in apart] == [("p1", 0, 2), ("p0", 0, 1)]


def test_a_judgement_is_kept_at_once_and_a_later_one_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "judges" / "ann.jsonl"
    add_judgement(path, Judgement("q", "p", 0, DIGEST))
    add_judgement(path, Judgement("q", "p", 2, DIGEST))

    assert read_judgements(path) == {("q", "p"): Judgement("q", "p", 2, DIGEST)}
    assert list(judges_of(tmp_path)) == ["ann"]


def test_a_line_that_is_no_judgement_is_told_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "ann.jsonl"
    good = {"question": "q", "paragraph": "p", "grade": 1, "digest": DIGEST}
    path.write_text(f"{json.dumps(good)}\n{json.dumps({**good, 'grade': 3})}\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as caught:
        read_judgements(path)
    assert str(caught.value) == (
        "ann.jsonl:2 is no judgement: 'grade' is 3 (input should be less than or equal to 2). "
        "Mend the line, or take it out."
    )


def test_what_several_runs_found_first_is_pooled_in_an_order_that_tells_nothing(
    question: Callable[..., Question],
) -> None:
    asked = QuestionSet("mine", "sample", "Mine.", (question("q1", {"a": 2}), question("q2")))
    runs = [
        Run("one", {"q1": [("b", 1.0), ("c", 0.5)], "gone": [("x", 1.0)]}),
        Run("two", {"q1": [("d", 1.0), ("a", 0.5)], "q2": [("e", 1.0)]}),
    ]
    pooled = pool(asked, runs, depth=1, known=[("q2", "f")])

    assert {name: sorted(of) for name, of in pooled.items()} == {"q1": ["a", "b", "d"], "q2": ["e", "f"]}
    assert pool(asked, runs[::-1], depth=1, known=[("q2", "f")]) == pooled


# What no minutes treat has no paragraph to be judged.
@pytest.mark.parametrize("name", [name for name in set_names() if load_set(name).answerable])
def test_the_sets_that_minuted_brings_were_judged_twice_and_the_judges_agree(name: str) -> None:
    folder = Path(__file__).parents[2] / "eval" / "sets" / name
    first, second = (read_judgements(path) for path in judges_of(folder).values())
    questions = load_set(name)
    gold = {(one.id, of.paragraph): of.grade for one in questions.questions for of in one.gold}

    assert set(first) | set(gold) <= set(second)
    # Where the judges of the everyday sets differ, one was found right; what the first left out has 0 from him.
    for pair, one in second.items():
        assert gold.get(pair, 0) in {first[pair].grade if pair in first else 0, one.grade}, pair
    if not name.endswith("-everyday"):
        assert {pair: one.grade for pair, one in first.items() if one.grade} == gold
    assert agreement(first, second).kappa > 0.8

"""TREC's files of judgements and rankings: read, written, and what is told of a line that cannot be used."""

from itertools import pairwise
from pathlib import Path

import pytest
import pytrec_eval

from eval.datasets.trec import falling, read_qrels, read_rankings, write_qrels, write_rankings
from eval.errors import DataInvalid


@pytest.mark.parametrize("name", ["some.qrels", "some.qrels.gz"])
def test_judgements_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    qrels = {"q2": {"oak#1": 2, "oak#é": 0}, "q1": {"oak#1": -1}}
    write_qrels(tmp_path / name, qrels)
    assert read_qrels(tmp_path / name) == qrels


def test_judgements_are_a_line_each(tmp_path: Path) -> None:
    write_qrels(tmp_path / "some.qrels", {"q2": {"oak#1": 2}, "q1": {"oak#1": 1}})
    assert (tmp_path / "some.qrels").read_text(encoding="utf-8") == "q2 0 oak#1 2\nq1 0 oak#1 1\n"


@pytest.mark.parametrize("name", ["some.run", "some.run.gz"])
def test_rankings_are_read_as_they_were_written(tmp_path: Path, name: str) -> None:
    rankings = {"q2": [("oak#1", 1.5), ("oak#2", 0.25)], "q1": [("oak#2", -3.0)]}
    write_rankings(tmp_path / name, rankings, tag="words")
    assert read_rankings(tmp_path / name) == rankings


def test_rankings_are_a_line_for_each_hit(tmp_path: Path) -> None:
    write_rankings(tmp_path / "some.run", {"q": [("oak#2", 0.1), ("oak#1", 0.1)]}, tag="words")
    # The second score is the next 32-bit float below 0.1.
    assert (tmp_path / "some.run").read_text(encoding="utf-8") == (
        "q Q0 oak#2 1 0.1 words\nq Q0 oak#1 2 0.099999994 words\n"
    )


@pytest.mark.parametrize(
    "scores",
    [
        [0.5] * 6,
        [1e-9, 0.0, 0.0, -0.0, -1e-46, -1e-46],
        [1e300, 1e300, 1e39, 3.0, 3.0, 3.0],
        [3.0, 2.0, 2.5, 4.0, 1, 1],
    ],
    ids=["ties", "near 0", "beyond 32 bits", "not falling"],
)
def test_every_tool_keeps_the_order_that_was_written(tmp_path: Path, scores: list[float]) -> None:
    ids = ["m", "z", "a", "k", "b", "y"]
    write_rankings(tmp_path / "some.run", {"q": list(zip(ids, scores, strict=True))}, tag="t")
    written = (tmp_path / "some.run").read_text(encoding="utf-8").splitlines()
    fallen = [score for _, score in falling(list(zip(ids, scores, strict=True)))]
    assert all(above > below for above, below in pairwise(fallen))
    assert [paragraph for paragraph, _ in read_rankings(tmp_path / "some.run")["q"]] == ids
    ranked = {line.split()[2]: float(line.split()[4]) for line in written}
    for place, identity in enumerate(ids, start=1):
        evaluator = pytrec_eval.RelevanceEvaluator({"q": {identity: 1}}, {"recip_rank"})
        assert evaluator.evaluate({"q": ranked})["q"]["recip_rank"] == pytest.approx(1 / place)


def test_rankings_of_others_are_put_in_the_order_of_trec_eval(tmp_path: Path) -> None:
    # Ranks do not count, scores do; ties go by id, falling.
    (tmp_path / "their.run").write_text(
        "q Q0 a 1 2.5 t\nq  Q0\tb 2 +1e1 t\nq Q0 c 3 2.5 t\nq Q0 d 0 .5 t\n", encoding="utf-8"
    )
    assert read_rankings(tmp_path / "their.run") == {"q": [("b", 10.0), ("c", 2.5), ("a", 2.5), ("d", 0.5)]}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("q 0 b", "has 3 columns, expected 4 (question, 0, paragraph, grade), parted by white space."),
        ("q", "has 1 column, expected 4 (question, 0, paragraph, grade), parted by white space."),
        ("q 0 b 1 x", "has 5 columns, expected 4 (question, 0, paragraph, grade), parted by white space."),
        ("q 0 b high", "gives the grade 'high', which is no whole number. Mend the line."),
        ("q 0 b 1.0", "gives the grade '1.0', which is no whole number. Mend the line."),
        ("q 0 b 1_0", "gives the grade '1_0', which is no whole number. Mend the line."),
        ("q 0 b nan", "gives the grade 'nan', which is no whole number. Mend the line."),
        ("q 0 a 2", "judges 'a' for 'q' a second time. Keep one of the lines."),
    ],
)
def test_a_judgement_that_cannot_be_used_is_told(tmp_path: Path, line: str, sentence: str) -> None:
    (tmp_path / "some.qrels").write_text(f"q 0 a 1\n\n{line}\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_qrels(tmp_path / "some.qrels")
    assert str(raised.value) == f"some.qrels:3 {sentence}"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "q Q0 b 2 0.5",
            "has 5 columns, expected 6 (question, Q0, paragraph, rank, score, tag), parted by white space.",
        ),
        ("q Q0 b two 0.5 t", "gives the rank 'two', which is no whole number. Mend the line."),
        ("q Q0 b 2 high t", "gives the score 'high', which is no number. Mend the line."),
        ("q Q0 b 2 nan t", "gives the score 'nan', which is no number. Mend the line."),
        ("q Q0 b 2 -inf t", "gives the score '-inf', which is no number. Mend the line."),
        ("q Q0 b 2 0,5 t", "gives the score '0,5', which is no number. Mend the line."),
        ("q Q0 a 2 0.5 t", "ranks 'a' for 'q' a second time. Keep one of the lines."),
    ],
)
def test_a_hit_that_cannot_be_used_is_told(tmp_path: Path, line: str, sentence: str) -> None:
    (tmp_path / "some.run").write_text(f"q Q0 a 1 1.5 t\n{line}\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_rankings(tmp_path / "some.run")
    assert str(raised.value) == f"some.run:2 {sentence}"


def test_empty_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "empty"
    path.write_text("\n\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_qrels(path)
    assert str(raised.value) == f"'{path}' holds no judgement. Without any, there is nothing to measure."
    with pytest.raises(DataInvalid) as raised:
        read_rankings(path)
    assert str(raised.value) == f"'{path}' ranks nothing. Give a run file with a line for each paragraph found."

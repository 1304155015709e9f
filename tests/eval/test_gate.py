"""What fails the gate, and what it writes for those who look at it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.errors import DataInvalid, NotComparable
from eval.gate import Accepted, Check, as_junit, as_markdown, checks, read_accepted, write_accepted
from eval.metrics import Scores
from eval.runs import MadeBy

Make = Callable[..., MadeBy]


def scores(**values: list[float]) -> Scores:
    """Return scores of questions q0, q1 … from the values of each measure."""
    count = len(next(iter(values.values())))
    return Scores({f"q{place}": {name: of[place] for name, of in values.items()} for place in range(count)})


def checked(before: Scores, now: Scores, made_by: MadeBy, **other: float) -> list[Check]:
    """Return the checks of scores against accepted ones of the same maker; AP may fall by 0.1."""
    return checks(Accepted(made_by, before.values), now, made_by, max_drop={"AP": 0.1}, **other)


@pytest.mark.parametrize(("now", "passed"), [(0.9, True), (0.55, True), (0.5, True), (0.39, False)])
def test_a_mean_may_fall_as_far_as_is_allowed(made_by: Make, now: float, passed: bool) -> None:
    # The accepted mean is 0.5; that of [now, 0.4] may be 0.4.
    (found,) = checked(scores(AP=[0.6, 0.4]), scores(AP=[now, 0.4]), made_by())
    mean = (now + 0.4) / 2
    assert (found.name, found.before, found.now, found.allowed) == ("AP", 0.5, pytest.approx(mean), 0.1)
    assert found.passed is passed
    assert found.reason == f"it fell by {0.5 - mean:.4f}, more than 0.1"


def test_a_measure_that_is_not_named_may_fall_by_half_a_hundredth(made_by: Make) -> None:
    found = checked(scores(RR=[0.5], AP=[0.5]), scores(RR=[0.494], AP=[0.494]), made_by())
    assert [(one.name, one.allowed, one.passed) for one in found] == [("RR", 0.005, False), ("AP", 0.1, True)]


def test_a_measure_that_is_missing_has_failed(made_by: Make) -> None:
    assert checked(scores(AP=[0.5], RR=[0.5]), scores(AP=[0.5]), made_by())[1] == Check(
        "RR", 0.5, None, 0.005, passed=False, reason="it was not measured"
    )


def test_questions_that_lost_every_paragraph_are_told(made_by: Make) -> None:
    # q0 and q2 lost theirs, q1 got one, q3 never had one: 2 of 4 are too many, though the mean fell by 1/4 only.
    before, now = scores(**{"R@10": [1.0, 0.0, 0.5, 0.0]}), scores(**{"R@10": [0.0, 0.5, 0.0, 0.0]})
    named = "2 questions lost every paragraph that answers from the first ten: q0, q2"
    assert checked(before, now, made_by(), otherwise=0.3)[1] == Check("questions lost", 0.0, 0.5, 0.01, False, named)
    assert checked(before, now, made_by(), otherwise=0.3, max_broken=0.5)[1].passed


@pytest.mark.parametrize(
    ("now", "other", "what"),
    [
        ([0.5, 0.5, 0.5], {}, "other questions (1 differ, 'q2' the first)"),
        ([0.5, 0.5], {"questions": "d" * 64}, "questions of other words or judgements"),
        ([0.5, 0.5], {"form": "stand-alone"}, "follow-ups in another form ('as asked', now 'stand-alone')"),
    ],
)
def test_scores_of_something_else_are_told(made_by: Make, now: list[float], other: dict[str, str], what: str) -> None:
    accepted = Accepted(made_by(), scores(AP=[0.5, 0.5]).values)
    with pytest.raises(NotComparable) as raised:
        checks(accepted, scores(AP=now), made_by(**other), max_drop={})
    assert str(raised.value) == (
        f"the accepted scores are of {what}. Look at what changed, then accept new scores with --accept."
    )


def test_another_corpus_and_other_code_are_held_against_what_was_accepted(made_by: Make) -> None:
    accepted = Accepted(made_by(), scores(AP=[0.5]).values)
    assert checks(accepted, scores(AP=[0.5]), made_by(corpus="d", code="e"), max_drop={})[0].passed


def test_accepted_scores_are_read_as_they_were_written(tmp_path: Path, made_by: Make) -> None:
    path = tmp_path / "new" / "mine.words.json"
    write_accepted(path, scores(AP=[1 / 3, 0.5]), made_by())
    assert read_accepted(path) == Accepted(made_by(), {"q0": {"AP": 0.333333}, "q1": {"AP": 0.5}})
    first = path.read_bytes()
    write_accepted(path, scores(AP=[1 / 3, 0.5]), made_by())
    assert path.read_bytes() == first
    # What was accepted passes, though it was rounded.
    assert checks(read_accepted(path), scores(AP=[1 / 3, 0.5]), made_by(), max_drop={"AP": 0.0})[0].passed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1", "it is not JSON (EOF while parsing a list at line 1 column 2)"),
        ("{}", "'made_by' is missing"),
        ('{"values": {"q0": {"AP": "high"}}}', "'made_by' is missing"),
    ],
)
def test_a_file_that_holds_no_accepted_scores_is_told(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "mine.words.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_accepted(path)
    assert str(raised.value) == f"'{path}' holds no accepted scores: {reason}. Write it again."


def test_a_file_of_accepted_scores_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataInvalid) as raised:
        read_accepted(tmp_path / "mine.words.json")
    assert str(raised.value) == (
        f"'{tmp_path / 'mine.words.json'}' cannot be read (No such file or directory). "
        "Write accepted scores there with: minuted-eval gate RUN --baseline FOLDER --accept"
    )


@pytest.mark.parametrize("values", [{}, {"q0": {"AP": 0.5}, "q1": {"RR": 0.5}}])
def test_accepted_scores_have_the_same_measures_everywhere(
    tmp_path: Path, made_by: Make, values: dict[str, dict[str, float]]
) -> None:
    path = tmp_path / "mine.words.json"
    write_accepted(path, Scores(values), made_by())
    with pytest.raises(DataInvalid) as raised:
        read_accepted(path)
    assert str(raised.value) == (
        f"'{path}' holds no accepted scores (not the same measures everywhere). Write it again."
    )


FOUND = [
    Check("AP", 0.5, 0.25, 0.1, passed=False, reason="it fell by 0.2500, more than 0.1"),
    Check("RR", 0.5, None, 0.005, passed=False, reason="it was not measured"),
    Check("R@10", 0.5, 0.75, 0.005, passed=True, reason="it fell by -0.2500, more than 0.005"),
]


def test_the_checks_as_markdown() -> None:
    assert as_markdown("sample, words", FOUND).splitlines() == [
        "### sample, words: regression",
        "",
        "| check | accepted | now | allowed drop | |",
        "|---|---|---|---|---|",
        "| AP | 0.500 | 0.250 | 0.100 | **failed**: it fell by 0.2500, more than 0.1 |",
        "| RR | 0.500 | – | 0.005 | **failed**: it was not measured |",
        "| R@10 | 0.500 | 0.750 | 0.005 | passed |",
    ]
    assert as_markdown("sample, words", FOUND[2:]).splitlines()[0] == "### sample, words: passed"


def test_the_checks_as_junit() -> None:
    assert as_junit({"<mine>, words": FOUND}).splitlines() == [
        "<?xml version='1.0' encoding='utf-8'?>",
        '<testsuites name="minuted-eval gate">',
        '  <testsuite name="&lt;mine&gt;, words" tests="3" failures="2">',
        '    <testcase classname="&lt;mine&gt;, words" name="AP">',
        '      <failure message="it fell by 0.2500, more than 0.1">it fell by 0.2500, more than 0.1</failure>',
        "    </testcase>",
        '    <testcase classname="&lt;mine&gt;, words" name="RR">',
        '      <failure message="it was not measured">it was not measured</failure>',
        "    </testcase>",
        '    <testcase classname="&lt;mine&gt;, words" name="R@10" />',
        "  </testsuite>",
        "</testsuites>",
    ]

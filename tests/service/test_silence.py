"""Whether the record answers: signs, risk and verdict, worked out by hand."""

import math
from dataclasses import replace

import pytest

from corpus.minutes import Paragraph, digest
from index.hits import Hit, MinutesSummary
from service.evidence import Support
from service.silence import (
    ALL_ANSWERED,
    CUTS,
    INTERCEPT,
    USUAL_SPREAD,
    WEIGHTS,
    Answerability,
    Signs,
    cut,
    judge,
    risk,
    signs,
)

GOOD = Signs(0.5, 0.3, 0.1, spread=0.0, name_absent=0, figure_absent=0, year_absent=0, person_absent=0, to_come=0)
ABSENT = ("name_absent", "figure_absent", "year_absent", "person_absent")
CLOSE = Support(similarity=0.7, coverage=1.0, strength=0.8, names_held=True, on_subject=True)
FAR = Support(similarity=0.2, coverage=0.0, strength=0.14, names_held=True, on_subject=False)


def hit(
    text: str,
    tokens: tuple[float, ...],
    *,
    title: str = "Salt",
    similarity: float = 0.5,
    best: float = 0.5,
    like: float = 0.5,
) -> Hit:
    paragraph = Paragraph("m#1", "1", ("1",), (), "paragraph", text, None, 1, None, digest("1", text))
    summary = MinutesSummary("m", "Oak", None, None, "", "unknown", "plain", "m.txt", 1)
    whole = ((0, len(text)),)
    sentences = tuple((like, span) for span in whole)
    return Hit(
        paragraph, None, title, summary, 0.9, 1, whole, similarity, 1.0, best, tokens=tokens, sentences=sentences
    )


def verdict(hits: list[Hit], found: Support = CLOSE, question: str = "What was said of salt?") -> Answerability:
    return judge(question, hits, found, items=2, wrong_at_most=0.15, evidence_threshold=0.4)


def test_signs_are_told_from_the_first_hits() -> None:
    hits = [
        hit("Salt was low.", (0.8, 0.2), similarity=0.5, best=0.3, like=0.4),
        hit("Grit was low.", (0.4, 0.1), title="Grit", similarity=0.6, best=0.58, like=0.45),
    ]
    assert signs("What was said of salt?", hits, CLOSE, items=4) == Signs(
        sentence=0.45,  # that of the second
        weakest=0.2,  # of the first
        said=pytest.approx(-0.02),  # 0.3 - 0.5 = -0.2 and 0.58 - 0.6 = -0.02
        spread=pytest.approx(math.log(2) / math.log(4)),  # two items of four
        name_absent=0.0,
        figure_absent=0.0,
        year_absent=0.0,
        person_absent=0.0,
        to_come=0.0,
    )


def test_how_much_closer_a_sentence_is_counts_up_to_a_tenth() -> None:
    found = signs("Salt?", [hit("Salt.", (0.5,), similarity=0.2, best=0.9)], CLOSE, items=1)
    assert found is not None
    assert found.said == 0.1
    low = signs("Salt?", [hit("Salt.", (0.5,), similarity=0.9, best=0.2)], CLOSE, items=1)
    assert low is not None
    assert low.said == -0.1


def test_what_is_asked_for_and_absent_is_a_sign() -> None:
    lacking = replace(CLOSE, names_near=False)
    found = signs("How much did Ames pay in 2019?", [hit("Salt was low.", (0.5,))], lacking, items=1)
    assert found is not None
    assert (found.name_absent, found.figure_absent, found.year_absent) == (1.0, 1.0, 1.0)
    whose = signs("Who is the Clerk?", [hit("The Clerk was thanked.", (0.5,))], CLOSE, items=1)
    assert whose is not None
    assert (whose.person_absent, whose.figure_absent) == (1.0, 0.0)


def test_what_is_to_come_is_no_answer_to_what_happened() -> None:
    later, best = hit("The survey found rot.", (0.5,), like=0.4), hit("The survey would be in May.", (0.5,), like=0.6)
    for question, hits, to_come in [
        ("What did the survey find?", [later, best], 1.0),
        ("When will the survey be?", [later, best], 0.0),
        ("What did the survey find?", [later], 0.0),
    ]:
        found = signs(question, hits, CLOSE, items=1)
        assert found is not None
        assert found.to_come == to_come


def test_how_far_hits_are_spread_is_told_against_how_far_they_could_be() -> None:
    one, other = hit("Salt.", (0.5,)), hit("Grit.", (0.5,), title="Grit")
    for hits, items, spread in [
        ([one, one], 2, 0.0),
        ([one, other], 2, 1.0),
        # No more than the first ten hits are looked at.
        ([one, other], 1000, math.log(2) / math.log(10)),
        # With one item nothing is told.
        ([one, one], 1, USUAL_SPREAD),
    ]:
        found = signs("Salt?", hits, CLOSE, items=items)
        assert found is not None
        assert found.spread == pytest.approx(spread)


def test_without_tokens_there_are_no_signs() -> None:
    assert signs("Salt?", [hit("Salt.", ())], CLOSE, items=1) is None
    assert signs("Salt?", [], CLOSE, items=1) is None


def test_risk_is_the_logistic_of_the_weighted_signs() -> None:
    total = INTERCEPT + 0.5 * WEIGHTS[0] + 0.3 * WEIGHTS[1] + 0.1 * WEIGHTS[2]
    assert risk(GOOD) == pytest.approx(1 / (1 + math.exp(-total)))
    assert risk(replace(GOOD, figure_absent=1.0)) == pytest.approx(1 / (1 + math.exp(-total - WEIGHTS[5])))


@pytest.mark.parametrize("worse", [dict.fromkeys([name], 1.0) for name in (*ABSENT, "to_come", "spread")])
def test_what_speaks_for_silence_raises_the_risk(worse: dict[str, float]) -> None:
    assert risk(replace(GOOD, **worse)) > risk(GOOD)


@pytest.mark.parametrize("worse", [{"sentence": 0.1}, {"weakest": 0.0}, {"said": -0.1}])
def test_what_speaks_for_an_answer_lowers_the_risk(worse: dict[str, float]) -> None:
    assert risk(replace(GOOD, **worse)) > risk(GOOD)


def test_the_share_of_wrong_answers_gives_the_risk_that_is_taken() -> None:
    assert cut(0.0) == 0.0
    assert [cut(share) for share, _ in CUTS] == [pytest.approx(taken) for _, taken in CUTS]
    (share, low), (next_share, high) = CUTS[3], CUTS[4]
    assert cut((share + next_share) / 2) == pytest.approx((low + high) / 2)
    assert (cut(ALL_ANSWERED), cut(1.0)) == (1.0, 1.0)


def test_cuts_rise_with_the_share() -> None:
    shares = [share for share, _ in CUTS]
    risks = [taken for _, taken in CUTS]
    assert shares == sorted(shares)
    assert risks == sorted(risks)


def test_what_is_said_plainly_is_answered() -> None:
    found = [hit("Salt was low.", (0.6, 0.6), similarity=0.4, best=0.6)]
    assert verdict(found).status == "answered"
    assert verdict(found).strength > 0.9


def test_without_a_word_of_the_subject_or_a_close_sentence_nothing_is_quoted() -> None:
    found = [hit("Paris was not mentioned.", (0.6, 0.6), similarity=0.1, best=0.29)]
    assert verdict(found, FAR) == Answerability("not_in_the_minutes", 0.0)
    close = [hit("Paris was not mentioned.", (0.6, 0.6), similarity=0.1, best=0.3)]
    assert verdict(close, FAR).status == "partly_answered"


def test_a_high_risk_is_silence_and_its_strength_is_what_is_left() -> None:
    found = [
        hit("Salt was low.", (0.9, 0.1), similarity=0.6, best=0.35),
        hit("Grit was low.", (0.1, 0.9), title="Grit", similarity=0.6, best=0.3),
    ]
    seen = signs("How much did salt cost in 2019?", found, CLOSE, items=2)
    assert seen is not None
    assert verdict(found, question="How much did salt cost in 2019?") == Answerability(
        "not_in_the_minutes", 1 - risk(seen)
    )


@pytest.mark.parametrize(
    ("found", "question"),
    [
        (replace(CLOSE, names_held=False), "What was said of salt?"),
        (replace(CLOSE, strength=0.46), "What was said of salt?"),
        (CLOSE, "What was said of salt in 2019?"),
    ],
)
def test_an_answer_that_lacks_something_says_that_it_may_be_a_part(found: Support, question: str) -> None:
    hits = [hit("Salt was low.", (0.6, 0.6), similarity=0.4, best=0.6)]
    assert verdict(hits, found, question).status == "partly_answered"


@pytest.mark.parametrize(
    ("strength", "status"), [(0.39, "not_in_the_minutes"), (0.4, "partly_answered"), (0.47, "answered")]
)
def test_without_tokens_the_strength_of_evidence_decides(strength: float, status: str) -> None:
    found = verdict([hit("Salt was low.", ())], replace(CLOSE, strength=strength))
    assert found == Answerability(status, strength)  # type: ignore[arg-type]

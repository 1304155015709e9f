"""Settings with one value changed: each stage off in turn, and one over a range."""

from dataclasses import asdict, fields, replace

import pytest

from eval.errors import EvaluationError
from eval.stages import NEUTRAL, over, without_each
from index.settings import RetrievalSettings

NAMED = (
    "candidates, sentence_share, words_share, headers, token_share, compared, exact_share, name_share, context_share, "
    "title_share, item_share, kind_boost, procedural_share, typed_share, before_share, cited_share, reranked"
)


def test_every_stage_has_a_neutral_value() -> None:
    assert set(NEUTRAL) == {field.name for field in fields(RetrievalSettings)} - {"candidates", "compared", "limit"}


def test_each_stage_is_switched_off_in_turn() -> None:
    changed = without_each(RetrievalSettings())
    assert [(one.name, one.setting, one.value) for one in changed] == [
        ("without-sentence_share", "sentence_share", 0.0),
        ("without-words_share", "words_share", 0.0),
        ("without-headers", "headers", False),
        ("without-token_share", "token_share", 0.0),
        ("without-exact_share", "exact_share", 0.0),
        ("without-name_share", "name_share", 0.0),
        ("without-context_share", "context_share", 0.0),
        ("without-title_share", "title_share", 0.0),
        ("without-item_share", "item_share", 0.0),
        ("without-kind_boost", "kind_boost", 0.0),
        ("without-procedural_share", "procedural_share", 1.0),
        ("without-typed_share", "typed_share", 0.0),
        ("without-before_share", "before_share", 0.0),
        ("without-cited_share", "cited_share", 0.0),
    ]
    for one in changed:
        differing = {name for name, value in asdict(one.settings).items() if value != asdict(RetrievalSettings())[name]}
        assert differing == {one.setting}


def test_a_stage_that_is_off_already_is_left_out() -> None:
    settings = RetrievalSettings(headers=False, kind_boost=0.0)
    assert [one.setting for one in without_each(settings)] == [
        "sentence_share",
        "words_share",
        "token_share",
        "exact_share",
        "name_share",
        "context_share",
        "title_share",
        "item_share",
        "procedural_share",
        "typed_share",
        "before_share",
        "cited_share",
    ]


@pytest.mark.parametrize(
    ("setting", "values", "expected"),
    [
        ("words_share", "0:1:0.25", [0.0, 0.25, 0.5, 0.75, 1.0]),
        ("words_share", "0:0.3:0.1", [0.0, 0.1, 0.2, 0.3]),
        ("words_share", "0.2:0.5:0.2", [0.2, 0.4]),
        ("words_share", "0.5:0.5:0.1", [0.5]),
        ("words_share", "1,0, 0.5", [1.0, 0.0, 0.5]),
        ("candidates", "50:150:50", [50, 100, 150]),
        ("candidates", "7", [7]),
        ("headers", "true,False", [True, False]),
    ],
)
def test_a_setting_over_a_range(setting: str, values: str, expected: list[float | bool]) -> None:
    settings = RetrievalSettings(sentence_share=0.3)
    changed = over(settings, setting, values)
    assert [one.value for one in changed] == expected
    assert [type(one.value) for one in changed] == [type(one) for one in expected]
    assert [one.settings for one in changed] == [replace(settings, **{setting: one}) for one in expected]
    assert [one.name for one in changed] == [f"{setting}-{one}" for one in expected]


@pytest.mark.parametrize("setting", ["colour", "limit", ""])
def test_a_setting_that_there_is_not_is_told(setting: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        over(RetrievalSettings(), setting, "0,1")
    assert str(raised.value) == f"there is no setting '{setting}' of retrieval. There are {NAMED}."


@pytest.mark.parametrize(
    ("setting", "values"),
    [
        ("words_share", "0:1:0"),
        ("words_share", "1:0:0.1"),
        ("words_share", "0:1:-1"),
        ("words_share", "0:1:0.001"),
        ("words_share", "0:1"),
        ("words_share", "0:nan:0.1"),
        ("words_share", "0:inf:1"),
        ("words_share", "low,high"),
        ("words_share", ""),
        ("candidates", "1.5"),
        ("headers", "0,1"),
    ],
)
def test_values_that_cannot_be_read_are_told(setting: str, values: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        over(RetrievalSettings(), setting, values)
    assert str(raised.value) == (
        f"'{values}' are no values of a setting. Write 0:1:0.1 (from, to, step) or 0,0.5,1; true,false for a switch; "
        "at most 100."
    )


@pytest.mark.parametrize(
    ("setting", "values", "sentence"),
    [
        ("words_share", "0,1.5", "words_share is 1.5; expected 0 to 1."),
        ("words_share", "nan", "words_share is nan; expected 0 to 1."),
        ("candidates", "0,1", "candidates is 0; expected at least 1."),
    ],
)
def test_values_that_a_setting_cannot_have_are_told(setting: str, values: str, sentence: str) -> None:
    with pytest.raises(EvaluationError) as raised:
        over(RetrievalSettings(), setting, values)
    assert str(raised.value) == sentence

"""Abbreviations that the minutes define, and the long forms that they stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.abbreviations import abbreviations, meant


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Care Quality Commission (CQC) inspected", {"CQC": "Care Quality Commission"}),
        (
            "services for Special Educational Needs and Disabilities (SEND).",
            {"SEND": "Special Educational Needs and Disabilities"},
        ),
        ("with Education, Health and Care (EHC) plans", {"EHC": "Education, Health and Care"}),
        ("The MTFS (Medium Term Financial Strategy) was noted", {"MTFS": "Medium Term Financial Strategy"}),
        ("five Primary Care Networks (PCNs) took part", {"PCNs": "Primary Care Networks"}),
        (
            "the Environment Agency (EA) and the Internal Drainage Board (IDB)",
            {"EA": "Environment Agency", "IDB": "Internal Drainage Board"},
        ),
        ("the Marine Management Organisation (MMO) said", {"MMO": "Marine Management Organisation"}),
        ("Minutes were agreed. The Dedicated Schools Grant (DSG) fell", {"DSG": "Dedicated Schools Grant"}),
    ],
)
def test_a_definition_gives_its_long_form(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Councillor Ames (Chair) opened the meeting",
        "the report (see Appendix A) was noted",
        "savings of £2.4 million (3.1 per cent)",
        "a letter from the Trust (XQZ) was read",
        "(CQC)",
        "CQC (CQC)",
        "no brackets at all",
        "",
    ],
)
def test_other_brackets_define_nothing(text: str) -> None:
    assert abbreviations(text) == {}


def test_the_first_definition_counts() -> None:
    text = "the Community Land Partnership (CLP) met. The Central Library Project (CLP) is another."
    assert abbreviations(text) == {"CLP": "Community Land Partnership"}


def test_a_text_means_the_form_that_it_does_not_have() -> None:
    defined = {"CQC": "Care Quality Commission", "EA": "Environment Agency"}
    assert meant("The CQC will come back in May.", defined) == ["Care Quality Commission"]
    assert meant("The environment agency objected.", defined) == ["EA"]
    assert meant("The Care Quality Commission (CQC) came.", defined) == []
    assert meant("The EAs were absent.", defined) == []


@given(st.text(alphabet="AbcD (),.& 1é", max_size=200))
def test_both_forms_stand_in_the_text(text: str) -> None:
    folded = " ".join(text.split())
    for short, long in abbreviations(text).items():
        assert short in text or short in folded
        assert long in folded

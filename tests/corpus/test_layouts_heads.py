import pytest

from corpus.blocks import Block
from corpus.layouts.heads import committee_name, council_in, is_committee, is_council


@pytest.mark.parametrize(
    "name",
    [
        "Maplemere County Council",
        "MAPLEMERE CITY COUNCIL",
        "Maplemere and Oakham District Council",
        "Council of Maplemere",
        "London Borough of Maplemere",
        "King’s Maplemere & Oak Borough Council",
    ],
)
def test_the_name_of_a_council_is_known(name: str) -> None:
    assert is_council(name)


@pytest.mark.parametrize(
    "text", ["The Council agreed.", "Maplemere County Council agreed", "Council Tax", "Council", ""]
)
def test_a_sentence_about_a_council_is_not_its_name(text: str) -> None:
    assert not is_council(text)


@pytest.mark.parametrize(
    "name", ["Cabinet", "PLANNING COMMITTEE", "Children and Families Scrutiny Committee", "Health & Wellbeing Board"]
)
def test_the_name_of_a_committee_is_known(name: str) -> None:
    assert is_committee(name)


@pytest.mark.parametrize(
    "text", ["The Committee noted the report", "Maplemere County Council", "Apologies", "committee"]
)
def test_other_lines_are_not_the_name_of_a_committee(text: str) -> None:
    assert not is_committee(text)


def test_capitals_are_written_as_in_a_sentence() -> None:
    assert committee_name("CHILDREN AND FAMILIES SUB-COMMITTEE") == "Children and Families Sub-Committee"


def test_the_council_is_a_piece_of_the_pages_title() -> None:
    assert (
        council_in([Block(text="Agenda item - Ferry - Maplemere County Council", style="title")])
        == "Maplemere County Council"
    )
    assert council_in([Block(text="© Maplemere County Council")]) == "Maplemere County Council"
    assert council_in([Block(text="Ferry - Maplemere County Council")]) is None

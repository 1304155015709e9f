from datetime import date

import pytest

from corpus.blocks import Block
from corpus.layouts.heads import committee_name, council_in, is_committee, is_council, is_head_line, stated_by


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


@pytest.mark.parametrize(
    ("line", "council", "committee"),
    [
        ("Minutes of a meeting of the Planning Committee held at the Hall on 6 March 2023", None, "Planning Committee"),
        ("MINUTES of the PLANNING COMMITTEE held on 6 March 2023", None, "Planning Committee"),
        ("Minutes of a meeting of Maplemere Town Council held on 6 March 2023", "Maplemere Town Council", None),
        (
            "Minutes of the Planning Committee of Maplemere Town Council held on 6 March 2023",
            "Maplemere Town Council",
            "Planning Committee",
        ),
        ("Minutes of the meeting held on 6 March 2023", None, None),
    ],
)
def test_the_line_of_the_minutes_names_who_met(line: str, council: str | None, committee: str | None) -> None:
    stated = stated_by([Block(text=line)])

    assert (stated.council, stated.committee, stated.held) == (council, committee, date(2023, 3, 6))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("DRAFT", "draft"),
        ("Draft", "draft"),
        ("DRAFT MINUTES of the meeting", "draft"),
        ("Draft plan", None),
        ("Minutes", None),
    ],
)
def test_a_draft_says_so(line: str, status: str | None) -> None:
    assert stated_by([Block(text=line)]).status == status


@pytest.mark.parametrize(
    "line",
    [
        "DRAFT",
        "Minutes",
        "Monday 6 March 2023",
        "Date: 6 March 2023 at 7 pm",
        "Held at the Hall on 6 March 2023",
        "6 March 2023.",
    ],
)
def test_a_line_that_only_states_metadata_is_a_head_line(line: str) -> None:
    assert is_head_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "6 March 2023 was wet.",
        "The ferry sank on 6 March 2023.",
        "Minutes of the meeting held on 6 March 2023 were confirmed.",
        "A visit held on 6 March 2023",
        "Draft plan",
    ],
)
def test_a_line_that_says_something_is_no_head_line(line: str) -> None:
    assert not is_head_line(line)

"""Lines at the head of minutes: the names of councils and committees, and what is neither."""

from datetime import date, time

import pytest

from corpus.blocks import Block
from corpus.layouts.heads import (
    committee_name,
    council_in,
    is_committee,
    is_council,
    is_head_line,
    meeting_of,
    meeting_title,
    published_status,
    stated_by,
)
from corpus.minutes import Metadata


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
        ("(Draft)", "draft"),
        ("UNCONFIRMED MINUTES", "draft"),
        ("Minutes (subject to approval)", "draft"),
        ("These minutes are a draft until they are signed", "draft"),
        ("Approved minutes", "approved"),
        ("Minutes of the Board held on 6 March 2023", None),
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


@pytest.mark.parametrize(
    ("title", "committee", "held", "begins"),
    [
        (
            "Audit - Joint Committee - Tuesday, 12th September, 2023 10.00 am",
            "Audit - Joint Committee",
            date(2023, 9, 12),
            time(10, 0),
        ),
        ("Cabinet - Monday 22nd April 2024 6.00 p.m.", "Cabinet", date(2024, 4, 22), time(18, 0)),
        ("Cabinet - Tuesday, 8 December 2020 5.00 pm, NEW", "Cabinet", date(2020, 12, 8), time(17, 0)),
        ("Cabinet - Tuesday, 8 December 2020, CANCELLED", "Cabinet", date(2020, 12, 8), None),
        ("Cabinet - 8 December 2020 2 pm", "Cabinet", date(2020, 12, 8), time(14, 0)),
        ("Y Cabinet - Dydd Mercher, 13eg Mehefin, 2018 10.00 yb", "Y Cabinet", date(2018, 6, 13), time(10, 0)),
        ("Y Cabinet - Dydd Iau, 1af o Fai, 2025 2.00 yp", "Y Cabinet", date(2025, 5, 1), time(14, 0)),
    ],
)
def test_the_title_of_a_meeting_page_names_body_day_and_hour(
    title: str, committee: str, held: date, begins: time | None
) -> None:
    assert meeting_title(title) == Metadata(committee=committee, held=held, begins=begins)


@pytest.mark.parametrize("text", ["Ferry - the case for it", "Cabinet - Monday", "Cabinet, Monday 22 April 2024"])
def test_another_line_is_no_title_of_a_meeting_page(text: str) -> None:
    assert meeting_title(text) is None


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (
            "Meeting of Audit Committee, Tuesday, 12th September, 2023 10.00 am (Item 9.)",
            Metadata(committee="Audit Committee", held=date(2023, 9, 12), begins=time(10, 0), item="9"),
        ),
        (
            "Cyfarfod o'r Cabinet, Dydd Mercher, 13eg Mehefin, 2018 10.00 yb (Eitem 4)",
            Metadata(committee="Cabinet", held=date(2018, 6, 13), begins=time(10, 0), item="4"),
        ),
    ],
)
def test_the_page_of_an_item_names_its_meeting(line: str, stated: Metadata) -> None:
    assert meeting_of(line) == stated


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Minutes of the meeting held on 6 March 2023 at 6.30 pm in the Hall", time(18, 30)),
        ("Monday 6 March 2023 commencing at 10.00 am", time(10, 0)),
        ("Time: 2 pm", time(14, 0)),
        ("Commencing at 7.30pm", time(19, 30)),
        ("The library closed at 6.30 pm.", None),
    ],
)
def test_the_hour_is_read_from_the_lines_above(line: str, begins: time | None) -> None:
    assert stated_by([Block(text=line)]).begins == begins


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Agenda and minutes", "approved"),
        ("Agenda, decisions and draft minutes", "draft"),
        ("Agenda a Chofnodion", "approved"),
        ("Rhaglen a chofnodion drafft", "draft"),
        ("Agenda and decisions", None),
        ("Agenda", None),
    ],
)
def test_the_heading_of_a_page_tells_the_state_of_its_minutes(heading: str, status: str | None) -> None:
    assert published_status(heading) == status


def test_the_heads_of_scottish_welsh_and_parish_minutes_state_body_and_day() -> None:
    minute = (
        "Minute of Meeting of the Education Committee held in the Town House on Tuesday, 12 March 2019 at 10.00 a.m."
    )
    cofnodion = "COFNODION cyfarfod y Cabinet a gynhaliwyd Dydd Mawrth, 14eg Mai, 2019 10.00 yb"
    parish = "Minutes of Maplemere Parish Council Meeting – 14th March 2024"

    assert stated_by([Block(minute)]) == Metadata(
        committee="Education Committee", held=date(2019, 3, 12), begins=time(10, 0)
    )
    assert stated_by([Block("CYNGOR SIR MASARNEN"), Block(cofnodion)]) == Metadata(
        council="Cyngor Sir Masarnen", held=date(2019, 5, 14), begins=time(10, 0)
    )
    assert stated_by([Block(parish)]) == Metadata(council="Maplemere Parish Council", held=date(2024, 3, 14))


def test_the_council_itself_is_the_body_that_met_and_not_whose_it_is() -> None:
    assert stated_by([Block("Full Council"), Block("Maplemere Town Council"), Block("6.00 pm")]) == Metadata(
        council="Maplemere Town Council", committee="Full Council", begins=time(18, 0)
    )


def test_a_committee_that_a_comma_or_a_space_follows_has_neither() -> None:
    found = meeting_of("Meeting of Leisure Committee , Monday 4 March 2024 (Item 12.)")

    assert found is not None
    assert (found.committee, found.item) == ("Leisure Committee", "12")

"""Limits that questions name: read where they are of meetings, left alone where they are of what is asked about."""

from datetime import date

import pytest

from index.hits import Body
from index.scope import EVERYTHING, Scope
from service.narrowing import Limit, Narrowed, narrow

KNOWN = (
    Body("Oakshire County Council", "Cabinet"),
    Body("Oakshire County Council", "Audit Committee"),
    Body("Fenwick District Council", "Cabinet"),
    Body("Fenwick District Council", "Planning Committee"),
    Body("Fenwick District Council", "Environment and Coast Board"),
)


def read(question: str, scope: Scope = EVERYTHING) -> list[str]:
    return [limit.words for limit in narrow(question, scope, KNOWN).limits]


def test_a_limit_says_what_it_is_and_which_words_say_so() -> None:
    question = "What did Fenwick's Cabinet resolve about parking between 2019 and 2021?"
    assert narrow(question, EVERYTHING, KNOWN) == Narrowed(
        Scope("Fenwick District Council", "Cabinet", date(2019, 1, 1), date(2021, 12, 31)),
        (
            Limit("council", "Fenwick District Council", None, None, "Fenwick", 9, 16, certain=True),
            Limit("committee", "Cabinet", None, None, "Cabinet", 19, 26, certain=True),
            Limit("held", "", date(2019, 1, 1), date(2021, 12, 31), "between 2019 and 2021", 49, 70, certain=False),
        ),
    )


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what did the committee decide in 2019", ["in 2019"]),
        ("decisions since March 2020", ["since March 2020"]),
        ("minutes of 7 November 2019", ["of 7 November 2019"]),
        ("What was said about bins at the September 2023 meeting?", ["at the September 2023"]),
        ("Who stood in for the head of schools at the February 2024 Cabinet?", ["at the February 2024", "Cabinet"]),
        ("what was said at the meeting on 3 March 2020 about fees", ["on 3 March 2020"]),
        ("Audit, April 2024: what did the auditors say?", ["Audit", "April 2024"]),
        ("List the decisions of the Planning Committee in 2023", ["Planning Committee", "in 2023"]),
        ("Planning Committee minutes of 2023 about the mill", ["Planning Committee", "of 2023"]),
        ("Who attended the Audit Committee in January 2024?", ["Audit Committee", "in January 2024"]),
        ("who voted against the budget in March 2023?", ["in March 2023"]),
        ("Which motions were moved since 2020?", ["since 2020"]),
        ("What did councillors say about schools before 2021?", ["before 2021"]),
        ("What did the Environment and Coast Board recommend?", ["Environment and Coast Board"]),
        ("What was put to Cabinet in May 2021?", ["in May 2021"]),
        ("Which actions were open when Audit met in January 2024?", ["Audit", "in January 2024"]),
    ],
)  # fmt: skip
def test_what_is_attached_to_meetings_and_decisions_limits(question: str, words: list[str]) -> None:
    assert read(question) == words


@pytest.mark.parametrize(
    "question",
    [
        "What saving is expected in 2025/26?",
        "How far back do the 2007 allegations go?",
        "What share was on time by Christmas 2023?",
        "How many homes were built in 2019?",
        "How has the number of children waiting changed since July 2023?",
        "When did the council agree to close the school in 2025?",
        "Did the council build 200 houses in 2019?",
        "What happened after the meeting of 3 March 2020?",
        "What was left to do after the September 2023 meeting?",
        "What went to the full council meeting on 22 February 2024?",
        "What did the Cabinet member say about roads?",
        "What did the committee ask Cabinet to pay for?",
        "By what date was Cabinet asked to find the money?",
        "What was people's answer to the Environment and Coast Board?",
        "Who chairs the Planning Committee?",
        "What did officers learn from Oakshire?",
        "How do Oakshire and Fenwick differ?",
        "What did Cabinet members and the Audit Committee's chair want?",
        "What is the Action Plan 2017-2020?",
    ],
)
def test_what_is_asked_about_does_not_limit(question: str) -> None:
    assert read(question) == []


def test_a_question_narrows_what_the_reader_chose_and_never_widens_it() -> None:
    chosen = Scope(since=date(2019, 6, 1), until=date(2020, 6, 30))
    assert narrow("What was decided in 2019?", chosen, KNOWN).scope == Scope(
        since=date(2019, 6, 1), until=date(2019, 12, 31)
    )
    assert narrow("decisions since 2018", chosen, KNOWN) == Narrowed(chosen, ())


def test_a_limit_outside_what_the_reader_chose_is_dropped() -> None:
    chosen = Scope(council="Oakshire County Council", until=date(2018, 12, 31))
    assert narrow("What did Fenwick decide in 2019?", chosen, KNOWN) == Narrowed(chosen, ())
    assert narrow("What did the Planning Committee decide?", chosen, KNOWN) == Narrowed(chosen, ())
    assert read("What did Cabinet decide?", Scope(council="oakshire-county-council")) == ["Cabinet"]


def test_a_chosen_meeting_is_not_narrowed() -> None:
    assert read("What did Cabinet decide in 2019?", Scope(minutes_id="oakshire/cabinet/2020-01-01")) == []


def test_a_limit_that_was_taken_off_is_not_read_again() -> None:
    question = "What did Cabinet decide in 2019?"
    assert narrow(question, EVERYTHING, KNOWN, fields=("council", "committee")).scope == Scope(committee="Cabinet")
    assert narrow(question, EVERYTHING, KNOWN, fields=()) == Narrowed(EVERYTHING, ())


def test_a_meeting_that_is_named_is_certain_and_a_year_is_not() -> None:
    assert [one.certain for one in narrow("What was said at the May 2020 meeting?", EVERYTHING, KNOWN).limits] == [True]
    assert [one.certain for one in narrow("What was decided in May 2020?", EVERYTHING, KNOWN).limits] == [False]


def test_a_long_question_is_read_at_once() -> None:
    for words in ("the Audit Committee 2019 ", "to Aa and of ", "did the ", "between 2019 and "):
        assert len(narrow(words * 150, EVERYTHING, KNOWN).limits) <= 3

"""What readers are told."""

from datetime import date, time

import pytest

from index.hits import Extent
from service.clipping import ending
from service.narrowing import Limit
from service.outcome_answers import Listing, OfCouncil
from service.structure import Sought
from service.wording import (
    STATUSES,
    WORDING,
    WRITTEN,
    clock,
    counted,
    coverage,
    day,
    in_words,
    limit_words,
    of_councils,
    understood,
    unused,
    whose,
    words,
)

FIRST, LAST = date(2021, 9, 12), date(2024, 2, 14)
NOBODY: tuple[str, ...] = ()


def test_every_status_has_words_that_end_a_sentence_or_open_a_quotation() -> None:
    assert set(WORDING) == set(STATUSES)
    assert all(text[-1] in ".:" for text in WORDING.values())


@pytest.mark.parametrize(
    ("searched", "sentence"),
    [
        (
            Extent(15, ("A", "B", "C", "D"), ("X",), FIRST, LAST, 0),
            "Searched: 15 meetings of 4 councils, 12 September 2021 to 14 February 2024.",
        ),
        (
            Extent(15, ("A", "B", "C"), ("X",), FIRST, LAST, 0),
            "Searched: 15 meetings of A, B and C, 12 September 2021 to 14 February 2024.",
        ),
        (
            Extent(1204, ("A",), ("X", "Y"), FIRST, LAST, 2),
            "Searched: 1,204 meetings of A, 12 September 2021 to 14 February 2024 (2 undated).",
        ),
        (Extent(1, ("A",), ("X",), FIRST, FIRST, 0), "Searched: 1 meeting of X, A, 12 September 2021."),
        (Extent(1, ("A",), NOBODY, None, None, 1), "Searched: 1 meeting of A, date unknown."),
        (Extent(5, NOBODY, NOBODY, None, None, 5), "Searched: 5 meetings, dates unknown."),
        (
            Extent(0, NOBODY, NOBODY, None, None, 0),
            "Searched: no meetings. None are within the limits that were set.",
        ),
    ],
)
def test_what_was_searched_is_said_in_one_sentence(searched: Extent, sentence: str) -> None:
    assert coverage(searched) == sentence


def test_silence_of_the_minutes_is_reported_with_what_was_searched() -> None:
    searched = Extent(2, ("A", "B"), NOBODY, FIRST, LAST, 0)
    assert words("not_in_the_minutes", searched) == (
        "The minutes searched do not say. Searched: 2 meetings of A and B, 12 September 2021 to 14 February 2024."
    )


@pytest.mark.parametrize("status", [status for status in STATUSES if status != "not_in_the_minutes"])
def test_every_other_outcome_has_its_own_words_alone(status: str) -> None:
    searched = Extent(2, ("A", "B"), NOBODY, FIRST, LAST, 0)
    assert words(status, searched) == WORDING[status]  # type: ignore[arg-type,index]


def test_numbers_and_days_are_written_as_in_minutes() -> None:
    assert [counted(0, "hit"), counted(1, "hit"), counted(12000, "hit")] == ["0 hits", "1 hit", "12,000 hits"]
    assert [day(date(2019, 11, 7)), day(None)] == ["7 November 2019", "date unknown"]


@pytest.mark.parametrize(
    ("begins", "printed"),
    [
        (time(10, 0), "10.00 am"),
        (time(14, 30), "2.30 pm"),
        (time(12, 0), "12 noon"),
        (time(12, 15), "12.15 pm"),
        (time(0, 5), "12.05 am"),
    ],
)
def test_a_time_is_written_as_minutes_print_it(begins: time, printed: str) -> None:
    assert clock(begins) == printed


def test_whose_minutes_they_are_is_said_with_what_is_unknown() -> None:
    assert whose("Cabinet", "Oakshire") == "Cabinet, Oakshire"
    assert whose("Cabinet", None) == "Cabinet, council unknown"
    assert whose(None, "Oakshire") == "Oakshire, committee unknown"
    assert whose(None, None) == "council and committee unknown"


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2019, 1, 1), date(2021, 12, 31), "2019 to 2021"),
        (date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (date(2023, 3, 1), date(2023, 6, 30), "March 2023 to June 2023"),
        (date(2019, 11, 7), date(2019, 11, 7), "7 November 2019"),
        (date(2020, 3, 1), None, "from 1 March 2020 on"),
        (None, date(2020, 12, 31), "up to 31 December 2020"),
        (date(2019, 6, 3), date(2019, 12, 31), "3 June 2019 to 31 December 2019"),
    ],
)
def test_days_that_limit_are_said_as_briefly_as_they_can_be(since: date | None, until: date | None, said: str) -> None:
    assert limit_words(Limit("held", "", since, until, "", 0, 0, certain=False)) == said


def test_limits_are_said_with_the_body_first() -> None:
    held = Limit("held", "", date(2019, 1, 1), date(2019, 12, 31), "in 2019", 9, 16, certain=False)
    council = Limit("council", "Oakshire County Council", None, None, "Oakshire", 0, 8, certain=True)
    assert in_words((council, held)) == "Oakshire County Council, 2019"


@pytest.mark.parametrize(
    ("words_of", "sentence"),
    [
        ((), ""),
        (("salt",), "The word “salt” stands nowhere in the minutes."),
        (("salt", "Mexico"), "The words “salt” and “Mexico” stand nowhere in the minutes."),
        (("salt", "grit", "Mexico"), "The words “salt”, “grit” and “Mexico” stand nowhere in the minutes."),
    ],
)
def test_words_that_stand_nowhere_are_named(words_of: tuple[str, ...], sentence: str) -> None:
    assert unused(words_of) == sentence


def test_the_end_of_a_text_begins_at_a_word() -> None:
    assert ending("The barn was empty.", 40) == "The barn was empty."
    assert ending("The barn was empty.", 10) == "… empty."


def test_an_answer_from_several_councils_says_so() -> None:
    assert of_councils(WORDING["answered"], 2) == "The minutes of 2 councils say:"
    assert of_councils(WORDING["answered"], 1) == "The minutes say:"
    assert of_councils(WORDING["partly_answered"], 3) == (
        "What comes nearest in the minutes of 3 councils; it may answer only a part, or not at all:"
    )
    assert of_councils(WRITTEN["answered"], 2) == "From the minutes of 2 councils:"
    assert of_councils(WORDING["incomplete"], 2) == WORDING["incomplete"]
    # What says it already, as a list does, stays as it is.
    assert of_councils("3 votes were found: 1 of Oak and 2 of Elm.", 2) == "3 votes were found: 1 of Oak and 2 of Elm."


def test_what_a_follow_up_was_read_as_is_said_plainly() -> None:
    assert understood("Who attended?", "Who attended?") == ""
    assert understood("and why?", "and why? (How much was it (net)? £40.)") == (
        "Read together with what came before: “How much was it (net)? £40.”"
    )
    assert understood("Did he agree?", "Did Mr Reid agree? (Who spoke? Mr Reid.)") == (
        "Read as “Did Mr Reid agree?”, together with what came before: “Who spoke? Mr Reid.”"
    )
    assert understood("and in 2019?", "What did salt cost in 2019?") == "Read as “What did salt cost in 2019?”"


@pytest.mark.parametrize(
    ("shown", "councils", "sentence"),
    [
        (10, (1,) * 10, "20 decisions were found, of 10 councils. The first of each, 10 in all, by date:"),
        (
            10,
            (1,) * 10 + (0, 0),
            "22 decisions were found, of 12 councils. The first 10, of 10 of these councils, by date:",
        ),
        (2, (2, 0), "4 decisions were found: 3 of C0 and 1 of C1. The first 2, of 1 of these councils, by date:"),
    ],
)
def test_a_list_is_of_each_council_only_where_each_shows_some(
    shown: int, councils: tuple[int, ...], sentence: str
) -> None:
    totals = (3, 1) if len(councils) == 2 else (2,) * 10 + (1, 1)
    of = tuple(OfCouncil(f"C{at}", totals[at], number) for at, number in enumerate(councils))
    listing = Listing(Sought("decision"), sum(one.total for one in of), shown, councils=of)
    assert words("answered", Extent(20, NOBODY, NOBODY, None, None, 20), listing=listing) == sentence

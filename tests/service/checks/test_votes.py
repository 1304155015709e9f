"""Votes of a sentence against those of what it cites."""

from service.checks.ground import Ground
from service.checks.votes import fault

COUNTED = Ground("The motion was carried by 7 votes to 2, with one abstention.")
NAMED = Ground("For (2): Councillors Reid and Marsh. Against (1): Councillor Oake.")


def test_votes_that_are_counted_so_pass() -> None:
    assert fault("It was carried by 7 votes to 2.", [COUNTED]) == ""
    assert fault("Seven councillors voted in favour and two against.", [COUNTED]) == ""


def test_votes_that_are_turned_round_are_told() -> None:
    assert fault("It was lost by 2 votes to 7.", [COUNTED]) == "what it cites does not count 2 in favour"
    assert fault("Two councillors voted in favour and seven against.", [COUNTED]) == (
        "what it cites does not count 2 in favour"
    )


def test_a_councillor_who_voted_otherwise_is_told() -> None:
    assert fault("Councillor Oake voted against the motion.", [NAMED]) == ""
    assert fault("Councillor Reid voted against the motion.", [NAMED]) == (
        "what it cites does not name “Councillor Reid” as against"
    )


def test_what_counts_nothing_passes() -> None:
    assert fault("The Cabinet met for two hours.", [COUNTED]) == ""

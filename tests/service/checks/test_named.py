"""Counts of things that a paragraph names one by one."""

import pytest

from service.checks.figures import fault
from service.checks.ground import Ground

LIBRARIES = "That the transfer of Brindlewick and Orlingford libraries to community management be approved."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (LIBRARIES, "Two libraries go to community management."),
        (LIBRARIES, "The transfer of 2 libraries was approved."),
        ("The libraries at Elm, Oak and Ash Green would close.", "Three village libraries would close."),
        ("Councillors Ames, Bold and Carr voted against.", "Three councillors voted against."),
        ("The schools of Elm and Oak were named.", "Two schools were named."),
    ],
)
def test_a_count_of_what_is_named_one_by_one_passes(text: str, sentence: str) -> None:
    assert fault(sentence, [Ground(text)]) == ""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (LIBRARIES, "Three libraries go to community management."),
        (LIBRARIES, "More than two libraries go to community management."),
        (LIBRARIES, "Two library assistants were named."),
        (LIBRARIES, "Two schools were named."),
        (LIBRARIES, "Two per cent of libraries were named."),
        # One name, a list that goes on, or begins before; two lists that differ; nothing named at all.
        ("The Health and Wellbeing boards met.", "Two boards met."),
        ("The Elm and Oak libraries and others would close.", "Two libraries would close."),
        ("The libraries at Elm and Oak, as well as Ash, would close.", "Two libraries would close."),
        ("Salt, Elm and Oak libraries would close.", "Two libraries would close."),
        ("Elm and Oak libraries close; Ash, Yew and Fir libraries stay.", "Two libraries would close."),
        ("However, Elm and Oak libraries would close.", "Three libraries would close."),
        ("However, Elm and Oak libraries would close.", "Two libraries would close."),
        ("The libraries would close in Elm.", "Two libraries would close."),
        ("The Elm and Elm libraries would close.", "Two libraries would close."),
    ],
)
def test_what_is_not_proved_is_an_unknown_figure_as_before(text: str, sentence: str) -> None:
    assert fault(sentence, [Ground(text)]).startswith(("the figure “", "what it cites does not"))


def test_what_stands_over_a_paragraph_names_nothing() -> None:
    assert fault("Two libraries would close.", [Ground("It was agreed.", over=("Elm and Oak libraries",))]) != ""

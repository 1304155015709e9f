"""Denials, outcomes, opposites and quantities of a sentence against those of what it cites."""

import pytest

from service.checks.ground import Ground
from service.checks.polarity import fault

# A sentence, what it cites, and whether that may be shown.
SAME = [
    ("The Committee refused the application.", "The Committee did not approve the application."),
    ("The application was not approved.", "The application was refused."),
    ("The motion was not carried.", "The motion was lost."),
    ("The amendment was lost and the motion was carried.", "The amendment was lost. The motion was carried."),
    ("No objections were raised.", "No objections were raised."),
    ("Absence increased.", "Absence rose to 5 per cent."),
    ("The library will stay open.", "The Council would not close the library."),
    ("The report did not say when.", "The report gave no date."),
    ("Members were not told of the letter.", "Members had not been informed of the letter."),
    ("Nobody attended for the trust.", "No representative of the trust attended."),
    ("The service had failed to reply.", "The service did not reply."),
    ("The service didn’t reply.", "The service did not reply."),
    ("Two members voted against.", "2 voted against, 7 for."),
    ("It was recommended that the budget be approved.", "Recommended that the budget be approved."),
    ("The cost was not only high.", "The cost was high."),
    ("It was carried unanimously.", "It was carried, nem con."),
    # That is no motion.
    ("The services carry the biggest risk.", "The biggest risk is in the services."),
    ("Audits were carried out in May.", "Audits were undertaken in May."),
    ("The survey was carried out in May.", "The survey was carried out in May."),
    ("The survey was not carried out.", "The survey was abandoned."),
    ("The survey was to be carried out in May.", "The survey was to be carried out in May."),
    ("The motion was carried over the objections of the Mayor.", "The motion was carried, the Mayor objecting."),
]
OTHERWISE = [
    (
        "The Committee approved the application.",
        "The Committee did not approve the application.",
        "“approved” is not what became of it in what it cites",
    ),
    (
        "The Committee approved the application.",
        "The Committee refused the application.",
        "“approved” is not what became of it in what it cites",
    ),
    (
        "The application was refused.",
        "The application was approved.",
        "“refused” is not what became of it in what it cites",
    ),
    (
        "Audits were carried out in May.",
        "Audits were not undertaken in May.",
        "“carried” is not what became of it in what it cites",
    ),
    ("The motion was carried.", "The motion was put.", "“carried” is not what became of it in what it cites"),
    # However it goes on, a motion that was lost was not carried.
    *(
        (sentence, text, f"“{word}” is not what became of it in what it cites")
        for word, sentence, text in (
            (
                "carried",
                "The motion on the village libraries was carried over the objections of the Mayor.",
                "The motion on the village libraries was lost over the objections of the Mayor.",
            ),
            (
                "carries",
                "The amendment to the budget on village libraries carries.",
                "The amendment to the budget on village libraries was lost.",
            ),
            ("carries", "The amendment carries.", "The amendment was put."),
            (
                "carried",
                "The survey of village libraries was carried out in May.",
                "The survey of village libraries was abandoned in May.",
            ),
        )
    ),
    *(
        (
            "The survey of village libraries was carried out in May.",
            f"The survey of village libraries was {fate} in May.",
            "what it cites does not say that anything was carried out",
        )
        for fate in ("cancelled", "to be carried out", "being carried out")
    ),
    # Both words stand there, of the other thing each.
    (
        "The amendment was carried and the motion was lost.",
        "The amendment was lost. The motion was carried.",
        "“carried” is not what became of it in what it cites",
    ),
    (
        "It agreed not to close the library.",
        "It agreed to close the library.",
        "it denies “close”, and what it cites does not",
    ),
    (
        "It agreed to close the library.",
        "It agreed not to close the library.",
        "what it cites denies “close”, and it does not",
    ),
    ("Objections were raised.", "No objections were raised.", "what it cites denies “Objections”, and it does not"),
    ("There were no objections.", "Objections were raised.", "it denies “objections”, and what it cites does not"),
    ("Absence rose.", "Absence fell to 5 per cent.", "it says “rose” where what it cites says “fell”"),
    (
        "Members were satisfied.",
        "Members were dissatisfied.",
        "it says “satisfied” where what it cites says “dissatisfied”",
    ),
    ("It was agreed unanimously.", "It was agreed.", "“unanimously” is not in what it cites"),
    ("All members agreed.", "Members agreed.", "“All” is not in what it cites"),
    ("Only two sites were visited.", "Two sites were visited.", "“Only” is not in what it cites"),
    ("Costs rose significantly.", "Costs rose.", "“significantly” is not in what it cites"),
    (
        "The budget was approved.",
        "The budget was recommended for approval.",
        "what it cites does not say that anything was approved",
    ),
    (
        "The budget was approved.",
        "Recommended that the budget be approved.",
        "what it cites does not say that anything was approved",
    ),
]


@pytest.mark.parametrize(("sentence", "text"), SAME)
def test_what_is_said_so_passes(sentence: str, text: str) -> None:
    assert fault(sentence, [Ground(text)]) == ""


@pytest.mark.parametrize(("sentence", "text", "reason"), OTHERWISE)
def test_what_is_said_otherwise_is_told(sentence: str, text: str, reason: str) -> None:
    assert fault(sentence, [Ground(text)]) == reason


def test_a_resolution_that_something_be_carried_out_does_not_say_that_it_was() -> None:
    ground = Ground("That the survey be carried out in May.", decides=True)
    assert fault("The survey was carried out in May.", [ground]) == (
        "what it cites does not say that anything was carried out"
    )


def test_a_resolution_decides_what_it_says() -> None:
    assert fault("The budget was approved.", [Ground("That the budget be approved.", decides=True)]) == ""

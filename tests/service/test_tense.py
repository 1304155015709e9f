"""Questions about what happened, and sentences about what is to come."""

import pytest

from service.tense import asks_what_happened, tells_what_is_to_come


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the survey find?", True),
        ("Has the ferry been replaced?", True),
        ("who was elected chair", True),
        ("When will the survey be?", False),
        ("What is the fee?", False),
        ("What was planned for the park?", False),  # a plan is what is asked for
        ("What did they say would happen next?", False),
        ("What was decided about the pool?", False),  # a decision says what is to come
    ],
)
def test_what_happened_is_asked_for_or_not(question: str, expected: bool) -> None:
    assert asks_what_happened(question) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The modelling would not be finished until September.", True),
        ("The CQC was expected to carry out its first assessment in the spring.", True),
        ("The money for the second year had not been confirmed.", True),
        ("A reply was awaited.", True),
        ("The survey found rot in the roof.", False),
        ("The fee had risen to £40.", False),
    ],
)
def test_what_is_to_come_is_told_or_not(sentence: str, expected: bool) -> None:
    assert tells_what_is_to_come(sentence) is expected

"""Which sentences take back or limit what was said before them."""

import pytest

from service.spans import spans_of
from service.turning import turns, turns_across


@pytest.mark.parametrize(
    "sentence",
    [
        "However, the roof had leaked.",
        "But nobody came.",
        "This complaint was not upheld.",
        "This was not the view of the auditors.",
        "The offer was subject to contract.",
        "That approval was conditional on a survey.",
        "It had since been withdrawn.",
        "The second application was refused.",
        "The planning appeal had been dismissed.",
        "None of these had been accepted, and they were rejected.",
        "Unfortunately the barn had burnt down.",
        "Not all members agreed.",
        "The only exception was the mill.",
        "subject to the consent of the owner;",
        "that this be subject to a survey.",
        "provided that the roof is sound;",
        "They were no longer in use.",
    ],
)
def test_a_sentence_turns_the_one_before(sentence: str) -> None:
    assert turns(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The barn was full.",
        "This was welcomed by all members.",
        "It would be met from reserves.",
        "Members did not think that salt was dear.",
        "The Clerk had not been told of the frost.",
        "The complaint was upheld.",
        "Butter was dear.",
        "Exceptional frost was forecast.",
        "The scheme was welcomed; it had not been dear.",
        "The order of business was not changed.",
        "The application for a shop at Elm Road was refused by the committee.",
        "It was RESOLVED that the mill be not sold.",
        "It was then agreed that the sale be deferred.",
    ],
)
def test_a_sentence_that_says_something_else_turns_nothing(sentence: str) -> None:
    assert not turns(sentence)


@pytest.mark.parametrize(
    ("sentence", "is_turning"),
    [
        ("However, the roof had leaked.", True),
        ("In contrast, nobody came.", True),
        ("This complaint was not upheld.", True),
        ("They were no longer in use.", True),
        ("The latter was refused.", True),
        ("The application for a shop at Elm Road was refused by the committee.", False),
        ("The application was refused.", False),
        ("The plan was subject to approval by the Cabinet.", False),
        ("It was RESOLVED that the mill be not sold.", False),
        ("It had since been withdrawn.", False),
        ("The order of business was not changed.", False),
        ("Subject to contract, the shop would be let.", False),
        ("This was welcomed.", False),
    ],
)
def test_of_the_next_paragraph_only_words_that_point_back_turn_the_one_before(sentence: str, is_turning: bool) -> None:
    assert turns_across(sentence) is is_turning


def test_a_sentence_is_quoted_with_those_that_turn_it_at_most_two() -> None:
    text = (
        "The sale was agreed. However, it was subject to a survey. But the survey was late. Yet nobody knew. "
        "Salt was low. Frost came."
    )

    def said(words: str) -> list[str]:
        start = text.index(words)
        return [text[slice(*span)] for span in spans_of(text, [(start, start + len(words))])]

    assert said("The sale was agreed.") == [
        "The sale was agreed.",
        "However, it was subject to a survey.",
        "But the survey was late.",
    ]
    assert said("Salt was low.") == ["Salt was low."]

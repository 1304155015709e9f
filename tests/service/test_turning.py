"""Which sentences take back or limit what was said before them."""

import pytest

from service.spans import spans_of
from service.turning import turns


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
    ],
)
def test_a_sentence_that_says_something_else_turns_nothing(sentence: str) -> None:
    assert not turns(sentence)


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

"""Sentences that a model copied out of the paragraphs shown to it: from which of them they are cited."""

import pytest

from service.checks.support import word_for_word
from service.citations import Removed
from service.writing import Drafted
from service.written import (
    COPIED,
    checked,
)
from tests.service.cabinet import NAME, SHOWN, cabinet, numbered


def test_a_sentence_that_stands_in_another_paragraph_word_for_word_is_cited_from_there() -> None:
    copied = "Recruitment of social workers for the villages had improved slowly."
    shown = numbered(cabinet((f"{copied} The Chair thanked officers.", "The library at Oak won an award.")))

    sentence, left_out = checked(Drafted(copied, (2,)), shown)

    assert sentence is not None
    assert [(one.paragraph_id, one.quote) for one in sentence.citations] == [(f"{NAME}#45.1", copied)]
    assert left_out == (Removed(f"[2] of “{copied}”", COPIED, "citation"),)
    # Whoever names one that was not shown is not helped.
    assert checked(Drafted(copied, (9,)), shown) == (None, (Removed(copied, "it cites no paragraph that was shown"),))


@pytest.mark.parametrize(
    ("copied", "labelled"),
    [
        # These lean, or say too little to be of one matter alone.
        ("It was refused by the committee.", "The barn at Oak was considered. It was approved by the committee."),
        ("The application was refused by the committee.", "The application for the barn was approved."),
        ("This was not supported by members.", "The barn at Oak was supported by members."),
        ("He had resigned in May.", "Councillor Byrd had joined the Board in May."),
        (
            "It was refused by the planning committee after a long debate on flooding.",
            "The barn at Oak was approved by the planning committee after a long debate on flooding.",
        ),
        # And these the labelled paragraph says otherwise.
        (
            "The application for a salt barn in Mill Lane was refused.",
            "The application for a salt barn in Mill Lane was approved.",
        ),
        (
            "The application for a salt barn was lost by 3 votes to 2.",
            "The application for a salt barn was lost by 2 votes to 3.",
        ),
        (
            "The application for a salt barn in Mill Lane came from seven farmers.",
            "The application for a salt barn in Mill Lane came from nine farmers.",
        ),
    ],
)
def test_what_may_be_of_the_labelled_paragraph_is_held_against_that(copied: str, labelled: str) -> None:
    shown = numbered(cabinet((f"The shop at Elm was considered. {copied}", labelled)))

    sentence, left_out = checked(Drafted(copied, (2,)), shown)

    assert sentence is None
    assert [one.reason for one in left_out] != [COPIED]


def test_what_stands_in_two_paragraphs_is_a_copy_of_neither() -> None:
    copied = "Recruitment of social workers for the villages had improved slowly."
    shown = numbered(cabinet((copied, copied, "The library at Oak won an award.")))

    assert checked(Drafted(copied, (3,)), shown)[0] is None


@pytest.mark.parametrize(
    "text",
    [
        # A part of a sentence may leave out what turns it round, and few words stand everywhere.
        "Objections to the closure of the library were raised.",
        "The Cabinet agreed the transport budget",
        "The Chair thanked",
        "Councillor Ames voted",
    ],
)
def test_a_part_of_a_sentence_is_not_taken_for_a_copy(text: str) -> None:
    assert not any(word_for_word(text, one.paragraph.text) for one in SHOWN)


def test_a_copy_is_one_or_several_whole_sentences() -> None:
    text = "The Cabinet agreed it. Councillor Ames voted\nagainst; and left. None spoke."

    assert word_for_word("Councillor Ames voted against; and left", text) == (23, 63)
    assert word_for_word("The Cabinet agreed it. Councillor Ames voted against; and left.", text) == (0, 63)
    # Two words stand in many paragraphs.
    assert word_for_word("None spoke.", text) is None

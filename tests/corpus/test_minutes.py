"""Folded texts, slugs and digests, and metadata put together."""

from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.minutes import PARAGRAPH_KINDS, STATUSES, Metadata, digest, fold, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  one \t\n two  ", "one two"),
        ("one\u00a0\u00a0two\u2007three\u202ffour\u2009five", "one two three four five"),
        ("Coun\u00adcil\u200bl\ufeffor", "Councillor"),
        ("\u202aone\u202e \u2066two\u2069\u200f", "one two"),
        ("one\U000e0041\U000e007f", "one"),
        ("cafe\u200b\u0301", "café"),
        ("\u200b\ufeff", ""),
        ("cafe\u0301", "café"),
        ("one\x00\x07two", "onetwo"),
        ("one\x0btwo\x85three", "one two three"),
        ("ŵ ŷ ’ –", "ŵ ŷ ’ –"),
        ("", ""),
    ],
)
def test_text_is_folded_to_single_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folded_text_folds_to_itself(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Children’s Scrutiny", "childrens-scrutiny"),
        ("Sir Gâr & Dŵr", "sir-gar-dwr"),
        ("77/21", "77-21"),
        ("...", ""),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("x" * 70, "x" * 60),
    ],
)
def test_a_slug_is_part_of_an_address(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_a_digest_changes_with_the_label_and_with_the_text() -> None:
    assert digest("(a)", "one") == sha256(b"(a)\none").hexdigest()[:16]
    assert len({digest("(a)", "one"), digest("(b)", "one"), digest("(a)", "two")}) == 3


def test_what_is_stated_goes_over_what_is_found() -> None:
    stated = Metadata(council="One", status="draft")
    found = Metadata(
        council="Two", committee="Audit", held=date(2023, 3, 6), title="Title", status="approved", item="4"
    )

    assert stated.over(found) == Metadata("One", "Audit", date(2023, 3, 6), "Title", "draft", "4")
    assert Metadata().over(Metadata()) == Metadata()


def test_the_kinds_and_states_are_these() -> None:
    assert STATUSES == ("draft", "approved", "unknown")
    assert PARAGRAPH_KINDS == (
        "paragraph",
        "resolution",
        "recommendation",
        "action",
        "vote",
        "attendance",
        "declaration",
        "question",
        "response",
        "note",
        "heading",
    )

"""A model's thoughts are not for the reader."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.thoughts import Thoughts


def seen(*pieces: str) -> str:
    thoughts = Thoughts()
    return "".join(thoughts.feed(piece) for piece in pieces) + thoughts.end()


CASES = [
    ("It was <think>hm</think>so.", "It was so."),
    ("<think>hm\nhm</think>\nSo [1].", "\nSo [1]."),
    ("<THINK>hm</Think>So.", "So."),
    ("<thinking>a</thinking><reasoning>b</reasoning><thought>c</thought>So.", "So."),
    ("<think>never ended", ""),
    ("<think>a <b> </b> b</think>So.", "So."),
    ("</think>So.", "So."),
    ("fewer than <5 and x < y", "fewer than <5 and x < y"),
    ("<thin", "<thin"),
    ("a <b>c</b> <thinks> </thinkers>", "a <b>c</b> <thinks> </thinkers>"),
    ("<<think>a</think>b", "<b"),
    ("a\u202eb\u200bc\0d\ud800e\U000e0041f", "abcdef"),
    ("a\tb\nc", "a\tb\nc"),
    ("<thi\u200bnk>a</think>b", "b"),
]


@pytest.mark.parametrize(("written", "expected"), CASES)
def test_what_is_between_the_tags_is_left_out(written: str, expected: str) -> None:
    assert seen(written) == expected
    assert seen(*written) == expected


def test_what_cannot_become_a_tag_is_not_held_back() -> None:
    thoughts = Thoughts()
    assert thoughts.feed("It is <5 ") == "It is <5 "
    assert thoughts.feed("and a<") == "and a"
    assert thoughts.feed("b") == ""
    assert thoughts.feed(" c") == "<b c"


@given(
    st.lists(
        st.sampled_from(["<think>", "</think>", "<", ">", "/", "think", "a ", "£ ", "</", "<thin", "k>"]), max_size=12
    ).map("".join),
    st.lists(st.integers(0, 40), max_size=6),
)
def test_where_a_text_is_cut_changes_nothing(text: str, places: list[int]) -> None:
    edges = [0, *sorted(min(place, len(text)) for place in places), len(text)]
    assert seen(*[text[start:end] for start, end in pairwise(edges)]) == seen(text)

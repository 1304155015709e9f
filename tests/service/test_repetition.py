"""Whether one sentence says again what another has said."""

import pytest

from service.repetition import gist, repeats

POOL = "Members agreed that the pool in Mill Lane stay open until 5 June."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("members agreed that the pool in mill lane stay open until 5 june", True),
        (
            "(That) Members agreed that the pool in Mill Lane stay open until 5 June.",
            True,
        ),  # 13 words are both's, of 13
        ("The members agreed that the pool in Mill Lane stay open until 5 June, and thanked all.", False),  # 13 of 16
        ("Members agreed that the pool in Mill Lane stay open until 9 June.", False),
        ("Members agreed that the pool in Mill Lane not stay open until 5 June.", False),
        ("Members agreed that the pool in Mill Lane be shut on 5 June.", False),
    ],
)
def test_sentences_repeat_by_their_words_and_never_with_another_figure_or_negation(other: str, expected: bool) -> None:
    assert repeats(gist(POOL), gist(other)) is expected
    assert repeats(gist(other), gist(POOL)) is expected


def test_short_sentences_repeat_only_to_the_word() -> None:
    assert repeats(gist("The report was noted."), gist("The report was noted"))
    assert not repeats(gist("The report was noted."), gist("The last report was noted."))

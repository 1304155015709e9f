"""Which words of a question a reader is told stand nowhere."""

import pytest

from service.unused import told


@pytest.mark.parametrize(
    ("question", "unused", "expected"),
    [
        ("Who won the cup in Mexico?", {"won", "cup", "mexico"}, ("Mexico",)),
        ("Salt, salt and more Salt?", {"salt"}, ("Salt",)),
        ("What about gritters?", set(), ()),
        ("What about 2031?", {"2031"}, ()),
        ("Do they really mention gritters?", {"really", "mention", "gritters"}, ("gritters",)),
        ("apples pears plums cherries", {"apples", "pears", "plums", "cherries"}, ("apples", "pears", "plums")),
    ],
)
def test_words_are_told_as_typed_three_at_most_and_talk_is_passed_over(
    question: str, unused: set[str], expected: tuple[str, ...]
) -> None:
    assert told(question, unused) == expected

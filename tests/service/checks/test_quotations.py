"""Words in quotation marks of a sentence against those of what it cites."""

import pytest

from service.checks.ground import Ground
from service.checks.quotations import fault

GROUND = Ground(
    "Members called the school’s roof “a disgrace – and unsafe”, and asked for repairs.", over=("Oak School",)
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Members called the roof “a disgrace”.",
        'Members called the roof "a disgrace - and unsafe."',
        "Members called the roof ‘a disgrace’ and asked for repairs.",
        "It was about “Oak School”.",
        "The school's members' roof isn't safe.",
    ],
)
def test_words_of_the_record_may_be_quoted(sentence: str) -> None:
    assert fault(sentence, [GROUND]) == ""


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Members called the roof “a disaster”.", "a disaster"),
        ('Members "demanded repairs at once".', "demanded repairs at once"),
        ("Members called it 'a scandal' and left.", "a scandal"),
        ("Members called the roof “A disgrace”.", "A disgrace"),
    ],
)
def test_other_words_may_not(sentence: str, words: str) -> None:
    assert fault(sentence, [GROUND]) == f"the words “{words}” are not in what it cites"

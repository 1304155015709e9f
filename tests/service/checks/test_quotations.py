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
        "Members called ‘the school’s roof’ unsafe.",
        "It was ‘Oak School’ and ‘a disgrace’ that were named.",
        # A part of a quotation, as the record has it.
        "Members called the school’s roof “a disgrace",
        "and unsafe”, and asked for repairs.",
        "In the '70s and the ’90s the roof was repaired.",
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
        ("Members said that ‘the school’s roof was a scandal’.", "the school’s roof was a scandal"),
        ("Members said,'£5 was wasted'.", "£5 was wasted"),
        ("Members called the roof ’a scandal’.", "a scandal"),
        ("Members said “it was “a disgrace” to all”.", "it was “a disgrace” to all"),
    ],
)
def test_other_words_may_not(sentence: str, words: str) -> None:
    assert fault(sentence, [GROUND]) == f"the words “{words}” are not in what it cites"


@pytest.mark.parametrize(
    "sentence",
    [
        "Members called the roof “a scandal.",
        "It was a scandal”, members said of the roof.",
        'Members called the roof "a scandal.',
        "Members called the roof «a scandal».",
        "Members called the roof «a disgrace».",
        "Members called the roof „a scandal“.",
        "Members called the roof ‹a scandal›.",
        "Members called the roof ‚a scandal‘.",
        "Members called the roof ''a scandal''.",
        "Members called the roof ‘a scandal.",
    ],
)
def test_marks_that_do_not_close_or_are_of_other_languages_may_not_stand(sentence: str) -> None:
    assert fault(sentence, [GROUND]) == "a quotation in it does not begin and end with marks that can be checked"

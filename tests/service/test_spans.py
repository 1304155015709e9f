"""Which sentences of a paragraph are quoted."""

import pytest

from service.spans import leans, spans_of

SHORT = "The plan was late. Members were cross. The cost was £4."
LONG = "Ann Hall opened. She spoke of salt. This had cost £4. The barn was full. Roads were clear. Thanks were given."


def said(text: str, *matched: str) -> list[str]:
    """Return what is quoted of a text whose best sentences are the texts given."""
    spans = [(text.index(one), text.index(one) + len(one)) for one in matched]
    return [text[start:end] for start, end in spans_of(text, spans)]


def test_the_best_sentences_are_quoted_in_printed_order() -> None:
    text = f"{SHORT} Nobody knew. All went home."
    assert said(text, "Nobody knew.", "The plan was late.") == ["The plan was late.", "Nobody knew."]


def test_without_a_best_sentence_the_first_is_quoted() -> None:
    assert said(SHORT) == ["The plan was late."]


def test_the_sentence_between_two_quoted_ones_is_not_left_out() -> None:
    assert said(SHORT, "The plan was late.", "The cost was £4.") == [
        "The plan was late.",
        "Members were cross.",
        "The cost was £4.",
    ]


def test_a_sentence_that_leans_on_others_brings_them() -> None:
    assert said(LONG, "This had cost £4.") == ["Ann Hall opened.", "She spoke of salt.", "This had cost £4."]


def test_at_most_two_sentences_are_brought() -> None:
    text = "Ann Hall came. She sat. She rose. She left."
    assert said(text, "She left.") == ["She sat.", "She rose.", "She left."]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("He had been told so.", True),
        ("This was noted.", True),
        ("The latter was refused.", True),
        ("It was therefore agreed.", True),
        ("It would be met from reserves.", True),
        ("In response, Mr Hall left.", True),
        ("“They had gone,” he said.", True),
        ("That figure was wrong.", True),
        ("It was noted that salt was low.", False),
        ("That the report be noted.", False),
        ("Those present agreed.", False),
        ("Hebden Bridge was flooded.", False),
        ("Salt was low.", False),
    ],
)
def test_a_sentence_leans_by_its_first_words(sentence: str, expected: bool) -> None:
    assert leans(sentence) is expected

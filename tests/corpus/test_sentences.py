"""Where the sentences of a text begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("No full stop", ["No full stop"]),
        ("Cllr. Ames spoke. Mr. Brand replied.", ["Cllr. Ames spoke.", "Mr. Brand replied."]),
        ("Minute No. 2 refers. It was read.", ["Minute No. 2 refers.", "It was read."]),
        ("It began at 12.30 p.m. The Chair spoke.", ["It began at 12.30 p.m.", "The Chair spoke."]),
        ("A rise of 3.5 per cent was noted. It passed.", ["A rise of 3.5 per cent was noted.", "It passed."]),
        ("Systems, eg. Each field, were new. Good.", ["Systems, eg. Each field, were new.", "Good."]),
        ("J. Smith and A. B. Jones came. They sat.", ["J. Smith and A. B. Jones came.", "They sat."]),
        ("He said ‘it is late.’ She agreed.", ["He said ‘it is late.’", "She agreed."]),
        ("It was late (very.) Then it came.", ["It was late (very.)", "Then it came."]),
        ("In case of emergency.. They left.", ["In case of emergency..", "They left."]),
        ("the end. lower case goes on.", ["the end. lower case goes on."]),
        ("", []),
        ("   ", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text(alphabet='Ab1 .!?’)"(£\n', max_size=60))
def test_spans_follow_each_other_with_white_space_between(text: str) -> None:
    spans = sentences(text)
    gaps = [text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)]

    assert all(start < end for start, end in spans)
    assert "".join(gaps).strip() == ""


def test_a_long_row_of_dots_takes_no_time() -> None:
    assert len(sentences("." * 100_000 + "x")) == 1

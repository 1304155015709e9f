"""An answer as Markdown: quotations are blocks, marks lead to sources, and the record's words are never markup."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.collection import Collection
from index.scope import EVERYTHING
from service.answer import answer
from service.markdown import escaped, markdown, pieces, unescaped, without_headings
from service.settings import Settings
from service.shapes import AnswerBody, answer_body


@pytest.fixture
def body(web_collection: Collection, settings: Settings) -> AnswerBody:
    return answer_body(
        answer(web_collection, "Did recruitment of social workers improve?", scope=EVERYTHING, settings=settings)
    )


def test_quotations_are_blocks_with_marks_and_the_marks_have_sources(body: AnswerBody) -> None:
    text = markdown(body, "https://minutes.example")
    assert "\n> Recruitment of social workers had improved. [45.2]\n" in text
    assert (
        "\n- [45.2] paragraph 45.2, Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023, "
        "draft minutes: https://minutes.example/minutes/oakshire/childrens-scrutiny/2023-09-12?paragraph=45.2#45.2\n"
    ) in text
    assert text.endswith(f"\n\n{body.coverage}\n")


def test_for_proof_the_question_and_the_digests_stand_there_too(body: AnswerBody) -> None:
    text = markdown(body, "", for_proof=True)
    assert text.startswith("# Did recruitment of social workers improve?\n\n")
    digest = body.sentences[0].citations[0].digest
    assert len(digest) == 16
    assert f"#45.2 (text {digest})\n" in text


def test_what_was_typed_and_what_councils_are_called_is_no_markup(body: AnswerBody) -> None:
    told = replace(
        body, message="No votes about “[x](http://evil.example)” <b>.", coverage="Searched: 1 meeting of *Oak*."
    )
    text = markdown(told, "")
    assert "No votes about “\\[x\\](http://evil.example)” \\<b\\>." in text
    assert text.endswith("Searched: 1 meeting of \\*Oak\\*.\n")


def test_the_pieces_joined_are_the_whole(body: AnswerBody) -> None:
    assert "".join(pieces(body, "")) == markdown(body, "")


def test_paragraphs_of_several_minutes_with_one_label_are_told_apart(body: AnswerBody) -> None:
    first = body.sentences[0]
    other = replace(first.citations[0], paragraph_id="elm/cabinet/2020-01-01#45.2")
    text = markdown(replace(body, sentences=(first, replace(first, citations=(other,)))), "")
    assert "improved. [45.2]\n" in text
    assert "improved. [45.2 (2)]\n" in text
    assert "/minutes/elm/cabinet/2020-01-01?paragraph=45.2#45.2\n" in text


def with_minutes_of_elm(body: AnswerBody) -> AnswerBody:
    """Return an answer with its first sentence, twice as if from other minutes, and the first again."""
    first = body.sentences[0]
    at_elm = replace(
        first.citations[0],
        paragraph_id="elm/cabinet/2020-01-01#45.2",
        source="Cabinet*, Elm Council, 1 January 2020",
        minutes_status="unknown",
    )
    other = replace(first, citations=(at_elm,))
    return replace(body, sentences=(first, other, other, first))


HEADINGS = [
    "**Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023, draft minutes**",
    "**Cabinet\\*, Elm Council, 1 January 2020**",
]


def test_quotations_from_several_minutes_stand_under_whose_they_are(body: AnswerBody) -> None:
    assert "**" not in markdown(body, "")
    first, other = (
        "> Recruitment of social workers had improved. [45.2]",
        "> Recruitment of social workers had improved.",
    )
    given = with_minutes_of_elm(body)
    text = markdown(given, "")
    lines = [line for line in text.partition("\nSources:")[0].splitlines() if line]
    assert lines[1:] == [
        HEADINGS[0],
        first,
        HEADINGS[1],
        f"{other} [45.2 (2)]",
        f"{other} [45.2 (2)]",
        HEADINGS[0],
        first,
    ]
    assert f"{given.message}\n\n{HEADINGS[0]}\n\n{first}\n\n{HEADINGS[1]}\n\n" in text
    assert "".join(pieces(given, "")) == text
    plain = f"{given.message}\n\n{first}\n\n{other} [45.2 (2)]\n\n{other} [45.2 (2)]\n\n{first}\n"
    assert without_headings(text).startswith(plain)


def test_items_of_one_meeting_have_no_headings(body: AnswerBody) -> None:
    first = body.sentences[0]
    of_an_item = replace(first.citations[0], paragraph_id="oakshire/childrens-scrutiny/2023-09-12/46#46.p1")
    text = markdown(replace(body, sentences=(first, replace(first, citations=(of_an_item,)))), "")
    assert text.count("\n> ") == 2
    assert "**" not in text


def test_what_a_written_answer_rests_on_stands_under_whose_it_is_too(body: AnswerBody) -> None:
    text = markdown(replace(with_minutes_of_elm(body), mode="written"), "")
    said, _, record = text.partition("\nThe record says:\n")
    assert "**" not in said
    quote = "> Recruitment of social workers had improved."
    assert [line for line in record.partition("\nSources:")[0].splitlines() if line] == [
        HEADINGS[0],
        f"{quote} [45.2]",
        HEADINGS[1],
        f"{quote} [45.2 (2)]",
    ]


def test_a_written_sentence_is_no_quotation_and_what_it_rests_on_is_quoted_after_it(body: AnswerBody) -> None:
    written = replace(body, mode="written", sentences=(replace(body.sentences[0], text="More workers were found."),))
    text = markdown(written, "")
    assert "\nMore workers were found. [45.2]\n" in text
    assert "\nThe record says:\n\n> Recruitment of social workers had improved. [45.2]\n" in text


def test_silence_says_what_was_searched_and_what_is_related(web_collection: Collection, settings: Settings) -> None:
    silent = answer(web_collection, "Who won the world cup in Mexico?", scope=EVERYTHING, settings=settings)
    text = markdown(answer_body(silent), "")
    assert text.startswith("The minutes searched do not say. Searched: 2 meetings")
    assert ">" not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("![a](http://evil.example/b)", "!\\[a\\](http://evil.example/b)"),
        ("<img src=x>", "\\<img src=x\\>"),
        ("# Heading", "\\# Heading"),
        ("1. Apologies", "1\\. Apologies"),
        ("£5 & a *note*", "£5 \\& a \\*note\\*"),
    ],
)
def test_the_words_of_the_record_are_never_markup(text: str, shown: str) -> None:
    assert escaped(text) == shown


@given(st.text())
def test_what_was_escaped_comes_back(text: str) -> None:
    assert unescaped(escaped(text)) == text

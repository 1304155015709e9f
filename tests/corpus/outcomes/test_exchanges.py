"""Questions that were put, with who asked, who answered and what was replied."""

from collections.abc import Callable

from corpus.minutes import Minutes
from corpus.outcomes.exchanges import find_exchanges

Row = tuple[str | None, str | None, str | None, str | None, bool]


def exchanges(minutes: Minutes) -> list[Row]:
    return [
        (
            one.asked_by,
            one.asked_of,
            one.response.split("#")[1] if one.response else None,
            one.answered_by,
            one.supplementary,
        )
        for one in find_exchanges(minutes)
    ]


def test_a_question_is_answered_by_the_response_after_it(read_item: Callable[..., Minutes]) -> None:
    lines = (
        "Question from Mr A Finch to Cllr Bold: when will it open?\nResponse: It would open in May.\n"
        "Question 2: Mrs Reid asked the Leader of the Council why.\nResponse: Councillor Bold said that it was late.\n"
        "Supplementary question: Mrs Reid asked when.\nResponse from Councillor Bold: in June."
    )

    assert exchanges(read_item(lines)) == [
        ("Mr A Finch", "Cllr Bold", "p2", None, False),
        ("Mrs Reid", "the Leader of the Council", "p4", "Councillor Bold", False),
        ("Mrs Reid", None, "p6", "Councillor Bold", True),
    ]


def test_under_a_title_of_questions_a_paragraph_asks_and_answers(read_item: Callable[..., Minutes]) -> None:
    lines = (
        "Public questions:\nMr Finch asked when it would open. The Head of Parks, Jo Marsh, replied that it was shut.\n"
        "Mrs Reid asked why.\nThe Chair apologised to her.\nAs a supplementary question, Mrs Reid asked who paid."
    )

    assert exchanges(read_item(lines)) == [
        ("Mr Finch", None, "p2", "The Head of Parks", False),
        ("Mrs Reid", None, "p4", "The Chair", False),
        ("Mrs Reid", None, None, None, True),
    ]


def test_questions_and_answers_by_number_and_questions_in_debate(read_item: Callable[..., Minutes]) -> None:
    assert exchanges(read_item("Q1. When will it open?\nA1. In May.")) == [(None, None, "p2", None, False)]
    assert exchanges(read_item("Councillor Reid asked why. The Director replied that it was old.")) == []


def test_question_and_answer_on_lines_of_their_own_are_exchanged(read_item: Callable[..., Minutes]) -> None:
    minutes = read_item(
        "Question 1 from Mrs Vale to the Leader\nWhy was the bus cut?\nResponse from Councillor Reid:\nIt was not.\n"
        "Supplementary question\nMrs Vale asked when it would return.\nAnswer\nCouncillor Reid replied that it would."
    )

    assert [paragraph.kind for paragraph in minutes.paragraphs] == [
        *("question", "question", "response", "response"),
        *("question", "question", "response", "response"),
    ]
    first, second = find_exchanges(minutes)
    assert (first.asked_by, first.asked_of, first.answered_by) == ("Mrs Vale", "the Leader", "Councillor Reid")
    assert (first.response, second.response) == (minutes.paragraphs[2].id, minutes.paragraphs[6].id)
    assert second.supplementary

"""How well hits support an answer."""

from dataclasses import replace

import pytest

from corpus.minutes import Paragraph, digest
from index.hits import Hit, MinutesSummary
from service.evidence import SIMILARITY_WEIGHT, evidence, names_a_subject, support

SUMMARY = MinutesSummary("m", "Oak Council", "Roads Board", None, "", "draft", "plain", "m.txt", 1)


def hit(text: str, *, similarity: float, best: float, headings: tuple[str, ...] = ()) -> Hit:
    paragraph = Paragraph("m#1", "1", ("1",), headings, "paragraph", text, None, 1, None, digest("1", text))
    return Hit(paragraph, "5", "Gritting", SUMMARY, 0.9, 1, ((0, 4),), similarity, 2.0, best)


def test_strength_is_seven_parts_similarity_and_three_parts_words_held() -> None:
    # "salt" and "cost" are asked for; the paragraph holds one of them: coverage 1/2.
    found = support("What did the salt cost?", [hit("Salt was bought.", similarity=0.3, best=0.6)], [None])
    assert SIMILARITY_WEIGHT == 0.7
    assert found.similarity == 0.6
    assert found.coverage == pytest.approx(0.5)
    assert found.strength == pytest.approx(0.7 * 0.6 + 0.3 * 0.5)


def test_names_and_numbers_of_the_question_must_be_held() -> None:
    found = hit("Salt was bought in Mill Lane.", similarity=0.5, best=0.5)
    assert support("What was bought in Mill Lane?", [found], [None]).names_held
    assert not support("What was bought in Fenwick?", [found], [None]).names_held
    assert not support("What was bought in 2019?", [found], [None]).names_held
    assert support("What did Oak Council buy?", [found], [None]).names_held


def test_words_that_stand_over_a_paragraph_count_as_held() -> None:
    over = hit("It was noted.", similarity=0.0, best=0.0, headings=("Salt",))
    assert support("salt gritting roads", [over], [None]).coverage == 1.0
    assert support("salt barns", [over], ["The barns were full:"]).coverage == 1.0


def test_nothing_found_is_no_support() -> None:
    assert support("salt", [], []).strength == 0.0


def test_the_strongest_of_the_first_hits_counts() -> None:
    weak, strong = hit("Pear.", similarity=0.1, best=0.1), hit("Salt cost £4.", similarity=0.7, best=0.8)
    assert support("What did the salt cost?", [weak, strong], [None, None]).similarity == 0.8


@pytest.mark.parametrize(
    ("question", "item", "near"),
    [
        ("Did salt cost £400 in Oakham?", "Oakham was short of salt.", True),
        ("Did salt cost £400 in Oakham?", "Elmham was short of salt.", False),
        ("Did Oakham pay £500 for salt?", "Oakham paid £500.", False),
        ("Did salt cost £400?", "", True),
    ],
)
def test_a_name_may_stand_in_the_item_and_a_number_may_not(question: str, item: str, near: bool) -> None:
    found = support(question, [hit("Salt cost £400.", similarity=0.5, best=0.5)], [None], [lambda: item])
    assert found.names_near is near


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the committee resolve?", False),
        ("Who attended the meeting?", False),
        ("List all decisions", False),
        ("What did the scrutiny board recommend?", False),
        ("What did the Children and Families Scrutiny Committee resolve?", False),
        ("What did the scrutiny board recommend about salt?", True),
        ("Why did the council refer salt to the board?", True),
        ("What did the committee resolve about salt?", True),
        ("salt", True),
    ],
)
def test_a_question_for_outcomes_alone_names_no_subject(question: str, expected: bool) -> None:
    assert names_a_subject(question) is expected


def test_evidence_tells_whose_minutes_and_where() -> None:
    shown = evidence(hit("Salt was bought.", similarity=0.3, best=0.6), "The barns were full:")
    assert (shown.council, shown.committee, shown.title, shown.item_number) == (
        "Oak Council",
        "Roads Board",
        "Gritting",
        "5",
    )
    assert (shown.minutes_status, shown.parent_text) == ("draft", "The barns were full:")
    assert shown.address == "/minutes/m?paragraph=1&quote=0-4#1"


def test_evidence_leads_to_the_other_places_that_say_the_same() -> None:
    twin = replace(hit("Salt was bought.", similarity=0.3, best=0.6), also=("m/approved#7.1",))
    assert evidence(twin, None).also == ("/minutes/m/approved?paragraph=7.1#7.1",)

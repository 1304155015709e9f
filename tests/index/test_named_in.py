"""Names of a question that stand in an item, where no header tells whose minutes they are of."""

import pytest

from index.named_in import named_in, names


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When was Worcestershire inspected?", {"Worcestershire"}),
        ("What did Councillor Potter say of Surrey’s academy?", {"Potter", "Surrey"}),
        ("Nottingham’s plan", set()),  # the first word is capitalised anyway
        ("Was it late? Why in Ash?", {"Ash"}),
        ("Was it late? Salt was.", set()),
        ("What was decided in March by the Board?", set()),
        ("what does the CCG say", set()),  # abbreviations are left to the words
    ],
)
def test_names_are_capitalised_inside_a_question(question: str, expected: set[str]) -> None:
    assert names(question) == expected


TEXTS = {1: "Oakham was inspected.", 2: "It was found wanting.", 3: "Elmham and Oakhamshire were not.", 4: "Salt."}
ITEMS = {1: "oak", 2: "oak", 3: "elm", 4: "ash"}


def test_what_stands_in_an_item_with_the_names_has_their_share() -> None:
    every = frozenset(TEXTS)
    assert named_in(frozenset({"Oakham"}), TEXTS, ITEMS, every) == {1: 1.0, 2: 1.0, 3: 0.0, 4: 0.0}
    assert named_in(frozenset({"Oakham", "Elmham"}), TEXTS, ITEMS, every) == {1: 0.5, 2: 0.5, 3: 0.5, 4: 0.0}


def test_minutes_that_state_their_council_are_left_to_their_headers() -> None:
    assert named_in(frozenset({"Oakham"}), TEXTS, ITEMS, frozenset({1, 2, 4})) == {1: 1.0, 2: 1.0, 4: 0.0}
    assert named_in(frozenset({"Oakham"}), TEXTS, ITEMS, frozenset()) == {}


def test_a_name_that_no_item_holds_or_every_one_tells_nothing() -> None:
    every = frozenset({1, 2})
    assert named_in(frozenset({"Ipswich"}), TEXTS, ITEMS, frozenset(TEXTS)) == {}
    assert named_in(frozenset({"Oakham"}), TEXTS, ITEMS, every) == {}


def test_of_very_many_names_the_first_are_looked_for() -> None:
    many = frozenset({f"Aa{letter}" for letter in "abcdefgh"})
    assert named_in(many | {"Oakham"}, TEXTS, ITEMS, frozenset(TEXTS)) == {}

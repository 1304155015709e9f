"""Councils and committees that questions name."""

import pytest

from index.hits import Body
from service.bodies import bodies_in, unknown_council

KNOWN = (
    Body("Oakshire County Council", "Cabinet"),
    Body("Oakshire County Council", "Children’s Scrutiny Committee"),
    Body("Fenwick District Council", "Cabinet"),
    Body("Fenwick District Council", "Fenwick Coastal Joint Committee"),
    Body("Fenwick District Council", "Planning Committee"),
    Body("Reading Borough Council", "Audit and Governance Committee"),
    Body("Council of the Borough of Wells", "City Council"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did Oakshire County Council decide?", ["Oakshire County Council"]),
        ("What did Oakshire decide?", ["Oakshire County Council"]),
        ("Oakshire's view", ["Oakshire County Council"]),
        ("the Children's Scrutiny Committee", ["Children’s Scrutiny Committee"]),
        ("what did children’s scrutiny ask", []),
        ("did Children’s Scrutiny ask", ["Children’s Scrutiny Committee"]),
        ("item 2 of the coastal joint committee", ["Fenwick Coastal Joint Committee"]),
        ("the Audit & Governance Committee", ["Audit and Governance Committee"]),
        ("Did Fenwick’s Cabinet agree?", ["Fenwick District Council", "Cabinet"]),
        ("What is the Council’s view of the city council?", []),
        ("the planning of homes", []),
        ("Reading schemes in schools", []),
        ("How did Reading vote?", ["Reading Borough Council"]),
        ("What did Wells resolve?", ["Council of the Borough of Wells"]),
        ("Oakshireton and Fenwick-on-Sea", []),
    ],
)
def test_bodies_are_named_in_full_or_without_the_words_for_their_kind(question: str, named: list[str]) -> None:
    assert [one.name for one in bodies_in(question, KNOWN)] == named


def test_a_short_name_that_two_bodies_share_names_neither() -> None:
    known = (Body("Oak County Council", "Planning Committee"), Body("Oak City Council", "Planning Board"))
    assert bodies_in("What did Oak Planning decide?", known) == []
    assert [one.name for one in bodies_in("What did the Planning Board decide?", known)] == ["Planning Board"]


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What did Barsetshire County Council decide about roads?", "Barsetshire County Council"),
        ("List the decisions of Melbury and Stoke District Council.", "Melbury and Stoke District Council"),
        ("What did Oakshire County Council decide?", ""),
        ("What did Oakshire Council decide?", ""),
        ("What does the letter from Barsetshire County Council say?", ""),
        ("What did the Parish Council decide?", ""),
    ],
)
def test_a_council_without_minutes_is_told_where_its_doings_are_asked_for(question: str, unknown: str) -> None:
    assert unknown_council(question, KNOWN) == unknown


def test_no_council_is_unknown_where_minutes_do_not_name_theirs() -> None:
    assert unknown_council("What did Barsetshire County Council decide?", (*KNOWN, Body(None, None))) == ""
    assert unknown_council("What did Barsetshire County Council decide?", ()) == ""

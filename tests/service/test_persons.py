"""Whether a name as it is asked for may be one that is printed."""

import pytest

from service.persons import same_person, surname


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Cllr Smith", "Councillor J. Smith"),
        ("Smith", "Jane Smith"),
        ("Jane Smith", "Councillor J. Smith"),
        ("Councillor J Smith", "Jane Smith"),
        ("Councillor Jane Smith", "Smith"),
        ("Mr O'Neill", "Mr Liam O’Neill"),
        ("Councillor Asante-Moor", "Councillor Winifred Asante-Moor"),
        ("J.K. Reid", "John K Reid"),
    ],
)
def test_names_that_may_be_one_person(asked: str, printed: str) -> None:
    assert same_person(asked, printed)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("Ann Smith", "Councillor J. Smith"),
        ("Ann Smith", "Jane Smith"),
        ("Councillor Smith", "Councillor Smithson"),
        ("Councillor Moor", "Councillor Asante-Moor"),
        ("Councillor", "Councillor Reid"),
        ("", "Reid"),
    ],
)
def test_names_that_are_of_two_people(asked: str, printed: str) -> None:
    assert not same_person(asked, printed)


def test_a_surname_is_the_last_word_without_its_marks() -> None:
    assert [surname(one) for one in ("Cllr Ann O’Neill,", "the Harbour Master", "Councillor")] == [
        "O’Neill",
        "Master",
        "Councillor",
    ]

"""Names in printed lists, parted as they are printed, with the roles that stand beside them."""

import pytest

from corpus.outcomes.people import Person, names_in, one_of_line, people_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Councillors A. Reid, P. de Souza and M. O’Brien", ("A. Reid", "P. de Souza", "M. O’Brien")),
        ("Cllrs J. Ames; R Bold & T. Cork", ("J. Ames", "R Bold", "T. Cork")),
        ("Councillor Reid and Councillor Marsh", ("Councillor Reid", "Councillor Marsh")),
        ("Councillors Asante-Moor and Ruxley (2)", ("Asante-Moor", "Ruxley")),
        ("Councillors Adams, Bell, and Carr – 3", ("Adams", "Bell", "Carr")),
        ("none", ()),
        ("None.", ()),
        ("", ()),
    ],
)
def test_a_printed_list_is_parted_into_names_as_printed(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_roles_stand_in_brackets_or_after_a_comma() -> None:
    text = "Councillor Reid (Leader, in the Chair), Jo Marsh, Head of Parks and Trees; Gid Amory, Partner, Vail LLP"

    assert people_in(text) == [
        Person("Councillor Reid", "Leader, in the Chair"),
        Person("Jo Marsh", "Head of Parks and Trees"),
        Person("Gid Amory", "Partner, Vail LLP"),
    ]


def test_a_clause_about_a_person_names_nobody_else() -> None:
    text = "Councillor Reid, for whom Jo Marsh stood in, and from Mr Finch of Wold and Shore Water"

    assert people_in(text) == [
        Person("Councillor Reid", None, "for whom Jo Marsh stood in"),
        Person("Mr Finch", None, "of Wold and Shore Water"),
    ]


def test_a_line_of_one_person_is_all_of_it_theirs() -> None:
    assert one_of_line("Linda Reid, Cabinet Member for Schools, Skills and Play") == Person(
        "Linda Reid", "Cabinet Member for Schools, Skills and Play"
    )
    assert one_of_line("Linda Reid, Jo Marsh") is None


def test_how_many_came_is_neither_a_person_nor_a_role() -> None:
    assert people_in("J Ames (Clerk); Press: 1") == [Person("J Ames", "Clerk")]
    assert people_in("Councillors Bell and Carr – 2") == [Person("Bell"), Person("Carr")]


def test_a_name_in_a_list_may_begin_with_a_particle() -> None:
    assert names_in("Councillors Reid, O’Neill, de Souza and van Dyke") == ("Reid", "O’Neill", "de Souza", "van Dyke")


def test_councillors_on_lines_of_one_cell_are_parted_by_their_titles() -> None:
    assert people_in("Councillor Ann Hall (Chair) Councillor Ben Pike Cllr. Cara Low; Jo Marsh, Clerk") == [
        Person("Councillor Ann Hall", "Chair"),
        Person("Councillor Ben Pike"),
        Person("Cllr. Cara Low"),
        Person("Jo Marsh", "Clerk"),
    ]
    assert names_in("County Councillor Reid County Councillor Marsh") == (
        "County Councillor Reid",
        "County Councillor Marsh",
    )


def test_an_office_before_a_title_is_no_name_of_its_own() -> None:
    assert names_in("Lord Mayor Councillor Ann Hall") == ("Lord Mayor Councillor Ann Hall",)
    assert names_in("Councillor Sir Bob Neil") == ("Councillor Sir Bob Neil",)

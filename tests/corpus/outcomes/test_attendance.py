"""Who was there and who was not, from lists, tables and sentences."""

from collections.abc import Callable

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.attendance import find_attendance

ReadItem = Callable[..., Minutes]
Row = tuple[str, str | None, str]


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (
            "PRESENT: Councillor Kitching (Chair) and Councillors Reid and Marsh",
            [("Councillor Kitching", "Chair", "present"), ("Reid", None, "present"), ("Marsh", None, "present")],
        ),
        ("Officers: Jo Marsh (Head of Place)", [("Jo Marsh", "Head of Place", "in attendance")]),
        ("ALSO PRESENT: Councillor Toal", [("Councillor Toal", None, "in attendance")]),
        ("Sederunt: Provost Diver", [("Provost Diver", None, "present")]),
        (
            "Witnesses:\nJo Marsh, Director of Schools, Skills and Play",
            [("Jo Marsh", "Director of Schools, Skills and Play", "in attendance")],
        ),
        (
            "Apologies for absence were received from Councillors Reid and Marsh.",
            [("Reid", None, "apologies"), ("Marsh", None, "apologies")],
        ),
        (
            "Apologies were received from Captain Reid, who was at sea, and from the Clerk, whose boat was late.",
            [("Captain Reid", None, "apologies"), ("the Clerk", None, "apologies")],
        ),
        (
            "Apologies:\nCouncillor Reid sent apologies. Councillor Finch attended as substitute for Councillor Reid.",
            [("Councillor Reid", None, "apologies"), ("Councillor Finch", "substitute for Councillor Reid", "present")],
        ),
        ("Apologies: None", []),
        ("Apologies:\nThere were no apologies.", []),
        (
            "Present: Wold Council – Councillors A. Reid and J. Marsh. Fen Board – Mr T. Bell.",
            [("A. Reid", None, "present"), ("J. Marsh", None, "present"), ("Mr T. Bell", None, "present")],
        ),
        ("Councillor Reid presented his apologetic report.", []),
        ("Expected:\nCouncillor Reid", []),
    ],
)
def test_people_are_listed_with_their_role_and_whether_they_were_there(
    read_item: ReadItem, lines: str, people: list[Row]
) -> None:
    assert [(one.name, one.role, one.presence) for one in find_attendance(read_item(lines))] == people


def test_a_table_of_attendance_has_a_row_for_each(read_item: ReadItem) -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    table = "<p>The people:</p><table>{}{}{}</table>".format(
        row.format("Attendee", "Role", "Attendance"),
        row.format("Cllr A. Marsh", "Chair", "Present"),
        row.format("Cllr B. Bold", "Member", "Apologies, sent representative"),
    )

    assert [(one.name, one.role, one.presence) for one in find_attendance(read_item(table, "item.html"))] == [
        ("Cllr A. Marsh", "Chair", "present"),
        ("Cllr B. Bold", "Member", "apologies"),
    ]


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        ("In the Chair: Councillor P Adair", [("Councillor P Adair", None, "present")]),
        ("Members Present: Councillors Adair and J Boyle", [("Adair", None, "present"), ("J Boyle", None, "present")]),
        ("Officials in Attendance: Mr R Lisle", [("Mr R Lisle", None, "in attendance")]),
        ("Apologies – Cllr Dunn", [("Cllr Dunn", None, "apologies")]),
        (
            "Present\nCllr A Marsh (Chair)\nIn attendance\nJo Finch, Head of Roads\nApologies\nCllr C Dunn",
            [
                ("Cllr A Marsh", "Chair", "present"),
                ("Jo Finch", "Head of Roads", "in attendance"),
                ("Cllr C Dunn", None, "apologies"),
            ],
        ),
    ],
)
def test_heads_of_lists_are_read_as_councils_print_them(read_item: ReadItem, lines: str, people: list[Row]) -> None:
    found = find_attendance(read_item(lines))

    assert [(one.name, one.role, one.presence) for one in found] == people


def test_why_somebody_is_away_is_not_their_role(read_item: ReadItem) -> None:
    minutes = read_item("Apologies:\nReceived and accepted from Cllr Moor (work), Cllr Dunn (Vice-Chair).")

    assert [(one.name, one.role, one.presence) for one in find_attendance(minutes)] == [
        ("Cllr Moor", None, "apologies"),
        ("Cllr Dunn", "Vice-Chair", "apologies"),
    ]


def test_a_welsh_head_of_a_list_is_nobody(read_item: ReadItem) -> None:
    minutes = read_item("Presennol: Y Cynghorydd E. Rees (Cadeirydd); y Cynghorwyr M. Puw, T. ap Gwilym")

    assert [(one.name, one.role, one.presence) for one in find_attendance(minutes)] == [
        ("Y Cynghorydd E. Rees", "Cadeirydd", "present"),
        ("M. Puw", None, "present"),
        ("T. ap Gwilym", None, "present"),
    ]

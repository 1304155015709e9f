"""Declarations of interest: who declared what about which matter, and whether they left."""

from collections.abc import Callable

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.declarations import find_declarations

ReadItem = Callable[..., Minutes]
Row = tuple[str, str | None, str | None, bool | None]


@pytest.mark.parametrize(
    ("line", "declared"),
    [
        (
            "Councillor Reid declared a personal interest in item 5 as a trustee.",
            [("Councillor Reid", "personal", "item 5", None)],
        ),
        (
            "Councillor Reid declared a disclosable pecuniary interest in item 5, being the tenant, and left the room.",
            [("Councillor Reid", "disclosable pecuniary", "item 5", True)],
        ),
        (
            "Councillors Reid and Marsh declared personal interests in item 7 as governors, and remained.",
            [("Reid", "personal", "item 7", False), ("Marsh", "personal", "item 7", False)],
        ),
        (
            "Dr Marsh declared that her niece kept bees. She remained in the room.",
            [("Dr Marsh", None, "her niece kept bees", False)],
        ),
        (
            "Mr Reid repeated the declaration recorded at Minute 7 in relation to the pier. Mr Bell declared that his"
            " son rowed; he left the room.",
            [("Mr Reid", None, "the pier", None), ("Mr Bell", None, "his son rowed", True)],
        ),
        ("The Chair declared a DPI in item 4 because he owned the field.", [("The Chair", "DPI", "item 4", None)]),
        ("Cllr Bold (item 4) – personal", [("Cllr Bold", "personal", "item 4", None)]),
        ("There were no declarations of interest.", []),
        ("Members declared no interests.", []),
        ("None", []),
        ("I declare none, said the Chair.", []),
    ],
)
def test_a_declaration_names_member_interest_matter_and_whether_they_left(
    read_item: ReadItem, line: str, declared: list[Row]
) -> None:
    found = find_declarations(read_item(f"Declarations of interest:\n{line}"))

    assert [(one.member, one.interest, one.matter, one.left) for one in found] == declared


def test_a_table_of_declarations_has_a_row_for_each(read_item: ReadItem) -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    table = "<h2>Declarations of interest</h2><table>{}{}</table>".format(
        row.format("Member", "Minute", "Interest"), row.format("Councillor Reid", "61/22", "Personal")
    )

    assert [(one.member, one.interest, one.matter) for one in find_declarations(read_item(table, "item.html"))] == [
        ("Councillor Reid", "Personal", "61/22")
    ]


def test_a_non_pecuniary_interest_is_not_made_a_pecuniary_one(read_item: ReadItem) -> None:
    minutes = read_item("Declarations of interest:\nCllr Vale – Item 7 – Non-pecuniary – member of the club.")

    assert [(one.member, one.interest, one.matter) for one in find_declarations(minutes)] == [
        ("Cllr Vale", "Non-pecuniary", "Item 7")
    ]

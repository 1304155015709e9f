"""Actions: who is to do what and by when, as the minutes print it."""

from collections.abc import Callable
from datetime import date

import pytest

from corpus.minutes import Minutes
from corpus.outcomes.actions import find_actions

ReadItem = Callable[..., Minutes]


@pytest.mark.parametrize(
    ("line", "text", "owner", "due"),
    [
        ("ACTION: Chris Marsh", "ACTION: Chris Marsh", "Chris Marsh", None),
        (
            "Action – Head of Finance by 31 March 2024",
            "Action – Head of Finance by 31 March 2024",
            "Head of Finance",
            "31 March 2024",
        ),
        ("ACTION (JS): send the plan by 1 May 2024", "send the plan by 1 May 2024", "JS", "1 May 2024"),
        ("Members asked for it. (Action: CE)", "Members asked for it. (Action: CE)", "CE", None),
        ("ACTION: AC/JS", "ACTION: AC/JS", "AC/JS", None),
        ("Action: Clerk, visits to the homes by 9 June 2023", "visits to the homes", "Clerk", "9 June 2023"),
        ("ACTION – All Members to read it before June", "read it before June", "All Members", "June"),
        ("ACTION: that the letter be sent", "that the letter be sent", None, None),
        ("ACTION: Review Risk Register", "Review Risk Register", None, None),
        ("Action 3: Clerk to write", "write", "Clerk", None),
    ],
)
def test_an_action_names_who_acts_what_and_by_when_as_printed(
    read_item: ReadItem, line: str, text: str, owner: str | None, due: str | None
) -> None:
    assert [(one.text, one.owner, one.due) for one in find_actions(read_item(line))] == [(text, owner, due)]


def test_only_a_date_stated_in_full_is_one(read_item: ReadItem) -> None:
    lines = "ACTION: Clerk by 9 February\nACTION: Clerk by 9 February 2024"

    assert [one.due_date for one in find_actions(read_item(lines))] == [None, date(2024, 2, 9)]


def test_the_entries_under_a_heading_of_actions_are_actions(read_item: ReadItem) -> None:
    lines = (
        "Actions and further information to be provided:\n"
        "· Democratic Services to circulate the letter\n"
        "· A plan for reviews – Jo Marsh, for the meeting on 14 March 2024."
    )

    assert [(one.text, one.owner, one.due) for one in find_actions(read_item(lines))] == [
        ("circulate the letter", "Democratic Services", None),
        ("A plan for reviews", "Jo Marsh", "14 March 2024"),
    ]
    assert find_actions(read_item("Actions/ further information to be provided:\nNone")) == []


def test_an_action_is_about_the_paragraph_it_follows(read_item: ReadItem) -> None:
    minutes = read_item("9.1 The gates leaked.\nACTION: Clerk")

    assert [one.about for one in find_actions(minutes)] == [minutes.paragraphs[0].id]


def test_a_table_of_actions_has_a_row_for_each(read_item: ReadItem) -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    table = "<p>Actions were:</p><table>{}{}{}</table>".format(
        row.format("Action", "Owner", "Due"),
        row.format("Write to the board", "A. Marsh", "3 May 2024"),
        row.format("Mend the gate", "Clerk", ""),
    )

    assert [(one.text, one.owner, one.due_date) for one in find_actions(read_item(table, "item.html"))] == [
        ("Write to the board", "A. Marsh", date(2024, 5, 3)),
        ("Mend the gate", "Clerk", None),
    ]


@pytest.mark.parametrize(
    ("line", "owner", "text"),
    [
        ("Action: Head of Audit to circulate the plan.", "Head of Audit", "circulate the plan"),
        ("Action: The Director for Place will report.", "The Director for Place", "report"),
        ("ACTION: Director of Finance: confirm the reserve.", "Director of Finance", "confirm the reserve"),
    ],
)
def test_the_holder_of_an_office_owns_an_action(
    read_item: Callable[..., Minutes], line: str, owner: str, text: str
) -> None:
    (action,) = find_actions(read_item(line))

    assert (action.owner, action.text) == (owner, text)


def test_what_stands_below_agreed_actions_and_after_a_numbered_action_is_to_be_done(read_item: ReadItem) -> None:
    lines = "Agreed actions:\n• J. Marsh to write to the Trust\n• Mend the gate\nAction 2 - Report in May."

    assert [(one.owner, one.text) for one in find_actions(read_item(lines))] == [
        ("J. Marsh", "write to the Trust"),
        (None, "Mend the gate"),
        (None, "Report in May"),
    ]

"""Pages of an issue, with the items of one meeting or of several."""

from datetime import date

from corpus.minutes import Metadata, Reading
from corpus.read import read_minutes

HEAD = "<div id='modgov'><h1 class='mgMainTitleTxt'>Issue details</h1><h2 class='mgSubTitleTxt'>Ferry fares</h2>"


def read(body: str) -> Reading:
    return read_minutes("issue.html", (HEAD + body + "</div>").encode(), Metadata())


def meeting(line: str, text: str) -> str:
    return f"<h3>Meeting: {line}</h3><p>Minutes:</p><p>{text}</p>"


def test_an_issue_of_one_meeting_is_the_page_of_that_meetings_item() -> None:
    minutes = read(meeting("12/09/2023 - Cabinet (Item 45)", "It was late.")).minutes

    assert (minutes.layout, minutes.id) == ("issue page", "unknown/cabinet/2023-09-12/45")
    assert (minutes.title, minutes.held, minutes.items[0].section) == ("Ferry fares", date(2023, 9, 12), "")
    assert [one.id.split("#")[1] for one in minutes.paragraphs] == ["p1"]


def test_items_of_several_meetings_say_in_their_sections_which_and_the_whole_has_no_date() -> None:
    reading = read(
        meeting("12/09/2023 - Cabinet (Item 45)", "It was late.")
        + meeting("14/05/2024 - Cabinet (Item 9.)", "It sank.")
    )
    minutes = reading.minutes

    assert (minutes.committee, minutes.held) == ("Cabinet", None)
    assert [(item.number, item.section) for item in minutes.items] == [
        ("45", "Meeting: 12/09/2023 - Cabinet (Item 45)"),
        ("9", "Meeting: 14/05/2024 - Cabinet (Item 9.)"),
    ]
    assert reading.warnings == (
        "the document does not state its council; give --council, or a side-car file",
        "its items are of several meetings (12 September 2023, 14 May 2024), so that it has no one date; each item "
        "says which",
    )


def test_two_items_of_one_meeting_have_its_date() -> None:
    line = "12/09/2023 - Cabinet (Item {})"
    minutes = read(meeting(line.format(4), "One.") + meeting(line.format(5), "Two.")).minutes

    assert (minutes.held, [item.section for item in minutes.items]) == (date(2023, 9, 12), ["", ""])


def test_printed_minutes_with_a_line_that_names_their_meeting_are_no_issue_page() -> None:
    text = "Maplemere Town Council\nMeeting: 12/09/2023 - Cabinet\n1. Ferry\nIt was late.\n2. Close\nIt closed."

    assert read_minutes("a.txt", text.encode(), Metadata()).minutes.layout != "issue page"

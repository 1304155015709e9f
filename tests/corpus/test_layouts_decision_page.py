"""Pages of single decisions: whose they are and of which day."""

from datetime import date

from corpus.minutes import Metadata, Reading
from corpus.read import read_minutes


def read(body: str) -> Reading:
    page = f"<div id='modgov'><h1 class='mgMainTitleTxt'>Decision details</h1>{body}</div>"
    return read_minutes("decision.html", page.encode(), Metadata())


def test_a_decision_has_the_day_and_the_body_that_made_it() -> None:
    body = (
        "<h2>Lamp oil</h2><p>Decision Maker: Town Clerk</p><p>Is Key decision?: No</p>"
        "<h3>Decision:</h3><p>To buy it.</p>"
        "<p>Publication date: 13/06/2024</p><p>Date of decision: 11/06/2024</p>"
    )
    minutes = read(body).minutes
    at_meeting = read(body + "<p>Decided at meeting: 11/06/2024 - Harbour Board</p>").minutes

    assert (minutes.committee, minutes.held) == (None, date(2024, 6, 11))
    assert (at_meeting.committee, at_meeting.held) == ("Harbour Board", date(2024, 6, 11))
    assert [(one.id.split("#")[1], one.kind, one.text) for one in minutes.paragraphs] == [
        ("p1", "paragraph", "Decision Maker: Town Clerk"),
        ("p2", "paragraph", "Is Key decision?: No"),
        ("decision.p3", "resolution", "To buy it."),
    ]


def test_decisions_of_one_day_and_body_have_both() -> None:
    one = "<h3>11/06/2024 - Lamp oil</h3><p>Decision Maker: Harbour Board</p><h4>Decision:</h4><p>To buy it.</p>"
    reading = read(one + one.replace("oil", "wicks"))

    assert (reading.minutes.committee, reading.minutes.held) == ("Harbour Board", date(2024, 6, 11))
    assert [item.title for item in reading.minutes.items] == ["11/06/2024 - Lamp oil", "11/06/2024 - Lamp wicks"]
    assert len(reading.warnings) == 1


def test_a_meeting_page_with_a_decision_is_no_decision_page() -> None:
    page = (
        "<div id='modgov'><h2 class='mgSubTitleTxt'>Cabinet - Monday, 3 June 2024 2.00 pm</h2><table><tr>"
        "<td class='mgItemNumberCell'>1.</td><td><p class='mgAiTitleTxt'>Oil</p><p>Is Key decision?: No</p>"
        "<p>Decision:</p><p>To buy it.</p></td></tr></table></div>"
    )

    assert read_minutes("a.html", page.encode(), Metadata()).minutes.layout == "meeting page"

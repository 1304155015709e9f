"""The answer to GetMeeting in, items out; what is restricted stays out."""

import json
from dataclasses import asdict
from datetime import date, time
from pathlib import Path

import pytest

from corpus.errors import NoMinutes
from corpus.minutes import Metadata, Reading
from corpus.read import read_minutes

FIXTURES = Path(__file__).parent / "fixtures"
BODY = "<minutesnonemptyhtmlbody>&lt;p&gt;It sank.&lt;/p&gt;</minutesnonemptyhtmlbody>"


def read(items: str, head: str = "", name: str = "answer.xml") -> Reading:
    source = f"<meeting><meetingid>1</meetingid>{head}<agendaitems>{items}</agendaitems></meeting>"
    return read_minutes(name, source.encode(), Metadata())


def item(inside: str = "", title: str = "Ferry", number: str = "3.", body: str = BODY) -> str:
    return (
        f"<agendaitem><agendaitemtitle>{title}</agendaitemtitle><agendaitemnumber>9</agendaitemnumber>"
        f"<fulldisplaynumberformat>{number}</fulldisplaynumberformat>{body}{inside}</agendaitem>"
    )


def refusal(source: str) -> str:
    with pytest.raises(NoMinutes) as caught:
        read_minutes("answer.xml", source.encode(), Metadata())
    return str(caught.value)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ("<fulldisplaynumberformat>77/21</fulldisplaynumberformat><minutesitemnumber>5</minutesitemnumber>", "77/21"),
        ("<fulldisplaynumberformat>* 308.</fulldisplaynumberformat>", "308"),
        ("<fulldisplaynumberformat>\n</fulldisplaynumberformat><minutesitemnumber>5</minutesitemnumber>", "5"),
        ("<minutesitemnumber>5</minutesitemnumber><minutesitemsubnumber>1</minutesitemsubnumber>", "5.1"),
        ("<minutesitemnumber>5</minutesitemnumber><minutesitemsubnumber>b</minutesitemsubnumber>", "5b"),
        ("<minutesitemnumber>0</minutesitemnumber>", None),
        ("", None),
    ],
)
def test_an_item_has_the_number_that_is_displayed_and_never_its_place_on_the_agenda(
    fields: str, number: str | None
) -> None:
    one = f"<agendaitem><agendaitemnumber>4</agendaitemnumber>{fields}{BODY}</agendaitem>"

    assert [one.number for one in read(one).minutes.items] == [number]


@pytest.mark.parametrize(
    ("encoded", "title"),
    [
        ("Quay &amp;amp; pier", "Quay & pier"),
        ("Quay &amp; pier", "Quay & pier"),
        ("The &amp;lt;b&amp;gt;2 metre&amp;lt;/b&amp;gt; band", "The <b>2 metre</b> band"),
        ("Children&amp;#39;s boats", "Children's boats"),
        ("Quay &amp;amp;copying", "Quay &copying"),
    ],
)
def test_a_title_is_unescaped_twice_and_then_is_text(encoded: str, title: str) -> None:
    assert read(item(title=encoded)).minutes.items[0].title == title


def test_one_item_alone_and_items_without_a_list_around_them_are_read() -> None:
    source = f"<meeting><meetingid>1</meetingid>{item()}</meeting>"

    assert [one.title for one in read(item()).minutes.items] == ["Ferry"]
    assert [one.title for one in read_minutes("a.xml", source.encode(), Metadata()).minutes.items] == ["Ferry"]


def test_a_row_without_a_number_is_a_section_but_not_where_it_has_words() -> None:
    row = "<agendaitem><agendaitemtitle>Part 2</agendaitemtitle><agendaitemnumber>0</agendaitemnumber>{}</agendaitem>"

    assert [(one.title, one.section) for one in read(row.format("") + item()).minutes.items] == [("Ferry", "Part 2")]
    assert [(one.title, one.section) for one in read(row.format(BODY) + item()).minutes.items] == [
        ("Part 2", ""),
        ("Ferry", ""),
    ]


def test_the_meeting_states_its_day_and_hour_and_seldom_its_committee() -> None:
    head = "<meetingdate>03/06/2024</meetingdate><meetingtime>6.30 pm</meetingtime>"
    document = (
        "<linkeddocuments><linkeddoc><title>R</title><meetingdate>{}</meetingdate><isrestricted>{}</isrestricted>"
        "<committeetitle>Pier Board</committeetitle></linkeddoc></linkeddocuments>"
    )

    def stated(inside: str) -> tuple[str | None, date | None, time | None]:
        minutes = read(item(inside), head).minutes
        return minutes.committee, minutes.held, minutes.begins

    assert stated("") == (None, date(2024, 6, 3), time(18, 30))
    assert stated(document.format("03/06/2024", "False")) == ("Pier Board", date(2024, 6, 3), time(18, 30))
    assert stated(document.format("04/06/2024", "False"))[0] is None
    assert stated(document.format("03/06/2024", "True"))[0] is None


def test_nothing_of_a_restricted_item_or_document_is_kept() -> None:
    document = FIXTURES / "web-service-meeting.xml"
    reading = read_minutes(document.name, document.read_bytes(), Metadata())

    assert "Sealed" in document.read_text(encoding="utf-8")
    assert "sealed" not in json.dumps(asdict(reading), default=str).casefold()
    assert reading.warnings[1:] == ("2 items are restricted and were left out",)


@pytest.mark.parametrize(
    "flag",
    [
        "<isrestricted>True</isrestricted>",
        "<isrestricted>\n true </isrestricted>",
        "<isrestricted>Partly</isrestricted>",
        "<isdisplayallowed>False</isdisplayallowed>",
        "<isrestricted>False</isrestricted><isdisplayallowed>maybe</isdisplayallowed>",
    ],
)
def test_an_item_is_restricted_unless_its_flags_say_that_it_is_not(flag: str) -> None:
    reading = read(item() + item(flag, title="Secret"))

    assert [one.title for one in reading.minutes.items] == ["Ferry"]
    assert reading.warnings[-1] == "1 item is restricted and was left out"


def test_a_body_is_read_as_the_page_is() -> None:
    body = "&lt;p&gt;45.1&amp;nbsp;&amp;nbsp; It\nsank.&lt;/p&gt;&lt;ol type='i'&gt;&lt;li&gt;one&lt;/li&gt;&lt;/ol&gt;"
    paragraphs = read(item(body=f"<minutesnonemptyhtmlbody>{body}</minutesnonemptyhtmlbody>")).minutes.paragraphs

    assert [(one.label, one.text) for one in paragraphs] == [("45.1", "It sank."), ("i.", "one")]


def test_those_who_attended_stand_under_how_they_did() -> None:
    people = (
        "<attendees><attendee name='Ann' roledescription='Chair' attendance='Present' ward='Quay'/>"
        "<attendee name='Bob' attendance='Apologies'/><attendee name='Cy' attendance='Present'/></attendees>"
    )
    reading = read_minutes("a.xml", f"<meeting>{people}{item()}</meeting>".encode(), Metadata())

    assert [(one.kind, one.text) for one in reading.minutes.items[0].paragraphs] == [
        ("heading", "Present"),
        ("attendance", "Ann (Chair)"),
        ("attendance", "Cy"),
        ("heading", "Apologies"),
        ("attendance", "Bob"),
    ]
    assert reading.left_out == ("Quay",)


def test_an_answer_is_known_whatever_its_name() -> None:
    assert read(item(), name="GetMeeting.aspx").minutes.layout == "web service"
    assert read(item(), name="answer.txt").minutes.layout == "web service"


def test_a_cancelled_meeting_with_minutes_is_read() -> None:
    assert read(item(), "<meetingstatus>Cancelled</meetingstatus>").minutes.items[0].title == "Ferry"


def test_a_fault_of_the_web_service_is_refused() -> None:
    fault = "<e:Envelope xmlns:e='x'><e:Body><e:Fault><faultcode>e:Client</faultcode><faultstring>No id.</faultstring>"

    assert refusal(f"<?xml version='1.0'?>{fault}</e:Fault></e:Body></e:Envelope>") == (
        "'answer.xml' is an error of the web service ('No id.'), not minutes. Ask it again and add its answer."
    )


def test_other_xml_is_refused() -> None:
    assert refusal("<rss><channel><title>News</title></channel></rss>") == (
        "'answer.xml' is XML of a kind that is not known ('rss'). Minuted reads the web service's answer to GetMeeting."
    )


def test_minutes_of_restricted_items_alone_are_refused() -> None:
    assert refusal(f"<meeting>{item('<isrestricted>True</isrestricted>', title='Secret')}</meeting>") == (
        "'answer.xml' holds no minutes but those of restricted items, so nothing of it was read."
    )


def test_nothing_inside_a_restricted_item_is_told_however_deep_it_stands() -> None:
    restricted = (
        '<agendaitem note="SECRET 1"><agendaitemtitle>SECRET 2</agendaitemtitle>'
        "<isrestricted>True</isrestricted>SECRET 3"
        "<minutesnonemptyhtmlbody><p>SECRET 4</p></minutesnonemptyhtmlbody>"
        "<recordedvotes><vote><councillor>SECRET 5</councillor></vote></recordedvotes></agendaitem>"
    )
    document = (
        "<linkeddocuments><linkeddoc><isrestricted>True</isrestricted><parts><part>SECRET 6</part></parts></linkeddoc>"
        "</linkeddocuments>"
    )

    reading = read(item(inside=document) + restricted)

    assert "SECRET" not in json.dumps(asdict(reading), default=str)
    assert reading.withholds


def test_an_item_whose_flag_is_an_attribute_is_restricted_too() -> None:
    reading = read(item() + item(title="SECRET").replace("<agendaitem>", '<agendaitem isrestricted="True">'))

    assert [found.title for found in reading.minutes.items] == ["Ferry"]
    assert "SECRET" not in json.dumps(asdict(reading), default=str)

"""One meeting of our own writing, as its page, as the web service's answer to GetMeeting and as printed minutes.

In: nothing. Out: the bytes of each, all made of the same labels and texts.
"""

import io
from html import escape

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

PRESENT = (("Councillor Hester Vane", "Chair"), ("Councillor Ivor Tansley", "Vice-Chair"), ("Councillor Una Peake", ""))
Line = tuple[str, str]
# Number, title, the agenda's words, the decision as published, the minutes.
ITEMS: tuple[tuple[str, str, tuple[str, ...], tuple[Line, ...], tuple[Line, ...]], ...] = (
    (
        "21",
        "Apologies for absence",
        (),
        (),
        (("", "Apologies had been received from Councillor Dorrit Lacey, who was at sea."),),
    ),
    (
        "22",
        "Dues & moorings on the north quay",
        ("To consider the dues for 2024/25.",),
        (
            ("", "RESOLVED:"),
            ("(a)", "That a band of £12 a year be made for boats under two metres."),
            ("(b)", "That children be excused from it."),
        ),
        (
            (
                "22.1",
                "The harbour master told the Board that 43 boats under two metres paid nothing, that "
                "their number had doubled since 2019, and that each took as long to moor as a trawler "
                "did.",
            ),
            (
                "22.2",
                "Councillor Peake asked what the dues would bring in. The clerk put it at £516 a year, "
                "less the cost of collecting them, which nobody had yet been able to tell her.",
            ),
            ("", "ACTION: Wilf Garrod"),
            ("22.3", "Three things had been said by those who wrote in:"),
            ("(a)", "that a dinghy was a toy;"),
            (
                "(b)",
                "that the quay was free to all in the charter of 1611, of which the town clerk had a copy "
                "and which said nothing of the kind; and",
            ),
            ("(c)", "that the Board should be ashamed."),
            ("", "RESOLVED:"),
            ("(a)", "That a band of £12 a year be made for boats under two metres."),
            ("(b)", "That children be excused from it."),
        ),
    ),
    (
        "23",
        "The bell buoy",
        (),
        (),
        (
            (
                "23.1",
                "The buoy had been silent for a week – and Members had been told of it by a fisherman and "
                "not by the harbour office, whose business it was to listen for it.",
            ),
            ("i.", "The clapper had worn through on 2 May."),
            ("ii.", "A new one would cost £85 and could be had by 10.00 am on any day."),
            ("23.2", "It was RESOLVED that a new clapper be bought."),
        ),
    ),
    ("24", "Close", (), (), (("", "The meeting closed at 11.20 am."),)),
)


def page() -> bytes:
    """Return the meeting's page (`ieListDocuments.aspx`)."""
    rows = []
    for number, title, agenda, decision, minutes in ITEMS:
        parts = "".join(f"<p>{escape(text)}</p>" for text in agenda)
        for name, lines in (("Decision:", decision), ("Minutes:", minutes)):
            parts += (
                f'<p class="mgSubItemTitleTxt">{name}</p><div class="mgWordPara">{body(lines)}</div>' if lines else ""
            )
        rows.append(
            f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{number}.</p></td>'
            f'<td><p class="mgAiTitleTxt">{escape(title)}</p>{parts}</td></tr>'
        )
    return (
        "<!DOCTYPE html><html><head><title>Agenda and minutes - Osier Quay Town Council</title></head><body>"
        '<div id="modgov"><h1 class="mgMainTitleTxt">Agenda and minutes</h1>'
        '<h2 class="mgSubTitleTxt">Harbour Board - Tuesday, 14th May, 2024 10.00 am</h2>'
        f'<table class="mgItemTable">{"".join(rows)}</table></div></body></html>'
    ).encode()


def answer() -> bytes:
    """Return the answer to GetMeeting: bodies escaped, titles escaped twice, the agenda's numbers other ones."""
    items = ""
    for place, (number, title, agenda, decision, minutes) in enumerate(ITEMS, start=1):
        items += (
            f"<agendaitem><agendaitemtitle>{escape(escape(title))}</agendaitemtitle>"
            f"<agendatext>{escape(''.join(f'<p>{text}</p>' for text in agenda))}</agendatext>"
            f"<agendaitemnumber>{place}</agendaitemnumber><fulldisplaynumberformat>{number}.</fulldisplaynumberformat>"
            f"<minutesnonemptyhtmlbody>{escape(body(minutes))}</minutesnonemptyhtmlbody>"
            f"<decisionnonemptyhtmlbody>{escape(body(decision))}</decisionnonemptyhtmlbody>"
            f"<isrestricted>False</isrestricted><isdisplayallowed>True</isdisplayallowed></agendaitem>"
        )
    people = "".join(
        f'<attendee name="{name}" roledescription="{role}" attendance="Present"/>' for name, role in PRESENT
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><meeting><meetingid>9</meetingid><meetingdate>14/05/2024</meetingdate>'
        "<committeetitle>Harbour Board</committeetitle><meetingtime>10.00 am</meetingtime>"
        f"<agendaitems>{items}</agendaitems><attendees>{people}</attendees></meeting>"
    ).encode()


def body(lines: tuple[Line, ...]) -> str:
    """Return the HTML that Word makes of lines: a newline in mid-sentence, no-break spaces after a label."""
    made = ""
    for label, text in lines:
        wrapped = escape(text).replace(" that ", "\nthat ")
        made += f'<p class="MsoNormal"><span>{label}{"&nbsp;&nbsp; " if label else ""}{wrapped}</span></p>'
    return f'<div class="WordSection1">{made}</div>' if made else ""


def printed() -> bytes:
    """Return the printed minutes: a PDF on A4 with hanging labels, without agenda or decisions published apart."""
    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=14, alignment=TA_JUSTIFY, spaceAfter=7)
    plain = ParagraphStyle("plain", text, alignment=0)
    bold = ParagraphStyle("bold", text, fontName="Times-Bold", alignment=0, spaceBefore=8)
    flow: list[Flowable] = [
        Paragraph("OSIER QUAY TOWN COUNCIL", bold),
        Paragraph("HARBOUR BOARD", bold),
        Paragraph("Minutes of the meeting held on Tuesday, 14 May 2024 at 10.00 am in the Chain Loft", text),
        Paragraph("PRESENT:", bold),
        *(Paragraph(f"{name} ({role})" if role else name, plain) for name, role in PRESENT),
    ]
    for number, title, _, _, minutes in ITEMS:
        flow.append(_hanging(f"{number}.", escape(title).upper().replace("&AMP;", "&amp;"), bold, 0))
        flow += [
            _hanging(label, escape(line), text, 0 if label[:1].isdigit() else 40)
            if label
            else Paragraph(escape(line), ParagraphStyle("unlabelled", text, leftIndent=40))
            for label, line in minutes
        ]
    written = io.BytesIO()
    SimpleDocTemplate(written, pagesize=(595, 842), leftMargin=72, rightMargin=72, invariant=1).build(flow)
    return written.getvalue()


def _hanging(label: str, text: str, style: ParagraphStyle, start: int) -> Paragraph:
    hanging = ParagraphStyle(
        f"{style.name} {start}",
        style,
        leftIndent=start + 40,
        bulletIndent=start,
        bulletFontName=style.fontName,
        bulletFontSize=11,
    )
    return Paragraph(text, hanging, bulletText=label)

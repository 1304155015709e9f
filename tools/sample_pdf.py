"""The text below in, a PDF of the sample out: `python tools/sample_pdf.py` writes it anew, byte for byte the same.

The council, its people and its business do not exist. The meeting follows the one of 24 January 2024, which is in the
sample as text.
"""

from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

FILE = Path(__file__).parent.parent / "corpus" / "sample" / "thornbeck-audit-2024-04-24.pdf"

HEAD = "Thornbeck City Council – Audit Committee, 24 April 2024"
FIRST_PAGE = 211
PRESENT = (
    ("Councillor Kitching (Chair)", "Councillor Prudhoe"),
    ("Councillor Mbatha (Vice-Chair)", "Councillor Sugden"),
    ("Councillor Eastoe", "Mr Emeka Lathbury (Independent Member)"),
    ("Councillor Harbottle", ""),
)
ACTIONS = (
    ("Ref.", "Action agreed in 2023", "Owner", "Position on 31 March 2024"),
    ("A7", "Record every asbestos re-inspection", "S. Wetherell", "In progress: 412 of 530"),
    ("A8", "Reconcile the asbestos register yearly", "S. Wetherell", "Done on 8 March 2024"),
    ("A15", "Weekly check of new certificates", "O. Trevanion", "Done, and tested"),
)

# A label and a text; a heading has its number as label and its title in capitals. `table` is where ACTIONS stands.
MINUTES = (
    ("39.", "APOLOGIES FOR ABSENCE"),
    ("39.1", "Apologies were received from Councillor Dunmore and from Gideon Amory of Harding Vail LLP, for whom his colleague Rosamund Tye attended."),
    ("40.", "DECLARATIONS OF INTEREST"),
    ("40.1", "Councillor Harbottle declared again the interest recorded at minute 32.1 of 24 January 2024. She took part in item 42, having been advised that asbestos in the communal parts of the city’s blocks did not bear on her lease."),
    ("40.2", "Mr Lathbury declared that his nephew had applied for the post of audit apprentice referred to in item 45, and left the room while that paragraph was considered."),
    ("41.", "MINUTES OF THE PREVIOUS MEETING"),
    ("41.1", "The Committee considered the minutes of the meeting held on 24 January 2024. Ms Tye pointed out that the vacancy in the auditor’s team, given at minute 35.1 as lasting from March to September 2023, had in truth begun in February."),
    ("", "Resolved:  That minute 35.1 of 24 January 2024 be amended by the substitution of ‘February’ for ‘March’ and the minutes be signed as a correct record."),
    ("42.", "ASBESTOS RECORDS: FOLLOW-UP OF THE ACTIONS NOT STARTED"),
    ("42.1", "The Chief Internal Auditor presented report IA24/03, which the Committee had asked for in resolution (c) of minute 34. It dealt only with the two actions on asbestos and with the sample of certificates; the programme of inspections was reported to the Housing Improvement Board and was not repeated here."),
    ("42.2", "She reminded Members why the matter had been left until last. The register of asbestos had been kept by a contractor on its own system until 2019, and when the contract ended the Council had received 530 scanned drawings and no data. Nobody had been given the task of typing them in, and each of the three managers concerned had believed it to be another’s."),
    ("42.3", "The position of the actions was as follows:"),
    ("table", ""),
    ("42.4", "The Head of Compliance and Building Safety said that a surveyor had been seconded from Property Services for six months from 12 February 2024 at a cost of £27,300. He was entering some 14 drawings a day, visiting the building wherever the drawing was illegible, and had so far found nine places where lagging shown as removed was still there. None of them could be reached by tenants. All nine had been sealed and labelled within two working days of being found."),
    ("42.5", "Councillor Eastoe asked how a caretaker would know, today, whether a ceiling void was safe to open. The Head of Compliance and Building Safety replied that:"),
    ("(a)", "until the register was complete, no void in a block built before 2000 was to be opened without a survey;"),
    ("(b)", "a yellow card to that effect had been fixed inside the door of every plant room on 1 March 2024; and"),
    ("(c)", "the 38 caretakers and the staff of the two repairs contractors had been trained, all but four of them in person."),
    ("42.6", "Internal Audit had drawn a second sample of certificates, of 150 properties. The exceptions were:"),
    ("42.6.1", "in 3 cases, or 2 per cent of the sample, the date of the certificate did not agree with the date in Keystrand, in each of them by one day; and"),
    ("42.6.2", "in 1 case the certificate had been filed against the neighbouring flat, the two having the same name on the bell."),
    ("42.7", "Councillor Harbottle welcomed the improvement but observed that a register which was three-quarters complete was of no use to the person standing under the other quarter. She asked that the remaining drawings be taken in order of the age of the building and not, as now, in the order in which they had been boxed. The Head of Compliance and Building Safety accepted the point and undertook to change the order from the following Monday."),
    ("", "ACTION:  Silas Wetherell"),
    ("", "Resolved:"),
    ("(a)", "that report IA24/03 be noted;"),
    ("(b)", "that a note of the buildings still to be entered be sent to Members on the first of each month until there are none; and"),
    ("(c)", "that the Cabinet be asked to keep the surveyor’s post until the register is complete, whatever the date."),
    ("43.", "RAISING CONCERNS: ANNUAL REPORT 2023/24"),
    ("43.1", "The Monitoring Officer, Thandiwe Rusk, reported that eleven concerns had been raised under the whistleblowing policy in 2023/24, compared with four in the year before. Seven had come through the new telephone line, which was answered outside the Council and had cost £6,900 in its first year."),
    ("43.2", "Two concerns had been upheld. In the first, overtime in the parks service had been claimed for Sundays on which the depot’s alarm had not been switched off; £3,140 had been repaid and one employee dismissed. In the second, a contractor’s van had been washed and fuelled at the Council’s expense for the best part of a year, at a loss of about £2,200, because nobody had taken back its card."),
    ("43.3", "In reply to Councillor Sugden the Monitoring Officer said that she could not tell whether the rise in numbers meant more wrongdoing or more trust. A survey of staff in November 2023, answered by 1,286 people, had found that 71 per cent knew how to raise a concern, but that only 44 per cent believed they would come to no harm by it. The second figure troubled her more than any of the cases."),
    ("43.4", "Mr Lathbury asked what was done for those who had spoken up. She explained that each was now telephoned after three months and after a year by somebody who had taken no part in the inquiry. Of the four who had reached three months, one had asked for a transfer and been given it."),
    ("", "Resolved:  That the report be noted, and that the survey be repeated in November 2024 with the same questions."),
    ("44.", "FRAUDULENT INVOICE OF NOVEMBER 2023: LESSONS"),
    ("44.1", "Jarrod Ilesanmi, Head of Digital, described what had been learnt from the incident recorded at minute 36.2 of 24 January 2024. The message that began it had been read on a telephone, where the sender’s full address did not show. It had arrived at 4.52 pm on the last day before a holiday and had asked for nothing unusual: the change of a supplier’s bank details was requested some thirty times a month."),
    ("44.2", "Three changes had been made. Bank details could now be altered only after a call to a number already held; the supplier’s old and new accounts both received one penny and a reference, which had to be read back; and no change took effect for five working days. In the first quarter of 2024 the check had delayed 84 genuine changes and stopped two that were not."),
    ("44.3", "The Director of Resources, Leonie Gathercole, said that suppliers had complained of the delay, and that a small bakery which served the day centres had gone unpaid for nine days. She had apologised and lent it nothing, having no power to, but had paid the next two invoices on the day they came. Members considered that the inconvenience was worth bearing."),
    ("44.4", "Councillor Prudhoe asked whether Members’ own accounts were as well guarded as those of officers. The Head of Digital answered that they were not: 19 of the 54 councillors had not yet taken up the second step at sign-in, which would become compulsory on 3 June 2024. Help would be at hand in the Members’ Room on the four Wednesdays in May."),
    ("", "ACTION:  Jarrod Ilesanmi"),
    ("", "Resolved:  That the lessons be noted and the date of 3 June 2024 be supported."),
    ("45.", "INTERNAL AUDIT PLAN 2024/25"),
    ("45.1", "The plan provided for 620 days’ work, 40 fewer than in 2023/24, an auditor having retired and the post having been turned into that of an apprentice. The Chief Internal Auditor was satisfied that the days were enough for an annual opinion but not for more than 25 days of unplanned work."),
    ("45.2", "Members asked for two changes to the draft. The audit of allotment rents, 12 days, should make way for one of the hiring of temporary staff, on which £4.6 million had been spent in 2023/24; and the audit of the crematorium, last carried out in 2016, should be brought forward from March 2025 to September 2024."),
    ("45.3", "The Chief Internal Auditor agreed to the first. As to the second, she advised that the new cremators would be commissioned in August and that an audit in September would be of machines nobody yet knew how to run. It was agreed that November would do."),
    ("", "Resolved:  That the plan be approved with those two changes."),
    ("46.", "STRATEGIC RISK REGISTER: RATING OF SR04"),
    ("46.1", "The Director of Resources reported that the Corporate Management Team had reconsidered the rating of SR04 (Landlord compliance), as the Committee had asked at minute 36. It had been put back from 20 to 25 on 6 February 2024. The team had accepted Councillor Sugden’s argument that to know which inspections were outstanding made them easier to finish but no safer to live with."),
    ("46.2", "Councillor Sugden thanked the Director for the answer, which he said was the first of its kind that he had received in eleven years."),
    ("", "Resolved:  That the revised rating be noted."),
    ("47.", "INDEPENDENT MEMBER AND ACTION LOG"),
    ("47.1", "Nine applications had been received for the post of Independent Member, and three candidates would be seen on 8 May 2024 by a panel of the Chair, Councillor Mbatha and the Monitoring Officer."),
    ("47.2", "The Committee reviewed the actions arising from earlier meetings, as follows:"),
    ("•", "18 October 2023, minute 24.2 – Delphine Archibong to arrange training on fraud risk. Closed: held on 6 March 2024 and attended by ten Members."),
    ("•", "18 October 2023, minute 25.5 – Jarrod Ilesanmi to provide a disaster recovery test report. Closed: the test of 17 February 2024 had restored payroll in seven hours, against an aim of eight."),
    ("•", "24 January 2024, minute 34.8 – Orla Trevanion to circulate the Regulator’s latest letter. Closed on 5 February 2024."),
    ("47.3", "The Chair thanked Mr Lathbury, whose last meeting this was, for seven years in which he had asked the second question when others had been content with the answer to the first."),
    ("48.", "DATE OF NEXT MEETING"),
    ("48.1", "The next meeting would be held on Wednesday, 17 July 2024 at 2.30 pm."),
    ("closing", "The meeting closed at 4.19 pm."),
    ("closing", "[Post meeting note: the second step at sign-in had been taken up by all but two councillors by 31 May 2024.]"),
)  # fmt: skip

TEXT = ParagraphStyle("text", fontName="Times-Roman", fontSize=11, leading=13.5, alignment=TA_JUSTIFY, spaceAfter=7)
TITLE = ParagraphStyle("title", TEXT, fontName="Times-Bold", fontSize=14, leading=18, alignment=TA_CENTER)
PLAIN = ParagraphStyle("plain", TEXT, spaceAfter=0, alignment=0)
HEADING = ParagraphStyle("heading", TEXT, fontName="Times-Bold", alignment=0, spaceBefore=8, keepWithNext=True)


def write(path: Path) -> None:
    """Write the PDF to a path."""
    document = SimpleDocTemplate(
        str(path),
        pagesize=(595, 842),
        leftMargin=72,
        rightMargin=72,
        topMargin=80,
        bottomMargin=84,
        title="Minutes of the Audit Committee, 24 April 2024",
        author="Thornbeck City Council",
        lang="en-GB",
        invariant=1,
        pageCompression=0,
    )
    document.build(_opening() + [_flowable(label, text) for label, text in MINUTES], _first_page, _later_page)


def _opening() -> list[Flowable]:
    held = "Minutes of the meeting held on Wednesday, 24 April 2024 at 2.30 pm in Committee Room 2, The Guildhall"
    officers = (
        "Officers:  Leonie Gathercole (Director of Resources), Delphine Archibong (Chief Internal Auditor), Silas Wetherell "
        "(Head of Compliance and Building Safety), Thandiwe Rusk (Monitoring Officer), Jarrod Ilesanmi (Head of Digital) "
        "and Marguerite Salt (Democratic Services)."
    )
    attendance = [[Paragraph(name, PLAIN) for name in row] for row in PRESENT]
    return [
        Paragraph("THORNBECK CITY COUNCIL", TITLE),
        Paragraph("AUDIT COMMITTEE", TITLE),
        Paragraph(held, TEXT),
        Paragraph("PRESENT:", HEADING),
        Table(attendance, colWidths=[225, 225], spaceAfter=10, style=[("TOPPADDING", (0, 0), (-1, -1), 0)]),
        Paragraph(officers, TEXT),
        Paragraph("Also present:  Rosamund Tye, Harding Vail LLP (external auditor).", TEXT),
    ]


def _flowable(label: str, text: str) -> Flowable:
    if label == "table":
        rows = [[Paragraph(cell, PLAIN) for cell in row] for row in ACTIONS]
        return Table(rows, colWidths=[36, 180, 95, 140], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")], spaceAfter=9)
    if text.isupper():
        return Paragraph(text, _hanging(HEADING, 0, 40), bulletText=label)
    if label == "closing":
        return Paragraph(text, TEXT)
    if not label:
        return Paragraph(text, ParagraphStyle("unlabelled", TEXT, leftIndent=40))
    start, width = (40, 24) if label in {"(a)", "(b)", "(c)", "•"} else (0, 40)
    return Paragraph(text, _hanging(TEXT, start, width), bulletText=label)


def _hanging(style: ParagraphStyle, start: int, width: int) -> ParagraphStyle:
    return ParagraphStyle(
        f"{style.name} {start}",
        style,
        leftIndent=start + width,
        bulletIndent=start,
        bulletFontName=style.fontName,
        bulletFontSize=style.fontSize,
    )


def _first_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Times-Roman", 10)
    canvas.drawCentredString(297, 44, str(FIRST_PAGE + document.page - 1))


def _later_page(canvas: Canvas, document: SimpleDocTemplate) -> None:
    _first_page(canvas, document)
    canvas.drawCentredString(297, 790, HEAD)


if __name__ == "__main__":
    write(FILE)

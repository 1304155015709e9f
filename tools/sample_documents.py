"""The text of a meeting in, the Word file of its minutes in corpus/sample/ out.

Run as `python tools/sample_documents.py` after a change. The same text gives the same bytes: the entries of the zip are
not packed and have a fixed date. Numbers are Word's own: the text below holds none of `PL23/050`, `(1)`, `(a)` or `•`.
"""

import zipfile
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

TARGET = Path(__file__).parent.parent / "corpus" / "sample" / "thornbeck-planning-2023-07-12.docx"

# fmt: off
# Each line has the style of its paragraph before it: `Item` is numbered PL23/050 and on, `Condition` (1) and on after
# each `Outcome`, `Part` (a) and on inside a condition, `Point` is a bullet. The cells of a `Row` are parted by bars.
MEETING = """
Title: PLANNING COMMITTEE
Head: Minutes of the meeting held on Wednesday, 12 July 2023 at 10.00 am in the Council Chamber, The Guildhall, Thornbeck
Head: PRESENT: Councillor Quantrill (Chair), Councillor Inchbald (Vice-Chair), and Councillors Fairbrass, Gosling, Iqbal, Kearsley, Longstaff, Rashid, Sugden and Wrenshall.
Head: IN ATTENDANCE: Corin Blatherwick (Head of Planning), Sunniva Prideaux (Principal Planning Officer), Edda Lowick (Conservation Officer), Osric Bellwether (Highways Development Engineer), Thandiwe Rusk (Monitoring Officer) and Marguerite Salt (Democratic Services).
Item: Apologies for absence
Body: Apologies were received from Councillor Nettleship, for whom there was no substitute.
Item: Declarations of interest
Body: The following interests were declared, none of which required the Member to leave the room:
Row: Member | Minute | Interest
Row: Councillor Longstaff | Corn Hall | Member of the Thornbeck Civic Society, which had commented on the application
Row: Councillor Iqbal | Weir Meadow | Holder of an allotment at Weir Meadow until March 2021
Item: Minutes of the previous meeting
Body: Councillor Gosling asked that the account of the debate on the former Hobgate Dairy be corrected. The number of reports of anti-social behaviour at the site had been given by the police as 27.
Outcome: RESOLVED – That the minutes of the meeting held on 14 June 2023 be signed as a correct record, subject to the substitution in PL23/044 of ‘27 reports’ for ‘37 reports’.
Item: Application 23/00655/LBC – The Corn Hall, Saltpan Street
Body: Further to PL23/046, the Committee had visited the Corn Hall on 5 July 2023. Eight of those now present had attended, and the Chair ruled that the other two might speak but not vote.
Body: The Conservation Officer said that the tiered seating of 1931 was not original and had been altered in 1958 and 1976. A row of twelve cast-iron bench ends, bearing the crest of the Corn Exchange Company, was however of interest and should be kept in the building. She now considered that the mezzanine would pass 1.4 metres below the plaster ceiling and would hide none of it from the floor of the hall.
Body: A sample of slim-profile glazing had been supplied as Members had asked. Its overall thickness was 11 millimetres, against 24 for the glazing first proposed, and the glazing bars of the existing sashes could be re-used in nine of the fourteen windows.
Body: Historic England had written on 7 July 2023 to say that it would not press its concerns about the seating if the bench ends were kept. The Thornbeck Civic Society maintained its objection, but only to the five windows on Saltpan Street.
Body: Councillor Wrenshall was satisfied as to the ceiling. Councillor Fairbrass asked whether the hall could still be used for the winter farmers’ market. The applicant’s architect, Mr Caspian Dunnock, replied that the floor would be clear by 17 November 2023 and that the market could return on the first Saturday of December.
Body: It was proposed by Councillor Inchbald and seconded by Councillor Wrenshall that consent be granted. There were 7 votes for, none against, 1 abstention.
Outcome: RESOLVED – That listed building consent be granted, subject to the following conditions:
Condition: the works shall be begun within three years of the date of the consent;
Condition: the twelve cast-iron bench ends shall be kept and fixed in positions to be approved, as follows:
Part: eight of them in the entrance lobby; and
Part: the others on the mezzanine, where they can be seen from the stair;
Condition: the five windows on Saltpan Street shall be repaired and draught-proofed and shall not be double glazed;
Condition: no work to the mezzanine shall begin until the fixings have been shown on drawings at a scale of one to five; and
Condition: a photographic record of the seating shall be given to the county archive before it is taken down.
Item: Application 23/00790/FUL – Land at Weir Meadow
Body: The Principal Planning Officer presented an application by Tiller and Sons for a workshop of 640 square metres, with a yard for the storage of narrowboats, on 0.8 hectares beside the river. The land had been used as allotments until 2021 and lay in flood zone 3.
Body: The following representations had been received:
Point: 41 letters of objection, of which 29 were about noise and 12 about the loss of the allotments;
Point: 6 letters of support, all of them from owners of boats; and
Point: a letter from the Environment Agency, which objected because no sequential test had been carried out.
Body: Mrs Ottilie Framwell, of Weir Cottages, spoke against the application. She said that shot-blasting could be heard in her garden from the applicant’s present yard, which was 300 metres farther off.
Body: Mr Jory Tiller said that the firm employed fourteen people, had to leave its present yard by 31 March 2024 and had looked at nine other sites, none of which had access to the water.
Body: The Highways Development Engineer reported that the lane was 3.1 metres wide at its narrowest and that a low loader could not turn into it without crossing the opposite verge. He had asked for a swept-path drawing on 2 June 2023 and had not received one.
Body: Members were sympathetic to the firm but did not think that they could set the flood risk aside. Councillor Rashid asked that officers help it to find a site in the Docks Estate.
Action: ACTION: Corin Blatherwick to introduce the applicant to the manager of the Docks Estate by 28 July 2023
Outcome: RESOLVED (by 8 votes to 1, with 1 abstention) – That planning permission be refused for the following reasons:
Condition: the applicant has not shown that there is no suitable site at less risk of flooding;
Condition: the noise of shot-blasting would harm the living conditions of those in Weir Cottages; and
Condition: it has not been shown that large vehicles can enter and leave the site in safety.
Item: Enforcement – 23/00103/ENF, Lantern Street
Body: The Head of Planning reported, further to PL23/047, that an enforcement notice had been served on 3 July 2023 and would take effect on 7 August 2023 unless an appeal was made. The planning contravention notice had been answered on 28 June, four months late, and the Monitoring Officer advised that a prosecution would now be unlikely to succeed.
Outcome: RESOLVED – That the authority to prosecute given at PL23/047 be withdrawn, and that a letter of warning be sent to the owner.
Item: Training for Members
Body: The Monitoring Officer stated that the session on the giving of reasons, for which Councillor Longstaff had asked in June, would be led by Ms Perpetua Grice of counsel on Tuesday, 25 July 2023 at 5.30 pm. It would cover three matters:
Point: how many reasons are enough, and how they are tested on appeal;
Point: when a Member may depart from the advice of officers; and
Point: what must be minuted.
Body: Members who could not be present would be sent a recording. The cost of £900 would be met from the training budget.
Item: Date of next meeting
Body: The next meeting would be held on Wednesday, 9 August 2023 at 10.00 am.
Body: The meeting closed at 12.06 pm.
Body: CHAIR
"""  # noqa: E501 - a paragraph is one line, as in a text file
# fmt: on


def document() -> bytes:
    """Return the bytes of the Word file."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _parts().items():
            entry = zipfile.ZipInfo(name, date_time=(2023, 7, 20, 9, 0, 0))
            entry.create_system = 0
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}')
    return data.getvalue()


def _parts() -> dict[str, str]:
    body, outcomes = _body()
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({kind: f"{kind}.xml" for kind in _ROOTS}),
        "word/styles.xml": f"<w:styles {_NAMES}>{''.join(map(_style, _STYLES))}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{_LISTS}{_conditions(outcomes)}</w:numbering>",
        "word/header.xml": f"<w:hdr {_NAMES}>{_paragraph('Head', 'Thornbeck City Council')}</w:hdr>",
        "word/footer.xml": f"<w:ftr {_NAMES}>{_paragraph('Head', 'Planning Committee, 12 July 2023')}</w:ftr>",
    }


def _body() -> tuple[str, int]:
    """Return the XML of the paragraphs and tables, and how many outcomes there are."""
    pieces: list[str] = []
    outcomes = 0
    for line in MEETING.strip().splitlines():
        style, text = line.split(": ", 1)
        outcomes += style == "Outcome"
        if style == "Row":
            cells = "".join(f"<w:tc>{_paragraph('Body', cell)}</w:tc>" for cell in text.split(" | "))
            pieces.append(f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 3}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>")
        elif style in _DEPTHS:
            numbering = f'<w:ilvl w:val="{_DEPTHS[style]}"/><w:numId w:val="{_FIRST_CONDITIONS + outcomes}"/>'
            pieces.append(_paragraph(style, text, f"<w:numPr>{numbering}</w:numPr>"))
        else:
            pieces.append(_paragraph(style, text))
    return "".join(pieces).replace(_BETWEEN_ROWS, ""), outcomes


def _paragraph(style: str, text: str, numbering: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{numbering}</w:pPr>'
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _style(style: tuple[str, str, str]) -> str:
    identity, name, properties = style
    usual = ' w:default="1"' if identity == "Body" else ""
    return f'<w:style w:type="paragraph" w:styleId="{identity}"{usual}><w:name w:val="{name}"/>{properties}</w:style>'


def _conditions(outcomes: int) -> str:
    """Return the lists of conditions: one for each outcome, all of one definition, each beginning again."""
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    return "".join(
        f'<w:num w:numId="{_FIRST_CONDITIONS + outcome}"><w:abstractNumId w:val="1"/>{again}</w:num>'
        for outcome in range(1, outcomes + 1)
    )


def _level(depth: int, start: int, kind: str, text: str, left: int) -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="567"/></w:pPr></w:lvl>'
    )


def _relations(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _content_types() -> str:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"document": "document.main", **{kind: kind for kind in _ROOTS}}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{word}.{kind}+xml"/>' for part, kind in parts.items()
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{xml}{overrides}</Types>'


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships"'
)  # fmt: skip
_ROOTS = ("styles", "numbering", "header", "footer")
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    '<w:footerReference w:type="default" r:id="footer"/></w:sectPr>'
)
_BETWEEN_ROWS = f"</w:tbl><w:tbl><w:tblGrid>{'<w:gridCol/>' * 3}</w:tblGrid>"
# Styles with their names and what they say; the lists of items (1) and of points (2) are named by styles.
_STYLES = (
    ("Body", "Normal", '<w:pPr><w:spacing w:after="120"/></w:pPr>'),
    ("Title", "Title", "<w:rPr><w:b/></w:rPr>"),
    ("Head", "Head of minutes", ""),
    (
        "Item",
        "heading 1",
        '<w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>'
        "<w:rPr><w:b/><w:caps/></w:rPr>",
    ),
    ("Outcome", "Outcome", "<w:pPr><w:keepNext/></w:pPr>"),
    ("Condition", "Condition", ""),
    ("Part", "Part of a condition", ""),
    ("Point", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    ("Action", "Action", ""),
)
_DEPTHS = {"Condition": 0, "Part": 1}
_FIRST_CONDITIONS = 10
_LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{_level(0, 50, "decimal", "PL23/0%1", 1134)}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{_level(0, 1, "decimal", "(%1)", 567)}'
    f"{_level(1, 1, 'lowerLetter', '(%2)', 1134)}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{_level(0, 1, "bullet", "•", 567)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
)

if __name__ == "__main__":
    TARGET.write_bytes(document())

"""Minutes of a whole meeting, written with python-docx as a clerk would with Word, and read back."""

import io
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from corpus.minutes import Item, Metadata, Minutes
from corpus.read import read_minutes

LEVELS = (("decimal", "%1/23"), ("decimal", "(%2)"), ("lowerRoman", "%3)"))


@pytest.fixture(scope="module")
def minutes() -> Minutes:
    document = docx.Document()
    add_lists(document)
    document.sections[0].header.paragraphs[0].text = "Maplemere Town Council"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 3"
    document.add_paragraph("ROADS COMMITTEE")
    document.add_paragraph("Minutes of the meeting held on Monday 6 March 2023 at 7.00 pm")
    document.add_paragraph("PRESENT:")
    attendance = document.add_table(rows=2, cols=2)
    for row, (name, role) in zip(
        attendance.rows, [("Cllr A. Abel", "Chair"), ("Cllr B. Brook", "Member")], strict=True
    ):
        row.cells[0].text, row.cells[1].text = name, role
    numbered(document, "Apologies for absence", 0, bold=True)
    document.add_paragraph("There were none.")
    numbered(document, "Potholes", 0, bold=True)
    document.add_paragraph("The Surveyor reported 31 potholes, in these streets:")
    for street in ("Mill Lane", "Quay Street"):
        document.add_paragraph(street, style="List Bullet")
    document.add_paragraph("RESOLVED:")
    numbered(document, "That Mill Lane be mended by 30 April;", 1)
    numbered(document, "That Quay Street be surveyed, and", 1)
    numbered(document, "its drains,", 2)
    numbered(document, "its kerbs;", 2)
    numbered(document, "That £4,000 be set aside.", 1)
    document.add_paragraph("ACTION:\tThe Surveyor")
    numbered(document, "Street lamps", 0, bold=True)
    paragraph = document.add_paragraph("(a)\tThe lamp at the quay was out.")
    paragraph.paragraph_format.left_indent = Pt(36)
    document.add_paragraph("RESOLVED that the lamp be mended.")
    data = io.BytesIO()
    document.save(data)
    return read_minutes("roads.docx", data.getvalue(), Metadata()).minutes


def add_lists(document: Document) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{7 if depth == 0 else 1}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{720 * (depth + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
        for depth, (kind, text) in enumerate(LEVELS)
    )
    lists = document.part.numbering_part.element
    names = nsdecls("w")
    lists.insert(0, parse_xml(f'<w:abstractNum {names} w:abstractNumId="99">{levels}</w:abstractNum>'))
    lists.append(parse_xml(f'<w:num {names} w:numId="99"><w:abstractNumId w:val="99"/></w:num>'))


def numbered(document: Document, text: str, depth: int, *, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = bold
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", depth), ("w:numId", 99)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        numbering.append(element)
    paragraph._p.get_or_add_pPr().append(numbering)


def rows(item: Item) -> list[tuple[str, str, str, str]]:
    return [(one.id.split("#")[1], one.label, one.kind, one.text) for one in item.paragraphs]


def test_the_head_is_metadata(minutes: Minutes) -> None:
    assert (minutes.council, minutes.committee, minutes.held, minutes.layout) == (
        "Maplemere Town Council",
        "Roads Committee",
        date(2023, 3, 6),
        "printed minutes",
    )
    assert minutes.id == "maplemere-town/roads/2023-03-06"


def test_items_have_the_numbers_that_word_prints(minutes: Minutes) -> None:
    assert [(item.number, item.title) for item in minutes.items] == [
        (None, ""),
        ("7/23", "Apologies for absence"),
        ("8/23", "Potholes"),
        ("9/23", "Street lamps"),
    ]


def test_who_was_present_is_attendance(minutes: Minutes) -> None:
    assert [(kind, text) for _, _, kind, text in rows(minutes.items[0])] == [
        ("heading", "PRESENT:"),
        ("attendance", "Cllr A. Abel | Chair"),
        ("attendance", "Cllr B. Brook | Member"),
    ]


def test_paragraphs_have_labels_addresses_and_kinds(minutes: Minutes) -> None:
    assert rows(minutes.items[2]) == [
        ("8-23.p1", "", "paragraph", "The Surveyor reported 31 potholes, in these streets:"),
        ("8-23.p2", "•", "paragraph", "Mill Lane"),
        ("8-23.p3", "•", "paragraph", "Quay Street"),
        ("8-23.resolved", "", "resolution", "RESOLVED:"),
        ("8-23.resolved.1", "(1)", "resolution", "That Mill Lane be mended by 30 April;"),
        ("8-23.resolved.2", "(2)", "resolution", "That Quay Street be surveyed, and"),
        ("8-23.resolved.2.i", "i)", "resolution", "its drains,"),
        ("8-23.resolved.2.ii", "ii)", "resolution", "its kerbs;"),
        ("8-23.resolved.3", "(3)", "resolution", "That £4,000 be set aside."),
        ("8-23.resolved.3.action", "", "action", "ACTION: The Surveyor"),
    ]


def test_a_label_typed_by_hand_is_read_too(minutes: Minutes) -> None:
    assert rows(minutes.items[3]) == [
        ("9-23.a", "(a)", "paragraph", "The lamp at the quay was out."),
        ("9-23.resolved", "", "resolution", "RESOLVED that the lamp be mended."),
    ]

"""Every word of a source is in its minutes or in what was left out, and paragraphs keep the order of the source.

What may be left out of each document is pinned in the golden files, and for the real minutes here.
"""

import html
import os
import re
import zipfile
from collections import Counter
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.blocks import Block
from corpus.formats import format_of
from corpus.formats.decode import decode
from corpus.minutes import Metadata, Reading, fold
from corpus.read import minutes_files, read_minutes
from corpus.sample import FOLDER
from corpus.sequence import place
from corpus.sidecar import read_sidecar

HERE = Path(__file__).parent
REAL = Path(os.environ.get("MINUTED_SHARED", HERE.parents[2] / "shared")) / "minutes"
DOCUMENTS = [
    *minutes_files(FOLDER),
    *minutes_files(HERE / "fixtures"),
    *(sorted(REAL.glob("*.txt")) if REAL.is_dir() else ()),
]
DOCUMENTS = [document for document in DOCUMENTS if not document.name.startswith("README")]
each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


@each_document
def test_every_word_of_the_source_is_read_or_left_out(document: Path) -> None:
    reading = read_minutes(document.name, document.read_bytes(), read_sidecar(document))

    assert words_of(reading) - made_by_the_format(document) == words(source_text(document))


@each_document
def test_paragraphs_keep_the_order_of_the_source(document: Path) -> None:
    if document.suffix == ".pdf":
        pytest.skip(
            "a PDF has no order of its own; tests/corpus/test_sample_pdf.py compares it with what it was made of"
        )
    source = " ".join(fold(source_text(document)).split())
    minutes = read_minutes(document.name, document.read_bytes(), read_sidecar(document)).minutes
    position = 0
    for paragraph in minutes.paragraphs:
        start = paragraph.text.split(" | ")[0]
        found = source.find(start, position)
        assert found >= 0, f"{paragraph.id} is out of order"
        position = found + len(start)


@each_document
def test_every_paragraph_can_be_cited(document: Path) -> None:
    minutes = read_minutes(document.name, document.read_bytes(), read_sidecar(document)).minutes
    ids = [paragraph.id for paragraph in minutes.paragraphs]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(re.escape(minutes.id) + r"#[A-Za-z0-9.\-]+", identity) for identity in ids)
    assert all(paragraph.text for paragraph in minutes.paragraphs)
    assert all(paragraph.parent is None or paragraph.parent in ids for paragraph in minutes.paragraphs)


LABELS = [
    "(a)",
    "b)",
    "i.",
    "(ii)",
    "iii)",
    "1.",
    "2.",
    "(3)",
    "45.1",
    "45.2",
    "PL21/081",
    "77/21",
    "·",
    "Ø",
    "A.",
    "IV",
]
TEXTS = [
    "Members noted:",
    "it was so.",
    "RESOLVED:",
    "RESOLVED that it be so.",
    "ACTION: A Clerk",
    "Note: all [of",
    "10.00 am",
    "Contact: the clerk.",
    "Venue: the hall",
    "Leader: .... Councillor Reid said no.",
    "Chair",
    "Item",
    "THAT:",
]
LINES = st.builds(
    lambda indent, label, gap, text: indent + label + gap + text,
    st.sampled_from(["", "    ", "\u00a0\u00a0\u00a0"]),
    st.sampled_from(["", "", *LABELS]),
    st.sampled_from([" ", "\u00a0\u00a0"]),
    st.sampled_from([*TEXTS, ""]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_any_sequence_of_lines_is_placed_whole_with_one_address_each(lines: list[str]) -> None:
    placed = place([Block(text=line) for line in lines])

    assert words(" ".join(f"{one.label} {one.text}" for one in placed)) == words(" ".join(lines))
    assert len({one.fragment for one in placed}) == len(placed)
    assert all(one.parent is None or one.parent < index for index, one in enumerate(placed))


@settings(max_examples=75, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25))
def test_any_text_file_is_read_whole_with_one_id_each(lines: list[str]) -> None:
    source = "\n".join(["Agenda item", "A title of it", "It began.", *lines, "The end was reached."])
    reading = read_minutes("any.txt", source.encode(), Metadata())

    assert words_of(reading) == words(source)
    assert reading.left_out == ("Agenda item",)
    assert len({one.id for one in reading.minutes.paragraphs}) == len(reading.minutes.paragraphs)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(text)))


def words_of(reading: Reading) -> Counter[str]:
    found = words(" ".join(reading.left_out))
    sections = [item.section for item in reading.minutes.items if item.section not in reading.left_out]
    found += words(" ".join(dict.fromkeys(sections)))
    one_item = reading.minutes.layout in {
        "agenda item",
        "plain",
    }  # its number is metadata: given, or in what is left out
    in_title = reading.minutes.source.address == "numbers-in-titles.txt"  # which prints its numbers nowhere else
    for item in reading.minutes.items:
        found += words(f"{'' if one_item or in_title else item.number or ''} {item.title}")
        found += words(" ".join(f"{paragraph.label} {paragraph.text}" for paragraph in item.paragraphs))
    return found


def made_by_the_format(document: Path) -> Counter[str]:
    """The labels that a browser would print for the entries of lists, which the source does not hold."""
    blocks = read_blocks(document.name, document.read_bytes())
    bodies = [block.text for block in blocks if "nonemptyhtmlbody" in block.style]
    blocks += [block for body in bodies for block in read_blocks("body.html", html.unescape(body).encode())]
    return words(" ".join(block.label or "" for block in blocks))


def read_blocks(name: str, data: bytes) -> list[Block]:
    return format_of(name, data).read(data)


def source_text(document: Path) -> str:
    if document.suffix == ".docx":
        return word_text(document)
    if document.suffix == ".pdf":
        return pdf_text(document)
    if document.suffix == ".xml":
        return xml_text(document)
    text = decode(document.read_bytes())
    if document.suffix != ".html":
        return text
    return page_text(text)


def page_text(text: str) -> str:
    page = Page()
    page.feed(text)
    page.close()
    return "".join(page.pieces)


def xml_text(document: Path) -> str:
    """What an answer of the web service says, in its order but for those who attended, who are read first.

    Not what is restricted, nor identifiers, flags and addresses, and of a document only its title.
    """
    root = ET.fromstring(document.read_bytes())  # noqa: S314 - our own files
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    people = [one.attrib for one in root.iter("attendee")]
    ways = dict.fromkeys(one["attendance"] for one in people)
    pieces = [
        f"{way} " + " ".join(f"{one['name']} ({one['roledescription']})" for one in people if one["attendance"] == way)
        for way in ways
    ] + [one[name] for one in people for name in ("politicalparty", "ward") if name in one]
    pieces += [root.findtext(f".//meeting/{name}") or root.findtext(name) or "" for name in OF_MEETING]
    for item in root.iter("agendaitem"):
        fields = {child.tag: child.text or "" for child in item}
        if fields["isrestricted"] == "True" or fields["isdisplayallowed"] == "False":
            continue
        number = f"{fields.get('minutesitemnumber', '')}{fields.get('minutesitemsubnumber') or ''}"
        documents = [one.findtext("title") for one in item.iter("linkeddoc") if one.findtext("isrestricted") != "True"]
        comments = [f"{fields[f'commentlabel{n}']}: {fields[f'commenttext{n}']}" for n in (1, 2) if said(fields, n)]
        bodies = [page_text(html.unescape(fields.get(f"{name}", ""))) for name in BODIES]
        pieces += [(fields.get("fulldisplaynumberformat") or "").strip() or number]
        pieces += [
            html.unescape(fields["agendaitemtitle"]),
            bodies[0],
            *comments,
            *bodies[1:],
            *filter(None, documents),
        ]
    return " ".join(pieces)


def said(fields: dict[str, str], number: int) -> bool:
    return bool(fields.get(f"commenttext{number}", "").strip())


OF_MEETING = ("meetingdate", "meetingtime", "meetingstatus", "meetinglocation", "committeetitle")
BODIES = ("agendatext", "decisionnonemptyhtmlbody", "minutesnonemptyhtmlbody")


def word_text(document: Path) -> str:
    """The text of a Word file as its XML has it, headers first; what was deleted is none."""
    with zipfile.ZipFile(document) as archive:
        names = archive.namelist()
        parts = [
            archive.read(name)
            for kind in ("header", "document", "footer")
            for name in names
            if re.fullmatch(rf"word/{kind}\d*\.xml", name)
        ]
    return " ".join(text_of(ET.fromstring(part)) for part in parts)  # noqa: S314 - our own files


def text_of(element: ET.Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name in {"del", "moveFrom", "instrText"}:
        return ""
    inside = "".join(text_of(child) for child in element)
    return {"t": element.text or "", "tab": " ", "p": f"{inside} "}.get(name, inside)


def pdf_text(document: Path) -> str:
    """The text of a PDF as PDFium itself puts it into lines, the hyphens that it marks at their ends taken out."""
    with closing(pypdfium2.PdfDocument(document)) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    return re.sub("[\ufffe\x02]\r?\n?", "", "\n".join(pages))


class Page(HTMLParser):
    """The text of a page by another parser than the project's, without what a browser does not show."""

    UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "select", "button"})
    INLINE = frozenset({"a", "b", "i", "em", "strong", "span", "font", "sup", "sub", "u", "abbr", "o:p"})
    EMPTY = frozenset({"meta", "link", "br", "img", "input", "hr", "col"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.INLINE:
            self.pieces.append(" ")
        if self.unseen or tag in self.UNSEEN or "hidden" in dict(attrs):
            self.unseen.extend([tag] if tag not in self.EMPTY else [])

    def handle_endtag(self, tag: str) -> None:
        if self.unseen and self.unseen[-1] == tag:
            self.unseen.pop()
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real minutes are not here")
def test_of_the_real_minutes_only_the_furniture_of_their_pages_is_left_out() -> None:
    left_out = {
        file.name[:3]: read_minutes(file.name, file.read_bytes(), Metadata()).left_out for file in REAL.glob("*.txt")
    }

    assert left_out == {
        "000": ("Agenda item", "Supporting documents:"),
        "001": ("Agenda item", "Minutes:", "Supporting documents:"),
        "002": ("Agendas, Meetings and Minutes - Agenda item", "Agenda item", "Minutes:", "Supporting documents:"),
        "003": ("Agenda item", "Minutes:", "Supporting documents:"),
        "004": ("Agenda item", "Minutes:", "Supporting documents:"),
    }

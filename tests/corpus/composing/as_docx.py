"""Composed minutes in, a Word file out: labels typed, printed by Word, or in cells; some changes still tracked."""

import io
from collections.abc import Sequence
from itertools import groupby
from random import Random
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.corpus.composing.meeting import Meeting, Target, Written, WrittenItem
from tests.corpus.composing.word_numbers import Numbers

TARGET = Target(glyphs="·•●▪–-oü➢")


def render(meeting: Meeting, chance: Random) -> bytes:
    """Return the meeting as a Word file, each item in one of three ways of writing labels."""
    document = Document()
    if chance.random() < 0.5:
        document.sections[0].header.paragraphs[0].text = f"{meeting.committee} – {meeting.held:%d.%m.%y}"
    numbers = Numbers(meeting, automatic_items=chance.random() < 0.5)
    writer = _Writer(chance, numbers)
    for line in meeting.head:
        writer.paragraph(line)
    for item in meeting.items:
        writer.item(item)
    body = document.element.body
    for part in writer.parts:
        body.insert(len(body) - 1, parse_xml(part))
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for part in numbers.definitions():
        numbering.append(parse_xml(part))
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


class _Writer:
    """Writes paragraphs and tables as the XML of a Word file."""

    def __init__(self, chance: Random, numbers: Numbers) -> None:
        self.chance = chance
        self.numbers = numbers
        self.parts: list[str] = []
        self.set_in = chance.random() < 0.5

    def item(self, item: WrittenItem) -> None:
        if item.number is not None:
            self._title(item)
        way = self.chance.choice((self._typed, self._automatic, self._automatic, self._in_cell))
        self.numbers.begin(item, automatic=way == self._automatic)
        for cells, group in groupby(item.paragraphs, key=lambda one: bool(one.cells)):
            rows = list(group)
            if cells:
                self.parts.append(_table([[_paragraph(_run(cell)) for cell in row.cells] for row in rows]))
                continue
            for one in rows:
                way(one) if one.label else self._unlabelled(one, item.paragraphs, set_in=way != self._in_cell)

    def _title(self, item: WrittenItem) -> None:
        flag = "* " if item.flagged else ""
        number = self.numbers.of_item()
        style = '<w:pStyle w:val="Heading2"/>' if self.chance.random() < 0.5 else ""
        run = _run(item.title if number else f"{flag}{item.printed}\t{item.title}", bold=True)
        self.parts.append(_paragraph(run, f"{style}{number}"))

    def paragraph(self, text: str) -> None:
        self.parts.append(_paragraph(_run(text)))

    def _unlabelled(self, one: Written, item: Sequence[Written], *, set_in: bool) -> None:
        if one.kind == "heading":
            heading = self.chance.random() < 0.5
            style = '<w:pStyle w:val="Heading3"/>' if heading else ""
            self.parts.append(_paragraph(_run(one.text, bold=not heading), style))
            return
        owner = item[one.parent] if one.parent is not None else None
        continues = set_in and self.set_in and bool(one.path) and owner is not None and owner.kind == "entry"
        indent = f'<w:ind w:left="{360 * owner.depth + 360}"/>' if continues and owner is not None else ""
        self.parts.append(_paragraph(self._tracked(one.text), indent))

    def _typed(self, one: Written) -> None:
        gap = self.chance.choice(("\t", "\t", "  "))
        indent = f'<w:ind w:left="{360 * one.depth + 360}" w:hanging="360"/>'
        self.parts.append(_paragraph(_run(f"{one.label}{gap}") + self._tracked(one.text), indent))

    def _automatic(self, one: Written) -> None:
        number = self.numbers.of(one)
        if not number:
            self._typed(one)
            return
        self.parts.append(_paragraph(self._tracked(one.text), number))
        if self.chance.random() < 0.03:  # a whole paragraph that was deleted, with its mark and its number
            self.parts.append(_paragraph(_deleted("It was withdrawn."), f"{number}{_mark('del')}"))

    def _in_cell(self, one: Written) -> None:
        self.parts.append(_table([[_paragraph(_run(one.label)), _paragraph(self._tracked(one.text))]]))

    def _tracked(self, text: str) -> str:
        """Return the runs of a text, now and then with words inserted and others deleted."""
        if self.chance.random() < 0.8 or text.count(" ") < 3:
            return _run(text)
        words = text.split(" ")
        cut = self.chance.randint(1, len(words) - 2)
        before, middle, after = " ".join(words[:cut]), words[cut], " ".join(words[cut + 1 :])
        inserted = f'<w:ins w:id="1" w:author="A Clerk">{_run(f"{middle} ")}</w:ins>'
        return f"{_run(f'{before} ')}{_deleted('never ')}{inserted}{_run(after)}"


def _paragraph(runs: str, properties: str = "") -> str:
    inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p {nsdecls('w')}>{inside}{runs}</w:p>"


def _run(text: str, *, bold: bool = False) -> str:
    pieces = text.split("\t")
    inside = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in pieces)
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{inside}</w:r>"


def _deleted(text: str) -> str:
    run = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="2" w:author="A Clerk">{run}</w:del>'


def _mark(change: str) -> str:
    return f'<w:rPr><w:{change} w:id="3" w:author="A Clerk"/></w:rPr>'


def _table(rows: Sequence[Sequence[str]]) -> str:
    grid = "".join('<w:gridCol w:w="1000"/>' for _ in rows[0])
    inside = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"

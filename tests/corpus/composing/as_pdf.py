"""Composed minutes in, a PDF out: pages that flow, in several types and margins, labels hanging before their text."""

import io
from random import Random
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from tests.corpus.composing.meeting import Meeting, Target, Written, WrittenItem

TARGET = Target(glyphs="·•–-Øo§")
_FONTS = (
    ("Helvetica", "Helvetica-Bold"),
    ("Times-Roman", "Times-Bold"),
    ("Vera", "VeraBd"),
)
for _name in ("Vera", "VeraBd"):
    registerFont(TTFont(_name, f"{_name}.ttf"))
registerFontFamily("Vera", normal="Vera", bold="VeraBd")


def render(meeting: Meeting, chance: Random) -> bytes:
    """Return the meeting as a PDF in a setting of its own."""
    return _Setter(meeting, chance).pdf()


class _Setter:
    """How the pages are set.

    step: how far a list stands in from the one around it. hang: how far text stands from where its label begins, in
    points. inline: labels stand in the text, whose lines begin under them. mirrored: by how much pages to the right are
    moved. running: heads or feet of the pages.
    """

    def __init__(self, meeting: Meeting, chance: Random) -> None:
        self.meeting = meeting
        self.chance = chance
        self.font, self.bold = chance.choice(_FONTS)
        self.size = chance.choice((9, 10, 10.5, 11, 12))
        self.leading = self.size * chance.choice((1.15, 1.2, 1.4, 1.5))
        self.after = self.leading * chance.choice((0, 0.35, 0.5, 0.5, 0.8, 0.8, 1.0))
        self.margin = chance.choice((50, 60, 72, 90))
        self.justified = chance.random() < 0.4
        self.hang = chance.choice((36, 42, 48)) if self.size < 12 else 54
        self.step = chance.choice((0, 18, 24, self.hang))
        self.hyphens = chance.random() < 0.3
        self.set_in = chance.random() < 0.7 and self.step == self.hang
        self.running = chance.choice(("none", "number", "page of", "head", "head and number"))
        self.inline = chance.random() < 0.2
        self.mirrored = chance.choice((0, 0, 0, 24))
        self.ruled = chance.random() < 0.5

    def pdf(self) -> bytes:
        written = io.BytesIO()
        width, height = A4
        size = (width - 2 * self.margin - self.mirrored, height - 2 * self.margin, 0, 0, 0, 0)
        right, left = Frame(self.margin + self.mirrored, self.margin, *size), Frame(self.margin, self.margin, *size)
        document = BaseDocTemplate(written, pagesize=A4, invariant=1)
        document.addPageTemplates(
            [
                PageTemplate("right", [right], onPage=self._around),
                PageTemplate("left", [left], onPage=self._around),
            ]
        )
        story = self._story()
        document.build([NextPageTemplate(["left", "right"]), *story])
        if document.page > 1 or "head" not in self.running:
            return written.getvalue()
        self.running = "none"  # on a single page a running head is a line like any other
        return self.pdf()

    def _around(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Draw what every page has above and below its text."""
        canvas.setFont(self.font, 9)
        if self.running in {"head", "head and number"}:
            canvas.drawString(self.margin, A4[1] - 36, f"{self.meeting.committee} – {self.meeting.held:%d.%m.%y}")
        if self.running in {"number", "head and number"}:
            canvas.drawCentredString(A4[0] / 2, 30, str(document.page + 210))
        elif self.running == "page of":
            canvas.drawRightString(A4[0] - self.margin, 30, f"Page {document.page} of 88")

    def _story(self) -> list[Flowable]:
        larger = self.chance.choice((0, 0, 3))
        story: list[Flowable] = [self._set(line, bold=True, larger=larger) for line in self.meeting.head]
        for item in self.meeting.items:
            if item.number is not None:
                story.append(self._title(item, larger))
            rows: list[Written] = []
            for one in item.paragraphs:
                if one.cells:
                    rows.append(one)
                    continue
                story += self._table(rows)
                rows = []
                story.append(self._paragraph(one, item))
            story += self._table(rows)
        return story

    def _title(self, item: WrittenItem, larger: float) -> Paragraph:
        label = f"* {item.printed}" if item.flagged else item.printed
        return self._set(item.title, label=label, bold=True, larger=larger, keep=True)

    def _paragraph(self, one: Written, item: WrittenItem) -> Paragraph:
        owner = item.paragraphs[one.parent] if one.parent is not None else None
        text = one.text
        if one.label:
            return self._set(text, label=one.label, indent=self.step * one.depth)
        continues = bool(one.path) and owner is not None and owner.kind == "entry"
        indent = self.step * owner.depth + self.hang if continues and owner is not None and self.set_in else 0
        return self._set(text, indent=indent, bold=one.kind == "heading", keep=one.kind == "heading")

    def _set(
        self,
        text: str,
        label: str = "",
        indent: float = 0,
        *,
        bold: bool = False,
        larger: float = 0,
        keep: bool = False,
    ) -> Paragraph:
        inside = label if self.inline else ""
        label = "" if self.inline else label
        style = ParagraphStyle(
            "text",
            fontName=self.bold if bold else self.font,
            fontSize=self.size + larger,
            leading=self.leading + larger,
            leftIndent=indent + (self._hang(label, bold=bold, larger=larger) if label else 0),
            bulletIndent=indent,
            bulletFontName=self.bold if bold else self.font,
            bulletFontSize=self.size + larger,
            alignment=TA_JUSTIFY if self.justified and not bold else TA_LEFT,
            spaceAfter=self.after,
            keepWithNext=keep,
            splitLongWords=0,
            hyphenationLang=_syllables if self.hyphens else "",
            hyphenationMinWordLength=7,
            embeddedHyphenation=1,
            allowWidows=1,
            allowOrphans=1,
        )
        words = f"{inside}\u00a0\u00a0\u00a0\u00a0 {text}" if inside else text
        return Paragraph(escape(words), style, bulletText=label or None)

    def _hang(self, label: str, *, bold: bool, larger: float) -> float:
        """Return how far text stands from where its label begins: as set, or more for a long label."""
        width = stringWidth(label, self.bold if bold else self.font, self.size + larger)
        return max(self.hang, width + self.size)

    def _table(self, rows: list[Written]) -> list[Flowable]:
        if not rows:
            return []
        style = [("FONT", (0, 0), (-1, -1), self.font, self.size), ("LEFTPADDING", (0, 0), (-1, -1), 4)]
        if self.ruled:
            style.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
        return [
            Table(
                [row.cells for row in rows],
                colWidths=[150, 90, 150],
                style=TableStyle(style),
                spaceAfter=self.after,
                hAlign="LEFT",
            )
        ]


def _syllables(word: str) -> list[tuple[str, str]]:
    """Return where a word may be parted: between two consonants that stand between vowels."""
    vowels = "aeiouy"
    return [
        (word[:n], word[n:])
        for n in range(3, len(word) - 2)
        if word.isalpha()
        and word[n - 2] in vowels
        and word[n - 1] not in vowels
        and word[n] not in vowels
        and word[n + 1] in vowels
    ]

"""What tests of PDFs share: pages that are drawn, and what is read of them. Helvetica of 11 points on A4."""

import io
from collections.abc import Callable

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus.errors import SourceUnreadable
from corpus.formats.pdf import read

N2 = "\u00a0\u00a0"
FONT, BOLD = "Helvetica", "Helvetica-Bold"
# Every full line is set out to 520 points, as the lines of a wrapped paragraph are.
PROSE = (
    "The harbour master reported that the north quay had been closed for eleven days in",
    "March, that the ferry had used the fish dock in the meantime, and that nobody had",
    "been put to any expense but the Board itself.",
)
WHOLE = " ".join(PROSE)


class Page:
    """A page to draw on, from its top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def put(self, x: float, y: float, text: str, font: str = FONT, size: float = 11) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def full(self, x: float, y: float, text: str, right: float = 520) -> None:
        """Put a line justified: its spaces as wide as it takes to end at the right."""
        self.canvas.setFont(FONT, 11)
        width = self.canvas.stringWidth(text, FONT, 11)
        line = self.canvas.beginText(x, y)
        line.setWordSpace((right - x - width) / text.count(" "))
        line.textOut(text)
        self.canvas.drawText(line)

    def prose(self, x: float, y: float, lines: tuple[str, ...] = PROSE, first: float | None = None) -> None:
        """Put a paragraph; first: where its first line begins, if elsewhere."""
        for number, text in enumerate(lines):
            start = first if number == 0 and first is not None else x
            if number < len(lines) - 1:
                self.full(start, y - 14 * number, text)
            else:
                self.put(start, y - 14 * number, text)


def pdf(*pages: Callable[[Page], None], **options: object) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(595, 842), invariant=1, **options)
    for draw in pages:
        draw(Page(canvas))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data) if not block.chrome]


def chrome(data: bytes) -> list[str]:
    return [block.text for block in read(data) if block.chrome]


def refusal(data: bytes) -> str:
    with pytest.raises(SourceUnreadable) as caught:
        read(data)
    return str(caught.value)


def hidden(name: str) -> Callable[[Page], None]:
    """Draw a paragraph that can be seen and the words `secret name`, ten letters, that cannot."""

    def draw(page: Page) -> None:
        page.prose(72, 700)
        canvas = page.canvas
        if name == "white":
            canvas.setFillGray(1)
            page.put(72, 600, "secret name")
        elif name == "tiny":
            page.put(72, 600, "secret name", FONT, 1)
        elif name == "off":
            page.put(700, 600, "secret name")
        elif name == "invisible":
            text = canvas.beginText(72, 600)
            text.setFont(FONT, 11)
            text.setTextRenderMode(3)
            text.textOut("secret name")
            canvas.drawText(text)
        else:
            page.put(72, 600, "secret name")
            canvas.rect(70, 595, 120, 16, fill=1)

    return draw


def picture() -> ImageReader:
    from PIL import Image  # noqa: PLC0415 - reportlab brings it

    return ImageReader(Image.new("L", (8, 8), 230))

"""The text of a PDF page in, words as the page paints them out: with how they are set, seen or not."""

import ctypes
import math
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

from corpus.formats.pdf_drawn import Bounds, Drawn, Handle, address_of, luminance_of


@dataclass(frozen=True, slots=True)
class Type:
    """How a text object is set. turn: quarter turns against the clock, None at another angle."""

    bold: bool
    luminance: float | None
    invisible: bool
    order: int
    turn: int | None


@dataclass(slots=True)
class Painted:
    """A word as the page paints it, before it is known whether it can be seen."""

    text: str
    bounds: Bounds
    glued: bool
    type: Type
    page: int

    @property
    def turn(self) -> int | None:
        """Return how it is turned, in quarter turns against the clock; None at another angle."""
        return self.type.turn


def painted_words(text: Handle, letters: int, drawn: Drawn, page: int) -> list[Painted]:
    """Return the words of a page in painting order. text: PDFium's text page. letters: how many it has."""
    return _Reader(text, drawn, page).read(letters)


def turned(bounds: Bounds, turn: int) -> Bounds:
    """Return bounds as they are when the page is turned so that text set at so many quarter turns stands upright."""
    left, bottom, right, top = bounds
    if turn == 1:
        return (bottom, -right, top, -left)
    if turn == 2:
        return (-right, -top, -left, -bottom)
    if turn == 3:
        return (-top, left, -bottom, right)
    return bounds


@dataclass(slots=True)
class _Reader:
    """Reads the letters of a page in painting order. PDFium's own spaces count only where there is a gap."""

    text: Handle
    drawn: Drawn
    page: int
    types: dict[int, Type] = field(default_factory=dict)
    words: list[Painted] = field(default_factory=list)

    def read(self, letters: int) -> list[Painted]:
        unicode_of, box_of, object_of = (
            pdfium.FPDFText_GetUnicode,
            pdfium.FPDFText_GetLooseCharBox,
            pdfium.FPDFText_GetTextObject,
        )
        box, spaced, text, types = pdfium.FS_RECTF(), True, self.text, self.types
        place = ctypes.byref(box)
        last: tuple[str, Bounds] | None = None
        for index in range(letters):
            code = unicode_of(text, index)
            if code in _SPACE_CODES:
                spaced = True
                continue
            painted = object_of(text, index)
            if not painted or not box_of(text, index, place):
                continue
            address = ctypes.addressof(painted.contents)
            style = types.get(address) or self._type(painted, index)
            letter = _LETTERS.get(code) or _letter(code)
            bounds = (box.left, box.bottom, box.right, box.top)
            if not -_FAR < sum(bounds) < _FAR:  # it is no number where the file's own numbers are too large
                bounds = _NOWHERE
            if last is not None and last[0] == letter and _covers(last[1], bounds):
                continue
            last = (letter, bounds)
            self._add(letter, bounds, style, spaced=spaced)
            spaced = False
        return self.words

    def _add(self, letter: str, bounds: Bounds, style: Type, *, spaced: bool) -> None:
        before = self.words[-1] if self.words else None
        near = before is not None and _goes_on(before, bounds, style, spaced=spaced)
        if before is not None and near and _set_alike(before.type, style):
            old = before.bounds
            before.text += letter
            before.bounds = (
                min(old[0], bounds[0]),
                min(old[1], bounds[1]),
                max(old[2], bounds[2]),
                max(old[3], bounds[3]),
            )
        else:
            self.words.append(Painted(letter, bounds, near, style, self.page))

    def _type(self, painted: Handle, index: int) -> Type:
        mode = pdfium.FPDFTextObj_GetTextRenderMode(painted)
        stroked = mode == pdfium.FPDF_TEXTRENDERMODE_STROKE
        colour = pdfium.FPDFPageObj_GetStrokeColor if stroked else pdfium.FPDFPageObj_GetFillColor
        angle = math.degrees(pdfium.FPDFText_GetCharAngle(self.text, index)) / 90
        name = ctypes.create_string_buffer(128)
        pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(painted), name, 128)
        address = address_of(painted)
        self.types[address] = Type(
            bold=pdfium.FPDFText_GetFontWeight(self.text, index) >= _BOLD_WEIGHT
            or any(mark in name.value.lower() for mark in (b"bold", b"black", b"heavy")),
            luminance=luminance_of(painted, colour),
            invisible=mode in {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP},
            order=self.drawn.orders.get(address, -1),
            turn=-round(angle) % 4 if math.isfinite(angle) and abs(angle - round(angle)) < _ASKEW else None,
        )
        return self.types[address]


def _set_alike(one: Type, other: Type) -> bool:
    return (one.bold, one.luminance, one.invisible, one.turn) == (
        other.bold,
        other.luminance,
        other.invisible,
        other.turn,
    )


def _goes_on(word: Painted, bounds: Bounds, style: Type, *, spaced: bool) -> bool:
    """Return whether a letter stands right after a word, as it is read."""
    turn = style.turn or 0
    if word.turn != style.turn:
        return False
    left, bottom, right, top = word.bounds if turn == 0 else turned(word.bounds, turn)
    x0, y0, _, y1 = bounds if turn == 0 else turned(bounds, turn)
    size = max(y1 - y0, 0.1)
    gap = (x0 - right) / size
    return (
        left <= x0
        and _OVERLAP < gap < (_SPACE_GAP if spaced else _WORD_GAP)
        and abs((y0 + y1) - (bottom + top)) < size
        and y0 < top
    )


def _covers(one: Bounds, other: Bounds) -> bool:
    """Return whether two letters stand in one place: printed twice, a hair apart, to look bold."""
    width, height = one[2] - one[0], one[3] - one[1]
    return abs(one[0] - other[0]) < 0.3 * width and abs(one[1] - other[1]) < 0.2 * height


def _letter(code: int) -> str:
    """Return the character of a code: the hyphen that PDFium takes out at a line's end is put back."""
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


_LETTERS = {
    2: "-",
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SPACE_CODES = frozenset(
    {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200B, 0x202F, 0xFEFF}
)
# Gaps in heights of the type: less is none though the file has a space, more is one though it has none.
_SPACE_GAP = 0.07
_WORD_GAP = 0.2
_OVERLAP = -0.5
_BOLD_WEIGHT = 600
# In quarter turns: a page scanned at a slant is still upright.
_ASKEW = 0.06
# Points from the corner of the page; nothing is printed so far away. What is said to be, stands off every page.
_FAR = 1e6
_NOWHERE = (-_FAR, -_FAR, -_FAR, -_FAR)

"""A page of a PDF in, what is drawn on it besides letters out: filled boxes, ruled lines and pictures."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

# Left, bottom, right, top in points; y grows upwards.
Bounds = tuple[float, float, float, float]
# Handles of PDFium have no types that a checker could know.
Handle = Any


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle. luminance: of its colour, 0 to 255. order: its place in painting order."""

    bounds: Bounds
    luminance: float
    order: int


@dataclass(slots=True)
class Drawn:
    """What a page holds besides its letters.

    boxes: opaque filled rectangles. pictures: bounds with their order. rules: ruled lines, as bounds that are thin.
    orders: the place in painting order of each text object, by its address.
    """

    boxes: list[Box] = field(default_factory=list)
    pictures: list[tuple[Bounds, int]] = field(default_factory=list)
    rules: list[Bounds] = field(default_factory=list)
    orders: dict[int, int] = field(default_factory=dict)


def drawn_on(page: Handle) -> Drawn:
    """Return what is drawn on a page, forms inside it included. page: PDFium's handle of it."""
    drawn = Drawn()
    for order, (drawing, matrix) in enumerate(_objects(page)):
        if order >= _MOST_OBJECTS:
            break
        kind = pdfium.FPDFPageObj_GetType(drawing)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            drawn.orders[address_of(drawing)] = order
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures.append((_moved(_bounds(drawing), matrix), order))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, matrix, order, drawn)
    return drawn


def address_of(handle: Handle) -> int:
    """Return the address of a PDFium object: the same object has the same one."""
    return ctypes.addressof(handle.contents)


def luminance_of(drawing: Handle, colour: Handle) -> float | None:
    """Return the luminance of an object's colour, 0 to 255; 255 plus its transparency; None where it has a pattern.

    colour: the function of PDFium that reads it. Source of the weights: ITU-R BT.709.
    """
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour(drawing, red, green, blue, alpha):
        return None
    if alpha.value < _FAINT:
        return _TRANSPARENT
    return 0.2126 * red.value + 0.7152 * green.value + 0.0722 * blue.value


def is_transparent(luminance: float | None) -> bool:
    """Return whether a luminance says that nothing is painted at all."""
    return luminance == _TRANSPARENT


def _objects(page: Handle) -> Iterator[tuple[Handle, pdfium.FS_MATRIX]]:
    whole = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _inside(pdfium.FPDFPage_GetObject(page, index), whole, 0)


def _inside(drawing: Handle, matrix: pdfium.FS_MATRIX, depth: int) -> Iterator[tuple[Handle, pdfium.FS_MATRIX]]:
    """Yield an object with the matrix that moves it to its page; for a form, what is inside it."""
    if pdfium.FPDFPageObj_GetType(drawing) != pdfium.FPDF_PAGEOBJ_FORM:
        yield drawing, matrix
        return
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawing, own)
    if depth < _DEEPEST:
        for index in range(max(0, pdfium.FPDFFormObj_CountObjects(drawing))):
            yield from _inside(pdfium.FPDFFormObj_GetObject(drawing, index), _product(own, matrix), depth + 1)


def _add_path(path: Handle, matrix: pdfium.FS_MATRIX, order: int, drawn: Drawn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    segments = pdfium.FPDFPath_CountSegments(path)
    if segments > _MOST_SEGMENTS or not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    bounds = _moved(_bounds(path), matrix)
    width, height = bounds[2] - bounds[0], bounds[3] - bounds[1]
    if min(width, height) < _THIN:
        if fill.value or stroke.value:
            drawn.rules.append(bounds)
        return
    if stroke.value:
        drawn.rules.extend(_straight_lines(path, segments, matrix))
    if fill.value and segments <= _SEGMENTS_OF_A_BOX and not pdfium.FPDFPageObj_HasTransparency(path):
        luminance = luminance_of(path, pdfium.FPDFPageObj_GetFillColor)
        clipped = _clipped(path, bounds, matrix)
        if luminance is not None and not is_transparent(luminance) and clipped[0] < clipped[2]:
            drawn.boxes.append(Box(clipped, luminance, order))


def _straight_lines(path: Handle, segments: int, matrix: pdfium.FS_MATRIX) -> Iterator[Bounds]:
    """Yield the level and upright lines of a path that is stroked (a grid, a frame)."""
    points = [_point(pdfium.FPDFPath_GetPathSegment(path, index), matrix) for index in range(segments)]
    for (kind, x, y), (before, last_x, last_y) in zip(points[1:], points, strict=False):
        level = abs(x - last_x) < 1 or abs(y - last_y) < 1
        if kind == pdfium.FPDF_SEGMENT_LINETO and before != pdfium.FPDF_SEGMENT_BEZIERTO and level:
            yield (min(x, last_x), min(y, last_y), max(x, last_x), max(y, last_y))


def _point(segment: Handle, matrix: pdfium.FS_MATRIX) -> tuple[int, float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    across, up = _at(x.value, y.value, matrix)
    return pdfium.FPDFPathSegment_GetType(segment), across, up


def _clipped(drawing: Handle, bounds: Bounds, matrix: pdfium.FS_MATRIX) -> Bounds:
    """Return what the clip of an object leaves of its bounds, for a large rectangle may show through a small hole."""
    clip = pdfium.FPDFPageObj_GetClipPath(drawing)
    for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
        count = min(pdfium.FPDFClipPath_CountPathSegments(clip, path), _MOST_SEGMENTS)
        points = [_point(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), matrix) for index in range(count)]
        if points:
            across, up = [point[1] for point in points], [point[2] for point in points]
            bounds = (
                max(bounds[0], min(across)),
                max(bounds[1], min(up)),
                min(bounds[2], max(across)),
                min(bounds[3], max(up)),
            )
    return bounds


def _bounds(drawing: Handle) -> Bounds:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawing, left, bottom, right, top)
    return (left.value, bottom.value, right.value, top.value)


def _moved(bounds: Bounds, matrix: pdfium.FS_MATRIX) -> Bounds:
    corners = [_at(x, y, matrix) for x in (bounds[0], bounds[2]) for y in (bounds[1], bounds[3])]
    across, up = [corner[0] for corner in corners], [corner[1] for corner in corners]
    return (min(across), min(up), max(across), max(up))


def _at(x: float, y: float, matrix: pdfium.FS_MATRIX) -> tuple[float, float]:
    return (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)


def _product(first: pdfium.FS_MATRIX, second: pdfium.FS_MATRIX) -> pdfium.FS_MATRIX:
    """Return the matrix that moves by the first and then by the second."""
    e, f = _at(first.e, first.f, second)
    return pdfium.FS_MATRIX(
        first.a * second.a + first.b * second.c,
        first.a * second.b + first.b * second.d,
        first.c * second.a + first.d * second.c,
        first.c * second.b + first.d * second.d,
        e,
        f,
    )


# A rectangle thinner than this, in points, is a line; a rectangle has four corners, and may say its first one twice.
_THIN = 2.0
_SEGMENTS_OF_A_BOX = 6
# What has more segments or objects is a drawing or a map: no box, no table, no line.
_MOST_SEGMENTS = 400
_MOST_OBJECTS = 50_000
_DEEPEST = 8
# Less opaque than this, of 255, a colour cannot be seen.
_FAINT = 13
_TRANSPARENT = 256.0

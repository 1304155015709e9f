"""Figures in, inline SVG out: small plots that need no script, say in words what they show, and print in black."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup, escape

WIDTH = 640
ROW = 26
LABEL = 190
INSIDE = WIDTH - LABEL - 60
HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure in [0, 1] with its name. low, high: the ends of its interval, None where there is none."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """Return horizontal bars from 0 to 1, each with its value, and its interval as a line."""
    height = ROW * len(rows) + 10
    parts = []
    for place, row in enumerate(rows):
        top = 5 + place * ROW
        parts.append(
            f'<text x="{LABEL - 8}" y="{top + 15}" text-anchor="end">{escape(row.name)}</text>'
            f'<rect x="{LABEL}" y="{top + 3}" width="{row.value * INSIDE:.1f}" height="{ROW - 10}" class="bar"/>'
            f'<text x="{LABEL + max(row.value, row.high or 0) * INSIDE + 6:.1f}" y="{top + 15}">{row.value:.3f}</text>'
        )
        if row.low is not None and row.high is not None:
            middle = top + 3 + (ROW - 10) / 2
            parts.append(
                f'<line x1="{LABEL + row.low * INSIDE:.1f}" x2="{LABEL + row.high * INSIDE:.1f}" '
                f'y1="{middle}" y2="{middle}" class="interval"/>'
            )
    said = "; ".join(f"{row.name} {row.value:.3f}" for row in rows)
    return _svg(title, said, height, "".join(parts))


def curve(title: str, points: Sequence[tuple[float, float]], *, across: str, up: str) -> Markup:
    """Return a line through points of [0, 1] × [0, 1], with its axes named."""
    left, bottom, width, height = 60, HEIGHT - 40, WIDTH - 90, HEIGHT - 60
    places = [(left + x * width, bottom - y * height) for x, y in points]
    ticks = "".join(
        f'<text x="{left + share * width:.0f}" y="{bottom + 16}" text-anchor="middle">{share:g}</text>'
        f'<text x="{left - 8}" y="{bottom - share * height + 4:.0f}" text-anchor="end">{share:g}</text>'
        f'<line x1="{left}" x2="{left + width}" y1="{bottom - share * height:.0f}" y2="{bottom - share * height:.0f}" '
        'class="grid"/>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    axes = (
        f'<text x="{left + width / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="14" y="{bottom - height / 2}" text-anchor="middle" transform="rotate(-90 14 {bottom - height / 2})">'
        f"{escape(up)}</text>"
    )
    said = f"{across} across, {up} up; {len(points)} points, the table below gives some of them"
    return _svg(title, said, HEIGHT, f'{ticks}{axes}<polyline points="{line}" class="curve"/>')


@dataclass(frozen=True, slots=True)
class Line:
    """Points, from left to right (above 0 on logarithmic axes), with the name of what they are of."""

    name: str
    points: Sequence[tuple[float, float]]


def logarithmic(title: str, lines: Sequence[Line], *, across: str, up: str) -> Markup:
    """Return lines on two logarithmic axes, as an image of its own: what grows in proportion climbs at 45 degrees."""
    left, bottom, width, height = 60, HEIGHT - 40, WIDTH - 230, HEIGHT - 60
    xs = _decades([x for line in lines for x, _ in line.points])
    ys = _decades([y for line in lines for _, y in line.points])

    def place(x: float, y: float) -> tuple[float, float]:
        right = (log10(x) - xs[0]) / (xs[-1] - xs[0])
        above = (log10(y) - ys[0]) / (ys[-1] - ys[0])
        return left + right * width, bottom - above * height

    parts = [f'<style>text{{font:12px sans-serif}}{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>']
    for power in xs:
        x, _ = place(10**power, 10 ** ys[0])
        parts.append(f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle">{10**power:,}</text>')
    for power in ys:
        _, y = place(10 ** xs[0], 10**power)
        parts.append(
            f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{10**power:,}</text>'
            f'<line x1="{left}" x2="{left + width}" y1="{y:.0f}" y2="{y:.0f}" class="grid"/>'
        )
    for line in lines:
        places = [place(x, y) for x, y in line.points]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        x, y = places[-1]
        parts.append(f'<polyline points="{drawn}" class="curve"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
        parts.append(f'<text x="{x + 8:.0f}" y="{y + 4:.0f}">{escape(line.name)}</text>')
    parts.append(
        f'<text x="{left + width / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="14" y="{bottom - height / 2}" text-anchor="middle" transform="rotate(-90 14 {bottom - height / 2})">'
        f"{escape(up)}</text>"
    )
    said = "; ".join(f"{line.name}: " + ", ".join(f"{y:,.1f} at {x:,.0f}" for x, y in line.points) for line in lines)
    return _svg(title, said, HEIGHT, "".join(parts))


def shares(title: str, lines: Sequence[Line], *, across: str, up: str) -> Markup:
    """Return lines through points of [0, 1] × [0, 1], each with strokes of its own, as an image of its own."""
    left, bottom, width, height = 60, HEIGHT - 40, WIDTH - 330, HEIGHT - 60
    parts = [f'<style>text{{font:12px sans-serif}}{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>']
    for share in (0, 0.25, 0.5, 0.75, 1):
        x, y = left + share * width, bottom - share * height
        parts.append(
            f'<text x="{x:.0f}" y="{bottom + 16}" text-anchor="middle">{share:g}</text>'
            f'<text x="{left - 8}" y="{y + 4:.0f}" text-anchor="end">{share:g}</text>'
            f'<line x1="{left}" x2="{left + width}" y1="{y:.0f}" y2="{y:.0f}" class="grid"/>'
        )
    for place, line in enumerate(lines):
        drawn = " ".join(f"{left + x * width:.1f},{bottom - y * height:.1f}" for x, y in line.points)
        dashes = f'class="curve" stroke-dasharray="{_DASHES[place % len(_DASHES)]}"'
        key, row = left + width + 14, 30 + place * 22
        parts.append(
            f'<polyline points="{drawn}" {dashes}/><line x1="{key}" x2="{key + 24}" y1="{row}" y2="{row}" {dashes}/>'
            f'<text x="{key + 30}" y="{row + 4}">{escape(line.name)}</text>'
        )
    parts.append(
        f'<text x="{left + width / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>'
        f'<text x="14" y="{bottom - height / 2}" text-anchor="middle" transform="rotate(-90 14 {bottom - height / 2})">'
        f"{escape(up)}</text>"
    )
    said = f"{across} across, {up} up; " + ", ".join(line.name for line in lines)
    return _svg(title, said, HEIGHT, "".join(parts))


def _decades(values: Sequence[float]) -> range:
    """Return the powers of ten from the one below the least value to the one above the greatest, at least two."""
    least = floor(log10(min(values)))
    return range(least, max(ceil(log10(max(values))), least + 1) + 1)


_DASHES = ("none", "6 3", "2 3", "9 3 2 3", "1 5", "14 4", "9 3 2 3 2 3", "14 4 2 4")
_STYLE = ".grid{stroke:#ccc}.curve{fill:none;stroke:#000;stroke-width:1.5}"


def _svg(title: str, said: str, height: float, inside: str) -> Markup:
    # Every text that is not a number was escaped where it was put in.
    name = escape(f"{title}: {said}")
    place = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}"'
    return Markup(f'<svg {place} role="img" aria-label="{name}">{inside}</svg>')  # noqa: S704

"""Text and signs stand out from what they stand on, as WCAG 2.2 asks, by the colours of the style sheet."""

import re
from pathlib import Path

import pytest

from service import views

STATIC = Path(views.__file__).parent / "static"


def colours(scheme: str) -> dict[str, tuple[float, float, float]]:
    """Return the colours of a scheme from the style sheet, as red, green and blue in [0, 1]."""
    sheet = (STATIC / "minuted.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", light))
    found |= dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", dark)) if scheme == "dark" else {}
    wide = {name: value if len(value) == 6 else "".join(digit * 2 for digit in value) for name, value in found.items()}
    return {name: (_part(value, 0), _part(value, 2), _part(value, 4)) for name, value in wide.items()}


def _part(value: str, place: int) -> float:
    return int(value[place : place + 2], 16) / 255


def contrast(one_colour: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the contrast ratio of two colours, from 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""

    def luminance(colour: tuple[float, float, float]) -> float:
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one_colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "backs", "least"),
    [
        ("ink", ["paper", "card", "tint", "mark", "target"], 7),
        ("soft", ["paper", "card"], 4.5),
        ("accent", ["paper", "card", "tint", "target"], 4.5),
        ("accent-strong", ["paper", "card"], 4.5),
        ("on-accent", ["accent", "accent-strong"], 4.5),
        ("draft", ["paper"], 4.5),
        ("error", ["card", "paper"], 4.5),
        ("border", ["card", "paper"], 3),
        ("focus", ["paper", "card", "tint"], 3),
        ("target-edge", ["paper"], 3),
    ],
)
def test_text_and_signs_stand_out_as_wcag_asks(scheme: str, front: str, backs: list[str], least: float) -> None:
    known = colours(scheme)
    for back in backs:
        assert contrast(known[front], known[back]) >= least, f"{front} on {back}"

"""How the labels of a list look in, each label as it is printed and as an address names it out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """What the labels of a list have in common.

    scheme: how values are written. shape: `{}` stands for the value; for a bullet it is the glyph.
    """

    scheme: str
    shape: str

    @property
    def is_bullet(self) -> bool:
        return self.scheme == "bullet"

    @property
    def is_bare(self) -> bool:
        """Whether only the space after it tells the label from its text."""
        return self.shape == "{}" or (self.is_bullet and self.shape in "oqv")

    def name(self, value: int) -> str:
        return "" if self.is_bullet else WRITTEN[self.scheme](value)

    def printed(self, value: int) -> str:
        return self.shape if self.is_bullet else self.shape.format(self.name(value))


def letter(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


WRITTEN = {
    "number": str,
    "letter": letter,
    "roman": roman,
    "capital letter": lambda value: letter(value).upper(),
    "capital roman": lambda value: roman(value).upper(),
}
# The largest value of a scheme that is printed: Word goes on with `aa` after `z`, but not in capitals here.
MOST = {"number": 60, "letter": 30, "roman": 39, "capital letter": 26, "capital roman": 39, "bullet": 12}
GLYPHS = "·•●▪–-Ø§oqvü➢\uf0b7\uf0a7"
# The glyphs that the standard fonts of a PDF hold.
PDF_GLYPHS = "·•–-Øo§"
LOOKS = (
    *(Look("number", shape) for shape in ("({})", "{})", "{}.", "{}", "({}).")),
    *(Look(scheme, shape) for scheme in ("letter", "roman", "capital roman") for shape in ("({})", "{})", "{}.")),
    *(Look("capital letter", shape) for shape in ("({})", "{})", "{}.", "{}:", "{}")),
)

"""The text of a block in, every way its start could be read as a printed label out.

A pattern alone cannot tell the letter `i)` from the roman one, or `45.12` from `10.00 am`; `corpus/sequence.py` decides
between the readings given here by what came before. A new scheme is one line in SCHEMES and a fixture.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from string import ascii_lowercase

from corpus.minutes import INVISIBLE, fold


@dataclass(frozen=True, slots=True)
class Label:
    """One way to read the start of a block.

    scheme: its key in SCHEMES. shape: the brackets or dot around the value (`{})`), or a bullet's glyph; labels of one
    list share scheme and shape. printed: as printed, folded. name: how an address says it (`b`, `vii`, `45.12`), "" for
    a bullet. value: the numbers it stands for ((45, 12), (2,)), () for a bullet. text: the folded text after it.
    indent: spaces before it. strong: false where prose could start the same way, so that only its place in a sequence
    can confirm it.
    """

    scheme: str
    shape: str
    printed: str
    name: str
    value: tuple[int, ...]
    text: str
    indent: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """A family of labels: the pattern of the value, the shapes it is printed in, and its numbers.

    shapes: `{}` stands for the value. absolute: true where a label names its whole path (`45.12`), so that it needs no
    list around it. values: the numbers that a name stands for.
    """

    pattern: str
    shapes: tuple[str, ...]
    values: Callable[[str], tuple[int, ...]]
    absolute: bool = False


def read_labels(text: str, generated: str | None = None) -> list[Label]:
    """Return every reading of the label at the start of a block, in the order of SCHEMES; [] where there is none.

    text: as the block has it, with its no-break spaces. generated: a label the format made itself, which is not in the
    text. One of a scheme that is not known here (`1st`, `Item 3:`) is kept as printed and names nothing, like a bullet.
    """
    text = "".join(character for character in text if character in SPACES or character not in INVISIBLE)
    if generated is not None:
        text = f"{generated}\u00a0\u00a0{text}"
    indent = len(text) - len(text.lstrip(SPACES))
    start = text[indent:].removeprefix("*").lstrip(SPACES)
    labels = [
        label
        for name, scheme in SCHEMES.items()
        for shape in scheme.shapes
        if (label := _read(start, name, scheme, shape, indent)) is not None
    ]
    if generated is None:
        return labels
    printed, rest = fold(generated), fold(text.removeprefix(generated))
    unknown = Label("bullet", printed, printed, "", (), rest, indent, strong=True)
    return [replace(label, strong=True) for label in labels] or [unknown]


def measures(text: str) -> bool:
    """Return whether the text after a number says what it measures: a time, a share, a sum (`am`, `per cent`)."""
    return _MEASURE.match(text) is not None


def roman_value(numeral: str) -> int:
    """Return the value of a roman numeral in either case, or 0 where the letters are not a numeral up to xxxix."""
    return _ROMANS.get(numeral.casefold(), 0)


def _read(text: str, name: str, scheme: Scheme, shape: str, indent: int) -> Label | None:
    before, after = shape.split("{}") if "{}" in shape else ("", "")
    match = re.match(
        rf"{re.escape(before)}(?P<name>{scheme.pattern}){re.escape(after)}(?P<end>\.?)(?P<gap>[{SPACES}]*)", text
    )
    if match is None:
        return None
    rest, gap = text[match.end() :], len(match["gap"])
    value = scheme.values(match["name"])
    if name == "bullet":
        believed = not match["end"] and _is_bullet(match["name"], gap, rest)
    elif scheme.absolute:
        believed = bool(gap) or not rest or rest[0] in DASHES
    else:
        believed = bool(value and (gap or not rest) and (not match["end"] or shape.endswith(")")))
    if not believed or (shape in {"{}", "{}:"} and not scheme.absolute and not _stands_apart(name, shape, gap, rest)):
        return None
    return Label(
        scheme=name,
        shape=match["name"] if name == "bullet" else shape,
        printed=fold(match.group(0)),
        name="" if name == "bullet" else fold(match["name"]),
        value=value,
        text=fold(rest),
        indent=indent,
        strong=_is_strong(name, shape, gap, rest, doubled=len(match["name"]) > 1),
    )


def _is_bullet(glyph: str, gap: int, rest: str) -> bool:
    """Return whether a glyph is a bullet here: letters and dashes need space after them that prose would not have."""
    if glyph in "ovq":
        return gap >= 2 and bool(rest)
    return (gap >= 1 and bool(rest)) or glyph not in f"{DASHES}§¨ü"


def _stands_apart(name: str, shape: str, gap: int, rest: str) -> bool:
    """Return whether a value without bracket or dot can be a label: `29 TITLE`, `A: text`, no `A vote`, no `12 May`."""
    if _MEASURE.match(rest):
        return False
    if gap >= 2 or not rest or shape == "{}:":
        return True
    return (name == "number" and rest[0].isupper()) or (name == "capital roman" and rest.isupper())


def _is_strong(name: str, shape: str, gap: int, rest: str, *, doubled: bool) -> bool:
    if name == "bullet":
        return True
    if name == "reference":
        return gap >= 2 or not rest or not rest[0].islower()
    if name in {"slash", "dotted"}:
        return not _MEASURE.match(rest) and (gap >= 2 or not rest or not rest[0].islower())
    if shape in {"{}", "{}:"}:
        return gap >= 2 and not _MEASURE.match(rest)
    if name in {"capital letter", "capital roman"} and shape == "{}.":
        return gap >= 2 or rest[:1].islower()
    doubtful = _MEASURE.match(rest) or (name == "letter" and doubled)  # `cc. The Clerk`
    return shape != "{}." or not doubtful


def _dotted(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("."))


def _digits(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _number(name: str) -> tuple[int, ...]:
    """`25` is (25,) and `25a` is (25, 1): it stands between 25 and 26, and `25b` is the next one."""
    digits = name.rstrip(ascii_lowercase)
    return (int(digits), *(_letter(letter)[0] for letter in name[len(digits) :]))


def _letter(name: str) -> tuple[int, ...]:
    """`c` is 3; after `z` comes `aa`, which is 27."""
    return (26 * (len(name) - 1) + ord(name[0].casefold()) - ord("a") + 1,)


def _roman(name: str) -> tuple[int, ...]:
    value = roman_value(name)
    return (value,) if value else ()


def _no_value(name: str) -> tuple[int, ...]:  # noqa: ARG001 - the table asks one signature of every scheme
    return ()


# White space that exports put around labels: space, tab, no-break, figure, narrow, thin and zero-width spaces.
SPACES = " \t\u00a0\u2007\u202f\u2009\u200b\ufeff\u2002\u2003"
# With space after them they are bullets; without, they part a number from its title (`7.23– Minutes`).
DASHES = "-–—"
# Bullets as printed, and the private-use code points that symbol fonts leave behind.
BULLETS = "·•●▪▫■◦‣⁃–—\\-Ø§¨ü➢❖ovq\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071"
_BRACKETED = ("({})", "{})", "{}.")
_ROMANS = {
    tens + ones: 10 * count + value
    for count, tens in enumerate(("", "x", "xx", "xxx"))
    for value, ones in enumerate(("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))
    if tens + ones
}
# What follows a number that measures something: a time, a share, a sum, a date.
_MEASURE = re.compile(
    r"(?:[ap]\.?\s?m\b|noon|hours?\b|hrs\b|%|per\s?cent|percent|million|billion|m\b|bn\b|km\b|hectares?|miles|days?\b|weeks?\b|months?\b|years?\b"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)",
    re.IGNORECASE,
)

SCHEMES: dict[str, Scheme] = {
    "reference": Scheme(
        r"[A-Z]{1,4}\s?[./-]?\s?\d{1,4}/(?:\d{4}|\d{2,3}|[A-Z][a-z]{2}/\d{4})(?![\d/])"
        r"|[A-Z]{1,4}/\d{1,4}/\d{2,4}(?![\d/])",
        ("{}",),
        _digits,
        absolute=True,
    ),
    "slash": Scheme(r"\d{1,4}/\d{2}(?:(?:\.\d{1,3}){1,3}|(?:/\d{2})?[a-z]?)(?![\d/])", ("{}",), _digits, absolute=True),
    "dotted": Scheme(r"\d{1,5}(?:\.\d{1,3}){1,4}(?!\d)", ("{}",), _dotted, absolute=True),
    "number": Scheme(r"\d{1,5}[a-z]?", (*_BRACKETED, "{}"), _number),
    "roman": Scheme(r"[ivx]{1,7}", _BRACKETED, _roman),
    "letter": Scheme(r"[a-z]|(?P<twice>[a-hj-uwyz])(?P=twice)(?=\))|(?:aa|bb|cc|dd|ee)(?=\.)", _BRACKETED, _letter),
    "capital roman": Scheme(r"[IVX]{1,7}", (*_BRACKETED, "{}"), _roman),
    "capital letter": Scheme(r"[A-Z]", (*_BRACKETED, "{}:", "{}"), _letter),
    "bullet": Scheme(f"[{BULLETS}]", ("",), _no_value),
}

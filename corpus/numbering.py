"""The text of a block in, every way its start could be read as a printed label out.

A pattern alone cannot tell the letter `i)` from the roman one, or `45.12` from `10.00 am`; `corpus/sequence.py` decides
between the readings given here by what came before. A new scheme is one line in SCHEMES and a fixture.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from string import ascii_letters

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
    text = _UNSEEN.sub("", text).replace("\n", " ")
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
        return labels or _starred(text, indent)
    printed, rest = fold(generated), fold(text.removeprefix(generated))
    unknown = Label("bullet", printed, printed, "", (), rest, indent, strong=True)
    return [replace(label, strong=True) for label in labels] or [unknown]


def _starred(text: str, indent: int) -> list[Label]:
    """Return a `*` with space after it as a bullet: before another label it only marks it (`* 308.`)."""
    rest = text[indent:].removeprefix("*")
    if not text[indent:].startswith("*") or rest[:1] not in SPACES or not rest.strip(SPACES):
        return []
    return [Label("bullet", "*", "*", "", (), fold(rest), indent, strong=True)]


def measures(text: str) -> bool:
    """Return whether the text after a number says what it measures: a time, a share, a sum (`am`, `per cent`)."""
    return _MEASURE.match(text) is not None


def begins_alike(text: str, other: str) -> bool:
    """Return whether two texts begin as entries of one list do: both with a small letter, or with the same word."""
    return (text[:1].islower() and other[:1].islower()) or text.partition(" ")[0] == other.partition(" ")[0]


def roman_value(numeral: str) -> int:
    """Return the value of a roman numeral in either case, or 0 where the letters are not a numeral up to xxxix."""
    return _ROMANS.get(numeral.casefold(), 0)


def _read(text: str, name: str, scheme: Scheme, shape: str, indent: int) -> Label | None:
    match = _pattern(scheme.pattern, shape).match(text)
    if match is None:
        return None
    rest, gap = text[match.end() :], len(match["gap"].expandtabs(_TAB))
    value = scheme.values(match["name"])
    if name == "bullet":
        believed = not match["end"] and _is_bullet(match["name"], gap, rest)
    elif scheme.absolute:
        believed = bool(gap) or not rest or rest[0] in DASHES or _is_glued(shape, rest)
    else:
        parted = gap or not rest or _is_glued(shape, rest)
        believed = bool(value and parted and (not match["end"] or shape.endswith(")")))
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
        strong=(gap > 0 or not rest or not _is_glued(shape, rest))
        and _is_strong(name, shape, match["name"], gap, rest),
    )


@cache
def _pattern(value: str, shape: str) -> re.Pattern[str]:
    """Return the pattern of a label: its value in its shape, then a full stop and space where they are printed.

    Its digits are those from 0 to 9 alone, which an address can hold.
    """
    before, after = shape.split("{}") if "{}" in shape else ("", "")
    return re.compile(
        rf"{re.escape(before)}(?P<name>{value}){re.escape(after)}(?P<end>\.?)(?P<gap>[{SPACES}]*)", re.ASCII
    )


def _is_bullet(glyph: str, gap: int, rest: str) -> bool:
    """Return whether a glyph is a bullet here: letters and dashes need space after them that prose would not have."""
    if glyph in "ovq":
        return gap >= 2 and bool(rest)
    return (gap >= 1 and bool(rest)) or glyph not in f"{DASHES}§¨ü"


def _is_glued(shape: str, rest: str) -> bool:
    """Return whether a label may have lost the space after it: `(b)The space`, `b)the space`, `2.The space`.

    What has no brackets needs a capital and a small letter after it, for `e.g.` and `3.5km` are no labels.
    """
    return rest[:1].isalpha() if shape.endswith(")") else rest[:1].isupper() and rest[1:2].islower()


def _stands_apart(name: str, shape: str, gap: int, rest: str) -> bool:
    """Return whether a value without bracket or dot can be a label: `29 TITLE`, `A: text`, no `A vote`, no `12 May`."""
    if _MEASURE.match(rest):
        return False
    if gap >= 2 or not rest or shape == "{}:":
        return True
    return (name == "number" and rest[0].isupper()) or (name == "capital roman" and rest.isupper())


def _is_strong(name: str, shape: str, value: str, gap: int, rest: str) -> bool:
    if name == "bullet":
        return True
    if SCHEMES[name].absolute:
        counts_something = _MEASURE.match(rest) is not None or _NOT_A_NUMBER_OF_MINUTES.fullmatch(value) is not None
        return not counts_something and (gap >= 2 or not rest or not rest[0].islower())
    if name == "letter" and shape == "{}." and (rest[:1].isdigit() or len(value) > 1):
        return False  # `c. 400 people`, `p. 4`, `cc. The Clerk`
    if shape in {"{}", "{}:"}:
        return gap >= 2 and not _MEASURE.match(rest)
    if name in {"capital letter", "capital roman"} and shape == "{}.":
        return gap >= 2 or rest[:1].islower()
    return not (_MEASURE.match(rest) and shape == "{}.")


def _dotted(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split("."))


def _digits(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", name))


def _number(name: str) -> tuple[int, ...]:
    """`25` is (25,), `25a` and `25A` are (25, 1), `25bi` is (25, 2, 1): they stand between 25 and 26 in this order."""
    digits = name.rstrip(ascii_letters)
    letter, numeral = name[len(digits) : len(digits) + 1], name[len(digits) + 1 :]
    if numeral and not roman_value(numeral):
        return ()
    return (int(digits), *(_letter(letter) if letter else ()), *(_roman(numeral) if numeral else ()))


def _slash(name: str) -> tuple[int, ...]:
    """`77/21` is (77, 21), and `77/21a` is (77, 21, 1): it belongs to it, as `77/21.1` does."""
    return (*_digits(name), *(_letter(name[-1]) if name[-1].islower() else ()))


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
_UNSEEN = re.compile(f"[{INVISIBLE}](?<![{SPACES}])")
# With space after them they are bullets; without, they part a number from its title (`7.23– Minutes`).
DASHES = "-–—"
# Bullets as printed, among them those that `corpus/formats/symbols.py` makes, and the letters and private-use code
# points that symbol fonts leave behind.
BULLETS = "·∙⋅•●○▪▫■□◻◦◆◇♦⬧⬥⧫▶▸►➢➔→⇒⇨‣⁃–—\\-Ø§¨ü❖❑❒❍✓✔★☑ovq\uf020-\uf0ff"
# A tab parts a label from its text as widely as a run of spaces.
_TAB = 4
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
# The hour (`10.00`), a financial year (`2023/24`), an application (`DC/2023/0045`): labels only in a sequence.
_NOT_A_NUMBER_OF_MINUTES = re.compile(r"\d{1,2}\.00|(?:19|20)\d{2}/\d{2}|[A-Z]{1,4}/\d{1,4}/(?!(?:19|20)\d{2}$)\d{3,4}")

SCHEMES: dict[str, Scheme] = {
    "reference": Scheme(
        r"[A-Z]{1,4}[ \u00a0]?[./-]?[ \u00a0]?\d{1,4}/(?:\d{4}|\d{2,3}|[A-Z][a-z]{2}/\d{4})(?![\d/])"
        r"|[A-Z]{1,4}/\d{1,4}/\d{2,4}(?![\d/])",
        ("{}", "{}:"),
        _digits,
        absolute=True,
    ),
    "slash": Scheme(
        r"\d{1,4}/\d{2}(?:(?:\.\d{1,3}){1,3}|(?:/\d{2})?[a-z]?)(?![\d/])", ("{}", "{}:"), _slash, absolute=True
    ),
    "dotted": Scheme(r"\d{1,5}(?:\.\d{1,3}){1,4}(?!\d)", ("{}",), _dotted, absolute=True),
    "number": Scheme(r"\d{1,5}(?:[a-z][ivx]{0,4}|[A-Z])?", (*_BRACKETED, "{}"), _number),
    "roman": Scheme(r"[ivx]{1,7}", _BRACKETED, _roman),
    "letter": Scheme(r"[a-z]|(?P<twice>[a-hj-uwyz])(?P=twice)(?=\))|(?:aa|bb|cc|dd|ee)(?=\.)", _BRACKETED, _letter),
    "capital roman": Scheme(r"[IVX]{1,7}", (*_BRACKETED, "{}"), _roman),
    "capital letter": Scheme(r"[A-Z]", (*_BRACKETED, "{}:", "{}"), _letter),
    "bullet": Scheme(f"[{BULLETS}]", ("",), _no_value),
}

"""A text in, the figures it states out, each in one form however it is printed: £1.2 million is £1,200,000."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in digits. value: with its “million” counted in. unit: "£", "€", "$", "%" or "". span: in the text."""

    value: Decimal
    unit: str
    span: tuple[int, int]


def figures(text: str) -> Iterator[Figure]:
    """Yield the figures of a text in order.

    Reads `£410,000`, `£1.2m`, `1.2 million pounds`, `36.9 per cent`, `36.9%`, `52`, and both of `80/90%`, `80-90 per
    cent`. Passed over is what only looks like one: ordinals (`7th`), times (`10.30 am`, `14:30`), parts of codes
    (`77/21`, `SEN2`) and of numbers with two dots.
    """
    start = 0
    for between in _BETWEEN.finditer(text):
        yield from _single(text, start, between.start())
        for end in ("low", "high"):
            yield Figure(Decimal(between[end]).normalize(), "%", between.span(end))
        start = between.end()
    yield from _single(text, start, len(text))


def _single(text: str, start: int, end: int) -> Iterator[Figure]:
    for match in _FIGURE.finditer(text, start, end):
        number = Decimal(match["number"].replace(",", ""))
        scale = _SCALES.get((match["scale"] or "").casefold(), 1)
        after = (match["after"] or "").casefold()
        unit = match["currency"] or ("£" if after.startswith("pound") else "%" if after else "")
        yield Figure((number * scale).normalize(), unit, match.span())


_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 10**9, "billion": 10**9}
_BETWEEN = re.compile(
    r"(?<![\w./:£$€-])(?P<low>[0-9]{1,3}(?:\.[0-9]{1,2})?)\s?[/–-]\s?(?P<high>[0-9]{1,3}(?:\.[0-9]{1,2})?)\s?"
    r"(?:%|per\s?cent\b)",
    re.IGNORECASE,
)
# Every repeat is bounded, or of one kind of character that what follows it cannot be.
_FIGURE = re.compile(
    r"(?<![\w./:-])(?P<currency>[£€$])?\s?(?P<number>[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,4})?|[0-9]{1,15}(?:\.[0-9]{1,4})?)"
    r"(?:\s?(?P<scale>thousand|million|billion|bn|[km])\b)?(?:\s?(?P<after>%|per\s?cent\b|pounds?\b))?"
    r"(?![\w/:]|[.,][0-9]|\s?[ap]\.?m\b)",
    re.IGNORECASE,
)

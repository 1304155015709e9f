"""A question and the hits for it in, what it asks for that the best of them do not hold out: a kind of figure, a year.

The likeliest wrong answer is on the subject and says something else: what was spent and not how many, last year's sum.
"""

import re
from collections.abc import Sequence

from corpus.figures import figures
from index.hits import Hit
from index.terms import terms
from service.wanted import holds, wanted

# A figure may stand in the second or third paragraph, and is looked for so far after a number.
LOOKED_AT = 3
WORDS_AFTER = 5


def figure_absent(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question wants a figure of which none of its kind stands in the first hits.

    Sums of money and percentages are looked for in their best sentences. Of what “how many” counts, a word must come
    soon after a number.
    """
    first = hits[:LOOKED_AT]
    if "figure" not in wanted(question):
        return False
    if _MONEY.search(question):
        return not any(one.unit in {"£", "$", "€"} for hit in first for one in figures(_best(hit)))
    if _PERCENTAGE.search(question):
        return not any(any(one.unit == "%" for one in figures(_best(hit))) or _PART.search(_best(hit)) for hit in first)
    counted = _COUNTED.search(question)
    stems = frozenset(terms(counted["what"])[:3]) if counted else frozenset()
    return bool(stems) and not any(_counts(hit.paragraph.text, stems) for hit in first)


def year_absent(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question names a year that the first hit does not: neither its text nor its meeting's date."""
    if not hits:
        return False
    text, held = hits[0].paragraph.text, hits[0].minutes.held
    return any(year not in text and (held is None or str(held.year) != year) for year in _YEAR.findall(question))


def _best(hit: Hit) -> str:
    """Return the best sentences of a hit, the whole paragraph where none is told."""
    return " ".join(hit.paragraph.text[start:end] for start, end in hit.matched) or hit.paragraph.text


def _counts(text: str, stems: frozenset[str]) -> bool:
    """Return whether one of some stems comes soon after a number in a text."""
    words = re.findall(r"[\w’'-]+", text)
    numbers = [place for place, word in enumerate(words) if word[0].isdigit() or holds("figure", word)]
    return any(stems & set(terms(" ".join(words[place + 1 : place + 1 + WORDS_AFTER]))) for place in numbers)


_MONEY = re.compile(
    r"\bhow much\b|\b(?:costs?|price|fees?|budget|rent|fines?|salary|paid|pay|spen[dt]|savings?)\b", re.IGNORECASE
)
_PERCENTAGE = re.compile(r"\b(?:percentage|proportion|per ?cent|share|rate)\b|%", re.IGNORECASE)
_PART = re.compile(r"\b(?:half|third|quarter|fifth|in (?:three|four|five|ten))\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bhow many (?P<what>(?:[\w’'-]+ ?){1,4})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

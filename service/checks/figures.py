"""A sentence and the paragraphs it cites in; the first figure in it that they do not state out, "" where all stand.

A figure is its value with its unit, however either is printed: “eight” is 8, “£1.2m” is £1,200,000, “5 per cent” is 5%.
Where a sentence says “more than” it, so must they. What has digits and is no figure (a reference, “7th”, “2023/24”)
must stand in them as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.figures import Figure, figures
from corpus.number_words import number_words
from index.terms import stem_of
from service.checks import dates
from service.checks.ground import Ground, held_by, stem, telling, words

# How many words after a figure of the record its unit may stand: “two and a half working days”.
UNITS_WITHIN = 6


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as it is stated.

    bound: "more" or "less" where the words before it say so, else "". also: the figure that it is too, where the next
    one gives the unit (“£4 to £5 million”).
    """

    figure: Figure
    bound: str
    also: Figure | None = None

    @property
    def readings(self) -> set[tuple[Decimal, str]]:
        """The values with units that it may be."""
        return {(one.value, one.unit) for one in (self.figure, self.also) if one is not None}


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return what is wrong with the figures of a sentence, "" where nothing is."""
    said = held_by(grounds)
    known = list(stated(said))
    counting = [(one, _counted(said, one.figure.span[1])) for one in known]
    whole = _without(sentence, _JOINED)
    seen = set()
    for one in stated(whole):
        counts = _counted(whole, one.figure.span[1])
        key = (frozenset(one.readings), one.bound, counts)
        if key in seen:
            continue
        seen.add(key)
        held = [other for other in known if one.readings & other.readings]
        shown = sentence[slice(*one.figure.span)].strip()
        if not held and not _numbers_a_place(sentence, one.figure.span, grounds):
            return f"the figure “{shown}” is not in what it cites"
        if held and not any(one.bound == other.bound for other in held):
            return f"what it cites does not say “{_BOUND_WORDS[one.bound]}” of “{shown}”"
        unit = _units(whole, one.figure.span[1])[:1]
        there = [_units(said, other.figure.span[1])[:UNITS_WITHIN] for other in held]
        if _counts_others(one, counts, counting) or (
            held and any(unit) and not any(unit[0] in all_of for all_of in there)
        ):
            return f"what it cites does not count “{shown}” of these"
    rate = _RATE.search(sentence)
    if rate and rate[1].casefold() not in {found[1].casefold() for found in _RATE.finditer(said)}:
        return f"“{rate.group()}” is not in what it cites"
    return _code_fault(sentence, said, known, grounds) or _word_fault(sentence, said)


def stated(text: str) -> Iterator[Stated]:
    """Yield the figures of a text in order, in digits or words, without those of dates and times."""
    blank = blanked(text)
    found = sorted([*figures(blank), *number_words(blank)], key=lambda one: one.span)
    # “2 million” is read once as digits with a scale, and “million” is then no number of its own.
    apart = [one for place, one in enumerate(found) if place == 0 or one.span[0] >= found[place - 1].span[1]]
    for place, one in enumerate(apart):
        after = apart[place + 1] if place + 1 < len(apart) else None
        joined = after is not None and _RANGE.fullmatch(text, one.span[1], after.span[0])
        also = _like(one, after, text) if after is not None and joined else None
        yield Stated(one, _bound(text[: one.span[0]]), also)
    for match in _JOINED.finditer(blank):
        # “12-7” states both, without a unit; “2023/24” states neither.
        numbers = [] if _YEARS.fullmatch(_normal(match.group())) else re.findall(r"[0-9]{1,9}", match.group())
        yield from (Stated(Figure(Decimal(number), "", match.span()), "") for number in numbers)


def blanked(text: str) -> str:
    """Return a text of the same length with its dates and times blanked out."""
    for start, end in dates.spans(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _without(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _counts_others(one: Stated, counts: frozenset[str], counting: Sequence[tuple[Stated, frozenset[str]]]) -> bool:
    """Return whether a figure is of something that what is cited counts otherwise: “nine months” of nine places."""
    there = frozenset[str]().union(*(words for other, words in counting if one.readings & other.readings))
    elsewhere = frozenset[str]().union(*(words for other, words in counting if not one.readings & other.readings))
    if not there or counts & there:
        return False
    return bool(counts & elsewhere) or bool(counts & _UNITS and there & _UNITS)


def _counted(text: str, end: int) -> frozenset[str]:
    """Return the stems of what a figure counts: the next telling words, up to the next figure or the end of the clause.

    “Eleven of the twelve posts” leaves the posts to the twelve.
    """
    after = _CLAUSE.split(text[end : end + 60], maxsplit=1)[0]
    if after.startswith(" of ") or not after.startswith((" ", "-")):
        return frozenset()
    return frozenset(stem(word) for word in telling(after)[:2])


def _units(text: str, end: int) -> list[str]:
    """Return the words after a figure as units of measure in one form (“km” is “kilometre”), "" for other words.

    Of “5 to 10 miles” the miles are those of both; in “five working days” the days come next.
    """
    after = _TO_ANOTHER.sub("", text[end : end + 80].partition("\n")[0])
    if not after.startswith((" ", "-")):
        return []
    return [_UNIT_OF.get(word.plain, "") for word in words(after) if word.plain not in _OF_UNITS]


def _like(one: Figure, after: Figure, text: str) -> Figure:
    """Return a figure with the scale and the unit of the one after it."""
    printed = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", text[slice(*after.span)])
    scale = after.value / Decimal(printed.group().replace(",", "")) if printed and after.value else Decimal(1)
    return replace(one, value=(one.value * scale).normalize(), unit=one.unit or after.unit)


def _bound(before: str) -> str:
    match = _BOUND.search(before[-30:])
    return "" if match is None else "more" if match["more"] else "less"


def _numbers_a_place(sentence: str, span: tuple[int, int], grounds: Sequence[Ground]) -> bool:
    """Return whether a figure is the number of an item or paragraph that is cited: “minute 45”."""
    named = _PLACE.search(sentence[: span[0]])
    return named is not None and any(sentence[slice(*span)].strip() in one.numbers for one in grounds)


def _code_fault(sentence: str, said: str, stated_there: Sequence[Stated], grounds: Sequence[Ground]) -> str:
    """Return what is wrong with what has digits and is no figure."""
    blank = blanked(sentence)
    for one in figures(_without(blank, _JOINED)):
        blank = f"{blank[: one.span[0]]}{' ' * (one.span[1] - one.span[0])}{blank[one.span[1] :]}"
    known = {_normal(match.group()) for match in _CODE.finditer(said)} | {
        _normal(number) for one in grounds for number in one.numbers
    }
    known |= {f"{one.figure.value:f}" for one in stated_there}
    # What is left of “12/13 September” is looked up as it stands in the sentence too.
    entire = {place: _normal(one.group()) for one in _CODE.finditer(sentence) for place in range(*one.span())}
    for match in _CODE.finditer(blank):
        code = _normal(match.group())
        if entire.get(match.start()) in known:
            continue
        pieces = [] if _YEARS.fullmatch(code) else _DASH.split(code.strip("£€$%"))
        if code and code not in known and not (pieces and all(piece in known for piece in pieces)):
            return f"“{match.group().strip(_EDGES)}” is not in what it cites"
    return ""


def _normal(code: str) -> str:
    """Return a code in the form in which it is compared: “2023–2024” and “2023/24” are one."""
    plain = re.sub(r"[–—]", "-", code.strip(_EDGES).casefold().replace("’", "'"))
    plain = re.sub(r"'s$", "", plain)
    years = _YEARS.fullmatch(plain)
    if years:
        return f"{years[1]}/{years[2][-2:]}"
    ordinal = re.fullmatch(r"([0-9]{1,3})(?:st|nd|rd|th)", plain)
    return f"{ordinal[1]}th" if ordinal else plain


def _word_fault(sentence: str, said: str) -> str:
    """Return what is wrong with ordinals, fractions, multiples and a “one” that counts."""
    lower = said.casefold()
    for match in _MEASURES.finditer(sentence):
        forms = next(group for group in _FORMS if match.group().casefold() in group)
        if not any(re.search(rf"\b{re.escape(form)}\b", lower) for form in forms):
            return f"“{match.group()}” is not in what it cites"
    one = _ONE.search(sentence)
    if one and not re.search(r"\b(?:one|1|single|sole|an?)\b", lower):
        return f"“{one.group()}” is not in what it cites"
    return ""


_BOUND_WORDS = {"": "exactly", "more": "more than", "less": "less than"}
_BOUND = re.compile(
    r"\b(?:(?P<less>no more than|not more than|at most|less than|fewer than|up to|below)"
    r"|(?P<more>no less than|no fewer than|not less than|more than|at least|above|upwards of|in excess of"
    r"|exceed(?:s|ed|ing)?))"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.,;:()\n£]|\d|\b(?:and|to|of|by|in|on|from|for|with|at|were|was|had|have|has|is|are)\b")
_RATE = re.compile(r"\b(?:an?|per|each|every)\s(hour|day|night|week|month|year)\b", re.IGNORECASE)
_UNITS = frozenset(
    stem_of(unit)
    for unit in "second minute hour day week month year metre kilometre mile acre hectare tonne litre".split()
)
# Each unit of measure with what else is written for it; and an “s” at its end.
_UNIT_FORMS = """
    second:sec minute:min hour:hr day week fortnight month:mth year:yr decade century
    metre:meter:m kilometre:kilometer:km centimetre:cm millimetre:mm mile:mi yard:yd foot:feet:ft inch:inches
    acre hectare:ha tonne:ton:t kilogram:kg gram litre:liter:l mph kilowatt:kw megawatt:mw kwh mwh
    euro:eur dollar:usd pence:penny:p franc yen rupee degree
"""
_UNIT_OF = {
    plural: forms.split(":")[0]
    for forms in _UNIT_FORMS.split()
    for form in (*forms.split(":"), "centuries" if forms == "century" else forms.split(":")[0])
    for plural in (form, f"{form}s")
}
# What may stand between a figure and its unit.
_OF_UNITS = frozenset("more further additional extra full whole working calendar consecutive square cubic".split())
_TO_ANOTHER = re.compile(r"^\s?(?:to|or|and|-|–)\s?[0-9][0-9,.]*")
_RANGE = re.compile(r"\s?(?:to|and|or|-|–)\s?")
_PLACE = re.compile(
    r"\b(?:items?|minutes?|paragraphs?|para\.?|section|resolution|clause|agenda item|no\.?)\s$", re.IGNORECASE
)
_CODE = re.compile(r"(?<![^\s,;()\[\]“”\"])[^\s,;()\[\]“”\"]*[0-9][^\s;()\[\]“”\"]*")
_DASH = re.compile("-")
_JOINED = re.compile(r"(?<![^\s(\[])[£€$]?[0-9]{1,9}[-–/][0-9]{1,9}(?:[-–/][0-9]{1,9})?(?![\w])")
_YEARS = re.compile(r"((?:19|20)[0-9]{2})[-/]((?:19|20)?[0-9]{2})")
_EDGES = ".,;:!?()[]\"'“”‘’ "
_FORMS = (
    *({word, f"{number}{ending}"} for number, word, ending in (
        (2, "second", "nd"), (3, "third", "rd"), (4, "fourth", "th"), (5, "fifth", "th"), (6, "sixth", "th"),
        (7, "seventh", "th"), (8, "eighth", "th"), (9, "ninth", "th"), (10, "tenth", "th"), (12, "twelfth", "th"),
    )),
    {"half", "50%", "50 per cent", "halves", "halved"},
    {"thirds"},
    {"quarter", "25%", "25 per cent"},
    {"quarters", "three-quarters", "75%", "75 per cent"},
    {"twice", "double", "doubled", "doubling", "twofold"},
    {"treble", "triple", "tripled", "trebled", "three times", "threefold"},
    {"dozen", "dozens", "12"},
    {"hundreds"},
    {"thousands"},
    {"millions"},
)  # fmt: skip
_MEASURE_WORDS = sorted({form for group in _FORMS for form in group if form.isalpha()}, key=len, reverse=True)
_MEASURES = re.compile(rf"(?<![\w-])(?:{'|'.join(_MEASURE_WORDS)})(?![\w-])", re.IGNORECASE)
# “One” before what is counted; “one of”, “no one” and the like count nothing.
_ONE = re.compile(
    r"(?<![\w-])(?<!no )(?<!any )(?<!this )(?<!that )(?<!the )(?<!which )(?<!each )(?<!every )"
    r"one (?:councillor|member|vote|abstention|resident|objection|officer|person|year|month|week|day|school|child|site"
    r"|case|area|option|item)\b",
    re.IGNORECASE,
)

"""A line of an exported answer in, whether it is a sentence of the answer's own words out, which quotes no record.

Whether its form is theirs is told without the collection (is_own); that it says nothing else is told by the names of
the bodies there (is_whole), for between the words of the form stand only names, numbers and days.

Such sentences put words of the question between quotation marks: “1 vote about “budget” was found.”, “The word “salt”
stands nowhere in the minutes.” (service/wording.py). Only a whole line of exactly these forms is one, so that nothing
else between quotation marks passes for it.
"""

import re
from collections.abc import Collection as Names
from datetime import date

from corpus.dates import MONTHS, find_date
from service.failure import SENTENCES
from service.wording import CHECKED, DECLINED, NO_SUCH_NUMBER, QUOTED_INSTEAD, SORTS, UNCHECKED, WORDING, WRITTEN

# What stands over the parts of an exported answer (service/markdown.py).
HEADS = frozenset({"Sources:", "The record says:", "Related, but does not answer:"})


def is_own(line: str) -> bool:
    """Return whether a line, without Markdown's backslashes, tells how many were found or what stands nowhere."""
    return _FOUND.fullmatch(line) is not None or _NOWHERE.fullmatch(line) is not None


def asks(title: str) -> bool:
    """Return whether the title of a file is a question, which says of no words that they stand in the record."""
    return title.rstrip(_ENDS).endswith("?") or _QUESTION.match(title) is not None


_ENDS = " ”\"'’)*_"
_WORDS = r"“[^“”]*(?:“[^“”]*”[^“”]*)*”"
_SORT = "|".join(re.escape(one) for forms in SORTS.values() for one in forms)
_FOUND = re.compile(
    rf"(?:No|\d[\d,]*) (?:{_SORT})(?: (?:for|of|by) {_WORDS})?(?: about {_WORDS})?"
    r" (?:was|were) found(?:[,:.](?: [^“”\"]*)?)?"
)
_NOWHERE = re.compile(
    rf"The (?:word {_WORDS} stands|words {_WORDS}(?:, {_WORDS})* and {_WORDS} stand) nowhere in the minutes\."
)
_QUESTION = re.compile(
    r"(?:what|which|who|whose|whom|when|where|why|how|is|are|was|were|did|does|do|has|have|had|can|could|will|would"
    r"|should|may|list|show|name|tell me|give me|find)\b",
    re.IGNORECASE,
)


def opens(line: str) -> bool:
    """Return whether a line is one with which an exported answer begins, or that stands over a part of it."""
    return is_own(line) or line in HEADS or line.startswith(_OPENINGS)


def is_whole(line: str, names: Names[str]) -> bool:
    """Return whether a line is one that Minuted writes about an answer, and nothing else.

    names: of councils and committees, the only ones that may stand in it.
    """
    return line in _FIXED or _WHOLE.fullmatch(_with_bodies(line, names)) is not None


def searched(line: str, names: Names[str]) -> tuple[frozenset[str], date, date] | None:
    """Return which bodies a line says were searched, and from when to when; None where it does not say both."""
    found = _COVERED.search(line)
    days = [day for one in re.findall(_DAY, found.group()) if (day := find_date(one))] if found else []
    if found is None or not days:
        return None
    return frozenset(one for one in names if one in found.group()), days[0], days[-1]


def _with_bodies(line: str, names: Names[str]) -> str:
    """Return a line with a sign for each name of a body outside quotation marks, the longest first."""
    if not names:
        return line
    bodies = re.compile("|".join(re.escape(one) for one in sorted(names, key=len, reverse=True)))
    return "".join(part if part.startswith("“") else bodies.sub("¤", part) for part in re.split(rf"({_WORDS})", line))


_DAY = rf"\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}}"
_HELD = rf"(?:(?:\d{{1,2}} )?(?:(?:{'|'.join(MONTHS)}) )?\d{{4}})"
_LIMIT = rf"(?:¤|{_HELD} to {_HELD}|from {_DAY} on|up to {_DAY}|{_HELD})"
_LIMITS = rf"{_LIMIT}(?:, {_LIMIT})*"
_EXTENT = (
    r"[\d,]+ meetings?(?: of (?:[\d,]+ councils|¤(?:(?:, | and )¤)*))?"
    rf", (?:dates? unknown|{_DAY}(?: to {_DAY})?)(?: \([\d,]+ undated\))?"
)
_COVERED = re.compile(r"Searched: [^“”]*\.$")
_COVERAGE = rf"Searched: (?:{_EXTENT}|no meetings\. None are within the limits that were set)\."
_SAID = sorted({*WORDING.values(), *WRITTEN.values()})
_SAYS = "|".join(
    # Behind “Without that limit:” it begins with a small letter; “inutes” is followed by how many councils they are of.
    rf"(?:{re.escape(one[:1])}|{re.escape(one[:1].lower())})"
    + re.escape(one[1:]).replace("inutes", r"inutes(?: of [\d,]+ councils)?", 1)
    for one in _SAID
)
_LISTED = (
    rf"(?:No|\d[\d,]*) (?:{_SORT})(?: (?:for|of|by) {_WORDS})?(?: about {_WORDS})? (?:was|were) found(?:"
    rf":|\. {_COVERAGE}|\. The minutes say:"
    r"|(?:: [\d,]+ of (?:¤|councils that are not named)(?:(?:, | and )[\d,]+ of (?:¤|councils that are not named))*"
    r"|, of [\d,]+ councils)?\."
    r"(?: This list does not tell what has been done since\.)?"
    r"(?: Names of any who [a-z ]{3,20} could not be read, so this may answer only a part, or not at all\.)?"
    r"(?: The first (?:of each, )?[\d,]+(?: in all|, of [\d,]+ of these councils)?, by date:| By council and date:)?)"
)
_WHOLE = re.compile(
    rf"{_LISTED}|{_SAYS}|{_COVERAGE}|(?:{_SAYS}) {_COVERAGE}"
    rf"|There are no minutes of [^.:;“”]{{1,100}} here\. {_COVERAGE}"
    rf"|Nothing was found for {_LIMITS}\. Without (?:that limit|these limits): (?:{_SAYS})"
    rf"|There are no minutes here for {_LIMITS}, which is how your question was read\."
    rf"|{_NOWHERE.pattern}|Written by \S+(?: \S+){{0,2}}\. {re.escape(CHECKED)}"
)
_FIXED = frozenset(
    {*HEADS, NO_SUCH_NUMBER, UNCHECKED, DECLINED, *SENTENCES.values()}
    | {f"{one} {QUOTED_INSTEAD}" for one in SENTENCES.values()}
)
_OPENINGS = (*_SAID, "There are no minutes of ", "There are no minutes here for ", "Nothing was found for ")

"""The labels by which a model says what a sentence rests on: `[1]`, `[1, 2]`, `[1-3]`, `【1】`. Text in, numbers out.

Only what can be meant is a label: a number in square brackets. `(1)`, `1.` and “paragraph 1” number other things as
often; where a sentence has no label, some of them are taken for one (`squared`).
"""

import re

# A range that is longer than this is no range of labels.
LONGEST_RANGE = 12

_WORD = (
    r"(?:paragraphs?|paras?\.?|pars?\.?|p\.?|passages?|sources?|documents?|docs?\.?|labels?|references?|refs?\.?"
    r"|no\.|\#)"
)
# No label goes on over the end of a line.
_GAP = r"[^\S\n]{0,2}"
_NAMED = rf"(?:{_WORD}:?{_GAP})?"
_NUMBERS = rf"\d{{1,3}}(?:{_GAP}(?:,|;|-|–|&|and|to){_GAP}{_NAMED}\d{{1,3}}){{0,15}}"
# `[[1]]`, `[^1]`, `[paragraph 1]`, `\[1\]` and `【1†source】` are other spellings of the same.
_INSIDE = rf"\^?{_GAP}{_NAMED}{_NUMBERS}(?:†[^\]】\n]{{0,40}})?{_GAP}"
LABEL = rf"(?:\[\[{_INSIDE}\]\]|\\?[\[【]{_INSIDE}\\?[\]】])"
LABELS = rf"{LABEL}(?:\s{{0,2}}(?:,|and|&)?\s{{0,2}}{LABEL}){{0,15}}"
PATTERN = re.compile(LABEL, re.IGNORECASE)
# What may become a label when more of the text has come.
BEGUN = re.compile(
    r"(?:\((?:see|sources?:?)?\s{0,2})?[\[【][^\[\]【】\n]{0,60}$|\[\[[^\[\]\n]{0,60}\]?$|\([a-z]{0,7}:?\s{0,2}$"
    r"|\(\d{1,2}(?:,\s?\d{0,2}){0,5}\)?[^\S\n]{0,3}\Z"
)


def numbers_of(text: str) -> tuple[int, ...]:
    """Return the numbers of the labels in a text, in order, each once; ranges are counted out."""
    found: dict[int, None] = {}
    for match in PATTERN.finditer(text):
        for part in re.finditer(r"(\d+)(?:\s*(?:-|–|to)\s*(\d+))?", match.group().partition("†")[0]):
            first, last = int(part[1]), int(part[2] or part[1])
            whole = range(first, last + 1) if 0 <= last - first < LONGEST_RANGE else (first, last)
            found.update(dict.fromkeys(whole))
    return tuple(found)


def squared(text: str) -> str:
    """Return a sentence in which what must be meant for labels is written as such, where it has no other.

    That is “(1)” at its end, and “paragraph 1” in brackets, as its subject or behind “according to”.
    """
    if PATTERN.search(text):
        return text
    return _ROUND.sub(r" [\1]", _SPELT.sub(r"\g<before>[\g<numbers>]", text))


def without(text: str) -> str:
    """Return a text without its labels and the spaces before them, and without the brackets that held nothing else."""
    bare = " ".join(_WITH_SPACE.sub("", unbracketed(text)).split())
    return re.sub(r"([.!?])\s?\.$", r"\1", bare)


def unbracketed(text: str) -> str:
    """Return a text in which brackets that hold labels alone are gone and the labels stay: “(see [1])” is “[1]”."""
    return _BRACKETS.sub(lambda match: "".join(PATTERN.findall(match.group())), text)


# A label that is in bold type takes the stars with it.
_WITH_SPACE = re.compile(rf"\s{{0,3}}\*{{0,3}}{LABEL}\*{{0,3}}(?:\s{{1,3}}(?=[.,;:!?](?:\s|$)))?", re.IGNORECASE)
_BRACKETS = re.compile(rf"\((?:see:?\s|from\s)?(?:the\s)?{_NAMED}\s?{LABELS}\s?\)", re.IGNORECASE)
_SPELT = re.compile(
    rf"(?P<before>^(?:(?:According to|As \w+(?: out)? (?:in|by)|Per|From|In)\s)?(?:the\s)?"
    rf"|\((?:see:?\s|from\s)?(?:the\s)?"
    rf"|,?\s(?:according to|as \w+(?: out)? (?:in|by)|see)\s(?:the\s)?)"
    rf"(?:paragraphs?|paras?\.?|passages?|sources?)\s(?P<numbers>{_NUMBERS})(?![\w(/]|\.\d|\sof\b)",
    re.IGNORECASE,
)
# What may stand behind the full stop too, where the line is over.
ROUND_AFTER = re.compile(r"(?<=[.!?])\s?\(\d{1,2}(?:,\s?\d{1,2}){0,5}\)(?=\s*(?:\n|$))")
_ROUND = re.compile(r"\s?\((\d{1,2}(?:,\s?\d{1,2}){0,5})\)(?=\s?[.!?]?$)")

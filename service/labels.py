"""The labels by which a model says what a sentence rests on: `[1]`, `[1, 2]`, `[1-3]`, `【1】`. Text in, numbers out.

Only what can be meant is a label: a number in square brackets. `(1)` and `1.` number other things as often.
"""

import re

# A range that is longer than this is no range of labels.
LONGEST_RANGE = 12

_WORD = r"(?:paragraphs?|paras?\.?|sources?|refs?\.?|no\.)"
# No label goes on over the end of a line.
_GAP = r"[^\S\n]{0,2}"
_NUMBERS = rf"\d{{1,3}}(?:{_GAP}(?:,|;|-|–|&|and|to){_GAP}\d{{1,3}}){{0,15}}"
# `[[1]]`, `[^1]`, `[paragraph 1]` and `【1†source】` are other spellings of the same.
_INSIDE = rf"\^?{_GAP}(?:{_WORD}{_GAP})?{_NUMBERS}(?:†[^\]】\n]{{0,40}})?{_GAP}"
LABEL = rf"(?:\[\[{_INSIDE}\]\]|\[{_INSIDE}\]|【{_INSIDE}】)"
LABELS = rf"{LABEL}(?:\s{{0,2}}(?:,|and|&)?\s{{0,2}}{LABEL}){{0,15}}"
PATTERN = re.compile(LABEL, re.IGNORECASE)
# What may become a label when more of the text has come.
BEGUN = re.compile(
    r"(?:\((?:see|sources?:?)?\s{0,2})?[\[【][^\[\]【】\n]{0,60}$|\[\[[^\[\]\n]{0,60}\]?$|\([a-z]{0,7}:?\s{0,2}$"
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


def without(text: str) -> str:
    """Return a text without its labels and the spaces before them, and without the brackets that held nothing else."""
    bare = " ".join(_WITH_SPACE.sub("", unbracketed(text)).split())
    return re.sub(r"([.!?])\s?\.$", r"\1", bare)


def unbracketed(text: str) -> str:
    """Return a text in which brackets that hold labels alone are gone and the labels stay: “(see [1])” is “[1]”."""
    return _BRACKETS.sub(lambda match: "".join(PATTERN.findall(match.group())), text)


_WITH_SPACE = re.compile(rf"\s{{0,3}}{LABEL}(?:\s{{1,3}}(?=[.,;:!?](?:\s|$)))?", re.IGNORECASE)
_BRACKETS = re.compile(rf"\((?:see\s|sources?:?\s)?\s?{LABELS}\s?\)", re.IGNORECASE)

"""A text in, the abbreviations that it defines out: "Special Educational Needs and Disabilities (SEND)".

The minutes define an abbreviation once and use it for pages; people ask with the one form or the other.
"""

import re
from collections.abc import Mapping

# Source of the algorithm and of both limits: Schwartz & Hearst, A Simple Algorithm for Identifying Abbreviation
# Definitions in Biomedical Text, Pacific Symposium on Biocomputing 2003.
SHORT_CHARACTERS = 10
SHORT_WORDS = 2


def abbreviations(text: str) -> dict[str, str]:
    """Return the long form of every abbreviation that a text defines, by its short form, the first of each.

    "Care Quality Commission (CQC)" and "CQC (Care Quality Commission)" define; every letter of the short form stands in
    the long one, in order, and its first begins a word. Both forms are as printed.
    """
    found: dict[str, str] = {}
    for bracket in _BRACKET.finditer(text):
        before, inside = text[: bracket.start()].rstrip(), " ".join(bracket["inside"].split())
        word = _LAST_WORD.search(before)
        if _is_short(inside):
            short, long = inside, _long_form(inside, _words_before(before, inside))
        elif word is not None and _is_short(word.group()):
            short, long = word.group(), _long_form(word.group(), inside)
            long = long if long == inside else ""
        else:
            continue
        if long:
            found.setdefault(short, long)
    return found


def meant(text: str, defined: Mapping[str, str]) -> list[str]:
    """Return the other forms of what a text says by abbreviations, or could have said by them, in order of `defined`.

    defined: long forms by short ones. A text that has both forms, or neither, needs none.
    """
    found = []
    for short, long in defined.items():
        has_short, has_long = _says(short, text), _says(long, text, exactly=False)
        if has_short and not has_long:
            found.append(long)
        elif has_long and not has_short:
            found.append(short)
    return found


def _is_short(text: str) -> bool:
    return (
        2 <= len(text) <= SHORT_CHARACTERS
        and len(text.split()) <= SHORT_WORDS
        and text[0].isalnum()
        # One capital is a name or the first word of an aside: (Chair), (see below).
        and sum(letter.isupper() for letter in text) >= 2
    )


def _words_before(before: str, short: str) -> str:
    """Return the words before a bracket that can be its long form: min(|short| + 5, 2 × |short|) of the sentence."""
    sentence = re.split(r"[.;:!?]\s", before[-400:])[-1]
    return " ".join(sentence.split()[-min(len(short) + 5, 2 * len(short)) :])


def _long_form(short: str, text: str) -> str:
    """Return the end of a text that a short form stands for, "" where there is none.

    By its words’ first letters, else the shortest end that has the letters in order, from right to left, since the last
    are the surest; the first letter has to begin a word.
    """
    letters = [letter for letter in _singular(short).casefold() if letter.isalnum()]
    words = text.split()
    for first in range(len(words) - 1, -1, -1):
        if [word.lower().strip("'\"‘“(")[:1] for word in words[first:] if word not in _SMALL] == letters:
            return " ".join(words[first:]) if words[first] not in _SMALL and len(letters) > 1 else ""
    place, lowered = len(text), text.lower()
    for at, letter in reversed(list(enumerate(letters))):
        place -= 1
        while place >= 0 and not (lowered[place] == letter and (at > 0 or not lowered[place - 1 : place].isalnum())):
            place -= 1
        if place < 0:
            return ""
    found = text[place:].strip(" ,'\"‘’“”")
    return found if len(found) > len(short) and len(found.split()) > 1 else ""


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short.endswith("s") and short[:-1].isupper() else short


def _says(form: str, text: str, *, exactly: bool = True) -> bool:
    flags = re.NOFLAG if exactly else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, flags) is not None


_SMALL = frozenset({"and", "for", "in", "of", "on", "the", "to", "with", "&"})
_BRACKET = re.compile(r"\((?P<inside>[^()]{2,120})\)")
_LAST_WORD = re.compile(r"[A-Za-z0-9&/-]+$")

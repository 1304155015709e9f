"""A text as it was published in, the copy of it that a model may see out.

A page can hold characters that nobody sees and a model reads: Unicode's tags spell whole orders, directions turn words
around. A text can also spell the marks by which servers part the roles of a conversation. The copy has neither. What
readers see and what quotes point into is the text as published, never the copy.
"""

import re
import unicodedata


def clean(text: str) -> str:
    """Return a text in NFC without characters that cannot be seen: zero-width, directions, tags, controls.

    Lines stay lines, parted by a line feed; tabs become spaces. Lone surrogates go too, so that it can be encoded.
    """
    parted = _LINE_END.sub("\n", text).replace("\t", " ")
    return unicodedata.normalize("NFC", "".join(sign for sign in parted if sign == "\n" or not is_unseen(sign)))


def is_unseen(sign: str) -> bool:
    """Tell whether a character shows nothing by itself: control, format, surrogate, tag, or a filler or selector.

    Unicode's category Cf holds the zero-width characters, the directions, the soft hyphen and the tags.
    """
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs"} or _UNSEEN.match(sign) is not None


def harmless(text: str) -> str:
    """Return a cleaned text that can spell neither a label nor a mark of a chat template.

    `[3]`, `[source 3]`, `【3】` and `[INST]` become `(3)`, `(source 3)`, `(3)`, `(INST)`: whatever stands in brackets
    with a digit may be read as a label. `<|im_end|>`, `<s>` and `<think>` get a space after the `<`. A lone `<`, as in
    `<5`, stays.
    """
    bare = _BRACKETED.sub(r"(\1)", clean(text))
    return _OPENING.sub("< ", _LABELLED.sub(_rounded, bare))


def _rounded(bracketed: re.Match[str]) -> str:
    words = bracketed.group()
    return words.translate(_ROUND) if any(sign.isdecimal() for sign in words) else words


def one_line(text: str) -> str:
    """Return a harmless text on one line."""
    # Lines first: two of them together can spell what neither does.
    return harmless(" ".join(clean(text).split()))


# What Unicode calls an end of line.
_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
# Blank by design though not of category Cf: combining joiner, fillers, variation selectors, and the tags' whole plane.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
_BRACKETED = re.compile(r"\[\s*(/?[A-Z_]+|\d+)\s*\]")
# Up to a length that no label has; from the first bracket to the first that closes, where a digit is between.
_LABELLED = re.compile(r"[\[【][^\]】\n]{1,300}[\]】]{1,2}")
_ROUND = str.maketrans("[]【】", "()()")
_OPENING = re.compile(r"<(?=[A-Za-z/|｜!?<])")

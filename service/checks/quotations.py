"""A sentence and the paragraphs it cites in; the first words in quotation marks that they do not hold out, "" for none.

Whoever reads quotation marks takes the words for the record's own, so they must be, letter by letter. Only the forms of
marks and dashes, and the stop before the closing mark, may differ. A sentence with a mark that has no other, or with
marks of other languages, must be the record's as a whole.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.minutes import fold
from service.checks.ground import Ground


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return what is wrong with the quotations of a sentence, "" where nothing is."""
    texts = [_plain(part) for one in grounds for part in (one.text, *one.over)]
    quotes, is_odd = _quotes(sentence)
    for words in (*quotes, *([sentence] if is_odd else [])):
        quote = _plain(words).strip(" .,;:!?")
        if quote and not any(quote in text for text in texts):
            if words == sentence:
                return "a quotation in it does not begin and end with marks that can be checked"
            return f"the words “{words}” are not in what it cites"
    return ""


def _quotes(sentence: str) -> tuple[list[str], bool]:
    """Return what stands between quotation marks, and whether there are marks left that quote nothing."""
    found: list[str] = []
    left = sentence
    # The inner of two quotations first, as its marks are the nearest to each other.
    while match := _DOUBLE.search(left):
        found.append(sentence[match.start() + 1 : match.end() - 1])
        left = f"{left[: match.start()]} {match.group()[1:-1]} {left[match.end() :]}"
    singles = list(_singles(left))
    return [*found, *(one for one in singles if one)], not all(singles) or _OTHER.search(left) is not None


def _singles(text: str) -> Iterator[str]:
    """Yield what stands between single quotation marks, "" for one that nothing closes.

    They are apostrophes as well: one opens behind a space or bracket, and what it opens goes on to the last before the
    next that opens which no letter follows. “‘90s” opens nothing.
    """
    opens = list(_OPENS.finditer(text))
    for place, match in enumerate(opens):
        end = opens[place + 1].start() if place + 1 < len(opens) else len(text)
        closes = [one.start() for one in _CLOSES.finditer(text, match.end(), end)]
        yield text[match.end() : closes[-1]] if closes else ""


def _plain(text: str) -> str:
    return fold(text).translate(_STRAIGHT)


# Double marks are left out of both sides, so that a quotation within a quotation is compared too.
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "–": "-", "—": "-", **dict.fromkeys('“”"«»„‟', "")})
_DOUBLE = re.compile(r"“[^“”\"]*”|\"[^“”\"]*\"")
_OPENS = re.compile(r"(?<![\w’'])[‘’'](?=[^\s.,;:!?)\]’'])(?!\d\ds\b)")
_CLOSES = re.compile(r"[’'](?!\w)")
_OTHER = re.compile(r"[“”\"«»„‟‚‛‹›❛❜❝❞〝〞〟「」『』＂＇″‴`´]|[‘’']{2}")

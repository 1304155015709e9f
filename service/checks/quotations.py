"""A sentence and the paragraphs it cites in; the first words in quotation marks that they do not hold out, "" for none.

Whoever reads quotation marks takes the words for the record's own, so they must be, letter by letter. Only the forms of
marks and dashes, and the stop before the closing mark, may differ.
"""

import re
from collections.abc import Sequence

from corpus.minutes import fold
from service.checks.ground import Ground


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return what is wrong with the quotations of a sentence, "" where nothing is."""
    texts = [_plain(part) for one in grounds for part in (one.text, *one.over)]
    for match in _QUOTED.finditer(sentence):
        words = next(group for group in match.groups() if group is not None)
        quote = _plain(words).strip(" .,;:!?")
        if quote and not any(quote in text for text in texts):
            return f"the words “{words}” are not in what it cites"
    return ""


def _plain(text: str) -> str:
    return fold(text).translate(_STRAIGHT)


_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
# Single quotation marks are apostrophes as well: they quote where a space or bracket stands outside both.
_QUOTED = re.compile(r"“([^“”]{1,2000})”|\"([^\"]{1,2000})\"|(?<![\w’'])[‘']([^‘’']{1,2000})[’'](?!\w)")

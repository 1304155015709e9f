"""A line of an exported answer in, whether it is a sentence of the answer's own words out, which quotes no record.

Such sentences put words of the question between quotation marks: “1 vote about “budget” was found.”, “The word “salt”
stands nowhere in the minutes.” (service/wording.py). Only a whole line of exactly these forms is one, so that nothing
else between quotation marks passes for it.
"""

import re

from service.wording import SORTS


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

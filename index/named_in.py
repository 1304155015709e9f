"""A question's names and the paragraphs that may answer it in, in whose items those names stand out.

Where a source does not state its council, the minutes name the county or the town once in an item, and no header tells
it of the other paragraphs: “When was Worcestershire inspected?” is answered by one that does not say Worcestershire.
"""

import re
from collections.abc import Hashable, Mapping

# A question with more of them is no question, and each is looked for in every paragraph.
MOST_NAMES = 8
# Capitalised inside a question, and no names of anybody.
_NO_NAMES = frozenset(
    "Council Councillor Councillors Cllr Committee Board Panel Cabinet Chair Leader Director Officer Member Members Mr "
    "Mrs Ms Dr January February March April May June July August September October November December Monday Tuesday "
    "Wednesday Thursday Friday Saturday Sunday".split()
)


def names(question: str) -> frozenset[str]:
    """Return the words of a question that are capitalised inside it, as typed, without “'s”: names, as a rule.

    A word at the beginning of the question, or of a sentence in it, may be capitalised for that alone.
    """
    return frozenset(match["name"] for match in _NAME.finditer(question)) - _NO_NAMES


def named_in(
    names: frozenset[str], texts: Mapping[int, str], items: Mapping[int, Hashable], unstated: frozenset[int]
) -> dict[int, float]:
    """Return the share of the names that the item of each paragraph holds, in [0, 1]; {} where no item holds any.

    texts: of the paragraphs, by row number. items: which each stands in. unstated: those whose minutes do not state
    their council; the others have what their header says. A name that all of these items hold, or none, tells nothing;
    at most MOST_NAMES are looked for, the first in the order of letters.
    """
    every = {items[number] for number in unstated}
    holding = [
        {items[number] for number in unstated if name in texts[number] and pattern.search(texts[number])}
        for name in sorted(names)[:MOST_NAMES]
        for pattern in [re.compile(rf"\b{re.escape(name)}\b")]
    ]
    telling = [held for held in holding if held and held != every]
    if not telling:
        return {}
    return {number: sum(items[number] in held for held in telling) / len(telling) for number in unstated}


_NAME = re.compile(r"(?<=[^\s.?!])\s+[\"“‘'(]?(?P<name>[A-Z][a-z][\w-]+)")

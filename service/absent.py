"""A question and the hits for it in, what it asks for that the best of them lack out: a figure, a year, a person.

The likeliest wrong answer is on the subject and says something else: what was spent and not how many, last year's sum.
"""

import re
from collections.abc import Collection as Some
from collections.abc import Sequence

from corpus.figures import figures
from index.hits import Hit
from index.terms import terms
from service.persons import TITLE
from service.wanted import holds, wanted

# A figure may stand in the second or third paragraph, and is looked for so far after a number.
LOOKED_AT = 3
WORDS_AFTER = 5
# A name is looked for in so many of the best sentences of the first hits, those about as like the question as the best.
# Three that are within .06 are about what an answer quotes (service/answering.py); more hold some name or other.
WHO_AMONG = 5
WHO_SENTENCES = 3
WHO_WITHIN = 0.06


def figure_absent(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question wants a figure of which none of its kind stands in the first hits.

    Sums of money and percentages are looked for in their best sentences. Of what “how many” counts, a word must come
    soon after a number.
    """
    first = hits[:LOOKED_AT]
    if "figure" not in wanted(question):
        return False
    if _MONEY.search(question):
        return not any(one.unit in {"£", "$", "€"} for hit in first for one in figures(_best(hit)))
    if _PERCENTAGE.search(question):
        return not any(any(one.unit == "%" for one in figures(_best(hit))) or _PART.search(_best(hit)) for hit in first)
    counted = _COUNTED.search(question)
    stems = frozenset(terms(counted["what"])[:3]) if counted else frozenset()
    return bool(stems) and not any(_counts(hit.paragraph.text, stems) for hit in first)


def year_absent(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question names a year that the first hit does not: neither its text nor its meeting's date."""
    if not hits:
        return False
    text, held = hits[0].paragraph.text, hits[0].minutes.held
    return any(year not in text and (held is None or str(held.year) != year) for year in _YEAR.findall(question))


def person_absent(question: str, hits: Sequence[Hit]) -> bool:
    """Return whether a question asks who somebody is, and the best sentences of the first hits name nobody.

    “Who is the Chief Executive?” is not answered by “that the Chief Executive be invited”. Who did something may be a
    body or a firm, which looks like anything else in capitals, so that is not looked for.
    """
    if _WHO_IS.search(question) is None:
        return False
    liked = [(like, hit.paragraph.text[slice(*span)]) for hit in hits[:WHO_AMONG] for like, span in hit.sentences]
    found = sorted(liked, key=lambda one: -one[0])[:WHO_SENTENCES]
    near = [sentence for like, sentence in found if like >= found[0][0] - WHO_WITHIN]
    small = frozenset(_SMALL.findall(" ".join([question.lower(), *(hit.paragraph.text for hit in hits)])))
    return not any(_names_somebody(sentence, small) for sentence in near)


def _names_somebody(text: str, small: Some[str]) -> bool:
    """Return whether a text holds a title with a name, or two words in capitals that are no words otherwise.

    small: words that stand in small letters in the question or about it: `Improvement Advisor` is nobody's name where
    `improvement` is spoken of.
    """
    if _TITLED.search(text):
        return True
    pairs = (re.findall(r"[A-Z][\w’'-]+", found[0]) for found in _PAIR.finditer(text))
    return any(not any(word in _OFFICES or word.lower() in small for word in pair) for pair in pairs)


def _best(hit: Hit) -> str:
    """Return the best sentences of a hit, the whole paragraph where none is told."""
    return " ".join(hit.paragraph.text[start:end] for start, end in hit.matched) or hit.paragraph.text


def _counts(text: str, stems: frozenset[str]) -> bool:
    """Return whether one of some stems comes soon after a number in a text; a year counts nothing."""
    words = re.findall(r"[\w’'-]+", text)
    numbers = [
        place
        for place, word in enumerate(words)
        if (word[0].isdigit() or holds("figure", word)) and _YEAR.fullmatch(word) is None
    ]
    return any(stems & set(terms(" ".join(words[place + 1 : place + 1 + WORDS_AFTER]))) for place in numbers)


# `How much sand` is no matter of money, `how much did it cost` and `how much is a bin` are.
_MONEY = re.compile(
    r"\bhow much\b(?! (?!(?:did|do|does|is|are|was|were|will|would|has|have|had|can|could|should|more|less|money|it|the"
    r"|a|an|we|they|of)\b)\w)|\b(?:costs?|price|fees?|budget|rent|fines?|salary|paid|pay|spen[dt]|savings?)\b",
    re.IGNORECASE,
)
_PERCENTAGE = re.compile(r"\b(?:percentage|proportion|per ?cent|share|rate)\b|%", re.IGNORECASE)
_PART = re.compile(r"\b(?:half|third|quarter|fifth|in (?:three|four|five|ten))\b", re.IGNORECASE)
# What is counted ends where the question goes on to say what is or was of it.
_COUNTED = re.compile(
    r"\bhow many (?P<what>(?:(?!(?:is|are|was|were|did|do|does|has|have|had|can|could|will|would|there|in|on|at|by|from"
    r"|who|that)\b)[\w’'-]+ ?){1,4})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# `Who is`, not `who is paying`: what somebody does may be done by a firm.
_WHO_IS = re.compile(
    r"\bwho(?:['’]s| is| was| are| were)\b(?! (?:\w+ ){0,2}\w+(?:ed|ing)\b)|\bwhat(?:['’]s| is| was) the name of\b",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b{TITLE} (?:[A-Z]\.? ?)*[A-Z][a-z’'-]+")
# `Chief Executive of Wold and Shore Water`: what stands behind `of` is no person.
_PAIR = re.compile(r"(?<!of )(?<! and )\b[A-Z][a-z’'-]+ (?:[A-Z]\. )?[A-Z][\w’'-]*[a-z]\b")
_SMALL = re.compile(r"\b[a-z][\w’'-]+")
# What stands in capitals beside another word without being a name.
_OFFICES = frozenset(
    "Cabinet Member Members Director Head Chair Chairman Vice Deputy Leader Chief Executive Officer Manager Clerk "
    "Assistant Committee Council Councillors Board Panel Group Team Service Services Police Ofsted County District "
    "City Town Parish Borough Road Street Lane House School Park Bay The This That These His Her Their Resolved "
    "Agreed Action Local Authority National Joint".split()
)

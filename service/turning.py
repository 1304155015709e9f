"""A sentence in, whether it takes back, limits or refuses what the sentence before it says out.

`However, …`, `This complaint was not upheld.`, `The offer was subject to contract.`: whoever reads the sentence before
it alone is misled. It goes by words: what is taken for such a sentence and is none only makes a quotation longer.
"""

import re


def turns(sentence: str) -> bool:
    """Return whether a sentence turns the one before it, by its first words or by what it says of it."""
    return _OPENING.match(sentence) is not None or _SAID_OF_IT.match(sentence) is not None


def turns_across(sentence: str) -> bool:
    """Return whether the first sentence of a paragraph turns the paragraph before it.

    Only words that point back tell: `The application` of the next paragraph is another one as a rule.
    """
    return _ADVERB.match(sentence) is not None or _SAID_OF_THIS.match(sentence) is not None


_ADVERBS = (
    r"(?:However|But|Yet|Nevertheless|Nonetheless|Conversely|Unfortunately|Regrettably|Otherwise|Instead|Despite"
    r" (?:this|that|these|those)|In spite of (?:this|that)|Even so|That said|Against (?:this|that)|On the other hand"
    r"|(?:By|In) contrast)\b"
)
_OPENING = re.compile(
    rf"[\"“‘'(]*(?:{_ADVERBS}|(?:Notwithstanding|Except|In the event|Only if|Unless|Not all|Not every|Subject to"
    r"|Provided that|(?:The|One|An) (?:only )?exceptions?|The proviso)\b)",
    re.IGNORECASE,
)
_ADVERB = re.compile(rf"[\"“‘'(]*{_ADVERBS}", re.IGNORECASE)
_THIS = r"(?:This|That|These|Those|They|The (?:former|latter))"
# What was spoken of, by a word for it or by what it was. `It was agreed that` begins a new matter, and `The order of
# business` is another thing than what was spoken of.
_IT = (
    r"(?:This|That|These|Those|It(?! (?:was|is|has been|had been) (?:(?!not\b)[a-z]+ ){1,3}that\b)|They|None|Neither"
    r"|Nothing|Both|The (?:former|latter|same|second|other|others)"
    r"|The (?:[a-z’'-]+ ){0,2}?(?:application|approval|allegation|appeal|amendment|agreement|award|bid|claim|complaint"
    r"|complaints|concern|consent|decision|funding|grant|licence|motion|objection|offer|order|permission|petition|plan"
    r"|proposal|recommendation|report|request|sale|scheme|undertaking)(?! (?:of|for|at|by|from|in|on|to)\b))"
)
_SAYS_NOT = (
    r"\b[^.;:]{0,80}?\b(?:not|never|no longer|subject to|conditional|conditions?|provided (?:that|it)|unless|withdrawn"
    r"|withdrew|refused|rejected|declined|dismissed|overturned|quashed|rescinded|lost|deferred|incorrect|untrue"
    r"|wrong)\b"
)
_SAID_OF_IT = re.compile(rf"[\"“‘'(]*(?:that )?{_IT}{_SAYS_NOT}", re.IGNORECASE)
_SAID_OF_THIS = re.compile(rf"[\"“‘'(]*{_THIS}{_SAYS_NOT}", re.IGNORECASE)

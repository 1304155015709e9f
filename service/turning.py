"""A sentence in, whether it takes back, limits or refuses what the sentence before it says out.

`However, …`, `This complaint was not upheld.`, `The offer was subject to contract.`: whoever reads the sentence before
it alone is misled. It goes by words: what is taken for such a sentence and is none only makes a quotation longer.
"""

import re


def turns(sentence: str) -> bool:
    """Return whether a sentence turns the one before it, by its first words or by what it says of it."""
    return _OPENING.match(sentence) is not None or _SAID_OF_IT.match(sentence) is not None


_OPENING = re.compile(
    r"[\"“‘'(]*(?:However|But|Yet|Nevertheless|Nonetheless|Notwithstanding|Conversely|Unfortunately|Regrettably|Except"
    r"|Otherwise|Instead|Despite (?:this|that|these|those)|In spite of (?:this|that)|Even so|That said|Against (?:this"
    r"|that)|On the other hand|(?:By|In) contrast|In the event|Only if|Unless|Not all|Not every|Subject to|Provided"
    r" that|(?:The|One|An) (?:only )?exceptions?|The proviso)\b",
    re.IGNORECASE,
)
# What was spoken of, by a word for it or by what it was.
_IT = (
    r"(?:This|That|These|Those|It|They|None|Neither|Nothing|Both|The (?:former|latter|same|second|other|others)"
    r"|The (?:[a-z’'-]+ ){0,2}?(?:application|approval|allegation|appeal|amendment|agreement|award|bid|claim|complaint"
    r"|complaints|concern|consent|decision|funding|grant|licence|motion|objection|offer|order|permission|petition|plan"
    r"|proposal|recommendation|report|request|sale|scheme|undertaking))"
)
_SAID_OF_IT = re.compile(
    rf"[\"“‘'(]*(?:that )?{_IT}\b[^.;:]{{0,80}}?\b(?:not|never|no longer|subject to|conditional|conditions?"
    r"|provided (?:that|it)|unless|withdrawn|withdrew|refused|rejected|declined|dismissed|overturned|quashed|rescinded"
    r"|lost|deferred|incorrect|untrue|wrong)\b",
    re.IGNORECASE,
)

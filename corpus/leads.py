"""The text of a block in, what it leads into out: a resolution, a recommendation, an action, a heading or nothing.

The words with which clerks open an outcome are few and fixed; `corpus/sequence.py` needs them to know where a list of
resolutions starts, and `corpus/kinds.py` to say what a paragraph is.
"""

import re
from dataclasses import dataclass

from corpus.blocks import Block
from corpus.minutes import ParagraphKind


@dataclass(frozen=True, slots=True)
class Lead:
    """What a text opens.

    kind: what it opens. key: how an address says it (`resolved`). bare: true where what it opens is in the blocks
    after it.
    """

    kind: ParagraphKind
    key: str
    bare: bool


def lead_in(text: str) -> Lead | None:
    """Return what a block's text (its label taken off) opens, or None."""
    for kind, pattern in _LEADS:
        match = pattern.match(text)
        if match is not None:
            key = _key(match.group(0))
            bare = opens_list(text) if key in _WHOLE_ALONE else _is_bare(text, match.end())
            return Lead(kind=kind, key=key, bare=bare)
    opened = _OPENS.fullmatch(text)
    if opened is not None and (opens_list(text) or (opened["verb"].isupper() and not text.endswith("."))):
        return Lead(kind="resolution", key=_key(opened["verb"]), bare=True)
    return None


def resumes(text: str) -> bool:
    """Return whether a line is only the `THAT:` that some clerks print in the line after `RESOLVED`."""
    return _THAT.fullmatch(text) is not None


def resolves(sentence: str) -> bool:
    """Return whether a sentence itself resolves: its first words say so, of this meeting and not of an earlier one."""
    return _RESOLVES.match(sentence) is not None


def is_heading(block: Block, text: str) -> bool:
    """Return whether an unlabelled block is a heading inside its item.

    A heading of the format's own, else a short line that ends with a colon and makes no statement (`Witnesses:`), one
    in capitals, or one that announces who was there (`Present`).
    """
    if block.kind == "heading":
        return len(text.split()) <= 25
    words = text.split()
    if not words or len(words) > 9 or len(text) > 80:
        return False
    if _WHO_WAS_THERE.fullmatch(text):
        return True
    if _NO_HEADING.match(text):
        return False
    if text.endswith(":"):
        tells = len(words) > 3 and words[0].casefold() in _TELLERS
        return not tells and not any(word.casefold().strip(":") in _STATES for word in words)
    return text.isupper() and len(words) >= 2 and not text.endswith((".", ";"))


def opens_list(text: str) -> bool:
    """Return whether a paragraph's end announces what follows it: a colon, a dash, or `that`.

    A stop ends what was said, inside a bracket or quotation too: `(He was content with that.)` announces nothing.
    """
    end = text[-_END_OF_TEXT:]
    stopped = end.rstrip(_CLOSING).endswith((".", ";", "?", "!"))
    return not stopped and re.search(r"(?:[:–—-]|\bthat|\bto)\W*$", end, re.IGNORECASE) is not None


def _key(words: str) -> str:
    return next(key for stem, key in _KEYS.items() if stem in words.casefold())


def _is_bare(text: str, end: int) -> bool:
    rest = text[end:].strip(" :;–—-")
    return (
        not rest
        or opens_list(text)
        or re.fullmatch(r"\(?(?:that|to|unanimously|bod|yn unfrydol)\)?\W*", rest, re.IGNORECASE) is not None
    )


# Announcing words are looked for in so many characters from the end, that a long rule of dashes costs nothing.
_END_OF_TEXT = 24
_ACTION = re.compile(
    r"(?:(?:AGREED )?ACTION(?: POINT)?S?|(?:Agreed a|A)ction(?: point)?s?)(?: \d{1,3})? ?(?:\(\w+\) ?)?[:–—-]"
)
_CLOSING = "])”’\"' "
# On a line of its own: whom a question is put to (`To Councillor Reed:`), who answers (`Response from Mr Hall:`), a
# count in capitals (`FOR: 12`).
_NO_HEADING = re.compile(
    r"To (?:(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr)\b|the (?:Leader|Chair|Cabinet Member)\b).*:$"
    r"|(?:Supplementary )?(?:[Rr]esponse|[Aa]nswer|[Rr]eply|[Qq]uestion)(?: \d{1,2})? (?:from|by) .*:$"
    r"|[A-Z]{3,12}(?: [A-Z]{3,9})? ?[:–-] ?\d{1,3}$"
)
# What stands alone over a list of names.
_WHO_WAS_THERE = re.compile(
    r"(?:Also )?(?:Present|In attendance)|(?:Members|Officers|Officials) (?:present|in attendance)"
    r"|Apologies(?: for absence)?",
    re.IGNORECASE,
)
_THAT = re.compile(r"(?:that|to|bod) ?[:;–—-]{0,3}", re.IGNORECASE)
# `RESOLVED in 2019`, `AGREED at its last meeting`: what an earlier meeting did.
_NOT_EARLIER = (
    r"(?! (?:(?:in|on|at) (?:\d|its\b|the (?:last|previous)|[A-Z][a-z]+ (?:19|20)\d\d)|last (?:year|month|meeting)))"
)
_BODY = r"(?:The )?(?:[A-Z][\w’'-]* (?:and |of |for )?){0,6}"
# Who resolves: `It was`, `The Planning Committee`, `Moved by …, seconded by … and`, `On a vote, it was`.
_MOVED = (
    r"(?:It was )?(?:[Mm]oved|MOVED|[Pp]roposed|PROPOSED|[Ss]econded|SECONDED) (?:by )?[^:;“]{1,200}? and"
    r"(?: it was)?"
)
_WHO = (
    rf"(?:(?:[Ii]t was|{_BODY}(?:Committee|Council|Board|Panel|Cabinet|Executive|Forum|Commission|Members)"
    rf"|{_MOVED}"
    r"|(?:On|Upon|Following|Having|After) [^:;“]{1,200}?,? (?<!that )it was)"
    r"(?: (?:then|further|therefore|also|accordingly))? )"
)
_RESOLVES = re.compile(
    rf"{_WHO}?(?:(?:UNANIMOUSLY|unanimously) )?(?:RESOLVED|AGREED|PENDERFYNWYD)\b{_NOT_EARLIER}"
    rf"|{_MOVED} (?:(?:then|unanimously) )?(?:resolved|agreed) (?:that|to)\b"
)
# The same without what was resolved, which is in the blocks after it: `Seconded by … and RESOLVED:`.
_OPENS = re.compile(
    rf"{_WHO}(?:(?:UNANIMOUSLY|unanimously) )?(?P<verb>RESOLVED|AGREED|NOTED|APPROVED|DECIDED|resolved|agreed|decided)"
    r"(?: unanimously| UNANIMOUSLY)?(?: (?:that|to|THAT|TO))?\W{0,10}"
)
_RESOLUTION = re.compile(
    r"(?:It was |It was therefore |The (?:Committee|Council|Board|Panel|Cabinet|Sub-Committee|Executive) "
    r"|Cabinet |Council |Members |UNANIMOUSLY )?"
    r"(?:(?:UNANIMOUSLY |unanimously )?(?:RESOLVED|AGREED|DECIDED)\b(?: UNANIMOUSLY| unanimously)?"
    r"|(?:unanimously )?resolved\b|Resolved\b|Agreed\b(?= ?[:–—-]| that)|agreed (?:that|to)\b|decided (?:that|to)\b"
    r"|decided(?= ?[:–—-])|(?:NOTED|APPROVED|RECEIVED|ENDORSED|DEFERRED)\b(?! [A-Z]{2})"
    r"|Decisions?(?=:|$)|DECISIONS?(?= ?:|$)|(?:PENDERFYNWYD|Penderfynwyd|CYTUNWYD|Cytunwyd)\b)"
    rf"{_NOT_EARLIER}"
)
_RECOMMENDATION = re.compile(
    r"(?:It was |The (?:Committee|Council|Board|Panel|Cabinet) )?"
    r"(?:RECOMMENDED\b|RECOMMENDATIONS?\b|Recommended ?(?=[:–—-]|that)"
    r"|Recommendations?(?=:| of the )|recommended (?:that|to)\b|(?:ARGYMHELLWYD|Argymhellwyd)\b)"
)
_LEADS: tuple[tuple[ParagraphKind, re.Pattern[str]], ...] = (
    ("action", _ACTION),
    ("recommendation", _RECOMMENDATION),
    ("resolution", _RESOLUTION),
)
_KEYS = {
    "action": "action",
    "recommend": "recommended",
    "argymhell": "recommended",
    "resolve": "resolved",
    "penderfynwyd": "resolved",
    "agree": "agreed",
    "cytunwyd": "agreed",
    "deci": "decided",
    "noted": "noted",
    "approved": "approved",
    "received": "received",
    "endorsed": "endorsed",
    "deferred": "deferred",
}
# `NOTED` by itself says all: what was noted stands before it, unless a colon announces it.
_WHOLE_ALONE = frozenset({"noted", "approved", "received", "endorsed", "deferred"})
_STATES = frozenset(
    [
        "was",
        "were",
        "is",
        "are",
        "been",
        "has",
        "had",
        "have",
        "noted",
        "made",
        "said",
        "asked",
        "stated",
        "advised",
        "reported",
        "covered",
        "following",
        "follows",
        "namely",
        "particular",
        "agreed",
        "requested",
        "would",
        "will",
        "should",
        "recommended",
        "recommends",
        "resolved",
        "resolves",
        "agrees",
        "notes",
        "asks",
    ]
)
_TELLERS = frozenset(
    {"the", "members", "officers", "councillor", "cllr", "it", "he", "she", "they", "his", "her", "this"}
)

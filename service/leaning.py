"""A question in, how it leans on what came before it out: not at all, on its words, or perhaps.

English marks most follow-ups: they begin with “and”, say “that one”, leave out the noun (“how many are done?”), or have
a pronoun for which nothing stands before it in the same question. Nothing here knows a language model or the minutes.
"""

import re
from typing import Literal

from index.terms import terms

Leaning = Literal["stands", "leans", "perhaps"]
# A question that names nothing and has so few telling words may be about anything: what came before decides.
FEW_TERMS = 4


def leaning(question: str) -> Leaning:
    """Return whether a question leans on what came before: "perhaps" where it is short and names nothing.

    So is a bare subject, which is as likely a new one: “bins”. Where it stands alone, it is complete as it is, though
    it may be asked in a conversation.
    """
    if _begins_as_follow_up(question) or _points_back(question) or _has_open_pronoun(question) or _is_cut(question):
        return "leans"
    if has_name(question):
        return "stands"
    telling = [term for term in terms(question) if term not in _FILLERS]
    if len(telling) <= 1:
        return "perhaps" if _is_bare_subject(question) else "leans"
    return "perhaps" if sum(term not in _ANYTHING for term in telling) <= FEW_TERMS else "stands"


def names_its_own(question: str) -> bool:
    """Return whether a question that leans names a subject too, so that it can be read without what came before.

    “bins” and “and the bins?” do; “why?”, “and in Surrey?”, “who voted for it?”, “what did it cost?” do not.
    """
    text = LED_IN.sub("", question)
    if _begins_as_follow_up(text) or _points_back(text) or _has_open_pronoun(text) or _is_cut(text):
        return False
    return not _DANGLES.search(text) and any(_is_subject(term) for term in terms(text))


def tells(term: str) -> bool:
    """Return whether a stem says something of what is asked, be it of a subject that was named before."""
    return term not in _FILLERS | _ANYTHING


def _is_subject(term: str) -> bool:
    return tells(term) and term not in _ASPECTS and not term[0].isdigit()


def has_name(text: str) -> bool:
    """Return whether a text has a number, an abbreviation, or a word that is capitalised inside it."""
    words = _WORD.findall(text)
    return any(
        word[0].isdigit() or (place > 0 and word[0].isupper() and word != "I") or (word.isupper() and len(word) > 1)
        for place, word in enumerate(words)
    )


def _begins_as_follow_up(question: str) -> bool:
    return _OPENING.search(question) is not None


def _points_back(question: str) -> bool:
    """Return whether a question says “the other two”, “those”, “that?” with nothing before it that these could be."""
    back = _BACK.search(question)
    if back and not (back["listed"] and _NOUN.search(question[: back.start()])):
        return True
    that = _THAT.search(question)
    return that is not None and not has_name(question[: that.start()])


def _has_open_pronoun(question: str) -> bool:
    """Return whether a pronoun of the third person has nothing before it that it could stand for."""
    if _EMPTY_IT.search(question):
        return False
    return any(not _names_something(question[: pronoun.start()]) for pronoun in _PRONOUN.finditer(question))


def _names_something(before: str) -> bool:
    """Return whether the words before a pronoun hold a noun that it may stand for.

    In “Which roads do they do first?” the roads are not “they”: what is asked for, in the pronoun's own clause, is not.
    """
    first = before.split(maxsplit=1)[0] if before.strip() else ""
    rest = before[len(first) :] if _APOSTROPHE.split(first.lower())[0] in _ASKING else before
    if _NOUN.search(rest):
        return True
    return _ASKED_FOR.search(before) is not None and not (
        _AUXILIARY_LAST.search(before) and not _NEW_CLAUSE.search(before[len(first) :])
    )


def _is_bare_subject(question: str) -> bool:
    """Return whether a question is a noun and nothing else: “bins”, “the libraries?”."""
    return _BARE.fullmatch(question) is not None and names_its_own(question)


def _is_cut(question: str) -> bool:
    """Return whether the noun after “how many” or “which” is left out, and nothing else names what is counted."""
    cut = _CUT.search(question)
    return cut is not None and _NOUN.search(question[cut.end() :]) is None


_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’]")
_ASKING = frozenset(
    "what who whose whom which where when why how is are was were do does did has have had can could will would should "
    "did and so but until since from by at in to on for with under".split()
)
_FILLERS = frozenset(
    terms(
        "get got go went come came much many really actually please anything anyone anybody something happen happened "
        "exactly thing bit way"
    )
)
# Words that say little of what a question is about, beside those.
_ANYTHING = frozenset(
    terms(
        "people person somebody everyone everybody already still yet now ever back well good better make made take "
        "taken put give given say said tell told think know want need d ll ve re"
    )
)
# What is asked of a subject that was named before: these name none.
_ASPECTS = frozenset(
    terms(
        "cost costs price paid pay pays money sum amount total figure figures number share percentage spend spent save "
        "saves saving date dates day time deadline year month reason reasons vote votes voted voting objection "
        "objections condition conditions status update updates detail details result results outcome decision "
        "decisions decided action actions appointed proposed seconded chaired chair approved agreed refused rejected "
        "granted deferred recommended resolved started starts start ends ended finished next step steps "
        "increase rise else answer"
    )
)
_BE_DO = r"(?:do|does|did|are|were|is|was|have|has|had|can|could|will|would|should)"
LED_IN = re.compile(r"^(?:(?:and|but|so|or|also|then|ok(?:ay)?)\b[\s,]*)*(?:(?:what|how) about\b\s*)?", re.I)
# “in Surrey”, “appointed by whom”: a part of the question before.
_DANGLES = re.compile(
    r"^(?:in|by|at|for|since|until|before|after|during|between|from|on|of|to|with|under)\b(?!\s+wh)"
    r"|^\w+\s+(?:by|to|from|for|with|in|on|at)\s+(?:whom?|what|where|when|which)\W*$",
    re.I,
)
_BARE = re.compile(r"(?:(?:the|our|your|any)\s+)?[^\W\d_]{3,}\W*", re.I)
_OPENING = re.compile(
    r"^(?:and|but|so|or|also|then|ok(?:ay)?|any more)\b"
    r"|^(?:how come|why not|why so|why|when|where|who|how)\W*$"
    r"|^(?:what|how) about\b(?=(?:\W+\w+){1,4}\W*$)"
    r"|^how come\s+(?:it|they|he|she|that|this)\b"
    r"|^(?:in|by|at|for|since|until|before|after|during|between|from)(?:\s+(?!wh)[^\s?]+){1,4}\s*\?+$",
    re.I,
)
_NUMBER = r"(?:two|three|four|five|six|half|[2-9])"
_BACK = re.compile(
    rf"(?P<listed>\bthe (?:other (?:ones?|{_NUMBER})|others|rest|former|latter|ones?)\b(?! of)"
    rf"|\bof (?:those|these)\b|\b(?:those|these)(?=\s*(?:[?.!,;]|$))|\b(?:those|these) (?:{_NUMBER}|\w+s)\b)"
    r"|\b(?:which|another|later|earlier|other|little|that|this) ones?\b"
    r"|\b(?:next|previous|last) (?:paragraph|one|bit|point)\b",
    re.I,
)
_THAT = re.compile(
    r"\b(?:that|this)(?=\s*(?:[?.!,;]|$|and\b|or\b))"
    r"|\bthat (?:night|day|time|meeting|case|one|sum|figure|money|bit)\b"
    r"|\b(?:said|says|say|about|of|did) (?:that|this)\b(?!\s+(?:\w+\s+){1,3}(?:is|are|was|were|had|has)\b)"
    r"|^(?:is|was|does|did|has|will|would|could) that\b"
    r"|\bthere(?=\s*[?.!])|\b(?:before|by|since) then\b",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|he|him|his|she|her|hers|they|them|their|theirs|itself|himself|herself|themselves)\b", re.I
)
# “it” that stands for nothing: “is it true that”, “what does it cost to”, “when it freezes”, “make it”.
_EMPTY_IT = re.compile(
    r"\b(?:is|was|has|had|will|would|could|can) it\b.*\b(?:who|that|to|if|whether)\b"
    r"|\bit (?:is|was|has|had|would|will)\b.*\b(?:that|to)\b|\bit (?:freezes|rains|snows|floods)\b"
    r"|\b(?:does|did|will|would) it (?:cost|take) to\b|\bpack(?:ed|s|ing)? it in\b",
    re.I,
)
_NOUN = re.compile(
    r"\b(?:the|a|an|our|your|my|any|some|every|each|both|anybody|anyone|everybody|everyone|somebody|nobody|people"
    r"|[A-Za-z]*\d\w*|two|three|four|five|The|Our|Any)\b|(?:^|\s)[\w'’-]*[A-Z][\w'’-]*"
    rf"|\b{_BE_DO}\s+(?:\w+\s+)?(?!its\b|this\b|his\b|hers\b|theirs\b)\w\w+s\b"
)
_ASKED_FOR = re.compile(r"^(?:which|what|whose|how many|how much|who|how often do)\s+\w+", re.I)
_AUXILIARY_LAST = re.compile(rf"(?:\b{_BE_DO}|['’]s)\s+$", re.I)
_NEW_CLAUSE = re.compile(
    r"[,;–—]|\s-\s|\b(?:and|or|but|when|if|because|though|although|so|while|after|before|until|who|what|that)\b", re.I
)
_CUT = re.compile(
    r"^(?:how many|how much|which|whose)(?: more)? (?:of (?:it|them|those|these)\b"
    rf"|(?:{_BE_DO}|turned|got|went|came)\b)|^what (?:is|was|are|were) (?:to blame|wrong|next)\b|^which\W*$",
    re.I,
)

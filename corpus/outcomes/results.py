"""A sentence in, what it says became of a motion out: carried, lost, withdrawn or deferred, and of which kind."""

import re
from dataclasses import dataclass
from typing import Literal

from corpus.outcomes.outcome import Result

Subject = Literal["amendment", "motion"]
Casting = Literal["for", "against"]


@dataclass(frozen=True, slots=True)
class StatedResult:
    """A result that a sentence states. of: what it says was carried or lost, None where it does not say."""

    result: Result
    of: Subject | None


def stated(sentence: str) -> StatedResult | None:
    """Return the result that a sentence states, or None. A casting vote decides where nothing else is said."""
    for result, pattern in _RESULTS.items():
        match = pattern.search(sentence)
        if match is not None:
            return StatedResult(result, subject_of(sentence))
    casting = casting_of(sentence)
    return StatedResult("carried" if casting == "for" else "lost", subject_of(sentence)) if casting else None


def casting_of(sentence: str) -> Casting | None:
    """Return which way a sentence says that a casting vote went, or None."""
    match = _CASTING.search(sentence)
    if match is None:
        return None
    return "against" if match[1].startswith("against") else "for"


def subject_of(sentence: str) -> Subject | None:
    """Return what a sentence is about: an amendment, or a motion (also the substantive one, or recommendations)."""
    match = _SUBJECT.search(sentence)
    if match is None:
        return None
    return "amendment" if match[1] else "motion"


# What follows the bare verb where it tells of a vote: by how many or by whom. What was carried or lost in any other way
# ("carried a cost", "lost its funding", "carried by bearers") was no motion.
BY = (
    r"(?: unanimously\b| nem\.? ?con\b"
    r"| (?:by|with) (?:an? |the )?(?:(?:clear|large|narrow|overwhelming|simple|small|substantial) )?"
    r"(?:[0-9]{1,3}\b(?!%|[,.][0-9])"
    r"|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,6}teen|twenty|thirty|forty|majority|votes?"
    r"|show of hands|acclamation|all (?:in favour|voting|[Mm]embers|[Cc]ouncillors))\b"
    r"|(?:no|none|nobody|no one) (?:vot|against|abst|diss|oppos)))"
)
_RESULTS: dict[Result, re.Pattern[str]] = {
    "withdrawn": re.compile(
        r"\b(?:[Mm]otion|[Aa]mendment|[Pp]roposal)\b[^.;]{0,60}\b(?:was|were|been) (?:then "
        r"|formally )?(?:withdrawn|WITHDRAWN)\b"
        r"|\b(?:withdrew|WITHDREW) (?:the|his|her|their) (?:motion|amendment|proposal)\b"
    ),
    "deferred": re.compile(
        r"\b(?:[Mm]otion|[Aa]mendment|[Pp]roposal)\b[^.;]{0,60}\b(?:was|were|be) (?:deferred|DEFERRED|adjourned)\b"
    ),
    "lost": re.compile(
        r"\b(?:[Mm]otion|[Aa]mendment|[Pp]roposal|[Rr]ecommendations?|[Vv]ote|[Ii]t|this|which|being put|MOTION"
        r"|AMENDMENT)\b[^.;]{0,120}?"
        r"\b(?:LOST|lost|fell\b(?! (?:from|to|by|below))|FELL|defeated|DEFEATED|rejected|REJECTED|not carried"
        r"|NOT CARRIED|not approved)\b"
        r"|^\W{0,2}(?:LOST\b|Lost(?: unanimously)?\W{0,3}$)"
    ),
    "carried": re.compile(
        r"\b(?:[Mm]otion|[Aa]mendment|[Pp]roposal|[Rr]ecommendations?|[Dd]ecision|[Rr]esolution|[Vv]ote|[Bb]udget"
        r"|[Ii]t|this|which|being put|MOTION|AMENDMENT)\b"
        r"[^.;]{0,120}?(?<!not )(?<!NOT )\b(?:CARRIED|carried|passed|PASSED)\b(?! (?:out|forward|over|on\b|back"
        r"|through|to\b|from))"
        r"|^\W{0,2}(?:CARRIED\b|Carried(?:\W{0,3}$|" + BY + "))"
    ),
}
_CASTING = re.compile(
    r"\b(?:casting|second) vote[^.;]{0,40}? (for|in favour|against)\b|\bused (?:his|her|their"
    r"|the) casting vote to (carry|support|approve)"
)
_SUBJECT = re.compile(
    r"(\b(?:[Tt]he|[Aa]n|[Tt]his|[Tt]hat|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]urther|[Hh]is|[Hh]er"
    r"|[Tt]heir) [Aa]mendment\b|^Amendment\b|\bAMENDMENT\b)"
    r"|\b(?:(?:[Ss]ubstantive |[Aa]mended |[Oo]riginal )?(?:[Mm]otion|MOTION)|[Rr]ecommendations?|[Pp]roposal"
    r"|[Dd]ecision|[Rr]esolution)\b"
)

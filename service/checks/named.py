"""A text and what a figure counts in; how many of these it names, one by one, out: 0 where that cannot be proved.

“Brindlewick and Orlingford libraries” names two libraries, “Councillors Ames, Bold and Carr” three councillors. What
could be one name (“Health and Wellbeing boards”), goes on (“and others”), or is named in lists of different lengths,
proves nothing.
"""

import re

from index.terms import stem_of


def named(text: str, noun: str) -> int:
    """Return how many things a text names that are called by the stem of a plural noun; 0 where it does not tell."""
    counts = set()
    for match in _LISTED.finditer(text):
        members = [name.removeprefix("The ") for name in _MEMBER.findall(match["names"] or match["named"])]
        called = stem_of((match["before"] or match["after"]).casefold())
        if called == noun:
            counts.add(len(members) if _is_whole(text, match) and not _may_be_one(members) else 0)
    return counts.pop() if len(counts) == 1 else 0


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Return whether a list neither begins before its first name nor goes on after its last.

    The first word of a sentence (“However, Elm and Oak”) may be no name.
    """
    before = text[: match.start()]
    is_first = re.search(r"(?:^|[.;:!?]\s)$", before) is not None and _FIRST_WORD.match(match.group()) is not None
    return not is_first and not _BEGINS.search(before) and not _GOES_ON.match(text, match.end())


def _may_be_one(members: list[str]) -> bool:
    """Return whether a list may be one name of an office or a subject, or names something twice."""
    words = {word.casefold() for member in members for word in member.split()}
    return bool(words & _OF_OFFICES) or len(set(members)) < len(members)


_NAME = r"[A-Z][a-z][\w’'-]*(?: [A-Z][a-z][\w’'-]*){0,2}"
_MEMBER = re.compile(_NAME)
_LIST = rf"(?P<names>{_NAME}(?:, {_NAME}){{0,10}},? and {_NAME})"
# “the libraries at Elm and Oak”, “Councillors Ames and Bold”; “Elm and Oak libraries”.
_LISTED = re.compile(
    rf"\b(?:(?P<before>[A-Za-z][a-z]{{2,30}}s)(?: (?:at|in|of|for|called|named|namely))?(?: the)?:? {_LIST}"
    rf"|{_LIST.replace('names', 'named')} (?P<after>[a-z]{{3,30}}s))\b"
)
_FIRST_WORD = re.compile(r"\w+, ")
_BEGINS = re.compile(r"(?:[,&]|\b(?:and|or|plus|with)) $")
_GOES_ON = re.compile(r"(?:,? (?:and|or|but|plus|as well as|together with|among others|etc)\b|, [A-Z]|’s|'s| [A-Z])")
_OF_OFFICES = frozenset(
    """
    health wellbeing social care children families adults adult education housing planning environment transport finance
    resources culture leisure community communities safety equality inclusion growth economy economic regeneration
    skills arts parks roads waste licensing audit governance standards scrutiny policy corporate public strategic
    development young people town country special needs learning mental physical fire rescue police crime trade law
    legal human property assets highways streets sport sports tourism business employment enterprise climate energy
    youth justice customer digital communications performance overview regulatory general purposes
    """.split()
)

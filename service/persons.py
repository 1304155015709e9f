"""A name as a reader asks for it and a name as the minutes print it in, whether they may be one person out.

`Cllr Smith`, `Councillor J. Smith`, `Jane Smith` and `Smith` may be one; `Councillor J. Smith` and `Ann Smith` are not.
Nobody is looked up: where several are called so, all of them are meant.
"""

import re

from corpus.minutes import fold

_TITLES = (
    r"(?:county |city |town |parish |district )?councillors?|cllrs?|mrs?|ms|miss|mx|dr|prof(?:essor)?|sir|dame|lord"
    r"|lady|rev(?:erend)?|canon|alderman|ald|baroness|baillie|provost|the|and"
)
# Before a name as it is printed, in the letters it has there; a stop may follow.
TITLE = r"(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Dame|Prof(?:essor)?|Rev(?:erend)?|Canon|Alderman)\.?"
# A name in a question: a title and a word or two, or words with capitals.
PERSON = (
    r"(?:(?:the )?(?:(?:county |city |town |parish |district )?councillor|cllr\.?|mrs?\.?|ms\.?|miss|dr\.?|sir|dame)"
    r" (?:[\w’'-]+\.? ?){1,3}?"
    r"|(?-i:[A-Z])[\w’'-]*\.?(?: (?-i:[A-Z])[\w’'-]*\.?){0,3})"
)
_LEADING = re.compile(rf"^(?:(?:{_TITLES})\.? )+", re.IGNORECASE)


def same_person(asked: str, printed: str) -> bool:
    """Return whether a printed name may be the person asked for: the surname the same, and no first name against it."""
    wanted, named = _parts(asked), _parts(printed)
    if not wanted or not named or wanted[-1] != named[-1]:
        return False
    return all(_may_be(one, other) for one, other in zip(wanted[:-1], named[:-1], strict=False))


def surname(asked: str) -> str:
    """Return the last word of a name, as it is written; "" where there is none."""
    words = _LEADING.sub("", fold(asked)).split()
    return words[-1].strip(".,;:") if words else ""


def _may_be(one: str, other: str) -> bool:
    return one == other if min(len(one), len(other)) > 1 else one[0] == other[0]


def _parts(name: str) -> list[str]:
    plain = re.sub("[’‘]", "'", _LEADING.sub("", fold(name)).casefold())
    return [part for word in plain.split() for part in word.strip(",;:").rstrip(".").split(".") if part]

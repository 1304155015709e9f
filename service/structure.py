"""A question in, what it asks of the outcomes of meetings out, where the whole of it asks for nothing else.

`List the decisions of the Planning Committee`, `Who voted against the budget?`, `What actions are outstanding for the
Director of Finance?`: each is a kind of outcome, and who or what it is about. A question that says one word more than
its rule knows is not about structure and is searched like any other.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.minutes import fold
from index.terms import STOP_WORDS, terms
from service.narrowing import Limit
from service.phrases import PHRASES, Reads, Role


@dataclass(frozen=True, slots=True)
class Sought:
    """What a question asks of outcomes.

    kind: a key of index.outcomes.TYPES. role: which of them, or whose part in them; "" for all. person: who, as asked;
    "" for anybody. topic: what about, as asked; "" for anything. open: whether what is not done yet is asked for.
    """

    kind: str
    role: Role = ""
    person: str = ""
    topic: str = ""
    open: bool = False


# What makes a Sought of the match of a phrase and what follows it; None where that says anything else.
Make = Callable[[re.Match[str], str], Sought | None]


def sought(question: str, limits: Sequence[Limit] = ()) -> Sought | None:
    """Return what a question asks of outcomes, None where it asks for anything else.

    limits: what was read from it as limits, which is not read again.
    """
    text = _without(fold(question), limits)
    for rule, make in _RULES:
        match = rule.match(text)
        found = make(match, text[match.end() :]) if match else None
        if found is not None:
            return found
    return None


def topic_terms(topic: str) -> list[str]:
    """Return the stems of what a question is about, without words that say no more than that it is something."""
    found = terms(topic)
    return [one for one in found if one not in _EMPTY] or found


def _without(question: str, limits: Sequence[Limit]) -> str:
    """Return a question with its limits as signs: § for a body, ¤ for days; without marks at its end."""
    for limit in sorted(limits, key=lambda one: -one.start):
        sign = "¤" if limit.field == "held" else "§"
        question = f"{question[: limit.start]}{sign}{question[limit.end :]}"
    return re.sub(r"\s*[?.!:;,]+$", "", re.sub(r"\s+", " ", re.sub(r"§(?:['’]s)?", "§", question))).strip()


def _rest(text: str) -> tuple[str, str] | None:
    """Return the owner or person and the topic of what follows the words of a rule, None where it says anything else.

    What stands before them says only where and when: `made by the committee at its meeting ¤`.
    """
    about = _ABOUT.search(text)
    before, topic = (text[: about.start()], text[about.end() :]) if about else (text, "")
    whose = _WHOSE.search(before)
    owner = ""
    if whose is not None and not _is_circumstance(whose["owner"]):
        before, owner = before[: whose.start()] + before[whose.end() :], _trimmed(whose["owner"])
    if not _is_circumstance(before):
        return None
    topic = _trimmed(topic)
    return None if _CLAUSE.search(topic) or (about and not terms(topic)) else (owner, topic)


def _is_circumstance(text: str) -> bool:
    return all(word in _CIRCUMSTANCES for word in re.findall(r"[\w§¤’']+", text.casefold()))


def _trimmed(text: str) -> str:
    """Return words without signs of limits and without `at the meeting` at their end."""
    return _AT_MEETING.sub("", " ".join(_SIGNED.sub(" ", text).split())).strip(" ,")


def _plain(kind: str, role: Role = "") -> Make:
    """Return what makes a Sought of a rule without a person: the rest may name a topic or whose they are."""

    def make(match: re.Match[str], rest: str) -> Sought | None:
        read = _rest(rest)
        if read is None:
            return None
        chosen = _role(match, role)
        if kind == "exchange" and not chosen:
            chosen = "public" if _PUBLIC.search(match.string) else "members" if _MEMBERS.search(match.string) else ""
        if kind == "attendee" and chosen in {"", "present"} and (who := _WHICH.search(match.string)):
            chosen = "officers" if who[1][0] in "oO" else "members"
        return Sought(kind, chosen, read[0], read[1], open=_is_open(match.string))

    return make


def _of_person(kind: str, role: Role = "") -> Make:
    """Return what makes a Sought of a rule that names a person; the rest may be a topic, with or without `about`."""

    def make(match: re.Match[str], rest: str) -> Sought | None:
        read = _rest(rest)
        if read is None or read[0]:
            return None
        person = _NO_NAME.sub("", _trimmed(match["person"]))
        return (
            Sought(kind, _role(match, role), person, read[1], open=kind == "action" and _is_open(match.string))
            if person and not _is_circumstance(person)
            else None
        )

    return make


def _of_person_on(kind: str, role: Role = "") -> Make:
    """Return what makes a Sought of a rule that names a person, after which all is the topic: `vote against …`."""
    of_topic = _of_topic(kind, role)

    def make(match: re.Match[str], rest: str) -> Sought | None:
        found, person = of_topic(match, rest), _trimmed(match["person"])
        return replace(found, person=person) if found is not None and not _is_circumstance(person) else None

    return make


def _of_topic(kind: str, role: Role = "") -> Make:
    """Return what makes a Sought of a rule after which everything is the topic: `who voted against …`."""

    def make(match: re.Match[str], rest: str) -> Sought | None:
        sort = (match.groupdict().get("sort") or "").strip()
        topic = _trimmed(re.sub(r"^ ?(?:about|on|for|of|to|from|in|the|over)\b(?: the\b)?", "", rest, flags=re.I))
        moved = _MOVED.match(topic) if kind == "motion" else None
        topic = topic[moved.end() :] if moved else "" if topic and _is_circumstance(topic) else topic
        topic = f"{topic} {sort}".strip()
        if _CLAUSE.search(topic):
            return None
        return Sought(kind, _role(match, role), "", topic) if not topic or terms(topic) else None

    return make


def _is_open(question: str) -> bool:
    return _OPEN.search(question) is not None


def _role(match: re.Match[str], otherwise: Role) -> Role:
    said = match.groupdict().get("role") or ""
    return next((role for pattern, role in _ROLES if said and pattern.search(said)), otherwise)


_WORDS_OF_ROLES: tuple[tuple[str, Role], ...] = (
    ("resol", "resolution"),
    ("recommend", "recommendation"),
    ("carri|pass", "carried"),
    ("lost|defeat|reject|fell|fail", "lost"),
    ("withdr", "withdrawn"),
    ("favour|^for$|support|back", "in_favour"),
    ("against|oppos|^down$", "against"),
    ("abstain", "abstained"),
    ("amend", "amendment"),
    ("second", "seconder"),
    ("mov|propos|table", "mover"),
    ("apolog|absen|away|miss|not\\b|n['’]t\\b", "apologies"),
    ("attend|present|there|at$|came|come|turn|took|make", "present"),
)
_ROLES = tuple((re.compile(pattern, re.IGNORECASE), role) for pattern, role in _WORDS_OF_ROLES)
_READ: Mapping[Reads, Callable[[str, Role], Make]] = {
    "plain": _plain,
    "person": _of_person,
    "topic": _of_topic,
    "person and topic": _of_person_on,
}
_RULES: tuple[tuple[re.Pattern[str], Make], ...] = tuple(
    (re.compile(one.pattern, re.IGNORECASE), _READ[one.reads](one.kind, one.role)) for one in PHRASES
)
_ABOUT = re.compile(
    r" (?:about|on|concerning|regarding|relating to|in relation to|to do with|as to|in respect of) (?!¤)", re.IGNORECASE
)
_WHOSE = re.compile(
    r" (?:for|of|by|to|from|assigned to|given to|owned by|does|did|do|has|have|falling to) (?P<owner>(?:the )?[^§¤]+?)"
    r"(?= (?:have|has|made?|take|took|given|set|moved?|ask|asked|outstanding|still|at|in|put|proposed?|declared?)\b"
    r"|$| [§¤])",
    re.IGNORECASE,
)
# What a name of one to three words may have taken in.
_NO_NAME = re.compile(r"(?: (?:still|now|then|got|been|yet))+$")
_SIGNED = re.compile(r"(?:\b(?:at|in|by|of|from|on) (?:the )?)?[§¤](?: meetings?)?")
_AT_MEETING = re.compile(
    r"\s*\b(?:at|in|during|by) (?:the|that|this|its|any) (?:meetings?|minutes|committee|council)$", re.IGNORECASE
)
_PUBLIC = re.compile(r"\b(?:public|residents?)\b", re.IGNORECASE)
_WHICH = re.compile(r"\b(officers?|members?|councillors?|cllrs?)\b", re.IGNORECASE)
_MEMBERS = re.compile(r"\b(?:by|from|did|of|to) (?:the )?(?:members|councillors)\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:outstanding|open|remaining|still|not (?:yet )?(?:done|closed|complete))\b", re.IGNORECASE)
_MOVED = re.compile(r"(?:amendments?|motions?)(?: (?:about|on|to|for|of|that)(?: the)?|$) ?", re.IGNORECASE)
# Words after which something is said that no rule knows.
_CLAUSE = re.compile(r"\b(?:when|because|if|after|before|but|who|which|what|why|how)\b|[?;]", re.IGNORECASE)
_CIRCUMSTANCES = frozenset(
    """
    § ¤ a all and any are at been by committee committees council councils board panel cabinet did during for from
    had has have in is it its made make meeting meetings members minutes of on our passed reached recorded session
    take taken that the their there they this those to took us was we were with each every agreed moved put arising
    set asked given outstanding open still remain remaining yet done not declared held came come apologies absence
    absent officers councillors public residents everybody everyone anyone anybody date far so now currently last
    latest body bodies ask receive received pass reach full before left move be fell out
    """.split()
)
_EMPTY = frozenset(
    terms("report item issue matter subject proposal proposals question topic motion amendment")
) | frozenset(terms(" ".join(sorted(STOP_WORDS))))

"""A question in, what it asks of the outcomes of meetings out, where the whole of it asks for nothing else.

`List the decisions of the Planning Committee`, `Who voted against the budget?`, `What actions are outstanding for the
Director of Finance?`: each is a kind of outcome, and who or what it is about. A question that says one word more than
its rule knows is not about structure and is searched like any other.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.minutes import fold
from index.terms import STOP_WORDS, terms
from service.narrowing import Limit
from service.persons import PERSON

# Which of the outcomes of a kind, or what part somebody had in them.
Role = Literal["", "resolution", "recommendation", "present", "apologies", "chair", "officers", "members", "public",
               "in_favour", "against", "abstained", "amendment", "mover", "seconder"]  # fmt: skip


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


def _plain(kind: str, role: Role = "") -> Callable[[re.Match[str], str], Sought | None]:
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
        return Sought(kind, chosen, read[0], read[1], open=_OPEN.search(match.string) is not None)

    return make


def _of_person(kind: str, role: Role = "") -> Callable[[re.Match[str], str], Sought | None]:
    """Return what makes a Sought of a rule that names a person; the rest may be a topic, with or without `about`."""

    def make(match: re.Match[str], rest: str) -> Sought | None:
        read = _rest(rest)
        if read is None or read[0]:
            return None
        person = _trimmed(match["person"])
        return (
            Sought(kind, _role(match, role), person, read[1], open=False)
            if person and not _is_circumstance(person)
            else None
        )

    return make


def _of_topic(kind: str, role: Role = "") -> Callable[[re.Match[str], str], Sought | None]:
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


def _role(match: re.Match[str], otherwise: Role) -> Role:
    said = match.groupdict().get("role") or ""
    return next((role for pattern, role in _ROLES if said and pattern.search(said)), otherwise)


_WORDS_OF_ROLES: tuple[tuple[str, Role], ...] = (
    ("resol", "resolution"),
    ("recommend", "recommendation"),
    ("favour|^for$|support", "in_favour"),
    ("against|oppos|^down$", "against"),
    ("abstain", "abstained"),
    ("amend", "amendment"),
    ("second", "seconder"),
    ("mov|propos|table", "mover"),
    ("apolog|absen|away|miss|not attend", "apologies"),
    ("attend|present|there|at$|came|turned", "present"),
)
_ROLES = tuple((re.compile(pattern, re.IGNORECASE), role) for pattern, role in _WORDS_OF_ROLES)
_LIST = (
    r"(?:(?:please |can you |could you )?(?:list|show|give|tell|name|find|get)(?: me| us)?(?: a list of| details of)?"
    r"|what(?: are| were| is| was)?|which(?: of)?|(?:were|are|was|is|have) there(?: been)?|who are|how many)?"
    r"(?: ?\b(?:all|any|the|every|of|formal|public|recorded|outstanding|open|remaining))* ?"
)
_SOMEBODY = (
    r"(?:who(?: all| else)?|which (?:of the )?(?:§ )?(?:cabinet |committee |other )?"
    r"(?:councillors?|members?|officers?|people|persons?|cllrs?)|(?:names? of )?everyone who)"
)
_US = (
    r"(?:the |our |full )*(?:§ ?)*(?:committee|council|board|panel|cabinet|executive|members|councillors|meeting|they"
    r"|we|it|commission)?(?: ¤)?(?: finally| formally| then| also)?"
)
_OWNER = rf"(?:the (?:[\w’',&-]+ ){{0,7}}?[\w’'-]+|{PERSON})"
_THERE = (
    r"(?:attended|(?:was|were) (?:present|there|at|absent|away|missing|in attendance)|came|turned up"
    r"|(?:sent|gave) (?:their )?apologies|apologised|did not attend)"
)
_INTERESTS = r"(?:declarations? of interests?|declarations?|interests? (?:that )?(?:was |were )?declared|interests)"
_GIVEN = r"(?:left with|given|have|get|got|take|took|set|asked to do|been given|still have)"
_TO_DO = r"(?:have |had )?(?:been )?(?:asked |told |left |expected |due |supposed |required |agree |meant )?(?:to )?do"
_AMENDED = r"(?:amendments?|corrections?) (?:to|of) (?:the )?(?:earlier |previous |last |past )?minutes"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Sought | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), make)
    for pattern, make in (
        (rf"{_LIST}(?:decisions?|(?P<role>resolutions?|recommendations?))\b", _plain("decision")),
        (
            rf"what (?:did|has|have|had) {_US} (?:(?P<role>recommend(?:ed)?)|resolved?|decided?|agreed?)(?: to do)?\b",
            _plain("decision"),
        ),
        (
            r"what (?:was|were|has been|have been) (?:(?P<role>recommended)|resolved|decided|agreed)\b",
            _plain("decision"),
        ),
        (rf"{_LIST}(?:action points?|actions?|tasks)\b", _plain("action")),
        (
            rf"what (?:actions?|action points?|tasks|jobs) (?:does|do|did|has|have|was|were|is) (?P<person>{_OWNER}) "
            rf"{_GIVEN}\b",
            _of_person("action"),
        ),
        (
            rf"what (?:is|was|were|are|does|did|has|have|must|should) (?P<person>{_OWNER}) (?:still )?{_TO_DO}\b"
            r"(?! about)",
            _of_person("action"),
        ),
        (r"who (?:was in the chair|chaired|took the chair|presided)(?: at| over)?\b", _plain("attendee", "chair")),
        (rf"{_SOMEBODY} (?P<role>{_THERE})(?: to)?\b", _plain("attendee")),
        (
            rf"{_LIST}(?:attendance|attendees|those present|people present"
            r"|(?P<role>apologies|absences)(?: for absence)?)\b",
            _plain("attendee"),
        ),
        (
            rf"(?:was|were|is) (?P<person>{PERSON}) (?P<role>present|there|at|in attendance|absent|away)\b",
            _of_person("attendee"),
        ),
        (
            rf"(?:(?:which|what) (?:§ )?meetings )?did (?P<person>{PERSON}) "
            r"(?P<role>attend|miss|(?:send|give) apologies)\b",
            _of_person("attendee"),
        ),
        (rf"how did (?P<person>{PERSON}) vote\b", _of_person("vote")),
        (
            rf"{_SOMEBODY} (?:voted ?)?(?P<role>against|down|in favour of|in favour|for|opposed|abstained|supported)"
            r"(?= |$)",
            _of_topic("vote"),
        ),
        (
            rf"(?:what|how(?: close)?) was the (?:result of the )?(?:vote|voting)\b|{_LIST}votes?\b(?! of)"
            rf"|how did {_US} vote\b",
            _plain("vote"),
        ),
        (
            r"how many (?:councillors |members |people |of them )?(?:voted|were) (?:for|against|in favour(?: of)?)\b",
            _of_topic("vote"),
        ),
        (rf"{_LIST}{_AMENDED}\b", _plain("amendment")),
        (rf"{_LIST}(?:motions?|(?P<role>amendments?))\b", _plain("motion")),
        (rf"{_SOMEBODY} (?P<role>proposed|moved|seconded|tabled)\b", _of_topic("motion")),
        (rf"what did (?P<person>{PERSON}) (?P<role>propose|move|second|table)\b", _of_person("motion")),
        (
            rf"{_SOMEBODY} declared (?:an? |any |the )?(?P<sort>(?:[\w-]+ ){{0,2}}?)interests?\b(?: in)?",
            _of_topic("declaration"),
        ),
        (
            rf"(?:did|has|have) (?P<person>{PERSON}) declared? (?:an? |any )?(?:[\w-]+ ){{0,2}}?interests?\b",
            _of_person("declaration"),
        ),
        (rf"what (?:interests? )?did (?P<person>{PERSON}) declare\b", _of_person("declaration")),
        (rf"{_LIST}{_INTERESTS}\b", _plain("declaration")),
        (rf"{_LIST}(?:public )?questions?\b", _plain("exchange")),
        (r"what did (?:(?:the|members of the) )?(?:public|residents) ask\b", _plain("exchange", "public")),
        (rf"what (?:questions? )?did (?P<person>{PERSON}) ask\b", _of_person("exchange")),
        (rf"{_SOMEBODY} asked (?:a |any )?(?:public )?questions?\b", _plain("exchange")),
        (rf"{_LIST}reports\b", _plain("report")),
    )
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
    latest body bodies ask receive received pass reach full before left move be
    """.split()
)
_EMPTY = frozenset(
    terms("report item issue matter subject proposal proposals question topic motion amendment")
) | frozenset(terms(" ".join(sorted(STOP_WORDS))))

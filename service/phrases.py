"""Nothing in; the phrases by which questions ask for outcomes out, in the order in which they are tried.

A phrase is the beginning of a question; how what follows it is read, stands beside it. What has a word more than its
phrase and its rest may have is no such question: tests/service/test_phrasings.py has the ways of asking and the false
friends.
"""

from dataclasses import dataclass
from typing import Literal

from service.persons import PERSON

# Which of the outcomes of a kind, or what part somebody had in them.
Role = Literal["", "resolution", "recommendation", "present", "apologies", "chair", "officers", "members", "public",
               "in_favour", "against", "abstained", "amendment", "mover", "seconder", "carried", "lost",
               "withdrawn"]  # fmt: skip
# How what follows a phrase is read: whose and about what; about what, of the person that the phrase names; or all of it
# as the topic, of a person or of nobody.
Reads = Literal["plain", "person", "topic", "person and topic"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to ask for outcomes. kind: a key of index.outcomes.TYPES. pattern: may name `person`, `role` and `sort`."""

    kind: str
    reads: Reads
    pattern: str
    role: Role = ""


_TELL = r"(?:(?:please |can you |could you )?(?:list|show|give|tell|name|find|get)(?: me| us)?)"
_LIST = (
    rf"(?:{_TELL}(?: a list of| details of)?"
    r"|what(?: are| were| is| was)?|which(?: of)?|(?:were|are|was|is|have) there(?: been)?|who are|how many)?"
    r"(?: ?\b(?:all|any|the|every|of|formal|public|recorded|outstanding|open|remaining))* ?"
)
_SOMEBODY = (
    r"(?:who(?: all| else)?|which (?:of the )?(?:§ )?(?:cabinet |committee |other )?"
    r"(?:councillors?|members?|officers?|people|persons?|cllrs?)|(?:names? of )?everyone who)"
)
_ANYBODY = r"any(?:one|body|(?: of the)? (?:members?|councillors?))"
_US = (
    r"(?:the |our |full )*(?:§ ?)*(?:committee|council|board|panel|cabinet|executive|members|councillors|meeting|they"
    r"|we|it|commission)?(?: ¤)?(?: finally| formally| then| also)?"
)
_OWNER = rf"(?:the (?:[\w’',&-]+ ){{0,7}}?[\w’'-]+|{PERSON})"
# “Ann Reid’s actions” has the name before the sign of the genitive.
_WHOSE = r"(?P<person>(?:the (?:\w+ ){0,5}?\w+|(?-i:[A-Z])[\w-]*\.?(?: (?-i:[A-Z])[\w-]*\.?){0,3}))['’]s"
_THERE = (
    r"(?:attended|(?:was|were) (?:present|there|at|absent|away|missing|in attendance|not (?:there|present))"
    r"|came|turned up|took part(?: in)?|(?:sent|gave) (?:their )?apologies|apologised"
    r"|(?:did not|didn['’]t|could not|couldn['’]t) (?:attend|come|make it|turn up|be there))"
)
_INTERESTS = r"(?:declarations? of interests?|declarations?|interests? (?:that )?(?:was |were )?declared|interests)"
_GIVEN = (
    r"(?:still )?(?:(?:left|end(?:ed)? up|landed|come away) with|been given|given|have|get|got|take|took|take on|set"
    r"|asked to do|receive|own|carry)"
)
_TOLD = r"(?:asked|told|left|expected|due|supposed|required|meant|instructed|requested|tasked)"
_ACTIONS = r"(?:(?:follow-?up )?(?:action points?|actions?|tasks))"
_AMENDED = r"(?:amendments?|corrections?) (?:to|of) (?:the )?(?:earlier |previous |last |past )?minutes"
_RESULT = (
    r"(?:that )?(?:were |was |got |have been |had been )?(?P<role>carried|passed|lost|defeated|rejected|withdrawn)"
    r"(?! (?:out|over|on|forward|through|to)\b)"
)
PHRASES: tuple[Phrase, ...] = (
    # Who is to do what.
    Phrase(
        "action", "person", rf"what (?:must|should|shall|will) (?P<person>{_OWNER}) (?:now |still )?(?:have to )?do\b"
    ),
    Phrase(
        "action", "person", rf"what (?:is|was|were|are) (?P<person>{_OWNER}) (?:still |now |then )?(?:{_TOLD} )?to do\b"
    ),
    Phrase(
        "action",
        "person",
        rf"what (?:do|does|did) (?P<person>{_OWNER}) (?:still |now )?(?:have|need|agree|undertake|promise|offer) "
        r"to do\b",
    ),
    Phrase(
        "action",
        "person",
        rf"what (?:has|have|had) (?P<person>{_OWNER}) (?:still |now )?(?:(?:been )?{_TOLD} |got |agreed |undertaken "
        r"|promised |yet )?to do\b",
    ),
    Phrase(
        "action",
        "person",
        rf"what did {_US} (?:ask|tell|want|instruct|request|require|expect) (?P<person>{_OWNER}) to do\b",
    ),
    Phrase(
        "action",
        "person",
        rf"{_TELL} what (?P<person>{_OWNER}) (?:(?:still )?(?:has|have|had|needs|needed)|(?:is|was|were|are)"
        rf"(?: {_TOLD})?) to do\b",
    ),
    Phrase(
        "action",
        "person",
        rf"(?:what|which) (?:{_ACTIONS}|jobs|work) (?:does|do|did|has|have|was|were|is|are) (?P<person>{_OWNER}) "
        rf"{_GIVEN}\b",
    ),
    Phrase("action", "person", rf"{_LIST}{_WHOSE} (?:outstanding |open |remaining )?(?:{_ACTIONS}|jobs)\b"),
    Phrase(
        "action",
        "person",
        rf"(?:does|do|did|has|have) (?P<person>{_OWNER}) (?:still )?(?:have|got|get)(?: been given)? any "
        rf"(?:outstanding |open |remaining )?(?:{_ACTIONS}|jobs)\b",
    ),
    Phrase("action", "person", rf"(?:what (?:is|was|are) on|{_LIST}) ?{_WHOSE} (?:to-?do )?list\b"),
    Phrase("action", "plain", r"who (?:has|have|is|was|must|needs|had)(?: asked)?(?: to)? do what\b"),
    Phrase(
        "action",
        "plain",
        r"what (?:still )?(?:needs|has|have|remains|is left|is|was left|remained) (?:still )?to be done\b",
    ),
    # Decisions.
    Phrase("decision", "plain", rf"{_LIST}(?:decisions?|(?P<role>resolutions?|recommendations?))\b(?!-)"),
    Phrase(
        "decision",
        "plain",
        rf"what (?:did|has|have|had) {_US} (?:(?P<role>recommend(?:ed)?)|resolved?|decided?|agreed?)(?: to do)?\b",
    ),
    Phrase(
        "decision", "plain", r"what (?:was|were|has been|have been) (?:(?P<role>recommended)|resolved|decided|agreed)\b"
    ),
    Phrase(
        "decision",
        "plain",
        r"(?:was|were|has|have) (?:there )?(?:anything|something)(?: been)? (?:decided|agreed|resolved)\b",
    ),
    Phrase(
        "decision",
        "plain",
        rf"did {_US} (?:(?:decide|agree|resolve)(?: on)? anything|(?:make|take|reach) (?:any|a) decisions?)\b",
    ),
    Phrase(
        "decision", "plain", rf"what conclusions? (?:did {_US} (?:reach|come to|draw)|(?:was|were) (?:reached|drawn))\b"
    ),
    Phrase("decision", "plain", r"what (?:was|were) the outcomes?\b"),
    # Actions of everybody, or of somebody who is named after them.
    Phrase("action", "plain", rf"{_LIST}{_ACTIONS}\b"),
    Phrase("action", "plain", rf"{_LIST}jobs\b(?= (?:for|given to|left (?:for|to)) (?:the )?[\w§])"),
    # Attendance.
    Phrase("attendee", "plain", r"who (?:was in the chair|chaired|took the chair|presided)(?: at| over)?\b", "chair"),
    Phrase("attendee", "plain", rf"{_SOMEBODY} (?P<role>{_THERE})(?: to)?\b"),
    Phrase(
        "attendee",
        "plain",
        rf"{_LIST}(?:attendance|attendees|those present|people present"
        r"|(?P<role>apologies|absences)(?: for absence)?)\b",
    ),
    Phrase(
        "attendee",
        "person",
        rf"(?:was|were|is) (?P<person>{PERSON}) (?P<role>present|there|at|in attendance|absent|away|missing"
        r"|not (?:there|present))\b(?: from)?",
    ),
    Phrase(
        "attendee",
        "person",
        rf"(?:(?:which|what) (?:§ )?meetings )?did (?P<person>{PERSON}) "
        r"(?P<role>attend|miss|turn up|come|make it|(?:send|give) apologies)\b",
    ),
    # Votes.
    Phrase("vote", "person", rf"(?:how|which way) (?:did|has|have) (?P<person>{PERSON}) voted?\b"),
    Phrase(
        "vote",
        "person and topic",
        rf"did (?P<person>{PERSON}) (?:vote (?:for|against|in favour of|in favour)|abstain)(?= |$)",
    ),
    Phrase(
        "vote",
        "topic",
        rf"{_SOMEBODY} (?:voted ?)?(?P<role>against|down|in favour of|in favour|for|opposed"
        r"|abstained|supported|backed(?! (?:into|out|down|away|off|up)))"
        r"(?= |$)",
    ),
    Phrase(
        "vote", "topic", rf"did {_ANYBODY} (?:vote )?(?P<role>against|for|in favour of|in favour|oppose|abstain)(?= |$)"
    ),
    Phrase("vote", "plain", rf"{_LIST}votes? {_RESULT}\b"),
    Phrase("vote", "plain", r"(?:was there|were there) (?:a |any )?(?:recorded |named )?votes?\b(?! of)"),
    Phrase(
        "vote",
        "plain",
        r"how (?:were the votes cast|did (?:each|every|the) (?:councillors?|members?) vote"
        r"|(?:each|every) (?:councillor|member) voted)\b",
    ),
    Phrase(
        "vote",
        "plain",
        rf"(?:what|how(?: close)?) was the (?:result of the )?(?:vote|voting)\b|{_LIST}votes?\b(?! of)"
        rf"|how did {_US} vote\b",
    ),
    Phrase(
        "vote",
        "topic",
        r"how many (?:councillors |members |people |of them )?(?:voted|were) (?:for|against|in favour(?: of)?)\b",
    ),
    # Motions.
    Phrase("amendment", "plain", rf"{_LIST}{_AMENDED}\b"),
    Phrase("motion", "plain", rf"{_LIST}motions? {_RESULT}\b"),
    Phrase("motion", "plain", rf"{_LIST}(?:motions?|(?P<role>amendments?))\b"),
    Phrase("motion", "topic", rf"{_SOMEBODY} (?P<role>proposed|moved|seconded|tabled)\b"),
    Phrase("motion", "person", rf"what did (?P<person>{PERSON}) (?P<role>propose|move|second|table)\b"),
    # Interests, questions, reports.
    Phrase(
        "declaration",
        "topic",
        rf"{_SOMEBODY} declared (?:an? |any |the )?(?P<sort>(?:[\w-]+ ){{0,2}}?)interests?\b(?: in)?",
    ),
    Phrase(
        "declaration",
        "person",
        rf"(?:did|has|have) (?P<person>{PERSON}) declared? (?:an? |any )?(?:[\w-]+ ){{0,2}}?interests?\b",
    ),
    Phrase("declaration", "person", rf"what (?:interests? )?did (?P<person>{PERSON}) declare\b"),
    Phrase("declaration", "plain", rf"{_LIST}{_INTERESTS}\b"),
    Phrase("exchange", "plain", rf"{_LIST}(?:public )?questions?\b"),
    Phrase("exchange", "plain", r"what did (?:(?:the|members of the) )?(?:public|residents) ask\b", "public"),
    Phrase("exchange", "person", rf"what (?:questions? )?did (?P<person>{PERSON}) ask\b"),
    Phrase("exchange", "plain", rf"{_SOMEBODY} asked (?:a |any )?(?:public )?questions?\b"),
    Phrase("report", "plain", rf"{_LIST}reports\b"),
)

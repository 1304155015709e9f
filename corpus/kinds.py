"""A placed block and what stands around it in, the kind of paragraph it is out."""

import re

from corpus.leads import resolves
from corpus.minutes import ParagraphKind
from corpus.sentences import sentences
from corpus.sequence import Placed


def kind_of(placed: Placed, lead: ParagraphKind | None, heading: str, title: str) -> ParagraphKind:
    """Return what a paragraph is, by its own words, then by what governs it.

    lead: the kind of the lead-in it stands under (`RESOLVED:`), or None. heading: the nearest heading above it inside
    the item. title: the item's title.
    """
    if placed.heading:
        return "heading"
    if placed.lead is not None:
        return placed.lead.kind
    for kind, pattern in _OWN_WORDS.items():
        if pattern.search(placed.text):
            return kind
    governing = "resolution" if _resolves(placed.text) else lead
    if governing is not None:
        return governing
    if placed.text.casefold().strip(".") in {"none", "nil"} and not title.casefold().startswith("declaration"):
        return "declaration" if _SURROUNDINGS["declaration"].match(heading) else "paragraph"
    return _surrounded_by(heading, title)


def speaker_of(text: str) -> str | None:
    """Return who is speaking, as printed, where the paragraph opens by saying so; None where it does not.

    A person speaks: one with a title, the holder of an office, or a name with who that is behind it (`Ailsa Marsh, Head
    of Place, said`). What a committee or an agency said is nobody's speech, nor is what two people said together.
    """
    asked = _ASKED.match(text)
    if asked is not None:
        return asked["asked"].strip()
    said = _SAID.match(_NUMBERED.sub("", text))
    if said is None:
        return None
    introduced = said["aside"] is not None and " " in said["said"] and not said["said"].startswith("The ")
    return said["said"] if introduced or _PERSON.search(said["said"]) else None


def only_names_a_speaker(text: str) -> bool:
    """Return whether a question or response only says whose it is: `Question: Mrs Vale`.

    What was asked or answered then stands in the paragraphs after it.
    """
    return _NAMES_A_SPEAKER.fullmatch(text) is not None


def gives_reasons(text: str) -> bool:
    """Return whether a heading or entry opens why it was decided, or what else could have been, and not what was.

    `REASONS FOR DECISION -`, `OTHER OPTIONS CONSIDERED AND REJECTED –`, `c) Alternative options`.
    """
    return _REASONS.match(text) is not None


def _resolves(text: str) -> bool:
    """Return whether a sentence of a paragraph resolves, and no quotation is open there."""
    quoted = looked_at = 0
    for start, end in sentences(text) if _CAPITALS.search(text) else ():
        quoted += text.count("“", looked_at, start) - text.count("”", looked_at, start)
        looked_at = start
        if quoted <= 0 and resolves(text[start:end]):
            return True
    return False


def _surrounded_by(heading: str, title: str) -> ParagraphKind:
    """Return what a paragraph is by the heading above it, or by the item's title where there is no heading."""
    for kind, pattern in _SURROUNDINGS.items():
        if pattern.match(heading) or (not heading and pattern.match(title)):
            return kind
    return "paragraph"


_OWN_WORDS: dict[ParagraphKind, re.Pattern[str]] = {
    "question": re.compile(r"^(?:Supplementary )?Question(?: \d+)?(?: from\b| ?[:–-]|$)|^Q\d+[.:)]", re.IGNORECASE),
    "response": re.compile(
        r"^(?:Supplementary )?(?:Response|Answer|Reply)(?: from\b| ?[:–-]|$)|^A\d+[.:)]", re.IGNORECASE
    ),
    "note": re.compile(
        r"^[\[(](?:Note|NB|Post[- ]meeting note)\b|^(?:Note|NB|Post[- ]meeting note) ?[:–-]"
        r"|^\((?:The )?(?:Councillor|Cllr|meeting|Chair)\b"
        r"|^There being no (?:further|other|more) business\b[^.]{0,120}\b(?:closed|ended|concluded)\b"
        r"|^The meeting (?:closed|ended|finished|was closed|adjourned)|^The \w+ (?:broke for|adjourned|resumed)",
        re.IGNORECASE,
    ),
    "attendance": re.compile(
        r"^(?:PRESENT|Present|I[Nn] (?:the|THE) (?:Chair|CHAIR)|IN ATTENDANCE|In [Aa]ttendance"
        r"|ALSO (?:PRESENT|IN ATTENDANCE)"
        r"|Also (?:[Pp]resent|in attendance)"
        r"|(?:Members|Councillors|Officers|Officials|MEMBERS|COUNCILLORS|OFFICERS|OFFICIALS)"
        r" (?:[Pp]resent|PRESENT|[Ii]n [Aa]ttendance|IN ATTENDANCE)"
        r"|Apologies(?: for absence)?|APOLOGIES|Absent|ABSENT|Officers|Witnesses|WITNESSES|Sederunt|SEDERUNT"
        r"|Presennol|(?:Yn|YN) (?:bresennol|BRESENNOL)|Ymddiheuriadau) ?(?::|[–-] )"
    ),
    "vote": re.compile(
        r"^(?:For|FOR|Against|AGAINST|Abstain(?:ed|ing)?|Abstentions?"
        r"|ABST(?:AIN(?:ED)?|ENTIONS?)|In [Ff]avour|Voting(?: for| against)?"
        r"|Votes?(?: for| against)?)(?: (?:of )?the (?:motion|amendment|proposal|recommendations?))?(?: \(\d+\))?"
        r" ?(?:[:|]|[–-] )"
        r"|^(?:On|Upon) (?:being|a recorded vote being|the motion being) put to the vote"
        r"|\b(?:was|were) (?:put to the vote|declared (?:carried|lost|CARRIED|LOST)|CARRIED|LOST)\b"
        r"|\b\d{1,3} (?:for|in favour),? (?:and )?\d{1,3} against\b"
        r"|\bwas (?:carried|lost) (?:by|on)\b|\b\d{1,3} votes? (?:for|in favour|to)\b"
        r"|\b(?:\d{1,3}|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en"
        r"|\w{2,5}teen|[Tt]wenty) [Mm]embers? (?:voted|voting) (?:for|against|in favour)\b",
    ),
}
_CAPITALS = re.compile(
    r"\b(?:RESOLVED|AGREED|PENDERFYNWYD)\b|\b(?:[Mm]oved|[Pp]roposed|[Ss]econded)\b.*\b(?:resolved|agreed)\b"
)
_SURROUNDINGS: dict[ParagraphKind, re.Pattern[str]] = {
    "attendance": re.compile(
        r"(?:Witnesses|Present|In attendance|Also present|Apologies|Attendance|Members present|Officers)\b.{0,60}$",
        re.IGNORECASE,
    ),
    "action": re.compile(r"Actions?\b(?! (?:plan|log|sheet))|(?:\w+ )?next steps ?:", re.IGNORECASE),
    "declaration": re.compile(
        r"(?:To receive )?Declarations? of (?:\w+ )?interests?\b|Datgan(?:iadau)? (?:o )?f?buddiant|Datgan buddiannau",
        re.IGNORECASE,
    ),
}
_NAME = r"(?:[A-Z][\w.’'-]*|of|the|and|for|\([\w ]+\))"
_NAMES_A_SPEAKER = re.compile(
    rf"(?:Supplementary )?(?:[Qq]uestion|[Rr]esponse|[Aa]nswer|[Rr]eply)(?: \d+)?(?: (?:from|by))? ?[:–-]? ?"
    rf"(?:{_NAME}(?: (?:to )?{_NAME}){{0,12}})?[:,]?"
)
_REASONS = re.compile(
    r"Reasons?(?: for (?:the )?(?:decision|recommendation)s?)?(?:\W*$| ?[:–-])"
    r"|(?:Other |Alternative )?options (?:considered|rejected)\b|Alternative options\b|Other options\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:Supplementary )?(?:[Qq]uestion|[Rr]esponse|[Aa]nswer|[Rr]eply)(?: \d+)?(?: from|(?: from)? ?[:–-]) ?"
    r"(?P<asked>(?:Councillor|Cllr|Mr|Mrs|Ms|Miss|Dr) [^.:?–]{2,60}?)(?=$|[.:?–]| asked| replied| to (?:the|[A-Z]))"
)
# `A1.` before who answers.
_NUMBERED = re.compile(r"^[QA]\d{1,2}[.:)] ?")
_PART = r"(?:[A-ZÀ-ÖØ-Þ][\w’'&.-]{0,40}|151|of|for|and|the|to|in|with|&|\([^()]{1,60}\))"
_SAID = re.compile(
    rf"(?P<said>[A-ZÀ-ÖØ-Þ][\w’'.-]{{0,40}}(?: {_PART}){{0,14}})(?P<aside>, (?!and\b)(?:(?!, and )[^.:;]){{2,120}}?,)?"
    r",? (?:(?:then|also|further|again) )?"
    r"(?:said|asked|stated|replied|advised|explained|reported|informed|commented|suggested|questioned|moved|seconded"
    r"|acknowledged|emphasised|reiterated|presented|introduced|stressed|added|highlighted|outlined|confirmed|observed"
    r"|described|argued|responded|answered|clarified|undertook|disagreed|noted that|spoke|delivered|drew attention"
    r"|expressed|proposed)\b"
)
_PERSON = re.compile(
    r"^(?:The )?(?:County )?(?:Councillor|Cllr\.?|Alderman|Baillie|Mr\.?|Mrs\.?|Ms\.?|Miss|Mx|Dr\.?"
    r"|Prof(?:essor)?\.?|Sir|Dame|Rev(?:erend|d)?\.?|Captain|Canon) "
    r"|\b(?:Chair(?:man|woman|person)?|Leader|Deputy|Director|Head|Officer|Manager"
    r"|Engineer|Treasurer|Solicitor|Clerk|Auditor|Mayor|Cabinet Member|Lead Member|Portfolio Holder|Provost|Convener"
    r"|Chief Executive|Surveyor|Advis[eo]r|Planner|Architect|Harbour Master|Accountant|Secretary|Superintendent"
    r"|Inspector|Commissioner|Headteacher|Coordinator|Co-ordinator|Consultant|Registrar)\b"
)

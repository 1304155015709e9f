"""The words with which a decision opens in; its verb, its qualifier and where it starts out.

`corpus/leads.py` says where a list of decisions starts, which the addresses rest on; here each opening is taken apart.
"""

import re
from dataclasses import dataclass, replace

from corpus.kinds import gives_reasons
from corpus.minutes import Paragraph
from corpus.sentences import sentences


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that lead into a decision.

    verb, qualifier: as printed. start, end: what they lead into, as places in the text; end is None where it goes on to
    the end. recommends: the words that turn it to another body (`Cabinet be recommended`), or None.
    """

    verb: str | None
    qualifier: str | None
    start: int
    end: int | None
    recommends: str | None = None


def opening_of(text: str, begin: int = 0, end: int | None = None) -> Opening | None:
    """Return how a text opens a decision from a place on, or None where its first words do not decide.

    Inside a paragraph, what a body `agreed` in small letters may be another body's doing and is passed over.
    """
    match = _WITH_SUBJECT.match(text, begin) or _ALONE.match(text, begin)
    if match is None or (begin and match.re is _WITH_SUBJECT and match["body"] and match["said"]):
        return None
    after = _QUALIFIER.match(text, match.end())
    lead = after.end() if after else match.end()
    addressed = _TO_BODY.match(text, lead)
    start = _THAT.match(text, addressed.end() if addressed else lead).end()  # type: ignore[union-attr] # matches ""
    qualifier = (after[1] or after[2]) if after else match["before"]
    turned = _TO_ANOTHER.match(text, start)
    return Opening(match["verb"], qualifier, start, end, turned.group() if turned else None)


def resolving(text: str) -> list[Opening]:
    """Return the decisions that sentences of a text state, in order; none from inside a quotation.

    A sentence that begins with `That` goes on with the decision before it; a sentence whose verb stands at its end in
    capitals (`The report was NOTED.`), or that is all the paragraph says (`The report was received.`), is one whole.
    """
    found: list[Opening] = []
    plain = _PLAINLY.fullmatch(text[: _LONGEST_PLAIN + 1])
    if plain is not None:
        return [Opening(plain["verb"], None, 0, None)]
    if not _MAY.search(text):
        return found
    quoted = looked_at = last = 0
    for start, end in sentences(text):
        quoted += text.count("“", looked_at, start) - text.count("”", looked_at, start)
        looked_at = start
        if quoted > 0:
            continue
        opening = opening_of(text, start, end)
        trailing = None
        if opening is None:
            trailing = _TRAILS.match(text, start, end) or _OF_MINUTES.match(text, start, end)
            trailing = trailing or _WITH_CHANGES.match(text, start, end)
        if opening is not None:
            found.append(opening)
            last = end
        elif trailing is not None:
            found.append(Opening(trailing["verb"], None, start, end))
        elif found and found[-1].end == last and text.startswith("That ", start):
            found[-1] = replace(found[-1], end=end)
            last = end
    return found


def stands_alone(text: str, opening: Opening) -> bool:
    """Return whether a text is only the verb of a decision (`RECEIVED.`, `NOTED.`), of the kind that needs no more."""
    return (
        re.search(r"\w", text[opening.start :]) is None and _STANDS_ALONE.fullmatch(text[:_LONGEST_PLAIN]) is not None
    )


def is_bare(rest: str, listed: bool) -> bool:
    """Return whether what follows the opening words decides nothing itself. listed: whether clauses stand under it.

    `RESOLVED:`, `AGREED that:`, `Recommended – (to the Council)`, `It was RESOLVED that Cabinet be recommended:`.
    """
    if not re.search(r"\w", rest) or _CONNECTS.fullmatch(rest):
        return True
    return listed and (
        _ADDRESSES.fullmatch(rest[:_LONGEST_ADDRESS]) is not None or _ASKS.search(rest[-32:]) is not None
    )


def is_reason(paragraph: Paragraph) -> bool:
    """Return whether a paragraph gives the reasons for a decision or the options rejected, or stands under such."""
    above = paragraph.headings[-1] if paragraph.headings else ""
    return gives_reasons(paragraph.text) or gives_reasons(above)


_LONGEST_ADDRESS = 200
_BODY = (
    r"(?:(?:The|THE|This) )?(?:[A-Z][\w’'-]{0,30} (?:and |of |for )?){0,6}(?:Sub-)?(?:Committee|Council|Board"
    r"|Panel|Cabinet|Executive"
    r"|Forum|Commission|Authority|Assembly|COMMITTEE|COUNCIL|BOARD|PANEL|CABINET|committee|council|board|panel)"
)
_ADVERB = r"(?:then|further|therefore|also|accordingly|subsequently|THEN|FURTHER|THEREFORE|ACCORDINGLY)"
_NOT_EARLIER = (
    r"(?! (?:(?:in|on|at) (?:\d|its\b|the (?:last|previous)|[A-Z][a-z]{2,8} (?:19|20)\d\d)|last (?:year|month"
    r"|meeting)))"
)
_UNANIMOUS = r"(?:unanimously|UNANIMOUSLY|Unanimously|nem\.? con\.?)"
_CAPITALS = (
    r"RESOLVED|AGREED|DECIDED|NOTED|APPROVED|RECEIVED|ENDORSED|DEFERRED|ADOPTED|RECOMMENDED|RECOMMENDATIONS?|DECISIONS?"
    r"|PENDERFYNWYD|ARGYMHELLWYD"
)
_WITH_SUBJECT = re.compile(
    rf"(?:[Ii]t was|IT WAS|Accordingly,? it was|(?P<body>{_BODY}|Members)"
    r"|(?:It was )?(?:[Mm]oved|MOVED|[Pp]roposed|PROPOSED|Seconded|SECONDED)(?: by|:)? [^:;“]{1,200}? and(?: it was)?"
    r"|(?:On|Upon|Following|Having|After) [^:;“]{1,200}?,? (?<!that )it was)"
    rf"(?: {_ADVERB}){{0,2}} (?:(?P<before>{_UNANIMOUS}) )?"
    rf"(?P<verb>(?:{_CAPITALS})\b|(?P<said>resolved|agreed|decided|recommended|determined)"
    rf"(?= (?:{_UNANIMOUS})? ?(?:that|to)\b| ?:)){_NOT_EARLIER}"
)
_ALONE = re.compile(
    rf"(?:(?P<before>{_UNANIMOUS}) )?(?P<verb>(?:{_CAPITALS})\b"
    r"|(?:Resolved|Agreed|Decided|Recommended|Noted|Penderfynwyd)\b(?= ?[:–—.;(-]| [Tt]hat\b| to\b|$| unan)"
    rf"|(?:Recommendations?|Decisions?)(?= ?[:–—-]|$)){_NOT_EARLIER}"
)
_QUALIFIER = re.compile(
    r"[\s:;,–—-]{0,4}(?:\(([^()]{0,20}?\b(?:[Uu]nanim|UNANIM|nem|NEM|vot|VOT|[Mm]ajority|casting|dissent|abst"
    r"|yn unfrydol|one against)"
    rf"[^()]{{0,160}})\)|({_UNANIMOUS}|with no [A-Z]?\w+ (?:voting against|dissenting)"
    rf"|by \w{{1,12}} votes to \w{{1,12}}"
    r"|on the [\w’' ]{3,40} casting vote|(?:yn unfrydol|YN UNFRYDOL))\b)"
)
# A minus before a figure belongs to it (`RESOLVED: -2+3`).
_THAT = re.compile(r"(?:(?!-\d)[\s:;,–—-]){0,6}(?:(?:that|That|THAT|bod)\b[\s:;,–—-]{0,6})?")
_TO_BODY = re.compile(rf" \(?(?:to|TO) {_BODY}\)? ?:(?=\s{{0,3}}\w)")
_TO_ANOTHER = re.compile(r"(?:to|TO) (?:recommend|RECOMMEND)\b|[^.;:]{1,80}? be recommended\b")
_CONNECTS = re.compile(
    r"\W{0,4}(?:that|to|bod|as follows|the following|yn unfrydol|unanimously)?\W{0,4}", re.IGNORECASE
)
_ADDRESSES = re.compile(
    r"\W{0,3}(?:(?:to|TO) (?:recommend|RECOMMEND)\b[^.;]{0,160}|\([^()]{0,160}\)|to the [A-Z][\w’' -]{0,80})\W{0,3}$"
)
_ASKS = re.compile(
    r"\b(?:recommends?|resolves|agrees|requests|asks|(?:be|is|are|is hereby) (?:recommended|requested|asked"
    r"|invited|advised"
    r"|instructed)(?: that| to)?)\W{0,3}$",
    re.IGNORECASE,
)
_TRAILED = r"(?:NOTED|APPROVED|RECEIVED|ENDORSED|ADOPTED|DEFERRED|REFUSED|GRANTED|AGREED)"
_TRAILS = re.compile(rf"[A-Z“‘][^.;:]{{1,160}}? (?:was|were|be) (?P<verb>{_TRAILED})\b")
_LONGEST_PLAIN = 120
_PLAINLY = re.compile(
    r"(?:The|That the|Members’|An?|All|Reports?|Minutes?|Correspondence)\b(?! apolog)[^.;:,]{1,90} (?:was"
    r"|were) (?:duly )?"
    r"(?P<verb>noted|received|approved|agreed|endorsed|adopted)\.?"
)
_STANDS_ALONE = re.compile(rf"(?:{_TRAILED}|Noted|Approved|Received|Agreed)\.?")
_OF_MINUTES = re.compile(
    r"(?:The )?[Mm]inutes of [^;:]{1,200}? (?:was|were) (?P<verb>approved|agreed|confirmed|accepted|adopted|signed)\b"
)
_WITH_CHANGES = re.compile(
    r"The [^.;:,]{1,80}? (?:was|were) (?P<verb>agreed|approved|adopted) (?:with (?:the|an?|one|two|three) "
    r"|subject to |as amended)"
)
_MAY = re.compile(
    rf"\b(?:{_CAPITALS}|{_TRAILED})\b|\b(?:was|ommittee|ouncil|oard|anel|abinet|xecutive)\b.{{0,40}}\b(?:agreed"
    rf"|resolved|decided|recommended)|^(?:The )?[Mm]inutes of |(?:agreed|approved|adopted) (?:with|subject|as)\b"
)

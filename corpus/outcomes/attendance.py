"""Minutes in, who was there and who sent apologies out, in printed order."""

import re
from collections.abc import Iterator

from corpus.minutes import Minutes, Paragraph
from corpus.outcomes.outcome import Attendee, Presence
from corpus.outcomes.people import TITLED, Person, one_of_line, people_in
from corpus.outcomes.tables import column, tables
from corpus.sentences import sentences


def find_attendance(minutes: Minutes) -> list[Attendee]:
    """Return the people named in lists of those present, in attendance, absent or sending apologies.

    Whom a page only expected is not listed. Sentences elsewhere count where they say so themselves (`Apologies were
    received from …`).
    """
    found: list[Attendee] = []
    for item in minutes.items:
        rows = {row.paragraph.id: row for row in tables(item) if column(row.header, _NAME_HEADS) is not None}
        for paragraph in item.paragraphs:
            if paragraph.repeats is not None or paragraph.kind in {"heading", "note", "action"}:
                continue
            if any(_EXPECTED.fullmatch(heading) for heading in paragraph.headings[-1:]):
                continue
            if paragraph.id in rows:
                found.extend(_of_row(paragraph, rows[paragraph.id].header, rows[paragraph.id].cells))
            elif paragraph.kind == "attendance" and not _TO_RECEIVE.match(paragraph.text):
                found.extend(_of_list(paragraph, _under(paragraph, item.title)))
            else:
                found.extend(_of_sentences(paragraph, item.title))
    return found


def _under(paragraph: Paragraph, title: str) -> Presence | None:
    """Return the presence that the heading above a paragraph, or its item's title, gives it."""
    for text in (*reversed(paragraph.headings), title):
        match = _HEAD.match(text)
        if match is not None:
            return _presence(match[1])
    return None


def _of_list(paragraph: Paragraph, above: Presence | None) -> Iterator[Attendee]:
    """Yield the people of a paragraph of names; `Officers:` within it turns to those in attendance."""
    text = paragraph.text
    heads = [match for match in _HEADS.finditer(text) if match.start() == 0 or text[match.start() - 2] in ".;)|"]
    if above == "apologies" and not heads:
        yield from _of_sentences(paragraph, "Apologies")
        return
    line = None if heads else one_of_line(text)
    if line is not None:
        yield from _made(paragraph, [line], above or "in attendance")
        return
    starts = [0, *(match.end() for match in heads)]
    ends = [*(match.start() for match in heads), len(text)]
    kinds = [above or "in attendance", *(_presence(match[1]) for match in heads)]
    for start, end, presence in zip(starts, ends, kinds, strict=True):
        for first, last in sentences(text[start:end]):
            sentence = text[start:end][first:last]
            if _SENDS.search(sentence) or _STANDS_IN.search(sentence):
                yield from _of_sentence(paragraph, sentence, apologetic=presence == "apologies")
            elif presence == "apologies" and _VERB.search(sentence):
                yield from _of_sentence(paragraph, sentence, apologetic=True)
            else:
                yield from _made(paragraph, people_in(_without_body(sentence)), presence)


def _of_sentences(paragraph: Paragraph, title: str) -> Iterator[Attendee]:
    apologetic = _APOLOGIES.match(title) is not None
    if not apologetic and _MAY.search(paragraph.text) is None:
        return
    for start, end in sentences(paragraph.text):
        yield from _of_sentence(paragraph, paragraph.text[start:end], apologetic=apologetic)


def _of_sentence(paragraph: Paragraph, sentence: str, *, apologetic: bool) -> Iterator[Attendee]:
    """Yield whom a sentence says to have sent apologies, or to have been there in another's place."""
    stands_in = _STANDS_IN.match(sentence)
    received, sent = _RECEIVED.search(sentence), _SENDS.match(sentence)
    if stands_in is not None:
        for name in people_in(stands_in[1]):
            presence: Presence = "present" if _SUBSTITUTES.search(stands_in[2]) else "in attendance"
            yield Attendee(paragraph.id, name.name, stands_in[2].strip(" ."), presence)
    elif received is not None:
        yield from _made(paragraph, people_in(sentence[received.end() :]), "apologies")
    elif sent is not None:
        yield from _made(paragraph, people_in(sent[1]), "apologies")
    elif apologetic and not _VERB.search(sentence) and not _TO_RECEIVE.match(sentence):
        head = _HEADS.match(sentence)
        yield from _made(paragraph, people_in(sentence[head.end() :] if head else sentence), "apologies")


def _made(paragraph: Paragraph, people: list[Person], presence: Presence) -> Iterator[Attendee]:
    for person in people:
        extra = person.more if person.more and _IS_ROLE.match(person.more) else None
        role = None if presence == "apologies" and _EXCUSES.match(person.role or "") else person.role
        yield Attendee(paragraph.id, person.name, role or extra, presence)


def _of_row(paragraph: Paragraph, header: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[Attendee]:
    """Yield the person of a row of a table (`Attendee | Role | Attendance`)."""
    at, role, said = (column(header, heads) for heads in (_NAME_HEADS, _ROLE_HEADS, _PRESENCE_HEADS))
    if at is None or said is None or _EXPECTED.fullmatch(cells[said]) or not cells[at]:
        return
    presence = _presence(cells[said])
    yield Attendee(paragraph.id, cells[at], cells[role] or None if role is not None else None, presence)


def _presence(said: str) -> Presence:
    """Return what a heading or a cell says of people (`Officers present` are in attendance)."""
    for presence, pattern in _PRESENCES.items():
        if pattern.search(said):
            return presence
    return "in attendance"


def _without_body(sentence: str) -> str:
    """Return a sentence without the body printed before its members (`Wold County Council – Councillors …`)."""
    match = _OF_BODY.match(sentence)
    return sentence[match.end() :] if match else sentence


_PRESENCES: dict[Presence, re.Pattern[str]] = {
    "apologies": re.compile(r"\bapolog|ymddiheur", re.IGNORECASE),
    "absent": re.compile(r"\babsent|not present|did not attend", re.IGNORECASE),
    "in attendance": re.compile(
        r"attendance|also|officer|official|witness|staff|public|press|invited|visitors|observ|bresennol", re.IGNORECASE
    ),
    "present": re.compile(
        r"present|presennol|sederunt|in the chair|member|councillors|attended|substitut|virtual|remote", re.IGNORECASE
    ),
}
# Councils' pages call those expected of whom nobody has yet noted whether they came.
_EXPECTED = re.compile(r"expected", re.IGNORECASE)
_WORDS = (
    r"(?:(?:Also )?[Ii]n [Aa]ttendance|IN ATTENDANCE|ALSO (?:PRESENT|IN ATTENDANCE)|[Aa]lso (?:[Pp]resent|attending)"
    r"|(?:Members|Officers|Officials|MEMBERS|OFFICERS|OFFICIALS) (?:[Ii]n [Aa]ttendance|IN ATTENDANCE)"
    r"|I[Nn] (?:the|THE) (?:Chair|CHAIR)"
    r"|(?:(?:Members|Councillors|Officers|Officials|Cabinet Members|Those|Public|Press|MEMBERS|OFFICERS"
    r"|COUNCILLORS)(?: (?:also )?)?)?"
    r"(?:[Pp]resent|PRESENT)|Officers?|OFFICERS?|Witnesses|WITNESSES|Sederunt|SEDERUNT|Absent|ABSENT|Substitutes?"
    r"|Apolog(?:y|ies)(?: for [Aa]bsence)?|APOLOG(?:Y|IES)(?: FOR ABSENCE)?|Attendance|ATTENDANCE|Observers?"
    r"|Members|Councillors|Presennol|(?:Hefyd )?[Yy]n [Bb]resennol|YN BRESENNOL|Ymddiheuriadau)"
)
_HEAD = re.compile(rf"({_WORDS})\b.{{0,60}}$")
_HEADS = re.compile(rf"(?<![^\s])({_WORDS})(?: \([^()]{{0,60}}\))?(?: ?:| ?[–-](?= ))")
_APOLOGIES = re.compile(r"(?:To (?:receive|note) )?(?:any )?apolog", re.IGNORECASE)
_TO_RECEIVE = re.compile(r"To (?:receive|note|consider)\b", re.IGNORECASE)
_MAY = re.compile(r"[Aa]polog|substitut|deputis|\bpresent\b")
_RECEIVED = re.compile(
    r"(?:^(?:Received|Accepted|Noted)(?: and (?:accepted|approved|noted))?|[Aa]polog(?:y|ies))\b[^.]{0,60}?"
    r"(?:\b(?:received|given|submitted|made|accepted|tendered|noted|recorded"
    r"|reported|sent|due to illness)\b[^.]{0,30}?)?"
    r"\b(?:from|on behalf of|by|for)(?<!\bfor)\b ?"
)
_SENDS = re.compile(
    r"([A-Zt][^.;]{2,120}?) (?:had |have |has )?(?:sent|gave|given|submitted|tendered|offered) (?:(?:his|her"
    r"|their|an?) )?apolog"
)
_STANDS_IN = re.compile(
    rf"({TITLED}) (?:(?:had )?attended|was (?:present|attending|substituting|deputising)|attending|substituted"
    rf"|substituting)"
    r" ?(?:as )?((?<=as )[^.;]{3,80}|(?:the |a )?(?:substitute|substituting|deputy|deputising|for)\b[^.;]{0,80})"
)
_SUBSTITUTES = re.compile(r"substitut|deput|^for\b")
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|reported|noted|received|said|advised|welcomed|accepted|agreed|gave|sent"
    r"|WERE|WAS)\b"
)
_IS_ROLE = re.compile(
    r"(?:substitut|as substitute|via|by |remotely|in the Chair|for (?:Minute|Item|part|Councillor|Cllr))", re.IGNORECASE
)
# Why somebody was not there, in brackets after the name: parishes note it.
_EXCUSES = re.compile(
    r"(?:holidays?|(?:on )?(?:annual )?leave|(?:at )?work|unwell|sick(?:ness)?|ill(?:ness)?|away|family|personal"
    r"|medical|health|another (?:meeting|engagement)|other (?:commitments?|business)|prior|bereavement|business)\b",
    re.IGNORECASE,
)
_OF_BODY = re.compile(r"[A-Z][^,;:|()–—]{3,80}? [–—] (?=\S)")
_NAME_HEADS = re.compile(r"attendees?|names?|members?|councillors?|officers?", re.IGNORECASE)
_ROLE_HEADS = re.compile(r"role|position|title|representing|capacity", re.IGNORECASE)
_PRESENCE_HEADS = re.compile(r"attendance|present|presence|attended|status", re.IGNORECASE)

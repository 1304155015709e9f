"""Minutes in, the questions put at the meeting and their responses out, in printed order."""

import re
from collections.abc import Iterator, Sequence

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.outcome import Exchange
from corpus.outcomes.people import NAME, TITLED
from corpus.sentences import sentences


def find_exchanges(minutes: Minutes) -> list[Exchange]:
    """Return the exchanges of minutes, in printed order.

    A question is a paragraph that says so (`Question 1:`, `Q1.`, `As a supplementary question, Mr Reid asked`), or one
    that opens with who asks, in an item or under a heading of questions. It is answered by the next paragraph that says
    so before the next question, or by its own last sentences.
    """
    return [exchange for item in minutes.items for exchange in exchanges_of(item)]


def reply_within(text: str) -> int | None:
    """Return where the first sentence begins that replies within the paragraph of a question, None where none does."""
    return next((start for start, end in sentences(text)[1:] if _REPLIES.match(text[start:end])), None)


def asks(sentence: str) -> bool:
    """Return whether a sentence says that somebody asked something; what is only asked for or asked to is no question.

    In debate that is no exchange of its own, but what is said next may answer it.
    """
    return _ASKS.match(sentence) is not None


def replies(sentence: str) -> bool:
    """Return whether a sentence begins as a reply does, whoever is not named in it."""
    return _REPLIES.match(sentence) is not None or _REPLIES_UNNAMED.match(sentence) is not None


def replies_certainly(sentence: str) -> bool:
    """Return whether a sentence can only be a reply: it says so, and does not just advise, confirm or explain."""
    match = _REPLIES.match(sentence) or _REPLIES_UNNAMED.match(sentence)
    return match is not None and _SAYS_THAT_IT_REPLIES.search(match[0]) is not None


def exchanges_of(item: Item) -> Iterator[Exchange]:
    """Yield the exchanges of one item, in printed order."""
    paragraphs = [one for one in item.paragraphs if one.repeats is None]
    before = [None, *paragraphs]
    asked = [
        at
        for at, (one, above) in enumerate(zip(paragraphs, before, strict=False))
        if _asks(one, item.title) and not (above is not None and _goes_on(one, above))
    ]
    for at, until in zip(asked, [*asked[1:], len(paragraphs)], strict=False):
        question = paragraphs[at]
        own = (
            None
            if question.kind == "question" and until > at + 1 and _answer(paragraphs[at + 1 : until])
            else _replied(question)
        )
        answer = question if own is not None else _answer(paragraphs[at + 1 : until])
        yield Exchange(
            paragraph_id=question.id,
            asked_by=_asker(question),
            asked_of=_asked(question),
            supplementary=_SUPPLEMENTARY.match(question.text) is not None,
            response=answer.id if answer else None,
            answered_by=own or (_answerer(answer) if answer else None),
        )


def _asks(paragraph: Paragraph, title: str) -> bool:
    if paragraph.kind in {"heading", "resolution", "recommendation", "response"} or _GIVEN.match(paragraph.text):
        return False
    if paragraph.kind == "question" or _PUTS.match(paragraph.text) is not None:
        return True
    about = paragraph.headings[-1] if paragraph.headings else title
    of_questions = _OF_QUESTIONS.search(title) is not None or _OF_QUESTIONS.search(about) is not None
    return of_questions and _ASKED.match(paragraph.text) is not None


def _goes_on(paragraph: Paragraph, above: Paragraph) -> bool:
    """Return whether a paragraph is more of the question above it (`To Councillor Reed:`, its own words)."""
    return paragraph.kind == above.kind == "question" and _OPENS.match(paragraph.text) is None


def _answer(after: Sequence[Paragraph]) -> Paragraph | None:
    """Return the first paragraph that answers: one that says so, or whose speaker replies."""
    for paragraph in after:
        if paragraph.kind == "heading" and _ADDRESSED.match(paragraph.text) is None:
            return None
        if paragraph.kind == "response" or _REPLIES.match(paragraph.text):
            return paragraph
    return None


def _asker(question: Paragraph) -> str | None:
    match = _PUTS.match(question.text) or _ASKED.match(question.text) or _NAMED.match(question.text)
    return match["by"].strip(" ,") if match and match["by"] else None


def _asked(question: Paragraph) -> str | None:
    match = _TO.match(question.text) or _OF.search(question.text[:_START])
    return match["of"].strip(" ,") if match else None


def _replied(question: Paragraph) -> str | None:
    """Return who replies within the paragraph of the question, from its second sentence on."""
    start = reply_within(question.text)
    match = _REPLIES.match(question.text[start:]) if start is not None else None
    return match["by"].strip(" ,") if match else None


def _answerer(answer: Paragraph) -> str | None:
    replies = _REPLIES.match(answer.text)
    if replies is not None:
        return replies["by"].strip(" ,")
    named = _RESPONSE_FROM.match(answer.text)
    return (named["by"] or named["who"]).strip(" ,") if named else None


_START = 300
_OFFICE = (
    r"(?:[Tt]he )?(?:Lord Mayor|Mayor|Chair(?:man|woman|person)?|Vice-Chair(?:man)?|Leader|Deputy Leader"
    r"|Cabinet Member|Portfolio Holder|Executive Member"
    r"|[A-Z][\w’'-]{0,30}(?: [A-Z][\w’'-]{0,30}){0,5} (?:Officer|Manager|Director|Engineer)"
    r"|(?:[A-Z]\w{1,20} )?Director|Head|Chief Executive)"
    r"(?: (?:of|for|and|the|to|in|&|[A-Z][\w’'-]{0,30})){0,12}"
)
_WHO = rf"(?:{TITLED}|{_OFFICE}|[Tt]he (?:questioner|resident|petitioner|applicant))(?: \([^()]{{1,80}}\))?"
_PUTS = re.compile(
    rf"(?:As |By way of |In |Asking )?(?:an? |his |her "
    rf"|their )?[Ss]upplementary(?: question)?,? (?P<by>{_WHO}),? (?:asked|queried|enquired|sought)\b"
)
_ASKED = re.compile(
    r"(?:In (?:respect of|relation to|response to) [^,.;]{1,60}, )?"
    rf"(?:\(?\d{{1,2}}[.)]? )?(?P<by>{_WHO})(?:, [^.;:]{{1,120}}?,)? (?:then |also )?(?:asked|queried|enquired"
    rf"|put (?:a|the following) question|sought (?:clarification|assurance))\b"
)
_LABEL = r"(?:[Ss]upplementary )?(?:Written )?(?:[Qq]uestion|Q)(?: ?(?:No\.? ?)?\d{1,3})?"
_OPENS = re.compile(rf"{_LABEL}\b")
_NAMED = re.compile(
    rf"{_LABEL}(?: (?:from|by)|(?: from)? ?[:.)–-](?: [Ff]rom)?) ?(?P<by>{_WHO}|{NAME}(?=,? (?:to|asked|of)\b|$|[:,]))"
)
_TO = re.compile(
    rf"{_LABEL}(?: (?:from|by)|(?: from)? ?[:.)–-](?: [Ff]rom)?) ?(?:{_WHO}|{NAME}),?(?:, [^.;:]{{1,80}}?,)? (?:to"
    rf"|of) (?P<of>{_WHO})"
)
_OF = re.compile(
    rf"\basked (?P<of>{_WHO})(?=,? (?:why|what|when|how|whether|if|who|which|where|to|about|for|the)\b|[:.,]|$)"
)
_REPLIES = re.compile(
    rf"(?:(?:In (?:reply|response)|Responding|Replying),? )?(?:(?:Supplementary )?(?:Response|Answer"
    rf"|Reply)(?: \d{{1,3}})?(?: from|(?: from)? ?[:–-]) ?)?"
    rf"(?P<by>{_WHO})(?:, [^.;:]{{1,120}}?,)? (?:then |also )?(?:in (?:reply|response),? )?"
    r"(?:replied|responded|apologised|answered|said|confirmed|explained|advised|stated|undertook|agreed|thanked"
    r"|reported|informed|assured)\b"
)
_REPLIES_UNNAMED = re.compile(
    r"(?:(?:In|By way of) (?:reply|response|answer)\b(?! to (?!(?:this|that|these|which|him|her|them)\b))"
    r"|(?:Supplementary )?(?:Response|Answer|Reply)\b ?\d{0,3} ?[:–-]"
    r"|(?:He|She|They|Officers?|It|Members|The (?:[\w’'-]+ ){0,4}?[\w’'-]+|An? (?:[a-z]+ )?officer)"
    r" (?:was |were |had |then |also )?(?:replied|responded|answered|explained|confirmed|clarified|advised|informed"
    r"|assured|told|undertook)\b)"
)
_SAYS_THAT_IT_REPLIES = re.compile(
    r"^(?:(?:In|By way of) (?:reply|response|answer)|Responding|Replying)\b"
    r"|^(?:Supplementary )?(?:Response|Answer|Reply)(?: ?\d{1,3})?(?: from\b| ?[:–-])"
    r"|\bin (?:reply|response),? \w+$|\b(?:replied|responded|answered)$"
)
_ASKS = re.compile(
    rf"(?:Question[^.]{{0,60}}?[:–-] ?)?(?:{_WHO}|(?:A|One|Another|Some|Several|Two|Three) (?:[\w-]+ )?(?:members?"
    r"|councillors?|residents?|speakers?)|Members?(?: of the [A-Z][\w’'-]*)?|Councillors|Residents|It|The"
    r" (?:committee|board|panel|council|chair|members?|residents?|parents?)|He|She|They)(?:, [^.;:]{1,120}?,)?"
    r" (?:then |also |had |was |were |further ){0,2}(?:asked|queried|enquired|inquired|questioned|wondered"
    r"|wanted to know|sought (?:clarification|assurance|confirmation))"
    r"(?= [^.;]{0,90}?\b(?:whether|if|why|what|how|when|where|who|which|about)\b)(?! (?:that|for|to)\b)"
)
_RESPONSE_FROM = re.compile(
    rf"(?:Supplementary )?(?:Response|Answer|Reply)(?: ?\d{{1,3}})? ?(?:(?:from|by) (?P<by>{_WHO}|{NAME}(?=$|:"
    rf"| [–-]))|[:.)–-] ?(?P<who>{_WHO}))"
)
_ADDRESSED = re.compile(r"(?:To|From|Response|Answer|Reply)\b")
_SUPPLEMENTARY = re.compile(r"(?:(?:As|By way of|In|Asking) )?(?:an? |his |her |their )?supplementary\b", re.IGNORECASE)
_OF_QUESTIONS = re.compile(r"\bquestions?\b|\bquestion time\b|\bparticipation\b", re.IGNORECASE)
_GIVEN = re.compile(r"(?:Questions?|No questions) (?:were|was|had|have|received)\b", re.IGNORECASE)

"""Minutes in, the corrections of the minutes of earlier meetings out, in printed order."""

import re
from collections.abc import Iterator
from datetime import date

from corpus.dates import find_date
from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.outcome import Amendment
from corpus.sentences import sentences


def find_amendments(minutes: Minutes) -> list[Amendment]:
    """Return the corrections made to earlier minutes, in printed order; each minute of an item once.

    A paragraph that announces corrections (`subject to the following:`) gives its own date to those listed under it.
    """
    return [amendment for item in minutes.items for amendment in _of_item(item)]


def _of_item(item: Item) -> Iterator[Amendment]:
    lists: dict[str, date | None] = {}
    seen: set[str] = set()
    last: date | None = None
    for paragraph in item.paragraphs:
        if paragraph.repeats is not None or paragraph.kind == "heading":
            continue
        last = (find_date(paragraph.text) if _MINUTES_OF.search(paragraph.text) else None) or last
        if paragraph.parent in lists:
            yield _made(paragraph, paragraph.text, lists[paragraph.parent])
        elif _ANNOUNCES.search(paragraph.text[-_END_OF_TEXT:]) and _MINUTES.search(paragraph.text):
            lists[paragraph.id] = last
        else:
            for amendment in _of_sentences(paragraph, item, last):
                if amendment.minute is None or amendment.minute not in seen:
                    yield amendment
                seen.add(amendment.minute or "")


def _of_sentences(paragraph: Paragraph, item: Item, last: date | None) -> Iterator[Amendment]:
    """Yield what the sentences of a paragraph amend: of minutes that they name, or in the item of the minutes."""
    if _MAY.search(paragraph.text) is None:
        return
    titled = _TITLE.search(item.title) is not None
    for start, end in sentences(paragraph.text):
        sentence = paragraph.text[start:end]
        if _MINUTES.search(sentence) is None and not (titled and _MINUTE.search(sentence)):
            continue
        change = next((found for pattern in _CHANGES if (found := pattern.search(sentence)) is not None), None)
        if change is not None and (titled or _MINUTES_OF.search(sentence) or change.re is _CHANGES[1]):
            amended = change["change"].partition(" amended ")[0] if change.re is _CHANGES[1] else ""
            yield _made(
                paragraph, change["change"], find_date(amended) or find_date(sentence[: change.start()]) or last
            )


def _made(paragraph: Paragraph, change: str, meeting: date | None) -> Amendment:
    change = _THEN_SIGNED.split(change)[0]
    minute = _MINUTE.search(change)
    return Amendment(
        paragraph_id=paragraph.id,
        text=_END.sub("", change) or change,
        minute=(minute[1] or minute[2]) if minute else None,
        meeting=meeting,
    )


_END_OF_TEXT = 160
_NUMBER = r"[A-Z]{0,6}\d{1,5}(?:[/.]\w{1,6}){0,3}(?: ?\([a-z0-9]{1,4}\))?|[IVXL]{1,6}\b"
_MINUTE = re.compile(
    rf"\b(?:[Mm]inutes?|[Ii]tem|[Pp]aragraph)(?: (?:[Nn]o\.?|[Nn]umber))? ({_NUMBER})"
    rf"|\b([A-Z]{{1,6}} ?\d{{1,4}}/\d{{1,4}})\b"
)
_MINUTES = re.compile(r"\b[Mm]inutes?\b")
_MINUTES_OF = re.compile(r"\b[Mm]inutes?\b[^.;]{0,120}?\b(?:meetings?|held|of \d|dated)\b")
_TITLE = re.compile(r"\bminutes\b", re.IGNORECASE)
_MAY = re.compile(
    r"\b(?:subject to|amend(?:ed|ment|ing)|correct(?:ed|ion)s?|substitut|replac|delet|insert|add(?:ed|ition)"
    r"|should (?:read|have read))"
)
_ANNOUNCES = re.compile(
    r"\b(?:subject to|with|following)\b[^.;]{0,60}\b(?:corrections?|amendments?|changes|alterations?)\b[^.;]{0,40}:\s*$"
)
_THEN_SIGNED = re.compile(r"(?:,|,? and) the minutes (?:be|were|was)\b")
_END = re.compile(r"[\s,;.]{1,3}(?:and)?\s?$")
_CHANGE = (
    r"(?:amend(?:ment|ing)|correct(?:ion|ing)|substitut(?:ion|ing)|replac(?:ement|ing)|delet(?:ion|ing)"
    r"|insert(?:ion|ing)|addition|adding"
    r"|remov(?:al|ing)|alter(?:ation|ing)|changing|change)"
)
_CHANGES = (
    re.compile(rf"\bsubject to (?:the following )?(?:{_CHANGE}s? ?[:–-] ?)(?P<change>.{{3,1500}})$", re.DOTALL),
    re.compile(
        rf"(?P<change>\b[Mm]inutes? (?:[Nn]o\.? )?(?:{_NUMBER})\b[^;]{{0,120}}? (?:be|was|were|is|should be"
        rf"|had been) (?:amended|corrected|altered)"
        r".{1,1500})$",
        re.DOTALL,
    ),
    re.compile(
        rf"\b(?:subject to|with) (?P<change>(?:the |a |an |one )?(?:following )?(?:minor "
        rf"|typographical )?{_CHANGE}\b.{{3,1500}})$",
        re.DOTALL,
    ),
    re.compile(
        rf"\bsubject to (?P<change>(?:[Mm]inutes?|[Ii]tem|[Pp]aragraph"
        rf"|[Pp]age) (?:[Nn]o\.? )?(?:{_NUMBER}).{{3,1500}})$",
        re.DOTALL,
    ),
    re.compile(
        r"\bafter (?P<change>.{3,600}? (?:had been|having been|was|were) (?:replaced|amended|corrected|deleted"
        r"|inserted|added|substituted)\b.{0,300})$"
    ),
    re.compile(
        r"\b(?P<change>(?:the )?minutes?\b.{0,200}? (?:be|were|was) (?:amended|corrected) (?:to|by|so|as)\b.{1,800})$",
        re.DOTALL,
    ),
    re.compile(
        rf"^(?P<change>.{{0,40}}?\b[Mm]inutes? (?:[Nn]o\.? )?(?:{_NUMBER})\b.{{3,600}}?\bshould (?:have"
        rf" )?read\b.{{1,800}})$",
        re.DOTALL,
    ),
)

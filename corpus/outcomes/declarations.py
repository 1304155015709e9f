"""Minutes in, declarations of interest out, in printed order; `None were made` gives none."""

import re
from collections.abc import Iterator

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.outcome import Declaration
from corpus.outcomes.people import NAME, TITLED
from corpus.outcomes.tables import column, tables
from corpus.sentences import sentences


def find_declarations(minutes: Minutes) -> list[Declaration]:
    """Return the declarations of minutes, in printed order, one for each member and matter.

    A sentence declares where a person `declared`, `disclosed` or `repeated` something under such a heading, or an
    interest anywhere. Whether the member left is taken from that sentence and those after it, up to the next member's.
    """
    return [declaration for item in minutes.items for declaration in _of_item(item)]


def says_none(text: str) -> bool:
    """Return whether a paragraph under such a heading says that nothing was declared: “None”, “There were none.”."""
    return _NONE.search(text) is not None


def _of_item(item: Item) -> Iterator[Declaration]:
    rows = {row.paragraph.id: row for row in tables(item) if column(row.header, _MEMBER_HEADS) is not None}
    for paragraph in item.paragraphs:
        if paragraph.repeats is not None or paragraph.kind == "heading":
            continue
        row = rows.get(paragraph.id)
        if row is not None and paragraph.kind == "declaration":
            yield from _of_row(paragraph, row.header, row.cells)
        else:
            yield from _of_sentences(paragraph)


def _of_sentences(paragraph: Paragraph) -> Iterator[Declaration]:
    text, under = paragraph.text, paragraph.kind == "declaration"
    if not under and _MAY.search(text) is None:
        return
    found: list[Declaration] = []
    for start, end in sentences(text):
        for first, last in _statements(text, start, end):
            statement = text[first:last]
            made = _declared(paragraph, statement, under=under)
            if made:
                found.extend(made)
            elif found and found[-1].left is None:
                found[-1] = _with_left(found[-1], _left(statement))
    yield from found


def _statements(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a sentence between semicolons, each of which may be another member's."""
    begin = start
    for border in re.finditer(r";\s", text[start:end]):
        yield begin, start + border.start()
        begin = start + border.end()
    yield begin, end


def _declared(paragraph: Paragraph, statement: str, *, under: bool) -> list[Declaration]:
    match = _DECLARES.match(statement) or (_LISTED.match(statement) if under else None)
    if match is None or _NONE.search(statement[: match.end() + 12]):
        return []
    said = statement[match.end() :]
    kind = _INTEREST.match(said)
    that = _THAT.match(said) if under else None
    if match.re is _DECLARES and kind is None and that is None:
        return []
    rest = said[kind.end() :] if kind and not _AGAIN.match(said) else said
    interest = (
        next((one.strip() for one in (kind["before"], kind["short"], kind["after"]) if one and one.strip()), None)
        if kind
        else None
    )
    matter = _matter(rest) if that is None else rest[that.end() :].strip(" ,.") or None
    if that is not None and matter is not None:
        matter = matter[: end.start()] if (end := _DID.search(matter)) else matter
    if match.re is _LISTED:
        interest, matter = _of_line(statement, said, interest, matter)
    return [Declaration(paragraph.id, name, interest, matter, _left(statement)) for name in _members(match["member"])]


def _of_line(statement: str, said: str, interest: str | None, matter: str | None) -> tuple[str | None, str | None]:
    """Return the interest and the matter of a line (`Cllr Bold (item 4) – personal`), wherever in it they stand."""
    kind, item = _KIND_OF_LINE.search(said), _ITEM.search(statement)
    return kind[1] if kind else interest, item.group() if item else matter


def _members(said: str) -> list[str]:
    """Return the members named before `declared`: each with a title, or all after a title in the plural."""
    plural = _PLURAL.match(said)
    if plural is None:
        return [match.group() for match in re.finditer(TITLED, said)] or [said]
    return [match.group() for match in re.finditer(NAME, said[plural.end() :])]


def _matter(rest: str) -> str | None:
    """Return what an interest is about: the words after `in`, up to the reason for it or what the member did."""
    about = _ABOUT.match(rest)
    words = rest[about.end() :] if about else rest
    end = _ENDS.search(words)
    matter = (words[: end.start()] if end else words).strip(" ,.;:–-")
    return matter or None


def _left(statement: str) -> bool | None:
    if _STAYED.search(statement):
        return False
    return True if _WENT.search(statement) else None


def _with_left(declaration: Declaration, left: bool | None) -> Declaration:
    return Declaration(declaration.paragraph_id, declaration.member, declaration.interest, declaration.matter, left)


def _of_row(paragraph: Paragraph, header: tuple[str, ...], cells: tuple[str, ...]) -> Iterator[Declaration]:
    """Yield the declaration of a row of a table (`Member | Minute | Reason | Interest`)."""
    at = column(header, _MEMBER_HEADS)
    kind, matter, reason = (column(header, heads) for heads in (_KIND_HEADS, _MATTER_HEADS, _REASON_HEADS))
    if at is None or not cells[at] or _NONE.match(cells[at]):
        return
    about = matter if matter is not None and cells[matter] else reason
    yield Declaration(
        paragraph_id=paragraph.id,
        member=cells[at],
        interest=(cells[kind] or None) if kind is not None else None,
        matter=(cells[about] or None) if about is not None else None,
        left=_left(" ".join(cells[1:])),
    )


_MEMBERS = (
    rf"(?:(?:County |City |Town |Parish )?(?:Councillors|Cllrs\.?) {NAME}(?:(?:, (?:and )?| and | & ){NAME}){{0,12}}"
    rf"|{TITLED}(?: \([^()]{{1,60}}\))?(?:(?:, (?:and )?| and | & ){TITLED}){{0,12}}"
    r"|[Tt]he (?:Chair(?:man|woman)?|Vice-Chair(?:man)?|Mayor|Leader|Lord Mayor|Provost|Convener))"
)
_DECLARES = re.compile(
    rf"(?:[^.;]{{0,60}}?\b(?:and|,) )?(?P<member>{_MEMBERS}),?(?: (?:also|again|further|each|both|then"
    rf"|subsequently|had)){{0,2}}"
    r" (?:declared|disclosed|repeated|registered|made|gave)\b ?(?:again )?"
)
_LISTED = re.compile(rf"(?P<member>{_MEMBERS})(?: \([^()]{{1,60}}\))? ?(?:[:–—]|- ) ?")
_KIND_OF_LINE = re.compile(
    r"\b(DPI|ORI|NRI|(?:[Nn]on-|[Oo]ther |[Dd]isclosable |personal and )?(?:personal|pecuniary|prejudicial|registrable"
    r"|registerable|financial|Personal|Pecuniary|Prejudicial|Registrable))\b"
)
_ITEM = re.compile(r"\b(?:[Aa]genda )?(?:[Ii]tem|[Mm]inute|[Aa]pplication)s? (?:[Nn]o\.? )?[\w/.-]{1,20}")
_PLURAL = re.compile(r"(?:County |City |Town |Parish )?(?:Councillors|Cllrs\.?) ")
_KINDS = (
    r"(?:(?:an?|their|his|her|the same|other|personal|non-personal|prejudicial|non-prejudicial|pecuniary|non-pecuniary"
    r"|disclosable|registrable|registerable|non-registrable|non-registerable|non-disclosable|financial"
    r"|non-financial|significant"
    r"|discloseable|direct|indirect|private|public|declarable|material|other registrable|sensitive|conflict of"
    r"|and|but|or|/|,"
    r"|DPI|ORI|NRI)[ ,]{1,2}){1,9}"
)
_INTEREST = re.compile(
    rf"(?:(?:an?|their|his|her|the) )?(?P<before>{_KINDS})?(?:interests?|(?P<short>DPI|ORI"
    rf"|NRI))\b(?: (?P<after>\((?:DPI|ORI|NRI)\)))?"
    r"|(?:a |the )?declaration (?:of (?:an? )?[a-z -]{0,40}interest|recorded [^,.;]{0,60}?)(?= in\b|[,.;]|$)"
    r"|the (?:same )?(?:declaration|interest)s? (?:recorded|declared|made)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"the (?:same )?(?:declaration|interest)s? (?:recorded|declared|made)(?![^,.;]{0,80} in (?:relation|respect))"
)
_THAT = re.compile(r"that\b,? ?")
_ABOUT = re.compile(
    r"[\s,:–-]{0,3}(?:that |(?:in|on|under|for|relating to|regarding|concerning|about|with regard to"
    r"|with respect to|in respect of|in relation to"
    r"|at) (?:the matter of |respect of |relation to |connection with )?)?"
)
_ENDS = re.compile(
    r",? (?:as (?:(?:[a-z]{3,20} ){0,2}[a-z]{3,20}s"
    r"|an?|the|his|her|their|he|she|they|one|members?)\b|because\b|since\b|due to\b"
    r"|being\b|by virtue\b|on the (?:basis|grounds)\b|having\b"
    r"|and (?:left|withdrew|remained|stayed|would|took|did|stated|retired|had|indicated)\b|but (?:remained|stayed"
    r"|did)\b)"
    r"|, (?:as|which|for which|who)\b|[.;]\s|\.$"
)
_DID = re.compile(
    r",? (?:and|but) (?:then |so |therefore )?(?:left|withdrew|remained|stayed|would leave|took no part|did not)\b"
)
_WENT = re.compile(
    r"\b(?:left|withdrew from|retired from|vacated|had left)\b(?: the| his| her)? ?(?:room|meeting|Chamber"
    r"|chamber|chair|Chair|table|hall)"
    r"|\bwithdrew\b|\bleft (?:whilst|while|during|before|for)\b"
)
_STAYED = re.compile(r"\b(?:remained|stayed)\b(?! outside)|\bdid not (?:leave|withdraw)\b")
_NONE = re.compile(
    r"\b(?:no|none|nil|not any)\b (?:other |further )?(?:interests?|declarations?|were|had)?|^(?:none|nil)\b"
    r"|declared (?:none|no)\b",
    re.IGNORECASE,
)
_MAY = re.compile(r"\b(?:declar|disclos)\w{1,10}\b.{0,80}\binterest")
_MEMBER_HEADS = re.compile(
    r"(?:name(?: of (?:member|councillor))?|members?|councillors?|cllr|member name|declared by)", re.IGNORECASE
)
_KIND_HEADS = re.compile(
    r"(?:(?:type|nature|kind)(?: of)? )?(?:interests?|type|nature|category)(?: declared)?", re.IGNORECASE
)
_MATTER_HEADS = re.compile(
    r"(?:agenda )?(?:item|minute|matter|subject|application|report)s?(?: (?:no\.?|number|title))?", re.IGNORECASE
)
_REASON_HEADS = re.compile(r"reasons?|details?|description", re.IGNORECASE)

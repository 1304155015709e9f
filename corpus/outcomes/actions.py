"""Minutes in, what somebody is to do out: from action lines, action lists and tables, and actions in brackets."""

import re
from collections.abc import Iterator

from corpus.dates import DATE, find_date
from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.outcome import Action
from corpus.outcomes.people import NAME
from corpus.outcomes.tables import Row, column, tables


def find_actions(minutes: Minutes) -> list[Action]:
    """Return the actions of minutes, in printed order.

    A paragraph is an action's where it opens with `ACTION`, stands under such a heading or in a table with a column of
    actions; one within another paragraph is printed in brackets (`(Action: CE)`) or at its end (`ACTION: J. Marsh`).
    """
    return [action for item in minutes.items for action in _of_item(item)]


def _of_item(item: Item) -> Iterator[Action]:
    rows = {row.paragraph.id: row for row in tables(item) if column(row.header, _ACTION_HEADS) is not None}
    heads = {" | ".join(row.header) for row in rows.values()}
    for paragraph in item.paragraphs:
        if paragraph.repeats is not None or paragraph.kind == "heading" or paragraph.text in heads:
            continue
        row = rows.get(paragraph.id)
        if row is not None:
            yield from _of_row(row)
        elif paragraph.kind == "action" or _LEAD.match(paragraph.text):
            lead = _LEAD.match(paragraph.text)
            if _NONE.fullmatch(paragraph.text[: _LONGEST_NONE + 1]) is None:
                yield from _of_words(paragraph, lead.end() if lead else 0, lead, paragraph.parent)
        else:
            for lead in (match for pattern in _INSIDE for match in pattern.finditer(paragraph.text)):
                yield from _of_words(paragraph, lead.start("said"), lead, paragraph.id, lead.end("said"))


def _of_words(
    paragraph: Paragraph, start: int, lead: re.Match[str] | None, about: str | None, end: int | None = None
) -> Iterator[Action]:
    """Yield the action that words state: `Head of Place, by 3 May 2024`, `J. Marsh to write`, `A report – J. Marsh`."""
    said = paragraph.text[start:end].strip(" .;")
    if not re.search(r"\w", said):
        return
    marked = lead["owner"] if lead is not None and "owner" in lead.re.groupindex else None
    owner, text = (marked, said) if marked else _parted(said, led=lead is not None)
    due = _due(said)
    yield Action(
        paragraph_id=paragraph.id,
        text=text or paragraph.text,
        owner=owner or None,
        due=due,
        due_date=find_date(due) if due else None,
        about=about,
    )


def _parted(said: str, *, led: bool) -> tuple[str | None, str]:
    """Return who is to act and what is to be done; "" where only the one who acts is named.

    led: whether the words follow `ACTION:`, after which what stands before a comma or alone is the one who acts.
    """
    to_do = _TO_DO.match(said)
    if to_do is not None:
        return to_do["owner"], to_do["task"]
    at_end = _AT_END.match(said) or (_ORDERED.match(said) if led else None)
    if at_end is not None:
        return at_end["owner"], at_end["task"]
    if not led:
        return None, said
    dated = _BY.search(said)
    before = said[: dated.start()].strip(" ,;–-()") if dated else said
    owner, comma, task = before.partition(", ")
    if comma and not _OWNER.fullmatch(task) and _OWNER.fullmatch(owner):
        return owner, task.strip(" ,;")
    if not _ORDERS.match(before) and (_OWNER.fullmatch(before) or _names_an_office(before)):
        return before or None, ""
    return None, said


def _names_an_office(words: str) -> bool:
    """Return whether words with capitals are an office (`Director of Place`)."""
    parts = words.split()
    titled = all(part[0].isupper() or part in _SMALL_WORDS for part in parts)
    return titled and len(parts) <= _MOST_WORDS_OF_AN_OWNER


def _due(said: str) -> str | None:
    match = _BY.search(said)
    return (match["due"] or match["now"]).strip(" .,;)") if match else None


def _of_row(row: Row) -> Iterator[Action]:
    at, owner, due = (column(row.header, heads) for heads in (_ACTION_HEADS, _OWNER_HEADS, _DUE_HEADS))
    if at is None or not row.cells[at] or _NONE.fullmatch(row.cells[at][: _LONGEST_NONE + 1]):
        return
    by = (row.cells[due] or None) if due is not None else _due(row.cells[at])
    who = (row.cells[owner] or None) if owner is not None else None
    if who and not by and find_date(who):  # a cell was empty, so that the row is short
        who, by = None, who
    yield Action(
        paragraph_id=row.paragraph.id,
        text=row.cells[at],
        owner=who,
        due=by,
        due_date=find_date(by) if by else None,
        about=row.paragraph.parent,
    )


_MOST_WORDS_OF_AN_OWNER = 8
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "&", "in", "with", "/", "-", "–"})
_ORDERS = re.compile(
    r"(?:Write|Review|Circulate|Send|Provide|Arrange|Prepare|Report|Update|Check|Ask|Contact|Note|Invite|Add|Amend"
    r"|Publish|Confirm|Consider|Include|Bring|Share|Produce|Request|Organise|Investigate|Submit)\b"
)
_LONGEST_NONE = 40
_NONE = re.compile(
    r"(?:There (?:were|are) )?(?:none|nil|no (?:further )?actions?|n/a)\W{0,3}(?:arising\W?)?", re.IGNORECASE
)
_LEAD = re.compile(
    r"(?:(?:AGREED )?ACTION(?: POINT)?S?|(?:Agreed a|A)ction(?: point)?s?)(?: ?\d{1,3})?"
    r" ?(?:\((?P<owner>[^()]{1,40})\) ?)?[:–—-]{1,2} ?"
)
_INSIDE = (
    re.compile(r"[\[(](?:ACTION|Action)s?(?: (?:by|for))? ?[:–—-] ?(?P<said>[^()\[\]]{1,200})[\])]"),
    re.compile(r"(?<=[.;)] )ACTIONS?(?: \((?P<owner>[^()]{1,40})\))? ?[:–—-] ?(?P<said>[^:]{1,200})$"),
)
_ONE_OWNER = (
    rf"(?:(?:the |The )?{NAME}(?: (?:of|for) (?:the )?{NAME})?|[A-Z]{{2,5}}"
    rf"|[A-Z]\w{{1,20}}/[A-Z]\w{{1,20}}|[Aa]ll (?:[Mm]embers|[Oo]fficers"
    rf"|[Cc]ouncillors)|[Oo]fficers|[Mm]embers)"
)
_OWNER = re.compile(rf"{_ONE_OWNER}(?:(?:, | and | & |/|; ){_ONE_OWNER}){{0,4}}")
_TO_DO = re.compile(
    rf"(?P<owner>{_ONE_OWNER}(?:(?:, | and | & |/){_ONE_OWNER}){{0,4}}),? (?:to|will|would|is to"
    rf"|are to) (?P<task>\S.*)$",
    re.DOTALL,
)
# After `ACTION:` alone, for elsewhere a colon follows other words too.
_ORDERED = re.compile(rf"(?P<owner>{_ONE_OWNER}): (?P<task>\S.*)$", re.DOTALL)
_AT_END = re.compile(
    rf"(?P<task>\S.{{3,1500}}?) (?:[–—-]|\() ?(?P<owner>{_ONE_OWNER}(?:(?: and | & |/){_ONE_OWNER}){{0,3}})(?=$|\)"
    rf"|, (?:by|for|before|on)\b| by\b)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = (
    rf"(?:(?i:{DATE.pattern})|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\b|(?:the )?(?:end of |middle of )?{_MONTH}(?: (?:19"
    rf"|20)\d\d)?\b)"
)
_BY = re.compile(
    rf"\b(?:[Bb]y|[Bb]efore|[Nn]o later than|[Dd]ue(?: by| on)?:?|[Dd]eadline:?|[Tt]o be (?:done|completed) by"
    r"|for (?:the )?(?:next )?meeting (?:on|of|in)) (?P<due>(?:the )?(?:Monday |Tuesday |Wednesday |Thursday "
    r"|Friday |Saturday |Sunday )?,? ?"
    rf"(?:{_DAY}|next meeting|end of the (?:week|month|year)))"
    r"|(?P<now>\b(?:immediately|as soon as possible|ASAP|for the next meeting))",
)
_ACTION_HEADS = re.compile(r"(?:agreed )?actions?(?: points?| required| agreed| to be taken)?", re.IGNORECASE)
_OWNER_HEADS = re.compile(
    r"owners?|lead(?: officer)?|by whom|who|responsib(?:le|ility)(?: officer| person)?|officers?|action by|assigned to",
    re.IGNORECASE,
)
_DUE_HEADS = re.compile(
    r"due(?: date| by)?|by when|when|deadline|target(?: date)?|date|timescale|complete by", re.IGNORECASE
)

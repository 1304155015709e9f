"""A paragraph that names the sides of a vote in, who and how many stood on each out, with what is said around them.

`For (2): Councillors Reid and Marsh. Against: none`: each side in a line of its own or all of them in one paragraph,
with or without a stop between them, also behind words that lead into them (`A recorded vote was taken: For: …`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.outcomes.tally import Tally, add_side, side_of
from corpus.sentences import sentences


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of one vote. before: the text that leads into them; after: what the text goes on with, up to the next.

    Both are "" as a rule.
    """

    tally: Tally
    before: str
    after: str


def sides_in(text: str) -> list[Sides]:
    """Return the votes whose sides a text names, in order; a side that comes again begins the next.

    A text that opens with a side may name only one. Behind other words there must be two, and a vote spoken of or
    councillors named. The head of a table (`For | Against`) says nothing.
    """
    cells = text.split(" | ")
    if len(cells) > 1 and all(side_of(cell) is not None and len(cell) <= _LONGEST_HEAD for cell in cells):
        return []
    heads = [head for head in _HEADS.finditer(text) if _is_head(head)]
    spoken_of = _VOTE.search(text)
    put = spoken_of.end() if spoken_of else len(text) + 1
    first = next((at for at, head in enumerate(heads) if head.start() == 0 or _may_begin(head, text, put)), len(heads))
    found: list[Sides] = []
    groups = list(_groups(heads[first:]))
    before = text[: groups[0][0].start()] if groups else ""
    for at, group in enumerate(groups):
        end = groups[at + 1][0].start() if at + 1 < len(groups) else len(text)
        tally, after = _read(text, group, end)
        leads = _last_sentence(after) if end < len(text) else ""
        leads = "" if leads.endswith((".", "!", "?")) else leads
        if tally.sides and (found or group[0].start() == 0 or len(tally.sides) > 1):
            found.append(Sides(tally, before.strip(), after.removesuffix(leads).strip()))
        before = leads
    return found


def _groups(heads: Sequence[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield the heads of each vote, in order."""
    group: list[re.Match[str]] = []
    for head in heads:
        side = side_of(head["side"])
        if side is not None and side in [side_of(other["side"]) for other in group]:
            yield group
            group = []
        group.append(head)
    if group:
        yield group


def _read(text: str, group: Sequence[re.Match[str]], end: int) -> tuple[Tally, str]:
    """Return what the sides of one vote say, and the text behind the last of them."""
    tally, after = Tally(), ""
    ends = [head.start() for head in group[1:]] + [end]
    for head, stop in zip(group, ends, strict=True):
        tail = _TAIL.search(text, head.end(), stop)
        said = text[head.end() : tail.start() if tail else stop].strip(" .;,|…")
        after = text[tail.end() : stop].strip() if tail else ""
        side = side_of(head["side"])
        if side is not None:
            add_side(tally, side, head["count"] or head["plain"], said)
    return tally, after


def _is_head(head: re.Match[str]) -> bool:
    """Return whether words that name a side open it: behind a word only with a capital and a colon or a count."""
    if head["plain"] and head.string[head.end() : head.end() + 1].isdigit():
        return False  # `For 10:30`
    return head["close"] is None or _opens(head)


def _may_begin(head: re.Match[str], text: str, put: int) -> bool:
    """Return whether the sides of a vote may begin inside a text. put: where it has first spoken of a vote."""
    return (
        _opens(head)
        and head["close"] is None
        and side_of(head["side"]) in {"in_favour", "against"}
        and (put <= head.start() or _TITLE.match(text, head.end()) is not None)
    )


def _opens(head: re.Match[str]) -> bool:
    return head.group()[0].isupper() and (":" in head.group() or head["count"] is not None)


def _last_sentence(text: str) -> str:
    every = sentences(text)
    return text[slice(*every[-1])] if every else ""


_LONGEST_HEAD = 20
# Behind a word a side is told by its colon: `Councillors Reid and Marsh Against: Councillor Hall`.
_HEADS = re.compile(
    r"(?:^|(?<=[.;,)|:–—…-] )|(?<=\d )|(?P<close>(?<=[^\W\d_] )))"
    r"(?:(?:Those |Members |Councillors )?(?:[Vv]oting|[Vv]oted|[Vv]otes?|VOTING|VOTES?) )?"
    r"(?P<side>(?:[Ii]n [Ff]avour|IN FAVOUR|For|FOR|for|Against|AGAINST|against|Abst(?:ain(?:ed|ing)?|entions?)"
    r"|ABST(?:AIN(?:ED|ING)?|ENTIONS?)"
    r"|abstaining|abstentions|Conflict [Oo]f [Ii]nterests?|Not [Vv]oting|Absent|Did not vote|AYES?|Ayes?|NOES|Noes))"
    r"(?: (?:of )?(?:the )?(?:[Ss]ubstantive |[Oo]riginal )?(?:[Mm]otion|[Aa]mendment|[Pp]roposal"
    r"|[Rr]ecommendations?))?"
    r"(?: ?\((?P<count>\d{1,3})\)| ?[–-] ?(?=\d)| (?=\d{1,3} ?:))?(?P<plain>\d{1,3})? ?"
    r"(?:(?::|\||[–-] )[-–]? ?|(?<=\)) ?(?=Councillors?\b|Cllrs?\b|Members\b|[.;,]|$))"
)
# Where a side ends and what came of the vote begins.
_TAIL = re.compile(
    r"(?:[.;,…] ?|(?<=\)) | )(?=The (?:motion|amendment|proposal|recommendations?|vote|substantive|Chair|Mayor)\b"
    r"|(?:CARRIED|LOST)\b)"
    r"|[.;…] (?=(?:The|It|On|Upon|This|There|Accordingly|Therefore|As|With|In|Following|After)\b"
    r"|(?:Carried|Lost|RESOLVED|Resolved|AGREED|Agreed|Motion|MOTION|Amendment|AMENDMENT)\b)"
)
_VOTE = re.compile(r"\b(?:vot(?:e[ds]?|ing)|division|poll|show of hands)\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:Councillors?|Cllrs?|Members|Alderm[ae]n|Baillie|Provost)\b")

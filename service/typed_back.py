"""A question that is a citation as answers show it in, the reference in it and the scope of its meeting out.

Whoever copies `paragraph 78/23 ¶10, Cabinet, Oakshire County Council, 13 December 2023` asks for that paragraph, and
so does whoever copies the whole entry of a list of sources. Names and titles may hold commas, and of some minutes
little is known (`committee unknown`), so that what is said of a meeting is compared with what answers say of each.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from corpus.minutes import fold
from index.hits import MinutesSummary
from index.reference import parse_reference
from index.scope import Scope
from service.citations import paragraph_id_of
from service.clipping import clipped
from service.naming import TITLE_CHARACTERS
from service.narrowing import Limit, Narrowed
from service.wording import day, whose


def typed_back(
    question: str,
    narrowed: Narrowed,
    scope: Scope,
    summaries: Callable[[Scope], Sequence[MinutesSummary]],
    titles: Callable[[str], Sequence[str]],
) -> tuple[str, Scope]:
    """Return the reference that a question begins with and the scope of the meetings that the rest of it names.

    Where the rest says anything else, the question and its narrowed scope. scope: the reader's. summaries: gives the
    minutes in a scope. titles: gives those of the items of minutes, by which answers tell minutes without a title.
    """
    parted = _parted(fold(question))
    if parted is None:
        return question, narrowed.scope
    head, rest = parted
    said = _STATUS.sub(" | ", f" {_plain(rest)} ")
    if not said.strip(" |"):
        return head, narrowed.scope
    meant = [one for one in summaries(scope) if _is_said(said, one, narrowed.limits, titles)]
    return (head, _of(meant, scope)) if meant else (question, narrowed.scope)


def address_in(text: str) -> str:
    """Return the id of the paragraph whose address ends a copied entry of a list of sources; "" for any other text."""
    match = _ENTRY_WITH_ADDRESS.fullmatch(text)
    return paragraph_id_of(match[1]) if match is not None else ""


def _parted(text: str) -> tuple[str, str] | None:
    """Return the reference and what follows it; None where a text does not begin with one that stands alone."""
    text = _MARK.sub("", text)
    for mark in (": ", ","):
        head, found, rest = text.partition(mark)
        reference = parse_reference(head) if found else None
        if reference is not None and reference.alone:
            return head, rest
    return None


def _is_said(said: str, of: MinutesSummary, limits: Sequence[Limit], titles: Callable[[str], Sequence[str]]) -> bool:
    """Return whether a text says nothing but what answers say of some minutes, in any order."""
    phrases = set(_phrases(of, limits))
    if _is_made_of(said, phrases):
        return True
    if of.title or not any(f" {word} unknown " in said for word in ("committee", "council", "date")):
        return False
    return any(_is_made_of(said, {*phrases, title, clipped(title, TITLE_CHARACTERS)}) for title in titles(of.id))


def _is_made_of(said: str, phrases: Iterable[str]) -> bool:
    for phrase in sorted(filter(None, map(_plain, phrases)), key=lambda one: -len(one)):
        said = said.replace(f" {phrase} ", " | ")
    return not said.strip(" |")


def _phrases(of: MinutesSummary, limits: Sequence[Limit]) -> Iterator[str]:
    """Yield what answers say of minutes (service/naming.py), and the words of the question that were read as that."""
    yield of.title
    yield clipped(of.title, TITLE_CHARACTERS)
    yield day(of.held)
    yield whose(of.committee, of.council)
    yield of.committee or "committee unknown"
    yield of.council or "council unknown"
    if of.committee is of.council is None:
        yield "committee and council unknown"
    for limit in limits:
        if limit.field != "held":
            is_meant = limit.name == (of.council if limit.field == "council" else of.committee)
        else:
            is_meant = of.held is not None and not (
                (limit.since and of.held < limit.since) or (limit.until and of.held > limit.until)
            )
        if is_meant:
            yield limit.words


def _of(meant: Sequence[MinutesSummary], scope: Scope) -> Scope:
    """Return the reader's scope with what the minutes that are meant have in common."""
    councils, committees = {one.council for one in meant}, {one.committee for one in meant}
    days = [one.held for one in meant if one.held is not None]
    is_dated = len(days) == len(meant)
    return replace(
        scope,
        council=scope.council or (councils.pop() if len(councils) == 1 else None),
        committee=scope.committee or (committees.pop() if len(committees) == 1 else None),
        since=min(days) if is_dated else scope.since,
        until=max(days) if is_dated else scope.until,
        minutes_id=meant[0].id if len(meant) == 1 else scope.minutes_id,
    )


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold()).strip()


# What stands before an entry of a list of sources: “- [5.1] ”, “[5.1 (2)] ”.
_MARK = re.compile(r"^(?:[-•*] )?\[[^\[\]]{1,80}\] (?=paragraph )")
_ENTRY_WITH_ADDRESS = re.compile(
    r"(?:[-•*] )?(?:\[[^\[\]]{1,80}\] )?paragraph [^\n]{1,600}: (\S{0,200}/minutes/\S{1,600})(?: \(text \w{1,80}\))?"
)
_STATUS = re.compile(r" (?:draft|approved) minutes (?=$)| not stated whether approved (?=$)")

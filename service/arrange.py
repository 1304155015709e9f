"""Minutes, summaries and answers → the parts that pages show.

In: the project's types. Out: the dataclasses of views.py, with every date, count and unknown written in words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from corpus.minutes import Item, Minutes, Paragraph
from corpus.outcomes.outcome import Action
from index.hits import MinutesSummary
from index.outcomes import TYPES, Found
from service.citations import label
from service.citing import cited
from service.clipping import clipped, ending
from service.dead_links import dead_place
from service.forms import Asked
from service.grids import columns_of, grids, is_head, pieces, row_of
from service.listing import KINDS, cell, full_name, place, short
from service.shapes import AnswerBody, SentenceBody
from service.taken import link, whole
from service.views import (
    CitedMinutes,
    CommitteeMeetings,
    CouncilMeetings,
    Line,
    ListedOutcome,
    Meeting,
    MeetingOutcomes,
    Quotes,
    ReaderPage,
    Row,
    Section,
    Shown,
    Turn,
)
from service.wording import clock, counted, day

DEEPEST = 3
# As many characters of a label fit into the margin of a page that is 390 pixels wide.
MARGIN_CHARACTERS = 7
# Of the paragraph beside an outcome: what fits into three lines.
BESIDE_CHARACTERS = 240
UNKNOWN_COUNCIL = "Council unknown"
UNKNOWN_COMMITTEE = "Committee unknown"
STATUS_WORDS = {"draft": "Draft minutes", "approved": "Approved minutes", "unknown": "Not stated whether approved"}
KIND_WORDS = {
    "resolution": "Resolution",
    "recommendation": "Recommendation",
    "action": "Action",
    "vote": "Vote",
    "declaration": "Declaration of interest",
}


def turn(answer: AnswerBody, asked: Asked) -> Turn:
    """Return an answer with its sentences grouped by their minutes, and its evidence by whether it is quoted.

    asked: the form that asked for it.
    """
    evidence = {piece.paragraph_id: piece for piece in answer.evidence}
    quoted: dict[str, list[tuple[int, int]]] = {}
    for sentence in answer.sentences:
        for citation in sentence.citations:
            quoted.setdefault(citation.paragraph_id, []).append((citation.start, citation.end))
    used = [(evidence[name], spans) for name, spans in quoted.items() if name in evidence]
    return Turn(
        answer=answer,
        quotes=() if answer.mode == "written" else _by_council(answer),
        sources=_sources(answer) if answer.mode == "written" else (),
        used=tuple(Shown(piece, pieces(piece.text, spans)) for piece, spans in used),
        others=tuple(Shown(piece, pieces(piece.text, ())) for piece in answer.evidence if not piece.used),
        whole=whole(answer),
        # A question that leans on what came before is another one without it.
        link="" if answer.completed and not answer.respelled else link(answer.question, asked),
    )


def councils(summaries: Sequence[MinutesSummary]) -> tuple[CouncilMeetings, ...]:
    """Return meetings by council and committee in alphabetical order, unknown ones last, the newest first."""
    ordered = sorted(
        summaries, key=lambda one: (one.council is None, one.council, one.committee is None, one.committee)
    )
    return tuple(
        CouncilMeetings(
            name=council or UNKNOWN_COUNCIL,
            anchor=f"council-{position}",
            known=council is not None,
            committees=tuple(
                CommitteeMeetings(committee or UNKNOWN_COMMITTEE, _newest_first(list(meetings)))
                for committee, meetings in groupby(of_council, key=lambda one: one.committee)
            ),
        )
        for position, (council, of_council) in enumerate(groupby(ordered, key=lambda one: one.council), start=1)
    )


def meetings(found: Sequence[Found]) -> tuple[MeetingOutcomes, ...]:
    """Return outcomes of one kind, which come in order, by their meetings."""
    return tuple(
        MeetingOutcomes(
            address=f"/minutes/{minutes.id}",
            name=f"{minutes.committee or UNKNOWN_COMMITTEE}, {day(minutes.held)}",
            council=minutes.council or UNKNOWN_COUNCIL,
            status=STATUS_WORDS["draft"] if minutes.status == "draft" else "",
            outcomes=_listed(list(of_meeting)),
        )
        for minutes, of_meeting in groupby(found, key=lambda one: one.placed.minutes)
    )


def reader(minutes: Minutes, site: str, *, fragment: str, quote: tuple[int, int] | None) -> ReaderPage:
    """Return the page of one set of minutes, with a quote marked in the paragraph of that fragment.

    A quote that lies outside the paragraph's text marks nothing, and the page says so. site: put before the paths in
    citations.
    """
    heading = minutes.title or minutes.committee or minutes.id
    return ReaderPage(
        title=", ".join(part for part in (heading, minutes.committee, minutes.council) if part and part != heading)
        or heading,
        here="minutes",
        minutes_id=minutes.id,
        council=minutes.council or UNKNOWN_COUNCIL,
        committee="" if heading == minutes.committee else minutes.committee or UNKNOWN_COMMITTEE,
        held=_capital(", ".join([day(minutes.held), *([clock(minutes.begins)] if minutes.begins else [])])),
        heading=heading,
        status=minutes.status,
        status_words=STATUS_WORDS[minutes.status],
        file=minutes.source.address,
        link=minutes.source.address if minutes.source.address.startswith(("https://", "http://")) else "",
        paragraphs=counted(len(minutes.paragraphs), "paragraph"),
        sections=_sections(minutes, fragment, quote),
        dead=dead_place(minutes, fragment, quote),
        cited=cited(minutes, site, fragment=fragment, quote=quote),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_council(answer: AnswerBody) -> tuple[Quotes, ...]:
    """Return the sentences of an answer by their minutes; of several councils, each where its first are quoted."""
    groups = [_quotes(tuple(sentences)) for _, sentences in groupby(answer.sentences, key=_minutes_of)]
    councils = [one.council for one in groups]
    before = ["", *councils]
    several = len(set(councils)) > 1
    return tuple(
        replace(one, council=one.council if several and one.council != above else "")
        for one, above in zip(groups, before, strict=False)
    )


def _quotes(sentences: tuple[SentenceBody, ...]) -> Quotes:
    first = next(iter(sentences[0].citations), None)
    if first is None:
        return Quotes(sentences, "", draft=False, council="")
    return Quotes(sentences, first.source, first.minutes_status == "draft", first.council or UNKNOWN_COUNCIL)


def _sources(answer: AnswerBody) -> tuple[CitedMinutes, ...]:
    """Return whose minutes an answer cites, each once, with the labels of the paragraphs that are theirs."""
    labels: dict[tuple[str, bool], dict[str, None]] = {}
    for sentence in answer.sentences:
        for one in sentence.citations:
            labels.setdefault((one.source, one.minutes_status == "draft"), {})[one.label] = None
    return tuple(CitedMinutes(", ".join(theirs), source, draft) for (source, draft), theirs in labels.items())


def _minutes_of(sentence: SentenceBody) -> str:
    return sentence.citations[0].paragraph_id.partition("#")[0] if sentence.citations else ""


def _listed(found: Sequence[Found]) -> tuple[ListedOutcome, ...]:
    """Return the outcomes of a meeting; what several go on from is shown with the first of them."""
    listed = []
    before: str | None = None
    for one in found:
        # What is to be done is said at the end of what an action follows.
        cut = ending if isinstance(one.outcome, Action) else clipped
        beside = cut(one.beside or "", BESIDE_CHARACTERS) if one.beside != before else ""
        before = one.beside
        (kind,) = (name for name, shape in TYPES.items() if isinstance(one.outcome, shape))
        facts = ((heading, cell(one, name)) for name, heading in KINDS[kind].columns if name != "text")
        number = "" if short(one).startswith(one.placed.item_number or "") else one.placed.item_number
        listed.append(
            ListedOutcome(
                address=place(one),
                label=short(one),
                name=full_name(one),
                item=" ".join(part for part in (number, one.placed.item_title) if part),
                beside=beside,
                text=cell(one, "text"),
                facts=tuple((heading, _capital(value)) for heading, value in facts if value),
                parts=one.parts,
            )
        )
    return tuple(listed)


def _newest_first(summaries: Sequence[MinutesSummary]) -> tuple[Meeting, ...]:
    dated = sorted((one for one in summaries if one.held), key=lambda one: str(one.held), reverse=True)
    undated = sorted((one for one in summaries if not one.held), key=lambda one: one.title)
    return tuple(
        Meeting(
            id=one.id,
            address=f"/minutes/{one.id}",
            name=", ".join(
                dict.fromkeys(part for part in (one.committee or UNKNOWN_COMMITTEE, day(one.held), one.title) if part)
            ),
            held=_capital(day(one.held)),
            committee=one.committee or UNKNOWN_COMMITTEE,
            title="" if one.title == one.committee else one.title,
            status=STATUS_WORDS["draft"] if one.status == "draft" else "",
            paragraphs=counted(one.paragraphs, "paragraph"),
        )
        for one in (*dated, *undated)
    )


def _sections(minutes: Minutes, fragment: str, quote: tuple[int, int] | None) -> tuple[Section, ...]:
    by_id = {paragraph.id: paragraph for paragraph in minutes.paragraphs}
    spans = {f"{minutes.id}#{fragment}": (quote,)} if quote else {}
    sections = []
    heading, page = "", None
    for position, item in enumerate(minutes.items, start=1):
        lines: list[Line] = []
        kind = ""
        # Whoever was sent to a decision published apart is shown its words there, and not only where they stand again.
        asked_for = any(one.repeats and one.id == f"{minutes.id}#{fragment}" for one in item.paragraphs)
        tables = grids(item)
        in_tables = {row.id for rows in tables.values() for row in rows}
        for paragraph in item.paragraphs:
            if paragraph.id in in_tables and paragraph.id not in tables:
                continue
            line = _line(paragraph, by_id, pieces(paragraph.text, spans.get(paragraph.id, ())))
            if paragraph.repeats and not asked_for:
                _leave_to(by_id[paragraph.repeats], line, lines, item)
                kind = ""
                continue
            if paragraph.id in tables:
                line = replace(line, rows=_rows(tables[paragraph.id], by_id, spans))
            # A run of paragraphs of one kind, and of one page, is marked where it starts.
            starts = replace(line, kind_words="" if paragraph.kind == kind else line.kind_words)
            lines.append(replace(starts, page=paragraph.page if paragraph.page != page else None))
            kind, page = paragraph.kind, paragraph.page
        new_heading = item.section if item.section != heading else ""
        heading = item.section
        sections.append(Section(f"item-{position}", new_heading, item.number or "", _item_title(item), tuple(lines)))
    return tuple(sections)


def _rows(
    rows: Sequence[Paragraph], by_id: Mapping[str, Paragraph], spans: Mapping[str, tuple[tuple[int, int], ...]]
) -> tuple[Row, ...]:
    """Return the rows of a table, its head first where it has one."""
    columns = columns_of(rows)
    return tuple(
        row_of(
            one,
            shown=_line(one, by_id, ()).label,
            quote=next(iter(spans.get(one.id, ())), None),
            columns=columns,
            is_head=place == 0 and is_head(one),
        )
        for place, one in enumerate(rows)
    )


def _leave_to(shown: Paragraph, line: Line, lines: list[Line], item: Item) -> None:
    """Put one quiet line in the place of a run of paragraphs that others repeat; it leads to the first of those."""
    if lines and lines[-1].repeats:
        lines[-1] = replace(lines[-1], also=(*lines[-1].also, line.fragment))
        return
    named = label(shown.id, item.number)
    quiet = replace(line, repeats=shown.id.partition("#")[2], repeats_label=named, page=None, kind_words="", level=0)
    lines.append(quiet)


def _item_title(item: Item) -> str:
    return item.title or (f"Item {item.number}" if item.number else "Minutes")


def _line(paragraph: Paragraph, by_id: Mapping[str, Paragraph], cut: tuple[tuple[str, bool], ...]) -> Line:
    fragment = paragraph.id.partition("#")[2]
    # A bullet is printed as a label but numbers nothing: its path is empty. It may be a letter, as Word's Ø is.
    printed = bool(paragraph.label and paragraph.path)
    counted_place = re.search(r"(?:^|\.)p([0-9]+)$", fragment)
    shown = paragraph.label if printed else f"¶{counted_place[1]}" if counted_place else fragment.rpartition(".")[2]
    return Line(
        fragment=fragment,
        label=shown,
        bullet="" if printed else paragraph.label,
        pieces=cut,
        depth=_depth(paragraph, by_id),
        level=min(3 + len(paragraph.headings), 6) if paragraph.kind == "heading" else 0,
        kind=paragraph.kind,
        kind_words=KIND_WORDS.get(paragraph.kind, ""),
        page=paragraph.page,
        above=len(shown) > MARGIN_CHARACTERS,
    )


def _depth(paragraph: Paragraph, by_id: Mapping[str, Paragraph]) -> int:
    """Return how many paragraphs a sub-item is under, at most 3; what only follows a paragraph is not indented."""
    depth = 0
    above = by_id.get(paragraph.parent or "") if paragraph.label else None
    while above and depth < DEEPEST:
        depth += 1
        above = by_id.get(above.parent or "") if above.label else None
    return depth

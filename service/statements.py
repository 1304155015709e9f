"""What a file says of the record beside its quotations in, what of it does not hold out.

Whose minutes a paragraph is of, their day, status and the paragraph's label are compared with the collection. A
sentence in words of its own must pass the checks of written answers (service/checks) against what it cites, which find
contradictions and are no proof. Every other line must be one that Minuted writes about an answer.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from corpus.minutes import fold
from index.collection import Collection
from index.errors import MinutesUnknown
from index.hits import Placed
from service.checks import fault
from service.checks.ground import Ground, ground_of
from service.checks.support import word_for_word
from service.citations import label, paragraph_id_of
from service.claims import Export, Loose, Own, Stated, Told
from service.clipping import clipped
from service.naming import TITLE_CHARACTERS, name, source
from service.own_words import is_whole, searched
from service.wording import day


@dataclass(frozen=True, slots=True)
class Fault:
    """What a file says and the record does not bear out. paragraph: its name, "" where none is named."""

    place: str
    paragraph: str
    text: str
    why: str


NOT_OURS = "It names no paragraph, and is no sentence of Minuted's about an answer."
GONE = "There is no such paragraph, or no longer."


def faults(collection: Collection, export: Export) -> tuple[Fault, ...]:
    """Return what does not hold of what a file says beside its quotations, in its order."""
    bodies = [name for body in collection.bodies() for name in (body.council, body.committee) if name]
    record = _Record(collection, {}, {}, frozenset(bodies))
    cited = [found for claim in export.claims if (found := record.placed(claim.paragraph_id))]
    claimed = frozenset(claim.paragraph_id for claim in export.claims)
    return tuple(one for said in export.beside for one in _faults(record, said, cited, claimed))


def _faults(
    record: "_Record", said: Stated | Told | Own | Loose, cited: Sequence[Placed], claimed: Set[str]
) -> Iterator[Fault]:
    if isinstance(said, Loose):
        yield Fault(said.place, "", said.text, said.why)
    elif isinstance(said, Told):
        if why := _told(record, said):
            yield Fault(said.place, _name(record.placed(said.cited[0])), said.text, why)
    elif isinstance(said, Own):
        if not is_whole(said.text, record.bodies):
            yield Fault(said.place, "", said.text, NOT_OURS)
        elif why := _left_aside(record, said.text, cited):
            yield Fault(said.place, "", said.text, why)
    elif placed := record.placed(said.paragraph_id):
        for text, why in _stated(placed, said.facts, record):
            yield Fault(said.place, _name(placed), fold(text), why)
    elif said.paragraph_id not in claimed:
        # Of what a quotation cites, its own line tells.
        yield Fault(said.place, said.paragraph_id, "", GONE)


@dataclass(frozen=True, slots=True)
class _Record:
    """The collection, and what was looked up in it. bodies: the names of its councils and committees."""

    collection: Collection
    seen: dict[str, Placed | None]
    grounds: dict[str, Ground]
    bodies: frozenset[str]

    def placed(self, paragraph_id: str) -> Placed | None:
        """Return a paragraph, None where there is none: what cites it is told to be gone."""
        if paragraph_id not in self.seen:
            try:
                self.seen[paragraph_id] = self.collection.paragraph(paragraph_id)
            except MinutesUnknown:
                self.seen[paragraph_id] = None
        return self.seen[paragraph_id]

    def ground(self, placed: Placed) -> Ground:
        """Return a paragraph with what stands over it."""
        identity = placed.paragraph.id
        if identity not in self.grounds:
            self.grounds[identity] = ground_of(placed.paragraph, self.collection.minutes(placed.minutes.id))
        return self.grounds[identity]


def _told(record: _Record, said: Told) -> str:
    """Return what is wrong with a sentence in words of its own, "" where nothing is found."""
    cited = [found for one in said.cited if (found := record.placed(one))]
    if not cited:
        return "What it cites is gone, so it cannot be checked."
    if any(word_for_word(said.text, one.paragraph.text) for one in cited):
        return ""
    wrong = fault(said.text, [record.ground(one) for one in cited])
    return f"The paragraphs that it cites do not bear it out: {wrong}." if wrong else ""


def _left_aside(record: _Record, line: str, cited: Sequence[Placed]) -> str:
    """Return what is wrong with a line that says what was searched: all that is cited must lie in it."""
    said = searched(line, record.bodies)
    if said is None:
        return ""
    bodies, first, last = said
    councils = {body.council for body in record.collection.bodies()} & bodies
    for one in cited:
        held, council = one.minutes.held, one.minutes.council
        if held and not first <= held <= last:
            return f"What is cited is of {day(held)}, which does not lie in it."
        if councils and council and council not in councils:
            return f"What is cited is of {council}, which is not among them."
    return ""


def _stated(placed: Placed, facts: Mapping[str, object], record: _Record) -> Iterator[tuple[str, str]]:
    """Yield what a file states of a paragraph and is not so, and what is."""
    minutes, paragraph = placed.minutes, placed.paragraph
    short = label(paragraph.id, placed.item_number)
    known: dict[str, object] = {
        "label": short,
        "name": name(short, minutes.committee, minutes.held),
        "source": source(minutes.committee, minutes.council, minutes.held, minutes.title or placed.item_title),
        "council": minutes.council,
        "committee": minutes.committee,
        "held": minutes.held.isoformat() if minutes.held else None,
        "item_number": placed.item_number,
        "title": placed.item_title,
        "kind": paragraph.kind,
        "text": paragraph.text,
    }
    for field, stated in facts.items():
        if field == "listed":
            if not _is_made_of(str(stated), _parts(placed, short)):
                yield str(stated), f"The record says “{known['source']}”, paragraph {short.removeprefix('¶')}."
        elif field in {"status", "minutes_status"}:
            if why := _status(str(stated), minutes.status):
                yield str(stated), why
        elif field == "mark":
            if stated != short and not (str(stated).startswith(f"{short} (") and str(stated).endswith(")")):
                yield f"[{stated}]", f"The label of the paragraph is [{short}]."
        elif field == "address":
            if paragraph_id_of(str(stated)) != paragraph.id or not _leads_there(str(stated)):
                yield str(stated), "This address does not lead to the paragraph."
        elif field == "parent_text":
            parent = record.placed(paragraph.parent) if paragraph.parent else None
            if stated is not None and stated != (parent and parent.paragraph.text):
                yield str(stated), "The paragraph does not belong to one that says so."
        elif field in known and stated != known[field]:
            yield f"{field}: {stated}", f"The record says “{known[field] or 'unknown'}”."


def _parts(placed: Placed, short: str) -> list[str]:
    """Return what may be said of whose minutes a paragraph is of, in the order of service/naming.py."""
    minutes = placed.minutes
    title = clipped(minutes.title or placed.item_title, TITLE_CHARACTERS)
    unknown = [
        *(["council and committee unknown"] if minutes.committee is None and minutes.council is None else []),
        *(["council unknown"] if minutes.council is None else []),
        *(["committee unknown"] if minutes.committee is None else []),
    ]
    known = [f"paragraph {short.removeprefix('¶')}", title, minutes.committee, minutes.council, *unknown]
    return [one for one in (*known, day(minutes.held)) if one]


def _is_made_of(stated: str, parts: Sequence[str]) -> bool:
    """Return whether a text is some of these parts, in their order and no other."""
    rest = fold(stated).casefold()
    for part in parts:
        plain = fold(part).casefold()
        if rest == plain:
            return True
        if rest.startswith(f"{plain}, "):
            rest = rest[len(plain) + 2 :]
    return False


def _status(stated: str, now: str) -> str:
    """Return what is wrong with a status. Minutes that were draft are approved one day; the other way is no way."""
    if stated == now or (now == "approved" and stated in {"draft", "unknown", ""}):
        return ""
    if stated in {"", "unknown"}:
        return f"The file does not say that these minutes are {now}." if now == "draft" else ""
    return f"The minutes are {'of unknown status' if now == 'unknown' else now}."


def _leads_there(written: str) -> bool:
    """Return whether both places of an address that name a paragraph name the same."""
    query = written.partition("?")[2].partition("#")
    named = next((one.partition("=")[2] for one in query[0].split("&") if one.startswith("paragraph=")), None)
    return named is None or named == query[2]


def _name(placed: Placed | None) -> str:
    if placed is None:
        return ""
    return name(label(placed.paragraph.id, placed.item_number), placed.minutes.committee, placed.minutes.held)

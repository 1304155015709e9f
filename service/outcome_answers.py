"""What a question asks of outcomes in, the outcomes that answer it out: all of them, counted, the first ones quoted.

Lists are of what the finders of `corpus/outcomes` found, so that no search has to guess; a question whose topic or
person no outcome has is left to the search.
"""

import contextlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from corpus.minutes import Minutes
from corpus.outcomes.declarations import says_none
from corpus.outcomes.outcome import Action, Attendee
from index.collection import Collection
from index.errors import MinutesUnknown
from index.hits import Extent, Hit, Placed
from index.look import Look, looking
from index.outcomes import Found, Listed, Wanted
from index.scope import Scope
from index.terms import terms
from service.citations import Sentence, quoted
from service.outcome_match import is_about, is_chosen, is_owner, is_sought, plays
from service.outcome_quotes import Piece, joined, pieces_of
from service.persons import surname
from service.record_order import in_record_order
from service.shares import MOST_OUTCOMES, first_meetings, first_of_each
from service.structure import Sought, topic_terms

# Roles that are how somebody voted.
SIDES = frozenset({"in_favour", "against", "abstained"})
# Up to here each outcome is quoted with its conditions, its reply.
FEW_OUTCOMES = 3
# Of one kind that mention a topic at all; more are not looked through.
MOST_LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class OfCouncil:
    """How many outcomes of a list are a council's, and how many of them are quoted. name: None where none is stated."""

    name: str | None
    total: int
    shown: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list is of.

    sought: what was asked. total: how many there are; shown: how many of them are quoted; councils: of each council,
    in the order in which they are quoted. unnamed: whether in none of these votes anybody was read as voting so.
    """

    sought: Sought
    total: int
    shown: int
    unnamed: bool = False
    councils: tuple[OfCouncil, ...] = ()


@dataclass(frozen=True, slots=True)
class Inventory:
    """Outcomes that answer a question. hits: the paragraphs that are quoted, or nearest; extent: what was searched."""

    listing: Listing
    sentences: tuple[Sentence, ...]
    hits: tuple[Hit, ...]
    extent: Extent
    generation: int


def inventory(collection: Collection, wanted: Sought, scope: Scope, *, beside: Sequence[str] = ()) -> Inventory | None:
    """Return the outcomes that a question seeks, None where the search has to find out.

    That is where a topic or a person is asked for that no outcome has. beside: ids of paragraphs in whose items alone
    outcomes are wanted; None too where these have none. Raises ScopeInvalid for unknown names.
    """
    with looking(collection) as look:
        return _sought(look, wanted, scope, _around(look, beside) if beside else None)


def _around(look: Look, beside: Sequence[str]) -> frozenset[str]:
    """Return the ids of all paragraphs of the items in which some stand; of those that are gone there are none."""
    around: set[str] = set()
    for minutes_id in dict.fromkeys(one.partition("#")[0] for one in beside):
        with contextlib.suppress(MinutesUnknown):
            for item in look.minutes(minutes_id).items:
                own = {paragraph.id for paragraph in item.paragraphs}
                around |= own if own & set(beside) else set()
    return frozenset(around)


def _sought(look: Look, wanted: Sought, scope: Scope, around: Set[str] | None) -> Inventory | None:
    """Return what inventory() does, from one look: minutes may be replaced while a list of them is made.

    around: the paragraphs whose outcomes alone are wanted, None for all.
    """
    is_part = bool(wanted.topic or wanted.person or is_chosen(wanted.role) or around is not None)
    most = MOST_LOOKED_THROUGH if is_part or wanted.kind == "attendee" else MOST_OUTCOMES
    listed = look.outcomes(_query(wanted, scope, most))
    found = [
        one for one in listed.found if is_sought(one, wanted) and (around is None or one.placed.paragraph.id in around)
    ]
    named = [one for one in found if plays(one, wanted)]
    offices = _offices(look, wanted, scope) if wanted.kind == "action" and wanted.person and not named else {}
    if offices:
        listed = look.outcomes(replace(_query(wanted, scope, most), naming=""))
        named = [
            one
            for one in listed.found
            if _holder(one, offices) and (not wanted.topic or is_about(one, topic_terms(wanted.topic)))
        ]
    if not named and wanted.kind == "vote" and wanted.role in SIDES and found:
        votes = _told(look, wanted, found, _by_council(found), listed, {})
        return replace(votes, listing=replace(votes.listing, unnamed=True))
    if not named and (wanted.topic or wanted.person or around is not None):
        return None
    if not named:
        hits = _said_none(look, wanted, scope)
        said = tuple(quoted(hit.paragraph, hit.matched[0]) for hit in hits)
        return Inventory(Listing(wanted, 0, 0), said, hits, listed.extent, listed.generation)
    is_whole = is_part or wanted.kind == "attendee"
    numbers = _by_council(named) if is_whole else dict(listed.councils)
    return _told(look, wanted, named, numbers, listed, offices)


def _said_none(look: Look, wanted: Sought, scope: Scope) -> tuple[Hit, ...]:
    """Return the paragraphs that say that there was nothing of what is asked for: “Declarations of interest: None”."""
    if wanted.kind != "declaration":
        return ()
    told = [one for one in look.of_kind("declaration", scope) if says_none(one.paragraph.text)]
    return tuple(
        _hit(one, rank, [(0, len(one.paragraph.text))]) for rank, one in enumerate(told[:MOST_OUTCOMES], start=1)
    )


def _by_council(found: Sequence[Found]) -> dict[str | None, int]:
    return dict(Counter(one.placed.minutes.council for one in found))


def _offices(look: Look, wanted: Sought, scope: Scope) -> dict[str, list[Found]]:
    """Return who held the office that is asked for at each meeting, by its id, as its list of those present says."""
    asked = set(terms(wanted.person))
    listed = look.outcomes(Wanted("attendee", scope, naming=max(asked, key=len, default="")))
    held: dict[str, list[Found]] = {}
    for one in listed.found:
        if isinstance(one.outcome, Attendee) and asked and asked <= set(terms(one.outcome.role or "")):
            held.setdefault(one.placed.minutes.id, []).append(one)
    return held


def _holder(found: Found, offices: Mapping[str, Sequence[Found]]) -> Found | None:
    """Return the entry of the list of those present by which the owner of an action held an office, or None."""
    owner = found.outcome.owner if isinstance(found.outcome, Action) else None
    present = offices.get(found.placed.minutes.id, ())
    return next((one for one in present if owner and is_owner(one.outcome.name, owner)), None)  # type: ignore[union-attr]


def _query(wanted: Sought, scope: Scope, most: int) -> Wanted:
    words = topic_terms(wanted.topic) if wanted.topic else []
    name = max(re.split("['’]", surname(wanted.person)), key=len) if wanted.person else ""
    return Wanted(
        wanted.kind,
        scope,
        {"kind": wanted.role} if wanted.role in {"resolution", "recommendation"} else {},
        # A stem is the beginning of its word but for a last letter that changed (policy, polici).
        mentioning=tuple(word[:-1] if word.endswith("i") else word for word in words),
        naming=name,
        most=most,
        shared=True,
    )


def _told(
    look: Look,
    wanted: Sought,
    named: Sequence[Found],
    numbers: Mapping[str | None, int],
    listed: Listed,
    offices: Mapping[str, Sequence[Found]],
) -> Inventory:
    """Return outcomes as an answer. named: those that may be shown; numbers: how many there are of each council."""
    total = sum(numbers.values())
    is_attendance = wanted.kind == "attendee" and not wanted.person
    shown = first_meetings(named) if is_attendance else first_of_each(named, numbers)
    pieces: list[tuple[Found, Piece]] = []
    whole: dict[str, Minutes] = {}
    for one in shown:
        of = one.placed.minutes.id
        if of not in whole:
            whole[of] = look.minutes(of)
        quotes = pieces_of(one, whole[of], wanted, few=total <= FEW_OUTCOMES)
        holder = _holder(one, offices)
        pieces += [(holder, _entry(holder))] if holder is not None else []
        pieces += [(one, piece) for piece in quotes]
    showing = Counter(one.placed.minutes.council for one in shown)
    councils = tuple(OfCouncil(name, number, showing[name]) for name, number in numbers.items())
    return Inventory(
        Listing(wanted, total, len(shown), councils=councils),
        in_record_order(joined([piece for _, piece in pieces]), whole),
        _hits(pieces),
        listed.extent,
        listed.generation,
    )


def _entry(present: Found) -> Piece:
    """Return the words of a list of those present that give a person's name and role."""
    text, outcome = present.placed.paragraph.text, present.outcome
    name, role = (outcome.name, outcome.role or "") if isinstance(outcome, Attendee) else ("", "")
    start = text.index(name)
    end = text.find(role, start)
    return Piece(present.placed.paragraph, start, end + len(role) + text.startswith(")", end + len(role)))


def _hits(pieces: Sequence[tuple[Found, Piece]]) -> tuple[Hit, ...]:
    """Return the paragraphs of pieces as what was found, each once, with the spans that are quoted."""
    spans: dict[str, list[tuple[int, int]]] = {}
    first: dict[str, tuple[Found, Piece]] = {}
    for found, piece in pieces:
        first.setdefault(piece.paragraph.id, (found, piece))
        spans.setdefault(piece.paragraph.id, []).append((piece.start, piece.end))
    return tuple(
        _hit(replace(found.placed, paragraph=piece.paragraph), rank, spans[identity])
        for rank, (identity, (found, piece)) in enumerate(first.items(), start=1)
    )


def _hit(placed: Placed, rank: int, spans: Sequence[tuple[int, int]]) -> Hit:
    return Hit(
        paragraph=placed.paragraph,
        item_number=placed.item_number,
        item_title=placed.item_title,
        minutes=placed.minutes,
        score=1.0,
        rank=rank,
        matched=tuple(dict.fromkeys(spans)),
        similarity=0.0,
        words=0.0,
        best_similarity=0.0,
        named=True,
    )

"""An outcome and what is sought in, whether it is what is sought out: by topic, by person, by the part they had."""

import re
from collections.abc import Sequence

from corpus.minutes import fold
from corpus.outcomes.outcome import Action, Attendee, Decision, Declaration, Exchange, Motion, Vote
from index.outcomes import Found
from index.terms import terms
from service.persons import same_person
from service.structure import Sought, topic_terms

# Roles that are what came of a motion or a vote.
RESULTS = frozenset({"carried", "lost", "withdrawn"})


def is_chosen(role: str) -> bool:
    """Return whether a part is asked for that not every outcome of its kind has."""
    return role not in {"", "present", "resolution", "recommendation"}


def is_sought(found: Found, wanted: Sought) -> bool:
    """Return whether an outcome is about the topic, and names the person."""
    return (not wanted.topic or is_about(found, topic_terms(wanted.topic))) and (
        not wanted.person or _names(found, wanted)
    )


def is_about(found: Found, asked: Sequence[str]) -> bool:
    """Return whether every word of a topic stands in an outcome, in what it refers to, or above."""
    placed = found.placed
    texts = (placed.paragraph.text, found.beside or "", placed.item_title, *placed.paragraph.headings)
    held = set(terms(fold(" ".join(texts))))
    return all(one in held for one in asked)


def _names(found: Found, wanted: Sought) -> bool:
    outcome, person = found.outcome, wanted.person
    if isinstance(outcome, Action):
        return is_owner(person, outcome.owner or "")
    names = {
        Attendee: lambda one: (one.name,),
        Vote: lambda one: (*one.names_in_favour, *one.names_against, *one.names_abstained),
        Motion: lambda one: (one.seconder,) if wanted.role == "seconder" else (one.mover,),
        Declaration: lambda one: (one.member,),
        Exchange: lambda one: (one.asked_by,),
    }
    of = names.get(type(outcome))
    return of is not None and any(same_person(person, name) for name in of(outcome) if name)  # type: ignore[no-untyped-call]


def is_owner(asked: str, owner: str) -> bool:
    """Return whether an owner is who is asked for: the person, or an office by all of its words (`the Director`)."""
    wanted = set(terms(asked))
    people = re.split(r"\s*(?:,|;|/|&|\band\b)\s*", owner)
    return any(same_person(asked, one) for one in people) or (bool(wanted) and wanted <= set(terms(owner)))


def plays(found: Found, wanted: Sought) -> bool:  # noqa: PLR0911 - one line for each kind of outcome
    """Return whether an outcome is of the sort that is asked for, and says who had the part that is asked for."""
    outcome, role = found.outcome, wanted.role
    if isinstance(outcome, Decision):
        return role in {"", outcome.kind}
    if isinstance(outcome, Attendee):
        return _attends(outcome, wanted)
    if isinstance(outcome, Vote | Motion) and role in RESULTS:
        return outcome.result == role
    if isinstance(outcome, Vote):
        sides = {
            "in_favour": outcome.names_in_favour,
            "against": outcome.names_against,
            "abstained": outcome.names_abstained,
        }
        return role not in sides or bool(sides[role])
    if isinstance(outcome, Motion):
        if role == "amendment":
            return outcome.amendment
        return not role or getattr(outcome, role) is not None
    if isinstance(outcome, Exchange) and role:
        is_member = re.match(r"(?:Councillor|Cllr|County Councillor|Ald)", outcome.asked_by or "") is not None
        return is_member == (role == "members")
    return True


def _attends(outcome: Attendee, wanted: Sought) -> bool:
    """Return whether a person was there, or not, as is asked; of one person both are told."""
    if wanted.role == "chair":
        return re.search(r"\bchair\b", re.sub(r"(?i)vice-? ?chair|chair of", "", outcome.role or ""), re.I) is not None
    is_away = outcome.presence in {"apologies", "absent"}
    if wanted.role in {"officers", "members"}:
        return outcome.presence == ("in attendance" if wanted.role == "officers" else "present")
    return bool(wanted.person) or is_away == (wanted.role == "apologies")

"""Minutes in, what came of the meeting out, by kind: every finder, in one table."""

from collections.abc import Callable, Mapping, Sequence

from corpus.minutes import Minutes
from corpus.outcomes.actions import find_actions
from corpus.outcomes.amendments import find_amendments
from corpus.outcomes.attendance import find_attendance
from corpus.outcomes.decisions import find_decisions
from corpus.outcomes.declarations import find_declarations
from corpus.outcomes.exchanges import find_exchanges
from corpus.outcomes.motions import find_motions
from corpus.outcomes.outcome import Outcome
from corpus.outcomes.reports import find_reports
from corpus.outcomes.votes import find_votes

OUTCOMES: Mapping[str, Callable[[Minutes], Sequence[Outcome]]] = {
    "decision": find_decisions,
    "action": find_actions,
    "motion": find_motions,
    "vote": find_votes,
    "attendee": find_attendance,
    "declaration": find_declarations,
    "exchange": find_exchanges,
    "report": find_reports,
    "amendment": find_amendments,
}


def outcomes_of(minutes: Minutes) -> dict[str, tuple[Outcome, ...]]:
    """Return what came of a meeting, by kind (the keys of OUTCOMES, all of them), each kind in printed order."""
    return {kind: tuple(find(minutes)) for kind, find in OUTCOMES.items()}

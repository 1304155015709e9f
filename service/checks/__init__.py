"""A sentence of a model and the paragraphs that it cites in; why it may not be shown out, "" where nothing is found.

Each check is a module with one function, `fault`, named in CHECKS. They find what is said otherwise: quotations,
figures, dates, names, votes, denials and outcomes, and words that are of something else. They do not prove that a
paragraph says what a sentence says: who reads a written answer is told so.
"""

from collections.abc import Callable, Mapping, Sequence

from service.checks import dates, figures, names, polarity, quotations, support, votes
from service.checks.ground import Ground

Check = Callable[[str, Sequence[Ground]], str]

CHECKS: Mapping[str, Check] = {
    "quotations": quotations.fault,
    "figures": figures.fault,
    "dates": dates.fault,
    "names": names.fault,
    "votes": votes.fault,
    "polarity": polarity.fault,
    "support": support.fault,
}


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return the first thing that is wrong with a sentence that rests on some paragraphs, "" where nothing is."""
    return next((found for check in CHECKS.values() if (found := check(sentence, grounds))), "")

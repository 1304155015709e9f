"""Sentences of the record in, whether one says again what another has said out.

The same thing stands in the decision and in the minutes, in the draft and in the approved text, in this month's report
and in last month's. A figure or a `not` that differs is something else.
"""

import re
from dataclasses import dataclass

_NOT = frozenset({"not", "no", "never", "none", "nor", "neither", "without", "unable", "refused", "rejected"})
# Of all the different words of two sentences, how many both have. Chosen by reading.
ALIKE = 0.85
# Shorter sentences are the same only where every word is.
FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Gist:
    """What a sentence says, as far as words tell. exact: its words in order. telling: its figures and negations."""

    exact: tuple[str, ...]
    words: frozenset[str]
    telling: frozenset[str]


def gist(sentence: str) -> Gist:
    """Return what a sentence says; case, punctuation and labels do not count."""
    exact = tuple(re.findall(r"\d[\d,.]*\d|\w+", sentence.casefold()))
    words = frozenset(exact)
    return Gist(exact, words, frozenset(one for one in words if one in _NOT or any(letter.isdigit() for letter in one)))


def repeats(one: Gist, other: Gist) -> bool:
    """Return whether two sentences say the same: the same words, or nearly so with the same figures and negations."""
    if one.exact == other.exact:
        return True
    if min(len(one.exact), len(other.exact)) < FEW_WORDS or one.telling != other.telling:
        return False
    return len(one.words & other.words) >= ALIKE * len(one.words | other.words)

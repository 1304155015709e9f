"""A word of a question in, the stems that the index may have it under out: as typed, spelt otherwise, or mistyped."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import tantivy
from rapidfuzz.distance import OSA

from index.terms import stem_of, words_of

# The parameter of BM25 that bounds what one word can give: 1 + k1 times its rarity. Tantivy's own, from
# https://github.com/quickwit-oss/tantivy/blob/main/src/query/bm25.rs
K1 = 1.2
# What a guess at a mistyped word counts for against a word that is there as typed.
GUESS_WEIGHT = 0.5
# Letters from which one slip of the keyboard, and from which two, still leave a word to be told from others.
ONE_SLIP_LETTERS = 5
TWO_SLIPS_LETTERS = 9
MOST_GUESSES = 3


@dataclass(frozen=True, slots=True)
class Term:
    """What one word of a question is looked for as. word: in small letters. stems: none where nothing is like it.

    weight: in (0, 1], of every stem. rarity: ln(1 + (N - n + 0.5) / (n + 0.5)), n being the passages of N that have one
    of them.
    """

    word: str
    stems: tuple[str, ...]
    weight: float
    rarity: float


def read(question: str, searcher: tantivy.Searcher, field: str) -> list[Term]:
    """Return the terms of a question, one for each telling word, in order, each once."""
    found: dict[str, Term] = {}
    for word in words_of(question):
        stem = stem_of(word)
        if stem and stem not in found:
            found[stem] = _term(word, stem, searcher, field)
    return list(found.values())


def ceiling(terms: Sequence[Term]) -> float:
    """Return a bound on the BM25 score of any passage: the sum of every term's rarity, times 1 + K1."""
    return (1 + K1) * sum(term.rarity for term in terms)


def other_spellings(word: str) -> list[str]:
    """Return how the other side of the Atlantic would spell a word, as far as endings tell; [] for most words."""
    return list(
        dict.fromkeys(
            other
            for pattern, replacement in (_SPELLINGS if _SPELT_BOTH_WAYS.search(word) else ())
            if pattern.search(word) and (other := pattern.sub(replacement, word)) != word
        )
    )


def _term(word: str, stem: str, searcher: tantivy.Searcher, field: str) -> Term:
    stems = [stem, *(stem_of(other) for other in other_spellings(word))]
    counts = {one: searcher.doc_freq(field, one) for one in dict.fromkeys(stems)}
    there, weight = [one for one, count in counts.items() if count], 1.0
    if not there:
        there, weight = _guesses(stem, searcher, field), GUESS_WEIGHT
        counts = {one: searcher.doc_freq(field, one) for one in there}
    n = max((counts[one] for one in there), default=0)
    rarity = math.log(1 + (max(searcher.num_docs - n, 0) + 0.5) / (n + 0.5))
    return Term(word, tuple(there), weight, rarity)


def slips_of(word: str) -> int:
    """Return how many slips of the keyboard still leave a word to be told from others: 0, 1 or 2."""
    return (len(word) >= ONE_SLIP_LETTERS) + (len(word) >= TWO_SLIPS_LETTERS)


def _guesses(stem: str, searcher: tantivy.Searcher, field: str) -> list[str]:
    """Return the stems of the index that a stem which it does not have is likely to be a slip of, the likeliest first.

    Their first letter is the same, which few slips change. Figures are not guessed at: another number is not meant.
    """
    slips = slips_of(stem)
    if not slips or not stem.isalpha():
        return []
    near = [
        (distance, -count, other)
        for other, count in searcher.terms_with_prefix(field, stem[0])
        if len(other) >= ONE_SLIP_LETTERS - 1
        and (distance := OSA.distance(stem, other, score_cutoff=slips)) <= slips
        and other.isalpha()
    ]
    least = min(near, default=(0, 0, ""))[0]
    return [other for distance, _, other in sorted(near) if distance == least][:MOST_GUESSES]


_SPELLINGS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[a-z]{2})iz(e|ed|es|er|ers|ing|ation|ations)$", r"is\1"),
        (r"(?<=[a-z]{2})is(e|ed|es|er|ers|ing|ation|ations)$", r"iz\1"),
        (r"yz(e|ed|es|er|ing)$", r"ys\1"),
        (r"ys(e|ed|es|er|ing)$", r"yz\1"),
        (r"(?<=[a-z]{3})our(s|ed|ing|able|ful|hood|hoods)?$", r"or\1"),
        (r"(?<=[a-z]{3})or(s|ed|ing|able|ful|hood|hoods)?$", r"our\1"),
        (r"(?<=[a-z]{2}[bt])re(s|d)?$", r"er\1"),
        (r"(?<=[a-z]{2}[bt])er(s|ed)?$", r"re\1"),
        (r"(?<=[a-z]{2})og(s)?$", r"ogue\1"),
        (r"(?<=[a-z]{2})ogue(s)?$", r"og\1"),
        (r"(?<=[a-z]{2})ense(s)?$", r"ence\1"),
        (r"(?<=[a-z]{2})ence(s)?$", r"ense\1"),
        (r"ogram(s)?$", r"ogramme\1"),
        (r"ogramme(s)?$", r"ogram\1"),
        (r"(?<=[aeiou])l(ed|ing|er|ers)$", r"ll\1"),
        (r"(?<=[aeiou])ll(ed|ing|er|ers)$", r"l\1"),
    )
)
# Most words end in none of these, and one pattern shows it quicker than sixteen.
_SPELT_BOTH_WAYS = re.compile("|".join(pattern.pattern for pattern, _ in _SPELLINGS))

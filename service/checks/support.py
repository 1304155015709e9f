"""A sentence and a paragraph in; the words of the paragraph that bear it out, and how much of it they hold, out.

The words are whole sentences of the paragraph in one run, so that the quote of a citation is an exact span of it.
"""

from collections.abc import Sequence

from corpus.minutes import fold
from corpus.sentences import sentences
from index.terms import STOP_WORDS, stem_of
from service.checks.figures import stated
from service.checks.ground import Ground, held_by, stem, stems, telling, words
from service.checks.opposites import OUTCOMES

# The share of a sentence's telling words that what it cites must hold. See DECISIONS.md, "What a written sentence must
# have in common with what it cites".
HELD_SHARE = 0.6
FEW_WORDS = 4
# A quote is no longer than this many sentences.
QUOTED_SENTENCES = 3
FEWEST_REPEATED = 4


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return that a sentence is about something else than what it cites, "" where it is not.

    In a short one each word counts: of “The barn was sold.” two of three words may stand in “The barn was filled.”.
    """
    if held_share(sentence, grounds) < HELD_SHARE:
        return "most of its words are not in what it cites"
    if len(stems(sentence)) > FEW_WORDS:
        return ""
    there = stems(held_by(grounds))
    # Figures and what became of motions are left to the checks that know their other names.
    known = there | OUTCOMES.keys() | _LIGHT
    other = (word.text for word in telling(sentence) if stem(word) not in known and not any(stated(word.text)))
    missing = next(other, "")
    return f"“{missing}” is not in what it cites" if missing else ""


def held_share(sentence: str, grounds: Sequence[Ground]) -> float:
    """Return which share of a sentence's telling words stands in some paragraphs or over them, in [0, 1]; none is 1."""
    own = stems(sentence)
    return len(own & stems(held_by(grounds))) / len(own) if own else 1.0


def shares_anything(sentence: str, ground: Ground) -> bool:
    """Return whether a paragraph's own words have a telling word or a figure of a sentence."""
    figures = {reading for one in stated(sentence) for reading in one.readings}
    own = stems(sentence)
    if not own:
        # “The report was noted.” has only words that are everywhere: they must all stand there.
        return _plain(sentence) <= _plain(ground.text) and bool(_plain(sentence))
    return bool(own & stems(ground.text)) or any(one.readings & figures for one in stated(ground.text))


def adds(sentence: str, ground: Ground, others: Sequence[Ground]) -> bool:
    """Return whether a paragraph has a telling word or a figure of a sentence that others lack."""
    return bool(_features(sentence) & _features(ground.whole) - _features(held_by(others)))


def _plain(text: str) -> set[str]:
    return {word.plain for word in words(text) if word.plain not in STOP_WORDS}


def best_span(sentence: str, text: str) -> tuple[int, int] | None:
    """Return the span of whole sentences of a text that have most of a sentence's words and figures, None for no text.

    Of spans that have as many the shortest counts, then the first.
    """
    spans = sentences(text)
    asked = _features(sentence)
    held = [_features(text[start:end]) & asked for start, end in spans]
    best: tuple[int, int, int] | None = None
    found: tuple[int, int] | None = None
    for first in range(len(spans)):
        together: set[object] = set()
        for last in range(first, min(first + QUOTED_SENTENCES, len(spans))):
            together |= held[last]
            worth = (len(together), first - last, -first)
            if best is None or worth > best:
                best, found = worth, (spans[first][0], spans[last][1])
    return found


def word_for_word(sentence: str, text: str) -> tuple[int, int] | None:
    """Return the span of whole sentences of a text that a sentence repeats letter by letter, None where none does.

    Only white space and the stop at the end may differ. Fewer words than FEWEST_REPEATED stand in many paragraphs.
    """
    asked = _bare(sentence)
    if len(asked.split()) < FEWEST_REPEATED or asked not in fold(text):
        return None
    spans = sentences(text)
    for first, (start, _) in enumerate(spans):
        for _, end in spans[first : first + QUOTED_SENTENCES]:
            if _bare(text[start:end]) == asked:
                return start, end
    return None


def _bare(text: str) -> str:
    return fold(text).rstrip(" .;:")


def _features(text: str) -> set[object]:
    return {*stems(text), *(reading for one in stated(text) for reading in one.readings)}


# Verbs by which a sentence tells that something was said, and those that say next to nothing. What was started, wanted
# or received may have been cancelled, feared or opposed: such verbs must stand there.
_LIGHT = frozenset(
    stem_of(word)
    for word in (
        "say says tell tells told state states show shows explain explained describe described mean means "
        "do did done have had"
    ).split()
)

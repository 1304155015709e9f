"""A sentence and the paragraphs it cites in; a vote in it that they count otherwise out, "" where there is none.

That all figures stand in a paragraph does not tell who voted how: “7 for, 2 against” is not “2 for, 7 against”.
"""

from collections.abc import Iterator, Sequence

from corpus.outcomes.sides import sides_in
from corpus.outcomes.tally import Side, Tally, tally_of_sentence
from corpus.sentences import sentences
from service.checks.ground import Ground
from service.persons import same_person

SIDES: dict[Side, str] = {"in_favour": "in favour", "against": "against", "abstained": "abstaining"}


def fault(sentence: str, grounds: Sequence[Ground]) -> str:
    """Return what is wrong with the votes that a sentence counts or names, "" where nothing is."""
    stated = tally_of_sentence(sentence)
    if stated is None:
        return ""
    known = [tally for one in grounds for part in (one.text, *one.over) for tally in tallies(part)]
    for side, number in stated.counts.items():
        counted = {one.counts[side] for one in known if side in one.counts}
        if counted and number not in counted:
            return f"what it cites does not count {number} {SIDES[side]}"
    for side, names in stated.names.items():
        for name in names:
            if _is_on_another_side(name, side, known):
                return f"what it cites does not name “{name}” as {SIDES[side]}"
    return ""


def tallies(text: str) -> Iterator[Tally]:
    """Yield the votes that a text counts, in a list of sides or sentence by sentence."""
    yield from (one.tally for one in sides_in(text))
    for start, end in sentences(text):
        tally = tally_of_sentence(text[start:end])
        if tally is not None:
            yield tally


def _is_on_another_side(name: str, side: Side, known: Sequence[Tally]) -> bool:
    sides = {of for one in known for of, names in one.names.items() if any(same_person(name, other) for other in names)}
    return bool(sides) and side not in sides

"""Sentences that name some of those who were there in, the same with the others of their list out.

A search ranks the entries of a list of those present apart from each other, and leaves out whoever is ranked a little
lower: but who was there is told whole or not at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from corpus.minutes import Minutes, Paragraph
from service.citations import Sentence, quoted

# One entry may answer by itself (“Who chaired?”); two of one list are asked for as a list.
FEWEST = 2
# A longer one is not completed: councils of ninety print an entry for each.
MOST = 12


def with_company(
    sentences: Sequence[Sentence], minutes: Mapping[str, Minutes], asked: frozenset[str]
) -> tuple[Sentence, ...]:
    """Return sentences with each list of those present whole, in printed order, of which several entries are quoted.

    asked: the kinds of paragraph that the question asks for; nothing is added where attendance is not among them.
    """
    if "attendance" not in asked:
        return tuple(sentences)
    said: dict[str, list[Sentence]] = {}
    for one in sentences:
        said.setdefault(one.citations[0].paragraph_id, []).append(one)
    # By the first of its entries that is quoted, the whole list; by the others nothing.
    told = dict(said)
    for of in dict.fromkeys(identity.partition("#")[0] for identity in said):
        for entries in _lists(minutes[of]):
            ids = {one.id for one in entries}
            cited = [identity for identity in said if identity in ids]
            if len(cited) >= FEWEST:
                entered = (said.get(one.id) or [quoted(one, (0, len(one.text)))] for one in entries)
                told |= {one: [] for one in cited} | {cited[0]: [one for entry in entered for one in entry]}
    if told == said:
        return tuple(sentences)
    return tuple(one for of_one in told.values() for one in of_one)


def _lists(minutes: Minutes) -> Iterator[list[Paragraph]]:
    """Yield the entries of each list of those present: paragraphs of that kind that stand next to each other."""
    for item in minutes.items:
        for is_entry, run in groupby(item.paragraphs, key=lambda one: one.kind == "attendance" and bool(one.text)):
            entries = list(run)
            if is_entry and len(entries) <= MOST:
                yield entries

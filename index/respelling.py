"""A question in, the same question with its slips of words that stand in the minutes mended out.

A search finds slips by the words it compares (index/spelling.py). A model that reads pieces of words takes `libary` for
something else, so what was mistyped is worth asking once more as it was meant.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from index.collection import Collection
from index.schema import generation, snapshot
from index.spelling import Term, slips_of
from index.terms import stem_of

# So many passages are read for the words that a slip may be of.
READ = 50


def respelled(collection: Collection, question: str) -> str:
    """Return a question whose words stand in the minutes where it has slips of such; as it is where it has none.

    A word that stands nowhere is a slip of the nearest word of those whose stem index/spelling.py takes for it, one
    slip off, or two where it is long; the commoner of two as near. Within a sentence a word in capitals is a
    name, which is somebody else's when it is spelt otherwise. The minutes are to have been asked just before: an index
    that has not come as far as they have knows no slips.
    """
    with collection.connection() as connection, snapshot(connection):
        for term in collection.words.terms(question, generation(connection)):
            if term.weight < 1 and term.stems:
                passages = [
                    number for stem in term.stems for number, _ in collection.words.search(stem, READ, headers=True)
                ]
                meant = _nearest(term, _words(connection, passages))
                if meant:
                    question = re.sub(rf"(?:^|\b(?-i:(?=[a-z]))){re.escape(term.word)}\b", meant, question, flags=re.I)
    return question


def _words(connection: sqlite3.Connection, passages: Sequence[int]) -> Counter[str]:
    """Return the words of some passages with their headers, in small letters, and in how many of them each stands."""
    rows = connection.execute(
        "SELECT g.header || ' ' || substr(p.text, g.start_at + 1, g.end_at - g.start_at) FROM passages g "
        "JOIN paragraphs p ON p.number = g.paragraph WHERE g.number IN (SELECT value FROM json_each(?))",
        [json.dumps(list(passages))],
    )
    return Counter(word for (text,) in rows for word in set(re.findall(r"[^\W\d_]+", text.lower())))


def _nearest(slip: Term, words: Counter[str]) -> str:
    """Return the word that a slip is of, "" where none is near enough."""
    slips = slips_of(slip.word)
    near = [
        (distance, -count, word)
        for word, count in words.items()
        if (distance := OSA.distance(word, slip.word, score_cutoff=slips)) <= slips and stem_of(word) in slip.stems
    ]
    return min(near)[2] if near else ""

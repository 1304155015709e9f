"""A question in, the same question with its slips of words that stand in the minutes mended out.

A search finds slips by the words it compares (index/spelling.py). A model that reads pieces of words takes `libary` for
something else, so what was mistyped is worth asking once more as it was meant.
"""

import re
import sqlite3

from rapidfuzz.distance import OSA

from index.collection import Collection
from index.schema import generation, snapshot
from index.spelling import Term
from index.terms import stem_of


def respelled(collection: Collection, question: str) -> str:
    """Return a question whose words stand in the minutes where it has slips of such; as it is where it has none.

    A word that stands nowhere is a slip of the likeliest one that index/spelling.py knows; within a sentence a word in
    capitals is a name, which is somebody else's when it is spelt otherwise. The minutes are to have been asked just
    before: an index that has not come as far as they have knows no slips.
    """
    with collection.connection() as connection, snapshot(connection):
        for term in collection.words.terms(question, generation(connection)):
            if term.weight < 1 and term.stems:
                found = collection.words.search(term.stems[0], 1, headers=True)
                meant = _word(connection, found[0][0], term) if found else ""
                if meant:
                    question = re.sub(rf"(?:^|\b(?-i:(?=[a-z]))){re.escape(term.word)}\b", meant, question, flags=re.I)
    return question


def _word(connection: sqlite3.Connection, passage: int, slip: Term) -> str:
    """Return the word of a passage that a slip is nearest to, in small letters; "" where none has its stem."""
    row = connection.execute(
        "SELECT g.header || ' ' || p.text FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
        "WHERE g.number = ?",
        [passage],
    ).fetchone()
    words = {word for word in re.findall(r"[^\W\d_]+", row[0].lower()) if stem_of(word) == slip.stems[0]} if row else ()
    return min(words, key=lambda word: (OSA.distance(word, slip.word), word), default="")

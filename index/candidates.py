"""A question and the rows that may answer it in, all that is known about them out."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index import rank
from index.embedder import Telling
from index.exact import exact, held
from index.follow import ALONE, Follow
from index.named_in import named_in, names
from index.stored import Sentences, best_passages, sentences, token_likeness


@dataclass(frozen=True, slots=True)
class Query:
    """A question, folded, and a connection inside the snapshot it is asked in.

    vector: of the question, shape (d,). tokens: the vectors of its tokens, shape (m, d), m being 0 where the model has
    none. Both float32, unit length. telling: of the model that made them. follow: what it follows on from; beside:
    its other form, before: what was asked and answered before, None where it has none.
    """

    question: str
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    connection: sqlite3.Connection
    telling: Telling
    follow: Follow = ALONE
    beside: "Query | None" = None
    before: "Query | None" = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is known about the paragraphs that may answer, by row number.

    passages: cosine of the best passage. sentences: cosine of the best sentence. words: the best passage's share of the
    question's words, only where a word matched. around: rows of the parent and the neighbours. items: the item, and how
    many paragraphs it has. days: of the meeting. titled: those whose item has a title. kinds_asked: the kinds asked
    for. unstated: those whose minutes do not state their council. matched: every sentence's cosine and span.
    """

    asked: Query
    passages: Mapping[int, float]
    sentences: Mapping[int, float]
    words: Mapping[int, float]
    kinds: Mapping[int, str]
    texts: Mapping[int, str]
    around: Mapping[int, Sequence[int]]
    items: Mapping[int, rank.Place]
    days: Mapping[int, date | None]
    titled: frozenset[int]
    unstated: frozenset[int]
    kinds_asked: frozenset[str]
    matched: Sentences

    def exact(self) -> dict[int, float]:
        """Return the share of what the question asks for to the letter that each paragraph holds; {} for nothing."""
        wanted = exact(self.asked.question)
        if not wanted:
            return {}
        return {number: held(wanted, text, self.days[number]) for number, text in self.texts.items()}

    def named(self) -> dict[int, float]:
        """Return the share of the question's names that each paragraph's item holds; {} for nothing."""
        wanted = names(self.asked.question) if self.unstated else frozenset()
        places = {number: place for number, (place, _) in self.items.items()}
        return named_in(wanted, self.texts, places, self.unstated) if wanted else {}

    def tokens(self, numbers: Sequence[int]) -> dict[int, float]:
        """Return how well some paragraphs meet the tokens of the question, in [0, 1]; {} without tokens."""
        if not len(self.asked.tokens):
            return {}
        found = token_likeness(self.asked.connection, self.asked.tokens, numbers)
        # What was stored before there were tokens has none; it is taken for neither better nor worse than the others.
        middle = sum(found.values()) / len(found) if found else 0.0
        return {number: found.get(number, middle) for number in numbers} if found else {}


def candidates(asked: Query, numbers: Sequence[int], *, words: Mapping[int, float]) -> Candidates:
    """Return what the database knows about some paragraphs. words: as Candidates has them."""
    about = asked.connection.execute(
        "SELECT p.number, p.kind, p.text, p.item, i.title <> '', m.held, m.council IS NULL, "
        "q.number, b.number, a.number "
        "FROM paragraphs p JOIN items i ON i.number = p.item JOIN minutes m ON m.number = p.minutes "
        "LEFT JOIN paragraphs q ON q.id = p.parent "
        "LEFT JOIN paragraphs b ON b.number = p.number - 1 AND b.item = p.item "
        "LEFT JOIN paragraphs a ON a.number = p.number + 1 AND a.item = p.item "
        "WHERE p.number IN (SELECT value FROM json_each(?))",
        [json.dumps(list(numbers))],
    ).fetchall()
    sizes = _sizes(asked.connection, {row[3] for row in about})
    matched = sentences(asked.connection, asked.vector, numbers)
    return Candidates(
        asked=asked,
        passages=best_passages(asked.connection, asked.vector, numbers),
        sentences=matched.best,
        words=words,
        kinds={row[0]: row[1] for row in about},
        texts={row[0]: row[2] for row in about},
        around={row[0]: tuple(other for other in row[7:] if other is not None) for row in about},
        items={row[0]: (row[3], sizes[row[3]]) for row in about},
        days={row[0]: date.fromisoformat(row[5]) if row[5] else None for row in about},
        titled=frozenset(row[0] for row in about if row[4]),
        unstated=frozenset(row[0] for row in about if row[6]),
        kinds_asked=rank.kinds_asked_for(asked.question),
        matched=matched,
    )


def _sizes(connection: sqlite3.Connection, items: set[int]) -> dict[int, int]:
    """Return how many paragraphs each item has, as far as it matters: at most ITEM_BEST."""
    return dict(
        connection.execute(
            "SELECT value, (SELECT COUNT(*) FROM (SELECT 1 FROM paragraphs p WHERE p.item = value LIMIT ?)) "
            "FROM json_each(?)",
            [rank.ITEM_BEST, json.dumps(sorted(items))],
        )
    )

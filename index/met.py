"""Hits in, out again with how well each meets the question word by word: as a whole, and sentence by sentence.

Which sentence of a paragraph answers is told by two measures that err differently: the cosine of the sentence, and how
well the tokens in it meet those of the question. The tokens were read with the whole passage around them, so that `He`
counts for whom it stands for.
"""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.candidates import Query
from index.embedder import Span
from index.hits import Hit
from index.stored import sentences
from index.tokens import by_token

MATCHED_SENTENCES = 3
# Of a likeness: sentences closer than this to the best one say the same to a reader, and further ones something else.
MATCHED_WITHIN = 0.05


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as it was embedded: text, which stands at start in its paragraph after shift characters of header.

    tokens: the signs of its telling tokens (index/tokens.py).
    """

    text: str
    shift: int
    start: int
    tokens: bytes


def met(asked: Query, hits: Sequence[Hit]) -> list[Hit]:
    """Return hits with tokens and sentences, and those that matched by the latter; as they are where none are stored.

    A paragraph whose tokens cannot be told apart has the cosines alone.
    """
    passages = _passages(asked.connection, [hit.paragraph.id for hit in hits if not hit.named])
    if not passages:
        return list(hits)
    near = sentences(asked.connection, asked.vector, [number for number, _ in passages.values()])
    found = []
    for hit in hits:
        if hit.paragraph.id not in passages:
            found.append(hit)
            continue
        number, of = passages[hit.paragraph.id]
        tokens: tuple[float, ...] = ()
        if len(asked.tokens) and (kept := [one.tokens for one in of if one.tokens]):
            tokens = max((tuple(one) for one in by_token(asked.tokens, kept).tolist()), key=sum)
        liked = _likeness(asked, near.of(number), of) if tokens else near.of(number)
        found.append(replace(hit, tokens=tokens, sentences=tuple(liked), matched=matched(liked) or hit.matched))
    return found


def matched(likeness: Sequence[tuple[float, Span]]) -> tuple[Span, ...]:
    """Return the spans of the sentences nearly as like a question as the best one, the best first, at most three."""
    ordered = sorted(likeness, key=lambda one: (-one[0], one[1]))
    return tuple(span for like, span in ordered[:MATCHED_SENTENCES] if like >= ordered[0][0] - MATCHED_WITHIN)


def _likeness(asked: Query, near: Sequence[tuple[float, Span]], passages: Sequence[Stored]) -> list[tuple[float, Span]]:
    """Return the mean of the cosine of each sentence and of how well its tokens meet the question's, with its span."""
    starts = [span[0] for _, span in near]
    signs: list[list[bytes]] = [[] for _ in near]
    width = asked.tokens.shape[1] // 8
    for one in passages:
        spans = asked.telling(one.text)
        # What was stored by a model that cuts texts otherwise, or for another text, cannot be told apart.
        if len(one.tokens) != len(spans) * width:
            return list(near)
        for place, (start, end) in enumerate(spans):
            at = bisect_right(starts, start - one.shift + one.start) - 1
            # Tokens of the header are of no sentence, nor are those of white space.
            if start >= one.shift and start < end and at >= 0:
                signs[at].append(one.tokens[place * width : (place + 1) * width])
    held = [place for place, kept in enumerate(signs) if kept]
    liked = by_token(asked.tokens, [b"".join(signs[place]) for place in held]).mean(axis=1).tolist() if held else []
    by_place = dict(zip(held, liked, strict=True))
    return [((cosine + by_place.get(place, 0.0)) / 2, span) for place, (cosine, span) in enumerate(near)]


def _passages(connection: sqlite3.Connection, paragraphs: Sequence[str]) -> dict[str, tuple[int, list[Stored]]]:
    """Return the row number and the passages of paragraphs, by id; those that have none are left out. One query."""
    rows = connection.execute(
        "SELECT p.id, p.number, p.text, g.header, g.start_at, g.end_at, g.tokens "
        "FROM passages g JOIN paragraphs p ON p.number = g.paragraph "
        "WHERE p.id IN (SELECT value FROM json_each(?)) ORDER BY g.number",
        [json.dumps(list(paragraphs))],
    )
    found: dict[str, tuple[int, list[Stored]]] = {}
    for identity, number, text, header, start, end, tokens in rows:
        shift = len(header) + 1 if header else 0
        embedded = f"{header}\n{text[start:end]}" if header else text[start:end]
        found.setdefault(identity, (number, []))[1].append(Stored(embedded, shift, start, tokens))
    return found

"""A question in, Hits out: the whole of retrieval, top to bottom.

A retriever is a function from Candidates to scores; RETRIEVERS lists them. To add one, write it here and name it there.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.minutes import fold
from index import rank, rows
from index.collection import Collection
from index.errors import CollectionError, QuestionEmpty
from index.hits import Hit
from index.reference import find, parse_reference
from index.schema import snapshot
from index.scope import EVERYTHING, Scope, where, where_minutes
from index.settings import DEFAULTS, RetrievalSettings

MATCHED_SENTENCES = 3
MATCHED_WITHIN = 0.05

Sentences = dict[int, list[tuple[float, tuple[int, int]]]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is known about the paragraphs that may answer, by row number.

    passages: cosine of the best passage. sentences: cosine of the best sentence. words: BM25 of the best passage, only
    where a word matched. around: rows of the parent and the neighbours. asked: the kinds asked for.
    matched: every sentence's cosine and span, as printed.
    """

    passages: dict[int, float]
    sentences: dict[int, float]
    words: dict[int, float]
    kinds: dict[int, str]
    texts: dict[int, str]
    around: dict[int, tuple[int, ...]]
    asked: frozenset[str]
    matched: Sentences


def retrieve(
    collection: Collection,
    question: str,
    *,
    scope: Scope = EVERYTHING,
    settings: RetrievalSettings = DEFAULTS,
    retriever: str = "hybrid",
) -> list[Hit]:
    """Return the paragraphs that answer a question, the best first, at most settings.limit.

    A question that names a paragraph ("45.12") gets that paragraph, with score 1. Nothing outside the scope is looked
    at. The same question gives the same hits until the collection changes. An empty collection gives [].
    Raises QuestionEmpty, ModelMismatch, ModelUnavailable; CollectionError for a retriever that is not in RETRIEVERS.
    """
    question = fold(question)
    if not question:
        raise QuestionEmpty("the question is empty. Ask for something that may be in the minutes.")
    if retriever not in RETRIEVERS:
        raise CollectionError(f"there is no retriever '{retriever}'. Choose one of {', '.join(RETRIEVERS)}.")
    vector = collection.embedder.questions([question])[0]
    with collection.connection() as connection:
        collection.follow(connection)
        with snapshot(connection):
            reference = parse_reference(question)
            numbers = find(connection, reference, scope)[: settings.limit] if reference else []
            if numbers:
                known = _known(collection, connection, numbers, vector=vector, words={}, question=question)
                return _hits(connection, known, [(number, 1.0) for number in numbers])
            words = _by_words(collection, connection, question, scope=scope, settings=settings)
            near = _by_vectors(collection, connection, vector, scope=scope, settings=settings)
            paragraphs = sorted({*words, *near})
            known = _known(collection, connection, paragraphs, vector=vector, words=words, question=question)
            ranked = rank.order(RETRIEVERS[retriever](known, settings))[: settings.limit]
            return _hits(connection, known, ranked)


def hybrid(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the convex sum of vectors and words, with context, with kinds asked for raised and formalities lowered."""
    dense = rank.with_best_sentence(known.passages, known.sentences, sentence_share=settings.sentence_share)
    matched = {number: known.words.get(number, 0.0) for number in dense} if known.words else {}
    scores = rank.convex(rank.min_max(dense), rank.min_max(matched), dense_share=settings.dense_share)
    scores = rank.with_context(scores, known.around, context_share=settings.context_share)
    return _by_kind(scores, known, settings)


def dense(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the ranking of the vectors alone."""
    scores = rank.with_best_sentence(known.passages, known.sentences, sentence_share=settings.sentence_share)
    return _by_kind(rank.min_max(scores), known, settings)


def words(known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    """Return the ranking of the words alone; paragraphs without a word of the question are left out."""
    return _by_kind(rank.min_max(known.words), known, settings)


RETRIEVERS: Mapping[str, Callable[[Candidates, RetrievalSettings], dict[int, float]]] = {
    "hybrid": hybrid,
    "dense": dense,
    "words": words,
}


def _by_kind(scores: dict[int, float], known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    formalities = frozenset(
        number for number in scores if rank.is_procedural(known.kinds[number], known.texts[number], known.asked)
    )
    scores = rank.demote(scores, formalities, procedural_share=settings.procedural_share)
    return rank.boost(scores, known.kinds, known.asked, kind_boost=settings.kind_boost)


def _by_words(
    collection: Collection, connection: sqlite3.Connection, question: str, *, scope: Scope, settings: RetrievalSettings
) -> dict[int, float]:
    """Return the BM25 score of the best passage of every paragraph that the words find in the scope."""
    condition, parameters = where_minutes(scope)
    minutes = None
    if condition != "1":
        found = connection.execute(f"SELECT m.number FROM minutes m WHERE {condition}", parameters)  # noqa: S608 - literals
        minutes = [number for (number,) in found]
    passages = collection.words.search(
        question, settings.candidates, headers=settings.headers, minutes=minutes, kinds=scope.kinds
    )
    return _best(connection, dict(passages))


def _by_vectors(
    collection: Collection,
    connection: sqlite3.Connection,
    vector: NDArray[np.float32],
    *,
    scope: Scope,
    settings: RetrievalSettings,
) -> dict[int, float]:
    """Return the cosine of the best passage of every paragraph that the vectors find in the scope."""
    allowed = None
    if not scope.is_everything:
        condition, parameters = where(scope)
        found = connection.execute(
            "SELECT g.number FROM passages g JOIN paragraphs p ON p.number = g.paragraph "  # noqa: S608 - literals
            f"JOIN minutes m ON m.number = p.minutes WHERE {condition}",
            parameters,
        )
        allowed = np.fromiter((number for (number,) in found), dtype=np.int64)
    return _best(connection, dict(collection.vectors.search(vector, settings.candidates, allowed=allowed)))


def _best(connection: sqlite3.Connection, passages: Mapping[int, float]) -> dict[int, float]:
    """Return the score of the best passage of each paragraph; passages that are gone from the database are dropped."""
    best: dict[int, float] = {}
    for passage, paragraph in connection.execute(
        "SELECT number, paragraph FROM passages WHERE number IN (SELECT value FROM json_each(?))",
        [json.dumps(list(passages))],
    ):
        best[paragraph] = max(passages[passage], best.get(paragraph, passages[passage]))
    return best


def _known(
    collection: Collection,
    connection: sqlite3.Connection,
    numbers: list[int],
    *,
    vector: NDArray[np.float32],
    words: dict[int, float],
    question: str,
) -> Candidates:
    """Return what the database and the vectors know about some paragraphs."""
    these = [json.dumps(numbers)]
    passages = connection.execute(
        "SELECT number FROM passages WHERE paragraph IN (SELECT value FROM json_each(?))", these
    )
    similarities = collection.vectors.similarities(vector, [number for (number,) in passages])
    about = connection.execute(
        "SELECT p.number, p.kind, p.text, q.number, b.number, a.number FROM paragraphs p "
        "LEFT JOIN paragraphs q ON q.id = p.parent "
        "LEFT JOIN paragraphs b ON b.number = p.number - 1 AND b.item = p.item "
        "LEFT JOIN paragraphs a ON a.number = p.number + 1 AND a.item = p.item "
        "WHERE p.number IN (SELECT value FROM json_each(?))",
        these,
    ).fetchall()
    matched = _sentences(connection, these, vector)
    best = _best(connection, similarities)
    return Candidates(
        passages=best,
        sentences={number: max(found)[0] for number, found in matched.items()},
        words=words,
        kinds={row[0]: row[1] for row in about},
        texts={row[0]: row[2] for row in about},
        around={row[0]: tuple(other for other in row[3:] if other is not None) for row in about},
        asked=rank.kinds_asked_for(question),
        matched=matched,
    )


def _sentences(connection: sqlite3.Connection, these: list[str], vector: NDArray[np.float32]) -> Sentences:
    """Return the cosine and the span of every sentence of some paragraphs."""
    rows = connection.execute(
        "SELECT paragraph, start_at, end_at, vector FROM sentences WHERE paragraph IN (SELECT value FROM json_each(?))",
        these,
    ).fetchall()
    data = np.frombuffer(b"".join(row[3] for row in rows), dtype="<f4").reshape(len(rows), len(vector))
    found: Sentences = {}
    for (paragraph, start, end, _), cosine in zip(rows, (data @ vector).tolist(), strict=True):
        found.setdefault(paragraph, []).append((cosine, (start, end)))
    return found


def _hits(connection: sqlite3.Connection, known: Candidates, ranked: list[tuple[int, float]]) -> list[Hit]:
    """Return ranked paragraphs with their text and minutes from the database, in one query."""
    placed = rows.placed(connection, [number for number, _ in ranked])
    hits: list[Hit] = []
    for number, score in ranked:
        similarity = known.passages.get(number, 0.0)
        best = known.sentences.get(number, similarity)
        sentences = sorted(known.matched.get(number, ()), key=lambda sentence: (-sentence[0], sentence[1]))
        close = [span for cosine, span in sentences if cosine >= best - MATCHED_WITHIN]
        hits.append(
            Hit(
                paragraph=placed[number].paragraph,
                item_number=placed[number].item_number,
                item_title=placed[number].item_title,
                minutes=placed[number].minutes,
                score=score,
                rank=len(hits) + 1,
                matched=tuple(close[:MATCHED_SENTENCES]),
                similarity=similarity,
                words=known.words.get(number, 0.0),
                best_similarity=best,
            )
        )
    return hits

"""A question in, Hits out: the whole of retrieval, top to bottom.

A retriever is a function from Candidates to scores; RETRIEVERS lists them. To add one, write it here and name it there.
"""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.minutes import fold
from index import rank, rows
from index.collection import Collection
from index.errors import CollectionError, QuestionEmpty
from index.hits import Consulted, Hit
from index.places import find
from index.reference import parse_reference
from index.schema import generation, snapshot
from index.scope import EVERYTHING, Scope, check_names, where_minutes
from index.settings import DEFAULTS, RESULTS_LIMIT, RetrievalSettings
from index.statistics import extent
from index.stored import Sentences, best_passages, sentences

MATCHED_SENTENCES = 3
# A cosine: sentences closer than this to the best one say the same to a reader, and further ones say something else.
MATCHED_WITHIN = 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, folded, its vector, shape (d,), float32, and a connection inside the snapshot it is asked in."""

    question: str
    vector: NDArray[np.float32]
    connection: sqlite3.Connection


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

    A question that is a reference ("45.12") gets the paragraphs it names, with score 1, at most RESULTS_LIMIT, and []
    where the scope has none. Nothing outside the scope is looked at. The same question gives the same hits until the
    collection changes. An empty collection gives [].
    Raises QuestionEmpty, ScopeInvalid, ModelMismatch, ModelUnavailable; CollectionError for a retriever that is not in
    RETRIEVERS.
    """
    with _asking(collection, question, retriever) as asked:
        return _search(collection, asked, scope=scope, settings=settings, retriever=retriever)


def consult(collection: Collection, question: str, *, scope: Scope, settings: RetrievalSettings) -> Consulted:
    """Return what retrieve() gives with all that an answer needs beside it, read in one look at the collection.

    Others may add, replace and remove minutes meanwhile: whatever is hit is there whole. Raises what retrieve() raises.
    """
    with _asking(collection, question, "hybrid") as asked:
        hits = _search(collection, asked, scope=scope, settings=settings, retriever="hybrid")
        return Consulted(
            hits=tuple(hits),
            minutes={identity: rows.minutes(asked.connection, identity) for identity in _minutes_of(hits)},
            extent=extent(asked.connection, scope),
            generation=generation(asked.connection)[0],
        )


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


@contextlib.contextmanager
def _asking(collection: Collection, question: str, retriever: str) -> Iterator[Asked]:
    """Hold one look at a collection whose vectors and words have been brought up to it."""
    question = fold(question)
    if not question:
        raise QuestionEmpty("the question is empty. Ask for something that may be in the minutes.")
    if retriever not in RETRIEVERS:
        raise CollectionError(f"there is no retriever '{retriever}'. Choose one of {', '.join(RETRIEVERS)}.")
    vector = collection.embedder.questions([question])[0]
    with collection.connection() as connection:
        collection.caches.follow(connection)
        with snapshot(connection):
            yield Asked(question, vector, connection)


def _search(
    collection: Collection, asked: Asked, *, scope: Scope, settings: RetrievalSettings, retriever: str
) -> list[Hit]:
    check_names(asked.connection, scope)
    reference = parse_reference(asked.question)
    numbers = find(asked.connection, reference, scope) if reference else []
    if reference and reference.alone and (numbers or reference.explicit):
        named = numbers[:RESULTS_LIMIT]
        known = _known(asked, named, words={})
        return _hits(asked.connection, known, [(number, 1.0) for number in named], named=True)
    words = _by_words(collection, asked, scope=scope, settings=settings)
    # In a longer question, a minute that is there limits the search to it; one that is not does not stop it.
    if reference and not reference.alone and numbers:
        paragraphs = numbers
        words = {number: score for number, score in words.items() if number in set(numbers)}
    else:
        paragraphs = sorted({*words, *_by_vectors(collection, asked, scope=scope, settings=settings)})
    known = _known(asked, paragraphs, words=words)
    ranked = rank.order(RETRIEVERS[retriever](known, settings))[: settings.limit]
    return _hits(asked.connection, known, ranked, named=False)


def _minutes_of(hits: Sequence[Hit]) -> list[str]:
    return list(dict.fromkeys(hit.minutes.id for hit in hits))


def _by_kind(scores: dict[int, float], known: Candidates, settings: RetrievalSettings) -> dict[int, float]:
    formalities = frozenset(
        number for number in scores if rank.is_procedural(known.kinds[number], known.texts[number], known.asked)
    )
    scores = rank.demote(scores, formalities, procedural_share=settings.procedural_share)
    return rank.boost(scores, known.kinds, known.asked, kind_boost=settings.kind_boost)


def _by_words(collection: Collection, asked: Asked, *, scope: Scope, settings: RetrievalSettings) -> dict[int, float]:
    """Return the BM25 score of the best passage of every paragraph that the words find in the scope."""
    passages = collection.words.search(
        asked.question,
        settings.candidates,
        headers=settings.headers,
        minutes=_minutes_in(asked.connection, scope),
        kinds=scope.kinds,
    )
    return _best(asked.connection, dict(passages))


def _by_vectors(collection: Collection, asked: Asked, *, scope: Scope, settings: RetrievalSettings) -> dict[int, float]:
    """Return the cosine of the best passage of every paragraph that the vectors find in the scope."""
    passages = collection.vectors.search(
        asked.connection,
        asked.vector,
        settings.candidates,
        minutes=_minutes_in(asked.connection, scope),
        kinds=scope.kinds,
    )
    return _best(asked.connection, dict(passages))


def _minutes_in(connection: sqlite3.Connection, scope: Scope) -> list[int] | None:
    """Return the row numbers of the minutes in a scope, None for all; kinds do not limit."""
    condition, parameters = where_minutes(scope)
    if condition == "1":
        return None
    return [number for (number,) in connection.execute(f"SELECT m.number FROM minutes m WHERE {condition}", parameters)]  # noqa: S608 - literals


def _best(connection: sqlite3.Connection, passages: Mapping[int, float]) -> dict[int, float]:
    """Return the score of the best passage of each paragraph; passages that are gone from the database are dropped."""
    best: dict[int, float] = {}
    for passage, paragraph in connection.execute(
        "SELECT number, paragraph FROM passages WHERE number IN (SELECT value FROM json_each(?))",
        [json.dumps(list(passages))],
    ):
        best[paragraph] = max(passages[passage], best.get(paragraph, passages[passage]))
    return best


def _known(asked: Asked, numbers: list[int], *, words: dict[int, float]) -> Candidates:
    """Return what the database knows about some paragraphs."""
    these = [json.dumps(numbers)]
    about = asked.connection.execute(
        "SELECT p.number, p.kind, p.text, q.number, b.number, a.number FROM paragraphs p "
        "LEFT JOIN paragraphs q ON q.id = p.parent "
        "LEFT JOIN paragraphs b ON b.number = p.number - 1 AND b.item = p.item "
        "LEFT JOIN paragraphs a ON a.number = p.number + 1 AND a.item = p.item "
        "WHERE p.number IN (SELECT value FROM json_each(?))",
        these,
    ).fetchall()
    matched = sentences(asked.connection, asked.vector, numbers)
    return Candidates(
        passages=best_passages(asked.connection, asked.vector, numbers),
        sentences={number: max(found)[0] for number, found in matched.items()},
        words=words,
        kinds={row[0]: row[1] for row in about},
        texts={row[0]: row[2] for row in about},
        around={row[0]: tuple(other for other in row[3:] if other is not None) for row in about},
        asked=rank.kinds_asked_for(asked.question),
        matched=matched,
    )


def _hits(
    connection: sqlite3.Connection, known: Candidates, ranked: list[tuple[int, float]], *, named: bool
) -> list[Hit]:
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
                named=named,
            )
        )
    return hits

"""A collection on disk and questions in, how long a fresh process takes to search for them and what memory out."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval.speed.timing import best_round, resident_mb
from index import schema
from index.collection import Collection
from index.embed import load_embedder
from index.retrieve import retrieve
from index.vectors import Vectors

# Each is searched for in all vectors as they are stored, which takes seconds where there are a million.
QUESTIONS_RECALLED = 20


def search(folder: str, model: str, questions: Sequence[str], rounds: int) -> dict[str, object]:
    """Return how long `retrieve` takes for each question, from its text to the ten hits, and the memory of it.

    first_search_ms: of the first question, with the vectors and the words to be loaded or brought up to date. p50_ms,
    p95_ms: of the best round of the questions after that. loaded_mb: resident before the first question, with the model
    loaded; resident_mb: after the last.
    """
    embedder = load_embedder(model)
    embedder.questions(["ready"])
    loaded = resident_mb()
    with Collection.open(Path(folder), embedder) as collection:
        started = time.perf_counter()
        retrieve(collection, questions[0])
        first = 1000 * (time.perf_counter() - started)
        found = best_round(questions, lambda question: retrieve(collection, question), rounds=rounds)
        return {"first_search_ms": first, **asdict(found), "loaded_mb": loaded, "resident_mb": resident_mb()}


def scale(folder: str, model: str, questions: Sequence[str], rounds: int) -> dict[str, object]:
    """Return what search() does, and recall_at_10: of the vectors, beside reading every one in the database."""
    found = search(folder, model, questions, rounds)
    embedder = load_embedder(model)
    with Collection.open(Path(folder), embedder) as collection, collection.connection() as connection:
        collection.vectors.follow(connection)
        # Nothing is followed by these, so they read all there is.
        exact = Vectors(Path(folder) / "vectors.faiss")
        shares = []
        with schema.snapshot(connection):
            for vector in embedder.questions(questions[:QUESTIONS_RECALLED]):
                wanted = {number for number, _ in exact.search(connection, vector, 10)}
                given = {number for number, _ in collection.vectors.search(connection, vector, 10)}
                shares.append(len(wanted & given) / len(wanted))
    return found | {"recall_at_10": sum(shares) / len(shares)}

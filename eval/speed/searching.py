"""A collection on disk and questions in, how long a fresh process takes to search for them and what memory out."""

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval.speed.timing import best_round, resident_mb
from index.collection import Collection
from index.embed import load_embedder
from index.retrieve import retrieve


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

"""The name of a cross-encoder in, a Reranker out: what reads a question and a passage together and says how they fit.

It is loaded through sentence-transformers as embedding models are: .safetensors weights alone, no code of the model's
own, nothing from the hub but what was named.
"""

import functools
import hashlib
import json
import math
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import ModelUnavailable
from index.hub import SAFELY, folder_of, quiet, weights_of
from index.passages import Passage

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

BATCH_PAIRS = 32


@dataclass(frozen=True, slots=True)
class Reranker:
    """A cross-encoder as a function. Safe from several threads, one of which computes at a time.

    fingerprint: `<name>@<12 hex digits>` over the weights and the longest input. scores: of a question with each of
    some texts, a number without bounds, the greater the better; raises ModelUnavailable for what is no number.
    """

    name: str
    fingerprint: str
    scores: Callable[[str, Sequence[str]], list[float]]


def load_reranker(name: str) -> Reranker:
    """Return the reranker of a folder or of a name on the Hugging Face hub.

    Raises ModelUnavailable when it cannot be loaded, has other weights than .safetensors, or does not give one score
    for a pair of texts.
    """
    folder = folder_of(name, what="reranker")
    weights = weights_of(folder, name, what="reranker")
    model = _load(folder, name)
    about = {"weights": list(weights.values()), "longest": model.max_seq_length, "prompts": model.prompts}
    mark = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:12]
    return Reranker(name, f"{name}@{mark}", _scoring(model, name))


def loading(name: str) -> Callable[[], Reranker] | None:
    """Return what loads the reranker of a name, None for the empty one."""
    return functools.partial(load_reranker, name) if name else None


def likelihoods(
    reranker: Reranker, connection: sqlite3.Connection, question: str, paragraphs: Sequence[int]
) -> dict[int, float]:
    """Return how well the best passage of each paragraph fits a question, in [0, 1].

    A passage is read with its header, as it is embedded. Raises ModelUnavailable.
    """
    rows = connection.execute(
        "SELECT g.paragraph, g.header, p.text, g.start_at, g.end_at FROM passages g "
        "JOIN paragraphs p ON p.number = g.paragraph WHERE p.number IN (SELECT value FROM json_each(?)) "
        "ORDER BY g.number",
        [json.dumps(list(paragraphs))],
    ).fetchall()
    texts = [Passage("", "", header, text[start:end], start, end).embedded for _, header, text, start, end in rows]
    best: dict[int, float] = {}
    for (paragraph, *_), score in zip(rows, reranker.scores(question, texts), strict=True):
        best[paragraph] = max(likelihood(score), best.get(paragraph, 0.0))
    return best


def likelihood(score: float) -> float:
    """Return the logistic function of a score, in [0, 1]: what makes a cross-encoder's logit a probability."""
    # Beyond this, a float cannot tell the result from 0.
    return 1 / (1 + math.exp(min(-score, 700.0)))


def _load(folder: Path, name: str) -> "CrossEncoder":
    # Imported here because it takes seconds, torch included, which only whoever named a reranker must pay.
    from sentence_transformers import CrossEncoder

    try:
        with quiet():
            model: CrossEncoder = CrossEncoder(str(folder), **SAFELY)
    # Whatever a damaged or foreign folder makes the libraries below raise, the model cannot be used.
    except Exception as error:
        raise ModelUnavailable(f"the reranker '{name}' in '{folder}' does not load: {error}") from error
    network: Any = model[0].model
    architectures: list[str] = network.config.architectures or []
    if type(network).__name__ not in architectures:
        # The library would put a head of random numbers on it and say so in a log.
        raise ModelUnavailable(
            f"the reranker '{name}' is a model without a head that scores a question and a text "
            f"({', '.join(architectures) or 'of unknown architecture'}). Choose a cross-encoder that was made to rank."
        )
    if model.num_labels != 1:
        raise ModelUnavailable(
            f"the reranker '{name}' gives {model.num_labels} numbers for a question and a text. Expected one, how well "
            "they fit; choose a cross-encoder that was made to rank."
        )
    return model


def _scoring(model: "CrossEncoder", name: str) -> Callable[[str, Sequence[str]], list[float]]:
    from torch.nn import Identity  # as slow as the above

    # The tokenizer refuses a second thread, and a batch occupies every core as it is.
    lock = threading.Lock()

    def scores(question: str, texts: Sequence[str]) -> list[float]:
        pairs = [(question, text) for text in texts]
        if not pairs:
            return []
        with lock:
            found = model.predict(
                pairs, batch_size=BATCH_PAIRS, show_progress_bar=False, activation_fn=Identity(), convert_to_numpy=True
            )
        given = [float(score) for score in found]
        if not all(math.isfinite(score) for score in given):
            raise ModelUnavailable(
                f"the reranker '{name}' gave a score that is not a number. Its files are damaged, or it does not run "
                "on this machine; choose another."
            )
        return given

    return scores

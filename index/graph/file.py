"""The folder of a model in, its graph out: from a file that was checked when it was made, or made now and kept.

A file is named for all that made it and begins with the hash of the rest, so one that is old, damaged or cut short is
never run, and is made again. Nothing in it is code, and nothing is unpickled.
"""

import hashlib
import json
import os
import platform
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_dir

from corpus.minutes import slug
from index.errors import CollectionLocked, ModelUnexportable
from index.files import locked, sha256_of, write_durably
from index.graph.run import Graph
from index.original import Original

# Making one takes some twenty seconds; whoever comes second waits for it rather than making it too.
WAIT_SECONDS = 120
HEAD = b"minuted graph "
# What of a model's folder makes its vectors.
PARTS = frozenset({".json", ".txt", ".model", ".safetensors"})
LIBRARIES = ("onnxruntime", "onnx", "tokenizers", "sentence-transformers", "transformers", "numpy")


def cache_folder() -> Path:
    """Return the usual folder of graphs: MINUTED_CACHE, or where this user keeps such things."""
    return Path(os.environ.get("MINUTED_CACHE") or user_cache_dir("minuted", appauthor=False)).expanduser()


def graph_path(cache: Path, folder: Path, name: str, hashes: Mapping[Path, str]) -> Path:
    """Return where the graph of a model's folder is kept. hashes: the sha256 of the weights in it, by path."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in PARTS)
    about = {
        "files": [(str(path.relative_to(folder)), hashes.get(path) or sha256_of(path)) for path in files],
        "libraries": [(library, version(library)) for library in LIBRARIES],
        "processor": processor(),
        "code": [sha256_of(path) for path in sorted(Path(__file__).parent.glob("*.py"))],
    }
    mark = hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:16]
    return cache / "graphs" / f"{slug(Path(name).name) or 'model'}-{mark}.graph"


def kept(path: Path) -> Graph | None:
    """Return the graph in a file, None where it is not there, not whole, or does not run."""
    try:
        head, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != HEAD + hashlib.sha256(data).hexdigest().encode():
        return None
    try:
        return Graph(data)
    # It is what was written, but onnxruntime cannot run it here: it is made again, or the original runs.
    except Exception:  # noqa: BLE001
        return None


def made(path: Path, load: Callable[[], Original]) -> Graph:
    """Return the graph of a model, exported and written now, or by another process while this one waited.

    Raises ModelUnexportable for a model that cannot be one, and where the file cannot be written, since it would then
    be made again each time; what load raises.
    """
    # Imported here: all that making a graph takes is in it, and whoever runs one that is kept starts sooner.
    from index.graph.export import export

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.parent, wait_seconds=WAIT_SECONDS):
            if (graph := kept(path)) is not None:
                return graph
            data = export(load())
            _forget_others(path)
            write_durably(path, lambda put: (put(HEAD + hashlib.sha256(data).hexdigest().encode() + b"\n"), put(data)))
    except CollectionLocked:
        raise ModelUnexportable(f"another process is still making it in '{path.parent}'") from None
    except OSError as error:
        raise ModelUnexportable(f"it cannot be kept in '{path.parent}': {error.strerror or error}") from None
    return Graph(data)


def processor() -> list[str]:
    """Return what this machine's processor can do, as far as it concerns sums of many numbers."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    flags = next((line.partition(":")[2].split() for line in lines if line.startswith(("flags", "Features"))), [])
    wanted = ("sse4", "avx", "fma", "amx", "asimd", "sve", "i8mm", "bf16")
    return [platform.machine(), platform.processor(), *sorted(flag for flag in flags if flag.startswith(wanted))]


def _forget_others(path: Path) -> None:
    """Remove the graphs that the same model had under other versions: nobody would ever remove them otherwise."""
    for other in path.parent.glob(f"{path.stem.rpartition('-')[0]}-{'?' * 16}.graph"):
        if other != path:
            other.unlink(missing_ok=True)

"""The folder of a model in, its graph out: from a file that was checked when it was made, or made now and kept.

A file is named for all that made it and begins with the hash of the rest, so one that is old, damaged or cut short is
never run, and is made again. Nothing in it is code, and nothing is unpickled.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_dir

from corpus.minutes import slug
from corpus.sandbox import environment
from index.errors import CollectionLocked, ModelUnexportable
from index.files import locked, sha256_of
from index.graph.run import HEAD, Graph

# Making one takes some twenty seconds; whoever comes second waits for it rather than making it too.
WAIT_SECONDS = 120
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


def made(path: Path, folder: Path, name: str, hashes: Mapping[Path, str]) -> Graph:
    """Return the graph of a model, exported and written now, or by another process while this one waited.

    Raises ModelUnexportable for a model that cannot be one, and where the file cannot be written, since it would then
    be made again each time.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path.parent, wait_seconds=WAIT_SECONDS):
            if (graph := kept(path)) is None:
                _forget_others(path)
                _make(path, folder, name, list(hashes.values()))
                graph = kept(path)
    except CollectionLocked:
        raise ModelUnexportable(f"another process is still making its graph in '{path.parent}'") from None
    except OSError as error:
        raise ModelUnexportable(f"no graph can be kept in '{path.parent}': {error.strerror or error}") from None
    if graph is None:
        raise ModelUnexportable(f"the graph that was written to '{path}' cannot be run")
    return graph


def _make(path: Path, folder: Path, name: str, weights: list[str]) -> None:
    """Make a graph in a process of its own (index/graph/making.py)."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "index.graph.making"],
        input=json.dumps({"folder": str(folder.absolute()), "name": name, "weights": weights, "path": str(path)}),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": environment()["PYTHONPATH"]},
        check=False,
    )
    if done.returncode != 0:
        said = done.stdout.strip() or f"making its graph ended with status {done.returncode}"
        raise ModelUnexportable(said.removesuffix("."))


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

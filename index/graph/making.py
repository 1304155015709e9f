"""A model's folder, its name and the hashes of its weights in JSON on standard input in, its graph in a file out.

The process that index/graph/file.py starts: what makes a graph takes a gigabyte, which goes when the process ends, and
whoever adds or serves never holds it. What cannot be made is answered with the reason; the process then ends with 1.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path

from index.errors import ModelUnavailable
from index.files import write_durably
from index.graph.export import export
from index.graph.run import HEAD
from index.original import load_original


def make(folder: str, name: str, weights: list[str], path: str) -> None:
    """Write the graph of a model. weights: their sha256. Raises ModelUnexportable, ModelUnavailable, OSError."""
    data = export(load_original(Path(folder), name, weights))
    write_durably(Path(path), lambda put: (put(HEAD + sha256(data).hexdigest().encode() + b"\n"), put(data)))


def main() -> None:
    """Make what is asked for."""
    given = json.load(sys.stdin)
    try:
        make(**given)
    except (ModelUnavailable, OSError) as error:
        print(error.strerror if isinstance(error, OSError) and error.strerror else error)  # noqa: T201 - the answer
        sys.exit(1)


if __name__ == "__main__":
    main()

"""What a result was made of in, a hash that says so out: two results compare only where these agree."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.minutes import Minutes

# What reads, searches and answers; and of the evaluation what makes a ranking: the baselines, the documents that become
# minutes, and the order that is written. What only measures is not among it.
_CODE = ("corpus", "index", "service")
_RANKING = ("baselines.py", "corpora.py", "datasets/beir.py", "datasets/trec.py", "retrievers.py", "runs.py")
ROOT = Path(__file__).parent.parent


def of_corpus(minutes: Iterable[Minutes]) -> str:
    """Return the sha256 in hex of the ids and digests of all paragraphs, whatever order the minutes come in."""
    lines = sorted(f"{one.id} {one.digest}" for whole in minutes for one in whole.paragraphs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def of_code(root: Path = ROOT) -> str:
    """Return the sha256 in hex of the sources that make rankings and answers, by name and content.

    root: the folder that holds the packages.
    """
    files = [file for package in _CODE for file in (root / package).rglob("*.py")]
    files += [root / "eval" / name for name in _RANKING]
    whole = hashlib.sha256()
    for file in sorted(files):
        data = file.read_bytes().replace(b"\r\n", b"\n")
        whole.update(f"{file.relative_to(root).as_posix()} {hashlib.sha256(data).hexdigest()}\n".encode())
    return whole.hexdigest()

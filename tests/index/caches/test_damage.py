"""Caches that are damaged, and a disk that is full while they are written: nothing wrong is served."""

import random
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from index.collection import Collection
from index.vectors import Vectors
from index.words import Words
from tests.index.caches.conftest import LINES, Make, first, identity, minutes


def caches_of(folder: Path) -> list[Path]:
    files = [*(path for path in (folder / "words").rglob("*") if path.is_file()), folder / "words.json"]
    return sorted([*files, folder / "vectors.faiss", folder / "vectors.json"])


def damage_one(chance: random.Random, folder: Path, kind: str) -> Path:
    """Flip one bit of one file of the caches, or cut it short; return which."""
    path = chance.choice([path for path in caches_of(folder) if path.suffix != ".lock" and path.stat().st_size])
    data = path.read_bytes()
    # tantivy may have the file in memory as it is on the disk, and must keep it.
    path.unlink()
    if kind == "flip":
        place = chance.randrange(len(data))
        path.write_bytes(data[:place] + bytes([data[place] ^ 1 << chance.randrange(8)]) + data[place + 1 :])
    else:
        path.write_bytes(data[: chance.randrange(len(data))])
    return path


def check_damage(filled: Collection, *, flips: int, truncations: int) -> None:
    """Damage one file after the other; no search may serve it, and what next brings the caches up must mend it."""
    chance = random.Random(20240214)  # noqa: S311 - the same in every run
    for kind in ["flip"] * flips + ["cut"] * truncations:
        path = damage_one(chance, filled.folder, kind)
        vectors, words = Vectors(filled.folder / "vectors.faiss"), Words(filled.folder / "words")
        with filled.connection() as connection:
            is_vectors = path.name.startswith("vectors.")
            # A file that was damaged is not taken: its passages are read from the database again.
            assert vectors.follow(connection) == (64 if is_vectors else 0), path
            assert words.follow(connection) == (0 if is_vectors else 64), path
            vectors.grow(connection)
        assert vectors.contents() == [*range(1, 65)]
        assert words.contents() == [*range(1, 65)]
        assert filled.verify() == [], path


def test_no_damaged_byte_of_a_cache_is_served(filled: Collection) -> None:
    check_damage(filled, flips=24, truncations=8)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_no_damaged_byte_of_a_cache_is_served_at_length(filled: Collection) -> None:
    check_damage(filled, flips=1500, truncations=150)


# A file may not grow beyond so many bytes: what the system then says is what a full disk says.
FULL = """
import logging, resource, signal, sys
from pathlib import Path
import index.state
from index.collection import Collection
from index.embed import load_embedder
from index.retrieve import retrieve
logging.basicConfig(format="%(message)s")
index.state.EXACT_PASSAGES = 40
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Collection.open(Path(sys.argv[1]), load_embedder("hashed-words")) as collection:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    collection.caches.bring_up()
    found = {hit.minutes.id for hit in retrieve(collection, sys.argv[3])}
    print(len(collection.summaries()), sys.argv[4] in found)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system does not limit files")
@pytest.mark.parametrize(
    ("size", "is_there"), [(0, True), (100, True), (1000, True), (0, False), (1000, False), (4000, False)]
)
def test_a_full_disk_while_the_caches_are_written_loses_nothing_and_says_so(
    filled: Collection, make: Make, size: int, is_there: bool
) -> None:
    filled.add(*minutes(make, 9, word="Hedgehog"))
    if not is_there:
        filled.vectors.forget()
        filled.words.forget()
    before = {path: path.read_bytes() for path in filled.folder.glob("*.json")}
    done = subprocess.run(
        [sys.executable, "-c", FULL, filled.folder, str(size), f"{LINES[0]} Hedgehog", identity(9)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == "9 True\n"
    assert "could not be written" in done.stderr
    # What was there is there, and is used or made again. The vectors find what the words do not have yet.
    assert {path: path.read_bytes() for path in filled.folder.glob("*.json")} == before
    assert not [path.name for path in filled.folder.rglob("*.tmp")]
    filled.caches.bring_up()
    assert filled.verify() == []
    assert first(filled, "swimming pool Hedgehog") == f"{identity(9)}#1"

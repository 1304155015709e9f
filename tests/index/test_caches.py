"""The caches of a collection: brought up beside those who ask, damaged, on a full disk, and while all changes."""

import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.minutes import Reading
from index import caches, schema
from index.collection import Collection
from index.retrieve import consult, retrieve
from index.scope import EVERYTHING
from index.settings import DEFAULTS
from index.vectors import Vectors
from index.words import Words

Given = tuple[Reading, bytes]
Make = Callable[..., Given]
LINES = [
    "The swimming pool at Fenwick was closed for repairs.",
    "Members asked about the winter gritting plan.",
    "The library opening hours were extended on Saturdays.",
    "Officers reported on the allotment waiting list.",
    "A grant of £4,000 was made to the museum.",
    "The footbridge over the Wend was inspected.",
    "Parking charges in Mill Lane were discussed.",
    "The school bus to Eastmere was late again.",
]


@pytest.fixture(autouse=True)
def _early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quantise from 40 passages on, and add words in steps of 20."""
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 40)
    monkeypatch.setattr("index.state.NEWEST_PASSAGES", 20)
    monkeypatch.setattr("index.words.STEP_PASSAGES", 20)


def minutes(make: Make, day: int, *, year: int = 2021, word: str = "") -> Given:
    lines = [(str(n), f"{line} {word}".strip()) for n, line in enumerate(LINES, start=1)]
    return make(lines, held=date(year, 1, day), address=f"{year}-{day}.txt")


def identity(day: int, year: int = 2021) -> str:
    return f"ambleford-council/scrutiny-committee/{year}-01-{day:02}"


@pytest.fixture
def filled(collection: Collection, make: Make) -> Collection:
    """A collection of 64 passages, quantised and saved, with its words."""
    for day in range(1, 9):
        collection.add(*minutes(make, day, word=f"Entry{day}"))
    collection.caches.bring_up()
    return collection


@pytest.fixture
def served(filled: Collection) -> Iterator[Collection]:
    """The same with the thread that brings caches up."""
    filled.caches.start()
    yield filled
    filled.caches.stop()


def first(collection: Collection, question: str) -> str:
    return retrieve(collection, question)[0].paragraph.id


def test_a_question_waits_a_moment_for_what_was_just_added(served: Collection, make: Make) -> None:
    served.add(*minutes(make, 9, word="Hedgehog"))
    hits = retrieve(served, "hedgehog")
    assert {hit.minutes.id for hit in hits[:8]} == {identity(9)}
    assert all(hit.words > 0 for hit in hits[:8])


def test_a_question_does_not_wait_for_what_takes_long(
    served: Collection, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = threading.Event()
    follow = served.words.follow

    def slow(connection: object) -> int:
        finish.wait()
        return follow(connection)  # type: ignore[arg-type]

    monkeypatch.setattr(served.words, "follow", slow)
    served.add(*minutes(make, 9, word="Hedgehog"))
    served.remove(identity(3))
    started = time.monotonic()
    found = [hit.minutes.id for _ in range(10) for hit in retrieve(served, "the swimming pool at Fenwick")]
    # One wait, not ten: the work began when the first question asked for it.
    assert time.monotonic() - started < 10 * caches.PATIENCE_SECONDS
    assert identity(3) not in found
    assert identity(9) in found  # by its vectors
    finish.set()
    served.caches.stop()
    monkeypatch.undo()
    assert first(served, "hedgehog").startswith(identity(9))


def test_a_thread_that_fails_is_told_and_goes_on(
    served: Collection, make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: object) -> int:
        raise RuntimeError("a fault of ours")

    with monkeypatch.context() as patch:
        patch.setattr(served.words, "follow", fail)
        served.add(*minutes(make, 9, word="Hedgehog"))
        assert identity(9) in {hit.minutes.id for hit in retrieve(served, "the swimming pool at Fenwick")}
    assert "bringing the index up to date failed" in caplog.text
    served.caches._since = 0.0
    assert any(hit.words > 0 for hit in retrieve(served, "hedgehog"))


def test_a_thread_keeps_no_look_at_the_database_open(served: Collection) -> None:
    time.sleep(0.1)
    with schema.connect(served.folder / "minutes.db", writes=True) as writer:
        assert schema.empty_log(writer, wait_seconds=1)


def test_steps_end_with_whole_minutes_and_come_to_the_same(filled: Collection) -> None:
    shutil.rmtree(filled.folder / "words")
    (filled.folder / "words.json").unlink()
    words = Words(filled.folder / "words")
    ends = []
    with filled.connection() as connection:
        while not words.is_current(connection):
            words._step(connection)
            ends.append(len(Words(filled.folder / "words")._recorded().files) and words._recorded().last)  # type: ignore[union-attr]
        assert words.contents() == [*range(1, 65)]
    # Twenty passages end inside the third minutes of eight.
    assert ends == [24, 48, 64]


def test_the_whole_index_serves_until_the_new_one_is_whole(filled: Collection) -> None:
    retrieve(filled, "hedgehog")
    filled.remove(identity(3))  # takes the files away
    with filled.connection() as connection:
        filled.words._step(connection)
        assert filled.words.contents() == [*range(1, 65)]  # the old one, in memory
        assert not filled.words.is_current(connection)
        filled.words.follow(connection)
        assert filled.words.contents() == [*range(1, 17), *range(25, 65)]


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
    assert "was not written" in done.stderr
    # What was there is there, and is used or made again. The vectors find what the words do not have yet.
    assert {path: path.read_bytes() for path in filled.folder.glob("*.json")} == before
    assert not [path.name for path in filled.folder.rglob("*.tmp")]
    filled.caches.bring_up()
    assert filled.verify() == []
    assert first(filled, "swimming pool Hedgehog") == f"{identity(9)}#1"


def keep_changing(collection: Collection, make: Make, done: threading.Event, told: list[str]) -> None:
    """Add, replace and remove minutes until it is over; what is removed for good is told after it was."""
    day = 0
    while not done.is_set():
        day = day % 28 + 1
        collection.add(*minutes(make, day, year=2022, word="Badger"))
        collection.add(*minutes(make, day, year=2022, word="Otter"))
        collection.remove(identity(day, 2022))
        told.append(identity(day, 2022))
        collection.add(*minutes(make, day, year=2023, word=f"Heron{len(told)}"))


def check_changing(served: Collection, make: Make, *, seconds: float) -> None:
    wrong: list[object] = []
    asked = [0] * 8
    done = threading.Event()
    removed: list[str] = []

    def ask(place: int) -> None:
        chance = random.Random(place)  # noqa: S311 - the same in every run
        while not done.is_set():
            gone = {*removed[-20:]} if len(removed) < 28 else set()  # later the days come again
            question = chance.choice(LINES) + chance.choice([" Badger", " Otter", " Heron", ""])
            try:
                found = consult(served, question, scope=EVERYTHING, settings=DEFAULTS)
            except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
                wrong.append(error)
                continue
            asked[place] += 1
            ids = {hit.minutes.id for hit in found.hits}
            if ids & gone:
                wrong.append(f"removed minutes were found: {ids & gone}")
            for whole in found.minutes.values():
                last = {paragraph.text.rsplit(" ", 1)[-1] for paragraph in whole.paragraphs}
                if len(whole.paragraphs) != 8 or len(last) != 1:
                    wrong.append(f"{whole.id} is not whole: {last}")
            texts = {paragraph.id: paragraph.text for whole in found.minutes.values() for paragraph in whole.paragraphs}
            wrong.extend(hit for hit in found.hits if texts[hit.paragraph.id] != hit.paragraph.text)

    threads = [threading.Thread(target=ask, args=[place]) for place in range(8)]
    writer = threading.Thread(target=keep_changing, args=[served, make, done, removed])
    for thread in (*threads, writer):
        thread.start()
    time.sleep(seconds)
    done.set()
    for thread in (*threads, writer):
        thread.join()
    assert wrong == []
    assert min(asked) > 0
    assert len(removed) > 1
    served.caches.stop()
    served.caches.bring_up()
    assert served.verify() == []


def test_no_half_added_no_removed_paragraph_and_no_error_while_all_changes(served: Collection, make: Make) -> None:
    check_changing(served, make, seconds=4)


@pytest.mark.long
def test_no_half_added_no_removed_paragraph_and_no_error_for_a_minute(served: Collection, make: Make) -> None:
    check_changing(served, make, seconds=60)


OTHER = """
import sys
from pathlib import Path
import index.state, index.words
from index.collection import Collection
from index.embed import load_embedder
from index.retrieve import retrieve
index.state.EXACT_PASSAGES = 40
with Collection.open(Path(sys.argv[1]), load_embedder("hashed-words")) as collection:
    collection.caches.start()
    for line in sys.stdin:
        print(",".join(sorted({hit.minutes.id for hit in retrieve(collection, line)})), flush=True)
"""


def test_several_servers_share_a_collection(served: Collection, make: Make) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OTHER, served.folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None

        def ask(question: str) -> list[str]:
            other.stdin.write(question + "\n")  # type: ignore[union-attr]
            other.stdin.flush()  # type: ignore[union-attr]
            return other.stdout.readline().strip().split(",")  # type: ignore[union-attr]

        for day in range(9, 20):
            served.add(*minutes(make, day, word="Hedgehog"))
            assert identity(day) in {hit.minutes.id for hit in retrieve(served, f"{LINES[0]} Hedgehog")} | {
                *ask(f"{LINES[0]} Hedgehog")
            }
            served.remove(identity(day))
            assert identity(day) not in ask(f"{LINES[0]} Hedgehog")
        other.stdin.close()
        assert other.wait(20) == 0
    served.caches.stop()
    served.caches.bring_up()
    assert served.verify() == []

"""Searches while minutes are added and removed, by one process and by several: each sees a whole."""

import random
import subprocess
import sys
import threading
import time

import pytest

from index.collection import Collection
from index.retrieve import consult, retrieve
from index.scope import EVERYTHING
from index.settings import DEFAULTS
from tests.index.caches.conftest import LINES, Make, identity, minutes


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

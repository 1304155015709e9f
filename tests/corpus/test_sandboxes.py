"""Several children at once: each file's failure is its own, and none of them is left behind."""

import os
import sys
import time

import pytest

from corpus.errors import SourceUnreadable
from corpus.minutes import Metadata
from corpus.sandboxes import Sandboxes

ITEM = b"Agenda item\n\nRoads\n\n1.1\xc2\xa0\xc2\xa0 Potholes were repaired.\n"
LARGE = ITEM + b"Salt was bought and spread on the roads of the county.\n\n" * 200_000
unix = pytest.mark.skipif(sys.platform == "win32", reason="processes are asked after as Unix does")


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(sandboxes: Sandboxes, children: int) -> list[int]:
    """Wait until so many children run, and return their process ids."""
    while len(sandboxes.pids) < children:
        time.sleep(0.01)
    return sandboxes.pids


def test_each_file_has_its_own_minutes_or_its_own_refusal() -> None:
    with Sandboxes(2) as sandboxes:
        readings = [sandboxes.read(f"{n}.txt", ITEM if n % 2 else b"", Metadata()) for n in range(6)]

        for number, reading in enumerate(readings):
            if number % 2:
                assert reading.result().minutes.source.address == f"{number}.txt"
            else:
                with pytest.raises(SourceUnreadable, match=f"'{number}.txt' is empty"):
                    reading.result()


def test_no_more_children_are_started_than_are_busy() -> None:
    with Sandboxes(2) as sandboxes:
        assert sandboxes.pids == []
        for _ in range(3):
            sandboxes.read("a.txt", ITEM, Metadata()).result()

        assert len(sandboxes.pids) == 1


@unix
def test_files_are_read_at_the_same_time() -> None:
    with Sandboxes(2) as sandboxes:
        slow = sandboxes.read("slow.txt", LARGE, Metadata())
        assert sandboxes.read("quick.txt", ITEM, Metadata()).result().minutes.source.address == "quick.txt"

        assert not slow.done()
        assert len(set(until(sandboxes, 2))) == 2


@unix
def test_an_interruption_ends_every_child_and_waits_for_no_file() -> None:
    def interrupted(found: list[int]) -> None:
        with Sandboxes(2) as sandboxes:
            for number in range(8):
                sandboxes.read(f"{number}.txt", LARGE, Metadata())
            found += until(sandboxes, 2)
            raise KeyboardInterrupt

    pids: list[int] = []
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        interrupted(pids)

    assert time.monotonic() - started < 5
    assert len(pids) == 2
    assert not any(runs(pid) for pid in pids)

"""Caches are brought up beside the questions: what waits for them, and what does not."""

import shutil
import threading
import time

import pytest

from index import caches, schema
from index.collection import Collection
from index.retrieve import retrieve
from index.words import Words
from tests.index.caches.conftest import Make, first, identity, minutes


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

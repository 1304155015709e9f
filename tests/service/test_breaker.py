"""When a language model is left alone, and when it is tried again: by hand, and against a plain model of the rules."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from service.breaker import Breaker


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(clock, rest_seconds=15)
    for _ in range(5):
        fail(breaker)
    assert breaker.admit() is None
    return breaker


def fail(breaker: Breaker) -> None:
    ticket = breaker.admit()
    assert ticket is not None
    breaker.failed(ticket)


def succeed(breaker: Breaker) -> None:
    ticket = breaker.admit()
    assert ticket is not None
    breaker.succeeded(ticket)


def test_the_fifth_failure_within_thirty_seconds_opens_it() -> None:
    clock = Clock()
    breaker = Breaker(clock, rest_seconds=15)
    for _ in range(4):
        fail(breaker)
        clock.seconds += 7.5
    succeed(breaker)
    assert clock.seconds == 1030
    fail(breaker)
    assert breaker.admit() is None


def test_five_failures_in_more_than_thirty_seconds_do_not() -> None:
    clock = Clock()
    breaker = Breaker(clock, rest_seconds=15)
    for _ in range(4):
        fail(breaker)
        clock.seconds += 7.6
    fail(breaker)
    assert breaker.admit() is not None


def test_half_of_the_last_twenty_open_it_however_slowly_they_come() -> None:
    clock = Clock()
    breaker = Breaker(clock, rest_seconds=15)
    for _ in range(9):
        fail(breaker)
        clock.seconds += 60
        succeed(breaker)
        clock.seconds += 60
    succeed(breaker)
    # Nineteen so far, of which nine failed; the twentieth is the tenth failure.
    fail(breaker)
    assert breaker.admit() is None


def test_nine_of_the_last_twenty_do_not() -> None:
    clock = Clock()
    breaker = Breaker(clock, rest_seconds=15)
    for _ in range(50):
        for outcome in (fail, succeed, succeed, fail, succeed, fail, succeed):
            outcome(breaker)
            clock.seconds += 60


def test_it_rests_for_its_seconds_and_then_lets_one_through() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.seconds += 14.9
    assert breaker.admit() is None
    clock.seconds += 0.1
    assert breaker.admit() is not None
    assert breaker.admit() is None


def test_a_probe_that_succeeds_closes_it_and_forgets_what_was() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.seconds += 15
    succeed(breaker)
    for _ in range(4):
        fail(breaker)
    assert breaker.admit() is not None


def test_a_probe_that_fails_keeps_it_open_for_as_long_once_more() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.seconds += 15
    fail(breaker)
    clock.seconds += 14.9
    assert breaker.admit() is None
    clock.seconds += 0.1
    assert breaker.admit() is not None


def test_a_probe_whose_reader_left_makes_room_for_the_next() -> None:
    clock = Clock()
    breaker = opened(clock)
    clock.seconds += 15
    ticket = breaker.admit()
    assert ticket is not None
    breaker.left(ticket)
    assert breaker.admit() is not None


def test_an_answer_that_began_before_the_rest_neither_closes_it_nor_counts_after() -> None:
    clock = Clock()
    breaker = Breaker(clock, rest_seconds=15)
    early = [breaker.admit() for _ in range(10)]
    assert None not in early
    for _ in range(5):
        fail(breaker)
    breaker.succeeded(early[0] or 0)
    assert breaker.admit() is None
    clock.seconds += 15
    succeed(breaker)
    for ticket in early[1:]:
        breaker.failed(ticket or 0)
    assert breaker.admit() is not None


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.floats(0, 1))
def test_it_does_what_a_plain_model_of_the_rules_does(seed: int, badness: float) -> None:
    chance = random.Random(seed)  # noqa: S311 - it decides what is tried
    clock = Clock()
    breaker = Breaker(clock, rest_seconds=15)
    # The plain model: every outcome with its time since it was last closed, and when it was opened.
    past: list[tuple[float, bool]] = []
    opened_at: float | None = None
    for _ in range(200):
        clock.seconds += chance.choice([0, 0.5, 3, 8, 20])
        may = opened_at is None or clock.seconds - opened_at >= 15
        ticket = breaker.admit()
        assert (ticket is not None) == may
        if ticket is None:
            continue
        is_good = chance.random() >= badness
        (breaker.succeeded if is_good else breaker.failed)(ticket)
        if opened_at is not None:
            past, opened_at = ([], None) if is_good else (past, clock.seconds)
            continue
        past.append((clock.seconds, is_good))
        times = [time for time, good in past if not good][-5:]
        last = [good for _, good in past[-20:]]
        is_often = not is_good and len(times) == 5 and clock.seconds - times[0] <= 30
        if is_often or (not is_good and len(last) == 20 and last.count(False) >= 10):
            opened_at = clock.seconds

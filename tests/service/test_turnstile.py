"""How many questions are worked on at once."""

import threading

import pytest

from service.errors import TooBusy
from service.turnstile import Turnstile


def test_one_more_than_may_pass_is_refused_when_its_turn_does_not_come() -> None:
    turnstile = Turnstile(1, wait_seconds=0)
    with (
        turnstile.passing(),
        pytest.raises(TooBusy) as caught,
        turnstile.passing(),
    ):
        pass
    assert str(caught.value) == (
        "1 question at once is the most. Too many questions are being answered at the moment. "
        "Ask again in a few seconds."
    )


def test_a_place_is_free_again_afterwards_even_after_an_error() -> None:
    turnstile = Turnstile(1, wait_seconds=0)
    for _ in range(7):
        with pytest.raises(ZeroDivisionError), turnstile.passing():
            _ = 1 / 0


def test_one_who_waits_passes_when_another_is_done() -> None:
    turnstile = Turnstile(1, wait_seconds=10)
    passed = threading.Event()

    def wait_and_pass() -> None:
        with turnstile.passing():
            passed.set()

    with turnstile.passing():
        waiting = threading.Thread(target=wait_and_pass)
        waiting.start()
        assert not passed.wait(0.05)
    assert passed.wait(5)
    waiting.join()


def test_beyond_those_who_may_wait_one_is_refused_at_once() -> None:
    turnstile = Turnstile(1, wait_seconds=30)
    threads = []
    with turnstile.passing():
        for _ in range(4):

            def wait_and_pass() -> None:
                with turnstile.passing():
                    pass

            threads.append(threading.Thread(target=wait_and_pass))
            threads[-1].start()
        while turnstile._in_sight._value:  # the four have to be waiting before the fifth comes
            threading.Event().wait(0.01)
        with pytest.raises(TooBusy), turnstile.passing():
            pass
    for thread in threads:
        thread.join(5)
        assert not thread.is_alive()

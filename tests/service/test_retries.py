"""How long a second attempt waits, and how few there are."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import Failure
from service.retries import Retries

NOON = datetime(2026, 11, 29, 12, 0, 0, tzinfo=UTC)


def retries(chance: float = 0.0) -> Retries:
    made = Retries(lambda: chance, lambda: NOON)
    made.asked()
    return made


@pytest.mark.parametrize(
    ("reason", "chance", "seconds"),
    [
        ("overloaded", 0.0, 0.2),
        ("overloaded", 0.5, 0.6),
        ("overloaded", 1.0, 1.0),
        ("refused", 0.0, 0.05),
        ("refused", 1.0, 0.2),
    ],
)
def test_a_second_attempt_waits_between_two_bounds_by_chance(reason: Failure, chance: float, seconds: float) -> None:
    assert retries(chance).wait_seconds(reason, None) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("0", 0.2),
        ("3", 3.0),
        (" 5 ", 5.0),
        ("6", None),
        ("99999999999999999999", None),
        ("Sun, 29 Nov 2026 12:00:04 GMT", 4.0),
        ("Sun, 29 Nov 2026 12:01:00 GMT", None),
        ("Sun, 29 Nov 2026 11:00:00 GMT", 0.2),
        ("Sun, 29 Nov 2026 12:00:04 -0000", 4.0),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", 0.2),
        ("Mon, 99999999999999999999 Jan 2026 00:00:00 GMT", 0.2),
        ("Sun, 29 Nov 2026 12:00:04 +99999999999999999999", 0.2),
        ("soon", 0.2),
        ("-1", 0.2),
        ("1.5", 0.2),
        ("²", 0.2),
        ("", 0.2),
    ],
)
def test_what_the_server_asks_for_is_waited_for_up_to_five_seconds(header: str, seconds: float | None) -> None:
    assert retries().wait_seconds("overloaded", header) == seconds


@given(
    st.text(max_size=30) | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,3} [A-Z][a-z]{2} [0-9]{1,9} [0-9:]{1,9} ?[A-Z+0-9-]*")
)
def test_any_header_at_all_gives_a_wait_within_the_bounds_or_none(header: str) -> None:
    wait = retries().wait_seconds("overloaded", header)
    assert wait is None or 0.2 <= wait <= 5


def test_of_the_first_twenty_questions_one_has_a_second_attempt_and_of_the_next_ten_another() -> None:
    made = Retries(lambda: 0.0)
    granted = []
    for number in range(1, 41):
        made.asked()
        if made.wait_seconds("overloaded", None) is not None:
            granted.append(number)
    assert granted == [1, 20, 30, 40]


def test_several_at_once_are_counted_each() -> None:
    made = Retries(lambda: 0.0)
    for _ in range(30):
        made.asked()
    assert [made.wait_seconds("refused", None) is not None for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.parametrize("seed", range(20))
def test_however_the_failures_fall_a_hundred_questions_make_at_most_a_hundred_and_ten_requests(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - it decides what is tried
    made = Retries(lambda: 0.0)
    requests = []
    for _ in range(1000):
        made.asked()
        fails = chance.random() < chance.choice([0.0, 0.3, 1.0])
        requests.append(1 + (fails and made.wait_seconds("overloaded", None) is not None))
    assert all(sum(requests[start : start + 100]) <= 110 for start in range(0, 1000, 100))

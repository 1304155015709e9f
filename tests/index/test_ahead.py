"""Work that is begun before its turn."""

import threading

import pytest

from index.ahead import AT_ONCE, ahead


def test_each_comes_in_order_with_its_result() -> None:
    given = list(ahead(lambda number: number * 2, range(7)))
    assert [(thing, future.result()) for thing, future in given] == [(number, number * 2) for number in range(7)]


def test_what_is_taken_waits_for_no_work_and_few_are_begun() -> None:
    may_end, begun = threading.Event(), []

    def work(number: int) -> int:
        begun.append(number)
        may_end.wait(10)
        return number

    iteration = ahead(work, iter(range(100)))
    first, future = next(iteration)
    assert first == 0
    assert not future.done()
    may_end.set()
    assert future.result() == 0
    assert len(begun) <= AT_ONCE + 1
    iteration.close()
    assert len(begun) <= AT_ONCE + 1


def test_a_failure_comes_with_its_thing_and_stops_no_other() -> None:
    given = list(ahead(lambda number: 1 // number, [1, 0, 1]))
    assert given[0][1].result() == given[2][1].result() == 1
    with pytest.raises(ZeroDivisionError):
        given[1][1].result()

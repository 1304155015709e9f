"""A function that makes something slow in, one that gives what it made out."""

import threading
from collections.abc import Callable
from typing import TypeVar

Thing = TypeVar("Thing")


def once(make: Callable[[], Thing]) -> Callable[[], Thing]:
    """Return a function that calls another at its first call and gives what that made at every later one.

    Safe from several threads: the others wait for the first. What make raises is raised, and it is called again.
    """
    lock = threading.Lock()
    made: list[Thing] = []

    def give() -> Thing:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return give

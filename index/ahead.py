"""Things in order and slow work for each in; each in order out, with its work begun before its turn."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# While one waits for its turn, one is at the work's slow part and one at what comes before it.
AT_ONCE = 2


def ahead(
    work: Callable[[Thing], Result], things: Iterable[Thing]
) -> Generator[tuple[Thing, Future[Result]], None, None]:
    """Give each thing in order with what the work will return for it, or raise; threads do the work of AT_ONCE at once.

    No more than AT_ONCE are begun beside the one that was given. What is begun when the iteration is given up is
    finished first.
    """
    begun: deque[tuple[Thing, Future[Result]]] = deque()
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="ahead") as threads:
        try:
            for thing in things:
                begun.append((thing, threads.submit(work, thing)))
                if len(begun) > AT_ONCE:
                    yield begun.popleft()
            while begun:
                yield begun.popleft()
        finally:
            for _, future in begun:
                future.cancel()

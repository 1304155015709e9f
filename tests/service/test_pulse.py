"""The pulse of a process that serves: it is felt while its event loop turns, and missed while that hangs."""

import multiprocessing
import socket
import threading
import time
import urllib.request

import uvicorn
from starlette.types import Receive, Scope, Send

from service.pulse import Pulse


def test_looks_are_counted_while_the_count_stands_still() -> None:
    pulse = Pulse(multiprocessing.get_context("spawn"))
    assert not pulse.has_begun
    assert [pulse.missed(), pulse.missed()] == [1, 2]
    beat(pulse)
    assert pulse.has_begun
    assert [pulse.missed(), pulse.missed(), pulse.missed()] == [0, 1, 2]
    beat(pulse)
    assert [pulse.missed(), pulse.missed()] == [0, 1]


def test_an_event_loop_that_hangs_has_none() -> None:
    pulse = Pulse(multiprocessing.get_context("spawn"))
    hangs, goes_on = threading.Event(), threading.Event()

    async def app(scope: Scope, _: Receive, send: Send) -> None:
        assert scope["type"] == "http"
        hangs.set()
        goes_on.wait(20)
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})

    config = uvicorn.Config(app, lifespan="off", log_level="critical", callback_notify=pulse.beat, timeout_notify=0)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        serving.start()
        until_felt(pulse)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        asking = threading.Thread(target=urllib.request.urlopen, args=[address])
        asking.start()
        assert hangs.wait(20)
        pulse.missed()
        time.sleep(2.5)
        assert pulse.missed() > 0
        goes_on.set()
        asking.join(20)
        until_felt(pulse)
        server.should_exit = True
        serving.join(20)


def until_felt(pulse: Pulse) -> None:
    deadline = time.monotonic() + 20
    while pulse.missed():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def beat(pulse: Pulse) -> None:
    """Drive the one step of the coroutine, which waits for nothing."""
    try:
        pulse.beat().send(None)
    except StopIteration:
        return
    raise AssertionError

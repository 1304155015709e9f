"""How the settings were given in, several processes that serve one collection until interrupted out.

Every process opens the collection for itself, as any number may; of what follows it on the disk one writes, under its
lock. The parent holds the address and answers nothing: it starts a process in the place of one that dies, and ends one
that hangs.
"""

import contextlib
import logging
import logging.config
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import NoReturn

from corpus.errors import MinutedError
from service import terminal
from service.app import logging_settings
from service.errors import WorkerFailed
from service.options import model_now, opened
from service.pulse import Pulse
from service.server import GRACE_SECONDS, bound, serve, told
from service.settings import load_settings

# Between a death and the start of another process, so that one that dies at once does not keep a core busy.
PAUSE_SECONDS = 1.0
# How often the pulse of each process is felt, and how many times in a row it may be missed: of one that serves, and of
# one that is still loading its models, for which minutes may be needed.
LOOK_SECONDS = 5.0
MISSED_SERVING = 6
MISSED_LOADING = 120
# What a process may take longer to end than the requests that it has begun.
END_SECONDS = 5.0

_logger = logging.getLogger("minuted")


@dataclass(frozen=True, slots=True)
class Worker:
    """A process, what it sends a byte through when it can answer, and its pulse while it does."""

    process: SpawnProcess
    ready: Connection
    pulse: Pulse


def run(flags: Mapping[str, object]) -> None:
    """Serve by as many processes as the settings say, until interrupted. The address is told when one can answer.

    flags: of the command line; the settings are read from them, the file and the environment in every process. The
    others are started after the first, which makes what has to be made of the model and tells what is wrong.
    Raises CollectionMissing, PortInUse, and WorkerFailed where the first cannot start and has told why.
    """
    settings = load_settings(**flags)
    with opened(settings):
        pass  # a home without minutes is told before anything is started
    logging.config.dictConfig(logging_settings())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with bound(settings) as listening:
        try:
            workers = [_started(flags, listening)]
            if not _is_ready(workers[0]):
                raise WorkerFailed("a process that was to answer questions could not start, for the reason above.")
            # Who reads the address may ask at once, and waits until a process takes the question.
            listening.listen()
            told(settings)
            workers += [_started(flags, listening) for _ in range(settings.processes - 1)]
            _watch(workers, flags, listening)
        finally:
            _end()


def _started(flags: Mapping[str, object], listening: socket.socket) -> Worker:
    """Start a process. Nothing is inherited: what runs in this one, threads among it, does not go on in that."""
    context = multiprocessing.get_context("spawn")
    ready, telling = context.Pipe(duplex=False)
    pulse = Pulse(context)
    process = context.Process(target=_work, args=(dict(flags), listening, telling, pulse))
    process.start()
    telling.close()
    return Worker(process, ready, pulse)


def _is_ready(worker: Worker) -> bool:
    """Wait until a process can answer; return whether it can, and has not ended. One that hangs is ended."""
    while not wait([worker.ready], LOOK_SECONDS):
        _end_hanging([worker])
    try:
        return bool(worker.ready.recv_bytes())
    except EOFError:
        worker.process.join()
        return False


def _watch(workers: list[Worker], flags: Mapping[str, object], listening: socket.socket) -> NoReturn:
    """Start another process in the place of each that ends, and end those that hang, until interrupted."""
    looks_at = time.monotonic() + LOOK_SECONDS
    while True:
        wait([worker.process.sentinel for worker in workers], max(0.0, looks_at - time.monotonic()))
        _replace(workers, flags, listening)
        if time.monotonic() >= looks_at:
            _end_hanging(workers)
            looks_at = time.monotonic() + LOOK_SECONDS


def _end_hanging(workers: Sequence[Worker]) -> None:
    """End the processes that live and do not answer. It cannot be done gently: what hangs hears nothing."""
    for worker in workers:
        most = MISSED_SERVING if worker.pulse.has_begun else MISSED_LOADING
        if worker.pulse.missed() >= most:
            _logger.error("process %d has hung for %d seconds, and is ended", worker.process.pid, most * LOOK_SECONDS)
            worker.process.kill()
            worker.process.join()


def _replace(workers: list[Worker], flags: Mapping[str, object], listening: socket.socket) -> None:
    """Start another process in the place of each that has ended."""
    for place, worker in enumerate(workers):
        if worker.process.exitcode is not None:
            _logger.error("process %d ended with status %d", worker.process.pid, worker.process.exitcode)
            time.sleep(PAUSE_SECONDS)
            workers[place] = _started(flags, listening)
            _logger.info("process %d takes its place", workers[place].process.pid)


def _end() -> None:
    """Let the processes finish what they have begun, and end them: all there are, also one that was just started."""
    processes = multiprocessing.active_children()
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE_SECONDS + END_SECONDS
    for process in processes:
        process.join(max(0.0, until - time.monotonic()))
        process.kill()


def _work(flags: Mapping[str, object], listening: socket.socket, telling: Connection, pulse: Pulse) -> None:
    """Be one of the processes. What is expected to go wrong ends it with status 1 and the sentence."""
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    settings = load_settings(**flags)
    # The terminal interrupts all of them.
    with contextlib.suppress(KeyboardInterrupt):
        try:
            with opened(settings, named=lambda: model_now(flags)) as collection:
                serve(settings, collection, lambda: telling.send_bytes(b"ready"), sockets=[listening], pulse=pulse)
        except MinutedError as error:
            terminal.failure(str(error))
            sys.exit(1)


def _end_with_parent() -> None:
    """End this process as the parent would, once that has gone without doing so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

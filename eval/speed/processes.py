"""What to run in, what it answered out: Minuted's commands and our own tasks, in fresh processes of this machine.

A process of its own has its own memory and has loaded nothing yet, so that both can be measured.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from corpus.sandbox import environment
from eval.errors import EvaluationError
from service.settings import Settings
from service.settings_sources import variable

LOOPBACK = "127.0.0.1"
POLL_SECONDS = 0.02
# Loading a large model from a slow disk takes a while; nothing takes longer than this and still comes.
START_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers. seconds: from starting its process until `/health` answered. process: its number."""

    address: str
    seconds: float
    process: int


def in_own_process(task: str, **given: object) -> dict[str, Any]:
    """Return what a task of eval/speed/worker.py answers, run in a fresh process.

    Raises EvaluationError with what the process said last where it fails.
    """
    done = subprocess.run(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-P", "-m", "eval.speed.worker", task],
        input=json.dumps(given),
        capture_output=True,
        encoding="utf-8",
        env=_environment(),
        check=False,
    )
    if done.returncode != 0:
        raise EvaluationError(f"measuring '{task}' failed: {_last_line(done.stderr, done.returncode)}")
    answered: dict[str, Any] = json.loads(done.stdout)
    return answered


def run_minuted(home: Path, settings: Settings, *arguments: str) -> None:
    """Run a command of `minuted` to its end. Raises EvaluationError with what it said where it fails."""
    done = subprocess.run(  # noqa: S603 - our own command, by our own interpreter
        _minuted(home, settings, *arguments),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=_environment(settings),
        check=False,
    )
    if done.returncode != 0:
        raise EvaluationError(f"'minuted {arguments[0]}' failed: {_last_line(done.stderr, done.returncode)}")


@contextlib.contextmanager
def served(home: Path, settings: Settings) -> Iterator[Served]:
    """Serve the collection of a home by `minuted serve`, on this machine alone, and end it afterwards.

    The model, how many processes there are and how many questions each answers at once are those of the settings; the
    rest are defaults. Raises EvaluationError where the server stops, or has not answered after START_SECONDS.
    """
    port = _free_port()
    # The host is named: the environment may ask for another one.
    command = _minuted(home, settings, "serve", "--host", LOOPBACK, "--port", str(port))
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own command, by our own interpreter
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_environment(settings)
    ) as server:
        address = f"http://{LOOPBACK}:{port}"
        try:
            while not _answers(address):
                if server.poll() is not None:
                    raise EvaluationError(
                        f"'minuted serve' stopped with status {server.returncode}. Run it by itself to see why."
                    )
                if time.perf_counter() - started > START_SECONDS:
                    raise EvaluationError(
                        f"'minuted serve' has not answered after {START_SECONDS:.0f} seconds. Run it by itself to see "
                        "why."
                    )
                time.sleep(POLL_SECONDS)
            yield Served(address, time.perf_counter() - started, server.pid)
        finally:
            server.terminate()


def _minuted(home: Path, settings: Settings, *arguments: str) -> list[str]:
    # The model is named because this home has no minuted.toml.
    start = [sys.executable, "-P", "-c", "from service.cli import main; main()"]
    return [*start, "--home", str(home), "--model", settings.model, *arguments]


def _environment(settings: Settings | None = None) -> dict[str, str]:
    """Return this process's variables, with this code before all other, whatever folder it runs in."""
    given = {variable(name): str(getattr(settings, name)) for name in ("questions_at_once", "workers") if settings}
    return os.environ | {"PYTHONPATH": environment()["PYTHONPATH"]} | given


def _last_line(said: str, status: int) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else f"its process stopped with status {status}."


def _answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health", trust_env=False).is_success
    except httpx.TransportError:
        return False


def _free_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as probe:
        port: int = probe.getsockname()[1]
        return port

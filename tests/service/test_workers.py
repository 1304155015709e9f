"""Several processes serve one collection: started for real, killed, interrupted, and told what is wrong."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent")

ITEM = "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n"
LATER = "Agenda item\n\nParking\n\n2.1\u00a0\u00a0 The car park in Station Road was resurfaced.\n"


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from service.cli import main; main()", *arguments]


class Served:
    """A server that was started, what it said so far, and where it is."""

    def __init__(self, home: Path, script: str = "") -> None:
        """Start it by its command, or by a script that is given the home and the port."""
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-c", script, str(home), str(self.port)]
            if script
            else command("--home", str(home), "serve", "--port", str(self.port), "--workers", "2"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.said: list[str] = []
        self.reading = threading.Thread(target=self._read, daemon=True)
        self.reading.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.said.extend(iter(self.process.stderr.readline, ""))

    def first_line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def workers(self) -> list[int]:
        """Return the numbers of the processes that have said that they serve, in that order."""
        return [int(number) for number in re.findall(r"Started server process \[(\d+)\]", "".join(self.said))]

    def search(self, question: str) -> list[str]:
        """Return the ids that a search over a connection of its own finds."""
        address = f"http://127.0.0.1:{self.port}/api/search?q={urllib.parse.quote(question)}"
        with urllib.request.urlopen(address) as response:
            return [hit["paragraph"]["id"] for hit in json.load(response)["hits"]]

    def end(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Signal to all of the group, as a terminal and a service manager do, and return the status."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        status = self.process.wait(timeout=30)
        self.reading.join(timeout=30)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
        return status


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")
    (tmp_path / "roads.txt").write_text(ITEM, encoding="utf-8")
    add(tmp_path / "home", tmp_path / "roads.txt")
    return tmp_path / "home"


@pytest.fixture
def served(home: Path) -> Iterator[Served]:
    server = Served(home)
    yield server
    server.end(signal.SIGKILL)


def add(home: Path, file: Path) -> None:
    subprocess.run(command("--home", str(home), "add", str(file)), capture_output=True, check=True)


def until(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it did not come about within half a minute")


def is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


def test_several_processes_answer_and_follow_what_another_adds(served: Served, home: Path, tmp_path: Path) -> None:
    assert served.first_line() == f"Minuted is at http://127.0.0.1:{served.port} (stop it with Ctrl+C)\n"
    assert served.search("salt barn")[0] == "unknown/unknown/undated/gritting-of-roads#1.1"
    until(lambda: len(served.workers()) == 2)
    (tmp_path / "parking.txt").write_text(LATER, encoding="utf-8")
    add(home, tmp_path / "parking.txt")
    # Every connection may come to the one or the other.
    found = {served.search("car park in Station Road")[0] for _ in range(20)}
    assert found == {"unknown/unknown/undated/parking#2.1"}
    assert served.end() == 0
    assert all(is_gone(worker) for worker in served.workers())
    assert sum("Finished server process" in line for line in served.said) == 2
    assert not any("Traceback" in line for line in served.said)
    assert all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ ", line) for line in served.said)


def test_a_process_that_dies_is_replaced_and_the_others_answer_meanwhile(served: Served) -> None:
    served.first_line()
    until(lambda: len(served.workers()) == 2)
    first = served.workers()[0]
    os.kill(first, signal.SIGKILL)
    assert served.search("salt barn") == ["unknown/unknown/undated/gritting-of-roads#1.1"]
    until(lambda: len(served.workers()) == 3)
    assert any(line.endswith(f" ERROR process {first} ended with status -9\n") for line in served.said)
    assert any(line.endswith(f" INFO process {served.workers()[2]} takes its place\n") for line in served.said)
    assert served.end() == 0
    assert all(is_gone(worker) for worker in served.workers())


def test_an_interrupt_ends_all_with_the_status_of_one(served: Served) -> None:
    served.first_line()
    until(lambda: len(served.workers()) == 2)
    assert served.end(signal.SIGINT) == 130
    assert all(is_gone(worker) for worker in served.workers())
    assert not any("Traceback" in line for line in served.said)


LOOKS_OFTEN = """
import sys
from service import workers

workers.LOOK_SECONDS, workers.MISSED_SERVING = 0.5, 6
workers.run({"home": sys.argv[1], "port": int(sys.argv[2]), "workers": 2})
"""


def test_a_process_that_hangs_is_ended_and_replaced_and_one_that_is_well_is_not(home: Path) -> None:
    served = Served(home, LOOKS_OFTEN)
    try:
        served.first_line()
        until(lambda: len(served.workers()) == 2)
        first, second = served.workers()
        os.kill(first, signal.SIGSTOP)
        until(lambda: len(served.workers()) == 3)
        assert is_gone(first)
        assert any(
            line.endswith(f" ERROR process {first} has hung for 3 seconds, and is ended\n") for line in served.said
        )
        assert any(line.endswith(f" ERROR process {first} ended with status -9\n") for line in served.said)
        found = {served.search("salt barn")[0] for _ in range(20)}
        assert found == {"unknown/unknown/undated/gritting-of-roads#1.1"}
        # For as long as it took to notice the one, the other was well.
        time.sleep(4)
        assert not is_gone(second)
        assert sum("has hung" in line for line in served.said) == 1
    finally:
        served.end(signal.SIGTERM)


FIRST_HANGS = """
import os, signal, sys
from service import workers

workers.LOOK_SECONDS, workers.MISSED_LOADING = 0.25, 4
real = workers._started

def _started(*given):
    worker = real(*given)
    os.kill(worker.process.pid, signal.SIGSTOP)
    print(worker.process.pid, flush=True)
    return worker

workers._started = _started
workers.run({"home": sys.argv[1], "port": int(sys.argv[2]), "workers": 2})
"""


def test_a_first_process_that_hangs_while_it_loads_is_ended_and_told(home: Path) -> None:
    served = Served(home, FIRST_HANGS)
    try:
        first = int(served.first_line())
        assert served.process.wait(timeout=30) == 1
        assert is_gone(first)
    finally:
        served.end(signal.SIGKILL)
    assert any(line.endswith(f" ERROR process {first} has hung for 1 seconds, and is ended\n") for line in served.said)
    assert "could not start, for the reason above" in served.said[-1]


FAILS_AT_THE_THIRD = """
import sys
from service import workers

started = []
real = workers._started

def _started(*given):
    if len(started) == 2:
        print(*(one.process.pid for one in started), flush=True)
        raise OSError("no more processes")
    started.append(real(*given))
    return started[-1]

workers._started = _started
workers.run({"home": sys.argv[1], "port": int(sys.argv[2]), "workers": 3})
"""


def test_where_one_cannot_be_started_those_before_it_are_ended(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    script = [sys.executable, "-c", FAILS_AT_THE_THIRD, str(home), str(port)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            # A process that was forgotten would be waited for at the end of this one, and it for that.
            told, said = process.communicate(timeout=60)
        finally:
            process.kill()
    assert said.endswith("OSError: no more processes\n")
    first, second = told.splitlines()[-1].split()
    assert is_gone(int(first))
    assert is_gone(int(second))


def test_none_goes_on_without_the_process_that_started_them(served: Served) -> None:
    served.first_line()
    until(lambda: len(served.workers()) == 2)
    served.process.kill()
    served.process.wait(timeout=30)
    until(lambda: all(is_gone(worker) for worker in served.workers()))


def test_what_is_wrong_is_told_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_RERANKER", str(home / "nothing"))
    server = Served(home)
    assert server.first_line() == ""
    assert server.end() == 1
    told = [line for line in server.said if line.startswith("minuted:")]
    assert len(told) == 2
    assert f"'{home / 'nothing'}'" in told[0]
    assert told[1] == "minuted: a process that was to answer questions could not start, for the reason above.\n"

"""Reading in a process apart: the same minutes and errors as here, and a parser that dies takes one file with it."""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from corpus import sample
from corpus.child import Limits, reply
from corpus.errors import NoMinutes, SourceUnreadable
from corpus.minutes import Metadata, Reading
from corpus.read import minutes_files, read_minutes
from corpus.sandbox import Sandbox
from corpus.sidecar import read_sidecar

ITEM = b"Agenda item\n\nRoads\n\n1.1\xc2\xa0\xc2\xa0 Potholes were repaired.\n"
LARGE = ITEM + b"Salt was bought and spread on the roads of the county.\n\n" * 200_000
SMALLER = "Split it by meeting, or print it to a new PDF, and add that file."
ANEW = "Print it to a new PDF and add that file, and report this one."
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these signals nor these limits")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


def timeless(reading: Reading) -> Reading:
    source = replace(reading.minutes.source, retrieved="")
    return replace(reading, minutes=replace(reading.minutes, source=source))


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def texts(reading: Reading) -> list[str]:
    return [paragraph.text for paragraph in reading.minutes.paragraphs]


def refusal(sandbox: Sandbox, name: str, data: bytes) -> str:
    with pytest.raises(SourceUnreadable) as error:
        sandbox.read(name, data, Metadata())
    return str(error.value)


@pytest.mark.parametrize("document", minutes_files(sample.FOLDER), ids=lambda document: document.name)
def test_a_document_is_read_as_it_is_in_process(sandbox: Sandbox, document: Path) -> None:
    data, given = document.read_bytes(), read_sidecar(document)

    assert timeless(sandbox.read(document.name, data, given)) == timeless(read_minutes(document.name, data, given))


def test_what_is_given_reaches_the_child(sandbox: Sandbox) -> None:
    given = Metadata("Oak Council", "Roads Board", date(2024, 2, 29), "Roads", "draft", "7", time(18, 30))

    reading = sandbox.read("a.txt", ITEM, given)
    assert reading.given == given
    assert reading.minutes.id == "oak/roads-board/2024-02-29/7"


def test_a_sandbox_that_was_stopped_reads_no_more_and_leaves_no_child() -> None:
    with Sandbox() as sandbox:
        sandbox.read("a.txt", ITEM, Metadata())
        pid = sandbox.pid
        assert pid is not None
        sandbox.stop()
        assert refusal(sandbox, "b.txt", ITEM).startswith("'b.txt' made its parser stop")
    assert not runs(pid)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("empty.txt", b"", SourceUnreadable),
        ("page.html", b"<title>Just a moment...</title><p>Just a moment...</p>", NoMinutes),
        ("broken.pdf", b"%PDF-1.7\nnothing", SourceUnreadable),
    ],
)
def test_an_error_is_of_the_same_class_and_says_the_same(
    sandbox: Sandbox, name: str, data: bytes, kind: type[Exception]
) -> None:
    with pytest.raises(kind) as here:
        read_minutes(name, data, Metadata())
    with pytest.raises(kind) as there:
        sandbox.read(name, data, Metadata())

    assert (type(there.value), str(there.value)) == (type(here.value), str(here.value))


def test_what_a_parser_raises_by_mistake_is_named_without_its_text() -> None:
    assert reply(b"not JSON", b"") == b'{"error":"JSONDecodeError","message":""}'


@unix
def test_a_reply_that_is_not_minutes_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    liar = tmp_path / "liar"
    liar.write_text(
        f"#!{sys.executable}\nimport sys\nsys.stdout.buffer.write(bytes([0] * 7 + [13]) + b'{{\"reading\":7}}')\n"
        "sys.stdout.flush()\nsys.stdin.read()\n"
    )
    liar.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(liar))
    with Sandbox() as sandbox:
        assert refusal(sandbox, "a.pdf", ITEM) == (
            f"'a.pdf' could not be read: the parser failed (its reply is not minutes). {ANEW}"
        )
        assert sandbox.pid is None


def test_one_child_reads_many_files_and_an_error_does_not_end_it() -> None:
    with Sandbox() as sandbox:
        assert sandbox.pid is None
        sandbox.read("a.txt", ITEM, Metadata())
        first = sandbox.pid
        refusal(sandbox, "b.txt", b"")
        sandbox.read("c.txt", ITEM, Metadata())

        assert sandbox.pid == first


@unix
def test_a_child_killed_in_the_middle_refuses_its_file_and_another_reads_the_next() -> None:
    with Sandbox() as sandbox:
        sandbox.read("a.txt", ITEM, Metadata())
        killed = sandbox.pid
        assert killed is not None
        os.kill(killed, signal.SIGSTOP)  # so that it cannot be done before it is killed
        timer = threading.Timer(0.2, os.kill, (killed, signal.SIGKILL))
        timer.start()
        assert refusal(sandbox, "b.pdf", ITEM) == (
            f"'b.pdf' made its parser stop (signal 9), so it was not read. {ANEW}"
        )
        timer.join()

        assert texts(sandbox.read("c.txt", ITEM, Metadata())) == ["Potholes were repaired."]
        assert sandbox.pid not in (None, killed)


@unix
def test_a_child_that_died_between_two_files_costs_neither() -> None:
    with Sandbox() as sandbox:
        sandbox.read("a.txt", ITEM, Metadata())
        assert sandbox.pid is not None
        os.kill(sandbox.pid, signal.SIGKILL)
        os.waitid(os.P_PID, sandbox.pid, os.WEXITED | os.WNOWAIT)

        assert texts(sandbox.read("b.txt", ITEM, Metadata())) == ["Potholes were repaired."]


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with Sandbox(Limits(wall_seconds=0.001)) as sandbox:
        assert refusal(sandbox, "large.txt", LARGE) == (
            f"'large.txt' took longer than 0.001 seconds to read and was given up. {SMALLER}"
        )
        assert sandbox.pid is None


@unix
def test_a_file_that_computes_too_long_is_given_up() -> None:
    with Sandbox(Limits(cpu_seconds=0)) as sandbox:
        assert refusal(sandbox, "large.txt", LARGE) == (
            f"'large.txt' took more than 0 seconds of computing and was given up. {SMALLER}"
        )


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_a_file_that_needs_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    with Sandbox(Limits(memory_bytes=128 * 2**20)) as sandbox:
        assert refusal(sandbox, "large.txt", LARGE * 4) == (
            f"'large.txt' needed more than 128 MB of memory to read and was given up. {SMALLER}"
        )
        assert texts(sandbox.read("next.txt", ITEM, Metadata())) == ["Potholes were repaired."]


def test_a_reply_that_is_too_long_is_not_taken() -> None:
    with Sandbox(Limits(output_bytes=100)) as sandbox:
        assert refusal(sandbox, "a.txt", ITEM) == f"'a.txt' holds more than 0 MB of text and was given up. {SMALLER}"
        assert sandbox.pid is None


def test_a_name_that_is_no_unicode_is_spelled_out(sandbox: Sandbox) -> None:
    assert sandbox.read("caf\udce9.txt", ITEM, Metadata()).minutes.source.address == "caf\\udce9.txt"


@unix
def test_no_child_is_left_after_close_or_an_interruption() -> None:
    def interrupted(opened: list[int]) -> None:
        with Sandbox() as sandbox:
            sandbox.read("a.txt", ITEM, Metadata())
            opened.append(sandbox.pid or 0)
            raise KeyboardInterrupt

    pids: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        interrupted(pids)

    assert len(pids) == 1
    assert not runs(pids[0])


@unix
def test_the_child_stands_apart_from_the_terminal_and_the_secrets_of_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MINUTED_KEY", "secret")
    with Sandbox() as sandbox:
        sandbox.read("a.txt", ITEM, Metadata())
        assert sandbox.pid is not None
        assert os.getsid(sandbox.pid) == sandbox.pid
        environment = Path(f"/proc/{sandbox.pid}/environ")
        if environment.exists():
            assert b"secret" not in environment.read_bytes()

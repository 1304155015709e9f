"""Fuzzing: what breaks is found, told apart, written down and read again; what ends a process ends nothing else."""

import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus import sample
from corpus.errors import NoMinutes
from corpus.minutes import Metadata, Paragraph, Reading, digest
from corpus.read import read_minutes
from eval import cli, fuzz_worker
from eval import fuzz as lanes
from eval.errors import EvaluationError
from eval.fuzz import Finding, FuzzResult, Plan, fuzz, write_findings
from eval.fuzz_inputs import Input, inputs_of
from eval.fuzz_worker import Inspection, judge

ITEM = b"Agenda item\n\nRoads\n\n1.1\xc2\xa0\xc2\xa0 Potholes were repaired.\n\n1.2\xc2\xa0\xc2\xa0 Salt was bought.\n"
Judge = Callable[[Reading], Inspection]
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> Judge:
    """Return a function that judges a reading as if an input had given it."""

    def judge_reading(reading: Reading) -> Inspection:
        monkeypatch.setattr(fuzz_worker, "read_minutes", lambda *_: reading)
        return judge(Input("a.txt", b""))

    return judge_reading


def reading_with(**changed: object) -> Reading:
    """Return minutes of two paragraphs, the second with other values."""
    reading = read_minutes("a.txt", ITEM, Metadata())
    item = reading.minutes.items[0]
    second: Paragraph = replace(item.paragraphs[1], **changed)  # type: ignore[arg-type]
    return replace(
        reading, minutes=replace(reading.minutes, items=(replace(item, paragraphs=(item.paragraphs[0], second)),))
    )


def test_a_short_share_of_the_sample_and_the_fixtures_breaks_nothing() -> None:
    fixtures = Path(__file__).parents[1] / "corpus" / "fixtures"
    plan = Plan((sample.FOLDER, fixtures), inputs=600, seed=20240214, seconds_per_input=60)
    told: list[int] = []
    found = fuzz(plan, told=lambda so_far: told.append(so_far.inputs))
    assert found.findings == {}
    assert (found.inputs, told[-1]) == (600, 600)
    assert found.read > 100
    assert found.refused > 50


def test_minutes_and_refusals_are_right() -> None:
    assert judge(Input("a.txt", ITEM)) == Inspection("read")
    assert judge(Input("a.txt", b"")) == Inspection("refused")


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"id": "unknown/unknown/undated/roads#1.1"}, "two paragraphs have one id"),
        ({"id": "unknown/unknown/undated/roads#1 1"}, "an id that is no address"),
        ({"parent": "unknown/unknown/undated/roads#9"}, "a parent that is not there"),
        ({"parent": "unknown/unknown/undated/roads#1.2"}, "a parent that is not there"),
        ({"repeats": "unknown/unknown/undated/roads#9"}, "a repeated paragraph that is not there"),
        ({"text": "", "digest": digest("1.2", "")}, "a paragraph without text"),
        ({"text": "Salt\0", "digest": digest("1.2", "Salt\0")}, "a text that is not folded"),
        ({"label": "1.2 ", "digest": digest("1.2 ", "Salt was bought.")}, "a label that is not folded"),
        ({"digest": "0" * 16}, "a digest of another text"),
        ({"page": 0}, "a page before the first"),
        ({"ordinal": 3}, "paragraphs that are not counted from 1"),
        ({"kind": "speech"}, "a kind that is none"),
    ],
)
def test_a_broken_promise_is_named(judged: Judge, changed: dict[str, object], wrong: str) -> None:
    assert judged(reading_with(**changed)) == Inspection("broken", wrong)


def test_minutes_that_json_does_not_give_back_are_broken(judged: Judge) -> None:
    reading = reading_with()
    assert judged(replace(reading, minutes=replace(reading.minutes, held="2024"))) == Inspection(  # type: ignore[arg-type]
        "broken", "minutes that are no JSON"
    )
    assert judged(replace(reading, minutes=replace(reading.minutes, held=date(2024, 1, 1)))) == Inspection("read")


def test_an_exception_is_broken_and_says_where_it_arose(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Reading:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz_worker, "read_minutes", fail)
    verdict = judge(Input("a.txt", ITEM))
    assert (verdict.outcome, verdict.wrong) == ("broken", "ZeroDivisionError in eval/test_fuzz.py, fail")
    assert verdict.trace.startswith("Traceback")


@pytest.mark.parametrize(
    ("message", "wrong"),
    [
        ("", "a refusal that says nothing"),
        ("no", "a refusal that is no sentence"),
        ("it is\nbroken.", "a refusal that is no sentence"),
    ],
)
def test_a_refusal_must_be_a_sentence(monkeypatch: pytest.MonkeyPatch, message: str, wrong: str) -> None:
    def refuse(*_: object) -> Reading:
        raise NoMinutes(message)

    monkeypatch.setattr(fuzz_worker, "read_minutes", refuse)
    assert judge(Input("a.txt", ITEM)) == Inspection("broken", wrong)


def signalled(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let the first worker be sent a signal as soon as it begins."""
    whole, sent = lanes._Lane._heard, []

    def hear(self: lanes._Lane, words: list[str]) -> None:
        if not sent:
            assert self.worker is not None
            sent.append(self.worker.pid)
            os.kill(self.worker.pid, number)
        whole(self, words)

    monkeypatch.setattr(lanes._Lane, "_heard", hear)


@unix
@pytest.mark.parametrize(
    ("number", "wrong"),
    [(9, "ended its process (signal 9)"), (19, "took longer than 1.5 seconds")],
    ids=["KILL", "STOP"],
)
def test_a_worker_that_dies_or_stalls_is_a_finding_and_another_goes_on_after_it(
    monkeypatch: pytest.MonkeyPatch, number: int, wrong: str
) -> None:
    signalled(monkeypatch, number)
    found = fuzz(Plan((sample.FOLDER,), inputs=300, seed=1, workers=1, seconds_per_input=1.5), told=lambda _: None)
    assert found.inputs == 300
    assert [(finding.wrong, len(finding.inputs)) for finding in found.findings.values()] == [(wrong, 1)]


@unix
def test_an_interruption_ends_the_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    pids: list[int] = []
    whole = lanes._Lane._heard

    def hear(self: lanes._Lane, words: list[str]) -> None:
        assert self.worker is not None
        pids.append(self.worker.pid)
        whole(self, words)

    def interrupt(so_far: FuzzResult) -> None:
        if so_far.inputs:
            raise KeyboardInterrupt

    monkeypatch.setattr(lanes._Lane, "_heard", hear)
    with pytest.raises(KeyboardInterrupt):
        fuzz(Plan((sample.FOLDER,), inputs=100_000, seed=1), told=interrupt)
    for pid in set(pids):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_documents_that_cannot_be_cut_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"no Word file")
    with pytest.raises(EvaluationError) as raised:
        fuzz(Plan((tmp_path,), inputs=1, seed=1), told=lambda _: None)
    assert str(raised.value) == (
        "a process that reads the inputs stopped with status 1 before it began. "
        "Look whether every document can be read without damage: minuted add FOLDER."
    )


def test_what_breaks_is_written_with_the_first_of_each_kind(tmp_path: Path) -> None:
    plan = Plan((sample.FOLDER,), inputs=10, seed=3)
    found = FuzzResult(findings={"x": Finding("x", "", [9, 2, 5, 7]), "y": Finding("y", "", [1])})
    written = write_findings(plan, found, tmp_path / "new")
    inputs = inputs_of(plan.folders, 3)
    assert [(path.name, path.read_bytes()) for path in written] == [
        (inputs.number(k).name, inputs.number(k).data) for k in (2, 5, 7, 1)
    ]
    assert write_findings(plan, FuzzResult(), tmp_path / "none") == []
    assert not (tmp_path / "none").exists()


def test_the_command_tells_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fuzz", "--inputs", "20", "--seed", "5", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["inputs"], told["broken"], told["findings"], told["written"]) == (20, 0, [], [])
    assert told["read"] + told["refused"] == 20
    assert run(["fuzz", "--inputs", "20", "--seed", "5"]) == 0
    assert capsys.readouterr().out.startswith(
        f"20 inputs: {told['read']} read, {told['refused']} refused in a sentence,"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is Linux's")
def test_the_command_ends_with_status_1_and_says_how_to_see_a_finding_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(["fuzz", "--inputs", "9", "--memory-mb", "1", "--findings", str(tmp_path / "out")]) == 1
    lines = capsys.readouterr().out.splitlines()
    replay = [line.removeprefix("minuted-eval fuzz --replay ") for line in lines if "--replay" in line]
    assert replay
    assert all(Path(path).is_file() for path in replay)
    assert re.fullmatch(r"9 inputs: \d read, \d refused in a sentence, [1-9] broken; \d+ a second\.", lines[-1])


def test_a_file_is_replayed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(ITEM)
    assert run(["fuzz", "--replay", str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().out == "read\n"


def run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code

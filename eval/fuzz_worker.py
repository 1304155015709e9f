"""Inputs in, a line on what came of each out: a process that reads damaged documents until one of them ends it.

Each line is the input's number, `read`, `refused` or `broken`, and of the last, in JSON, what is wrong. The process is
told what to do in JSON, as its one argument.
"""

import json
import os
import re
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from corpus.child import OUT_OF_MEMORY, as_json, limit_process
from corpus.errors import CorpusError
from corpus.minutes import PARAGRAPH_KINDS, Item, Metadata, Minutes, Paragraph, Reading, digest, fold
from corpus.read import read_minutes
from eval.fuzz_inputs import Input, inputs_of

Outcome = Literal["read", "refused", "broken"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of an input. wrong: what is wrong, the same for all inputs that break alike; "" where nothing is.

    trace: where an exception arose.
    """

    outcome: Outcome
    wrong: str = ""
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Which inputs a worker reads: those of `seed` from number `first` to before `end`, every `step`th."""

    folders: tuple[str, ...]
    seed: int
    first: int
    step: int
    end: int
    memory_bytes: int


def judge(given: Input) -> Inspection:
    """Return what comes of reading an input: minutes in which all is right, a refusal in a sentence, or neither.

    Raises MemoryError where there is none left.
    """
    try:
        reading = read_minutes(given.name, given.data, Metadata())
        wrong = _wrong(reading)
    except CorpusError as refusal:
        wrong = _wrong_sentence(str(refusal))
        return Inspection("broken", wrong) if wrong else Inspection("refused")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - any exception that is no refusal is what is looked for
        frames = traceback.extract_tb(error.__traceback__)
        ours = next((one for one in reversed(frames) if "corpus" in one.filename), frames[-1])
        where = f"{'/'.join(Path(ours.filename).parts[-2:])}, {ours.name}"
        return Inspection("broken", f"{type(error).__name__} in {where}", traceback.format_exc(limit=-_MOST_FRAMES))
    return Inspection("broken", wrong) if wrong else Inspection("read")


def work(task: Task) -> None:
    """Read a task's inputs, and write a line on each."""
    # A library's own messages must not get among the lines.
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    inputs = inputs_of([Path(folder) for folder in task.folders], task.seed)
    limit_process(task.memory_bytes)
    lines.write("ready\n")
    for number in range(task.first, task.end, task.step):
        verdict = judge(inputs.number(number))
        about = f" {json.dumps([verdict.wrong, verdict.trace])}" if verdict.outcome == "broken" else ""
        lines.write(f"{number} {verdict.outcome}{about}\n")


def _wrong(reading: Reading) -> str:
    """Return what is wrong with minutes, "" where nothing is."""
    minutes = reading.minutes
    ids = {paragraph.id for paragraph in minutes.paragraphs}
    if not ids:
        return "minutes without a paragraph"
    if len(ids) < len(minutes.paragraphs):
        return "two paragraphs have one id"
    if not _ADDRESS.fullmatch(minutes.id):
        return "an id of minutes that is no address"
    stated = (minutes.council, minutes.committee, minutes.title, *(item.title for item in minutes.items))
    if any(text is not None and text != fold(text) for text in stated):
        return "metadata or a title that is not folded"
    wrong = next((found for item in minutes.items if (found := _wrong_item(item, minutes, ids))), "")
    return wrong or _wrong_json(reading)


def _wrong_item(item: Item, minutes: Minutes, ids: set[str]) -> str:
    if [paragraph.ordinal for paragraph in item.paragraphs] != list(range(1, len(item.paragraphs) + 1)):
        return "paragraphs that are not counted from 1"
    return next((found for one in item.paragraphs if (found := _wrong_paragraph(one, minutes.id, ids))), "")


def _wrong_paragraph(one: Paragraph, minutes_id: str, ids: set[str]) -> str:
    fragment = one.id.removeprefix(f"{minutes_id}#")
    claims = {
        "an id that is no address": _FRAGMENT.fullmatch(fragment) is not None,
        "a parent that is not there": one.parent is None or (one.parent in ids and one.parent != one.id),
        "a repeated paragraph that is not there": one.repeats is None or (one.repeats in ids and one.repeats != one.id),
        "a paragraph without text": bool(one.text),
        "a text that is not folded": one.text == fold(one.text),
        "a label that is not folded": one.label == fold(one.label),
        "a heading that is empty or not folded": all(text and text == fold(text) for text in one.headings),
        "a path with an empty step": all(one.path),
        "a kind that is none": one.kind in PARAGRAPH_KINDS,
        "a page before the first": one.page is None or one.page >= 1,
        "a digest of another text": one.digest == digest(one.label, one.text),
        "a speaker without a name": one.speaker is None or bool(one.speaker.strip()),
    }
    return next((claim for claim, holds in claims.items() if not holds), "")


def _wrong_json(reading: Reading) -> str:
    try:
        same = _READING.validate_json(as_json(reading)) == reading
    except ValidationError:
        return "minutes that are no JSON"
    return "" if same else "minutes that are not the same as JSON"


def _wrong_sentence(message: str) -> str:
    if not message.strip():
        return "a refusal that says nothing"
    return (
        ""
        if message == fold(message) and message.endswith(".") and len(message) < _LONGEST
        else "a refusal that is no sentence"
    )


_READING = TypeAdapter(Reading)
_ADDRESS = re.compile(r"[a-z0-9-]+/[a-z0-9-]+/(?:\d{4}-\d\d-\d\d|undated)(?:/[a-z0-9-]+)?")
_FRAGMENT = re.compile(r"[A-Za-z0-9.-]+")
_LONGEST = 1000
_MOST_FRAMES = 8

if __name__ == "__main__":
    try:
        work(TypeAdapter(Task).validate_json(sys.argv[1]))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)

"""A trial in, how quickly its minutes are added out: parsed, embedded, written, each apart and all together.

A stage is run in a process of its own (adding_stages.py says what exactly is timed), which tells its peak of memory.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from eval.speed.processes import in_own_process
from eval.speed.timing import Row, megabytes
from eval.speed.trial import Trial


@dataclass(frozen=True, slots=True)
class Stage:
    """How quickly one stage goes. peak_mb: the most memory of its process, None where the system hides it."""

    paragraphs_per_second: float
    peak_mb: float | None


@dataclass(frozen=True, slots=True)
class Adding:
    """What adding a set's minutes takes, by stage, and what it leaves on the disk.

    texts: how many texts are embedded: passages, each once a document. loading_seconds: of the model.
    bytes_per_paragraph: of the closed collection with all its caches and originals; bytes_by_file: its parts.
    """

    documents: int
    paragraphs: int
    passages: int
    texts: int
    parse: Stage
    embed: Stage
    write: Stage
    together: Stage
    loading_seconds: float
    bytes_per_paragraph: float
    bytes_by_file: Mapping[str, int]


def adding(trial: Trial) -> Adding:
    """Return how quickly the minutes of a trial are added: parse and write in their best round, the others once."""
    files, model = [str(file.absolute()) for file in trial.files], trial.settings.model
    parsed = in_own_process("parse", files=files, rounds=trial.rounds)
    embedded = in_own_process("embed", files=files, model=model)
    written = in_own_process("write", files=files, dimensions=embedded["dimensions"], rounds=trial.rounds)
    whole = in_own_process("together", files=files, model=model)
    return Adding(
        documents=whole["documents"],
        paragraphs=whole["paragraphs"],
        passages=whole["passages"],
        texts=embedded["texts"],
        parse=_stage(parsed),
        embed=_stage(embedded),
        write=_stage(written),
        together=_stage(whole),
        loading_seconds=whole["loading_seconds"],
        bytes_per_paragraph=sum(whole["bytes_by_file"].values()) / whole["paragraphs"],
        bytes_by_file=whole["bytes_by_file"],
    )


def rows(found: Adding) -> Iterator[Row]:
    """Give the lines of the table."""
    for name in ("parse", "embed", "write", "together"):
        stage: Stage = getattr(found, name)
        yield name, f"{stage.paragraphs_per_second:,.1f}", "paragraphs/s"
        yield f"  peak of memory, {name}", megabytes(stage.peak_mb), "MB"
    yield "loading the model", f"{found.loading_seconds:,.1f}", "s"
    yield f"on disk, {found.paragraphs:,} paragraphs", f"{found.bytes_per_paragraph:,.0f}", "bytes/paragraph"
    for name, size in found.bytes_by_file.items():
        if size >= found.paragraphs:  # a byte a paragraph
            yield f"  {name}", f"{size / found.paragraphs:,.0f}", "bytes/paragraph"


def _stage(found: Mapping[str, Any]) -> Stage:
    return Stage(found["paragraphs_per_second"], found["peak_mb"])

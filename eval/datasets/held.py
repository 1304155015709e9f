"""A file in, what it holds out: by its name where that tells, else by how its first line is written."""

import json
from pathlib import Path
from typing import Literal

from eval.datasets.lines import lines_of
from eval.errors import DataInvalid

Held = Literal["rankings", "judgements", "grades", "answers", "meetings"]
_ENDINGS: dict[str, Held] = {".run": "rankings", ".trec": "rankings", ".qrels": "judgements"}
_EXPECTED = (
    "Give a TREC run (6 columns), TREC judgements (4 columns), answers as TREC RAG has them or meetings as QMSum has "
    "them."
)
_COLUMNS: dict[int, Held] = {6: "rankings", 4: "judgements"}


def held_by(path: Path) -> Held:
    """Return what a file holds, `.gz` too.

    A TREC run, TREC's judgements, a judge's grades (eval/judging.py), TREC RAG's answers or QMSum's meetings. Raises
    DataInvalid for a file that cannot be read, and for one that is none of these.
    """
    suffix = Path(path.name.removesuffix(".gz")).suffix
    if suffix in _ENDINGS:
        return _ENDINGS[suffix]
    first = next((line for _, line in lines_of(path)), "")
    if not first:
        raise DataInvalid(f"'{path}' is empty. {_EXPECTED}")
    if first.lstrip().startswith(("{", "[")):
        return _of_json(first)
    if len(first.split()) in _COLUMNS:
        return _COLUMNS[len(first.split())]
    raise DataInvalid(f"'{path}' is of no format that is known here. {_EXPECTED}")


def _of_json(line: str) -> Held:
    """Return what a file holds whose first line is this, or begins so: a meeting may be written over many lines."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        # A damaged line is told by the reader of what it was to be.
        return "answers" if '"answer"' in line and "meeting_transcripts" not in line else "meetings"
    if not isinstance(read, dict) or "meeting_transcripts" in read:
        return "meetings"
    return "grades" if {"paragraph", "grade"} <= set(read) else "answers"

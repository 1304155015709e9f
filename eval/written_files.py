"""Written answers with what made them: kept in a folder as they come, and read again to go on where somebody stopped.

`written.jsonl` has an answer a line; `written.json` beside it says what made them.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.datasets.lines import is_there, lines_of, write_lines
from eval.errors import DataInvalid, NotComparable
from eval.questions import told
from eval.written import WrittenAnswer, WrittenBy

ANSWERS, MADE_BY = "written.jsonl", "written.json"


def keep(folder: Path, answers: Sequence[WrittenAnswer], by: WrittenBy) -> None:
    """Write the answers so far into a folder, whole or not at all."""
    write_lines(folder / MADE_BY, [json.dumps(asdict(by), indent=2, ensure_ascii=False)])
    write_lines(folder / ANSWERS, (json.dumps(asdict(one), ensure_ascii=False) for one in answers))


def kept(folder: Path, by: WrittenBy) -> list[WrittenAnswer]:
    """Return the answers that a folder holds, none where it is new.

    Raises NotComparable where other things made them, and DataInvalid for a file that cannot be used.
    """
    path = folder / ANSWERS
    if not is_there(path):
        return []
    before = _made_by(folder / MADE_BY)
    changed = [name for name, value in asdict(before).items() if value != asdict(by)[name]]
    if changed:
        was = "; ".join(f"{name} was '{str(asdict(before)[name])[:40]}'" for name in changed)
        raise NotComparable(
            f"the answers in '{path}' were made by something else ({was}). Give another folder, or take these away."
        )
    found = []
    for where, line in lines_of(path):
        try:
            found.append(_ANSWER.validate_json(line))
        except ValidationError as error:
            raise DataInvalid(f"{where} is no answer of this command: {told(error)}. Take the file away.") from None
    return found


def _made_by(path: Path) -> WrittenBy:
    try:
        return _MADE_BY.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise DataInvalid(
            f"'{path}' does not say what made the answers beside it ({type(error).__name__}). Take both away."
        ) from None


_ANSWER = TypeAdapter(WrittenAnswer)
_MADE_BY = TypeAdapter(WrittenBy)

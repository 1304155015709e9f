"""How far a cache has come, in and out of a small JSON file that knows its own sha256.

A record decides what of a cache is believed, so a flipped bit in it must not pass for another number.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.files import write_durably


def write_record(path: Path, record: Any) -> None:
    """Write a dataclass of plain values, wholly or not at all."""
    values = asdict(record)
    write_durably(path, lambda put: put(json.dumps({**values, "check": _check(values)}).encode()))


def read_record(path: Path) -> dict[str, Any] | None:
    """Return the values of a record, None where there is none that can be believed."""
    try:
        values = json.loads(path.read_bytes())
        check = values.pop("check")
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return None
    return values if check == _check(values) else None


def _check(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()

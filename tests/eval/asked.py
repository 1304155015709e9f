"""A command of `minuted-eval` in, what it prints out: what the tests of commands share."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., tuple[int, str, str]]
GRITTING = "unknown/unknown/undated/gritting"


def asked(run: Run, *arguments: str | Path) -> str:
    """Return what a command prints that ends well and complains of nothing."""
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    return out


def asked_json(run: Run, *arguments: str | Path) -> Any:
    """Return the JSON that a command prints."""
    return json.loads(asked(run, *arguments, "--json"))


def rows(out: str) -> list[list[str]]:
    """Return the words of each line of a table."""
    return [line.split() for line in out.splitlines()]

"""Where a setting may stand in, what stands there out: `minuted.toml`, the environment, flags.

A name that is no setting is an error that suggests the nearest right one.
"""

import difflib
import os
import tomllib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from service.errors import SettingsInvalid

PREFIX = "MINUTED_"
# Where the tests and the evaluation find minutes that are not part of Minuted.
NOT_SETTINGS = frozenset({"MINUTED_SHARED"})


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def variables() -> list[str]:
    """Return the environment variables that are meant for Minuted's settings."""
    return [name for name in os.environ if name.startswith(PREFIX) and name not in NOT_SETTINGS]


def read_file(file: Path) -> dict[str, Any]:
    """Return what minuted.toml sets; nothing when there is no such file."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsInvalid(f"'{file}' cannot be read: {error}. Mend it, or move it away.") from error


def check_names(names: Iterable[str], known: Collection[str], where: str) -> None:
    """Raise SettingsInvalid at the first name that is no setting, with the nearest of those that are known."""
    for name in names:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
        advice = f"Did you mean '{near[0]}'?" if near else "'minuted settings' lists them."
        raise SettingsInvalid(f"{where} '{name}', which is not a setting. {advice}")


def origin(name: str, given: Mapping[str, object], file: Path) -> str:
    """Return where a value comes from, as the start of a sentence."""
    if name in given:
        return f"the setting '{name}'"
    if variable(name) in os.environ:
        return f"the setting '{name}' (from {variable(name)})"
    return f"the setting '{name}' (from '{file}')"

"""A TOML file beside a source in, the metadata it states out.

`minutes.html.toml` stands beside `minutes.html` and may give council, committee, held, title, status, item and
begins.
"""

import difflib
import errno
import stat
import tomllib
from dataclasses import fields
from datetime import date, time
from pathlib import Path
from typing import cast

from corpus.dates import find_date, find_time
from corpus.errors import MetadataInvalid
from corpus.minutes import STATUSES, Metadata, Status, fold

MOST_BYTES = 2**20


def sidecar_of(path: Path) -> Path:
    """Return where the side-car of a file would be: `minutes.html.toml` for `minutes.html`."""
    return path.with_name(f"{path.name}.toml")


def read_sidecar(path: Path) -> Metadata:
    """Return what the side-car of a source states, nothing where there is none.

    Raises MetadataInvalid for a side-car that cannot be read or is not TOML, for an unknown key and for a value that
    cannot be used.
    """
    beside = sidecar_of(path)
    try:
        status = beside.stat()
        regular = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)  # a folder is told of below
        if not regular or status.st_size > MOST_BYTES:
            raise MetadataInvalid(
                f"the side-car '{beside}' is no file of at most {MOST_BYTES // 2**20} MB. Mend it, or take it away."
            )
        stated = tomllib.loads(beside.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Metadata()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return Metadata()
        raise MetadataInvalid(
            f"the side-car '{beside}' cannot be read ({error.strerror}). Check what it is and who may read it, "
            "or take it away."
        ) from None
    except RecursionError:
        raise MetadataInvalid(
            f"'{beside}' is not TOML that can be read (its brackets are nested too deep). Mend it, or take it away."
        ) from None
    except ValueError as error:
        raise MetadataInvalid(f"'{beside}' is not TOML that can be read ({error}). Mend it, or take it away.") from None
    return metadata(stated, where=f"'{beside}'")


def metadata(stated: dict[str, object], *, where: str) -> Metadata:
    """Return metadata from keys and values. where: who stated them, for the error. Raises MetadataInvalid."""
    known = {one.name for one in fields(Metadata)}
    for key in stated:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            guess = f"; did you mean '{near[0]}'?" if near else "."
            raise MetadataInvalid(
                f"{where} gives '{key}', which is no metadata{guess} Known are {', '.join(sorted(known))}."
            )
    values = {key: _value(key, value, where) for key, value in stated.items() if value is not None}
    return Metadata(
        council=cast("str | None", values.get("council")),
        committee=cast("str | None", values.get("committee")),
        held=cast("date | None", values.get("held")),
        title=cast("str | None", values.get("title")),
        status=cast("Status | None", values.get("status")),
        item=cast("str | None", values.get("item")),
        begins=cast("time | None", values.get("begins")),
    )


def _value(key: str, value: object, where: str) -> str | date | time:
    if key == "held":
        held = value if type(value) is date else find_date(value) if isinstance(value, str) else None
        if held is None:
            raise MetadataInvalid(
                f"{where} gives held as '{value}', which is no date. Write it as 2019-11-07 or 7 November 2019."
            )
        return held
    if key == "begins":
        begins = value if type(value) is time else find_time(value) if isinstance(value, str) else None
        if begins is None:
            raise MetadataInvalid(
                f"{where} gives begins as '{value}', which is no time of day. Write it as 14:30 or 2.30 pm."
            )
        return begins.replace(second=0, microsecond=0)
    if not isinstance(value, str) or not fold(value):
        raise MetadataInvalid(
            f"{where} gives {key} as '{value}', which is no text. Write it in quotes, or leave it out."
        )
    if key == "status" and value not in STATUSES:
        raise MetadataInvalid(f"{where} gives status as '{value}'. It can be {', '.join(STATUSES)}.")
    return fold(value)

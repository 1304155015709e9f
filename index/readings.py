"""What reading some bytes gave, kept in the database in, whether they need to be read again out.

Reading gives the same as long as the bytes, the name, what is stated of them and the rules of reading are the same. The
rules are the code itself and the libraries that it reads with, so that no version has to be raised by hand.
"""

import functools
import hashlib
import json
import sqlite3
import sys
from importlib.metadata import version
from pathlib import Path

import corpus
from corpus.minutes import Metadata, Reading
from index import rows

# What makes paragraphs, outcomes, passages and sentences out of bytes.
_CODE = ("passages.py", "publish.py")
_LIBRARIES = ("lxml", "pypdfium2", "langchain-text-splitters")


@functools.cache
def rules() -> str:
    """Return 16 hex digits over all that turns bytes into what is stored: our code, its libraries, and Python."""
    root = Path(corpus.__file__).parent
    files = [*root.rglob("*.py"), *(Path(__file__).with_name(name) for name in _CODE)]
    whole = hashlib.sha256(f"{sys.version_info[:2]} {[version(name) for name in _LIBRARIES]}".encode())
    for file in sorted(files):
        whole.update(f"\n{file.relative_to(root.parent).as_posix()}\n".encode() + file.read_bytes())
    return whole.hexdigest()[:16]


def note(connection: sqlite3.Connection, reading: Reading) -> None:
    """Keep, inside a transaction, that these rules read stored minutes so; a source may come under several names."""
    source = reading.minutes.source
    connection.execute(
        "INSERT OR REPLACE INTO readings SELECT number, ?, ?, ? FROM minutes WHERE sha256 = ?",
        [source.address, rules(), json.dumps(reading.warnings), source.sha256],
    )


def is_known(connection: sqlite3.Connection, sha256: str, *, name: str, given: Metadata) -> bool:
    """Return whether reading bytes gives what is stored of them. name: of their file. given: all that is stated."""
    return _found(connection, sha256, name, given) is not None


def known(connection: sqlite3.Connection, sha256: str, *, name: str, given: Metadata) -> Reading | None:
    """Return what reading bytes would give, as stored, without what was left out; None where they must be read."""
    found = _found(connection, sha256, name, given)
    if found is None:
        return None
    identity, warnings = found
    return Reading(rows.minutes(connection, identity), given, warnings)


def _found(
    connection: sqlite3.Connection, sha256: str, name: str, given: Metadata
) -> tuple[str, tuple[str, ...]] | None:
    row = connection.execute(
        "SELECT m.id, r.warnings FROM minutes m JOIN readings r ON r.minutes = m.number "
        "WHERE m.sha256 = ? AND r.name = ? AND r.rules = ?",
        [sha256, name, rules()],
    ).fetchone()
    return (row[0], tuple(json.loads(row[1]))) if row and rows.given(connection, sha256) == given else None

"""Files that are wholly there or wholly not, and the lock."""

import errno
import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from index import errors
from index.errors import CollectionError, CollectionLocked
from index.files import Put, cause_of, locked, write_durably


def test_a_file_is_written_with_its_hash(tmp_path: Path) -> None:
    def write(put: Put) -> None:
        put(b"one ")
        put(b"two")

    assert write_durably(tmp_path / "new" / "file", write) == hashlib.sha256(b"one two").hexdigest()
    assert (tmp_path / "new" / "file").read_bytes() == b"one two"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")

    def write(put: Put) -> None:
        put(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        write_durably(tmp_path / "file", write)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_lock_is_held_against_other_processes_and_freed_by_their_death(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from index.files import locked\n"
        "with locked(Path(sys.argv[1]), wait_seconds=0):\n print('held', flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=root, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(CollectionLocked), locked(tmp_path, wait_seconds=0):
            pass
        other.kill()
    with locked(tmp_path, wait_seconds=0):
        pass


def test_the_tree_in_the_docstring_is_the_tree_of_the_errors() -> None:
    drawn = {line.split("── ")[1].split()[0] for line in (errors.__doc__ or "").splitlines() if "── " in line}
    real = {
        name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, CollectionError)
    }
    assert drawn == real


def test_a_file_and_its_name_are_forced_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced: list[str] = []

    def fsync(handle: int) -> None:
        forced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")

    monkeypatch.setattr("os.fsync", fsync)
    write_durably(tmp_path / "file", lambda put: put(b"one"))
    assert forced == ["file", "folder"]


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OSError(errno.ENOSPC, "x"), "no space left on device"),
        (ValueError("'No space left on device (os error 28) at path \"a\"'"), "no space left on device"),
        (
            ValueError('IoError { io_error: Os { code: 13, kind: X, message: "x" } }'),
            "permission denied",
        ),
        (ValueError("something else"), "the disk refused it"),
    ],
)
def test_the_cause_of_a_refusal_is_told_in_words(error: Exception, cause: str) -> None:
    assert cause_of(error) == cause

"""`tools/setup.sh` as somebody with a bare machine meets it, and what the lock files promise."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
TOOLS = ("sh", "awk", "grep")
PYTHON = shlex.quote(sys.executable)
# What `python3 -m venv` leaves on Debian without python3-venv: a Python without pip, and an error.
HALF_MADE = f"""
if [ "$2" = venv ]; then shift 2; {PYTHON} -m venv --without-pip "$@"; exit 1; fi
exec {PYTHON} "$@"
"""
WHOLE = f'exec {PYTHON} "$@"'
OLD = '[ "$1" = --version ] && echo Python 3.9.2 && exit\nexit 1'
GET_PYTHON = "Install Python 3.11 and run again, or name one: make run PYTHON=/path/to/python3.11"
NO_VENV = (
    "minuted: could not make a virtual environment in 'venv'. On Debian and Ubuntu, install the package python3-venv; "
    "else check who may write here."
)
INSTALLING = "minuted: installing what requirements.lock lists into venv (some minutes the first time)"
NO_TORCH = (
    "minuted: could not install torch. Check the network and the free disk (see above), then run again: "
    "what is installed is kept."
)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the project's pyproject.toml, and in bin/ the only commands that the script can find."""
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for tool in TOOLS:
        found = shutil.which(tool)
        assert found is not None, tool
        (tmp_path / "bin" / tool).symlink_to(found)
    free_disk(tmp_path, 99_999)
    return tmp_path


def command(machine: Path, name: str, script: str) -> None:
    """Write a command of that name."""
    file = machine / "bin" / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def free_disk(machine: Path, mebibytes: int) -> None:
    """Let the disk have so much free."""
    lines = "Filesystem 1M-blocks Used Available", f"/dev/sda1 99999 9999 {mebibytes} 10% /"
    command(machine, "df", "".join(f'echo "{line}"\n' for line in lines))


def setup(machine: Path) -> tuple[int, list[str]]:
    """Run the script without a network, and return its status and the lines of its messages."""
    done = subprocess.run(
        ["sh", str(ROOT / "tools" / "setup.sh"), "python", "venv", "requirements.lock"],
        cwd=machine,
        env={"PATH": str(machine / "bin"), "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": "/dev/null"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
    return done.returncode, done.stderr.splitlines()


def pip_works(machine: Path) -> bool:
    """Return whether the virtual environment has a pip that runs."""
    asked = [str(machine / "venv" / "bin" / "python"), "-m", "pip", "--version"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_a_python_that_is_too_old_is_told(machine: Path) -> None:
    command(machine, "python", OLD)
    assert setup(machine) == (
        1,
        [f"minuted: needs Python 3.11 or newer, and 'python' is Python 3.9.2. {GET_PYTHON}"],
    )
    assert not (machine / "venv").exists()


def test_a_missing_python_is_told(machine: Path) -> None:
    assert setup(machine) == (
        1,
        [f"minuted: needs Python 3.11 or newer, and 'python' is missing. {GET_PYTHON}"],
    )
    assert not (machine / "venv").exists()


def test_a_newer_python_beside_an_old_one_is_taken(machine: Path) -> None:
    command(machine, "python", OLD)
    command(machine, "python3.12", HALF_MADE)
    assert setup(machine) == (1, [NO_VENV])


@pytest.mark.parametrize(
    ("free", "messages"),
    [
        (
            3071,
            ["minuted: needs 3072 MiB of free disk here to install, and there are 3071 MiB. Make room and run again."],
        ),
        (3072, [NO_VENV]),
    ],
)
def test_a_disk_that_is_too_small_is_told_before_anything_is_made(
    machine: Path, free: int, messages: list[str]
) -> None:
    command(machine, "python", "[ $1 = -c ]")
    free_disk(machine, free)
    assert setup(machine) == (1, messages)
    assert not (machine / "venv").exists()


def test_a_file_in_the_way_of_the_virtual_environment_is_told(machine: Path) -> None:
    command(machine, "python", WHOLE)
    (machine / "venv").write_text("mine", encoding="utf-8")
    status, messages = setup(machine)
    assert (status, messages[-1]) == (1, NO_VENV)
    assert (machine / "venv").read_text(encoding="utf-8") == "mine"


def test_a_virtual_environment_left_half_made_is_made_anew(machine: Path) -> None:
    pytest.importorskip("ensurepip", reason="this Python makes no virtual environments")
    command(machine, "python", HALF_MADE)
    assert setup(machine) == (1, [NO_VENV])
    assert (machine / "venv" / "bin" / "python").exists()
    assert not pip_works(machine)
    assert setup(machine) == (1, [NO_VENV]), "it was taken for whole the second time"

    (machine / "venv" / "rest").touch()
    command(machine, "python", WHOLE)
    status, messages = setup(machine)
    # There is no network, so this is as far as it comes.
    assert (status, messages[0], messages[-1]) == (1, INSTALLING, NO_TORCH)
    assert pip_works(machine)
    assert not (machine / "venv" / "rest").exists()

    # What is whole is kept, whatever became of the Python it was made with.
    (machine / "venv" / "kept").touch()
    command(machine, "python", OLD)
    status, messages = setup(machine)
    assert (status, messages[0], messages[-1]) == (1, INSTALLING, NO_TORCH)
    assert (machine / "venv" / "kept").exists()


def test_a_virtual_environment_whose_python_was_removed_is_made_anew(machine: Path) -> None:
    pytest.importorskip("ensurepip", reason="this Python makes no virtual environments")
    programs = machine / "venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").symlink_to(machine / "removed")
    (machine / "venv" / "pyvenv.cfg").touch()
    command(machine, "python", WHOLE)
    assert setup(machine)[1][-1] == NO_TORCH
    assert pip_works(machine)


def test_a_folder_that_is_no_virtual_environment_is_not_emptied(machine: Path) -> None:
    (machine / "venv").mkdir()
    (machine / "venv" / "letter.txt").write_text("mine", encoding="utf-8")
    command(machine, "python", HALF_MADE)
    assert setup(machine) == (1, [NO_VENV])
    assert (machine / "venv" / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_a_virtual_environment_with_an_old_python_is_told(machine: Path) -> None:
    programs = machine / "venv" / "bin"
    programs.mkdir(parents=True)
    command(machine, "old", '[ "$1" = --version ] && echo Python 3.9.2\n[ "$1" != -c ]')
    shutil.copy(machine / "bin" / "old", programs / "python")
    assert setup(machine) == (
        1,
        [
            "minuted: needs Python 3.11 or newer, and the virtual environment 'venv' has Python 3.9.2. "
            "Remove it and run again, or name another: make run VENV=/path/to/new"
        ],
    )


def test_the_script_finds_the_one_pin_of_torch() -> None:
    found = re.findall("torch==[0-9.]*", (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert found == [text for text in PROJECT["dependencies"] if Requirement(text).name == "torch"]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["dependencies"]),
        ("requirements-dev.lock", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
    ids=LOCKS,
)
def test_what_the_project_needs_is_locked_within_its_range(lock: str, wanted: list[str]) -> None:
    locked = entries(lock)
    for requirement in map(Requirement, wanted):
        if requirement.name == "torch":
            continue
        versions = locked_versions(locked, requirement.name)
        assert versions, f"{requirement.name} is not in {lock}"
        assert [one for one in versions if one not in requirement.specifier] == [], requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(lock: str) -> None:
    for entry, hashes in entries(lock).items():
        requirement = Requirement(entry)
        assert re.fullmatch(r"==[0-9][0-9a-z.+!]*", str(requirement.specifier)), entry
        assert hashes, f"{entry} has no hash"
        assert all(re.fullmatch("--hash=sha256:[0-9a-f]{64}", one) for one in hashes), entry


@pytest.mark.parametrize("lock", LOCKS)
def test_torch_and_what_it_brings_are_not_locked(lock: str) -> None:
    names = [Requirement(entry).name for entry in entries(lock)]
    assert [name for name in names if re.match("torch$|triton|nvidia-|cuda-", name)] == []


def test_what_is_locked_for_running_is_locked_the_same_for_developing() -> None:
    assert entries("requirements.lock").items() <= entries("requirements-dev.lock").items()


def entries(lock: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of a lock file, such as `anyio==4.16.0`, each with its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    found = {}
    for line in text.splitlines():
        entry, *hashes = re.split(r"\s+(?=--hash=)", line.strip())
        found[entry] = tuple(hashes)
    return found


def locked_versions(locked: dict[str, tuple[str, ...]], name: str) -> list[str]:
    """Return the versions of a package that are locked: more than one where they differ between Pythons."""
    requirements = [Requirement(entry) for entry in locked]
    return [
        str(one.specifier).removeprefix("==")
        for one in requirements
        if canonicalize_name(one.name) == canonicalize_name(name)
    ]

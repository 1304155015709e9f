"""A function that runs the command as its user does, and minutes to give it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from service import cli

ITEM = (
    "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n\n"
    "1.2\u00a0\u00a0 Salt cost £40,000. It was bought from a mine.\n\nACTION:\u00a0 Ann Hall\n"
)
ROADS = "unknown/unknown/undated/gritting-of-roads"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs the command and gives its status, standard output and standard error."""
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main(list(arguments))
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    file = tmp_path / "roads.txt"
    file.write_text(ITEM, encoding="utf-8")
    return file


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

"""What the commands make of their arguments: empty ones, flags behind the command, a home that is no folder."""

from pathlib import Path

import pytest

from service.cli_flags import shared_first
from tests.service.cli.conftest import ROADS, Run

EMPTY_PATH = (
    "minuted: a path is empty, as a variable of the shell that is not set leaves it. Name a file or a folder; '.' is "
    "the folder you are in.\n"
)
EMPTY_ID = "minuted: the id is empty. Give the id of minutes, as 'minuted list' shows it.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", ""], EMPTY_PATH),
        (["add", " ", "roads.txt"], EMPTY_PATH),
        (["check", ""], EMPTY_PATH),
        (["--home", "", "list"], EMPTY_PATH),
        (["show", ""], EMPTY_ID),
        (["remove", ""], EMPTY_ID),
    ],
)
def test_an_empty_path_or_id_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    (tmp_path / "roads.txt").write_text("Agenda item\n\nRoads\n\n1.1  The barn was full.\n")
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == (1, "", sentence)


def test_the_folder_one_is_in_can_still_be_named(run: Run, roads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(roads.parent)
    assert run("add", ".")[0] == 0


def test_the_home_may_stand_behind_the_command(run: Run, roads: Path, tmp_path: Path) -> None:
    home = str(tmp_path / "elsewhere")
    assert run("add", str(roads), "--home", home)[0] == 0
    assert ROADS in run("--home", home, "list")[1]
    assert ROADS in run("list", f"--home={home}")[1]
    assert "Option '--home' requires an argument." in run("list", "--home")[2]


@pytest.mark.parametrize(
    ("given", "ordered"),
    [
        (["ask", "what?", "--home", "h", "--json"], ["--home", "h", "ask", "what?", "--json"]),
        (["--model=m", "ask", "--home=h", "what?"], ["--model=m", "--home=h", "ask", "what?"]),
        (["ask", "--", "--home", "h"], ["ask", "--", "--home", "h"]),
        ([], []),
    ],
)
def test_what_every_command_shares_comes_first(given: list[str], ordered: list[str]) -> None:
    assert shared_first(given) == ordered


@pytest.mark.parametrize("below", ["", "deeper"])
@pytest.mark.parametrize("command", [["list"], ["add", "--sample"], ["serve"]])
def test_a_home_that_is_a_file_is_said_to_be_no_folder(
    run: Run, tmp_path: Path, below: str, command: list[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("no folder")
    status, out, err = run("--home", str(file / below), *command)
    assert (status, out) == (1, "")
    assert err == (
        f"minuted: '{file}' is not a folder, so that no minutes can be kept in the home '{file / below}'. "
        "Name a folder with --home or MINUTED_HOME.\n"
    )


def test_the_help_lists_the_kinds(run: Run) -> None:
    help_of = " ".join(run("search", "--help")[1].split())
    assert "one of paragraph, resolution, recommendation, action, vote, attendance" in help_of

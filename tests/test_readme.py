"""The commands that the README shows work on the sample minutes, and its figures are those of docs/evaluation.md."""

import re
import shlex
import shutil
import sqlite3
from pathlib import Path

import pytest

from corpus import sample
from service import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
EVALUATION = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
# What goes on until it is stopped, or needs a language model.
LASTING = ("serve", "mcp")
# How an answer begins that answers.
ANSWERS = r"The minutes say:|[0-9]+ [a-z ]+ about “.+” (was|were) found"


def lines(page: str) -> list[str]:
    """Return the lines of a page that run a command of Minuted, without what stands before and behind it."""
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    found = re.findall(r"^.venv/bin/minuted (.+?)(?:\s+#.*)?$", "\n".join(blocks), re.MULTILINE)
    return [line for line in found if line.split()[0] not in LASTING]


@pytest.mark.parametrize("page", [README, COMMANDS], ids=["README.md", "commands.md"])
def test_every_command_that_is_shown_works_on_the_sample(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path / "home"))
    (tmp_path / "minutes").mkdir()
    shutil.copy(sample.FOLDER / "marlshire-cabinet-2023-12-13.txt", "minutes")
    run("add --sample", capsys)
    shown = lines(page)
    assert {line.split()[0] for line in shown} >= {"add", "ask", "search", "decisions", "actions", "outcomes", "check"}
    for line in shown:
        command, redirected, file = line.partition(" > ")
        printed = run(command, capsys)
        assert printed.strip(), line
        assert "There are no" not in printed, line
        if command.startswith("ask"):
            assert re.search(rf"^(?:{ANSWERS})", printed, re.MULTILINE), line
        if command.startswith("actions"):
            assert len(printed.splitlines()) > 1, line
        if command.startswith("check"):
            assert re.fullmatch(r"[0-9]+ citations: [0-9]+ unchanged\.", printed.strip()), line
        if redirected:
            Path(file.strip()).write_text(printed, encoding="utf-8")


def test_the_question_that_is_tried_on_the_page_is_answered_and_so_is_the_reference(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = re.findall(r"On the page, ask “(.+?)”", README) + re.findall(
        r"type a reference such as `([0-9.]+)`", README
    )
    assert len(asked) == 2
    run("add --sample", capsys)
    for question in asked:
        printed = run(f"ask {shlex.quote(question)}", capsys)
        assert re.match(ANSWERS, printed), question


def run(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Run a command that must end well, and return what it prints."""
    with pytest.raises(SystemExit) as stopped:
        cli.main(shlex.split(line))
    printed = capsys.readouterr()
    assert stopped.value.code == 0, f"{line}: {printed.err}"
    return printed.out


def test_the_backup_that_is_told_can_be_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = re.search(r'^sqlite3 "\$MINUTED_HOME/(\S+)" "\.backup (\S+)"$', README, re.MULTILINE)
    assert told is not None
    assert "put it as `minutes.db` into an empty `collections/public`, with `originals` beside it" in README
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")
    first, second = tmp_path / "first", tmp_path / "second"
    monkeypatch.setenv("MINUTED_HOME", str(first))
    run("add --sample", capsys)
    with sqlite3.connect(first / told[1]) as held, sqlite3.connect(tmp_path / told[2]) as copy:
        held.backup(copy)  # what `.backup` of the command does
    collection = second / "collections" / "public"
    shutil.copytree((first / told[1]).parent / "originals", collection / "originals")
    shutil.copy(tmp_path / told[2], collection / "minutes.db")
    monkeypatch.setenv("MINUTED_HOME", str(second))
    assert run("verify", capsys).startswith("Nothing is wrong: 17 minutes ")


def rows(page: str) -> dict[str, list[str]]:
    """Return the rows of tables by their first cell."""
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:1] == "|"]
    return {first: cells for first, *cells in found}


def test_the_figures_are_those_of_the_evaluation() -> None:
    short, long = rows(README.partition("## How good it is")[2]), rows(EVALUATION)
    figures = {name: cells for name, cells in short.items() if "%" in "".join(cells)}
    assert len(figures) == 6
    for name, (everyday, hard) in figures.items():
        sample_hard, real_hard, sample_everyday, real_everyday = long[name]
        assert (everyday, hard) == (f"{sample_everyday}, {real_everyday}", f"{sample_hard}, {real_hard}"), name


def test_how_often_it_is_not_silent_is_what_the_table_says() -> None:
    told = re.search(r"of the questions that the minutes do not answer, ([0-9]+) to ([0-9]+) % are answered", README)
    assert told is not None
    silent = [int(cell.rstrip(" %")) for cell in rows(EVALUATION)[SILENT]]
    assert (int(told[1]), int(told[2])) == (100 - max(silent), 100 - min(silent))


SILENT = "unanswerable questions told that the minutes do not say"

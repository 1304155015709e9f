"""The other commands as their user meets them, JSON, exit statuses, and what is said when something is wrong."""

import json
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

from service import cli
from service.settings import settings_table
from tests.service.cli.conftest import ROADS, Run, lines


def test_list_and_show(run: Run, roads: Path) -> None:
    run(
        "add",
        str(roads),
        "--council",
        "Oak Council",
        "--committee",
        "Roads Board",
        "--held",
        "2019-11-07",
        "--status",
        "draft",
    )
    assert lines(run("list")[1]) == [
        "7 November 2019, Roads Board, Oak Council (3 paragraphs · draft)",
        "Gritting of roads",
        "oak/roads-board/2019-11-07/gritting-of-roads",
    ]
    shown = lines(run("show", "oak/roads-board/2019-11-07/gritting-of-roads")[1])
    assert shown[0] == "Gritting of roads"
    assert "[1.1] 1.1 The salt barn in Mill Lane was filled in October." in shown
    assert "[1.2.action] ACTION: Ann Hall" in shown
    one = lines(run("show", "oak/roads-board/2019-11-07/gritting-of-roads#1.2")[1])
    assert one == [
        "Roads Board, Oak Council, 7 November 2019",
        "Gritting of roads",
        "[1.2] 1.2 Salt cost £40,000. It was bought from a mine.",
    ]


def test_remove_takes_minutes_away(run: Run, roads: Path) -> None:
    run("add", str(roads))
    assert run("remove", ROADS)[:2] == (0, f"removed '{ROADS}'\n")
    assert lines(run("list")[1]) == ["There are no minutes in this scope."]
    status, _, err = run("remove", ROADS)
    assert (status, err) == (
        1,
        f"minuted: no minutes '{ROADS}' are in this collection. List what is there with: minuted list\n",
    )


def test_verify_finds_nothing_wrong_and_then_what_is(run: Run, roads: Path) -> None:
    run("add", str(roads))
    assert run("verify")[:2] == (0, "Nothing is wrong: 1 minutes with 3 paragraphs and 3 passages.\n")
    original = next(Path(json.loads(run("settings", "--json")[1])["home"]).rglob("originals/*/*.txt"))
    original.write_text("something else", encoding="utf-8")
    status, out, _ = run("verify")
    assert status == 1
    assert lines(out)[-1] == "1 problem found in 1 minutes with 3 paragraphs and 3 passages."


def test_settings_shows_every_setting(run: Run) -> None:
    shown = json.loads(run("settings", "--json")[1])
    assert set(shown) == {*(name for name, *_ in settings_table()), "runs"}
    assert shown["model"] == "hashed-words"
    assert "MINUTED_MODEL" in run("settings")[1]


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["ask", "What did the salt cost?"], {"question", "status", "sentences", "evidence", "searched"}),
        (["show", ROADS], {"id", "items", "source"}),
        (["show", f"{ROADS}#1.2"], {"paragraph", "minutes"}),
        (["verify"], {"problems", "minutes", "paragraphs", "passages"}),
        (["remove", ROADS], {"removed"}),
    ],
)
def test_every_command_gives_json(run: Run, roads: Path, arguments: Sequence[str], keys: set[str]) -> None:
    added = json.loads(run("add", str(roads), "--json")[1])
    assert (added["paragraphs"], added["labels"], added["refused"]) == (3, 2, [])
    assert keys <= set(json.loads(run(*arguments, "--json")[1]))
    assert isinstance(json.loads(run("list", "--json")[1]), list)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["add", "none.txt"],
            "minuted: there is no file or folder 'none.txt'. "
            "Give the path of minutes to add, or of a folder of them.\n",
        ),
        (
            ["add", "roads.txt", "--held", "32 May"],
            "minuted: the command line gives held as '32 May', which is no date. "
            "Write it as 2019-11-07 or 7 November 2019.\n",
        ),
        (
            ["add", "roads.txt", "--status", "final"],
            "minuted: the command line gives status as 'final'. It can be draft, approved, unknown.\n",
        ),
        (["--model", "no/such-model", "add", "roads.txt"], None),
        (["ask", "What did the salt cost?"], None),
    ],
)
def test_what_is_wrong_is_one_sentence_and_status_1(
    run: Run, roads: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], sentence: str | None
) -> None:
    monkeypatch.chdir(roads.parent)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    status, out, err = run(*arguments)
    assert (status, out) == (1, "")
    assert err.startswith("minuted: ")
    assert "Traceback" not in err
    assert sentence is None or err == sentence


def test_a_port_in_use_is_told_before_anything_is_loaded(run: Run, roads: Path) -> None:
    run("add", str(roads))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, err = run("serve", "--port", str(port))
    assert status == 1
    assert err.startswith(f"minuted: cannot listen on 127.0.0.1 port {port} (Address already in use).")


@pytest.mark.parametrize("arguments", [["add"], ["ask"], ["frobnicate"], ["add", "x.txt", "--colour", "red"]])
def test_wrong_usage_is_status_2(run: Run, arguments: Sequence[str]) -> None:
    status, _, err = run(*arguments)
    assert status == 2
    assert "Usage:" in err


def test_a_fault_of_ours_is_status_3_with_where_it_arose(capsys: pytest.CaptureFixture[str]) -> None:
    commands = typer.Typer()

    @commands.command()
    def broken() -> None:
        raise RuntimeError("the cat sat on it")

    with pytest.raises(SystemExit) as stopped:
        cli.run_command(commands, "minuted", [])
    err = capsys.readouterr().err
    assert stopped.value.code == 3
    assert "RuntimeError: the cat sat on it" in err
    assert err.endswith("minuted: this is a fault of Minuted itself. Report it with the lines above.\n")

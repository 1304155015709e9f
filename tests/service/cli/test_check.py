"""`minuted check`: an answer goes into a file and is held against the record, before and after the record changes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from service import cli

ITEM = (
    "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n\n"
    "1.2\u00a0\u00a0 Salt cost £40,000. It was bought from a mine.\n"
)
ROADS = "unknown/unknown/undated/gritting-of-roads"
QUESTION = "What did the salt cost?"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a function that runs the command and gives its status, standard output and standard error."""
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path / "home"))

    def call(*arguments: str) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main(list(arguments))
        out, err = capfdbinary.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, out.decode(), err.decode()

    return call


@pytest.fixture
def roads(run: Run, tmp_path: Path) -> Path:
    file = tmp_path / "roads.txt"
    file.write_text(ITEM, encoding="utf-8")
    assert run("add", str(file))[0] == 0
    return file


@pytest.fixture(params=["json", "markdown"])
def answer(request: pytest.FixtureRequest, run: Run, roads: Path, tmp_path: Path) -> Path:
    assert roads.exists()
    status, out, _ = run("ask", QUESTION, "--format", request.param)
    assert status == 0
    file = tmp_path / "answer"
    file.write_text(out, encoding="utf-8")
    return file


def test_an_answer_that_was_just_given_holds(run: Run, answer: Path) -> None:
    status, out, _ = run("check", str(answer))
    assert (status, out.strip()) == (0, "1 citation: 1 unchanged.")


def test_a_change_of_the_minutes_is_found_in_an_earlier_answer(run: Run, answer: Path, roads: Path) -> None:
    roads.write_text(ITEM.replace("£40,000", "£45,000"), encoding="utf-8")
    assert run("add", str(roads))[0] == 0
    status, out, _ = run("check", str(answer), "--json")
    found = json.loads(out)
    assert (status, found["holds"]) == (1, False)
    assert found["counts"] == {"unchanged": 0, "changed": 1, "gone": 0, "misquoted": 0}
    assert "£45,000" in found["proofs"][0]["difference"]["now"]
    assert "changed since" in run("check", str(answer))[1]


def test_an_answer_from_minutes_that_were_removed_is_refuted(run: Run, answer: Path) -> None:
    assert run("remove", ROADS)[0] == 0
    status, out, _ = run("check", str(answer))
    # As JSON the answer also states the other paragraph that was considered, which is gone with it.
    beside = " 1 statement beside them does not hold." if answer.read_text(encoding="utf-8")[0] == "{" else ""
    assert (status, out.splitlines()[-1]) == (1, f"1 citation: 1 gone.{beside}")


@pytest.mark.usefixtures("roads")
def test_a_silent_answer_has_nothing_to_check(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    file.write_text(run("ask", "Who won the swimming gala?", "--json")[1], encoding="utf-8")
    assert run("check", str(file))[:2] == (0, "There is nothing to check: the answer cites nothing.\n")


def test_a_file_that_is_no_answer_is_refused_in_a_sentence(run: Run, roads: Path, tmp_path: Path) -> None:
    status, _, err = run("check", str(roads))
    assert status == 1
    assert err.startswith(f"minuted: '{roads}' quotes nothing with an address. Give an answer as")
    assert run("check", str(tmp_path / "none"))[2] == (
        f"minuted: '{tmp_path / 'none'}' cannot be read: No such file or directory. Name a file that holds an answer.\n"
    )


@pytest.mark.usefixtures("roads")
def test_nothing_of_a_file_moves_the_terminal(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answer.json"
    cited = {"paragraph_id": "a\x1b[2J/b#\x07c", "quote": "\x1b]0;owned\x07 [red]x[/red]"}
    file.write_text(json.dumps({"sentences": [{"text": "", "citations": [cited]}]}), encoding="utf-8")
    status, out, _ = run("check", str(file))
    assert status == 1
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[red]x[/red]" in out


@pytest.mark.usefixtures("roads")
def test_two_forms_at_once_are_wrong_usage(run: Run) -> None:
    status, _, err = run("ask", QUESTION, "--json", "--format", "markdown")
    assert status == 2
    assert "--json and --format markdown say different things. Give one of them." in err

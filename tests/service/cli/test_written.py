"""`minuted ask --written`: what it prints, and the exit status by which a script tells what it got."""

import json
from collections.abc import Callable

import pytest

from index.collection import Collection
from service.cli import STATUSES, main
from service.settings import Settings
from service.wording import DECLINED, UNCHECKED
from tests.service.misbehaving import Misbehaving
from tests.service.written import QUESTION, TRUE

SHORT = "minuted: there is no whole written answer. "
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    settings: Settings,
    web_collection: Collection,  # noqa: ARG001 - its minutes are asked
    server: Misbehaving,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Return a function that asks, and gives the status, standard output and standard error."""
    server.says = f"{TRUE[:-1]} [1]. It had flooded three times [2]."
    monkeypatch.setenv("MINUTED_EVIDENCE_THRESHOLD", "0.3")
    monkeypatch.setenv("MINUTED_LLM_ADDRESS", server.address)
    monkeypatch.setenv("MINUTED_LLM_MODEL", "tiny")

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(["--home", str(settings.home), "--model", "hashed-words", "ask", *arguments])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


def test_the_command_line_writes_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    status, said, err = run("--written", QUESTION)
    assert (status, err) == (0, "")
    assert f"{TRUE} [¶1]" in said
    assert "Written by tiny." in said
    assert "Left out: It had flooded three times. (the figure “three” is not in what it cites)" in said
    monkeypatch.delenv("MINUTED_LLM_ADDRESS")
    monkeypatch.delenv("MINUTED_LLM_MODEL")
    status, said, err = run("--written", QUESTION)
    assert (status, said) == (1, "")
    assert "a written answer needs a language model" in err


def test_an_answer_that_broke_off_is_printed_and_told_by_the_status(run: Run, server: Misbehaving) -> None:
    server.behave("cuts the second sentence")
    status, said, err = run("--written", "--json", QUESTION)
    given = json.loads(said)
    assert (given["mode"], given["status"]) == ("written", "incomplete")
    assert [one["text"] for one in given["sentences"]] == [TRUE]
    assert (status, err) == (4, f"{SHORT}The language model stopped before its answer was whole.\n")


@pytest.mark.parametrize(
    ("behaviour", "says", "notice"),
    [
        (
            "always fails",
            TRUE,
            "The language model has too much to do at the moment, or is out of order. This is quoted from the minutes.",
        ),
        ("answers well", "Potholes on Mill Lane were repaired for £40,000 [1].", UNCHECKED),
        ("answers well", "The paragraphs do not say.", DECLINED),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_an_answer_that_is_quoted_instead_is_printed_and_told_by_the_status(
    run: Run, server: Misbehaving, behaviour: str, says: str, notice: str, form: str
) -> None:
    server.behave(behaviour, says)
    status, said, err = run("--written", "--format", form, QUESTION)
    assert TRUE in said
    assert notice in said
    assert (status, err) == (4, f"{SHORT}{notice}\n")


def test_what_is_written_by_the_settings_is_told_by_the_status_too(
    run: Run, server: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behave("always fails")
    monkeypatch.setenv("MINUTED_ANSWERS", "written")
    assert run(QUESTION)[0] == 4
    assert run("--quoted", QUESTION)[0] == 0


@pytest.mark.parametrize("question", ["45.2", "What was resolved?", "Which planets have rings of ice?"])
def test_what_is_never_written_falls_short_of_nothing(run: Run, server: Misbehaving, question: str) -> None:
    server.behave("always fails")
    assert run("--written", question)[0::2] == (0, "")
    assert not server.asked


def test_the_help_tells_every_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert STATUSES in " ".join(capsys.readouterr().out.split())

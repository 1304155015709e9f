"""`minuted reembed` as its user meets it, and a server whose collection is embedded anew beside it."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from starlette.testclient import TestClient

from index.embed import load_embedder
from index.errors import ModelUnavailable
from service import cli
from service.app import create_app
from service.cli_models import embed_anew
from service.options import model_now, opened
from service.settings import load_settings

ITEM = "Agenda item\n\nGritting of roads\n\n1.1\u00a0\u00a0 The salt barn in Mill Lane was filled in October.\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], home: Path) -> Run:
    """Return a function that runs the command in a home and gives its status, standard output and standard error."""

    def call(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main(["--home", str(home), *arguments])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out, printed.err

    return call


@pytest.fixture
def roads(tmp_path: Path, run: Run) -> str:
    """Add minutes by the hashed words, and return their model's fingerprint."""
    file = tmp_path / "roads.txt"
    file.write_text(ITEM, encoding="utf-8")
    assert run("--model", "hashed-words", "add", str(file))[0] == 0
    return load_embedder("hashed-words").fingerprint


def test_the_model_that_the_settings_name_takes_over(run: Run, roads: str, home: Path, tiny_folder: Path) -> None:
    tiny = load_embedder(str(tiny_folder)).fingerprint
    (home / "minuted.toml").write_text(f'model = "{tiny_folder}"\n')
    status, _, err = run("ask", "Where is the salt barn?")
    assert (status, err) == (
        1,
        f"minuted: collection 'public' was made by the model '{roads}' but the settings name '{tiny}'. Set model back "
        "to 'hashed-words', or embed the collection anew with the model of the settings: minuted reembed\n",
    )
    assert run("reembed") == (
        0,
        f"'{tiny}' has taken over from '{roads}': 1 minutes with 1 passage embedded.\n",
        "",
    )
    assert run("reembed") == (0, f"there is nothing to do: the collection was made by '{tiny}'.\n", "")
    assert run("verify")[0] == 0
    assert json.loads(run("search", "salt barn", "--json")[1])[0]["paragraph"]["label"] == "1.1"
    assert run("--model", "hashed-words", "add", str(home.parent / "roads.txt"), "--title", "Roads")[0] == 1


def test_what_was_done_as_json(run: Run, roads: str, tiny_folder: Path) -> None:
    tiny = load_embedder(str(tiny_folder)).fingerprint
    found = json.loads(run("--model", str(tiny_folder), "reembed", "--json")[1])
    assert found == {
        "before": roads, "model": tiny, "minutes": 1, "passages": 1, "resumed": 0, "changed": True,
    }  # fmt: skip
    found = json.loads(run("--model", str(tiny_folder), "reembed", "--json")[1])
    assert (found["before"], found["changed"]) == (tiny, False)


def test_a_model_that_cannot_be_loaded_changes_nothing(run: Run, roads: str, tmp_path: Path) -> None:
    status, out, err = run("--model", str(tmp_path), "reembed")
    assert (status, out) == (1, "")
    assert err.startswith(f"minuted: the model '{tmp_path}' has no .safetensors weights in '{tmp_path}'.")
    assert json.loads(run("--model", "hashed-words", "ask", "salt barn", "--json")[1])["made_by"]["model"] == roads


def test_an_interruption_says_how_far_it_came(
    run: Run, roads: str, tiny_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, told: Callable[[int, int], None]) -> None:
        told(1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr("service.cli_models.embed_anew", interrupted)
    status, _, err = run("--model", str(tiny_folder), "reembed")
    assert status == 130
    assert err.startswith(
        "minuted: interrupted: 1 of 2 passages embedded and kept; the collection is as it was. Run it again to go on.\n"
    )
    assert json.loads(run("--model", "hashed-words", "ask", "salt barn", "--json")[1])["made_by"]["model"] == roads


def test_a_server_goes_over_to_the_new_model_when_the_settings_name_it(
    roads: str, home: Path, tiny_folder: Path
) -> None:
    file = home / "minuted.toml"
    file.write_text('model = "hashed-words"\n')
    context = typer.Context(typer.main.get_command(cli.app), obj={"home": home, "model": None})
    settings = load_settings(home=home)
    with opened(settings, named=lambda: model_now(context.obj)) as collection:
        collection.caches.start()
        client = TestClient(create_app(settings, collection), base_url="http://localhost")
        ask = lambda: client.post("/api/ask", json={"question": "Where is the salt barn?"})  # noqa: E731
        assert ask().json()["made_by"]["model"] == roads
        tiny = load_embedder(str(tiny_folder))
        with opened(settings) as elsewhere:
            working = threading.Thread(target=embed_anew, args=(elsewhere, tiny))
            working.start()
            working.join()
        for wrong in ('model = "hashed-words"\n', 'modle = "?"\n'):
            file.write_text(wrong)
            refused = ask()
            assert (refused.status_code, refused.json()["type"]) == (503, "urn:minuted:problem:collection-unavailable")
            assert client.get("/health").json()["status"] == "ok"
        file.write_text(f'model = "{tiny_folder}"\n')
        assert ask().json()["made_by"]["model"] == tiny.fingerprint
        assert client.get("/api/search", params={"q": "salt barn"}).status_code == 200


def test_settings_that_cannot_be_read_now_are_told(home: Path) -> None:
    home.mkdir()
    (home / "minuted.toml").write_text('modle = "?"\n')
    context = typer.Context(typer.main.get_command(cli.app), obj={"home": home, "model": None})
    with pytest.raises(ModelUnavailable) as caught:
        model_now(context.obj)
    assert str(caught.value) == (
        f"which model to load cannot be told: '{home / 'minuted.toml'}' names 'modle', which is not a setting. Did you "
        "mean 'model'?"
    )

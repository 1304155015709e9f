"""Prompts are read once, at the start: what is wrong with them is told then, and nothing later changes an answer."""

import hashlib
import shutil
import socket
import tomllib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import prompts
from index.collection import Collection
from service.app import create_app
from service.cli import main
from service.errors import PromptUnusable
from service.settings import Settings
from service.writer import writer_of
from tests.service.misbehaving import Misbehaving
from tests.service.written import QUESTION, TRUE, settings_for


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the released prompts, which are read from there."""
    copy = tmp_path / "prompts"
    shutil.copytree(prompts.FOLDER, copy)
    monkeypatch.setattr(prompts, "FOLDER", copy)
    return copy


@pytest.mark.parametrize("command", [("serve",), ("serve", "--workers", "2"), ("mcp",), ("ask", "--written", QUESTION)])
def test_a_changed_prompt_is_told_at_the_start_with_its_name_and_the_way_out(
    command: tuple[str, ...],
    folder: Path,
    settings: Settings,
    web_collection: Collection,  # noqa: ARG001 - what would be served is there
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    released = prompts.load("rephrase").sha256
    changed = change(folder / "rephrase" / "v1.j2")
    with socket.create_server(("127.0.0.1", 0)) as probe:
        monkeypatch.setenv("MINUTED_PORT", str(probe.getsockname()[1]))
    monkeypatch.setenv("MINUTED_LLM_ADDRESS", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("MINUTED_LLM_MODEL", "tiny")
    with pytest.raises(SystemExit) as ended:
        main(["--home", str(settings.home), "--model", "hashed-words", *command])
    assert ended.value.code == 1
    assert capsys.readouterr() == (
        "",
        f"minuted: '{folder}/rephrase/v1.j2' is not the file that was released: its sha256 is {changed}, and "
        f"released.toml says {released}. Install Minuted again; for words of your own write a new version and name it "
        "in released.toml.\n",
    )


def test_without_a_language_model_the_prompts_are_not_needed(folder: Path, settings: Settings) -> None:
    shutil.rmtree(folder)
    assert writer_of(settings) is None


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("{% block user %}{{ paragraph }}{% endblock %}", "'paragraph' is undefined."),
        ("{% block user %}{{ question }", "unexpected '}'."),
        ("{% block reader %}{{ question }}{% endblock %}", "the block 'reader' is named for no role"),
    ],
)
def test_a_prompt_of_ones_own_is_tried_at_the_start(
    source: str, told: str, folder: Path, settings: Settings, server: Misbehaving
) -> None:
    (folder / "answer" / "v9.j2").write_text(source, encoding="utf-8")
    release(folder, "v9")
    with pytest.raises(PromptUnusable) as caught:
        writer_of(settings_for(settings, server))
    assert str(caught.value).startswith(f"the prompt answer/v9 cannot be rendered: {told}")


def test_another_version_can_be_tried_before_it_is_released(
    folder: Path, settings: Settings, server: Misbehaving
) -> None:
    (folder / "answer" / "v7.j2").write_text("{% block user %}{{ question }}{% endblock %}", encoding="utf-8")
    writer = writer_of(settings_for(settings, server), "v7")
    assert writer is not None
    assert (writer.answer.version, writer.rephrase.version) == ("v7", prompts.load("rephrase").version)
    with pytest.raises(PromptUnusable, match="there is no version 'v8' of the prompt 'answer'"):
        writer_of(settings_for(settings, server), "v8")


def test_what_is_changed_later_changes_no_answer(
    folder: Path, settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    client = TestClient(create_app(settings_for(settings, server), web_collection), base_url="http://localhost")
    released = prompts.load("answer").sha256
    server.says = f"{TRUE[:-1]} [1]."
    change(folder / "answer" / f"{prompts.load('answer').version}.j2")
    given = client.post("/api/ask", json={"question": QUESTION, "mode": "written"}).json()
    assert [one["text"] for one in given["sentences"]] == [TRUE]
    assert given["made_by"]["prompt_sha256"] == released


def change(file: Path) -> str:
    """Change a prompt, and return the hash that it has then."""
    file.write_bytes(file.read_bytes() + b"\n")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def release(folder: Path, version: str) -> None:
    """Name a version of the prompt for answers as the one that is used."""
    file = folder / "released.toml"
    tables = {name: dict(one) for name, one in tomllib.loads(file.read_text(encoding="utf-8")).items()}
    sha256 = hashlib.sha256((folder / "answer" / f"{version}.j2").read_bytes()).hexdigest()
    tables["answer"] = {"version": version, "sha256": sha256}
    lines = [f'[{name}]\nversion = "{one["version"]}"\nsha256 = "{one["sha256"]}"\n' for name, one in tables.items()]
    file.write_text("\n".join(lines), encoding="utf-8")

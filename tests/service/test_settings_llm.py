"""The settings of a language model: what an address may be, and that nobody is shown the key."""

import json
import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from service import cli, terminal
from service.errors import SettingsInvalid
from service.running import running
from service.settings import load_settings, settings_table

KEY = "sk-3f9a2c-secret"
ENDING = "'minuted settings' lists them all."


def message_of(**flags: object) -> str:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(**flags)
    return str(caught.value)


def test_without_anything_there_is_no_language_model() -> None:
    settings = load_settings()
    assert (settings.llm_address, settings.llm_model, settings.llm_key.get_secret_value()) == ("", "", "")
    assert (settings.llm_first_seconds, settings.llm_gap_seconds, settings.llm_total_seconds) == (20, 15, 120)
    assert (settings.llm_connect_seconds, settings.llm_rest_seconds, settings.llm_at_once) == (3, 15, 16)
    assert (settings.llm_tokens, settings.llm_temperature) == (1000, 0)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:11434/v1",
        "https://models.example.org/openai/v1/",
        "http://[::1]:8080/v1",
        "http://my_llm:8000/v1",
        "https://models.example",
    ],
)
def test_an_address_is_one_that_every_parser_reads_alike(address: str) -> None:
    assert load_settings(llm_address=address, llm_model="tiny").llm_address == address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("127.0.0.1:11434", "127.0.0.1:11434"),
        ("ftp://models.example", "ftp://models.example"),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("http://", "http://"),
        ("http://models.example\\@evil.example", "…@evil.example"),
        (f"https://user:{KEY}@models.example/v1", "…@models.example/v1"),
        (f"user:{KEY}@models.example/v1", "…@models.example/v1"),
        (f"https://models.example/v1?key={KEY}", "https://models.example/v1?…"),
        (f"https://models.example/v1#{KEY}", "https://models.example/v1#…"),
        ("http://models.example/v1 x", "http://models.example/v1 x"),
        ("http://models.example/v1\n", "http://models.example/v1\n"),
        ("http://модель.example", "http://модель.example"),
        ("http://models.example/%2e%2e/", "http://models.example/%2e%2e/"),
    ],
)
def test_any_other_address_is_refused_without_showing_what_may_be_a_password(address: str, shown: str) -> None:
    assert message_of(llm_address=address, llm_model="tiny") == (
        f"the setting 'llm_address' is '{shown}'; expected an address such as http://127.0.0.1:11434/v1, without a "
        f"user, a question mark or a space. {ENDING}"
    )


def test_an_address_without_a_model_is_an_error_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_LLM_ADDRESS", "http://127.0.0.1:11434/v1")
    assert message_of() == (
        "the setting 'llm_address' (from MINUTED_LLM_ADDRESS) is 'http://127.0.0.1:11434/v1', but 'llm_model' is "
        "empty. Set MINUTED_LLM_MODEL to the name of a model that is served there."
    )


@pytest.mark.parametrize(("name", "value"), [("llm_model", "'tiny'"), ("llm_key", "set")])
@pytest.mark.parametrize("in_file", [False, True])
def test_a_model_or_a_key_without_an_address_is_an_error_that_says_so(
    name: str, value: str, in_file: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path))
    if in_file:
        (tmp_path / "minuted.toml").write_text(f'{name} = "tiny"\n', encoding="utf-8")
    else:
        monkeypatch.setenv(f"MINUTED_{name.upper()}", "tiny")
    where = f"'{tmp_path}/minuted.toml'" if in_file else f"MINUTED_{name.upper()}"
    assert message_of() == (
        f"the setting '{name}' (from {where}) is {value}, but 'llm_address' is empty. Set MINUTED_LLM_ADDRESS to the "
        f"base address that it is served at, such as http://127.0.0.1:11434/v1, or take '{name}' away."
    )


def test_a_key_may_come_from_a_file_with_an_end_of_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_LLM_ADDRESS", "http://127.0.0.1:11434/v1")
    monkeypatch.setenv("MINUTED_LLM_MODEL", "tiny")
    monkeypatch.setenv("MINUTED_LLM_KEY", f"{KEY}\n")
    assert load_settings().llm_key.get_secret_value() == KEY


@pytest.mark.parametrize(
    "extra",
    [
        "[]",
        "1",
        "{",
        "max_tokens",
        '{"model": "other"}',
        '{"messages": []}',
        '{"stream": false}',
        '{"n": 2}',
        '{"seed": NaN}',
    ],
)
def test_further_fields_are_a_json_object_that_leaves_alone_what_is_needed(extra: str) -> None:
    assert message_of(llm_extra=extra) == (
        f"the setting 'llm_extra' is '{extra}'; expected a JSON object of further fields, without model, messages, "
        f"stream or n. {ENDING}"
    )


@pytest.mark.parametrize("key", [f"{KEY} x", f"{KEY}\r\nX-Other: 1", f"{KEY}é", f"{KEY}\0", 12345678, [KEY]])
def test_a_key_that_cannot_be_one_is_refused_and_not_shown(key: object) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(llm_key=key)
    assert str(caught.value) == (
        f"the setting 'llm_key' is not one (it is not shown); expected letters, digits and signs without a "
        f"space. {ENDING}"
    )
    told = "".join(traceback.format_exception(caught.value))
    assert KEY not in told
    assert "12345678" not in told


def test_the_key_is_nowhere_to_be_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("MINUTED_LLM_KEY", KEY)
    settings = load_settings(llm_address="http://127.0.0.1:11434/v1", llm_model="tiny")
    terminal.settings(settings, running(settings), as_json=False)
    terminal.settings(settings, running(settings), as_json=True)
    out, err = capsys.readouterr()
    shown = [
        repr(settings),
        str(settings),
        settings.model_dump_json(),
        str(settings.model_dump()),
        out,
        err,
        caplog.text,
    ]
    assert all(KEY not in text for text in shown)
    assert "llm_key = **********" in out


def test_a_key_that_is_not_set_is_shown_as_empty(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.settings(load_settings(), running(load_settings()), as_json=True)
    assert json.loads(capsys.readouterr().out)["llm_key"] == ""
    assert ("llm_key", '""', "MINUTED_LLM_KEY") in [row[:3] for row in settings_table()]


def test_the_command_refuses_a_model_without_a_name_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MINUTED_LLM_ADDRESS", "http://127.0.0.1:11434/v1")
    monkeypatch.setattr("sys.argv", ["minuted", "settings"])
    main: Callable[[], None] = cli.main
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert capsys.readouterr().err.startswith("minuted: the setting 'llm_address' (from MINUTED_LLM_ADDRESS) is ")

"""Where settings come from, and what is said of those that cannot be."""

import os
from dataclasses import fields
from pathlib import Path

import pytest

from index.settings import RetrievalSettings
from service.errors import SettingsInvalid
from service.settings import Settings, load_settings, settings_table
from service.settings_sources import variable


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path))


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "minuted.toml"
    file.write_text(text, encoding="utf-8")
    return file


def message_of(**flags: object) -> str:
    with pytest.raises(SettingsInvalid) as caught:
        load_settings(**flags)
    return str(caught.value)


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.home == tmp_path
    assert settings.collection_folder == tmp_path / "collections" / "public"
    assert (settings.host, settings.port, settings.results, settings.model) == (
        "127.0.0.1",
        8000,
        10,
        "all-MiniLM-L6-v2",
    )


def test_a_file_beats_defaults_the_environment_beats_the_file_and_a_flag_beats_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "port = 1\nresults = 1\nquestions_at_once = 1\n")
    monkeypatch.setenv("MINUTED_PORT", "2")
    monkeypatch.setenv("MINUTED_RESULTS", "2")
    settings = load_settings(port=3)
    assert (settings.port, settings.results, settings.questions_at_once, settings.candidates) == (3, 2, 1, 100)


def test_a_flag_that_was_not_given_changes_nothing() -> None:
    assert load_settings(port=None).port == 8000


def test_the_file_is_found_in_the_home_that_a_flag_names(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    write(tmp_path / "other", "port = 9000\n")
    assert load_settings(home=tmp_path / "other").port == 9000


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_PORT", "")
    assert load_settings().port == 8000


def test_a_tilde_in_home_is_spelt_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_HOME", "~/minutes")
    assert load_settings().home == Path.home() / "minutes"


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ('allowed_hosts = "minutes.example, Intranet"\n', ("minutes.example", "intranet", "127.0.0.1")),
        ('allowed_hosts = ["a.example"]\nhost = "::1"\n', ("a.example", "[::1]")),
        ('allowed_hosts = ["127.0.0.1"]\n', ("127.0.0.1",)),
    ],
)
def test_hosts_are_lower_case_and_hold_the_host_itself(tmp_path: Path, text: str, hosts: tuple[str, ...]) -> None:
    write(tmp_path, text)
    assert load_settings().hosts == hosts


def test_an_unknown_key_in_the_file_is_an_error_that_names_the_file_and_the_nearest_setting(tmp_path: Path) -> None:
    file = write(tmp_path, "words_shar = 0.5\n")
    assert message_of() == f"'{file}' names 'words_shar', which is not a setting. Did you mean 'words_share'?"


def test_an_unknown_key_that_is_near_nothing_points_to_the_list(tmp_path: Path) -> None:
    file = write(tmp_path, "zzz = 1\n")
    assert message_of() == f"'{file}' names 'zzz', which is not a setting. 'minuted settings' lists them."


def test_an_unknown_variable_is_an_error_that_suggests_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_RESULT", "5")
    assert message_of() == (
        "the environment names 'MINUTED_RESULT', which is not a setting. Did you mean 'MINUTED_RESULTS'?"
    )


def test_an_unknown_flag_is_an_error() -> None:
    assert message_of(prot=1) == "the flags name 'prot', which is not a setting. Did you mean 'port'?"


def test_a_bad_value_names_itself_what_was_expected_and_where_it_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = "'minuted settings' lists them all."
    whole = "expected a whole number from 1 to 65535"
    assert message_of(port="x") == f"the setting 'port' is 'x'; {whole}. {ending}"
    monkeypatch.setenv("MINUTED_PORT", "70000")
    assert message_of() == f"the setting 'port' (from MINUTED_PORT) is '70000'; {whole}. {ending}"
    monkeypatch.delenv("MINUTED_PORT")
    file = write(tmp_path, "words_share = 7\n")
    assert message_of() == f"the setting 'words_share' (from '{file}') is 7; expected a number from 0 to 1. {ending}"
    write(tmp_path, "headers = 3.5\n")
    assert message_of() == f"the setting 'headers' (from '{file}') is 3.5; expected true or false. {ending}"
    write(tmp_path, 'model = ""\n')
    assert message_of() == f"the setting 'model' (from '{file}') is ''; expected a text that is not empty. {ending}"


def test_home_cannot_be_set_in_the_file_that_is_found_in_it(tmp_path: Path) -> None:
    file = write(tmp_path, 'home = "/elsewhere"\n')
    assert message_of() == f"'{file}' sets 'home', but the file is found in home. Set MINUTED_HOME instead."


def test_a_file_that_is_not_toml_is_an_error_that_names_it(tmp_path: Path) -> None:
    file = write(tmp_path, "port: 8000\n")
    assert message_of().startswith(f"'{file}' cannot be read: ")
    assert message_of().endswith(". Mend it, or move it away.")


def test_settings_cannot_be_changed_once_loaded() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1


def test_every_stage_of_the_search_is_a_setting_with_the_default_of_the_search(tmp_path: Path) -> None:
    assert load_settings().retrieval == RetrievalSettings()
    other = {bool: ("false", False), int: ("20", 20), float: ("0.25", 0.25)}
    stages = {field.name: other[type(field.default)] for field in fields(RetrievalSettings) if field.name != "limit"}
    write(tmp_path, "".join(f"{name} = {text}\n" for name, (text, _) in stages.items()) + "results = 7\n")
    changed = {name: value for name, (_, value) in stages.items()}
    assert load_settings().retrieval == RetrievalSettings(**{**changed, "reranked": 0}, limit=7)  # type: ignore[arg-type]
    # Nothing can be reranked as long as nothing is named that does it.
    assert load_settings(reranker="some/reranker").retrieval == RetrievalSettings(**changed, limit=7)  # type: ignore[arg-type]


def test_the_table_documents_every_setting_and_names_no_folder_of_this_machine() -> None:
    table = settings_table()
    assert [name for name, *_ in table] == list(Settings.model_fields)
    assert all(help_text.endswith(".") for *_, help_text in table)
    assert table[0][:3] == ("home", "minuted in your data folder", "MINUTED_HOME")
    assert ("reranker", '""', "MINUTED_RERANKER") in [row[:3] for row in table]
    assert ("headers", "true", "MINUTED_HEADERS") in [row[:3] for row in table]
    assert ("port", "8000", "MINUTED_PORT") in [row[:3] for row in table]
    assert ("allowed_hosts", "localhost,127.0.0.1,[::1]", "MINUTED_ALLOWED_HOSTS") in [row[:3] for row in table]


def test_a_public_address_is_one_that_a_browser_can_open(tmp_path: Path) -> None:
    assert load_settings(home=tmp_path, public_address="https://minutes.example").public_address
    with pytest.raises(SettingsInvalid) as refused:
        load_settings(home=tmp_path, public_address="minutes.example")
    assert "'minutes.example'; expected an address that begins with http:// or https://." in str(refused.value)


@pytest.mark.parametrize("wrong", [-1, 65])
def test_a_number_of_processes_that_makes_no_sense_is_refused(wrong: int) -> None:
    assert message_of(workers=wrong) == (
        f"the setting 'workers' is {wrong}; expected a whole number from 0 to 64. 'minuted settings' lists them all."
    )


def test_no_number_of_processes_is_one_a_core() -> None:
    assert load_settings(workers=0).processes == (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    )
    assert load_settings().processes == 1

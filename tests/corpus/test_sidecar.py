"""Files beside a document that state what it does not."""

import os
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import MetadataInvalid
from corpus.minutes import Metadata
from corpus.sidecar import metadata, read_sidecar, sidecar_of


def test_the_side_car_stands_beside_its_source() -> None:
    assert sidecar_of(Path("folder/minutes.html")) == Path("folder/minutes.html.toml")


def test_a_side_car_states_metadata(tmp_path: Path) -> None:
    (tmp_path / "a.txt.toml").write_text(
        'council = "Maplemere  Council"\ncommittee = "Audit"\nheld = 2019-11-07\nstatus = "draft"\nitem = "45"\n',
        encoding="utf-8",
    )

    assert read_sidecar(tmp_path / "a.txt") == Metadata(
        council="Maplemere Council", committee="Audit", held=date(2019, 11, 7), status="draft", item="45"
    )


def test_nothing_is_stated_where_there_is_no_side_car(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / "a.txt") == Metadata()


def test_a_date_may_be_written_out() -> None:
    assert metadata({"held": "7 November 2019"}, where="the form").held == date(2019, 11, 7)


def test_what_is_none_is_not_stated() -> None:
    assert metadata({"council": None}, where="the form") == Metadata()


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        (
            {"comittee": "Audit"},
            "the form gives 'comittee', which is no metadata; did you mean 'committee'? "
            "Known are begins, committee, council, held, item, status, title.",
        ),
        (
            {"zzz": "Audit"},
            "the form gives 'zzz', which is no metadata. "
            "Known are begins, committee, council, held, item, status, title.",
        ),
        (
            {"held": "next week"},
            "the form gives held as 'next week', which is no date. Write it as 2019-11-07 or 7 November 2019.",
        ),
        ({"held": 7}, "the form gives held as '7', which is no date. Write it as 2019-11-07 or 7 November 2019."),
        ({"item": 45}, "the form gives item as '45', which is no text. Write it in quotes, or leave it out."),
        ({"title": "  "}, "the form gives title as '  ', which is no text. Write it in quotes, or leave it out."),
        ({"status": "final"}, "the form gives status as 'final'. It can be draft, approved, unknown."),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_way_out(stated: dict[str, object], message: str) -> None:
    with pytest.raises(MetadataInvalid) as caught:
        metadata(stated, where="the form")
    assert str(caught.value) == message


def test_a_side_car_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    beside = tmp_path / "a.txt.toml"
    beside.write_text("council: Maplemere", encoding="utf-8")

    with pytest.raises(MetadataInvalid) as caught:
        read_sidecar(tmp_path / "a.txt")
    message = str(caught.value)
    assert message.startswith(f"'{beside}' is not TOML that can be read (")
    assert message.endswith("). Mend it, or take it away.")


def test_a_folder_with_the_name_of_a_side_car_is_refused(tmp_path: Path) -> None:
    beside = tmp_path / "a.txt.toml"
    beside.mkdir()

    with pytest.raises(MetadataInvalid) as caught:
        read_sidecar(tmp_path / "a.txt")
    assert str(caught.value) == (
        f"the side-car '{beside}' cannot be read (Is a directory). Check what it is and who may read it, "
        "or take it away."
    )


def test_a_side_car_that_is_a_pipe_or_too_large_is_refused_and_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt.toml")
    (tmp_path / "b.txt.toml").write_bytes(b"#" * (2**20 + 1))
    for name in ("a.txt", "b.txt"):
        with pytest.raises(MetadataInvalid) as caught:
            read_sidecar(tmp_path / name)
        assert str(caught.value) == (
            f"the side-car '{tmp_path / name}.toml' is no file of at most 1 MB. Mend it, or take it away."
        )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_side_car_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    beside = tmp_path / "a.txt.toml"
    beside.touch(mode=0)

    with pytest.raises(MetadataInvalid, match="cannot be read \\(Permission denied\\)"):
        read_sidecar(tmp_path / "a.txt")


def test_a_side_car_of_thousands_of_brackets_is_refused(tmp_path: Path) -> None:
    beside = tmp_path / "a.txt.toml"
    beside.write_text("item = " + "[" * 3_000 + "]" * 3_000, encoding="utf-8")

    with pytest.raises(MetadataInvalid) as caught:
        read_sidecar(tmp_path / "a.txt")
    assert str(caught.value) == (
        f"'{beside}' is not TOML that can be read (its brackets are nested too deep). Mend it, or take it away."
    )


def test_a_name_too_long_for_a_side_car_has_none(tmp_path: Path) -> None:
    assert read_sidecar(tmp_path / ("a" * 250 + ".txt")) == Metadata()

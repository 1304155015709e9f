"""What `minuted add` tells of what it read: one document in full, a folder by whose minutes they are."""

import io
import json
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from index.collection import Collection
from index.embed import load_embedder
from service import account, cli

ITEM = "Agenda item\n\nRoads\n\n1.1\u00a0\u00a0 Potholes were repaired.\n\nACTION:\u00a0 Ann Hall\n"
Run = Callable[..., tuple[int, list[str], list[str]]]
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `minuted` and gives its status and the lines of standard output and error."""
    monkeypatch.setenv("MINUTED_MODEL", "hashed-words")

    def call(*arguments: object) -> tuple[int, list[str], list[str]]:
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            cli.main([str(one) for one in arguments])
        printed = capsys.readouterr()
        assert isinstance(stopped.value.code, int)
        return stopped.value.code, printed.out.splitlines(), printed.err.splitlines()

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three meetings of one council, one of which states no date, and one of nobody knows whom."""
    made = tmp_path / "in"
    made.mkdir()
    stated = 'council = "Oak Council"\ncommittee = "Roads Board"\n'
    for name, beside in (
        ("a.txt", f'{stated}held = 2023-01-10\nstatus = "draft"\nbegins = "18:30"\n'),
        ("b.txt", f"{stated}held = 2023-03-09\n"),
        ("c.txt", stated),
        ("d.txt", ""),
    ):
        (made / name).write_text(ITEM.replace("Roads", f"Roads {name[0]}"), encoding="utf-8")
        (made / f"{name}.toml").write_text(beside, encoding="utf-8")
    return made


def test_one_document_is_told_in_full(run: Run, folder: Path) -> None:
    status, out, err = run("add", folder / "a.txt")
    assert (status, err) == (0, [])
    assert out == [
        "added      oak/roads-board/2023-01-10/roads-a  (2 paragraphs, 1 labelled)",
        "  council    Oak Council",
        "  committee  Roads Board",
        "  date       10 January 2023",
        "  time       18:30",
        "  title      Roads a",
        "  status     draft",
        "  layout     agenda item, 1 item",
        "  of these   1 action",
        "1 document: 1 added. 2 paragraphs, 1 with a printed label; of these 1 action.",
    ]


def test_a_folder_is_told_by_council_and_committee_with_what_is_unknown(run: Run, folder: Path) -> None:
    status, out, _ = run("add", folder)
    assert status == 0
    assert [line.rstrip() for line in out] == [
        "Committee            Documents  Held                                 Paragraphs",
        "Oak Council",
        "  Roads Board                3  2023-01-10 to 2023-03-09, 1 undated           6",
        "council unknown",
        "  committee unknown          1  1 undated                                     2",
        "note: the document does not state its date; give --held, or a side-car file (1 document: c.txt)",
        "note: the document does not state its council, committee and date; give --council --committee --held, or a "
        "side-car file (1 document: d.txt)",
        "Unknown: council of 1 (--council), committee of 1 (--committee), date of 2 (--held), time of 3 (--begins), "
        "status of 3 (--status). --verbose tells which.",
        "4 documents: 4 added. 8 paragraphs, 4 with a printed label; of these 4 action.",
    ]


def test_verbose_tells_each_of_a_folder_in_full(run: Run, folder: Path) -> None:
    _, out, _ = run("add", folder, "--verbose")
    assert sum(line.startswith("added ") for line in out) == 4
    assert "  date       unknown; say it by --held, or held in c.txt.toml" in out


def test_everything_fits_eighty_columns_of_a_terminal(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(account, "OUT", Console(file=shown, width=80, force_terminal=True, color_system=None))
    for arguments in (["add", folder], ["add", folder, "--verbose"], ["add", folder / "c.txt"]):
        run(*arguments)
    lines = [line.rstrip() for line in shown.getvalue().splitlines()]
    assert len(lines) > 50
    assert max(len(line) for line in lines) <= 80


def test_the_flag_for_the_time_is_kept(run: Run, folder: Path) -> None:
    run("add", folder / "b.txt", "--begins", "6.30 pm")
    assert json.loads("\n".join(run("add", folder / "b.txt", "--json")[1]))["added"][0]["begins"] == "18:30:00"
    status, _, err = run("add", folder / "b.txt", "--begins", "late")
    assert (status, err) == (
        1,
        ["minuted: the command line gives begins as 'late', which is no time of day. Write it as 14:30 or 2.30 pm."],
    )


def test_json_tells_what_was_understood(run: Run, folder: Path) -> None:
    (folder / "e.txt").write_bytes(b"")
    (folder / "scan.tiff").write_bytes(b"II*")
    status, out, _ = run("add", folder, "--json")
    told = json.loads("\n".join(out))
    assert status == 1
    assert told["added"][0] == {
        "path": str(folder / "a.txt"),
        "minutes_id": "oak/roads-board/2023-01-10/roads-a",
        "outcome": "added",
        "council": "Oak Council",
        "committee": "Roads Board",
        "held": "2023-01-10",
        "begins": "18:30:00",
        "title": "Roads a",
        "status": "draft",
        "layout": "agenda item",
        "items": 1,
        "paragraphs": 2,
        "labels": 1,
        "kinds": {"paragraph": 1, "action": 1},
        "warnings": [],
    }
    assert [Path(one["path"]).name for one in told["refused"]] == ["e.txt"]
    assert told["passed_over"] == [{"path": str(folder / "scan.tiff"), "reason": "no format reads it"}]


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return data.getvalue()


W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
LAUGHS = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>'
# Each name with its bytes and the words that its refusal has.
HOSTILE: dict[str, tuple[bytes, str]] = {
    "bomb.docx": (zipped({"[Content_Types].xml": b"", "word/document.xml": W + b" " * 2**25}), "as a zip bomb does"),
    "broken.pdf": (b"%PDF-1.7\nnothing", "damaged"),
    "deep.html": (b"<ul><li>" * 3000 + b"deep" + b"</li></ul>" * 3000, "too deep"),
    "empty.html": (b"", "is empty"),
    "entities.docx": (
        zipped({"[Content_Types].xml": b"", "word/document.xml": LAUGHS + W + b"&b;&x;"}),
        "declares a document type",
    ),
    "huge.txt": (b"a" * (50 * 2**20 + 1), "is larger than 50 MB"),
    "nested.docx": (zipped({"inner.zip": zipped({"a.txt": b"words"})}), "is a zip file, not a document"),
    "nul.txt": (b"\0" * 100, "is a binary file"),
    "page.docx": (b"Members noted it.", "is named as a Word file and is none"),
    "picture.html": (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
    "robots.html": (b"<title>Just a moment...</title><p>Just a moment...</p>", "check for robots"),
    "spaces.txt": (b" \n" * 1000, "is empty"),
}


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """A folder of good files and of files that were made to do harm."""
    made = tmp_path / "mixed"
    made.mkdir()
    for name, (data, _) in HOSTILE.items():
        (made / name).write_bytes(data)
    (made / "a-good.txt").write_text(ITEM.replace("Roads", "First"), encoding="utf-8")
    (made / "z-good.txt").write_bytes(ITEM.replace("Roads", "Last “words”").encode("cp1252"))
    (made / "good-16.txt").write_text(ITEM.replace("Roads", "Sixteen"), encoding="utf-16")
    (made / "good.pdf").mkdir()
    (made / "good.pdf" / "inside.txt").write_text(ITEM.replace("Roads", "Inside"), encoding="utf-8")
    return made


@unix
def test_each_hostile_file_of_a_folder_fails_alone_with_its_name_and_why(run: Run, collected: Path) -> None:
    os.mkfifo(collected / "pipe.txt")
    (collected / "loop").symlink_to(collected)
    (collected / "loop.txt").symlink_to("loop.txt")
    (collected / "caf\udce9.txt").write_text(ITEM.replace("Roads", "No Unicode"), encoding="utf-8")
    (collected / "bad\udce9.txt").write_bytes(b"")

    status, out, err = run("add", collected)
    assert status == 1
    assert len(err) == len(HOSTILE) + 1
    for name, (_, why) in {**HOSTILE, "bad\\udce9.txt": (b"", "is empty")}.items():
        assert [line for line in err if name in line and why in line], f"{name}: {err}"
    assert "Passed over 1 file (it is a pipe, a socket or a device): pipe.txt." in out
    assert "Passed over 2 files (it is a link): loop, loop.txt." in out
    assert any(line.startswith(f"5 documents: 5 added, {len(HOSTILE) + 1} refused.") for line in out)
    listed = "\n".join(run("list")[1])
    for title in ("First", "Last “words”", "Sixteen", "Inside", "No Unicode"):
        assert title in listed


@unix
def test_a_name_that_is_no_unicode_can_be_printed_and_its_file_added_again(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "caf\udce9.txt"
    file.write_text(ITEM, encoding="utf-8")
    assert run("add", file)[0] == 0
    status, out, _ = run("add", file, "--json")
    assert (status, json.loads("\n".join(out))["added"][0]["outcome"]) == (0, "unchanged")
    with Collection.open(
        Path(os.environ["MINUTED_HOME"]) / "collections" / "public", load_embedder("hashed-words")
    ) as collection:
        assert [one.source_address for one in collection.summaries()] == ["caf\\udce9.txt"]

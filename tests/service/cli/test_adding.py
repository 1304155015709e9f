"""`minuted add`: what it says of what it read, skipped and could not read."""

from pathlib import Path

import pytest

from index.collection import Collection
from tests.service.cli.conftest import ITEM, ROADS, Run, lines


def test_adding_ends_with_what_is_searched_so_that_no_question_waits_for_it(
    run: Run, roads: Path, tmp_path: Path
) -> None:
    home = str(tmp_path / "home")
    assert run("--home", home, "add", str(roads))[0] == 0
    with Collection.open(Path(home) / "collections" / "public", lambda: pytest.fail("no model is needed")) as opened:
        with opened.connection() as connection:
            assert opened.words.is_current(connection)
        assert opened.words.contents() == [1, 2, 3]


def test_adding_tells_what_was_read(run: Run, roads: Path) -> None:
    status, out, _ = run("add", str(roads))
    assert status == 0
    assert lines(out) == [
        f"added      {ROADS}  (3 paragraphs, 2 labelled)",
        "council    unknown; say it by --council, or council in roads.txt.toml",
        "committee  unknown; say it by --committee, or committee in roads.txt.toml",
        "date       unknown; say it by --held, or held in roads.txt.toml",
        "time       unknown; say it by --begins, or begins in roads.txt.toml",
        "title      Gritting of roads",
        "status     unknown; say it by --status, or status in roads.txt.toml",
        "layout     agenda item, 1 item",
        "of these   1 action",
        "note: the document does not state its council, committee and date; "
        "give --council --committee --held, or a side-car file",
        "1 document: 1 added. 3 paragraphs, 2 with a printed label; of these 1 action.",
    ]


def test_adding_again_changes_nothing(run: Run, roads: Path) -> None:
    run("add", str(roads))
    status, out, _ = run("add", str(roads))
    assert (status, lines(out)[-1]) == (0, "1 document: 1 unchanged. 3 paragraphs, 2 with a printed label.")


def test_the_sample_can_be_added(run: Run) -> None:
    status, out, _ = run("add", "--sample")
    assert (status, lines(out)[-1].split(":")[0]) == (0, "17 documents")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        (
            "empty.txt",
            b"",
            "'empty.txt' is empty: it holds no text to read. Save the page or document again and add that file.",
        ),
        (
            "binary.txt",
            b"\x89PNG\0\0\1\2",
            "'binary.txt' is a binary file (a PNG picture). Minuted reads .html, .htm, .xhtml, .aspx, .txt, .text, "
            ".docx, .pdf, .xml: add the minutes in one of these.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_name(
    run: Run, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    status, _, err = run("add", str(tmp_path / name))
    assert (status, lines(err)) == (1, [f"minuted: {sentence}"])


def test_a_folder_without_minutes_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    status, _, err = run("add", str(tmp_path / "in"))
    assert (status, err) == (
        1,
        f"minuted: the folder '{tmp_path / 'in'}' holds no minutes: "
        "no file in it ends in .html, .htm, .xhtml, .aspx, .txt, .text, .docx, .pdf, .xml. "
        "Give another folder, or the files themselves.\n",
    )


def test_files_that_no_format_reads_are_named(run: Run, roads: Path) -> None:
    (roads.parent / "scan.tiff").write_bytes(b"II*")
    (roads.parent / "budget.xlsx").write_bytes(b"PK")
    (roads.parent / "roads.txt.toml").write_text('council = "Oak Council"\n')
    status, out, _ = run("add", str(roads.parent))
    assert (status, lines(out)[-1]) == (0, "Passed over 2 files (no format reads it): budget.xlsx, scan.tiff.")


def test_side_cars_that_are_named_are_read_with_their_files(run: Run, roads: Path) -> None:
    beside = roads.parent / "roads.txt.toml"
    beside.write_text('council = "Oak Council"\n')
    assert lines(run("add", str(roads), str(beside))[1])[0].startswith(
        "added      oak/unknown/undated/gritting-of-roads"
    )
    status, _, err = run("add", str(beside))
    assert (status, err) == (
        1,
        f"minuted: there are only side-cars at '{beside}'. Add the files that they stand beside.\n",
    )


def test_interrupting_says_how_far_it_came(run: Run, roads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = roads.with_name("second.txt")
    second.write_text(ITEM.replace("Gritting", "Sweeping"), encoding="utf-8")
    whole = Collection.add

    def add_then_interrupt(self: Collection, *arguments: object, **named: object) -> object:
        if any("Sweeping" in str(argument) for argument in arguments):
            raise KeyboardInterrupt
        return whole(self, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Collection, "add", add_then_interrupt)
    status, _, err = run("add", str(roads.parent))
    assert (status, lines(err)) == (
        130,
        ["minuted: interrupted: 1 of 2 files added, each of them wholly. Run it again to go on."],
    )

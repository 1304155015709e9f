"""A document read as a whole: what minutes state, what is warned of, and what is refused."""

import os
import sys
import time
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from corpus.errors import MinutedError, NoMinutes, SourceMissing, SourceUnreadable
from corpus.minutes import Metadata
from corpus.read import MOST_BYTES, minutes_files, passed_over, read_bytes, read_minutes

GIVEN = Metadata(council="Maplemere County Council", committee="Children's Scrutiny Committee", held=date(2019, 11, 7))
ITEM = "Agenda item\nFerry\n45.1  The boat was late.\n"


def read(text: str, given: Metadata = GIVEN, name: str = "minutes.txt"):  # type: ignore[no-untyped-def]
    return read_minutes(name, text.encode(), given)


def refusal(name: str, text: str) -> str:
    with pytest.raises(NoMinutes) as caught:
        read(text, name=name)
    return str(caught.value)


def test_minutes_have_what_is_stated_and_where_they_came_from() -> None:
    reading = read_minutes("folder/minutes.txt", ITEM.encode(), GIVEN)
    minutes = reading.minutes

    assert minutes.id == "maplemere/childrens-scrutiny/2019-11-07/ferry"
    assert (minutes.council, minutes.committee, minutes.held) == (GIVEN.council, GIVEN.committee, GIVEN.held)
    assert (minutes.title, minutes.status, minutes.layout) == ("Ferry", "unknown", "agenda item")
    assert (minutes.source.address, minutes.source.media_type) == ("minutes.txt", "text/plain")
    assert minutes.source.sha256 == sha256(ITEM.encode()).hexdigest()
    assert reading.given == GIVEN
    assert reading.warnings == ()


def test_the_item_that_is_given_is_the_number_of_the_only_item() -> None:
    minutes = read(ITEM, Metadata(item="45").over(GIVEN)).minutes

    assert minutes.id == "maplemere/childrens-scrutiny/2019-11-07/45"
    assert minutes.items[0].number == "45"


def test_what_is_given_goes_before_what_the_document_says() -> None:
    text = "MAPLEMERE TOWN COUNCIL\nAUDIT COMMITTEE\nMinutes held on 6 March 2023\n1. Apologies\nNone.\n2. Close\nAt 8."

    assert read(text, Metadata()).minutes.id == "maplemere-town/audit/2023-03-06"
    assert read(text, Metadata(committee="Ferry Board")).minutes.id == "maplemere-town/ferry-board/2023-03-06"


def test_minutes_of_which_nothing_is_known_are_told_apart_by_title_or_file() -> None:
    assert read(ITEM, Metadata()).minutes.id == "unknown/unknown/undated/ferry"
    assert read("It rained.", Metadata(), name="wet day.txt").minutes.id == "unknown/unknown/undated/wet-day"


@pytest.mark.parametrize(
    ("given", "warning"),
    [
        (
            Metadata(),
            "the document does not state its council, committee and date; "
            "give --council --committee --held, or a side-car file",
        ),
        (
            Metadata(council="Maplemere Council", committee="Audit"),
            "the document does not state its date; give --held, or a side-car file",
        ),
    ],
)
def test_what_stays_unknown_is_warned_of(given: Metadata, warning: str) -> None:
    assert read(ITEM, given).warnings == (warning,)


def test_a_plain_reading_is_warned_of() -> None:
    assert read("It rained.").warnings == ("no layout of minutes was recognised, so it was read as one plain item",)


def test_a_page_with_only_a_title_is_refused() -> None:
    message = "'minutes.txt' holds a title but no minutes. Add the page or document that has the text of the meeting."

    assert refusal("minutes.txt", "Minutes of a meeting\n") == message
    assert refusal("minutes.txt", "Agenda item\nFerry\nSupporting documents:\nReport PDF 3 MB\n") == message


@pytest.mark.parametrize("text", ["<html></html>", "<html><body><nav>Home</nav></body></html>", "<p>&nbsp;</p>"])
def test_a_page_without_content_is_refused(text: str) -> None:
    assert refusal("minutes.html", text) == (
        "'minutes.html' holds no text outside its page's navigation. Add the page or document that has the minutes."
    )


def test_an_error_page_is_refused() -> None:
    assert refusal("minutes.html", "<title>Oh no</title><p>Page not found</p>") == (
        "'minutes.html' is an error page ('page not found'), not minutes. "
        "Save the page again from a browser and add that file."
    )


def test_a_check_for_robots_is_refused() -> None:
    assert "is a check for robots ('just a moment')" in refusal(
        "minutes.html", "<title>Just a moment...</title><p>Wait.</p>"
    )


def test_minutes_that_mention_an_error_page_are_read() -> None:
    text = ITEM + "Residents had met the words ‘page not found’. " + "It was a long discussion of the matter. " * 20

    assert len(read(text).minutes.paragraphs) == 2


def test_a_page_that_cuts_the_minutes_short_is_refused() -> None:
    text = "<p>Agenda item</p><p>Ferry</p><p>The boat ... View the full minutes text for item 45.</p>"

    assert refusal("minutes.html", text) == (
        "'minutes.html' is incomplete: it cuts the minutes short at "
        "'The boat ... View the full minutes text for item 45.'. "
        "Add the page of that agenda item, which has the whole text."
    )


def test_a_document_of_bullets_alone_is_read() -> None:
    paragraphs = read("· one\n· two\n").minutes.paragraphs

    assert [(one.label, one.text) for one in paragraphs] == [("·", "one"), ("·", "two")]


def test_a_document_in_capitals_is_read() -> None:
    text = "MAPLEMERE TOWN COUNCIL\nMINUTES OF 3 MAY 1999\n1. APOLOGIES\nTHERE WERE NONE.\n2. CLOSE\nIT CLOSED AT 9."
    minutes = read(text, Metadata()).minutes

    assert [(item.title, [one.text for one in item.paragraphs]) for item in minutes.items] == [
        ("APOLOGIES", ["THERE WERE NONE."]),
        ("CLOSE", ["IT CLOSED AT 9."]),
    ]


@pytest.mark.parametrize(
    "line",
    ["{n}. Members noted it.", "(a) Members noted it.", "Members noted it.", "RESOLVED:", "· one", "ACTION: A Clerk"],
)
def test_time_grows_with_the_length_of_the_document_and_not_with_its_square(line: str) -> None:
    def seconds(count: int) -> float:
        text = ITEM + "\n".join(line.format(n=number) for number in range(1, count + 1))
        start = time.process_time()
        assert len(read(text).minutes.paragraphs) == count + 1
        return time.process_time() - start

    # Linear is 8 times, quadratic 64: what else the machine does makes no such difference.
    assert seconds(16_000) < 24 * max(seconds(2_000), 0.05)


def test_the_files_of_a_folder_come_by_name_without_hidden_ones_and_links(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "a.html.toml", "picture.png", ".hidden.txt", "sub/c.TXT", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")

    assert [str(file.relative_to(tmp_path)) for file in minutes_files(tmp_path)] == ["a.html", "b.txt", "sub/c.TXT"]
    assert minutes_files(tmp_path / "picture.png") == [tmp_path / "picture.png"]


def test_a_path_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing) as missing:
        minutes_files(tmp_path / "nothing")
    assert str(missing.value) == (
        f"there is no file or folder '{tmp_path / 'nothing'}'. Give the path of minutes to add, or of a folder of them."
    )
    with pytest.raises(SourceMissing) as empty:
        minutes_files(tmp_path)
    assert str(empty.value) == (
        f"the folder '{tmp_path}' holds no minutes: no file in it ends in .html, .htm, .xhtml, .aspx, .txt, .text, "
        ".docx, .pdf, .xml. Give another folder, or the files themselves."
    )


def test_a_file_that_cannot_be_had_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing) as missing:
        read_bytes(tmp_path / "nothing.txt")
    assert str(missing.value) == f"there is no file '{tmp_path / 'nothing.txt'}'. Give the path of minutes to add."
    with pytest.raises(SourceUnreadable) as folder:
        read_bytes(tmp_path)
    assert str(folder.value) == f"'{tmp_path}' cannot be read (Is a directory). Check the path and who may read it."


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)

    with pytest.raises(SourceUnreadable) as caught:
        read_bytes(large)
    assert str(caught.value) == (
        f"'{large}' is larger than 50 MB, the most that is read. Split it by meeting and add the parts."
    )


def test_every_refusal_is_an_error_of_ours() -> None:
    assert issubclass(NoMinutes, MinutedError)
    assert issubclass(SourceUnreadable, MinutedError)
    assert issubclass(SourceMissing, MinutedError)


@pytest.mark.parametrize(
    ("council", "start"),
    [
        ("Kent County Council", "kent"),
        ("Marlshire County Council", "marlshire"),
        ("Newcastle City Council", "newcastle"),
        ("London Borough of Camden", "camden"),
        ("The Royal Borough of Kensington and Chelsea", "kensington-and-chelsea"),
        ("Council of the Isles of Scilly", "isles-of-scilly"),
        ("City of Edinburgh Council", "edinburgh"),
        ("City of Bradford Metropolitan District Council", "bradford"),
        ("Derry City and Strabane District Council", "derry-city-and-strabane"),
        ("City of London Corporation", "london-corporation"),
        ("Maplemere Town Council", "maplemere-town"),
        ("County Council", "county-council"),
    ],
)
def test_an_address_begins_with_what_tells_a_council_from_others(council: str, start: str) -> None:
    assert read(ITEM, Metadata(council=council)).minutes.id.split("/")[0] == start


def test_the_only_item_of_printed_minutes_begins_its_addresses() -> None:
    text = "MAPLEMERE TOWN COUNCIL\nAUDIT COMMITTEE\nMinutes held on 6 March 2023\n1. Ferry\nIt was late."
    minutes = read(text, Metadata()).minutes

    assert (minutes.layout, minutes.id) == ("printed minutes", "maplemere-town/audit/2023-03-06")
    assert [one.id for one in minutes.paragraphs] == ["maplemere-town/audit/2023-03-06#1.p1"]


def test_the_files_that_no_format_reads_are_told(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "b.txt.toml",
        "x.tiff",
        "lost.toml",
        ".hidden.tiff",
        "sub/w.odt",
        ".git/d.tiff",
        "__init__.py",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words", encoding="utf-8")

    assert [(str(one.path.relative_to(tmp_path)), one.reason) for one in passed_over(tmp_path)] == [
        ("lost.toml", "no format reads it"),
        ("sub/w.odt", "no format reads it"),
        ("x.tiff", "no format reads it"),
    ]
    assert passed_over(tmp_path / "x.tiff") == []


def test_a_side_car_that_is_named_is_read_with_its_file_alone(tmp_path: Path) -> None:
    for name in ("b.txt", "b.txt.toml", "lost.toml"):
        (tmp_path / name).write_text("words", encoding="utf-8")

    assert minutes_files(tmp_path / "b.txt.toml") == []
    assert minutes_files(tmp_path / "lost.toml") == [tmp_path / "lost.toml"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes in folders nor links for everyone")
def test_pipes_and_links_in_a_folder_are_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "b.pdf").mkdir()
    (tmp_path / "b.pdf" / "inside.txt").write_text("words", encoding="utf-8")
    os.mkfifo(tmp_path / "c.txt")
    (tmp_path / "d.txt").symlink_to("a.txt")
    (tmp_path / "e.txt").symlink_to("e.txt")
    (tmp_path / "f").symlink_to(tmp_path)

    assert minutes_files(tmp_path) == [tmp_path / "a.txt", tmp_path / "b.pdf" / "inside.txt"]
    assert [(one.path.name, one.reason) for one in passed_over(tmp_path)] == [
        ("c.txt", "it is a pipe, a socket or a device"),
        ("d.txt", "it is a link"),
        ("e.txt", "it is a link"),
        ("f", "it is a link"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_pipe_that_is_named_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    message = f"'{tmp_path / 'a.txt'}' is a pipe, a socket or a device, not a file. Give the path of minutes to add."

    for read_it in (minutes_files, read_bytes):
        with pytest.raises(SourceUnreadable) as caught:
            read_it(tmp_path / "a.txt")
        assert str(caught.value) == message


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    (tmp_path / "closed").mkdir(mode=0)

    assert [(one.path.name, one.reason) for one in passed_over(tmp_path)] == [
        ("closed", "it cannot be opened: Permission denied")
    ]
    with pytest.raises(SourceUnreadable, match="cannot be read \\(it cannot be opened: Permission denied\\)"):
        minutes_files(tmp_path / "closed")


def test_minutes_that_call_themselves_exempt_are_told_of() -> None:
    lines = "Agenda item\nLand\nNOT FOR PUBLICATION by virtue of paragraph 3\nRESOLVED that it be sold."

    warnings = read_minutes("item.txt", lines.encode(), Metadata()).warnings

    assert "it calls itself or a part of it exempt or not for publication; take it away again if it is" in warnings
    said = lines.replace("NOT FOR PUBLICATION by", "The appendix is not for publication by")
    assert len(read_minutes("item.txt", said.encode(), Metadata()).warnings) == len(warnings) - 1

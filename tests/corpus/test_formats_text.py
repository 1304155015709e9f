"""Text files: paragraphs, wrapped lines that are joined, pages."""

import pytest

from corpus.errors import SourceUnreadable
from corpus.formats import FORMATS, SUFFIXES, format_of
from corpus.formats.text import read

N = "\u00a0"
WRAPPED = b"""1. Apologies

Apologies were received from Captain Brand, who was at sea, and
from the Harbour Master, whose boat had not yet come back from
the outer bank at the time when the meeting was opened by the
chair.

(a) The red buoy had drifted to the north in the gale of 2 August
and had been found by the ferry.
(b) The green buoy was in its place.
"""


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data)]


def test_a_line_is_a_paragraph_and_its_spaces_are_kept() -> None:
    blocks = read(f"45.1{N}{N} One\n\n  i. two  three\n {N}\n".encode())

    assert [(block.text, block.indent, block.page) for block in blocks] == [
        (f"45.1{N}{N} One", 0, None),
        ("  i. two  three", 2, None),
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_lines_may_end_in_any_way(end: bytes) -> None:
    assert texts(end.join([b"one", b"", b"two"])) == ["one", "two"]


def test_the_lines_of_a_wrapped_file_are_joined() -> None:
    assert texts(WRAPPED) == [
        "1. Apologies",
        "Apologies were received from Captain Brand, who was at sea, and from the Harbour Master, whose boat had not "
        "yet come back from the outer bank at the time when the meeting was opened by the chair.",
        "(a) The red buoy had drifted to the north in the gale of 2 August and had been found by the ferry.",
        "(b) The green buoy was in its place.",
    ]


def test_a_short_page_of_a_wrapped_file_is_joined_too() -> None:
    page = b"\fIt was a wet day, and the members who had come on foot were\nslow to take off their coats.\n"

    assert texts(WRAPPED + page)[-1] == (
        "It was a wet day, and the members who had come on foot were slow to take off their coats."
    )


def test_lines_that_were_not_wrapped_are_not_joined() -> None:
    lines = ["The Board received the report of the Director of Place and noted it", "which was late", "and long"]

    assert texts("\n".join(lines).encode()) == lines


def test_form_feeds_begin_pages() -> None:
    assert [(block.text, block.page) for block in read(b"one\n\ftwo\nthree\f\ffour")] == [
        ("one", 1),
        ("two", 2),
        ("three", 2),
        ("four", 4),
    ]


def test_a_wrapped_paragraph_does_not_take_the_line_after_a_blank_one() -> None:
    assert (
        len(texts(WRAPPED.replace(b"chair.", b"chair of the committee, who had come early from the mill.\n\nand more")))
        == 5
    )


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.html", "text/html"),
        ("A.HTM", "text/html"),
        ("mgAi.aspx", "text/html"),
        ("a.txt", "text/plain"),
    ],
)
def test_the_ending_tells_the_format(name: str, media_type: str) -> None:
    assert format_of(name, b"words").media_type == media_type


def test_a_page_of_html_is_known_whatever_its_name() -> None:
    assert format_of("download.txt", b"\n <!DOCTYPE HTML><html>").media_type == "text/html"


def test_every_ending_belongs_to_one_format() -> None:
    assert SUFFIXES == (".html", ".htm", ".xhtml", ".aspx", ".txt", ".text", ".docx", ".pdf", ".xml")
    assert len(set(SUFFIXES)) == sum(len(known.suffixes) for known in FORMATS.values())


ENDINGS = ".html, .htm, .xhtml, .aspx, .txt, .text, .docx, .pdf, .xml"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "a.txt",
            b" \n ",
            "'a.txt' is empty: it holds no text to read. Save the page or document again and add that file.",
        ),
        (
            "a.html",
            b"PK\x03\x04words",
            "'a.html' begins as a Word or zip file does and is damaged or cut short. Download or save it again.",
        ),
        (
            "a.txt",
            b"words\0words",
            f"'a.txt' is a binary file (it holds zero bytes). Minuted reads {ENDINGS}: "
            "add the minutes in one of these.",
        ),
        (
            "a.rtf",
            b"words",
            f"'a.rtf' ends in '.rtf', which no format reads. Minuted reads {ENDINGS}: save it as one of these.",
        ),
        (
            "minutes",
            b"words",
            f"'minutes' has no ending that tells its format. Minuted reads {ENDINGS}: save it as one of these.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_way_out(name: str, data: bytes, message: str) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        format_of(name, data)
    assert str(caught.value) == message


LINES = """Apologies were received from Captain Brand, who was at sea, and
from the Harbour Master, whose boat had not yet come back from the
outer bank. The quay had been closed for all of that wet August
2012. It was a wet year. Nobody could say when the ferry would be
mended.
He was content with that.
"""


def test_a_file_is_joined_where_the_next_word_would_not_have_fitted() -> None:
    assert texts(LINES.encode()) == [
        "Apologies were received from Captain Brand, who was at sea, and from the Harbour Master, whose boat had not "
        "yet come back from the outer bank. The quay had been closed for all of that wet August 2012. It was a wet "
        "year. Nobody could say when the ferry would be mended.",
        "He was content with that.",
    ]


def test_a_line_with_upright_bars_is_a_row() -> None:
    assert [block.kind for block in read(b"Name | Sum\nThe sums were paid.")] == ["cell", "paragraph"]


def test_a_doubtful_label_after_a_comma_does_not_go_on_from_a_line_with_room() -> None:
    lines = "It was a wet year for the ferry and the harbour master said,\nbb. The quay had been closed.\n"

    assert texts(LINES.encode() + lines.encode())[-2:] == [
        "It was a wet year for the ferry and the harbour master said,",
        "bb. The quay had been closed.",
    ]


HAND_WRAPPED = (
    "PRESENT: Councillor R Ash (Chair), Councillors B Birch, C Cedar and\n"
    "D Dogwood.\n\n" + "The officer told the meeting that the lamps of the quay were to be\n"
    "mended before the winter, and that the cost of it had been met from\n"
    "the reserve of the year before, which members noted with some relief.\n\n" * 10
)


def test_a_wrapped_line_that_ends_with_and_goes_on_before_a_capital() -> None:
    assert read(HAND_WRAPPED.encode())[0].text == (
        "PRESENT: Councillor R Ash (Chair), Councillors B Birch, C Cedar and D Dogwood."
    )


def test_one_heading_that_was_not_wrapped_does_not_part_the_lines_of_a_wrapped_file() -> None:
    heading = f"MINUTES of the meeting of the QUAY COMMITTEE held in {'the long room of ' * 6}the harbour at 7.00 pm"
    blocks = read(f"{heading}\n{HAND_WRAPPED}".encode())

    assert len(heading) > 120
    assert [block.text for block in blocks][:2] == [
        heading,
        "PRESENT: Councillor R Ash (Chair), Councillors B Birch, C Cedar and D Dogwood.",
    ]
    assert len(blocks) == 2 + 10

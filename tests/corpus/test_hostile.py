"""Files that were made to do harm, or are not what they say, read as they are when they are added: in a child process.

Each gives minutes or is refused with a sentence, in seconds and in bounded memory, and the next file is read.
"""

import io
import zlib
from collections.abc import Iterator

import pytest

from corpus.child import Limits
from corpus.errors import CorpusError
from corpus.minutes import Metadata, Reading
from corpus.sample import FOLDER
from corpus.sandbox import Sandbox

ITEM = "Agenda item\n\nRoads\n\n1.1\u00a0\u00a0 Potholes were repaired.\n"
HTML = "<!DOCTYPE html><p>Agenda item</p><p>Roads</p><p>1.1&nbsp;&nbsp; Potholes were repaired.</p>"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(memory_bytes=2**30, cpu_seconds=60, wall_seconds=120)) as opened:
        yield opened


def texts(reading: Reading) -> list[str]:
    return [paragraph.text for paragraph in reading.minutes.paragraphs]


def came_of(sandbox: Sandbox, name: str, data: bytes) -> Reading | str:
    """Return the minutes or the refusal, after a look whether the next file is read."""
    try:
        came: Reading | str = sandbox.read(name, data, Metadata())
    except CorpusError as refusal:
        came = str(refusal)
    assert texts(sandbox.read("next.txt", ITEM.encode(), Metadata())) == ["Potholes were repaired."]
    return came


def pdf_of(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of objects, numbered from 1, with a table of where they are."""
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, inside in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, inside))
    table = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    out.write(b"trailer\n<</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, table))
    return out.getvalue()


def page_with(stream: bytes, filters: bytes) -> bytes:
    return pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        b"<</Length %d /Filter %s>>\nstream\n%s\nendstream" % (len(stream), filters, stream),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )


WORDS = b"BT /F 11 Tf 72 700 Td (1.1   Potholes were repaired.) Tj ET\n"


def test_the_pdfs_made_here_are_read(sandbox: Sandbox) -> None:
    reading = came_of(sandbox, "a.pdf", page_with(zlib.compress(WORDS), b"/FlateDecode"))
    assert isinstance(reading, Reading)
    assert texts(reading) == ["Potholes were repaired."]


PDF_BOMBS = {
    "a stream that unpacks to a gigabyte": page_with(
        zlib.compress(zlib.compress(b" " * 2**30, 9), 9), b"[/FlateDecode /FlateDecode]"
    ),
    "a page tree that is its own child": pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R] /Count 1>>"
    ),
    "two page trees that are each other's children": pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R 3 0 R] /Count 2>>",
        b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R>>",
    ),
    "two thousand million pages": pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [] /Count 2000000000>>"
    ),
    "a page whose contents are the page": pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R>>",
    ),
    "a form that draws itself": pdf_of(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</XObject <</X 4 0 R>>>>>>",
        b"<</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 4 0 R>>>> /Length 11>>\n"
        b"stream\n/X Do /X Do\nendstream",
    ),
    "arrays in arrays": b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000,
}


@pytest.mark.parametrize("bomb", PDF_BOMBS)
def test_a_pdf_that_was_made_to_do_harm_is_refused(sandbox: Sandbox, bomb: str) -> None:
    came = came_of(sandbox, "bomb.pdf", PDF_BOMBS[bomb])
    assert isinstance(came, str)
    assert came.endswith(".")


DEEP = {
    "divisions": HTML + "<div>" * 4000 + "deep" + "</div>" * 4000,
    "lists": HTML + "<ul><li>" * 120 + "deep" + "</li></ul>" * 120,
    "tables": HTML + "<table><tr><td>" * 80 + "deep" + "</td></tr></table>" * 80,
    "one line": HTML + "<p>" + "deep and long " * 300_000 + "</p>",
    "open elements": HTML + "<b><i>" * 5000 + "deep",
}


@pytest.mark.parametrize("name", DEEP)
def test_a_page_that_is_deep_or_long_is_read_to_its_end_or_refused(sandbox: Sandbox, name: str) -> None:
    came = came_of(sandbox, "deep.html", DEEP[name].encode())
    if isinstance(came, Reading):
        assert any("deep" in text for text in texts(came))
    else:
        assert "too deep to be read whole" in came


@pytest.mark.parametrize("megabytes", [3, pytest.param(49, marks=pytest.mark.long)])
def test_a_line_of_many_megabytes_is_read_or_refused(sandbox: Sandbox, megabytes: int) -> None:
    came = came_of(sandbox, "long.txt", ITEM.encode() + b"Salt was bought. " * (megabytes * 2**20 // 17))
    assert not isinstance(came, str) or came.startswith("'long.txt' ")


REAL = {
    "text": ITEM.encode(),
    "html": HTML.encode(),
    "docx": (FOLDER / "thornbeck-planning-2023-07-12.docx").read_bytes(),
    "pdf": (FOLDER / "thornbeck-audit-2024-04-24.pdf").read_bytes(),
}
NAMES = {"text": "a.txt", "html": "a.html", "docx": "a.docx", "pdf": "a.pdf"}
# What cannot be known by its bytes is refused under a name that promises bytes it has not.
REFUSED = {("text", "docx"), ("text", "pdf")}


@pytest.mark.parametrize("named", NAMES)
@pytest.mark.parametrize("held", REAL)
def test_a_document_with_the_ending_of_another_format_is_read_as_what_it_is_or_refused(
    sandbox: Sandbox, held: str, named: str
) -> None:
    came = came_of(sandbox, NAMES[named], REAL[held])
    if (held, named) in REFUSED:
        assert isinstance(came, str)
    elif (held, named) == ("text", "html"):  # a browser would show it on one line too
        assert isinstance(came, Reading)
        assert texts(came) == ["Agenda item Roads 1.1 Potholes were repaired."]
    else:
        right = sandbox.read(NAMES[held], REAL[held], Metadata())
        assert isinstance(came, Reading)
        assert texts(came) == texts(right)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1", "klingon"])
def test_a_page_is_read_whatever_encoding_it_says_it_is_in(sandbox: Sandbox, encoding: str, declared: str) -> None:
    page = f'<!DOCTYPE html><meta charset="{declared}"><p>Agenda item</p><p>Roads</p><p>1.1&nbsp;&nbsp; It cost £5.</p>'
    came = came_of(sandbox, "a.html", page.encode(encoding))
    assert isinstance(came, Reading)
    assert texts(came) == ["It cost £5."]


@pytest.mark.parametrize(
    "data",
    [
        ITEM.encode() + "d\u00e9j\u00e0".encode("cp1252") + "d\u00e9j\u00e0".encode(),
        ITEM.encode() + b"\n\nhalf \xed\xa0\x80 of a pair\n",
        ITEM.encode() + b"\n\nin the middle\0of it\n" * 500,
        ITEM.encode("utf-16") + b"\0",
        b"\xff\xfe" + b"\x00\xd8" * 50 + ITEM.encode("utf-16-le"),
    ],
    ids=["two encodings", "half a pair", "zero bytes later", "an odd byte", "halves in UTF-16"],
)
def test_text_with_bytes_that_are_no_text_is_read_or_refused(sandbox: Sandbox, data: bytes) -> None:
    came = came_of(sandbox, "a.txt", data)
    if isinstance(came, str):
        assert "is a binary file (it holds zero bytes)" in came
    else:
        assert "Potholes were repaired." in texts(came)

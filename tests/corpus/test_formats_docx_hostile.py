"""Files that were damaged, misnamed or made to do harm: each is refused alone, with a sentence."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping

import pytest

from corpus.errors import SourceUnreadable
from corpus.formats import FORMATS, format_of
from corpus.formats.docx import read
from corpus.minutes import Metadata
from corpus.read import read_minutes

Word = Callable[..., bytes]
PARAGRAPH = "<w:p><w:r><w:t>Members noted it.</w:t></w:r></w:p>"
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(files: Mapping[str, bytes | str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return data.getvalue()


def document(inside: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": inside})


def refusal(data: bytes, name: str = "minutes.docx") -> str:
    with pytest.raises(SourceUnreadable) as caught:
        read_minutes(name, data, Metadata())
    return str(caught.value)


@pytest.mark.parametrize("name", ["minutes.docx", "minutes.txt", "minutes.html", "minutes.doc", "minutes"])
def test_a_word_file_is_known_by_its_bytes(word: Word, name: str) -> None:
    assert format_of(name, word(PARAGRAPH)) is FORMATS["docx"]


def test_a_text_that_is_named_as_a_word_file_is_refused() -> None:
    assert refusal(b"Members noted it.") == (
        "'minutes.docx' is named as a Word file and is none. Save it from Word again, or name it as what it is."
    )


def test_a_page_that_is_named_as_a_word_file_is_read() -> None:
    assert format_of("minutes.docx", b"<!DOCTYPE html><p>Members noted it.") is FORMATS["html"]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password. Save it in Word without one and add that file.",
        ),
        (
            OLE + "WordDocument".encode("utf-16-le"),
            "is a Word file of the kind from before 2007 (.doc). Save it as .docx and add that file.",
        ),
        (
            OLE + "Workbook".encode("utf-16-le"),
            "is a spreadsheet, not minutes. Save the text of the minutes as .docx and add that file.",
        ),
        (OLE, "is an old Office file that is none of Word's. Save the minutes as .docx and add that file."),
        (
            zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}),
            "is a spreadsheet, not minutes. Save the text of the minutes as .docx and add that file.",
        ),
        (
            zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}),
            "is a file of slides, not minutes. Save the text of the minutes as .docx and add that file.",
        ),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"}),
            "is an OpenDocument file. Save it as .docx and add that file.",
        ),
        (
            zipped({"minutes.txt": "Members noted it."}),
            "is a zip file, not a document. Unpack it and add the minutes that it holds.",
        ),
        (
            zipped({f"{n}": "" for n in range(2001)}),
            "is a zip file of more than 2,000 entries. Unpack it and add the minutes that it holds.",
        ),
        (
            document(f"<w:document {NAMES}/>")[:-30],
            "begins as a Word or zip file does and is damaged or cut short. Download or save it again.",
        ),
    ],
)
def test_other_files_are_told_apart(data: bytes, sentence: str) -> None:
    assert refusal(data) == f"'minutes.docx' {sentence}"


def test_a_word_file_without_its_text_is_refused() -> None:
    assert refusal(zipped({"[Content_Types].xml": "<Types/>", "word/styles.xml": "<styles/>"})) == (
        "the Word file holds no text: it has no part 'word/document.xml'. Save it in Word again and add that file."
    )
    assert refusal(document(f"<w:document {NAMES}/>")) == (
        "the Word file holds no text: it has no body. Save it in Word again and add that file."
    )


@pytest.mark.parametrize(
    "inside",
    [
        f"<w:document {NAMES}><w:body>",
        b"\xff\xfe<\0w",
        b"<w:document>\xe9</w:document>",
        "<w:document><w:body/></w:document>",
        "",
        f"<w:document {NAMES}><w:body>" + "<w:sdt><w:sdtContent>" * 5000,
        f"<w:document {NAMES}><w:body>&unknown;</w:body></w:document>",
    ],
)
def test_a_damaged_part_is_refused(inside: bytes | str) -> None:
    assert refusal(document(inside)) == (
        "the Word file is damaged: its part 'word/document.xml' cannot be read. "
        "Download or save it again and add that file."
    )


def test_a_part_whose_bytes_changed_is_refused(word: Word) -> None:
    data = bytearray(word(PARAGRAPH))
    position = data.find(b"word/document.xml") + len(b"word/document.xml") + 20
    data[position] ^= 0xFF

    assert refusal(bytes(data)) == (
        "the Word file is damaged: its part 'word/document.xml' cannot be unpacked. "
        "Download or save it again and add that file."
    )


def test_a_zip_whose_entries_are_locked_is_refused(word: Word) -> None:
    data = bytearray(word(PARAGRAPH))
    position = data.find(b"PK\x01\x02")
    while position >= 0:
        data[position + 8] |= 1  # the bit that says: encrypted
        position = data.find(b"PK\x01\x02", position + 1)

    assert refusal(bytes(data)) == (
        "the Word file is protected by a password. Save it in Word without one and add that file."
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_parsed(encoding: str) -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    text = f'<!DOCTYPE w [<!ENTITY e0 "ha">{laughs}]><w:document {NAMES}><w:body>&e29;</w:body></w:document>'

    assert refusal(document(text.encode(encoding))) == (
        "the Word file's part 'word/document.xml' declares a document type, which no Word file does. "
        "Save it in Word again and add that file."
    )


def test_a_zip_bomb_is_refused_early_and_in_little_memory() -> None:
    data = document(f"<w:document {NAMES}><w:body>".encode() + b" " * 60 * 2**20)
    tracemalloc.start()
    start = time.process_time()
    message = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert message == (
        "the Word file's part 'word/document.xml' unpacks to more than 100 times its size, as a zip bomb does. "
        "Save it in Word again and add that file."
    )
    assert time.process_time() - start < 5
    assert peak < 16 * 2**20


def test_a_part_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.formats.docx_package.MOST_PART_BYTES", 2**20)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "x" * (2**20 + 1))

    assert refusal(data.getvalue()) == (
        "the Word file's part 'word/document.xml' unpacks to more than 1 MB, the most that is read. "
        "Split the file by meeting and add the parts."
    )


def test_parts_that_are_too_large_together_are_refused(monkeypatch: pytest.MonkeyPatch, word: Word) -> None:
    monkeypatch.setattr("corpus.formats.docx_package.MOST_BYTES_UNPACKED", 2**20)
    styles = "<w:style/>" * (2**17)

    assert refusal(word(PARAGRAPH, styles=styles)) == (
        "the Word file unpacks to more than 1 MB, the most that is read. Split the file by meeting and add the parts."
    )


def test_a_table_that_lies_about_sizes_is_not_believed() -> None:
    data = bytearray(document(f"<w:document {NAMES}><w:body>".encode() + b" " * 2**22))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (2**31).to_bytes(4, "little")  # the size it says it unpacks to

    assert refusal(bytes(data)).startswith("the Word file")


def test_a_picture_that_is_a_bomb_is_never_unpacked() -> None:
    whole = f"<w:document {NAMES}><w:body>{PARAGRAPH}</w:body></w:document>"
    data = zipped({"[Content_Types].xml": "", "word/document.xml": whole, "word/media/a.png": bytes(80 * 2**20)})

    assert [block.text for block in read(data)] == ["Members noted it."]


def test_tables_nested_as_deep_as_the_parser_allows_are_read_or_refused() -> None:
    inside = "<w:tbl><w:tr><w:tc>" * 80 + PARAGRAPH + "</w:tc></w:tr></w:tbl>" * 80

    assert [block.text for block in read(document(f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>"))] == [
        "Members noted it."
    ]


def test_a_part_of_another_document_is_not_passed_over_in_silence(word: Word) -> None:
    assert refusal(word(f'{PARAGRAPH}<w:altChunk r:id="x"/>')) == (
        "the Word file refers to another document that Word has not taken in yet. "
        "Open it in Word, save it and add that file."
    )

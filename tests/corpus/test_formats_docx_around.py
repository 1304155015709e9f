"""Word files: tables, notes, text boxes, and what stands around the text."""

import io
import re
import zipfile

import pytest

from corpus.formats.docx import read
from tests.corpus.docx_parts import BULLETS, NUMBERED, Word, of_style, paragraph, rows, style, texts


def cell(*inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside) or '<w:p/>'}</w:tc>"


def table(*rows: str, columns: int = 2) -> str:
    grid = "<w:gridCol/>" * columns
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_a_cell_has_its_column_and_a_cell_of_paragraphs_is_layout(word: Word) -> None:
    body = table(
        cell(paragraph("Name")) + cell(paragraph("Sum")),
        cell(paragraph("both"), properties='<w:gridSpan w:val="2"/>') + cell(paragraph("after")),
        cell() + cell(paragraph("one"), paragraph("two")),
        columns=3,
    )

    assert rows(word(body)) == [
        ("cell", 0, "Name"), ("cell", 1, "Sum"), ("cell", 0, "both"), ("cell", 2, "after"),
        ("paragraph", 0, "one"), ("paragraph", 0, "two"),
    ]  # fmt: skip


def test_a_merged_cell_is_read_once_and_a_deleted_row_not_at_all(word: Word) -> None:
    body = table(
        cell(paragraph("tall"), properties='<w:vMerge w:val="restart"/>') + cell(paragraph("one")),
        cell(paragraph("unseen"), properties="<w:vMerge/>") + cell(paragraph("two")),
        "<w:trPr><w:del/></w:trPr>" + cell(paragraph("deleted")),
    )

    assert rows(word(body)) == [("cell", 0, "tall"), ("cell", 1, "one"), ("cell", 1, "two")]


def test_a_table_in_a_table_is_read_in_place_and_a_frame_is_no_table(word: Word) -> None:
    inner = table(cell(paragraph("a")) + cell(paragraph("b")))
    frame = table(cell(paragraph("framed")), columns=1)

    assert rows(word(table(cell(paragraph("before"), inner) + cell(paragraph("after"))) + frame)) == [
        ("paragraph", 0, "before"), ("cell", 0, "a"), ("cell", 1, "b"), ("cell", 1, "after"),
        ("paragraph", 0, "framed"),
    ]  # fmt: skip


def test_a_number_in_a_cell_is_printed_before_its_text(word: Word) -> None:
    row = cell(paragraph(properties=NUMBERED)) + cell(paragraph("Apologies", properties=NUMBERED))

    assert rows(word(table(row), numbering=BULLETS)) == [("cell", 0, "1."), ("cell", 1, "2.\u00a0\u00a0Apologies")]


def test_notes_follow_their_paragraph_or_table_once(word: Word) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = (
        f'<w:footnote w:id="1">{paragraph("wrong")}</w:footnote><w:footnote w:id="2">{paragraph(" A note.", reference)}'
    )
    body = paragraph("Text", reference, ".") + paragraph("More", reference) + paragraph("End")

    assert texts(word(body, footnotes=f"{note}</w:footnote>")) == ["Text.", "A note.", "More", "End"]
    in_cells = table(cell(paragraph("a", reference)) + cell(paragraph("b")))
    assert rows(word(in_cells, footnotes=f"{note}</w:footnote>")) == [
        ("cell", 0, "a"), ("cell", 1, "b"), ("paragraph", 0, "A note."),
    ]  # fmt: skip


def test_a_text_box_follows_the_paragraph_it_hangs_on_once(word: Word) -> None:
    box = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(word(paragraph("before ", both, "after") + paragraph("next"))) == ["before after", "boxed", "next"]


def test_headers_and_footers_that_are_printed_are_chrome(word: Word) -> None:
    def section(kind: str, name: str, which: str) -> str:
        return f'<w:{kind}Reference w:type="{which}" r:id="{name}"/>'

    references = (
        section("header", "header1", "first") + section("header", "header2", "default")
        + section("header", "header3", "even") + section("footer", "footer1", "default")
    )  # fmt: skip
    data = word(
        paragraph("text", properties=f"<w:sectPr>{references}<w:titlePg/></w:sectPr>")
        + f"<w:sectPr>{references}</w:sectPr>",
        header1=paragraph("Maplemere Town Council"),
        header2=paragraph("Cabinet") + paragraph("Cabinet"),
        header3=paragraph("never printed"),
        footer1=paragraph("Page 1"),
    )

    assert [(block.text, block.chrome) for block in read(data)] == [
        ("Maplemere Town Council", True), ("Cabinet", True), ("text", False), ("Page 1", True),
    ]  # fmt: skip


def test_a_table_of_contents_is_chrome(word: Word) -> None:
    body = paragraph("1  Apologies  3", properties=of_style("TOC1")) + paragraph("Apologies")

    assert [block.chrome for block in read(word(body, styles=style("TOC1", "toc 1", "")))] == [True, False]


def test_pages_are_known_where_word_noted_them(word: Word) -> None:
    rendered, wanted = "<w:r><w:lastRenderedPageBreak/></w:r>", '<w:r><w:br w:type="page"/></w:r>'
    body = (
        paragraph("one")
        + paragraph("over ", rendered, "the page")
        + paragraph("two", wanted)
        + paragraph(rendered, "three")
    )

    assert [block.page for block in read(word(body))] == [1, 1, 2, 3]
    assert [block.page for block in read(word(body.replace(rendered, "")))] == [None] * 4


@pytest.mark.parametrize("part", ["document", "numbering", "styles"])
def test_the_strict_kind_of_file_is_read_like_any_other(word: Word, part: str) -> None:
    data = word(paragraph("entry", properties=NUMBERED), numbering=BULLETS, styles="")
    blocks = read(_with(data, part, "http://schemas.openxmlformats.org/wordprocessingml/2006/main"))

    assert [(block.label, block.text) for block in blocks] == [("1.", "entry")]


def _with(data: bytes, part: str, name: str) -> bytes:
    """Return a Word file with a part's namespace written as the strict kind of file does."""

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.namelist():
            text = old.read(entry).decode()
            strict = re.sub(re.escape(name), "http://purl.oclc.org/ooxml/wordprocessingml/main", text)
            new.writestr(entry, strict if entry == f"word/{part}.xml" else text)
    return made.getvalue()

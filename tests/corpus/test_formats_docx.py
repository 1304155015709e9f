import io
import re
import zipfile
from collections.abc import Callable

import pytest

from corpus.formats.docx import read

Word = Callable[..., bytes]
ROW = tuple[str, int, str]


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def cell(*inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside) or '<w:p/>'}</w:tc>"


def table(*rows: str, columns: int = 2) -> str:
    grid = "<w:gridCol/>" * columns
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def style(identity: str, name: str, inside: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{inside}</w:style>'


def of_style(identity: str) -> str:
    return f'<w:pStyle w:val="{identity}"/>'


def texts(data: bytes) -> list[str]:
    return [block.text for block in read(data)]


def rows(data: bytes) -> list[ROW]:
    return [(block.kind, block.level, block.text) for block in read(data)]


BULLETS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def test_what_keeps_words_apart_is_no_break_spaces(word: Word) -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = paragraph("(a)", tab, "That it be noted.") + paragraph("ACTION:   A Clerk") + paragraph(tab, "(i) so")

    assert texts(word(body)) == [
        "(a)\u00a0\u00a0\u00a0\u00a0That it be noted.",
        "ACTION:\u00a0\u00a0\u00a0A Clerk",
        "\u00a0" * 12 + "(i) so",
    ]


def test_an_indent_is_spaces_of_three_points(word: Word) -> None:
    body = paragraph("in", properties='<w:ind w:left="720" w:hanging="120"/>') + paragraph(
        "out", properties='<w:ind w:start="0" w:hanging="360"/>'
    )

    # (720 - 120) twentieths of a point are 30 points, 10 spaces; what hangs into the margin has none.
    assert [(block.indent, block.text) for block in read(word(body))] == [(10, "\u00a0" * 10 + "in"), (0, "out")]


def test_headings_are_known_by_style_outline_level_and_short_bold_lines(word: Word) -> None:
    styles = (
        style("H2", "heading 2", "")
        + style("Ours", "Committee Heading", '<w:basedOn w:val="H2"/>')
        + style("Strong", "Strong line", "<w:rPr><w:b/></w:rPr>")
        + style("T", "Title", "")
    )
    body = (
        paragraph("styled", properties=of_style("H2"))
        + paragraph("based", properties=of_style("Ours"))
        + paragraph("body again", properties=of_style("Ours") + '<w:outlineLvl w:val="9"/>')
        + paragraph("outlined", properties='<w:outlineLvl w:val="0"/>')
        + paragraph("titled", properties=of_style("T"))
        + paragraph(run("all ", "<w:b/>"), run("bold", "<w:b w:val='1'/>"))
        + paragraph("bold by style", properties=of_style("Strong"))
        + paragraph(run("not ", "<w:b/>"), run("all", "<w:b w:val='0'/>"))
        + paragraph(run("word " * 16, "<w:b/>"))
        + paragraph("word " * 26, properties=of_style("H2"))
    )

    assert [(kind, level) for kind, level, _ in rows(word(body, styles=styles))] == [
        ("heading", 2), ("heading", 2), ("paragraph", 0), ("heading", 1), ("heading", 1), ("heading", 0),
        ("heading", 0), ("paragraph", 0), ("paragraph", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_a_numbered_bold_entry_is_no_heading_and_a_numbered_heading_is(word: Word) -> None:
    styles = style("H1", "heading 1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>")
    body = paragraph(run("entry", "<w:b/>"), properties=NUMBERED) + paragraph(
        "title", properties=of_style("H1") + NUMBERED
    )

    assert [(block.kind, block.level, block.label, block.style) for block in read(
        word(body, styles=styles, numbering=BULLETS)
    )] == [("bullet", 1, "1.", ""), ("heading", 1, "2.", "heading 1")]  # fmt: skip


def test_changes_are_taken_as_accepted(word: Word) -> None:
    body = paragraph(
        "The fee is ",
        "<w:del><w:r><w:delText>£5</w:delText></w:r></w:del>",
        f"<w:ins>{run('£6')}</w:ins>",
        f"<w:moveFrom>{run(' a month')}</w:moveFrom>",
        f"<w:moveTo>{run(' a year')}</w:moveTo>",
        ".",
    )

    assert texts(word(body)) == ["The fee is £6 a year."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(word: Word) -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    body = (
        paragraph("One ", properties=NUMBERED + gone)
        + paragraph("and the same.", properties=NUMBERED)
        + paragraph(f"<w:del>{run('All gone.')}</w:del>", properties=NUMBERED + gone)
        + paragraph("Two.", properties=NUMBERED)
    )

    assert [(block.label, block.text) for block in read(word(body, numbering=BULLETS))] == [
        ("1.", "One and the same."),
        ("2.", "Two."),
    ]


def test_a_heading_run_into_its_paragraph_is_one_with_it(word: Word) -> None:
    body = paragraph("Ferry. ", properties=NUMBERED + "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + paragraph("Sold.")

    assert [(block.label, block.text) for block in read(word(body, numbering=BULLETS))] == [("1.", "Ferry. Sold.")]


def test_hidden_text_and_comments_are_no_text(word: Word) -> None:
    styles = style("Hidden", "Hidden", "<w:rPr><w:vanish/></w:rPr>")
    body = paragraph(
        "seen",
        run(" hidden", "<w:vanish/>"),
        '<w:commentRangeStart w:id="0"/>',
        run(" and seen", '<w:vanish w:val="false"/>'),
        '<w:r><w:commentReference w:id="0"/></w:r>',
    ) + paragraph("hidden", properties=of_style("Hidden"))

    assert texts(word(body, styles=styles)) == ["seen and seen"]


def test_the_result_of_a_field_is_kept_and_its_code_is_not(word: Word) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>REF a</w:instrText></w:r>"
    inner = mark("begin") + code + mark("separate") + run("unseen") + mark("end")
    body = (
        paragraph("Minute ", mark("begin"), code, inner, mark("separate"), "44", mark("end"), " and ")
        + paragraph(f'<w:fldSimple w:instr="DATE">{run("3 May")}</w:fldSimple>', mark("begin"), code, mark("separate"))
        + paragraph("goes on", mark("end"), mark("begin"), code, mark("end"))
    )

    assert texts(word(body)) == ["Minute 44 and", "3 May", "goes on"]


def test_content_controls_links_and_sums_are_text_and_hints_are_not(word: Word) -> None:
    hint = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body = (
        f"<w:sdt><w:sdtContent>{paragraph('controlled')}</w:sdtContent></w:sdt>"
        + f"<w:sdt>{hint}<w:sdtContent>{paragraph('Click to enter text.')}</w:sdtContent></w:sdt>"
        + paragraph(
            "see ", f"<w:hyperlink>{run('the report')}</w:hyperlink>", f"<w:smartTag>{run(', p. 2')}</w:smartTag>"
        )
        + paragraph("<m:oMath><m:r><m:t>2+2</m:t></m:r></m:oMath>")
    )

    assert texts(word(body)) == ["controlled", "see the report, p. 2", "2+2"]


def test_signs_are_what_is_printed(word: Word) -> None:
    body = paragraph(
        "co\u00adop",
        "<w:r><w:softHyphen/></w:r>",
        "erate 2023",
        "<w:r><w:noBreakHyphen/></w:r>",
        "24 ",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
        '<w:r><w:sym w:font="Symbol" w:char="nonsense"/></w:r>',
        run(" m", '<w:rFonts w:ascii="Symbol"/>'),
    )

    assert texts(word(body)) == ["cooperate 2023-24 ✓≥ μ"]


def test_a_line_break_parts_paragraphs_only_before_a_label_or_an_empty_line(word: Word) -> None:
    line = "<w:r><w:br/></w:r>"
    body = paragraph("The Guildhall", line, "Thornbeck", line, line, "RESOLVED:", line, "(a)  one", line, "(b)  two")

    assert texts(word(body)) == [
        "The Guildhall Thornbeck", "RESOLVED:", "(a)\u00a0\u00a0one", "(b)\u00a0\u00a0two",
    ]  # fmt: skip


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

"""Word files: what is text in a paragraph, what is a heading, and what changes, fields and hidden parts come to."""

from corpus.formats.docx import read
from tests.corpus.docx_parts import BULLETS, NUMBERED, Word, of_style, paragraph, rows, run, style, texts


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

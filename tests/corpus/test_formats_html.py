"""HTML: what is a paragraph, a heading, a list and a table, and what is never shown."""

import pytest

from corpus.blocks import Block
from corpus.errors import SourceUnreadable
from corpus.formats.decode import decode
from corpus.formats.html import read

N = "\u00a0"


def texts(page: str) -> list[str]:
    return [block.text for block in read(page.encode())]


def labelled(page: str) -> list[tuple[str | None, str]]:
    return [(block.label, block.text) for block in read(page.encode())]


def test_a_line_wrapped_by_word_is_one_paragraph() -> None:
    page = "<p class=MsoNormal>17.1&nbsp;&nbsp; The lead had been\nstolen twice, and that\r\nslates would be used.</p>"

    assert texts(page) == [f"17.1{N}{N} The lead had been stolen twice, and that slates would be used."]


def test_two_line_breaks_part_paragraphs_and_one_does_not() -> None:
    assert texts("<p>one<br>goes on<br><br>two<br>\n<br/>three<br>&nbsp;<br>four</p>") == [
        "one goes on",
        "two",
        "three",
        "four",
    ]


def test_one_line_break_before_a_label_parts_paragraphs() -> None:
    assert texts("<p>RESOLVED:<br>(1) That it be so.<br>(2) That it be sent,<br>and soon.</p>") == [
        "RESOLVED:",
        "(1) That it be so.",
        "(2) That it be sent, and soon.",
    ]


def test_an_ordered_list_has_the_labels_that_a_browser_prints() -> None:
    page = (
        "<ol type=a start=3><li>c</li><li value=7>g</li><li>h</li></ol>"
        "<ol type=i><li>one</li></ol><ol type=I start=4><li>four</li></ol><ol type=A start=27><li>many</li></ol>"
        "<ol start=x><li>first</li></ol><ul><li>dot</li></ul>"
    )

    assert labelled(page) == [
        ("c.", "c"),
        ("g.", "g"),
        ("h.", "h"),
        ("i.", "one"),
        ("IV.", "four"),
        ("27.", "many"),
        ("1.", "first"),
        ("•", "dot"),
    ]


def test_a_list_inside_a_list_is_deeper() -> None:
    blocks = read(b"<ol><li>one<ol type=a><li>inside</li></ol></li><li>two</li></ol>")

    assert [(block.label, block.text, block.level, block.indent) for block in blocks] == [
        ("1.", "one", 1, 4),
        ("a.", "inside", 2, 8),
        ("2.", "two", 1, 4),
    ]


def test_a_second_paragraph_of_an_entry_has_no_label() -> None:
    assert labelled("<ol><li><p>one</p><p>more</p></li><li>two</li></ol>") == [
        ("1.", "one"),
        (None, "more"),
        ("2.", "two"),
    ]


def test_text_beside_the_entries_of_a_list_is_kept() -> None:
    assert labelled("<ol>before<li>one</li>between<li>two</li>after</ol>") == [
        (None, "before"),
        ("1.", "one"),
        (None, "between"),
        ("2.", "two"),
        (None, "after"),
    ]


def test_a_cell_has_its_column_and_a_cell_of_paragraphs_is_layout() -> None:
    page = "<table><tr><th>Name</th><td>Sum</td></tr><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>"

    assert [(block.kind, block.level, block.text) for block in read(page.encode())] == [
        ("cell", 0, "Name"),
        ("cell", 1, "Sum"),
        ("paragraph", 0, "one"),
        ("paragraph", 0, "two"),
        ("cell", 1, "three"),
    ]


def test_the_caption_and_the_foot_of_a_table_are_kept() -> None:
    page = "<table><caption>Sums</caption><thead><tr><th>a</th></tr></thead><tfoot><tr><td>b</td></tr></tfoot></table>"

    assert texts(page) == ["Sums", "a", "b"]


def test_a_table_inside_a_table_is_read_once() -> None:
    assert texts("<table><tr><td><table><tr><td>one</td><td>two</td></tr></table></td></tr></table>") == ["one", "two"]


def test_what_a_browser_does_not_show_is_no_text() -> None:
    page = (
        "<p>seen</p><script>no()</script><style>p {}</style><noscript>no</noscript><template>no</template>"
        "<p hidden>no</p><p style='DISPLAY: none'>no</p><div style='visibility:hidden'>no</div><!-- no -->"
        "<select><option>no</option></select>"
        "<table><tr hidden><td>no</td></tr><tr><td hidden>no</td><td>cell</td></tr></table>"
        "<ul><li hidden>no</li><li>entry</li></ul>after"
    )

    assert texts(page) == ["seen", "cell", "entry", "after"]


def test_headings_have_levels_and_short_bold_lines_are_headings() -> None:
    blocks = read(b"<h2>Large</h2><p><b>Matters arising</b></p><p><b>Not</b> all bold</p>")

    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("heading", 2, "Large"),
        ("heading", 0, "Matters arising"),
        ("paragraph", 0, "Not all bold"),
    ]


def test_what_stands_outside_the_content_is_chrome() -> None:
    page = "<title>A page</title><p>above</p><main><p>inside</p></main><footer>below</footer>"
    blocks = read(page.encode())

    assert [(block.text, block.chrome) for block in blocks] == [
        ("A page", True),
        ("above", True),
        ("inside", False),
        ("below", True),
    ]
    assert blocks[0].style == "title"


def test_navigation_is_chrome_where_the_page_does_not_name_its_content() -> None:
    assert [(block.text, block.chrome) for block in read(b"<nav>Home</nav><p>text</p>")] == [
        ("Home", True),
        ("text", False),
    ]


@pytest.mark.parametrize("tag", ["ul", "ol", "span", "table", "blockquote"])
def test_elements_nested_straight_in_each_other_are_read_to_their_end(tag: str) -> None:
    page = f"<p>before</p>{f'<{tag}>' * 400}deep words{f'</{tag}>' * 400}<p>after</p>"

    assert [text for text in texts(page) if text] == ["before", "deep words", "after"]


def test_a_page_of_five_thousand_nested_divisions_loses_nothing() -> None:
    page = "<p>before</p>" + "<div>" * 5000 + "<p>deep</p><p>words</p>" + "</div>" * 5000 + "<p>after</p>"

    assert texts(page) == ["before", "deep", "words", "after"]


def test_a_page_of_unclosed_fonts_keeps_its_paragraphs() -> None:
    page = "<font>" * 400 + "<p>one</p><p>two<br><br>three</p><script>no()</script><p hidden>no</p>tail"

    assert texts(page) == ["one", "two", "three", "tail"]


def test_a_page_that_cannot_be_read_whole_is_refused() -> None:
    page = "<ul><li>" * 3000 + "deep" + "</li></ul>" * 3000 + "<p>after</p>"

    with pytest.raises(SourceUnreadable) as caught:
        read(page.encode())
    assert str(caught.value) == (
        "the page nests its elements too deep to be read whole. Save its text as a .txt file and add that."
    )


def test_an_empty_page_has_no_blocks() -> None:
    assert read(b"<html></html>") == []


def test_a_page_without_elements_is_one_paragraph() -> None:
    assert read(b"just words") == [Block(text="just words")]


def test_a_page_that_is_nothing_but_a_comment_is_refused() -> None:
    with pytest.raises(
        SourceUnreadable, match=r"^the page holds no HTML that can be read \(Document is empty\)\. Save the"
    ):
        read(b"<!-- nothing -->")


def test_an_xml_declaration_is_no_hindrance() -> None:
    assert texts("<?xml version='1.0' encoding='iso-8859-1'?><html><body><p>Tŷ’r</p></body></html>") == ["Tŷ’r"]


@pytest.mark.parametrize(
    "data",
    [
        "Children’s".encode(),
        b"\xef\xbb\xbf" + "Children’s".encode(),
        "Children’s".encode("utf-16"),
        b"\xfe\xff" + "Children’s".encode("utf-16-be"),
        "Children’s".encode("cp1252"),
        b"<meta charset=iso-8859-1>Children\x92s",
        b"<meta charset='windows-1252'>Children\x92s",
        b"<meta charset=utf-16>Children\x92s",
        b"<meta charset=no-such>Children\x92s",
        b"<meta charset=undefined>Children\x92s",
    ],
)
def test_bytes_are_decoded_as_they_were_written(data: bytes) -> None:
    assert decode(data).split(">")[-1] == "Children’s"


def test_a_declared_charset_is_believed_where_the_bytes_are_not_utf_8() -> None:
    assert decode("<meta charset=iso-8859-14>Tŷ".encode("iso-8859-14")).endswith("Tŷ")


def test_a_byte_that_means_nothing_is_marked() -> None:
    assert decode(b"a\x81b") == "a\ufffdb"


def test_a_text_of_two_encodings_is_read_in_both() -> None:
    assert decode("Tŷ £5, ".encode() + "déjà £6".encode("cp1252")) == "Tŷ £5, déjà £6"
    assert decode('<meta charset="utf-8">It cost £5.'.encode("cp1252")).endswith("It cost £5.")


def test_a_bold_cell_that_stands_alone_in_its_row_is_a_heading() -> None:
    page = "<table><tr><td colspan=2><b>Next steps</b></td></tr><tr><td><b>Name</b></td><td>Hale</td></tr></table>"

    assert [(block.kind, block.text) for block in read(page.encode())] == [
        ("heading", "Next steps"),
        ("cell", "Name"),
        ("cell", "Hale"),
    ]

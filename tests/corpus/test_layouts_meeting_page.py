"""The page of a meeting: its items and sections, and what is left out."""

from datetime import date

from corpus.formats.html import read
from corpus.layouts.meeting_page import parse, recognises
from corpus.layouts.outline import Outline

PAGE = """<title>Agenda - Maplemere County Council</title>
<div id="modgov"><h1 class="mgMainTitleTxt">Agenda and draft minutes</h1>
<h2 class="mgSubTitleTxt">Audit - Joint Committee - Tuesday, 12th September, 2023 10.00 am</h2>
<p>Venue: Town Hall</p>
<table>
<tr><td class="mgItemNumberCell"></td><td><p class="mgAiTitleTxt">Part 1</p></td></tr>
<tr><td class="mgItemNumberCell">21.</td><td><p class="mgAiTitleTxt">Apologies PDF 12 KB</p>
<p>To receive apologies.</p><p>Minutes:</p><p>21.1&nbsp; None.</p></td></tr>
<tr><td class="mgItemNumberCell">22.</td><td><p class="mgAiTitleTxt">Ferry</p><p>Additional documents:</p>
<ul><li>Report</li></ul><p>Decision:</p><p>RESOLVED.</p><p>Minutes:</p><p>RESOLVED.</p></td></tr>
<tr><td class="mgItemNumberCell"></td><td><p class="mgAiTitleTxt">Part 2</p></td></tr>
<tr><td class="mgItemNumberCell">22a</td><td><p class="mgAiTitleTxt">Close</p><p>The meeting closed.</p></td></tr>
</table></div>"""


def outline() -> Outline:
    return parse(read(PAGE.encode()))


def test_a_meeting_page_is_recognised_by_its_title_and_numbers() -> None:
    assert recognises(read(PAGE.encode()))
    assert not recognises(read(PAGE.replace("mgSubTitleTxt", "other").encode()))
    assert not recognises(read(PAGE.replace("mgItemNumberCell", "other").encode()))


def test_the_page_states_its_meeting() -> None:
    metadata = outline().metadata

    assert (metadata.council, metadata.committee, metadata.held, metadata.status) == (
        "Maplemere County Council",
        "Audit - Joint Committee",
        date(2023, 9, 12),
        "draft",
    )


def test_a_row_with_a_number_is_an_item_and_one_without_is_a_section() -> None:
    assert [(item.number, item.title, item.section) for item in outline().items] == [
        ("21", "Apologies", "Part 1"),
        ("22", "Ferry", "Part 1"),
        ("22a", "Close", "Part 2"),
    ]


def test_the_parts_of_each_item_are_kept_apart() -> None:
    assert [
        [(part.kind, [block.text for block in part.blocks]) for part in item.parts] for item in outline().items
    ] == [
        [("agenda", ["To receive apologies."]), ("minutes", ["21.1\u00a0 None."])],
        [("decision", ["RESOLVED."]), ("minutes", ["RESOLVED."])],
        [("minutes", ["The meeting closed."])],
    ]


def test_what_is_no_part_of_the_minutes_is_left_out() -> None:
    assert outline().left_out == (
        "Agenda - Maplemere County Council",
        "Agenda and draft minutes",
        "Audit - Joint Committee - Tuesday, 12th September, 2023 10.00 am",
        "Venue: Town Hall",
        "Part 1",
        "PDF 12 KB",
        "Minutes:",
        "Additional documents:",
        "Report",
        "Decision:",
        "Minutes:",
        "Part 2",
    )


def test_the_lines_to_sign_at_the_end_are_left_out() -> None:
    signed = parse(
        read(PAGE.replace("The meeting closed.</p>", "It closed.</p><p>Chair</p><p>Date ......</p>").encode())
    )

    assert [block.text for block in signed.items[-1].parts[0].blocks] == ["It closed."]
    assert signed.left_out[-2:] == ("Chair", "Date ......")


def test_words_of_the_pages_head_may_begin_a_sentence_of_the_minutes() -> None:
    said = "Contact: the clerk had written."
    page = parse(
        read(PAGE.replace("<p>The meeting closed.", f"<p>{said}</p><p>Chair</p><p>The meeting closed.").encode())
    )

    assert [block.text for block in page.items[-1].parts[0].blocks] == [said, "Chair", "The meeting closed."]


def test_the_asterisk_before_a_number_is_no_part_of_it() -> None:
    assert [item.number for item in parse(read(PAGE.replace(">21.<", ">* 21.<").encode())).items] == ["21", "22", "22a"]


def test_a_flag_in_a_column_of_its_own_is_no_section() -> None:
    cell = '<td class="mgItemNumberCell">22.</td>'
    flagged = PAGE.replace(cell, f'<td class="mgItemNumberCell"><p class="mgAiTitleTxt">*</p></td>{cell}')
    found = parse(read(flagged.encode()))

    assert [(item.number, item.section) for item in found.items] == [
        (item.number, item.section) for item in outline().items
    ]
    assert found.left_out.count("*") == 1


def test_an_asterisk_on_a_line_of_its_own_before_the_number_is_no_title() -> None:
    page = PAGE.replace(">21.<", "><p class='mgAiTitleTxt'>*</p><p class='mgAiTitleTxt'>21.</p><")

    first = parse(read(page.encode())).items[0]
    assert (first.number, first.title) == ("21", "Apologies")


def test_a_row_without_a_number_that_has_minutes_is_an_item() -> None:
    row = "<tr><td class='mgItemNumberCell'></td><td><p class='mgAiTitleTxt'>Urgent: lamps</p>{}</td></tr>"
    marked = parse(read(PAGE.replace("</table>", row.format("<p>Minutes:</p><p>They lit.</p>") + "</table>").encode()))
    bare = parse(read(PAGE.replace("</table>", row.format("") + "</table>").encode()))

    last = marked.items[-1]
    assert (last.number, last.title, last.section) == (None, "Urgent: lamps", "Part 2")
    assert [block.text for block in last.parts[0].blocks] == ["They lit."]
    assert "Urgent: lamps" not in marked.left_out
    assert [item.title for item in bare.items] == ["Apologies", "Ferry", "Close"]

"""The list of minutes, and the page that shows a paragraph in its place."""

from datetime import time

import pytest
from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from corpus.minutes import Metadata, Paragraph
from corpus.outcomes.tables import cells_of
from corpus.read import read_minutes
from service import grids
from service.arrange import reader
from service.views import render
from tests.service.documents import ROADS, SCHOOLS, one, page, text


def test_the_list_groups_minutes_by_council_and_committee(client: TestClient) -> None:
    document = page(client, "/minutes")
    assert [text(heading) for heading in document.xpath("//main//h2 | //main//h3")] == [
        "Oakshire County Council",
        "Children’s Scrutiny Committee",
        "Council unknown",
        "Committee unknown",
    ]
    rows = {row.xpath("a/@href")[0]: text(row) for row in document.xpath("//ul[@class='meetings']/li")}
    assert rows[f"/minutes/{SCHOOLS}"] == "12 September 2023 8 paragraphs Draft minutes"
    assert rows[f"/minutes/{ROADS}"].startswith("Date unknown: Potholes & <script>")


def test_the_reader_says_whose_minutes_they_are_and_how_far_to_trust_them(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}")
    head = one(document, "//header[@class='title-block']")
    assert text(one(head, "p[@class='body']")) == "Oakshire County Council"
    assert text(one(head, "h1")) == "Children’s Scrutiny Committee"
    facts = {text(row[0]): text(row[1]) for row in head.xpath("dl/div")}
    assert facts == {"Held": "12 September 2023", "Status": "Draft minutes", "Source": "schools.html"}
    assert head.xpath(".//a[text()='Ask about these minutes']/@href") == [f"/?minutes={SCHOOLS}"]


def test_the_reader_says_what_is_unknown_and_links_to_where_minutes_were_published(client: TestClient) -> None:
    head = one(page(client, f"/minutes/{ROADS}"), "//header[@class='title-block']")
    facts = {text(row[0]): text(row[1]) for row in head.xpath("dl/div")}
    assert text(one(head, "p[@class='body']")) == "Council unknown"
    assert facts["Committee"] == "Committee unknown"
    assert facts["Held"] == "Date unknown"
    assert facts["Status"] == "Not stated whether approved"
    link = one(head, ".//dd[@class='file']/a")
    assert (link.get("href"), link.get("rel")) == ("https://example.org/roads?a=1&b=2", "noreferrer")


def test_every_paragraph_has_its_label_as_text_its_address_and_its_place(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}")
    lines = document.xpath("//div[contains(@class, 'line ')]")
    labels = {line.get("id"): text(line.xpath("a[@class='label']")[0]) for line in lines}
    assert labels == {
        "45.1": "Paragraph 45.1",
        "45.2": "Paragraph 45.2",
        "45.2.p2": "Paragraph ¶2",
        "45.2.action": "Paragraph action",
        "46.p1": "Paragraph ¶1",
        "46.resolved": "Paragraph resolved",
        "46.resolved.a": "Paragraph a)",
        "46.resolved.b": "Paragraph b)",
    }
    addresses = {line.get("id"): line.xpath("a[@class='label']/@href")[0] for line in lines}
    assert addresses["46.resolved.a"] == f"/minutes/{SCHOOLS}#46.resolved.a"


def test_paragraphs_are_indented_under_what_they_belong_to_and_typed_where_the_type_starts(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}")
    classes = {line.get("id"): line.get("class") for line in document.xpath("//div[contains(@class, 'line ')]")}
    assert classes["45.2.action"] == "line depth-0 action"
    assert classes["46.resolved"] == "line depth-0 resolution above"
    assert classes["46.resolved.b"] == "line depth-1 resolution"
    typed = {line.getparent().getparent().get("id"): text(line) for line in document.xpath("//span[@class='kind']")}
    assert typed == {"45.2.action": "Action", "46.resolved": "Resolution"}
    assert text(one(document, "//div[@id='46.p1']/h3")) == "Background"


def test_contents_pages_and_the_section_above_items_are_shown(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}")
    assert [text(entry) for entry in document.xpath("//nav[@class='contents']//li")] == [
        "Items for scrutiny",
        "45 Ofsted Improvement Letter",
        "46 Home to School Transport",
    ]
    assert document.xpath("//nav[@class='contents']//a/@href") == ["#item-1", "#item-2"]
    assert [text(heading) for heading in document.xpath("//div[@class='record']//h2")] == [
        "45 Ofsted Improvement Letter",
        "46 Home to School Transport",
    ]
    assert [text(sign) for sign in document.xpath("//p[@class='page']")] == ["Page 1", "Page 2"]
    assert not page(client, f"/minutes/{ROADS}").xpath("//nav[@class='contents']")


def test_a_bullet_is_shown_as_printed_beside_the_number_it_is_cited_by(client: TestClient) -> None:
    document = page(client, f"/minutes/{ROADS}")
    bullet, under = one(document, "//div[@id='p1']"), one(document, "//div[@id='p2']")
    assert [text(part) for part in bullet[:2]] == ["Paragraph ¶1", "· Potholes on Mill Lane were repaired for £4,000."]
    assert [text(part) for part in under[:2]] == ["Paragraph ¶2", "Ø It had flooded twice."]
    assert (bullet.get("class"), under.get("class")) == ("line depth-0 paragraph", "line depth-1 paragraph")


def test_the_quote_is_marked_to_the_character(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}?paragraph=45.2&quote=44-83")
    assert [text(mark) for mark in document.xpath("//mark")] == ["Record keeping needed 𝟡 further audits."]
    assert one(document, "//mark").xpath("ancestor::div[1]/@id") == ["45.2"]


@pytest.mark.parametrize(
    "query",
    [
        "paragraph=45.2&quote=44-99999",
        "paragraph=45.2&quote=83-44",
        "paragraph=45.2&quote=44-44",
        "paragraph=45.2&quote=-1-5",
        "paragraph=45.2&quote=a-b",
        "paragraph=45.2&quote=1-99999999999999999999",
        "paragraph=45.2&quote=٤-٥",
        "paragraph=45.2",
        "paragraph=99&quote=0-5",
        "quote=0-5",
    ],
)
def test_a_quote_that_cannot_be_placed_marks_nothing(client: TestClient, query: str) -> None:
    response = client.get(f"/minutes/{SCHOOLS}?{query}")
    assert response.status_code == 200
    assert "<mark>" not in response.text


def test_the_address_of_no_minutes_in_particular_is_the_list(client: TestClient) -> None:
    response = client.get("/minutes/", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (308, "/minutes")


# Colours


def test_a_decision_that_the_minutes_repeat_is_one_quiet_line_with_its_places() -> None:
    page = (
        "<p>Agenda item</p><p>Ferry</p><p>Decision:</p><p>RESOLVED:</p><p>(a) That it be blue.</p>"
        "<p>Minutes:</p><p>It was rusty.</p><p>RESOLVED:</p><p>(a) That it be blue.</p>"
    )
    minutes = read_minutes("ferry.html", page.encode(), Metadata(item="22", begins=time(14, 30))).minutes
    shown = html.document_fromstring(render(reader(minutes, "", fragment="", quote=None)))
    quiet = one(shown, "//div[contains(@class, 'repeats')]")

    assert quiet.get("id") == "decision.resolved"
    assert quiet.xpath("p/span/@id") == ["decision.resolved.a"]
    assert text(one(quiet, "p")) == "Published as a decision in the same words: resolved"
    assert quiet.xpath("p/a/@href") == ["#resolved"]
    assert [text(line) for line in shown.xpath("//p[contains(., 'That it be blue.')]")] == ["That it be blue."]
    assert "Date unknown, 2.30 pm" in [text(fact) for fact in shown.xpath("//dl//dd")]


def test_whoever_is_sent_to_the_decision_is_shown_its_words() -> None:
    page = (
        "<p>Agenda item</p><p>Ferry</p><p>Decision:</p><p>It be blue.</p><p>Minutes:</p><p>It was red.</p>"
        "<p>It be blue.</p>"
    )
    minutes = read_minutes("ferry.html", page.encode(), Metadata()).minutes
    shown = html.document_fromstring(render(reader(minutes, "", fragment="decision.p1", quote=(0, 11))))

    assert [text(mark) for mark in shown.xpath("//div[@id='decision.p1']//mark")] == ["It be blue."]


TABLE = """<h2>Budget</h2><p>Members voted as follows.</p><table>
<tr><th>Vote</th><th>Councillors</th><th>Count</th></tr>
<tr><td>For</td><td>Ames, Bold &amp; Carr</td><td>3</td></tr>
<tr><td>Against</td><td>Dale</td><td>1</td></tr>
</table><p>The motion was CARRIED.</p><table>
<tr><td>Councillor Ames</td><td>Chair</td></tr>
<tr><td>Councillor Bold</td><td>Member</td></tr>
</table>"""


def tables_of(source: str, *, fragment: str = "", quote: tuple[int, int] | None = None) -> list[HtmlElement]:
    minutes = read_minutes("item.html", f"<html><body>{source}</body></html>".encode(), Metadata()).minutes
    shown = html.document_fromstring(render(reader(minutes, "", fragment=fragment, quote=quote)))
    found: list[HtmlElement] = shown.xpath("//table")
    return found


def test_rows_with_bars_are_shown_as_a_table_each_with_its_address() -> None:
    votes, people = tables_of(TABLE)
    assert [text(one) for one in votes.xpath("thead/tr/th[@scope='col']")] == ["Vote", "Councillors", "Count"]
    rows = votes.xpath("tbody/tr")
    assert [[text(cell) for cell in row.xpath("td")] for row in rows] == [
        ["For", "Ames, Bold & Carr", "3"],
        ["Against", "Dale", "1"],
    ]
    for row in votes.xpath(".//tr"):
        (link,) = row.xpath(".//a[@class='label']")
        assert link.get("href").endswith(f"#{row.get('id')}")
    region = votes.getparent()
    # What scrolls sideways on a phone can be reached and scrolled with the keyboard.
    assert (region.get("role"), region.get("tabindex")) == ("region", "0")
    assert region.get("aria-label").startswith("Table, paragraphs ")
    # A first row as the others names no columns.
    assert people.xpath("thead") == []
    assert [text(cell) for cell in people.xpath("tbody/tr/td")] == [
        "Councillor Ames",
        "Chair",
        "Councillor Bold",
        "Member",
    ]


def test_a_quotation_is_marked_in_the_cells_of_its_row_and_nowhere_else() -> None:
    minutes = read_minutes("item.html", f"<html><body>{TABLE}</body></html>".encode(), Metadata()).minutes
    row = next(one for one in minutes.paragraphs if one.text.startswith("For | "))
    assert row.text == "For | Ames, Bold & Carr | 3"
    fragment = row.id.partition("#")[2]

    def marked(start: int, end: int) -> list[str]:
        votes, people = tables_of(TABLE, fragment=fragment, quote=(start, end))
        assert people.xpath(".//mark") == []
        return [text(one) for one in votes.xpath(".//mark")]

    assert marked(0, len(row.text)) == ["For", "Ames, Bold & Carr", "3"]
    assert marked(row.text.index("Bold"), row.text.index("Carr") + 4) == ["Bold & Carr"]
    assert marked(4, 10) == ["Ames"]
    assert marked(0, len(row.text) + 1) == []


def test_a_row_without_its_last_cells_is_filled_up_and_a_line_with_a_bar_alone_is_no_table() -> None:
    (short,) = tables_of(
        "<h2>Fees</h2><table><tr><th>Licence</th><th>Fee</th><th>Held</th></tr>"
        "<tr><td>Boat</td><td>£94</td></tr></table>"
    )
    assert [text(cell) for cell in short.xpath("tbody/tr/td")] == ["Boat", "£94", ""]
    assert tables_of("<h2>Fees</h2><p>Boats | horses</p><p>Nothing else.</p>") == []


def test_what_has_more_columns_than_anybody_reads_is_shown_as_paragraphs() -> None:
    def fees(columns: int) -> str:
        head = "".join("<th>Fee</th>" for _ in range(columns))
        return f"<h2>Fees</h2><table><tr>{head}</tr>{'<tr><td>Boat</td><td>£94</td></tr>' * 9}</table>"

    (widest,) = tables_of(fees(40))
    assert [len(row) for row in widest.xpath(".//tr")] == [41] * 10  # with the address of the row
    assert tables_of(fees(41)) == []


def test_a_long_table_is_read_a_few_times_and_not_once_for_each_row(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counting(paragraph: Paragraph) -> tuple[str, ...]:
        read.append(paragraph.id)
        return cells_of(paragraph)

    monkeypatch.setattr(grids, "cells_of", counting)
    rows = 500
    (shown,) = tables_of(f"<h2>Fees</h2><table>{'<tr><td>Boat</td><td>£94</td></tr>' * rows}</table>")
    assert len(shown.xpath(".//tr")) == rows
    assert len(read) <= 5 * rows


def dead(client: TestClient, place: str) -> list[str]:
    document = page(client, f"/minutes/{SCHOOLS}?{place}")
    # The page is as usable as without: every paragraph is there.
    assert len(document.xpath("//div[contains(@class, 'line ')]")) == 8
    main = one(document, "//main")
    assert [text(found) for found in main.xpath(".//*[@role='alert']")] == [
        text(found) for found in main.xpath("./*[1][@role='alert']")
    ]
    return [text(found) for found in main.xpath("./*[1][@role='alert']")]


def test_an_address_whose_paragraph_is_not_there_says_so_at_the_top(client: TestClient) -> None:
    assert dead(client, "paragraph=99.9#99.9") == [
        "There is no paragraph “99.9” in these minutes, or no longer. The address that led here is not right, or the "
        "minutes have changed since it was made."
    ]
    assert "“<b>x”" in dead(client, "paragraph=%3Cb%3Ex")[0]
    assert len(dead(client, f"paragraph={'9' * 3000}")[0]) < 300


@pytest.mark.parametrize("quote", ["0-9999", "40-40", "9-3", "x", "1", "-1-4"])
def test_an_address_whose_words_are_not_there_says_so_at_the_top(client: TestClient, quote: str) -> None:
    (said,) = dead(client, f"paragraph=45.2&quote={quote}#45.2")
    assert said.startswith("The words that this address quotes do not stand in paragraph 45.2, which has ")
    assert said.endswith("characters. The address is not right, or the minutes have changed since it was made.")
    assert not page(client, f"/minutes/{SCHOOLS}?paragraph=45.2&quote={quote}").xpath("//mark")


@pytest.mark.parametrize("place", ["", "paragraph=45.2", "paragraph=45.2&quote=0-11", "quote=0-11", "paragraph=46.p1"])
def test_an_address_that_is_right_needs_no_word(client: TestClient, place: str) -> None:
    assert dead(client, place) == []

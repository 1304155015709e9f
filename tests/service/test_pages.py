"""The pages as HTML: what is on them, and that they say only what is in the record."""

import re
from collections.abc import Callable
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import meta, nodes
from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

from index.collection import Collection
from service import views
from service.wording import NOTICE

STATIC = Path(views.__file__).parent / "static"
SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
RECORDS = "What was said about record keeping and audits?"
ADDRESSES = ["/", "/minutes", f"/minutes/{SCHOOLS}", f"/minutes/{ROADS}", "/about", "/nowhere"]


def page(client: TestClient, address: str, **form: str) -> HtmlElement:
    """Return a page as a browser gets it, posted when there is a form."""
    browser = {"Accept": "text/html"}
    response = client.post(address, data=form, headers=browser) if form else client.get(address, headers=browser)
    return html.document_fromstring(response.content.decode())


def text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(document: HtmlElement, selector: str) -> HtmlElement:
    (found,) = document.xpath(selector)
    return found


# What templates may use


@pytest.mark.parametrize("kind", views.Page.__args__, ids=lambda kind: kind.__name__)
def test_a_template_uses_the_names_of_its_dataclass_and_all_of_them(kind: type[views.Page]) -> None:
    used: set[str] = set()
    made: set[str] = set(views.TEMPLATES.globals)
    waiting = [kind.template]
    while waiting:
        source, *_ = views.TEMPLATES.loader.get_source(views.TEMPLATES, waiting.pop())  # type: ignore[union-attr]
        tree = views.TEMPLATES.parse(source)
        used |= meta.find_undeclared_variables(tree)
        made |= {macro.name for macro in tree.find_all(nodes.Macro)}
        made |= {str(name) for imported in tree.find_all(nodes.FromImport) for name in imported.names}
        waiting += [name for name in meta.find_referenced_templates(tree) if name]
    assert used - made == {field.name for field in fields(kind)}


def test_no_template_marks_anything_as_safe_and_nothing_is_inline() -> None:
    for file in (STATIC.parent / "templates").iterdir():
        source = file.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|Markup", source), file.name
        assert not re.search(r"<style|style=|\son\w+=|javascript:|<script(?! src)", source), file.name


def test_the_script_makes_text_of_text_only() -> None:
    script = (STATIC / "minuted.js").read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|new Function", script
    )


# Every page


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_what_a_reader_needs_to_find_the_way(client: TestClient, address: str) -> None:
    document = page(client, address)
    assert document.get("lang") == "en-GB"
    assert one(document, "//title").text.endswith(" – Minuted")
    assert len(document.xpath("//h1")) == 1
    assert len(document.xpath("//main[@id='main']")) == len(document.xpath("//body/header")) == 1
    assert one(document, "//a[@class='skip']").get("href") == "#main"
    assert text(one(document, "//footer")) == NOTICE


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_has_unique_ids_labelled_fields_and_headings_in_order(client: TestClient, address: str) -> None:
    document = page(client, address)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    for field in document.xpath("//textarea | //select | //input[not(@type='hidden')]"):
        assert document.xpath(f"//label[@for='{field.get('id')}']"), field.get("id")
    for reference in document.xpath("//@aria-labelledby"):
        assert reference in ids
    levels = [int(heading.tag[1]) for heading in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("address", [*ADDRESSES, f"/?minutes={ROADS}"])
def test_published_text_never_becomes_markup(client: TestClient, address: str) -> None:
    document = page(client, address)
    assert document.xpath("//script/@src") in ([], ["/static/minuted.js"])
    assert document.xpath("//img/@src") == ["/static/minuted.svg"]


# Asking


def test_the_first_page_says_what_can_be_searched_and_offers_questions_about_it(client: TestClient) -> None:
    document = page(client, "/")
    assert text(one(document, "//p[@class='extent']")) == (
        "2 meetings of Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023 (1 undated)"
    )
    examples = [text(button) for button in document.xpath("//form[@class='example']//button")]
    assert examples[0] == "What was said about “Ofsted Improvement Letter”?"
    assert examples == document.xpath("//form[@class='example']/input/@value")


def test_an_example_can_be_asked(client: TestClient) -> None:
    document = page(client, "/", question="What was said about “Ofsted Improvement Letter”?")
    assert one(document, "//article").get("class") == "turn answered"


def test_the_form_offers_the_councils_committees_and_meetings_that_are_there(client: TestClient) -> None:
    document = page(client, "/")
    assert document.xpath("//select[@id='council']/option/text()") == ["All councils", "Oakshire County Council"]
    assert document.xpath("//select[@id='committee']/option/text()") == [
        "All committees",
        "Children’s Scrutiny Committee",
    ]
    assert document.xpath("//select[@id='minutes']/optgroup/@label") == ["Oakshire County Council", "Council unknown"]
    assert document.xpath("//select[@id='minutes']//option/@value") == ["", SCHOOLS, ROADS]
    assert document.xpath(f"//option[@value='{SCHOOLS}']/text()") == [
        "Children’s Scrutiny Committee, 12 September 2023"
    ]


def test_an_answer_without_javascript_shows_sentences_with_the_paragraph_each_comes_from(client: TestClient) -> None:
    document = page(client, "/", question=RECORDS, minutes=SCHOOLS)
    turn = one(document, "//article")
    assert one(document, "//title").text == "Answer – Minuted", "a question in a title stays in the browser's history"
    assert text(one(turn, "h2")) == f"You asked: {RECORDS}"
    assert text(one(turn, "p[@class='message']")) == "The minutes say:"
    assert "Record keeping needed 𝟡 further audits. 45.2" in [
        text(sentence) for sentence in turn.xpath(".//blockquote/p")
    ]
    citation = turn.xpath(".//blockquote//a[text()='45.2']")[0]
    assert citation.get("href") == f"/minutes/{SCHOOLS}?paragraph=45.2&quote=44-83#45.2"
    assert citation.get("aria-label") == "paragraph 45.2, Children’s Scrutiny Committee, 12 September 2023"
    assert text(turn.xpath(".//figcaption")[0]) == (
        "Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023 Draft minutes"
    )
    assert text(one(turn, "p[@class='coverage']")) == (
        "Searched: 1 meeting of Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023."
    )


def test_the_paragraph_is_shown_in_full_with_the_quote_marked(client: TestClient) -> None:
    turn = one(page(client, "/", question=RECORDS), "//article")
    (shown,) = [item for item in turn.xpath(".//details//li") if item.xpath(".//a[text()='45.2']")]
    assert "Record keeping needed 𝟡 further audits." in shown.xpath(".//mark/text()")
    assert text(shown.xpath("p[@class='text']")[0]) == (
        "Recruitment of social workers had improved. Record keeping needed 𝟡 further audits. "
        "The Chair thanked officers."
    )


def test_the_limits_stay_set_after_an_answer_and_the_question_does_not(client: TestClient) -> None:
    document = page(client, "/", question=RECORDS, council="Oakshire County Council", since="2023-01-01")
    assert one(document, "//select[@id='council']/option[@selected]").text == "Oakshire County Council"
    assert one(document, "//input[@id='since']").get("value") == "2023-01-01"
    assert text(one(document, "//span[@class='count']")) == "2 set"
    assert not (one(document, "//textarea").text or "").strip()


def test_silence_of_the_minutes_is_said_once_and_the_nearest_paragraphs_are_offered(client: TestClient) -> None:
    turn = one(page(client, "/", question="Who won the football world cup in Mexico?"), "//article")
    assert turn.get("class") == "turn not_in_the_minutes"
    assert text(one(turn, "p[@class='message']")).startswith(
        "The minutes searched do not say. Searched: 2 meetings of "
    )
    assert not turn.xpath("p[@class='coverage']")
    assert re.fullmatch(r"Show \d+ nearby paragraphs?", text(one(turn, "details/summary")))


def test_one_meeting_can_be_asked_about(client: TestClient) -> None:
    document = page(client, f"/?minutes={SCHOOLS}")
    only = one(document, "//p[@class='only']")
    assert text(only) == "Asking about Children’s Scrutiny Committee, 12 September 2023 only. Ask all minutes"
    assert one(document, "//select[@id='minutes']//option[@selected]").get("value") == SCHOOLS


def test_a_meeting_that_is_not_there_limits_nothing(client: TestClient) -> None:
    document = page(client, "/?minutes=nobody/nothing")
    assert not document.xpath("//p[@class='only']")
    assert not document.xpath("//select[@id='minutes']//option[@selected]")


@pytest.mark.parametrize(
    ("form", "message", "wrong"),
    [
        ({"question": " "}, "The question is empty. Write what you want to know.", "question"),
        (
            {"question": "x" * 2001},
            "The question has 2,001 characters; at most 2,000 can be answered. Shorten it.",
            "question",
        ),
        ({"question": "a", "since": "31 June"}, "'31 June' is not a date. Write it like 7 November 2019.", "since"),
        (
            {"question": "a", "since": "2024-01-02", "until": "1 January 2024"},
            "The scope runs from 2024-01-02 back to 2024-01-01. Give the earlier date first.",
            "since",
        ),
    ],
)
def test_what_is_wrong_is_said_on_the_page_beside_what_was_written(
    client: TestClient, form: dict[str, str], message: str, wrong: str
) -> None:
    response = client.post("/", data=form)
    document = html.document_fromstring(response.text)
    assert response.status_code == 422
    assert one(document, "//title").text.startswith("Error: ")
    assert text(one(document, "//div[@id='error']")) == f"There is a problem {message}"
    assert one(document, "//div[@id='error']").get("hidden") is None
    assert one(document, f"//*[@id='{wrong}']").get("aria-describedby") == "error-text"
    assert (one(document, "//textarea").text or "").strip() == form["question"].strip()


def test_a_question_too_many_is_told_so_on_the_page_and_not_lost(client: TestClient) -> None:
    turnstile = client.app.state.turnstile  # type: ignore[attr-defined]
    client.app.state.turnstile = type(turnstile)(1, wait_seconds=0)  # type: ignore[attr-defined]
    with client.app.state.turnstile.passing():  # type: ignore[attr-defined]
        response = client.post("/", data={"question": RECORDS})
    document = html.document_fromstring(response.text)
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    assert "Ask again in a few seconds." in text(one(document, "//div[@id='error']"))
    assert one(document, "//textarea").text.strip() == RECORDS


def test_a_page_of_another_site_cannot_ask(client: TestClient) -> None:
    response = client.post(
        "/", data={"question": "a"}, headers={"Origin": "https://evil.example", "Accept": "text/html"}
    )
    assert response.status_code == 403
    assert "<h1>The request came from another site</h1>" in response.text


def test_an_empty_collection_says_how_to_add_minutes(
    empty_collection: Collection, client_of: Callable[[Collection], TestClient]
) -> None:
    client = client_of(empty_collection)
    document = page(client, "/")
    assert not document.xpath("//form")
    assert text(one(document, "//div[@class='empty']")).startswith("There are no minutes here yet Whoever runs Minuted")
    assert "How to add some" in client.get("/minutes").text
    assert client.get("/about").status_code == 200


# Reading


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
        "45.2.action": "Paragraph ¶4",
        "46.p1": "Paragraph ¶1",
        "46.resolved": "Paragraph ¶2",
        "46.resolved.a": "Paragraph a)",
        "46.resolved.b": "Paragraph b)",
    }
    addresses = {line.get("id"): line.xpath("a[@class='label']/@href")[0] for line in lines}
    assert addresses["46.resolved.a"] == f"/minutes/{SCHOOLS}#46.resolved.a"


def test_paragraphs_are_indented_under_what_they_belong_to_and_typed_where_the_type_starts(client: TestClient) -> None:
    document = page(client, f"/minutes/{SCHOOLS}")
    classes = {line.get("id"): line.get("class") for line in document.xpath("//div[contains(@class, 'line ')]")}
    assert classes["45.2.action"] == "line depth-0 action"
    assert classes["46.resolved"] == "line depth-0 resolution"
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
    assert text(bullet) == "Paragraph ¶1 · Potholes on Mill Lane were repaired for £4,000."
    assert text(under) == "Paragraph ¶2 Ø It had flooded twice."
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


def colours(scheme: str) -> dict[str, tuple[float, float, float]]:
    """Return the colours of a scheme from the style sheet, as red, green and blue in [0, 1]."""
    sheet = (STATIC / "minuted.css").read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[:2]
    found = dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", light))
    found |= dict(re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", dark)) if scheme == "dark" else {}
    wide = {name: value if len(value) == 6 else "".join(digit * 2 for digit in value) for name, value in found.items()}
    return {name: (_part(value, 0), _part(value, 2), _part(value, 4)) for name, value in wide.items()}


def _part(value: str, place: int) -> float:
    return int(value[place : place + 2], 16) / 255


def contrast(one_colour: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the contrast ratio of two colours, from 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""

    def luminance(colour: tuple[float, float, float]) -> float:
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one_colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("front", "backs", "least"),
    [
        ("ink", ["paper", "card", "tint", "mark", "target"], 7),
        ("soft", ["paper", "card"], 4.5),
        ("accent", ["paper", "card", "tint", "target"], 4.5),
        ("accent-strong", ["paper", "card"], 4.5),
        ("on-accent", ["accent", "accent-strong"], 4.5),
        ("draft", ["paper"], 4.5),
        ("error", ["card", "paper"], 4.5),
        ("border", ["card", "paper"], 3),
        ("focus", ["paper", "card", "tint"], 3),
        ("target-edge", ["paper"], 3),
    ],
)
def test_text_and_signs_stand_out_as_wcag_asks(scheme: str, front: str, backs: list[str], least: float) -> None:
    known = colours(scheme)
    for back in backs:
        assert contrast(known[front], known[back]) >= least, f"{front} on {back}"

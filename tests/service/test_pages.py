"""The pages as HTML: what is on them, and that they say only what is in the record."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
from jinja2 import meta, nodes
from lxml import html
from starlette.testclient import TestClient

from corpus.minutes import Metadata, Reading
from index.collection import Collection
from service import views
from service.wording import NOTICE
from tests.service.documents import RECORDS, ROADS, SCHOOLS, one, page, text

STATIC = Path(views.__file__).parent / "static"
ADDRESSES = [
    "/",
    "/minutes",
    f"/minutes/{SCHOOLS}",
    f"/minutes/{ROADS}",
    "/decisions",
    "/actions",
    "/about",
    "/nowhere",
]


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


@pytest.mark.parametrize("file", sorted(STATIC.glob("*.js")), ids=lambda file: file.name)
def test_the_scripts_make_text_of_text_only(file: Path) -> None:
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|new Function",
        file.read_text(encoding="utf-8"),
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
    scripts = [f"/static/{name}.js" for name in ("events", "taking", "minuted")]
    assert document.xpath("//script/@src") in ([], scripts[1:2], scripts)
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
    assert one(document, "//article").get("class") in {"turn answered", "turn partly_answered"}


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


def test_what_another_source_of_the_meeting_prints_too_is_shown_once_and_linked(
    empty_collection: Collection, web_collection: Collection, client_of: Callable[[Collection], TestClient]
) -> None:
    first = web_collection.minutes(SCHOOLS)
    data = b"the whole meeting"
    other = replace(
        first,
        id=f"{SCHOOLS}/whole",
        source=replace(first.source, address="whole.txt", sha256=hashlib.sha256(data).hexdigest()),
        items=tuple(
            replace(
                item,
                paragraphs=tuple(
                    replace(one, id=f"{SCHOOLS}/whole#{one.id.partition('#')[2]}", parent=None)
                    for one in item.paragraphs
                ),
            )
            for item in first.items
        ),
    )
    empty_collection.add(Reading(first, Metadata()), first.id.encode())
    empty_collection.add(Reading(other, Metadata()), data)
    turn = one(page(client_of(empty_collection), "/", question=RECORDS), "//article")
    shown = [item for item in turn.xpath(".//details//li") if item.xpath(".//a[text()='45.2']")]
    (link,) = [item.xpath(".//a[text()='elsewhere in the record of this meeting']")[0] for item in shown]
    cited = shown[0].xpath(".//a[@class='citation']")[0]
    assert {link.get("href").partition("?")[0], cited.get("href").partition("?")[0]} == {
        f"/minutes/{SCHOOLS}",
        f"/minutes/{SCHOOLS}/whole",
    }


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
    assert (
        text(one(turn, "p[@class='unused']"))
        == "The words “football”, “world” and “Mexico” stand nowhere in the minutes."
    )
    assert re.fullmatch(r"Show \d+ related paragraphs?, which do(es)? not answer", text(one(turn, "details/summary")))


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


def test_an_answer_from_several_councils_names_each_over_its_quotations(client: TestClient) -> None:
    document = page(client, "/", question="45.1 and ¶3")
    named = [text(one) for one in document.xpath("//article//h3[@class='whose']")]
    of = [text(one) for one in document.xpath("//article//figcaption")]
    assert len(of) == 2
    assert named == ["Oakshire County Council", "Council unknown"]
    alone = page(client, "/", question=RECORDS)
    assert alone.xpath("//article//h3[@class='whose']") == []

"""The pages in a real browser: with and without JavaScript, on a phone and a desk, in light and dark."""

import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect, sync_playwright

from index.collection import Collection
from service.app import create_app
from service.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name that is neither local nor secure, as on a council's own network: browsers send less with its requests.
    "--host-resolver-rules=MAP intranet.example 127.0.0.1",
]
SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
RECORDS = "What was said about record keeping and audits?"
POTHOLES = "What was repaired or said in a leaflet about potholes?"
NOWHERE = "Who won the football world cup in Mexico?"
PAGES = ["/", "/minutes", f"/minutes/{SCHOOLS}", f"/minutes/{ROADS}", "/about", "/nowhere"]


@pytest.fixture(scope="module")
def port(settings: Settings, web_collection: Collection) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        allowed = settings.model_copy(update={"allowed_hosts": ("127.0.0.1", "intranet.example")})
        server = uvicorn.Server(uvicorn.Config(create_app(allowed, web_collection), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"there is no browser at {CHROMIUM}")
        pytest.skip(f"there is no browser at {CHROMIUM}; apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


class Watched:
    """A tab with what it asked for, what it complained of, and the dialogs that opened."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.dialogs: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@pytest.fixture
def context(browser: Browser, port: int) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 390, "height": 844})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Watched]:
    """Return a tab on a phone; whatever the test does, nothing may be blocked, fail or open a dialog."""
    watched = Watched(context)
    yield watched
    assert watched.complaints == []
    assert watched.dialogs == []


@pytest.fixture
def page(tab: Watched) -> Page:
    return tab.page


@pytest.fixture
def plain(browser: Browser, port: int) -> Iterator[Page]:
    """Return a page in a browser without JavaScript."""
    opened = browser.new_context(base_url=f"http://127.0.0.1:{port}", java_script_enabled=False)
    opened.set_default_timeout(10_000)
    yield opened.new_page()
    opened.close()


def ask(page: Page, question: str) -> None:
    before = page.locator(".turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn")).to_have_count(before + 1)


def structure(page: Page) -> Any:
    """Return the last answer as nested lists of tag, attributes and text, white space between elements left out."""
    return page.locator(".turn").last.evaluate(
        """function outline(node) {
            if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, " ");
            const attributes = [...node.attributes].map((one) => `${one.name}=${one.value}`).sort();
            const children = [...node.childNodes].map(outline).filter((child) => child.trim?.() !== "");
            return [node.tagName, attributes, ...children.map((child) => child.trim?.() ?? child)];
        }"""
    )


# Asking


def test_an_answer_is_added_below_and_announced_once(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
            window.announced = [];
            const region = document.getElementById("announcement");
            new MutationObserver(() => window.announced.push(region.textContent)).observe(region, { childList: true });
        }"""
    )
    ask(page, RECORDS)
    expect(page.get_by_role("heading", name=RECORDS)).to_be_focused()
    expect(page.get_by_label("Your question")).to_have_value("")
    announced = page.evaluate("window.announced")
    assert len(announced) == 1
    assert re.fullmatch(r"Answer ready\. The minutes say: \d sentences?\.", announced[0])
    assert "Zanzibar" not in page.url
    assert page.url.endswith("/")


def test_a_conversation_goes_on_and_comes_back_after_reading_a_paragraph(page: Page) -> None:
    page.goto("/")
    ask(page, RECORDS)
    ask(page, NOWHERE)
    page.locator(".turn").first.get_by_role("link", name="paragraph 45.2,").first.click()
    page.wait_for_url("**/minutes/**")
    page.go_back()
    expect(page.locator(".turn .question")).to_have_text([f"You asked: {RECORDS}", f"You asked: {NOWHERE}"])
    expect(page.locator("#examples")).to_have_count(0)


def test_starting_again_forgets_the_conversation(page: Page) -> None:
    page.goto("/")
    ask(page, RECORDS)
    page.get_by_role("link", name="Start again").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_role("heading", name="Questions to start with")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_another_tab_does_not_see_the_conversation(page: Page, context: BrowserContext) -> None:
    page.goto("/")
    ask(page, RECORDS)
    other = context.new_page()
    other.goto("/")
    expect(other.locator(".turn")).to_have_count(0)


@pytest.mark.parametrize("question", [RECORDS, NOWHERE, POTHOLES, "45.2"])
def test_javascript_makes_the_same_answer_as_the_server(page: Page, plain: Page, question: str) -> None:
    for one in (page, plain):
        one.goto("/")
        ask(one, question)
    assert structure(page) == structure(plain)


def test_everything_works_without_javascript(plain: Page) -> None:
    plain.goto("/")
    plain.get_by_text("Limit the search").click()
    plain.get_by_label("One meeting").select_option(SCHOOLS)
    ask(plain, RECORDS)
    expect(plain.locator(".coverage")).to_have_text(
        "Searched: 1 meeting of Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023."
    )
    plain.locator(".turn summary").first.click()
    expect(plain.locator(".evidence mark").first).to_be_visible()
    plain.locator(".citation", has_text="45.2").first.click()
    expect(plain.locator("main mark")).to_be_visible()


def test_an_example_is_asked_by_one_press(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Ofsted Improvement Letter").click()
    expect(page.locator(".turn")).to_have_count(1)


@pytest.mark.parametrize("key", ["Control+Enter", "Meta+Enter"])
def test_a_question_can_be_sent_from_the_keyboard(page: Page, key: str) -> None:
    page.goto("/")
    page.get_by_label("Your question").fill(RECORDS)
    page.get_by_label("Your question").press(key)
    expect(page.locator(".turn")).to_have_count(1)


def test_limits_are_sent_and_counted(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Limit the search").click()
    page.get_by_label("Council", exact=True).select_option("Oakshire County Council")
    page.get_by_label("Meetings from").fill("2023-01-01")
    expect(page.locator(".count")).to_have_text("2 set")
    ask(page, RECORDS)
    expect(page.locator(".coverage")).to_contain_text("Searched: 1 meeting of")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty. Write what you want to know."),
        ("x" * 2001, "The question has 2,001 characters; at most 2,000 can be answered. Shorten it."),
    ],
)
def test_what_is_wrong_is_said_focused_and_gone_after_the_next_answer(
    context: BrowserContext, question: str, message: str
) -> None:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#error")).to_be_focused()
    expect(page.locator("#error-text")).to_have_text(message)
    expect(page.get_by_label("Your question")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Your question")).to_have_value(question)
    ask(page, RECORDS)
    expect(page.locator("#error")).to_be_hidden()
    expect(page.get_by_label("Your question")).not_to_have_attribute("aria-invalid", "true")


def test_a_server_that_is_away_is_said_in_words_and_the_question_stays(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/")
    page.route("**/api/ask", lambda route: route.abort())
    page.get_by_label("Your question").fill(RECORDS)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator("#error-text")).to_have_text(
        "Something went wrong and your question was not answered. Ask it again."
    )
    expect(page.get_by_label("Your question")).to_have_value(RECORDS)
    expect(page.get_by_role("button", name="Ask", exact=True)).not_to_have_attribute("aria-disabled", "true")


def test_a_conversation_that_was_kept_by_something_else_is_dropped(page: Page) -> None:
    page.goto("/")
    page.evaluate("sessionStorage.setItem('minuted.conversation.1', '[{\"question\": 1}]')")
    page.reload()
    expect(page.locator(".turn")).to_have_count(0)
    ask(page, RECORDS)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "plain"])
def test_questions_can_be_asked_on_a_network_without_https(browser: Browser, port: int, javascript: bool) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(f"http://intranet.example:{port}/")
    ask(page, RECORDS)
    context.close()


# Reading


def test_a_citation_leads_to_its_paragraph_with_the_very_words_marked(page: Page) -> None:
    page.goto("/")
    ask(page, RECORDS)
    page.locator(".quotes p", has_text="Record keeping needed").get_by_role("link").click()
    page.wait_for_url("**/minutes/**")
    assert page.evaluate("document.querySelector(':target').id") == "45.2"
    assert page.locator("main mark").all_inner_texts() == ["Record keeping needed 𝟡 further audits."]
    expect(page.locator("main mark")).to_be_in_viewport()
    plain_paper = page.evaluate("getComputedStyle(document.querySelector('.line:not(:target)')).backgroundColor")
    assert page.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") != plain_paper


def test_a_paragraph_is_labelled_in_the_text_that_is_copied(page: Page) -> None:
    page.goto(f"/minutes/{SCHOOLS}")
    assert (
        page.locator("[id='45.1']").inner_text().split() == "Paragraph 45.1 The Director welcomed the letter.".split()
    )


def test_published_text_runs_nothing_and_fetches_nothing(tab: Watched, port: int) -> None:
    tab.page.goto("/")
    ask(tab.page, POTHOLES)
    for summary in tab.page.locator(".turn summary").all():
        summary.click()
    expect(tab.page.locator(".evidence .text", has_text="<script>alert(1)</script>").first).to_be_visible()
    for address in (f"/minutes/{ROADS}", "/minutes", f"/?minutes={ROADS}"):
        tab.page.goto(address)
        assert tab.page.locator("main :is(script, img, iframe, object, embed)").count() == 0
    assert {url.split("/")[2] for url in tab.requests} == {f"127.0.0.1:{port}"}
    assert not [url for url in tab.requests if url.endswith("/x")]


# Every page


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(browser: Browser, port: int, width: int, scheme: Any) -> None:
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{port}", viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    for address in PAGES:
        page.goto(address)
        if address == "/":
            ask(page, POTHOLES)
            page.get_by_text("Limit the search").click()
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
    context.close()


@pytest.mark.parametrize("address", PAGES[:-1])
def test_what_can_be_pressed_is_large_enough_for_a_finger(page: Page, address: str) -> None:
    page.goto(address)
    if address == "/":
        ask(page, RECORDS)
        page.get_by_text("Limit the search").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll(
                "button, summary, select, input, nav a, .button, .citation, .label, .meetings a"
            )]
            .filter((one) => one.getClientRects().length && one.type !== "hidden")
            .map((one) => {
                const hit = getComputedStyle(one, "::after");
                const more = hit.position === "absolute" ? -parseFloat(hit.top) - parseFloat(hit.bottom) : 0;
                return [one.className || one.tagName, one.getBoundingClientRect().height + more];
            })
            .filter(([, height]) => height < 43.5)"""
    )
    assert small == []


def test_the_form_does_not_hide_what_has_the_focus(page: Page) -> None:
    page.goto("/")
    for _ in range(3):
        ask(page, RECORDS)
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const focused = document.activeElement;
                const form = document.getElementById("ask");
                if (!focused || focused === document.body || form.contains(focused)) return false;
                return focused.getBoundingClientRect().bottom > form.getBoundingClientRect().top + 16;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_the_keyboard_reaches_the_content_past_the_navigation(page: Page) -> None:
    page.goto(f"/minutes/{SCHOOLS}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_paper_gets_the_answer_with_its_paragraphs_and_not_the_form(page: Page) -> None:
    page.goto("/")
    ask(page, RECORDS)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#ask")).to_be_hidden()
    expect(page.locator(".evidence .text").first).to_be_visible()

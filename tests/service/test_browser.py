"""The pages in a real browser: asking, with and without JavaScript, by keyboard and by touch."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.service.browsing import NARROWED, NOWHERE, POTHOLES, RECORDS, SCHOOLS, ask, held, structure


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


@pytest.mark.parametrize("question", [RECORDS, NOWHERE, POTHOLES, "45.2", NARROWED])
def test_javascript_makes_the_same_answer_as_the_server(page: Page, plain: Page, question: str) -> None:
    for one in (page, plain):
        one.goto("/")
        ask(one, question)
    assert structure(page) == structure(plain)
    assert held(page) == held(plain)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_limit_that_was_read_is_taken_off_by_one_press(page: Page, plain: Page, scripts: bool) -> None:
    one = page if scripts else plain
    one.goto("/")
    ask(one, NARROWED)
    expect(one.locator(".narrowed button")).to_have_text(["Only September 2023 – take off"])
    one.locator(".narrowed button").press("Enter")
    expect(one.locator(".turn").last.locator(".coverage")).to_have_text(re.compile("^Searched: 2 meetings"))
    expect(one.locator(".turn").last.locator(".narrowed")).to_have_count(0)


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


@pytest.mark.parametrize("key", ["Enter", "Control+Enter", "Meta+Enter"])
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

"""Taking answers, links and citations away in a real browser: with a clipboard, without one, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.service.browsing import NARROWED, NOWHERE, RECORDS, SCHOOLS, ask

CLIPBOARD = ["clipboard-read", "clipboard-write"]
CITED = "> Record keeping needed 𝟡 further audits. [45.2]"


def on_the_clipboard(page: Page) -> str:
    copied = page.evaluate("navigator.clipboard.readText()")
    assert isinstance(copied, str)
    return copied


def test_an_answer_is_copied_with_its_citations_and_the_reader_is_told(page: Page) -> None:
    page.context.grant_permissions(CLIPBOARD)
    page.goto("/")
    ask(page, RECORDS)
    page.get_by_role("button", name="Copy with citations").press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("The answer was copied with its citations.")
    assert CITED in on_the_clipboard(page)
    assert f"{page.url}minutes/{SCHOOLS}?paragraph=45.2#45.2" in on_the_clipboard(page)
    expect(page.get_by_role("button", name="Copy with citations")).to_be_visible()


def test_the_link_to_a_question_is_copied_and_opens_its_answer(page: Page) -> None:
    page.context.grant_permissions(CLIPBOARD)
    page.goto("/")
    page.get_by_text("Limit the search").click()
    page.get_by_label("Council").select_option("Oakshire County Council")
    ask(page, RECORDS)
    answered = page.locator(".turn blockquote").inner_text()
    page.get_by_role("link", name="Link to this question").click()
    expect(page.locator("#announcement")).to_have_text("The link was copied.")
    page.goto(on_the_clipboard(page))
    expect(page.locator(".turn .question")).to_have_text(f"You asked: {RECORDS}")
    assert page.locator(".turn blockquote").inner_text() == answered
    expect(page.get_by_text("1 set")).to_be_visible()


def test_a_conversation_that_a_link_began_comes_back_and_is_its_own(page: Page) -> None:
    page.goto("/")
    ask(page, NOWHERE)
    page.goto(f"/?question={RECORDS}")
    expect(page.locator(".turn .question")).to_have_text([f"You asked: {RECORDS}"])
    ask(page, "When were they carried out?")
    page.locator(".turn").first.get_by_role("link", name="paragraph 45.2,").first.click()
    page.wait_for_url("**/minutes/**")
    page.go_back()
    expect(page.locator(".turn .question")).to_have_text(
        [f"You asked: {RECORDS}", "You asked: When were they carried out?"]
    )
    page.goto("/")
    expect(page.locator(".turn .question")).to_have_text([f"You asked: {NOWHERE}"])


def test_what_was_asked_after_a_link_is_read_with_its_question(page: Page) -> None:
    page.goto(f"/?question={RECORDS}")
    with page.expect_request("**/api/ask") as sent:
        ask(page, "When were they carried out?")
    history = sent.value.post_data_json["history"]
    assert [turn["question"] for turn in history] == [RECORDS]


@pytest.mark.parametrize("tabs", ["page", "plain"])
@pytest.mark.parametrize(("name", "ending", "holds"), [("Markdown", "md", CITED), ("JSON", "json", '"digest":')])
def test_an_answer_is_downloaded(tabs: str, name: str, ending: str, holds: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(tabs)
    page.goto("/")
    ask(page, RECORDS)
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Download as {name}").click()
    assert started.value.suggested_filename == f"what-was-said-about-record-keeping-and-audits.{ending}"
    assert holds in started.value.path().read_text(encoding="utf-8")
    expect(page.locator(".turn")).to_be_visible()


def test_without_javascript_an_answer_is_shown_as_text_and_the_link_opens_its_question(plain: Page) -> None:
    plain.goto("/")
    ask(plain, RECORDS)
    plain.get_by_role("link", name="Link to this question").click()
    plain.wait_for_url("**/?question=*")
    expect(plain.locator(".turn .question")).to_have_text(f"You asked: {RECORDS}")
    plain.get_by_role("button", name="Copy with citations").click()
    plain.wait_for_url("**/answer")
    assert CITED in plain.locator("body").inner_text()


def test_an_answer_is_copied_on_a_network_without_https(browser: Browser, port: int) -> None:
    page = browser.new_context().new_page()
    page.goto(f"http://intranet.example:{port}/")
    assert page.evaluate("navigator.clipboard") is None
    ask(page, RECORDS)
    page.get_by_role("button", name="Copy with citations").click()
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    page.get_by_label("Your question").focus()
    page.keyboard.press("Control+V")
    assert CITED in page.get_by_label("Your question").input_value()
    page.context.close()


def test_where_nothing_may_be_copied_the_text_is_shown_to_be_selected(context: BrowserContext) -> None:
    page = context.new_page()  # not watched: a browser asks for an icon of a page of text
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {}); document.execCommand = () => false;")
    page.goto("/")
    ask(page, RECORDS)
    page.get_by_role("button", name="Copy with citations").click()
    page.wait_for_url("**/answer")
    assert CITED in page.locator("body").inner_text()
    page.goto(f"/minutes/{SCHOOLS}#45.1")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.locator("[id='45.1'] .reference")).to_be_visible()
    expect(page.get_by_role("button", name="Copy citation")).to_have_count(0)


def test_the_citation_of_a_paragraph_is_copied_by_keyboard(page: Page) -> None:
    page.context.grant_permissions(CLIPBOARD)
    page.goto(f"/minutes/{SCHOOLS}")
    expect(page.get_by_role("button", name="Copy citation")).to_have_count(0)
    page.locator("[id='45.1'] .label").press("Enter")
    # The paragraph that was gone to is where the keyboard goes on: its number comes again, then what it offers.
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy citation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#announcement")).to_have_text("The citation was copied.")
    assert on_the_clipboard(page).startswith("paragraph 45.1, Children’s Scrutiny Committee, Oakshire County Council, ")


def test_the_citation_has_the_words_that_an_answer_quotes(page: Page) -> None:
    page.context.grant_permissions(CLIPBOARD)
    page.goto("/")
    ask(page, RECORDS)
    page.locator(".quotes p", has_text="Record keeping needed").get_by_role("link").click()
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert on_the_clipboard(page).startswith("“Record keeping needed 𝟡 further audits.” (paragraph 45.2, ")


def test_without_javascript_the_citation_is_there_to_be_selected(plain: Page) -> None:
    plain.goto(f"/minutes/{SCHOOLS}")
    expect(plain.locator("[id='45.1'] .reference")).to_be_hidden()
    plain.locator("[id='45.1'] .label").click()
    expect(plain.locator("[id='45.1'] .reference")).to_be_visible()
    expect(plain.locator("[id='45.1'] button")).to_be_hidden()


# Paper


def test_nothing_that_can_only_be_pressed_is_printed(page: Page) -> None:
    page.goto("/")
    ask(page, NARROWED)
    page.emulate_media(media="print")
    for words in ("Start again", "– take off", "Copy with citations", "Link to this question", "Your question"):
        expect(page.get_by_text(words, exact=True)).to_be_hidden()
    expect(page.get_by_text("Only September 2023")).to_be_visible()
    expect(page.get_by_text("It is not the record")).to_be_visible()
    page.goto(f"/minutes/{SCHOOLS}#45.1")
    for words in ("Ask about these minutes", "Copy citation", "Press the number"):
        expect(page.get_by_text(words).first).to_be_hidden()


def test_paper_has_what_the_answer_rests_on_and_not_what_was_found_beside_it(page: Page) -> None:
    page.goto("/")
    ask(page, RECORDS)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".evidence.cited .text").first).to_be_visible()
    expect(page.get_by_text("other paragraph")).to_be_hidden()

"""The pages in a real browser: what is shown, on a phone, a desk and paper, in light and dark."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.service.browsing import PAGES, POTHOLES, RECORDS, ROADS, SCHOOLS, Watched, ask


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


def test_a_dead_citation_is_told_where_its_reader_is_looking(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 400})
    for place in ("paragraph=99.9#99.9", "paragraph=46.resolved.b&quote=0-9999#46.resolved.b"):
        page.goto("about:blank")
        page.goto(f"/minutes/{SCHOOLS}?{place}")
        expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.locator(":target")).to_be_in_viewport()


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
        if address in {"/decisions", "/actions"}:
            page.get_by_text("Limit the list").click()
        assert page.evaluate("document.documentElement.scrollWidth") == width, address
    context.close()


@pytest.mark.parametrize("address", PAGES[:-1])
def test_what_can_be_pressed_is_large_enough_for_a_finger(page: Page, address: str) -> None:
    page.goto(address)
    if address == "/":
        ask(page, RECORDS)
        page.get_by_text("Limit the search").click()
    if address in {"/decisions", "/actions"}:
        page.get_by_text("Limit the list").click()
    small = page.evaluate(
        """() => [...document.querySelectorAll(
                "button, summary, select, input, nav a, .button, .citation, .label, .meetings a, .take a"
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


@pytest.mark.parametrize("tabs", ["page", "plain"])
def test_a_list_is_limited_and_a_decision_read_in_its_place(tabs: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(tabs)
    page.goto("/decisions")
    page.get_by_text("Limit the list").click()
    page.get_by_label("Committee", exact=True).select_option("Children’s Scrutiny Committee")
    page.get_by_label("What was decided").select_option("Resolutions only")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".found")).to_contain_text("2 resolutions.")
    expect(page.get_by_text("2 set")).to_be_visible()
    page.get_by_role("link", name="paragraph 46 resolved b").click()
    page.wait_for_url("**/minutes/**")
    assert page.locator("main mark").all_inner_texts() == ["bus passes be issued by 31 August."]
    expect(page.locator("main mark")).to_be_in_viewport()


def test_the_download_of_a_list_is_a_file(page: Page) -> None:
    page.goto("/actions")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download 1 action as CSV").click()
    assert started.value.suggested_filename == "actions.csv"
    assert started.value.path().read_bytes().startswith(b"\xef\xbb\xbfheld,")

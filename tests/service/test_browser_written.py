"""Written answers in a real browser: as they come, stopped, failed, hostile, and without JavaScript."""

import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Page, expect

from index.collection import Collection
from service.app import create_app
from service.settings import Settings
from service.wording import CHECKED
from tests.service.behaviours import BEHAVIOURS, TEXTS, Behaviour
from tests.service.browsing import POTHOLES, Watched, structure
from tests.service.misbehaving import Misbehaving
from tests.service.ways import Exchange, chunk, data, head
from tests.service.written import QUESTION, TRUE, settings_for

GOOD = f"{TRUE[:-1]} [1]. It had flooded twice [2]. It had flooded three times [2]."


async def stalls_after_a_sentence(exchange: Exchange) -> None:
    await exchange.send(head(), data(chunk(f"{TRUE[:-1]} [1]. ")), data(chunk("It had")))
    await exchange.stall()


@pytest.fixture(scope="module")
def model() -> Iterator[Misbehaving]:
    with pytest.MonkeyPatch.context() as patch, Misbehaving() as server:
        patch.setitem(BEHAVIOURS, "stalls after a sentence", Behaviour(stalls_after_a_sentence))  # type: ignore[arg-type]
        yield server


@pytest.fixture(scope="module")
def port(settings: Settings, web_collection: Collection, model: Misbehaving) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        app = create_app(settings_for(settings, model, llm_rest_seconds=0.05), web_collection)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(20)


@pytest.fixture(autouse=True)
def behaves(model: Misbehaving) -> None:
    model.behave("answers well", GOOD)
    model.asked.clear()


def ask(page: Page, question: str = QUESTION, *, mode: str = "Written") -> None:
    page.get_by_label(mode).check()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()


def finished(page: Page) -> None:
    expect(page.locator(".turn").last).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".turn").last.locator(".coverage")).to_have_count(1)


def test_the_choice_is_there_only_where_a_model_is(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("group", name="Answer")).to_be_visible()
    expect(page.get_by_label("Quoted")).to_be_checked()
    ask(page, mode="Quoted")
    expect(page.locator(".turn .quotes")).to_have_count(1)
    expect(page.locator(".turn .words")).to_have_count(0)


def test_a_written_answer_shows_its_sentences_what_was_left_out_and_who_wrote_it(page: Page) -> None:
    page.goto("/")
    ask(page)
    finished(page)
    turn = page.locator(".turn")
    expect(turn.locator(".words p")).to_have_text([f"{TRUE} ¶1", "It had flooded twice. ¶2"])
    expect(turn.locator(".by")).to_have_text(f"Written by tiny. {CHECKED}")
    expect(page.locator(".turn .question")).to_be_focused()
    expect(page.locator("#announcement")).to_have_text("Answer ready. From the minutes: 2 sentences.")
    left_out = turn.locator(".removed")
    expect(left_out).not_to_have_attribute("open", "")
    left_out.locator("summary").click()
    expect(left_out.locator(".text")).to_have_text(["It had flooded three times."])
    expect(left_out.locator(".where")).to_have_text(["Left out: the figure “three” is not in what it cites."])
    turn.get_by_role("link", name="paragraph 1", exact=True).first.click()
    expect(page.locator("main mark")).to_have_text(TRUE)


def test_javascript_makes_the_same_written_answer_as_the_server(page: Page, plain: Page, model: Misbehaving) -> None:
    for text in (GOOD, TRUE, TEXTS["does not say"]):
        model.behave("answers well", text)
        for one in (page, plain):
            one.goto("/")
            ask(one)
            finished(one)
        assert structure(page) == structure(plain)


def test_a_sentence_is_there_before_the_next_one_and_stop_keeps_it(page: Page, model: Misbehaving) -> None:
    model.behave("stalls after a sentence")
    left = model.left
    page.goto("/")
    ask(page)
    turn = page.locator(".turn")
    expect(turn.locator(".words p")).to_have_text([f"{TRUE} ¶1"])
    expect(turn).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Stop").click()
    finished(page)
    expect(turn.locator(".message")).to_have_text("This answer broke off before its end. What is here was checked:")
    expect(turn.locator(".notice")).to_have_text("You stopped this answer.")
    expect(turn.locator(".words p")).to_have_text([f"{TRUE} ¶1"])
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    began = time.monotonic()
    while model.left == left:
        assert time.monotonic() - began < 3
        page.wait_for_timeout(20)
    # The conversation goes on.
    model.behave("answers well", GOOD)
    ask(page)
    expect(page.locator(".turn")).to_have_count(2)
    finished(page)


def test_escape_stops_too(page: Page, model: Misbehaving) -> None:
    model.behave("stalls after a sentence")
    page.goto("/")
    ask(page)
    expect(page.locator(".words p")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".notice")).to_have_text("You stopped this answer.")
    expect(page.locator(".turn .question")).to_be_focused()


def test_a_model_that_fails_leaves_the_quoted_answer_and_a_notice(page: Page, model: Misbehaving) -> None:
    model.behave("always fails")
    page.goto("/")
    ask(page)
    finished(page)
    expect(page.locator(".notice")).to_have_text(
        "The language model has too much to do at the moment, or is out of order. This is quoted from the minutes."
    )
    expect(page.locator(".turn .quotes")).to_have_count(1)


def test_an_answer_that_is_cut_says_so(page: Page, model: Misbehaving) -> None:
    model.behave("cuts mid-sentence")
    page.goto("/")
    ask(page)
    finished(page)
    expect(page.locator(".notice")).to_contain_text("stopped before its answer was whole")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("name", TEXTS)
def test_whatever_a_model_writes_nothing_leaves_and_nothing_runs(
    request: pytest.FixtureRequest, model: Misbehaving, name: str, scripts: bool
) -> None:
    model.behave(name)
    if scripts:
        tab: Watched = request.getfixturevalue("tab")
        page, requests = tab.page, tab.requests
    else:
        page, requests = request.getfixturevalue("plain"), []
        page.on("request", lambda one: requests.append(one.url))
    page.goto("/")
    ask(page)
    finished(page)
    hosts = {urlsplit(one).hostname for one in requests}
    assert hosts == {"127.0.0.1"}
    turn = page.locator(".turn")
    assert turn.locator("img, script, iframe, [onclick], [style]").count() == 0
    assert "evil.example" not in turn.inner_html()
    for link in turn.locator("a").all():
        assert (link.get_attribute("href") or "").startswith(("/minutes/", "/?question="))


def test_the_choice_is_kept_in_the_form_and_after_reading(page: Page, plain: Page) -> None:
    for one in (page, plain):
        one.goto("/")
        ask(one)
        finished(one)
        expect(one.get_by_label("Written")).to_be_checked()
    page.get_by_role("link", name="paragraph 1", exact=True).first.click()
    page.wait_for_url("**/minutes/**")
    page.go_back()
    expect(page.locator(".turn .words p")).to_have_count(2)
    expect(page.get_by_label("Written")).to_be_checked()


def test_a_follow_up_goes_on_from_a_written_answer(page: Page) -> None:
    page.goto("/")
    ask(page, POTHOLES)
    finished(page)
    ask(page, "and who was told of it?", mode="Quoted")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".completed summary")).to_contain_text("potholes")

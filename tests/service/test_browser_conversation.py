"""Follow-ups in a browser, with JavaScript and without it: what was asked, changed, and asked as it was typed."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.service.browsing import RECORDS, SCHOOLS, ask, structure

THANKS = "and who was thanked for it?"
COMPLETED = f"{THANKS} ({RECORDS})"


def completed_by(page: Page) -> str:
    return page.locator(".turn").last.locator(".completed textarea").input_value()


def asked(page: Page, question: str, *, turns: int) -> None:
    """Ask on a page; without JavaScript it shows one answer at a time."""
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn .question").last).to_have_text(f"You asked: {question}")
    expect(page.locator(".turn")).to_have_count(turns)


def both(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Your question").fill(RECORDS)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn .question").last).to_have_text(f"You asked: {RECORDS}")


@pytest.mark.parametrize("name", ["page", "plain"])
def test_a_follow_up_shows_what_it_was_asked_as(request: pytest.FixtureRequest, name: str) -> None:
    page: Page = request.getfixturevalue(name)
    both(page)
    expect(page.locator(".completed")).to_have_count(0)
    asked(page, THANKS, turns=2 if name == "page" else 1)
    assert completed_by(page).startswith(f"{THANKS} ({RECORDS}")
    expect(page.locator(".completed summary").last).to_contain_text(f"Read together with what came before: “{RECORDS}")
    expect(page.locator(".completed summary").last).to_contain_text("Change")
    expect(page.locator(".alone")).to_have_count(0)


@pytest.mark.parametrize("name", ["page", "plain"])
def test_a_question_that_may_follow_on_says_so_and_is_read_so_with_one_tap(
    request: pytest.FixtureRequest, name: str
) -> None:
    page: Page = request.getfixturevalue(name)
    both(page)
    expect(page.locator(".alone")).to_have_count(0)
    asked(page, "Is the training budget enough?", turns=2 if name == "page" else 1)
    expect(page.locator(".completed")).to_have_count(0)
    expect(page.locator(".alone").last).to_contain_text("Read as a question of its own.")
    page.get_by_role("button", name="Read it with what came before").last.click()
    expect(page.locator(".turn .question").last).to_contain_text("You asked: Is the training budget enough? (")
    expect(page.locator(".turn .question").last).to_contain_text(RECORDS)
    expect(page.locator(".turn").last.locator(".alone")).to_have_count(0)


def test_javascript_makes_the_same_of_a_question_that_may_follow_on(page: Page, plain: Page) -> None:
    for one in (page, plain):
        both(one)
    asked(page, "Is the training budget enough?", turns=2)
    asked(plain, "Is the training budget enough?", turns=1)
    assert structure(page) == structure(plain)


@pytest.mark.parametrize("name", ["page", "plain"])
def test_what_it_was_asked_as_can_be_changed(request: pytest.FixtureRequest, name: str) -> None:
    page: Page = request.getfixturevalue(name)
    both(page)
    asked(page, THANKS, turns=2 if name == "page" else 1)
    page.locator(".completed summary").last.click()
    page.get_by_label("Ask this instead").last.fill("Who was thanked by the Chair?")
    page.get_by_role("button", name="Ask this").last.click()
    expect(page.locator(".turn .question").last).to_have_text("You asked: Who was thanked by the Chair?")
    expect(page.locator(".turn").last.locator(".completed")).to_have_count(0)


@pytest.mark.parametrize("name", ["page", "plain"])
def test_it_can_be_asked_as_it_was_typed(request: pytest.FixtureRequest, name: str) -> None:
    page: Page = request.getfixturevalue(name)
    both(page)
    asked(page, THANKS, turns=2 if name == "page" else 1)
    page.get_by_role("button", name="Ask only what I typed").last.click()
    if name == "page":
        expect(page.locator(".turn")).to_have_count(3)
    expect(page.locator(".turn").last.locator(".completed")).to_have_count(0)
    expect(page.locator(".turn .question").last).to_have_text(f"You asked: {THANKS}")


def test_javascript_makes_the_same_completed_answer_as_the_server(page: Page, plain: Page) -> None:
    for one in (page, plain):
        both(one)
    asked(page, THANKS, turns=2)
    asked(plain, THANKS, turns=1)
    assert completed_by(page) == completed_by(plain)
    assert structure(page) == structure(plain)


def test_the_conversation_goes_on_after_reading_and_going_back(page: Page) -> None:
    page.goto("/")
    ask(page, RECORDS)
    page.locator(".turn").first.get_by_role("link", name="paragraph 45.2,").first.click()
    page.wait_for_url("**/minutes/**")
    page.go_back()
    expect(page.locator(".turn")).to_have_count(1)
    ask(page, THANKS)
    assert completed_by(page).startswith(f"{THANKS} ({RECORDS}")


def test_starting_again_asks_without_what_came_before(plain: Page) -> None:
    both(plain)
    plain.get_by_role("link", name="Start again").click()
    asked(plain, THANKS, turns=1)
    expect(plain.locator(".completed")).to_have_count(0)


def test_without_javascript_the_form_carries_the_last_turns_with_their_citations(plain: Page) -> None:
    both(plain)
    (turn,) = json.loads(plain.locator("#ask [name=history]").input_value())
    assert turn["question"] == RECORDS
    assert f"{SCHOOLS}#45.2" in turn["citations"]
    for number in range(4):
        asked(plain, f"What of audit {number}?", turns=1)
    said = json.loads(plain.locator("#ask [name=history]").input_value())
    assert [one["question"] for one in said] == [f"What of audit {number}?" for number in (1, 2, 3)]


def test_a_hidden_field_that_something_else_filled_in_is_passed_over(plain: Page) -> None:
    plain.goto("/")
    plain.locator("#ask [name=history]").evaluate("(field) => { field.value = '[{\"question\": 1}]' }")
    asked(plain, THANKS, turns=1)
    expect(plain.locator(".completed")).to_have_count(0)

"""What tests in a browser share: the minutes that are served, a page that is watched, and asking."""

import json
from typing import Any

from playwright.sync_api import BrowserContext, Dialog, Page, expect

SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
RECORDS = "What was said about record keeping and audits?"
POTHOLES = "What was repaired or said in a leaflet about potholes?"
NARROWED = "What was said about record keeping at the September 2023 meeting?"
NOWHERE = "Who won the football world cup in Mexico?"
PAGES = ["/", "/minutes", f"/minutes/{SCHOOLS}", f"/minutes/{ROADS}", "/decisions", "/actions", "/about", "/nowhere"]


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


def ask(page: Page, question: str) -> None:
    before = page.locator(".turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".turn")).to_have_count(before + 1)


def structure(page: Page) -> Any:
    """Return the last answer as nested lists of tag, attributes and text, white space between elements left out.

    The answer that its form holds is JSON, which may be written in several ways: held() returns it.
    """
    return page.locator(".turn").last.evaluate(
        """function outline(node) {
            if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\\s+/g, " ");
            const isHeld = (one) => node.name === "answer" && one.name === "value";
            const shown = [...node.attributes].filter((one) => !isHeld(one));
            const attributes = shown.map((one) => `${one.name}=${one.value}`).sort();
            const children = [...node.childNodes].map(outline).filter((child) => child.trim?.() !== "");
            return [node.tagName, attributes, ...children.map((child) => child.trim?.() ?? child)];
        }"""
    )


def held(page: Page) -> Any:
    """Return the answer that the form under the last one holds, without what only the page itself keeps with it."""
    answer = json.loads(page.locator(".turn").last.locator("[name=answer]").input_value())
    return {name: value for name, value in answer.items() if name not in {"without", "limits"}}


# Asking

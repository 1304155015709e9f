"""What tests of pages share: the minutes that are served, and a page as a document."""

from lxml import html
from lxml.html import HtmlElement
from starlette.testclient import TestClient

SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
RECORDS = "What was said about record keeping and audits?"


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

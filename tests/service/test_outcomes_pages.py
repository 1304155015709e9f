"""The pages of decisions and actions: what they list, how they are limited, and that they need no script."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html
from starlette.testclient import TestClient

from corpus.minutes import Item
from index.collection import Collection
from service.pages import LISTED
from tests.service.conftest import line, minutes_of, reading
from tests.service.documents import SCHOOLS, one, page, text

COVERAGE = (
    "Searched: 2 meetings of Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023 (1 undated)."
)


def test_decisions_stand_under_their_meeting_with_the_paragraph_of_each(client: TestClient) -> None:
    document = page(client, "/decisions")
    assert text(one(document, "//p[@class='found']")) == f"2 decisions. {COVERAGE}"
    meeting = one(document, "//div[@class='council']")
    assert text(one(meeting, "h2")) == "Children’s Scrutiny Committee, 12 September 2023"
    assert one(meeting, "h2/a").get("href") == f"/minutes/{SCHOOLS}"
    assert text(one(meeting, "p")) == "Oakshire County Council Draft minutes"
    first, second = meeting.xpath("ol/li")
    assert text(first) == (
        "46 resolved a Home to School Transport RESOLVED: the transport budget be noted Kind Resolution"
    )
    assert text(second) == "46 resolved b Home to School Transport bus passes be issued by 31 August. Kind Resolution"
    link = one(first, ".//a[@class='citation']")
    assert link.get("href") == f"/minutes/{SCHOOLS}?paragraph=46.resolved.a&quote=5-34#46.resolved.a"
    assert link.get("aria-label") == "paragraph 46 resolved a, Children’s Scrutiny Committee, 12 September 2023"


def test_an_action_says_who_and_what_it_follows(client: TestClient) -> None:
    (item,) = page(client, "/actions").xpath("//ol[@class='outcomes']/li")
    assert text(item) == (
        "45.2 action Ofsted Improvement Letter Recruitment of social workers had improved. Record keeping needed 𝟡 "
        "further audits. The Chair thanked officers. report on record keeping in March Owner Director"
    )


def test_both_lists_are_in_the_navigation_of_every_page(client: TestClient) -> None:
    for address in ("/", "/minutes", "/decisions", "/actions", "/about", f"/minutes/{SCHOOLS}"):
        document = page(client, address)
        links = document.xpath("//nav[@aria-label='Site']//a/@href")
        assert links == ["/", "/minutes", "/decisions", "/actions", "/about"]
    assert text(one(page(client, "/actions"), "//a[@aria-current='page']")) == "Actions"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/decisions?kind=resolution", f"2 resolutions. {COVERAGE}"),
        ("/decisions?kind=recommendation", f"There are no recommendations in the minutes searched. {COVERAGE}"),
        ("/actions?owner=rector&council=&committee=&since=&until=&minutes=", f"1 action. {COVERAGE}"),
        (
            "/actions?owner=Treasurer",
            f"There are no actions with an owner named 'Treasurer' in the minutes searched. {COVERAGE}",
        ),
        ("/actions?owner=%20", f"1 action. {COVERAGE}"),
        (
            "/decisions?since=1+January+2024",
            "There are no decisions in the minutes searched. Searched: no meetings. "
            "None are within the limits that were set.",
        ),
    ],
)
def test_the_form_limits_the_list_and_the_page_says_what_was_searched(
    client: TestClient, address: str, found: str
) -> None:
    document = page(client, address)
    assert text(one(document, "//p[@class='found']")) == found
    assert not document.xpath("//div[@id='error']")


def test_limits_stay_set_in_the_form_and_in_the_download(client: TestClient) -> None:
    document = page(
        client, "/actions?owner=director&council=Oakshire+County+Council&since=1+September+2023&minutes=" + SCHOOLS
    )
    form = one(document, "//form")
    assert (form.get("method"), form.get("action")) == ("get", "/actions")
    assert one(form, ".//input[@id='owner']").get("value") == "director"
    assert one(form, ".//select[@id='council']/option[@selected]").text == "Oakshire County Council"
    assert one(form, ".//select[@id='minutes']//option[@selected]").get("value") == SCHOOLS
    assert text(one(form, ".//span[@class='count']")) == "4 set"
    link = one(document, "//p[@class='download']/a")
    assert text(link) == "Download 1 action as CSV, for a spreadsheet"
    address = urlsplit(link.get("href"))
    assert (address.path, parse_qs(address.query)) == (
        "/api/actions",
        {
            "council": ["Oakshire County Council"],
            "since": ["2023-09-01"],
            "minutes": [SCHOOLS],
            "owner": ["director"],
            "format": ["csv"],
        },
    )
    assert client.get(link.get("href")).headers["content-disposition"].startswith('attachment; filename="actions-')


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/decisions?since=31+June", "'31 June' is not a date. Write it like 7 November 2019."),
        (
            "/actions?council=Elsewhere",
            "There is no council 'Elsewhere' in this collection. There is only Oakshire County Council.",
        ),
        (
            "/decisions?since=2024-01-02&until=2024-01-01",
            "The scope runs from 2024-01-02 back to 2024-01-01. Give the earlier date first.",
        ),
    ],
)
def test_what_is_wrong_is_said_above_the_form_and_nothing_is_listed(
    client: TestClient, address: str, message: str
) -> None:
    response = client.get(address, headers={"Accept": "text/html"})
    document = html.document_fromstring(response.text)
    assert response.status_code == 422
    assert one(document, "//title").text.startswith("Error: ")
    assert text(one(document, "//div[@id='error']")) == f"There is a problem {message}"
    assert one(document, "//div[@id='error']").get("role") == "alert"
    assert document.xpath("//*[@aria-describedby='error-text']/@id") == ["since", "until"]
    assert one(document, "//details").get("open") is not None
    assert not document.xpath("//p[@class='found'] | //ol[@class='outcomes'] | //p[@class='download']")


@pytest.mark.parametrize("query", ["kind=song", "page=0", "page=x"])
def test_an_address_that_no_form_makes_is_a_problem_page(client: TestClient, query: str) -> None:
    response = client.get(f"/decisions?{query}", headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert "<h1>The request cannot be understood</h1>" in response.text


def test_the_parts_of_a_decision_stand_under_it(
    empty_collection: Collection, client_of: Callable[[Collection], TestClient]
) -> None:
    identity = "oak/roads/2024-02-14"
    resolved = line(identity, "1", "RESOLVED that the fares be varied as follows:", kind="resolution", ordinal=1)
    parts = tuple(
        replace(
            line(identity, f"1.{label}", words, kind="resolution", ordinal=place), label=f"{label})", parent=resolved.id
        )
        for place, (label, words) in enumerate(
            (("a", "£4.40 for the first mile;"), ("b", "£2.60 for others.")), start=2
        )
    )
    items = (Item(None, "Fares", "", (resolved, *parts)),)
    empty_collection.add(*reading(minutes_of(identity, items, title="Roads", address="a", held=date(2024, 2, 14))))
    (item,) = page(client_of(empty_collection), "/decisions").xpath("//ol[@class='outcomes']/li")
    assert [text(part) for part in item.xpath("ul[@class='parts']/li")] == [
        "a) £4.40 for the first mile;",
        "b) £2.60 for others.",
    ]


def test_a_long_list_has_pages(empty_collection: Collection, client_of: Callable[[Collection], TestClient]) -> None:
    identity = "oak/roads/2024-02-14"
    resolved = tuple(
        line(identity, f"{number}", f"RESOLVED that barn {number} be painted.", kind="resolution", ordinal=number)
        for number in range(1, LISTED + 3)
    )
    minutes = minutes_of(
        identity, (Item(None, "Barns", "", resolved),), title="Roads", address="a", held=date(2024, 2, 14)
    )
    empty_collection.add(*reading(minutes))
    client = client_of(empty_collection)
    first = page(client, "/decisions?kind=resolution")
    assert text(one(first, "//p[@class='found']")).startswith("1 to 50 of 52 resolutions. ")
    assert len(first.xpath("//ol[@class='outcomes']/li")) == 50
    assert text(one(first, "//p[@class='download']")) == "Download all 52 resolutions as CSV, for a spreadsheet"
    following = one(first, "//nav[@class='pages']//a")
    assert text(following) == "Next page"
    second = page(client, following.get("href"))
    assert text(one(second, "//p[@class='found']")).startswith("51 to 52 of 52 resolutions. ")
    assert text(one(second, "//div[@class='council']/h2")) == "Committee unknown, 14 February 2024"
    assert text(one(second, "//div[@class='council']/p")) == "Council unknown"
    assert text(one(second, "//nav[@class='pages']")) == "Previous page"
    beyond = page(client, "/decisions?page=9")
    assert text(one(beyond, "//p[@class='found']")).startswith(
        "There are 52 decisions, and the list ends before this part of it. "
    )
    assert len(list(client.get(one(first, "//p[@class='download']/a").get("href")).iter_lines())) == 53


def test_an_empty_collection_says_how_to_add_minutes(
    empty_collection: Collection, client_of: Callable[[Collection], TestClient]
) -> None:
    document = page(client_of(empty_collection), "/actions")
    assert not document.xpath("//form")
    assert text(one(document, "//p[@class='lead']")) == "There are no minutes here yet. How to add some."

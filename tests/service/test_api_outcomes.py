"""The HTTP interface for what came of meetings: JSON by parts, CSV whole, limits, problems."""

import csv
import io
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from index.collection import Collection
from service.api_outcomes import wants_csv
from service.listing import PLURALS

SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
COVERAGE = (
    "Searched: 2 meetings of Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023 (1 undated)."
)


def test_a_decision_comes_with_its_paragraph_and_its_address(client: TestClient) -> None:
    body = client.get("/api/decisions").json()
    assert [one["outcome"]["text"] for one in body["outcomes"]] == [
        "the transport budget be noted",
        "bus passes be issued by 31 August.",
    ]
    first = body["outcomes"][0]
    assert first["outcome"] == {
        "paragraph_id": f"{SCHOOLS}#46.resolved.a",
        "kind": "resolution",
        "text": "the transport budget be noted",
        "verb": "RESOLVED",
        "qualifier": None,
        "lead": f"{SCHOOLS}#46.resolved",
        "parts": [],
    }
    # “that ” is five characters long, and the decision 29.
    assert first["address"] == f"/minutes/{SCHOOLS}?paragraph=46.resolved.a&quote=5-34#46.resolved.a"
    assert (first["label"], first["beside"]) == ("46 resolved a", "RESOLVED:")
    assert first["name"] == "paragraph 46 resolved a, Children’s Scrutiny Committee, 12 September 2023"
    assert (first["item_number"], first["item_title"]) == ("46", "Home to School Transport")
    assert (first["minutes"]["id"], first["minutes"]["status"]) == (SCHOOLS, "draft")
    assert first["paragraph"]["text"] == "that the transport budget be noted;"
    assert (body["total"], body["offset"], body["next"], body["coverage"]) == (2, 0, None, COVERAGE)


def test_the_address_of_a_decision_shows_its_words_marked(client: TestClient) -> None:
    address = client.get("/api/decisions").json()["outcomes"][0]["address"]
    assert "<mark>the transport budget be noted</mark>" in client.get(address).text


def test_an_action_has_its_owner_and_what_it_follows(client: TestClient) -> None:
    (one,) = client.get("/api/actions").json()["outcomes"]
    assert (one["outcome"]["owner"], one["outcome"]["due"]) == ("Director", None)
    assert one["beside"].startswith("Recruitment of social workers had improved.")


def test_a_list_is_read_in_parts_by_the_address_of_the_rest(client: TestClient) -> None:
    first = client.get(
        "/api/decisions", params={"limit": 1, "council": "Oakshire County Council", "kind": "resolution"}
    ).json()
    assert (len(first["outcomes"]), first["total"], first["offset"]) == (1, 2, 0)
    rest = client.get(first["next"]).json()
    assert [one["outcome"]["text"] for one in rest["outcomes"]] == ["bus passes be issued by 31 August."]
    assert (rest["total"], rest["offset"], rest["next"]) == (2, 1, None)
    beyond = client.get("/api/decisions?offset=9").json()
    assert (beyond["outcomes"], beyond["total"], beyond["next"]) == ([], 2, None)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("decisions?committee=children’s scrutiny committee", 2),
        ("decisions?since=2023-09-12&until=2023-09-12", 2),
        ("decisions?until=2023-09-11", 0),
        (f"decisions?minutes={SCHOOLS}", 2),
        ("decisions?kind=recommendation", 0),
        ("actions?owner=RECT", 1),
        ("actions?owner=Treasurer", 0),
        ("outcomes/decisions?minutes=brackwater/undated/works", 0),
    ],
)
def test_limits_work_as_for_a_search(client: TestClient, query: str, found: int) -> None:
    body = client.get(f"/api/{query}").json()
    assert (body["total"], len(body["outcomes"])) == (found, found)


@pytest.mark.parametrize("plural", PLURALS)
def test_every_kind_has_an_address(client: TestClient, plural: str) -> None:
    assert client.get(f"/api/outcomes/{plural}").json()["coverage"] == COVERAGE


@pytest.mark.parametrize(
    ("query", "where", "what"),
    [
        ("decisions?kind=song", "kind", "input should be 'resolution' or 'recommendation'"),
        ("decisions?owner=Director", "owner", "there is no such parameter"),
        ("actions?limit=1001", "limit", "input should be less than or equal to 1000"),
        ("actions?limit=0", "limit", "input should be greater than or equal to 1"),
        ("actions?offset=-1", "offset", "input should be greater than or equal to 0"),
        ("actions?format=xml", "format", "input should be 'json' or 'csv'"),
        ("actions?since=yesterday", "since", "input should be a valid date or datetime, input is too short"),
    ],
)
def test_a_query_that_cannot_be_understood_is_refused(client: TestClient, query: str, where: str, what: str) -> None:
    response = client.get(f"/api/{query}")
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["errors"] == [{"where": where, "what": what}]


def test_a_kind_of_outcome_that_is_none_is_refused_with_those_there_are(client: TestClient) -> None:
    (fault,) = client.get("/api/outcomes/songs").json()["errors"]
    assert fault["where"] == "kind"
    assert all(f"'{plural}'" in fault["what"] for plural in PLURALS)


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        (
            "decisions?council=Elsewhere",
            "There is no council 'Elsewhere' in this collection. There is only Oakshire County Council.",
        ),
        (
            "actions?since=2024-01-02&until=2024-01-01&format=csv",
            "The scope runs from 2024-01-02 back to 2024-01-01. Give the earlier date first.",
        ),
        ("actions?owner=%20", "The owner to look for is empty. Give a value, or leave it out."),
    ],
)
def test_limits_that_cannot_be_meant_are_problems(client: TestClient, query: str, detail: str) -> None:
    response = client.get(f"/api/{query}")
    assert response.status_code == 422
    assert (response.json()["type"], response.json()["detail"]) == ("urn:minuted:problem:limits-invalid", detail)


# CSV


@pytest.mark.parametrize(
    ("address", "accept"),
    [
        ("/api/actions?format=csv", "application/json"),
        ("/api/actions", "text/csv"),
        ("/api/outcomes/actions", "text/csv, */*"),
    ],
)
def test_csv_is_a_file_with_a_name(client: TestClient, address: str, accept: str) -> None:
    response = client.get(address, headers={"Accept": accept})
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["content-disposition"] == 'attachment; filename="actions.csv"'
    assert response.headers["vary"] == "Accept"
    assert response.content.startswith(b"\xef\xbb\xbfheld,council,committee,")
    (row,) = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline=""))
    assert row == {
        "held": "2023-09-12",
        "council": "Oakshire County Council",
        "committee": "Children’s Scrutiny Committee",
        "minutes_status": "draft",
        "item_number": "45",
        "item_title": "Ofsted Improvement Letter",
        "label": "45.2 action",
        "text": "report on record keeping in March",
        "owner": "Director",
        "due": "",
        "due_date": "",
        "about": f"{SCHOOLS}#45.2",
        "paragraph": "ACTION: Director to report on record keeping in March.",
        "beside": "Recruitment of social workers had improved. Record keeping needed 𝟡 further audits. "
        "The Chair thanked officers.",
        "paragraph_id": f"{SCHOOLS}#45.2.action",
    }


def test_the_name_of_the_file_says_what_is_in_it(client: TestClient) -> None:
    query = "council=Oakshire County Council&kind=resolution&since=2023-01-01&until=2023-12-31&format=csv"
    assert client.get(f"/api/decisions?{query}").headers["content-disposition"] == (
        'attachment; filename="decisions-oakshire-county-council-resolution-from-2023-01-01-to-2023-12-31.csv"'
    )
    odd = client.get("/api/actions?format=csv&owner=%22%0D%0AX-Evil: 1; ../../é")
    assert odd.headers["content-disposition"] == 'attachment; filename="actions-x-evil-1-e.csv"'
    assert "x-evil" not in odd.headers


def test_csv_can_be_read_in_parts_too(client: TestClient) -> None:
    text = client.get("/api/decisions?format=csv&limit=1&offset=1").content.decode("utf-8-sig")
    assert [row["label"] for row in csv.DictReader(io.StringIO(text))] == ["46 resolved b"]


@pytest.mark.parametrize(
    ("accept", "csv_wanted"),
    [
        ("", False),
        ("*/*", False),
        ("application/json", False),
        ("text/csv", True),
        ("TEXT/CSV", True),
        ("text/csv, */*", True),
        ("text/csv;q=0.9, */*;q=0.1", True),
        ("text/csv;q=0.5, application/json", False),
        ("application/json;q=0.5, text/csv", True),
        ("application/json, text/csv", False),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", False),
        ("text/csv;q=0", False),
        ("text/csv;q=..", False),
        (";;,,q=", False),
    ],
)
def test_what_a_program_accepts_is_weighed(accept: str, csv_wanted: bool) -> None:
    assert wants_csv(accept) is csv_wanted


def test_too_many_lists_at_once_are_told_to_come_back(client: TestClient) -> None:
    turnstile = client.app.state.turnstile  # type: ignore[attr-defined]
    client.app.state.turnstile = type(turnstile)(1, wait_seconds=0)  # type: ignore[attr-defined]
    with client.app.state.turnstile.passing():  # type: ignore[attr-defined]
        response = client.get("/api/actions?format=csv")
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")


def test_an_empty_collection_has_none(
    empty_collection: Collection, client_of: Callable[[Collection], TestClient]
) -> None:
    client = client_of(empty_collection)
    body = client.get("/api/decisions").json()
    assert (body["total"], body["coverage"]) == (
        0,
        "Searched: no meetings. None are within the limits that were set.",
    )
    lines = client.get("/api/decisions?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1


def test_openapi_describes_the_lists_with_their_types_and_csv(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    shapes = schema["components"]["schemas"]
    for plural, kind in (("decisions", "Decision"), ("actions", "Action")):
        content = schema["paths"][f"/api/{plural}"]["get"]["responses"]["200"]["content"]
        assert content["text/csv"] == {"schema": {"type": "string"}}
        body = shapes[content["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        one = shapes[body["properties"]["outcomes"]["items"]["$ref"].rpartition("/")[2]]
        assert one["properties"]["outcome"] == {"$ref": f"#/components/schemas/{kind}"}
    parameters = {one["name"] for one in schema["paths"]["/api/actions"]["get"]["parameters"]}
    assert parameters == {
        "council",
        "committee",
        "since",
        "until",
        "minutes",
        "owner",
        "limit",
        "offset",
        "format",
    }

"""The HTTP interface for reading: searches, lists, minutes, paragraphs, health."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.collection import Collection
from index.embed import Embedder
from service.wording import NOTHING_HERE

SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
RECORDS = "What was said about record keeping and audits?"
BUSY = (
    "1 question at once is the most. Too many questions are being answered at the moment. Ask again in a few seconds."
)


def test_a_search_gives_ranked_hits_with_their_numbers(client: TestClient) -> None:
    found = client.get("/api/search", params={"q": "potholes on Mill Lane", "k": 2}).json()
    first = found["hits"][0]
    assert found["question"] == "potholes on Mill Lane"
    assert [hit["rank"] for hit in found["hits"]] == [1, 2]
    assert first["paragraph"]["id"] == f"{ROADS}#p1"
    assert first["name"] == "paragraph 1"
    assert first["address"].startswith(f"/minutes/{ROADS}?paragraph=p1&quote=0-")
    assert first["minutes"]["source_address"] == "https://example.org/roads?a=1&b=2"
    assert 0 < first["score"] <= 1


@pytest.mark.parametrize(
    ("query", "where", "what"),
    [
        ({"q": "a", "kk": "3"}, "kk", "there is no such parameter"),
        ({"q": "a", "k": "51"}, "k", "input should be less than or equal to 50"),
        ({"q": "a", "k": "0"}, "k", "input should be greater than or equal to 1"),
        ({}, "q", "field required"),
    ],
)
def test_a_query_that_cannot_be_understood_is_refused_by_the_name_of_the_parameter(
    client: TestClient, query: dict[str, str], where: str, what: str
) -> None:
    response = client.get("/api/search", params=query)
    assert (response.status_code, response.json()["errors"]) == (422, [{"where": where, "what": what}])


def test_a_kind_that_does_not_exist_is_refused_with_the_kinds(client: TestClient) -> None:
    fault = client.get("/api/search?q=a&kind=song").json()["errors"][0]
    assert fault["where"] == "kind.0"
    assert "'resolution'" in fault["what"]


def test_every_limit_works_in_a_query(client: TestClient) -> None:
    query = "q=audits&council=Oakshire County Council&committee=Children’s Scrutiny Committee"
    hits = client.get(
        f"/api/search?{query}&since=2023-01-01&until=2023-12-31&kind=action&kind=heading&minutes={SCHOOLS}"
    ).json()["hits"]
    assert {hit["paragraph"]["kind"] for hit in hits} == {"action", "heading"}


def test_minutes_are_listed_within_limits(client: TestClient) -> None:
    assert [one["id"] for one in client.get("/api/minutes").json()] == [ROADS, SCHOOLS]
    (only,) = client.get("/api/minutes?since=2023-01-01").json()
    assert only == {
        "id": SCHOOLS,
        "council": "Oakshire County Council",
        "committee": "Children’s Scrutiny Committee",
        "held": "2023-09-12",
        "title": "Children’s Scrutiny Committee",
        "status": "draft",
        "layout": "plain",
        "source_address": "schools.html",
        "paragraphs": 8,
    }
    assert client.get("/api/minutes?council=Elsewhere").json() == []


def test_minutes_are_read_with_all_their_items(client: TestClient) -> None:
    minutes = client.get(f"/api/minutes/{SCHOOLS}").json()
    assert [(item["number"], len(item["paragraphs"])) for item in minutes["items"]] == [("45", 4), ("46", 4)]
    assert minutes["items"][0]["paragraphs"][1]["text"].startswith("Recruitment of social workers")


def test_a_paragraph_is_read_with_its_neighbours(client: TestClient) -> None:
    found = client.get(f"/api/paragraphs/{SCHOOLS}%2345.2").json()
    assert (found["before"]["label"], found["paragraph"]["label"]) == ("45.1", "45.2")
    assert found["after"]["text"] == "Members welcomed the audits."
    assert (found["item_number"], found["minutes"]["id"]) == ("45", SCHOOLS)
    assert found["address"] == f"/minutes/{SCHOOLS}?paragraph=45.2#45.2"
    assert client.get(f"/api/paragraphs/{SCHOOLS}%2345.1").json()["before"] is None


OF_MINUTES = (
    "here, or no longer. The id of minutes looks like oakshire/childrens-scrutiny/2019-11-07. GET /api/minutes lists "
    "those that there are."
)
OF_A_PARAGRAPH = (
    "here, or no longer. The id of a paragraph looks like oakshire/childrens-scrutiny/2019-11-07#45.12. In the path of "
    "an address its # is written %23. GET /api/search gives the ids of paragraphs that there are, GET "
    "/api/minutes/{id} those of minutes."
)


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/api/minutes/nobody/nothing", f"There are no minutes 'nobody/nothing' {OF_MINUTES}"),
        (f"/api/minutes/{SCHOOLS}/", f"There are no minutes '{SCHOOLS}/' {OF_MINUTES}"),
        (f"/api/minutes/{'x' * 300}", f"There are no minutes '{'x' * 200} …' {OF_MINUTES}"),
        (f"/api/paragraphs/{SCHOOLS}%2399", f"There is no paragraph '{SCHOOLS}#99' {OF_A_PARAGRAPH}"),
        ("/api/paragraphs/x&y", f"There is no paragraph 'x&y' {OF_A_PARAGRAPH}"),
        ("/api/", "There is nothing at this address. GET /openapi.json describes the addresses that there are."),
    ],
)
def test_what_is_not_there_is_a_problem_404_that_says_what_is(client: TestClient, path: str, detail: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")
    assert response.json() == {
        "type": "urn:minuted:problem:not-found",
        "title": "Page not found",
        "status": 404,
        "detail": detail,
        "instance": path,
    }


def test_a_page_that_is_not_there_says_so_to_a_reader(client: TestClient) -> None:
    page = client.get("/minutes/nobody/nothing", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert NOTHING_HERE in page.text
    assert "looks like" not in page.text


def test_health_says_what_the_collection_holds(client: TestClient, light_model: Embedder) -> None:
    assert client.get("/health").json() == {
        "status": "ok",
        "minutes": 2,
        "paragraphs": 11,
        "generation": 2,
        "model": light_model.fingerprint,
    }


def test_health_of_an_empty_collection_names_no_model(
    empty_collection: Collection, client_of: Callable[[Collection], TestClient]
) -> None:
    health = client_of(empty_collection).get("/health").json()
    assert (health["status"], health["minutes"], health["model"]) == ("ok", 0, "")


def test_a_collection_that_cannot_be_read_is_a_503_that_tells_no_path_and_logs_it(
    tmp_path: Path,
    light_model: Embedder,
    client_of: Callable[[Collection], TestClient],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with Collection.open(tmp_path / "gone", light_model, create=True) as collection:
        client = client_of(collection)
        collection.close()
        for file in (tmp_path / "gone").glob("minutes.db*"):
            file.unlink()
        (tmp_path / "gone" / "minutes.db").write_bytes(b"not a database at all, but long enough to be read as one" * 99)
        with caplog.at_level(logging.ERROR, "minuted"):
            response = client.get("/health")
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    assert response.json()["type"] == "urn:minuted:problem:collection-unavailable"
    assert str(tmp_path) not in response.text
    assert str(tmp_path) in caplog.text


def test_a_question_too_many_is_told_to_come_back(app: FastAPI, client: TestClient) -> None:
    app.state.turnstile = type(app.state.turnstile)(1, wait_seconds=0)
    with app.state.turnstile.passing():
        for response in (client.post("/api/ask", json={"question": RECORDS}), client.get("/api/search?q=audits")):
            assert (response.status_code, response.headers["retry-after"]) == (503, "3")
            assert response.json()["type"] == "urn:minuted:problem:too-busy"
            assert response.json()["detail"] == BUSY
        assert client.get("/health").status_code == 200
    assert client.post("/api/ask", json={"question": RECORDS}).status_code == 200


def test_the_question_is_in_no_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/api/ask", json={"question": "What is said of Zanzibar?"})
        client.get("/api/search", params={"q": "Zanzibar"})
        client.post("/", data={"question": "And of Zanzibar again?"})
    ours = [record for record in caplog.records if not record.name.startswith("http")]  # the client's own are not ours
    assert any("/api/ask" in record.getMessage() for record in ours)
    assert not any("zanzibar" in record.getMessage().lower() for record in ours)

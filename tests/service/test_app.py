"""The application as a whole: what it serves, how it describes itself, what it writes to the log."""

import json
import re
import socket
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from index.collection import Collection
from service.app import VERSION, create_app
from service.guard import HEADERS
from service.settings import Settings

ROOT = Path(__file__).parents[2]
SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"

SERVE = """
import sys
from pathlib import Path
import uvicorn
from index.collection import Collection
from index.embed import load_embedder
from service.app import create_app, logging_settings
from service.settings import Settings
settings = Settings(home=Path(sys.argv[1]), model="hashed-words", port=int(sys.argv[2]))
with Collection.open(settings.collection_folder, lambda: load_embedder(settings.model)) as collection:
    uvicorn.run(create_app(settings, collection), host=settings.host, port=settings.port, log_config=logging_settings())
"""


def test_openapi_describes_every_endpoint_for_programs_and_no_other(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    described = {(method.upper(), path) for path, methods in schema["paths"].items() for method in methods}
    assert schema["openapi"].startswith("3.1")
    assert described == {
        ("POST", "/api/ask"),
        ("GET", "/api/search"),
        ("GET", "/api/minutes"),
        ("GET", "/api/minutes/{minutes_id}"),
        ("GET", "/api/paragraphs/{paragraph_id}"),
        ("GET", "/api/decisions"),
        ("GET", "/api/actions"),
        ("GET", "/api/outcomes/{kind}"),
        ("POST", "/v1/chat/completions"),
        ("GET", "/v1/models"),
        ("GET", "/v1/models/{model}"),
        ("GET", "/health"),
    }


def test_every_endpoint_has_a_summary_a_typed_answer_and_typed_problems(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            assert operation["summary"], path
            assert operation["description"], path
            good = operation["responses"]["200"]["content"]["application/json"]["schema"]
            assert "$ref" in good or good["type"] == "array", path
            bad = {status: response for status, response in operation["responses"].items() if status != "200"}
            assert "503" in bad, path
            # OpenAI's protocol has a shape of its own for errors.
            media, name = ("json", "OpenAIError") if path.startswith("/v1/") else ("problem+json", "Problem")
            for response in bad.values():
                assert list(response["content"]) == [f"application/{media}"], path
                assert response["content"][f"application/{media}"]["schema"]["$ref"].endswith(f"/{name}"), path


def test_the_description_gives_examples_of_questions_and_addresses(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()["components"]["schemas"]
    assert "HTTPValidationError" not in schema, "errors are problem details"
    assert schema["AskBody"]["properties"]["question"]["examples"] == [
        "What did the committee resolve about school transport?"
    ]
    assert "45.12" in schema["CitationBody"]["properties"]["address"]["examples"][0]


def test_the_version_is_the_one_of_the_project(client: TestClient) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert client.get("/openapi.json").json()["info"]["version"] == VERSION == project["version"]


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/docs/oauth2-redirect"])
def test_no_page_that_would_load_scripts_of_another_site(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("HEAD", "/", 200),
        ("GET", "/minutes", 200),
        ("GET", f"/minutes/{SCHOOLS}", 200),
        ("GET", "/about", 200),
        ("GET", "/health", 200),
        ("GET", "/openapi.json", 200),
        ("GET", "/static/minuted.css", 200),
        ("GET", "/static/reading.css", 200),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/nowhere", 404),
        ("GET", "/about/", 307),
        ("PUT", "/api/ask", 405),
        ("POST", "/api/ask", 422),
        ("OPTIONS", "/api/ask", 405),
    ],
)
def test_every_response_carries_the_safe_headers(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path, follow_redirects=False)
    assert response.status_code == status
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    assert response.headers["cache-control"] in {"no-store", "no-cache"}
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "unsafe" not in response.headers["content-security-policy"]


def test_a_wrong_method_is_a_problem_that_names_the_right_one(client: TestClient) -> None:
    response = client.put("/api/ask")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json() == {
        "type": "urn:minuted:problem:method-refused",
        "title": "This address cannot be used that way",
        "status": 405,
        "detail": "This address exists, but cannot be used with this method.",
        "instance": "/api/ask",
    }


@pytest.mark.parametrize("path", ["/nowhere", "/minutes/nobody", "/static/nothing"])
def test_what_is_not_there_is_a_page_for_a_browser_and_a_problem_for_a_program(client: TestClient, path: str) -> None:
    page = client.get(path, headers={"Accept": "text/html,application/xhtml+xml"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "<h1>Page not found</h1>" in page.text
    problem = client.get(path, headers={"Accept": "*/*"})
    assert (problem.status_code, problem.headers["content-type"]) == (404, "application/problem+json")


def test_what_was_answered_is_not_kept_and_pages_are_checked_before_they_are_shown_again(client: TestClient) -> None:
    assert client.post("/", data={"question": "audits"}).headers["cache-control"] == "no-store"
    assert client.post("/api/ask", json={"question": "audits"}).headers["cache-control"] == "no-store"
    assert client.get("/").headers["cache-control"] == "no-cache"
    static = client.get("/static/minuted.js")
    assert static.headers["cache-control"] == "no-cache"
    again = client.get("/static/minuted.js", headers={"If-None-Match": static.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/static/../settings.py", "/static/%2e%2e/settings.py", "/static/..%2fsettings.py"])
def test_static_files_are_only_those_of_their_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_two_applications_share_nothing(settings: Settings, app: FastAPI, empty_collection: Collection) -> None:
    other = create_app(settings, empty_collection)
    assert TestClient(other, base_url="http://localhost").get("/health").json()["minutes"] == 0
    assert TestClient(app, base_url="http://localhost").get("/health").json()["minutes"] == 2


def test_a_real_server_logs_paths_only_and_ends_when_told(settings: Settings, web_collection: Collection) -> None:
    assert web_collection.statistics().minutes == 2
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(settings.home), str(port)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30) as client:
            wait_for(client)
            assert client.get("/api/search", params={"q": "Zanzibar"}).status_code == 200
            assert client.post("/api/ask", json={"question": "Zanzibar?"}).status_code == 200
            assert client.head("/about").content == b""
            chunks = iter([b"Zanzibar" * 1000] * 10)
            assert (
                client.post("/api/ask", content=chunks, headers={"Content-Type": "application/json"}).status_code == 413
            )
    finally:
        server.terminate()
        _, errors = server.communicate(timeout=20)
    assert re.search(r"INFO GET /api/search 200 \d+ ms\n", errors)
    assert re.search(r"INFO POST /api/ask 200 \d+ ms\n", errors)
    assert re.search(r"INFO HEAD /about 200 \d+ ms\n", errors)
    assert re.search(r"INFO POST /api/ask 413 \d+ ms\n", errors)
    assert "Zanzibar" not in errors
    assert "HTTP/1.1" not in errors, "uvicorn's own access log, which has queries, is off"


def wait_for(client: httpx.Client) -> None:
    for _ in range(200):
        try:
            if client.get("/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail("the server did not start")


def test_the_answer_for_programs_has_all_that_the_page_shows(client: TestClient) -> None:
    question = "What was said about record keeping and audits?"
    answer = client.post("/api/ask", json={"question": question}).json()
    page = client.post("/", data={"question": question}).text
    shown = re.findall(r'class="citation" href="([^"]+)"', page)
    sent = {citation["address"] for sentence in answer["sentences"] for citation in sentence["citations"]}
    sent |= {piece["address"] for piece in answer["evidence"]}
    assert {address.replace("&amp;", "&") for address in shown} == sent
    assert json.dumps(answer["coverage"], ensure_ascii=False).strip('"') in page

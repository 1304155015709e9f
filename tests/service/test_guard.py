"""What is refused before a route sees it, and what every response carries."""

import asyncio
import json
import logging
from collections.abc import Iterable
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from service import guard
from service.guard import BODY_BYTES, HEADERS, Guard


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the whole body and answers with its length."""
    length = 0
    more = scope["type"] == "http"
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})


def served(
    *,
    method: str = "GET",
    headers: Iterable[tuple[str, str]] = (("host", "localhost"),),
    body: Iterable[bytes] = (b"",),
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]", "minutes.example"),
    stall: bool = False,
) -> tuple[int, dict[str, str], bytes]:
    """Return the status, headers and body of one request; with stall, the last part of its body never comes."""
    scope = {
        "type": "http",
        "method": method,
        "path": "/",
        "raw_path": b"/",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    chunks = list(body)
    sent: list[Message] = []

    async def receive() -> Message:
        if stall and len(chunks) == 1:
            await asyncio.sleep(60)
        return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Guard(echo, hosts)(scope, receive, send))
    start, *rest = sent
    shown = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], shown, b"".join(message["body"] for message in rest)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8000",
        "LOCALHOST",
        "127.0.0.1:80",
        "[::1]",
        "[::1]:8000",
        "minutes.example",
        "Minutes.Example:1",
    ],
)
def test_requests_under_our_names_are_served(host: str) -> None:
    assert served(headers=[("host", host)])[0] == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "localhost.evil.example",
        "evil.example:80",
        "minutes.example.",
        "xminutes.example",
        "127.0.0.2",
        "[::2]",
        "::1",
        "localhost:",
        "localhost:port",
        "localhost:80:80",
        "localhost/",
        "localhost?",
        "localhost#",
        "user@localhost",
        "localhost evil.example",
        "localhost\tx",
        "localhost,evil.example",
        "[::1",
        "*",
        "",
        " localhost",
        "lo\xadcalhost",
    ],
)
def test_requests_under_any_other_name_are_refused(host: str) -> None:
    status, headers, body = served(headers=[("host", host)])
    assert (status, headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(body)["type"] == "urn:minuted:problem:host-refused"


def test_a_request_needs_exactly_one_host() -> None:
    assert served(headers=[])[0] == 400
    assert served(headers=[("host", "localhost"), ("host", "localhost")])[0] == 400


def test_a_star_among_the_hosts_lets_any_well_formed_one_in() -> None:
    assert served(headers=[("host", "anything.example")], hosts=("*",))[0] == 200
    assert served(headers=[("host", "a b")], hosts=("*",))[0] == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
@pytest.mark.parametrize(
    "sent",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "nonsense"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://user@localhost"},
    ],
)
def test_unsafe_requests_of_other_sites_pages_are_refused(method: str, sent: dict[str, str]) -> None:
    status, _, body = served(method=method, headers=[("host", "localhost"), *sent.items()])
    assert (status, json.loads(body)["type"]) == (403, "urn:minuted:problem:cross-site-refused")


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "same-origin", "origin": "https://behind-a-proxy.example"},
        {"origin": "http://localhost"},
        {"origin": "https://LOCALHOST"},
    ],
)
def test_unsafe_requests_of_our_pages_and_of_programs_are_served(sent: dict[str, str]) -> None:
    assert served(method="POST", headers=[("host", "localhost"), *sent.items()])[0] == 200


def test_safe_requests_may_come_from_anywhere() -> None:
    assert served(headers=[("host", "localhost"), ("sec-fetch-site", "cross-site")])[0] == 200


def test_a_body_of_the_largest_size_is_served_and_one_byte_more_is_not() -> None:
    half = b"a" * (BODY_BYTES // 2)
    assert served(method="POST", body=[half, half])[2] == b"65536"
    status, _, body = served(method="POST", body=[half, half, b"a"])
    assert (status, json.loads(body)["type"]) == (413, "urn:minuted:problem:too-large")


def test_a_body_that_is_announced_too_large_is_refused_unread() -> None:
    for length in ("65537", "-1", "many", "99999999999999999999"):
        assert served(method="POST", headers=[("host", "localhost"), ("content-length", length)], body=[])[0] == 413


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.05)
    status, _, body = served(method="POST", body=[b"a", b"never"], stall=True)
    assert (status, json.loads(body)["title"]) == (408, "Request Timeout")


def test_every_response_has_the_safe_headers_and_is_not_kept_unless_it_says_so() -> None:
    for status, headers, _ in (served(), served(headers=[]), served(method="POST", body=[b"a" * 70000])):
        assert {name: headers[name.lower()] for name in HEADERS} == HEADERS, status
        assert headers["cache-control"] == "no-store"


def test_head_is_answered_like_get_without_the_body() -> None:
    assert (served(method="HEAD")[0], served(method="HEAD")[2]) == (200, b"")


def test_a_bug_is_a_plain_500_and_the_log_names_the_place_but_not_the_message(
    app: FastAPI, caplog: pytest.LogCaptureFixture
) -> None:
    def fails() -> None:
        raise RuntimeError("what did councillor Quill say in private?")

    app.add_api_route("/api/fails", fails)
    with caplog.at_level(logging.INFO, "minuted"):
        response = TestClient(app, base_url="http://localhost").get("/api/fails?q=private")
    assert (response.status_code, response.headers["content-type"]) == (500, "application/problem+json")
    assert response.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong and your question was not answered. Ask it again.",
        "instance": "/api/fails",
    }
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("minuted"))
    assert "RuntimeError in /api/fails: " in logged
    assert f"{__file__}:" in logged
    assert " fails" in logged
    assert "private" not in logged


def test_the_log_has_one_line_for_each_request_without_its_query(caplog: pytest.LogCaptureFixture) -> None:
    scope: dict[str, Any] = {
        "type": "http",
        "method": "GET",
        "path": "/a\nb",
        "raw_path": b"/a%0Ab?q=secret",
        "headers": [(b"host", b"localhost")],
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: Message) -> None:
        pass

    with caplog.at_level(logging.INFO, "minuted.requests"):
        asyncio.run(Guard(echo, ("localhost",))(scope, receive, send))
    (record,) = caplog.records
    assert record.getMessage().startswith("GET /a%0Ab 200 ")
    assert record.getMessage().endswith(" ms")

"""Streams of written answers over a real connection: sentences as they pass, readers who leave, a server that stops."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from mcp import Client

from index.collection import Collection
from service import stream
from service.app import create_app
from service.settings import Settings
from service.shutdown import Server
from tests.service.behaviours import BEHAVIOURS, Behaviour
from tests.service.conftest import ROADS
from tests.service.misbehaving import Misbehaving
from tests.service.ways import Exchange, chunk, data, head
from tests.service.written import QUESTION, TRUE, events_of, settings_for

FIRST = f"{TRUE[:-1]} [1]. "
BODY = {"question": QUESTION, "mode": "written"}
EVENTS = {"Accept": "text/event-stream"}
# With it the model is asked first for the question, and then for the answer.
BEFORE = [{"question": "What was said about potholes on Mill Lane?", "answer": TRUE, "citations": [f"{ROADS}#p1"]}]


async def one_sentence_and_stall(exchange: Exchange) -> None:
    """Write one sentence and the beginning of the next, and then nothing."""
    await exchange.send(head(), data(chunk(FIRST)), data(chunk("It had")))
    await exchange.stall()


@pytest.fixture
def stalling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Misbehaving]:
    monkeypatch.setitem(BEHAVIOURS, "one sentence", Behaviour(one_sentence_and_stall))  # type: ignore[arg-type]
    with Misbehaving("one sentence") as server:
        yield server


@contextmanager
def served(app: FastAPI) -> Iterator[tuple[str, Server]]:
    """Serve an application, and give its address and its server."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=10))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}", server
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


def until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait until something holds, and return how long that took. It fails where it takes longer."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds
        time.sleep(0.01)
    return time.monotonic() - began


def read_until_sentence(parts: Iterator[str]) -> str:
    """Read as far as a sentence. Whoever lets go of the parts closes the connection."""
    text = ""
    for part in parts:
        text += part
        if "event: sentence" in text:
            return text
    raise AssertionError(text)


def test_a_sentence_is_sent_before_the_next_one_is_written(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    app = create_app(settings_for(settings, stalling), web_collection)
    with (
        served(app) as (address, _),
        httpx.stream("POST", f"{address}/api/ask", json=BODY, headers=EVENTS, timeout=10) as response,
    ):
        text = read_until_sentence(response.iter_text())
    assert TRUE in text
    assert "event: done" not in text


def test_a_reader_who_leaves_a_stream_ends_what_the_model_writes(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    app = create_app(settings_for(settings, stalling, llm_at_once=1), web_collection)
    with served(app) as (address, _):
        for turn in range(1, 6):
            with httpx.stream("POST", f"{address}/api/ask", json=BODY, headers=EVENTS, timeout=10) as response:
                read_until_sentence(response.iter_text())
            # The one place there is would be taken still, if the reader who left were not noticed.
            assert until(lambda count=turn: (stalling.left, app.state.writer.llm._writing) == (count, 0), 5) < 1


def test_a_reader_who_leaves_without_a_stream_ends_it_too(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    with served(create_app(settings_for(settings, stalling), web_collection)) as (address, _):
        for path, sent in (("/api/ask", {"json": BODY}), ("/", {"data": {"question": QUESTION, "mode": "written"}})):
            before = stalling.left
            with pytest.raises(httpx.ReadTimeout):
                httpx.post(f"{address}{path}", timeout=1.0, **sent)  # type: ignore[arg-type]
            assert until(lambda count=before: stalling.left == count + 1, 5) < 1


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (
            "/api/ask",
            {"headers": EVENTS, "json": {"question": "What did it cost?", "mode": "written", "history": BEFORE}},
        ),
        (
            "/v1/chat/completions",
            {
                "json": {
                    "model": "minuted",
                    "mode": "written",
                    "stream": True,
                    "messages": [
                        {"role": "user", "content": BEFORE[0]["question"]},
                        {"role": "assistant", "content": TRUE},
                        {"role": "user", "content": "What did it cost?"},
                    ],
                }
            },
        ),
        (
            "/mcp",
            {
                "headers": {"Accept": "application/json, text/event-stream"},
                "json": {
                    "jsonrpc": "2.0",
                    "id": 1,
                    "method": "tools/call",
                    "params": {"name": "ask", "arguments": BODY},
                },
            },
        ),
    ],
)
def test_a_reader_who_leaves_before_anything_came_ends_it(
    settings: Settings,
    web_collection: Collection,
    path: str,
    sent: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    with (
        Misbehaving("says nothing") as model,
        served(create_app(settings_for(settings, model), web_collection)) as (
            address,
            _,
        ),
    ):
        # So that what is loaded at the first request takes no part of the time.
        httpx.post(f"{address}{path}", timeout=30, headers=sent.get("headers"), json={})
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{address}{path}", timeout=1.0, **sent)
        # Sooner than a rephrasing or an answer is given up.
        assert until(lambda: (len(model.asked), model.left) == (1, 1), 5) < 1
    assert not [one for one in caplog.records if one.name == "minuted.bugs"]


def test_more_answers_than_may_be_written_at_once_are_quoted(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    with (
        served(create_app(settings_for(settings, stalling, llm_at_once=1), web_collection)) as (address, _),
        httpx.stream("POST", f"{address}/api/ask", json=BODY, headers=EVENTS, timeout=10) as response,
    ):
        parts = response.iter_text()
        read_until_sentence(parts)
        given = httpx.post(f"{address}/api/ask", json=BODY, timeout=10).json()
        del parts
    assert given["mode"] == "quoted"
    assert given["notice"] == (
        "The language model has too much to do at the moment, or is out of order. This is quoted from the minutes."
    )


def test_a_server_that_stops_ends_streams_with_what_has_passed(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    app = create_app(settings_for(settings, stalling), web_collection)
    with (
        served(app) as (address, server),
        httpx.stream("POST", f"{address}/api/ask", json=BODY, headers=EVENTS, timeout=10) as response,
    ):
        parts = response.iter_text()
        text = read_until_sentence(parts)
        began = time.monotonic()
        server.should_exit = True
        text += "".join(parts)
        assert time.monotonic() - began < 5
    name, done = events_of(text)[-1]
    assert name == "done"
    assert (done["status"], [one["text"] for one in done["sentences"]]) == ("incomplete", [TRUE])
    assert done["notice"]


def test_nobody_takes_a_slow_stream_for_dead(
    settings: Settings, web_collection: Collection, stalling: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.05)
    app = create_app(settings_for(settings, stalling, llm_gap_seconds=0.5), web_collection)
    with served(app) as (address, _):
        text = httpx.post(f"{address}/api/ask", json=BODY, headers=EVENTS, timeout=10).text
    assert text.count(stream.HEARTBEAT) >= 3
    assert [name for name, _ in events_of(text)] == ["meta", "sources", "sentence", "done"]
    assert json.loads(text.rsplit("data: ", 1)[1])["status"] == "incomplete"


def test_an_assistant_gets_written_answers_over_http(settings: Settings, web_collection: Collection) -> None:
    with Misbehaving(says=FIRST) as model:
        many = settings_for(settings, model, questions_at_once=64, llm_at_once=64)
        with served(create_app(many, web_collection)) as (address, _):

            async def call() -> list[str]:
                async with asyncio.timeout(120), Client(f"{address}/mcp") as client:
                    # More at once than there are threads for calls: none may wait for another that waits for it.
                    calls = await asyncio.gather(*(client.call_tool("ask", BODY) for _ in range(60)))
                    return [(one.structured_content or {})["mode"] for one in calls]

            modes = asyncio.run(call())
    assert modes == ["written"] * 60


def test_an_assistant_is_told_which_tool_asks_a_model_elsewhere(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    async def hints(address: str) -> dict[str, tuple[bool | None, bool | None, bool | None]]:
        async with asyncio.timeout(60), Client(f"{address}/mcp") as client:
            told = {one.name: one.annotations for one in (await client.list_tools()).tools}
        return {
            name: (one.read_only_hint, one.idempotent_hint, one.open_world_hint) for name, one in told.items() if one
        }

    with served(create_app(settings_for(settings, stalling), web_collection)) as (address, _):
        told = asyncio.run(hints(address))
    assert told.pop("ask") == (True, False, True)
    assert len(told) == 5
    assert set(told.values()) == {(True, True, False)}


def test_the_command_that_serves_ends_streams_when_it_is_told_to_stop(
    settings: Settings,
    web_collection: Collection,  # noqa: ARG001 - its minutes are served
    stalling: Misbehaving,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "MINUTED_HOME": str(settings.home),
        "MINUTED_MODEL": "hashed-words",
        "MINUTED_EVIDENCE_THRESHOLD": "0.3",
        "MINUTED_LLM_ADDRESS": stalling.address,
        "MINUTED_LLM_MODEL": "tiny",
    }
    command = [sys.executable, "-c", "from service.cli import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None
            assert b"Minuted is at" in process.stdout.readline()
            until(lambda: _answers(port), 20)
            address = f"http://127.0.0.1:{port}/api/ask"
            with httpx.stream("POST", address, json=BODY, headers=EVENTS, timeout=10) as response:
                parts = response.iter_text()
                text = read_until_sentence(parts)
                process.send_signal(signal.SIGTERM)
                text += "".join(parts)
            process.wait(10)
        finally:
            process.kill()
    assert events_of(text)[-1][0] == "done"
    assert events_of(text)[-1][1]["status"] == "incomplete"


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=1).status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.long
def test_five_hundred_readers_who_leave_leave_nothing_behind(
    settings: Settings, web_collection: Collection, stalling: Misbehaving
) -> None:
    app = create_app(settings_for(settings, stalling, llm_at_once=256, questions_at_once=64), web_collection)
    threads = threading.active_count()

    async def leave(client: httpx.AsyncClient, address: str) -> None:
        async with client.stream("POST", f"{address}/api/ask", json=BODY, headers=EVENTS) as response:
            async for part in response.aiter_text():
                if "event: sentence" in part:
                    return

    async def leave_all(address: str) -> None:
        async with httpx.AsyncClient(timeout=60, limits=httpx.Limits(max_connections=40)) as client:
            await asyncio.gather(*(leave(client, address) for _ in range(500)))

    with served(app) as (address, _):
        asyncio.run(leave_all(address))
        until(lambda: app.state.writer.llm._writing == 0, 5)
        assert httpx.get(f"{address}/health", timeout=5).status_code == 200
    until(lambda: threading.active_count() <= threads + 1, 5)

"""Every tool as the SDK's own client meets it, over standard input and output and over HTTP."""

import asyncio
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import uvicorn
from mcp import Client, StdioServerParameters
from starlette.testclient import TestClient

from corpus.minutes import Item
from index.collection import Collection
from index.embed import load_embedder
from service.app import create_app
from service.mcp.instructions import INSTRUCTIONS
from service.mcp.server import call
from service.mcp.tool import Desk
from service.mcp.tools import TOOLS
from service.settings import Settings, load_settings
from service.turnstile import Turnstile
from service.wording import WORDING
from tests.service.conftest import ROADS, SCHOOLS, line, minutes_of, reading, roads, schools

ROOT = Path(__file__).parents[3]
BOARD = "elm/board"
LONG = "The board noted the report. " * 400
Use = Callable[[Callable[[Client], Awaitable[Any]]], Any]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with two sets of small minutes, and thirty meetings of a board that says the same at length."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "minuted.toml").write_text('model = "hashed-words"\nevidence_threshold = 0.3\n', encoding="utf-8")
    settings = load_settings(home=folder)
    with Collection.open(settings.collection_folder, load_embedder("hashed-words"), create=True) as opened:
        for minutes in (schools(), roads()):
            opened.add(*reading(minutes))
        for number in range(30):
            minutes_id = f"{BOARD}/{number}"
            said = (line(minutes_id, "1", f"{number}. {LONG}"), line(minutes_id, "2", "It rose.", ordinal=2))
            item = Item("1", "Report", "", said)
            known = {"council": "Elm Council", "committee": "Board", "held": date(2020, 1, 1) + timedelta(number)}
            opened.add(*reading(minutes_of(minutes_id, (item,), title="Board", address=f"{number}.html", **known)))
    return folder


@pytest.fixture(scope="module")
def serving(home: Path) -> Iterator[str]:
    settings = load_settings(home=home)
    with (
        socket.socket() as listening,
        Collection.open(settings.collection_folder, load_embedder("hashed-words")) as collection,
    ):
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(settings, collection), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(20)


@pytest.fixture(params=["stdio", "http", "http of before"])
def use(request: pytest.FixtureRequest, home: Path) -> Use:
    """Return a function that lends a connected client to what is to be tried."""
    arguments = ["-c", "from service.cli import main; main()", "--home", str(home), "mcp"]
    stdio = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT)
    mode = "legacy" if request.param == "http of before" else "auto"
    server: Any = stdio if request.param == "stdio" else f"{request.getfixturevalue('serving')}/mcp"

    def using(tried: Callable[[Client], Awaitable[Any]]) -> Any:
        async def run() -> Any:
            async with asyncio.timeout(60), Client(server, mode=mode) as client:
                return await tried(client)

        return asyncio.run(run())

    return using


@pytest.fixture
def site(request: pytest.FixtureRequest) -> str:
    """Return what stands before the paths of addresses."""
    return request.getfixturevalue("serving") if "http" in request.node.callspec.params["use"] else ""


CALLS: dict[str, dict[str, Any]] = {
    "ask": {"question": "Did recruitment of social workers improve?"},
    "search": {"query": "record keeping audits", "limit": 2},
    "get_paragraph": {"paragraph": f"{SCHOOLS}#45.2"},
    "get_minutes": {"minutes_id": SCHOOLS},
    "list_meetings": {"council": "Oakshire County Council"},
    "list_decisions": {"committee": "Children’s Scrutiny Committee"},
}


def test_a_client_lists_and_calls_every_tool(use: Use, site: str) -> None:
    async def tried(client: Client) -> Any:
        listed = await client.list_tools()
        return (
            client.instructions,
            listed.tools,
            {name: await client.call_tool(name, arguments) for name, arguments in CALLS.items()},
        )

    instructions, tools, results = use(tried)
    assert instructions == INSTRUCTIONS
    assert [tool.name for tool in tools] == list(TOOLS) == list(CALLS)
    for tool in tools:
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint, hints.open_world_hint) == (
            True, False, True, False,
        )  # fmt: skip
        assert tool.title
        assert tool.description
        assert tool.input_schema["additionalProperties"] is False
        assert all("description" in argument for argument in tool.input_schema["properties"].values()), tool.name
        result = results[tool.name]
        assert not result.is_error, result
        jsonschema.validate(result.structured_content, tool.output_schema)
        (content,) = result.content
        assert content.type == "text"
    quote = f"{site}/minutes/{SCHOOLS}?paragraph=45.2#45.2"
    assert "> Recruitment of social workers had improved. [45.2]\n" in results["ask"].content[0].text
    for name in ("ask", "search", "get_paragraph", "get_minutes"):
        assert quote in results[name].content[0].text, name
    assert (
        "[46 resolved b] paragraph 46 resolved b, Children’s Scrutiny Committee, 12 September 2023, draft minutes"
        in (results["list_decisions"].content[0].text)
    )
    assert SCHOOLS in results["list_meetings"].content[0].text


def test_absence_is_reported_with_what_was_searched(use: Use) -> None:
    async def tried(client: Client) -> Any:
        return await client.call_tool(
            "ask", {"question": "Who won the world cup in Mexico?", "council": "Oakshire County Council"}
        )

    result = use(tried)
    assert not result.is_error
    assert result.structured_content["status"] == "not_in_the_minutes"
    assert result.content[0].text.startswith(
        "The minutes searched do not say. Searched: 1 meeting of Children’s Scrutiny Committee, "
        "Oakshire County Council, 12 September 2023.\n"
    )


def test_a_follow_up_is_asked_with_the_turns_before_it(use: Use) -> None:
    before = {"question": "Did recruitment of social workers improve?", "citations": [f"{SCHOOLS}#45.2"]}

    async def tried(client: Client) -> Any:
        return await client.call_tool("ask", {"question": "What does the next paragraph say?", "history": [before]})

    result = use(tried)
    assert not result.is_error, result
    assert result.structured_content["asked"] == "What does the next paragraph say?"
    assert result.structured_content["question"] == "45.2 ¶2"
    assert [one["citations"][0]["paragraph_id"] for one in result.structured_content["sentences"]] == [
        f"{SCHOOLS}#45.2.p2"
    ]


ERRORS: list[tuple[str, dict[str, Any], str]] = [
    ("get_paragraph", {"paragraph": "oak/x/y#1"}, "There is no paragraph 'oak/x/y#1' here, or no longer. The id of a "
     "paragraph looks like oakshire/childrens-scrutiny/2019-11-07#45.12. search and get_minutes give the ids of "
     "paragraphs that there are, list_meetings those of minutes."),
    ("get_minutes", {"minutes_id": "oak"}, "There are no minutes 'oak' here, or no longer. The id of minutes looks "
     "like oakshire/childrens-scrutiny/2019-11-07. search and get_minutes give the ids of paragraphs that there are, "
     "list_meetings those of minutes."),
    ("ask", {"question": " "}, "The question is empty. Write what you want to know."),
    ("list_meetings", {"council": "Elm Counsil"}, "There is no council 'Elm Counsil' in this collection. Did you "
     "mean 'Elm Council'?"),
    ("search", {"query": "a", "limit": 11, "when": 1}, "limit: input should be less than or equal to 10. when: there "
     "is no such argument; there are council, committee, since, until, query, kinds, minutes_id, limit, offset. Call "
     "search again with that mended."),
    ("list_decisions", {"since": "2024-01-02", "until": "2024-01-01"}, "The scope runs from 2024-01-02 back to "
     "2024-01-01. Give the earlier date first."),
    ("forget", {}, "There is no tool 'forget'. There are ask, search, get_paragraph, get_minutes, list_meetings, "
     "list_decisions."),
]  # fmt: skip


def test_what_goes_wrong_is_an_error_of_the_tool_in_a_sentence(use: Use) -> None:
    async def tried(client: Client) -> Any:
        return [await client.call_tool(name, arguments) for name, arguments, _ in ERRORS]

    for (_, _, sentence), result in zip(ERRORS, use(tried), strict=True):
        assert result.is_error
        assert [content.text for content in result.content] == [sentence]


async def pages(client: Client, name: str, key: str, **arguments: Any) -> list[list[dict[str, Any]]]:
    """Return every page of a list."""
    found: list[list[dict[str, Any]]] = []
    offset: int | None = 0
    while offset is not None:
        result = await client.call_tool(name, {**arguments, "offset": offset})
        assert not result.is_error, result
        assert len(result.content[0].text) < 25_000
        found.append(result.structured_content[key])
        offset = result.structured_content["next_offset"]
        assert (offset is None) == ("call again with offset" not in result.content[0].text)
    return found


def test_lists_come_in_pages_that_hold_everything_once(use: Use) -> None:
    async def tried(client: Client) -> Any:
        return (
            await pages(client, "list_meetings", "meetings", council="Elm Council", limit=12),
            await pages(client, "get_minutes", "paragraphs", minutes_id=SCHOOLS, limit=3),
            await pages(client, "search", "hits", query="potholes", limit=10),
            await pages(client, "list_decisions", "decisions", limit=2),
        )

    meetings, paragraphs, hits, decisions = use(tried)
    assert [len(page) for page in meetings] == [12, 12, 6]
    assert [one["id"] for page in meetings for one in page] == [f"{BOARD}/{number}" for number in range(30)]
    assert [one["paragraph_id"] for page in paragraphs for one in page] == [one.id for one in schools().paragraphs]
    assert [len(page) for page in hits] == [10, 10, len(hits[-1])]
    ranks = [one["rank"] for page in hits for one in page]
    assert ranks == list(range(1, len(ranks) + 1))
    assert len({one["paragraph"]["paragraph_id"] for page in hits for one in page}) == len(ranks)
    assert [one["paragraph"]["label"] for page in decisions for one in page] == ["46 resolved a", "46 resolved b"]


def test_a_long_paragraph_is_read_in_parts(use: Use) -> None:
    async def tried(client: Client) -> Any:
        whole = ""
        minutes = await client.call_tool("get_minutes", {"minutes_id": f"{BOARD}/0", "item": "1"})
        part = minutes.structured_content["paragraphs"][0]
        while len(whole) < part["characters"]:
            result = await client.call_tool("get_paragraph", {"paragraph": f"{BOARD}/0#1", "start": len(whole)})
            whole += result.structured_content["paragraph"]["text"]
        return part, whole

    part, whole = use(tried)
    assert (part["start"], part["end"], part["characters"]) == (0, 3000, len(f"0. {LONG}"))
    assert whole == f"0. {LONG}"


def test_an_address_is_as_good_as_an_id_and_kinds_may_come_as_text(use: Use) -> None:
    async def tried(client: Client) -> Any:
        return (
            await client.call_tool("get_paragraph", {"paragraph": f"/minutes/{ROADS}?paragraph=p1&quote=0-5#p1"}),
            await client.call_tool("search", {"query": "transport", "kinds": '["resolution"]', "limit": 10}),
        )

    paragraph, found = use(tried)
    assert paragraph.structured_content["paragraph"]["paragraph_id"] == f"{ROADS}#p1"
    assert {hit["paragraph"]["kind"] for hit in found.structured_content["hits"]} == {"resolution"}


def test_over_http_the_same_guard_stands_before_it(settings: Settings, web_collection: Collection) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    with TestClient(create_app(settings, web_collection), base_url="http://localhost") as client:
        assert client.post("/mcp", json=body).status_code == 200
        assert client.post("/mcp", json=body, headers={"Host": "evil.example"}).status_code == 400
        assert client.post("/mcp", json=body, headers={"Origin": "http://evil.example"}).status_code == 403
        assert client.post("/mcp", content=b"x" * 70_000).status_code == 413
        assert client.get("/mcp").status_code == 405
        assert (
            client.post("/mcp", content=b"[" * 10_000, headers={"Content-Type": "application/json"}).status_code == 400
        )


def test_a_crowd_is_told_to_come_back(settings: Settings, web_collection: Collection) -> None:
    app = create_app(settings.model_copy(update={"questions_at_once": 1}), web_collection)
    app.state.turnstile._wait_seconds = 0.01
    body = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "ask", "arguments": {"question": "a"}},
    }
    with TestClient(app, base_url="http://localhost") as client, app.state.turnstile.passing():
        result = client.post("/mcp", json=body).json()["result"]
    assert result["isError"]
    assert result["content"][0]["text"].startswith("1 question at once is the most.")


def test_outside_its_time_it_is_busy_and_says_so(settings: Settings, web_collection: Collection) -> None:
    response = TestClient(create_app(settings, web_collection), base_url="http://localhost").post("/mcp", json={})
    assert (response.status_code, response.json()["type"]) == (503, "urn:minuted:problem:too-busy")


def test_a_bug_is_a_sentence_without_a_trace_of_it(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    broken: Any = None
    result = call(Desk(broken, settings, Turnstile(1)), "ask", {"question": "a secret question"})
    assert result.is_error
    assert [content.text for content in result.content if content.type == "text"] == [WORDING["failed"]]
    assert "AttributeError in tool ask" in caplog.text
    assert "secret" not in caplog.text

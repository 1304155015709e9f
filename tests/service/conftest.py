"""Two sets of small minutes in a real collection, and the application over it."""

import hashlib
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.testclient import TestClient

from corpus.minutes import Item, Metadata, Minutes, Paragraph, Reading, Source, Status, digest
from index.collection import Collection
from index.embed import Embedder, load_embedder
from service.app import create_app
from service.settings import Settings, load_settings
from tests.service.browsing import Watched
from tests.service.misbehaving import Misbehaving

SCHOOLS = "oakshire/childrens-scrutiny/2023-09-12"
ROADS = "brackwater/undated/works"
# Minutes are published text, not markup, whatever they look like.
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
# A character outside the first plane counts once in Python and twice in JavaScript.
ASTRAL = "𝟡"


def line(minutes_id: str, fragment: str, text: str, **other: Any) -> Paragraph:
    """Return a paragraph; what is not given is as for plain unlabelled text."""
    label = other.pop("label", "")
    values: dict[str, Any] = {
        "path": (label.strip(").:"),) if label else (),
        "headings": (),
        "kind": "paragraph",
        "page": None,
        "ordinal": 1,
        "speaker": None,
        "parent": None,
        **other,
    }
    return Paragraph(f"{minutes_id}#{fragment}", label, text=text, digest=digest(label, text), **values)


def reading(minutes: Minutes) -> tuple[Reading, bytes]:
    """Return what a parser would have given for minutes, with the bytes they stand for."""
    return Reading(minutes, Metadata()), minutes.id.encode()


def minutes_of(
    minutes_id: str, items: tuple[Item, ...], *, title: str, address: str, status: Status = "unknown", **known: Any
) -> Minutes:
    """Return minutes; council, committee and held are unknown unless given."""
    source = Source(address, hashlib.sha256(minutes_id.encode()).hexdigest(), "text/plain", "2024-03-01T09:00:00+00:00")
    named = {"council": None, "committee": None, "held": None, **known}
    return Minutes(id=minutes_id, title=title, status=status, source=source, layout="plain", items=items, **named)


def schools() -> Minutes:
    """Return draft minutes of a committee, with numbers printed before the paragraphs, on two pages."""
    inspection = Item(
        "45",
        "Ofsted Improvement Letter",
        "Items for scrutiny",
        (
            line(SCHOOLS, "45.1", "The Director welcomed the letter.", label="45.1", ordinal=1, page=1),
            line(
                SCHOOLS,
                "45.2",
                f"Recruitment of social workers had improved. Record keeping needed {ASTRAL} further audits. "
                "The Chair thanked officers.",
                label="45.2",
                ordinal=2,
                page=1,
            ),
            line(SCHOOLS, "45.2.p2", "Members welcomed the audits.", ordinal=3, page=2),
            line(
                SCHOOLS,
                "45.2.action",
                "ACTION: Director to report on record keeping in March.",
                ordinal=4,
                page=2,
                kind="action",
                parent=f"{SCHOOLS}#45.2",
            ),
        ),
    )
    transport = Item(
        "46",
        "Home to School Transport",
        "Items for scrutiny",
        (
            line(SCHOOLS, "46.p1", "Background", ordinal=1, page=2, kind="heading"),
            line(SCHOOLS, "46.resolved", "RESOLVED:", ordinal=2, page=2, kind="resolution"),
            line(
                SCHOOLS,
                "46.resolved.a",
                "that the transport budget be noted;",
                label="a)",
                ordinal=3,
                page=2,
                kind="resolution",
                parent=f"{SCHOOLS}#46.resolved",
            ),
            line(
                SCHOOLS,
                "46.resolved.b",
                "that bus passes be issued by 31 August.",
                label="b)",
                ordinal=4,
                page=2,
                kind="resolution",
                parent=f"{SCHOOLS}#46.resolved",
            ),
        ),
    )
    return minutes_of(
        SCHOOLS,
        (inspection, transport),
        title="Children’s Scrutiny Committee",
        address="schools.html",
        status="draft",
        council="Oakshire County Council",
        committee="Children’s Scrutiny Committee",
        held=date(2023, 9, 12),
    )


def roads() -> Minutes:
    """Return minutes of which little is known: one item, bullets, and text that looks like markup."""
    item = Item(
        None,
        f"Potholes & {SCRIPT}",
        "",
        (
            line(ROADS, "p1", "Potholes on Mill Lane were repaired for £4,000.", label="·", path=(), ordinal=1),
            line(ROADS, "p2", "It had flooded twice.", label="Ø", path=(), ordinal=2, parent=f"{ROADS}#p1"),
            line(ROADS, "p3", f"A leaflet on potholes read {SCRIPT} in large letters.", ordinal=3),
        ),
    )
    return minutes_of(ROADS, (item,), title=f"Potholes & {SCRIPT}", address="https://example.org/roads?a=1&b=2")


@pytest.fixture(scope="session")
def light_model() -> Embedder:
    return load_embedder("hashed-words")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return load_settings(home=tmp_path_factory.mktemp("home"), model="hashed-words", evidence_threshold=0.3)


@pytest.fixture(scope="session")
def web_collection(settings: Settings, light_model: Embedder) -> Iterator[Collection]:
    with Collection.open(settings.collection_folder, light_model, create=True) as opened:
        for minutes in (schools(), roads()):
            opened.add(*reading(minutes))
        yield opened


@pytest.fixture
def empty_collection(tmp_path: Path, light_model: Embedder) -> Iterator[Collection]:
    with Collection.open(tmp_path / "empty", light_model, create=True) as opened:
        yield opened


@pytest.fixture
def app(settings: Settings, web_collection: Collection) -> FastAPI:
    return create_app(settings, web_collection)


@pytest.fixture
def client(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://localhost")


@pytest.fixture
def client_of(settings: Settings) -> Callable[[Collection], TestClient]:
    """Return a function from a collection to a client of an application over it."""

    def make(collection: Collection) -> TestClient:
        return TestClient(create_app(settings, collection), base_url="http://localhost")

    return make


CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A name that is neither local nor secure, as on a council's own network: browsers send less with its requests.
    "--host-resolver-rules=MAP intranet.example 127.0.0.1",
]


@pytest.fixture(scope="module")
def port(settings: Settings, web_collection: Collection) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        allowed = settings.model_copy(update={"allowed_hosts": ("127.0.0.1", "intranet.example")})
        server = uvicorn.Server(uvicorn.Config(create_app(allowed, web_collection), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"there is no browser at {CHROMIUM}")
        pytest.skip(f"there is no browser at {CHROMIUM}; apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, port: int) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=f"http://127.0.0.1:{port}", viewport={"width": 390, "height": 844})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Watched]:
    """Return a tab on a phone; whatever the test does, nothing may be blocked, fail or open a dialog."""
    watched = Watched(context)
    yield watched
    assert watched.complaints == []
    assert watched.dialogs == []


@pytest.fixture
def page(tab: Watched) -> Page:
    return tab.page


@pytest.fixture
def plain(browser: Browser, port: int) -> Iterator[Page]:
    """Return a page in a browser without JavaScript."""
    opened = browser.new_context(base_url=f"http://127.0.0.1:{port}", java_script_enabled=False)
    opened.set_default_timeout(10_000)
    yield opened.new_page()
    opened.close()


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    """Return a language model's server that answers well until it is told to behave otherwise."""
    with Misbehaving() as started:
        yield started

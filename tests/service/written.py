"""What tests of written answers share: a question, settings and a client with a language model's server, promises."""

import json
from typing import Any

from starlette.testclient import TestClient

from index.collection import Collection
from service.app import create_app
from service.settings import Settings, load_settings
from tests.service.misbehaving import Misbehaving

# The paragraph on Mill Lane ranks first for it, and “It had flooded twice.” below it.
QUESTION = "For how much were the potholes on Mill Lane repaired?"
TRUE = "Potholes on Mill Lane were repaired for £4,000."


def settings_for(settings: Settings, server: Misbehaving, **other: Any) -> Settings:
    return load_settings(
        home=settings.home,
        model="hashed-words",
        evidence_threshold=0.3,
        llm_address=server.address,
        llm_model="tiny",
        # The limits that a test sets are short, and are to hold for a prompt of any length.
        **{"llm_reading_speed": 0, **other},
    )


def client_for(settings: Settings, collection: Collection, server: Misbehaving, **other: Any) -> TestClient:
    return TestClient(create_app(settings_for(settings, server, **other), collection), base_url="http://localhost")


def ask(client: TestClient, **body: Any) -> dict[str, Any]:
    response = client.post("/api/ask", json={"question": QUESTION, "mode": "written", **body})
    assert response.status_code == 200
    given: dict[str, Any] = response.json()
    return given


def events_of(text: str) -> list[tuple[str, Any]]:
    """Return the events of a stream: name and data."""
    found = []
    for part in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in part.split("\n") if line and not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found

"""Written answers by every way in: events, OpenAI's protocol, the tool of assistants, the settings, a file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from index.collection import Collection
from service.exported import read_export
from service.markdown import markdown
from service.mcp.server import call
from service.mcp.tool import Desk
from service.proof import prove
from service.settings import Settings
from service.shapes import AnswerBody
from service.turnstile import Turnstile
from service.writer import writer_of
from tests.service.misbehaving import Misbehaving
from tests.service.written import QUESTION, TRUE, ask, client_for, events_of, settings_for


def test_the_events_are_those_of_the_whole(settings: Settings, web_collection: Collection, server: Misbehaving) -> None:
    server.says = f"{TRUE[:-1]} [1]. It had flooded twice. [2]"
    client = client_for(settings, web_collection, server)

    response = client.post(
        "/api/ask",
        json={"question": QUESTION, "mode": "written"},
        headers={"Accept": "text/event-stream"},
    )
    whole = ask(client)

    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    events = events_of(response.text)
    assert [name for name, _ in events] == ["meta", "sources", "sentence", "sentence", "done"]
    done = events[-1][1]
    timed = ("found_ms", "first_sentence_ms", "written_ms")
    for one in (done, whole):
        for name in timed:
            del one["made_by"][name]
    assert done == whole
    assert [data for name, data in events if name == "sentence"] == done["sentences"]
    found = [one["paragraph_id"] for one in done["evidence"]]
    assert [one["paragraph_id"] for one in events[1][1]["evidence"]] == found
    assert events[0][1]["mode"] == "written"
    assert set(events[0][1]) < set(AnswerBody.__dataclass_fields__)


def test_a_quoted_answer_streams_too(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"})
    whole = client.post("/api/ask", json={"question": QUESTION}).json()

    events = events_of(response.text)
    assert events[-1] == ("done", whole)
    assert [data for name, data in events if name == "sentence"] == whole["sentences"]


def test_what_is_wrong_with_a_question_is_a_problem_and_no_stream(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": ""}, headers={"Accept": "text/event-stream"})

    assert response.status_code == 422
    assert response.json()["type"] == "urn:minuted:problem:question-invalid"


def test_a_written_answer_without_a_model_is_refused_in_a_sentence(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": QUESTION, "mode": "written"})

    assert response.status_code == 422
    problem = response.json()
    assert problem["type"] == "urn:minuted:problem:mode-unavailable"
    assert problem["detail"] == (
        "A written answer needs a language model, and none is set up here. Ask for a quoted answer, or have "
        "llm_address and llm_model set."
    )


def test_the_setting_says_how_questions_are_answered_that_do_not(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.says = f"{TRUE} [1]"
    written = client_for(settings, web_collection, server, answers="written")

    assert written.post("/api/ask", json={"question": QUESTION}).json()["mode"] == "written"
    assert written.post("/api/ask", json={"question": QUESTION, "mode": "quoted"}).json()["mode"] == "quoted"
    assert client_for(settings, web_collection, server).post("/api/ask", json={"question": QUESTION}).json()[
        "mode"
    ] == ("quoted")


def test_openais_protocol_takes_the_mode_too(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.says = f"{TRUE[:-1]} [1]."
    body = {"model": "minuted", "messages": [{"role": "user", "content": QUESTION}], "mode": "written"}

    given = client_for(settings, web_collection, server).post("/v1/chat/completions", json=body).json()

    assert given["minuted"]["mode"] == "written"
    content = given["choices"][0]["message"]["content"]
    assert "\nThe record says:\n" in content
    assert f"\n> {TRUE} [¶1]\n" in content


def test_openapi_describes_both_forms_of_an_answer(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]["/api/ask"]["post"]["responses"]["200"]["content"]

    assert set(described) == {"application/json", "text/event-stream"}
    assert described["application/json"]["schema"] == {"$ref": "#/components/schemas/AnswerBody"}


@pytest.mark.parametrize("form", ["md", "json"])
def test_a_written_answer_is_proved_after_a_trip_through_a_file(
    settings: Settings, web_collection: Collection, server: Misbehaving, tmp_path: Path, form: str
) -> None:
    server.says = f"{TRUE[:-1]} [1]. The record says that it “had flooded twice” [2]."
    given = TypeAdapter(AnswerBody).validate_python(ask(client_for(settings, web_collection, server)))
    assert (given.mode, len(given.sentences)) == ("written", 2)
    file = tmp_path / f"answer.{form}"
    file.write_text(
        markdown(given, "", for_proof=True) if form == "md" else TypeAdapter(AnswerBody).dump_json(given).decode(),
        encoding="utf-8",
    )
    export = read_export(file)
    # What each sentence rests on, and the words that the second quotes.
    assert len(export.claims) == 3
    assert prove(web_collection, export).holds


def test_the_tool_of_assistants_writes_too(settings: Settings, web_collection: Collection, server: Misbehaving) -> None:
    server.says = f"{TRUE[:-1]} [1]."
    theirs = settings_for(settings, server)
    desk = Desk(web_collection, theirs, Turnstile(1), writer=writer_of(theirs))
    result = call(desk, "ask", {"question": QUESTION, "mode": "written"})
    assert result.structured_content is not None
    assert result.structured_content["mode"] == "written"
    assert [one["text"] for one in result.structured_content["sentences"]] == [TRUE]
    without = call(replace(desk, writer=None), "ask", {"question": QUESTION, "mode": "written"})
    assert without.is_error


def test_openais_stream_gives_each_sentence_as_it_passes(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.says = f"{TRUE[:-1]} [1]. It had flooded [2]."
    body = {"model": "minuted", "messages": [{"role": "user", "content": QUESTION}], "mode": "written", "stream": True}
    client = client_for(settings, web_collection, server)
    lines = client.post("/v1/chat/completions", json=body).text.split("\n\n")
    assert lines[-2:] == ["data: [DONE]", ""]
    chunks = [json.loads(line.removeprefix("data: ")) for line in lines[:-2]]
    said = [chunk["choices"][0]["delta"].get("content") for chunk in chunks]
    # The first is the record's own sentence, letter by letter, and so a quotation.
    assert said[:3] == ["", f"\n> {TRUE} [¶1]\n", "\nIt had flooded. [¶2]\n"]
    assert "\nSources:\n\n" in said
    assert chunks[-1]["minuted"]["mode"] == "written"
    assert chunks[-1]["choices"][0]["finish_reason"] == "stop"

    server.behave("always fails")
    text = client.post("/v1/chat/completions", json=body).text
    assert "has too much to do at the moment, or is out of order. This is quoted from the minutes." in text
    assert '"mode":"quoted"' in text

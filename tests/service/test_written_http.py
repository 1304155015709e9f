"""Written answers over HTTP, with a language model's server that behaves in every way there is a name for."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from index.collection import Collection
from service.app import create_app
from service.cli import main
from service.exported import read_export
from service.llm import llm_of
from service.markdown import markdown
from service.mcp.server import call
from service.mcp.tool import Desk
from service.proof import prove
from service.settings import Settings, load_settings
from service.shapes import AnswerBody
from service.turnstile import Turnstile
from service.wording import DECLINED, UNCHECKED
from tests.service.behaviours import BEHAVIOURS, TEXTS
from tests.service.conftest import ROADS, SCHOOLS
from tests.service.misbehaving import Misbehaving

# The paragraph on Mill Lane ranks first for it, and “It had flooded twice.” below it.
QUESTION = "For how much were the potholes on Mill Lane repaired?"
TRUE = "Potholes on Mill Lane were repaired for £4,000."
# None of these may stand anywhere in an answer, whatever the model writes; the minutes hold none of them.
NEVER = (
    "evil.example",
    "http:",
    "https:",
    "data:image",
    "onclick",
    "alert(2)>Pot",
    "Ashworth",
    "£40,000",
    "3 May 2021",
)


def settings_for(settings: Settings, server: Misbehaving, **other: Any) -> Settings:
    return load_settings(
        home=settings.home,
        model="hashed-words",
        evidence_threshold=0.3,
        llm_address=server.address,
        llm_model="tiny",
        **other,
    )


def client_for(settings: Settings, collection: Collection, server: Misbehaving, **other: Any) -> TestClient:
    return TestClient(create_app(settings_for(settings, server, **other), collection), base_url="http://localhost")


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as started:
        yield started


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


def proven(given: dict[str, Any], collection: Collection) -> None:
    """Check what is promised of every answer: retrieved paragraphs, exact spans, citations for each sentence."""
    evidence = {one["paragraph_id"].partition("#")[0] for one in given["evidence"]}
    for sentence in given["sentences"]:
        assert sentence["citations"]
        for one in sentence["citations"]:
            assert one["paragraph_id"].partition("#")[0] in evidence
            assert collection.paragraph(one["paragraph_id"]).paragraph.text[one["start"] : one["end"]] == one["quote"]
    shown = json.dumps(
        {name: given[name] for name in ("sentences", "removed", "message", "notice")}, ensure_ascii=False
    )
    assert not [one for one in NEVER if one in shown and one not in {"£40,000", "Ashworth", "3 May 2021"}]
    assert not [one for one in NEVER for sentence in given["sentences"] if one in sentence["text"]]


def test_an_answer_is_written_checked_and_attributed(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.says = f"{TRUE[:-1]} [1]. It had flooded three times [2]."

    given = ask(client_for(settings, web_collection, server))

    assert (given["mode"], given["status"], given["notice"]) == ("written", "answered", "")
    assert given["message"] == "From the minutes:"
    assert [one["text"] for one in given["sentences"]] == [TRUE]
    (citation,) = given["sentences"][0]["citations"]
    assert (citation["paragraph_id"], citation["quote"]) == (f"{ROADS}#p1", TRUE)
    assert given["removed"] == [
        {
            "text": "It had flooded three times.",
            "reason": "the figure “three” is not in what it cites",
            "what": "sentence",
        }
    ]
    made_by = given["made_by"]
    assert (made_by["llm"], made_by["prompt"]) == ("tiny", "answer/v2")
    assert len(made_by["prompt_sha256"]) == 64
    assert 0 <= made_by["found_ms"] <= made_by["first_sentence_ms"] <= made_by["written_ms"]
    proven(given, web_collection)


def test_the_model_sees_numbers_and_no_address(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    ask(client_for(settings, web_collection, server))

    (asked,) = server.asked
    text = " ".join(message["content"] for message in asked.body["messages"])
    assert "[1]" in text
    assert TRUE in text
    assert ROADS not in text
    assert SCHOOLS not in text
    assert "#p1" not in text
    # Markup of the minutes is put in as text that no template can take for its own.
    assert "<script>" not in text


def test_readers_are_told_what_is_sent_to_the_model(
    settings: Settings, web_collection: Collection, server: Misbehaving, client: TestClient
) -> None:
    told = " ".join(client_for(settings, web_collection, server).get("/about").text.split())
    assert "sent to the model, each with the council, the committee, the date, the headings and the speaker" in told
    assert "where that leans on what you asked before, the questions and answers before it too." in told
    assert "sent to the model" not in client.get("/about").text


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_whatever_the_server_does_there_is_an_answer_soon_and_nothing_false_in_it(
    settings: Settings, web_collection: Collection, name: str
) -> None:
    behaviour = BEHAVIOURS[name]
    short = {f"llm_{behaviour.limit}_seconds": 0.4} if behaviour.limit else {}
    with Misbehaving(name) as server:
        began = time.monotonic()
        given = ask(client_for(settings, web_collection, server, **short))
        taken = time.monotonic() - began
    proven(given, web_collection)
    assert given["sentences"]
    assert taken < 10
    if behaviour.ends == "whole":
        assert (given["mode"], given["notice"]) == ("written", "")
    elif given["mode"] == "written":
        assert given["status"] == "incomplete"
        assert given["notice"]
    else:
        assert given["status"] != "incomplete"
        assert given["notice"].endswith("This is quoted from the minutes.")


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_model_may_write_is_shown_only_where_the_minutes_bear_it_out(
    settings: Settings, web_collection: Collection, name: str
) -> None:
    with Misbehaving(name) as server:
        given = ask(client_for(settings, web_collection, server))
    proven(given, web_collection)
    expected = {
        "writes headings and lists": ["Potholes on Mill Lane were repaired", "It had flooded"],
        "repeats itself": ["It had flooded twice."],
        "hides text": ["Potholes were repaired for £4,000."],
        "does not say and goes on": ["However, potholes were repaired for £4,000."],
        "links by reference": ["Potholes were [repaired] on Mill Lane."],
    }.get(name)
    if expected is None:
        assert given["mode"] == "quoted"
    else:
        assert given["mode"] == "written"
        assert [one["text"].rstrip(".") for one in given["sentences"]] == [one.rstrip(".") for one in expected]


def test_a_refusal_costs_next_to_nothing(settings: Settings, web_collection: Collection) -> None:
    with Misbehaving("refuses") as server:
        client = client_for(settings, web_collection, server)
        ask(client, mode="quoted")
        taken = []
        for _ in range(5):
            began = time.monotonic()
            given = ask(client)
            taken.append(time.monotonic() - began)
            assert given["notice"].startswith("The language model could not be reached")
    # The promise is half a second over what retrieval takes, on a machine that does nothing else.
    assert min(taken) < 0.5
    assert max(taken) < 2


def test_after_several_failures_the_model_is_left_alone(settings: Settings, web_collection: Collection) -> None:
    with Misbehaving("wants a key") as server:
        client = client_for(settings, web_collection, server)
        for _ in range(5):
            ask(client)
        given = ask(client)
        assert len(server.asked) == 5
    assert given["notice"] == (
        "The language model failed several times, and is left alone for a moment. This is quoted from the minutes."
    )


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


@pytest.mark.parametrize(
    "question",
    [
        "45.2",
        "What was resolved?",
        "Who won the football world cup in Mexico?",
    ],
)
def test_lists_named_paragraphs_and_silence_are_never_written(
    settings: Settings, web_collection: Collection, server: Misbehaving, question: str
) -> None:
    given = ask(client_for(settings, web_collection, server), question=question)

    assert given["mode"] == "quoted"
    assert server.asked == []


def test_a_model_that_says_the_paragraphs_do_not_answer(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.behave("does not say")

    given = ask(client_for(settings, web_collection, server))

    # The evidence was strong, and what stands in the minutes may have told the model to say so.
    assert (given["status"], given["mode"], given["notice"]) == ("partly_answered", "quoted", DECLINED)
    assert given["sentences"]


def test_what_cannot_be_checked_is_told_and_the_minutes_are_quoted(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.behave("cites nothing")

    given = ask(client_for(settings, web_collection, server))

    assert (given["mode"], given["notice"]) == ("quoted", UNCHECKED)
    assert [one["reason"] for one in given["removed"]] == ["it cites no paragraph", "it cites no paragraph"]


def test_a_follow_up_is_said_more_smoothly_where_that_adds_nothing(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    history = [{"question": "What was said about potholes on Mill Lane?", "answer": TRUE, "citations": [f"{ROADS}#p1"]}]
    client = client_for(settings, web_collection, server)
    plain = client.post("/api/ask", json={"question": "What did it cost?", "history": history}).json()
    assert plain["completed"]

    server.says = "What did the potholes on Mill Lane cost?"
    smooth = ask(client, question="What did it cost?", history=history)
    assert smooth["question"] == "What did the potholes on Mill Lane cost?"
    assert smooth["asked"] == "What did it cost?"

    server.says = "What did Councillor Ashworth pay for Oak Road in 2019?"
    added = ask(client, question="What did it cost?", history=history)
    assert added["question"] == plain["question"]

    server.says = "What did the potholes on Mill Lane cost? pay at evil.example/x"
    led_away = ask(client, question="What did it cost?", history=history)
    assert led_away["question"] == plain["question"]

    server.behave("always fails")
    failed = ask(client, question="What did it cost?", history=history)
    assert failed["question"] == plain["question"]
    assert failed["sentences"]


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
    claims = read_export(file).claims
    assert len(claims) == (3 if form == "md" else 2)
    assert prove(web_collection, claims).holds


def test_the_command_line_writes_too(
    settings: Settings,
    web_collection: Collection,  # noqa: ARG001 - its minutes are asked
    server: Misbehaving,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    server.says = f"{TRUE[:-1]} [1]. It had flooded three times [2]."
    monkeypatch.setenv("MINUTED_EVIDENCE_THRESHOLD", "0.3")
    home = ["--home", str(settings.home), "--model", "hashed-words"]
    with pytest.raises(SystemExit) as failed:
        main([*home, "ask", "--written", QUESTION])
    assert failed.value.code == 1
    assert "a written answer needs a language model" in capsys.readouterr().err
    monkeypatch.setenv("MINUTED_LLM_ADDRESS", server.address)
    monkeypatch.setenv("MINUTED_LLM_MODEL", "tiny")
    with pytest.raises(SystemExit) as done:
        main([*home, "ask", "--written", QUESTION])
    assert done.value.code in {0, None}
    said = capsys.readouterr().out
    assert f"{TRUE} [¶1]" in said
    assert "Written by tiny." in said
    assert "Left out: It had flooded three times. (the figure “three” is not in what it cites)" in said


def test_the_tool_of_assistants_writes_too(settings: Settings, web_collection: Collection, server: Misbehaving) -> None:
    server.says = f"{TRUE[:-1]} [1]."
    theirs = settings_for(settings, server)
    desk = Desk(web_collection, theirs, Turnstile(1), llm=llm_of(theirs))
    result = call(desk, "ask", {"question": QUESTION, "mode": "written"})
    assert result.structured_content is not None
    assert result.structured_content["mode"] == "written"
    assert [one["text"] for one in result.structured_content["sentences"]] == [TRUE]
    without = call(replace(desk, llm=None), "ask", {"question": QUESTION, "mode": "written"})
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


def test_a_model_that_only_repeats_the_minutes_brings_no_markup_out_of_them(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.says = (
        "A leaflet on potholes read <script>alert(1)</script><img src=x onerror=alert(2)> in large letters [3]."
    )
    given = ask(client_for(settings, web_collection, server))
    assert given["mode"] == "quoted"
    assert [(one["text"], one["reason"]) for one in given["removed"]] == [("(not shown)", "it holds markup")]

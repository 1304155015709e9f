"""Written answers over HTTP, with a language model's server that behaves in every way there is a name for."""

import json
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from index.collection import Collection
from service.settings import Settings
from service.wording import DECLINED, UNCHECKED
from tests.service.behaviours import BEHAVIOURS, TEXTS
from tests.service.conftest import ROADS, SCHOOLS
from tests.service.misbehaving import Misbehaving
from tests.service.written import TRUE, ask, client_for

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
        "cites nothing": ["Potholes on Mill Lane were repaired for £4,000."],
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
    server.says = "Potholes were repaired. It had flooded twice."

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


def test_a_model_that_only_repeats_the_minutes_brings_no_markup_out_of_them(
    settings: Settings, web_collection: Collection, server: Misbehaving
) -> None:
    server.says = (
        "A leaflet on potholes read <script>alert(1)</script><img src=x onerror=alert(2)> in large letters [3]."
    )
    given = ask(client_for(settings, web_collection, server))
    assert given["mode"] == "quoted"
    assert [(one["text"], one["reason"]) for one in given["removed"]] == [("(not shown)", "it holds markup")]

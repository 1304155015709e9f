"""OpenAI's protocol, asked by OpenAI's own client over a real connection."""

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from fastapi import FastAPI
from openai import OpenAI
from starlette.testclient import TestClient

from service.conversation import Turn
from service.openai_api import ChatMessage, question_and_history
from tests.service.documents import RECORDS, SCHOOLS

RECRUITMENT = "Did recruitment of social workers improve?"


@pytest.fixture
def chat(port: int) -> Iterator[OpenAI]:
    with OpenAI(api_key="none", base_url=f"http://127.0.0.1:{port}/v1", max_retries=0, timeout=20) as client:
        yield client


def asked(question: str, *before: tuple[str, str]) -> Any:
    return [*({"role": role, "content": text} for role, text in before), {"role": "user", "content": question}]


def test_an_answer_has_its_citations_inline_and_its_sources_at_the_end(chat: OpenAI, port: int) -> None:
    completion = chat.chat.completions.create(
        model="minuted", messages=asked(RECRUITMENT, ("system", "Answer as a pirate.")), temperature=2, max_tokens=1
    )
    (choice,) = completion.choices
    assert choice.finish_reason == "stop"
    assert choice.message.role == "assistant"
    content = choice.message.content or ""
    assert content.startswith("The minutes say")
    assert "\n> Recruitment of social workers had improved. [45.2]\n" in content
    assert (
        "\n- [45.2] paragraph 45.2, Children’s Scrutiny Committee, Oakshire County Council, 12 September 2023, draft "
        f"minutes: http://127.0.0.1:{port}/minutes/{SCHOOLS}?paragraph=45.2#45.2\n"
    ) in content
    assert completion.usage is not None
    assert completion.usage.total_tokens == 0


def test_the_whole_answer_stands_beside_it_as_the_api_gives_it(chat: OpenAI, client: TestClient) -> None:
    completion = chat.chat.completions.create(model="minuted", messages=asked(RECORDS))
    assert completion.model_extra is not None
    assert completion.model_extra["minuted"] == client.post("/api/ask", json={"question": RECORDS}).json()


def test_a_stream_is_the_same_answer_in_pieces(chat: OpenAI) -> None:
    whole = chat.chat.completions.create(model="minuted", messages=asked(RECRUITMENT))
    chunks = list(
        chat.chat.completions.create(
            model="minuted", messages=asked(RECRUITMENT), stream=True, stream_options={"include_usage": True}
        )
    )
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices) == (
        whole.choices[0].message.content
    )
    assert chunks[0].choices[0].delta.role == "assistant"
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices] == [None] * (len(chunks) - 2) + [
        "stop"
    ]
    assert (chunks[-2].model_extra or {})["minuted"] == (whole.model_extra or {})["minuted"]
    assert chunks[-1].choices == []
    assert chunks[-1].usage is not None
    assert len({chunk.id for chunk in chunks}) == 1


def test_a_stream_ends_as_the_protocol_says(client: TestClient) -> None:
    body = {"model": "minuted", "messages": asked(RECRUITMENT), "stream": True}
    response = client.post("/v1/chat/completions", json=body)
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    events = response.text.removesuffix("\n\n").split("\n\n")
    assert events[-1] == "data: [DONE]"
    assert all(json.loads(event.removeprefix("data: "))["choices"] for event in events[:-1])


def test_silence_is_an_answer_that_says_what_was_searched(chat: OpenAI) -> None:
    completion = chat.chat.completions.create(
        model="minuted",
        messages=asked("Who won the world cup in Mexico?"),
        extra_body={"scope": {"council": "Oakshire County Council"}},
    )
    assert (completion.choices[0].message.content or "").startswith(
        "The minutes searched do not say. Searched: 1 meeting of Children’s Scrutiny Committee, Oakshire County Council"
    )


def test_there_is_one_model(chat: OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == ["minuted"]
    assert chat.models.retrieve("minuted").owned_by == "minuted"
    with pytest.raises(openai.NotFoundError) as missing:
        chat.models.retrieve("gpt-4o")
    assert missing.value.code == "model_not_found"


PICTURE = [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "data:,"}}]}]


@pytest.mark.parametrize(
    ("body", "status", "code", "param", "message"),
    [
        ({"n": 2}, 400, "chat-invalid", "n", "2 choices were asked for, and a question has one answer. Leave n out."),
        (
            {"messages": PICTURE},
            400,
            "chat-invalid",
            "messages.0.content",
            "A part of the message is of type 'image_url', and only text can be read. Leave it out.",
        ),
        (
            {"response_format": {"type": "json_object"}},
            400,
            "chat-invalid",
            "response_format",
            "An answer cannot have the format 'json_object'. Leave response_format out; the answer as data is in the "
            "field minuted.",
        ),
        ({"model": "gpt-4o"}, 404, "model_not_found", None, "There is no model 'gpt-4o'. There is only 'minuted'."),
        (
            {"messages": [{"role": "system", "content": "a"}]},
            400,
            "chat-invalid",
            "messages",
            "None of the messages is the user's. Send the question as the last message, with the role 'user'.",
        ),
        (
            {"messages": asked(" ")},
            400,
            "question-invalid",
            None,
            "The question is empty. Write what you want to know.",
        ),
        (
            {"scope": {"council": "Elsewhere"}},
            400,
            "limits-invalid",
            None,
            "There is no council 'Elsewhere' in this collection. There is only Oakshire County Council.",
        ),
        ({"messages": 5}, 400, "request-invalid", "messages", "messages: input should be a valid list."),
    ],
)
def test_what_cannot_be_answered_is_an_error_of_the_protocol(
    client: TestClient, body: dict[str, Any], status: int, code: str, param: str | None, message: str
) -> None:
    response = client.post("/v1/chat/completions", json={"model": "minuted", "messages": asked(RECORDS), **body})
    kind = "invalid_request_error"
    assert (response.status_code, response.json()) == (
        status,
        {"error": {"message": message, "type": kind, "param": param, "code": code}},
    )


def test_the_client_raises_what_it_should(chat: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        chat.chat.completions.create(model="minuted", messages=asked(RECORDS), n=3)
    assert refused.value.param == "n"
    with pytest.raises(openai.APIStatusError) as large:
        chat.chat.completions.create(model="minuted", messages=asked("x" * 70_000))
    assert large.value.status_code == 413
    with pytest.raises(openai.BadRequestError, match="at most 2,000 can be answered"):
        chat.chat.completions.create(model="minuted", messages=asked("x" * 3000), stream=True)


def test_a_crowd_is_a_server_error_with_a_time_to_come_back(app: FastAPI) -> None:
    turnstile = app.state.turnstile
    turnstile._wait_seconds = 0.01
    client = TestClient(app, base_url="http://localhost")
    with turnstile.passing(), turnstile.passing(), turnstile.passing(), turnstile.passing():
        response = client.post("/v1/chat/completions", json={"model": "minuted", "messages": asked(RECORDS)})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "3")
    assert response.json()["error"]["type"] == "server_error"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [("/v1/embeddings", {}, 404), ("/v1/models", {"Host": "evil.example"}, 400), ("/v1/models", {}, 405)],
)
def test_every_error_under_v1_has_that_shape(
    client: TestClient, path: str, headers: dict[str, str], status: int
) -> None:
    response = client.request("GET" if status == 400 else "POST", path, headers=headers)
    assert (response.status_code, list(response.json())) == (status, ["error"])


@pytest.mark.parametrize(
    ("messages", "question", "history"),
    [
        ([("user", "a")], "a", ()),
        ([("system", "s"), ("user", "a"), ("assistant", "b"), ("user", "c")], "c", (Turn("a", "b"),)),
        ([("assistant", "hello"), ("user", "a"), ("user", "b")], "b", (Turn("a", ""),)),
        ([("user", "a"), ("assistant", "b"), ("tool", "t")], "a", ()),
        (
            [
                ("user", "a"),
                (
                    "assistant",
                    "> b [4.1]\n\nSources:\n\n- [4.1] 4.1, Roads: http://h/minutes/oak/roads/4#4.1 (text 0f)\n",
                ),
                ("user", "c"),
            ],
            "c",
            (Turn("a", "> b [4.1]\n", ("oak/roads/4#4.1",)),),
        ),
        (
            [
                ("user", "a"),
                ("assistant", "Both say:\n\n**Roads, 4 May 2020**\n\n> b [4.1]\n\n**Cabinet\\***\n\n> **c** [2]\n"),
                ("user", "d"),
            ],
            "d",
            (Turn("a", "Both say:\n\n> b [4.1]\n\n> **c** [2]\n"),),
        ),
    ],
)
def test_the_last_question_is_asked_and_what_came_before_is_the_conversation(
    messages: list[tuple[str, str]], question: str, history: tuple[Turn, ...]
) -> None:
    given = [ChatMessage(role=role, content=text) for role, text in messages]
    assert question_and_history(given) == (question, history)


def test_parts_of_text_are_read_as_one(client: TestClient) -> None:
    parts = [{"type": "text", "text": "Did recruitment"}, {"type": "text", "text": "of social workers improve?"}]
    body = {"model": "minuted", "messages": [{"role": "user", "content": parts}]}
    assert client.post("/v1/chat/completions", json=body).json()["minuted"]["question"] == RECRUITMENT


def test_a_follow_up_is_completed_from_the_messages_before_it(client: TestClient) -> None:
    first = client.post("/v1/chat/completions", json={"model": "minuted", "messages": asked(RECORDS)}).json()
    said = [*asked(RECORDS), first["choices"][0]["message"], {"role": "user", "content": "And who said that?"}]
    second = client.post("/v1/chat/completions", json={"model": "minuted", "messages": said}).json()["minuted"]
    assert (second["asked"], second["completed"]) == ("And who said that?", True)
    assert RECORDS in second["question"]

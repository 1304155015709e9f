"""A language model's client against a server that behaves in every way there is a name for: requests and outcomes."""

import asyncio
import logging
import time
from contextlib import ExitStack

import pytest

from service.errors import ModelFailed
from service.failure import SENTENCES
from service.llm import Llm, llm_of
from service.settings import load_settings
from tests.service.behaviours import BEHAVIOURS, TEXTS
from tests.service.hearing import ASKED, KEY, heard, llm_at
from tests.service.misbehaving import Misbehaving
from tests.service.ways import SAYS


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_whatever_the_server_does_the_outcome_is_the_one_in_the_table(name: str) -> None:
    behaviour = BEHAVIOURS[name]
    short = {f"llm_{behaviour.limit}_seconds": 0.4} if behaviour.limit else {}
    with Misbehaving(name) as server:
        began = time.monotonic()
        text, ended = asyncio.run(heard(llm_at(server, **short)))
        taken = time.monotonic() - began
        assert (ended, len(server.asked)) == (behaviour.ends, behaviour.connections)
    assert text == behaviour.text or behaviour.text is None
    assert taken < 10
    assert len(text) <= 64 * 1024


def test_there_are_as_many_ways_as_the_promise_says() -> None:
    assert len([one for one in BEHAVIOURS.values() if one.ends != "whole"]) >= 25
    assert {one.ends for one in BEHAVIOURS.values()} == {"whole", *SENTENCES} - {"resting"}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_not_to_be_believed_arrives_without_what_cannot_be_seen(name: str) -> None:
    with Misbehaving(name) as server:
        text, ended = asyncio.run(heard(llm_at(server)))
    assert ended == "whole"
    assert text == "".join(sign for sign in TEXTS[name] if sign not in "\u202e\u200b" and ord(sign) < 0xE0000)


def test_a_request_holds_what_the_protocol_needs_and_the_key_in_its_header_alone() -> None:
    with Misbehaving() as server:
        asyncio.run(heard(llm_at(server, llm_tokens=77, llm_temperature=0.5)))
    (asked,) = server.asked
    assert (asked.method, asked.path) == ("POST", "/v1/chat/completions")
    assert asked.body == {
        "model": "tiny",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "What did the potholes cost?"},
        ],
        "stream": True,
        "temperature": 0.5,
        "max_tokens": 77,
    }
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.raw.count(KEY.encode()) == 1


def test_without_a_key_no_header_names_one() -> None:
    with Misbehaving() as server:
        asyncio.run(heard(llm_at(server, llm_key="")))
    assert "authorization" not in server.asked[0].headers


def test_a_proxy_or_a_password_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with Misbehaving() as server:
        assert asyncio.run(heard(llm_at(server))) == (SAYS, "whole")


def test_an_address_may_end_in_a_slash() -> None:
    with Misbehaving() as server:
        server.address += "/"
        asyncio.run(heard(llm_at(server)))
    assert server.asked[0].path == "/v1/chat/completions"


def test_what_made_an_answer_is_told_without_the_key() -> None:
    with Misbehaving() as server:
        llm = llm_at(server)
    assert llm.model == "tiny"
    assert llm.host == server.address.removeprefix("http://").removesuffix("/v1")
    assert KEY not in repr(llm._endpoint)


@pytest.mark.parametrize("name", ["always fails", "cuts mid-sentence", "speaks no HTTP", "refuses", "sends HTML"])
def test_a_failure_is_logged_in_our_words_without_the_key_the_question_or_the_answer(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "minuted")
    with Misbehaving(name) as server:
        asyncio.run(heard(llm_at(server)))
    (record,) = [one for one in caplog.records if one.name == "minuted"]
    assert record.getMessage().startswith("the language model at 127.0.0.1:")
    for secret in (KEY, "potholes", "Potholes", "Sign in"):
        assert secret not in caplog.text


def test_a_failure_has_a_sentence_for_the_reader() -> None:
    with Misbehaving("cuts mid-sentence") as server:
        error = asyncio.run(failure_of(llm_at(server)))
    assert str(error) == "The language model stopped before its answer was whole."
    assert error.detail == "its answer ended without saying why"


async def failure_of(llm: Llm) -> ModelFailed:
    with pytest.raises(ModelFailed) as caught:
        async for _ in llm.pieces(ASKED):
            pass
    return caught.value


def test_no_address_means_no_model() -> None:
    assert llm_of(load_settings()) is None


def test_a_name_that_is_nowhere_is_refused() -> None:
    llm = llm_of(load_settings(llm_address="http://minuted.invalid/v1", llm_model="tiny"))
    assert llm is not None
    assert asyncio.run(heard(llm)) == ("", "refused")


def test_fields_may_be_added_and_taken_away() -> None:
    extra = '{"max_tokens": null, "max_completion_tokens": 9, "temperature": 1, "seed": 7}'
    with Misbehaving() as server:
        asyncio.run(heard(llm_at(server, llm_extra=extra)))
    body = server.asked[0].body
    assert set(body) == {"model", "messages", "stream", "temperature", "max_completion_tokens", "seed"}
    assert (body["temperature"], body["max_completion_tokens"], body["seed"]) == (1, 9, 7)


@pytest.mark.long
def test_forty_times_each_with_the_limits_as_shipped_nothing_hangs_and_nothing_cut_passes_for_whole() -> None:
    """Ask what takes until a limit is reached all at once, ten times each; the rest forty times each."""

    async def ask(server: Misbehaving) -> tuple[str, str, float]:
        llm = llm_of(load_settings(llm_address=server.address, llm_model="tiny"))
        assert llm is not None
        began = time.monotonic()
        text, ended = await heard(llm)
        return text, ended, time.monotonic() - began

    async def course(servers: dict[str, Misbehaving], times: int) -> dict[str, list[tuple[str, str, float]]]:
        asked = {name: asyncio.gather(*(ask(server) for _ in range(times))) for name, server in servers.items()}
        return {name: await outcomes for name, outcomes in asked.items()}

    def run(names: list[str], times: int) -> dict[str, list[tuple[str, str, float]]]:
        with ExitStack() as stack:
            return asyncio.run(course({name: stack.enter_context(Misbehaving(name)) for name in names}, times))

    slow = [name for name, behaviour in BEHAVIOURS.items() if behaviour.limit]
    found = run(slow, 10)
    for name in BEHAVIOURS.keys() - set(slow):
        found |= run([name], 40)
    assert sum(len(outcomes) for outcomes in found.values()) == 40 * len(BEHAVIOURS) - 30 * len(slow)
    least = {"first": 20, "gap": 15, "total": 120, None: 0}
    for name, behaviour in BEHAVIOURS.items():
        for text, ended, seconds in found[name]:
            assert (name, ended) == (name, behaviour.ends)
            assert behaviour.text is None or text == behaviour.text
            assert least[behaviour.limit] <= seconds + 0.1 < least[behaviour.limit] + 10

"""The client of a language model against a server that behaves as servers do, and as none should."""

import asyncio
import gc
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import ExitStack, aclosing
from typing import Any

import pytest

from prompts import Message
from service.completion import Limits
from service.endpoint import endpoint_of
from service.errors import ModelFailed
from service.failure import SENTENCES
from service.llm import Llm, llm_of
from service.settings import load_settings
from tests.service.behaviours import BEHAVIOURS, HALF, SAYS, TEXTS
from tests.service.misbehaving import Misbehaving

KEY = "sk-3f9a2c-secret"
ASKED = (Message("system", "Be brief."), Message("user", "What did the potholes cost?"))
# Long enough for a busy machine; the one that a test is about is short.
PATIENT = {"llm_first_seconds": 20, "llm_gap_seconds": 20, "llm_total_seconds": 30}


def llm_at(server: Misbehaving, **settings: Any) -> Llm:
    values = {"llm_model": "tiny", "llm_key": KEY, **PATIENT, **settings}
    llm = llm_of(load_settings(llm_address=server.address, **values))
    assert llm is not None
    return llm


async def heard(llm: Llm) -> tuple[str, str]:
    """Return the text that came, and how it ended."""
    text = ""
    try:
        async with aclosing(llm.pieces(ASKED)) as pieces:
            async for piece in pieces:
                text += piece
    except ModelFailed as error:
        return text, error.reason
    return text, "whole"


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


def test_a_refused_connection_is_over_within_half_a_second_and_a_resting_model_within_fifty_milliseconds() -> None:
    async def ask_often() -> list[tuple[str, float]]:
        llm = llm_at(server)
        outcomes = []
        for _ in range(200):
            began = time.monotonic()
            _, ended = await heard(llm)
            outcomes.append((ended, time.monotonic() - began))
        return outcomes

    with Misbehaving("refuses") as server:
        outcomes = asyncio.run(ask_often())
    assert [ended for ended, _ in outcomes] == ["refused"] * 5 + ["resting"] * 195
    assert max(taken for ended, taken in outcomes if ended == "refused") < 0.5
    # All but the two that a busy machine may have put aside.
    assert sorted(taken for ended, taken in outcomes if ended == "resting")[-3] < 0.05


def test_a_name_that_is_nowhere_is_refused() -> None:
    llm = llm_of(load_settings(llm_address="http://minuted.invalid/v1", llm_model="tiny"))
    assert llm is not None
    assert asyncio.run(heard(llm)) == ("", "refused")


def test_a_model_that_keeps_failing_rests_and_is_tried_again() -> None:
    async def course() -> list[str]:
        llm = llm_at(server, llm_rest_seconds=0.3)
        ended = [(await heard(llm))[1] for _ in range(7)]
        server.behave("answers well")
        await asyncio.sleep(0.4)
        return [*ended, *[(await heard(llm))[1] for _ in range(2)]]

    with Misbehaving("cuts mid-sentence") as server:
        assert asyncio.run(course()) == ["cut"] * 5 + ["resting"] * 2 + ["whole"] * 2
        assert len(server.asked) == 7


def test_what_is_no_fault_of_the_endpoint_never_lets_it_rest() -> None:
    async def course() -> list[str]:
        llm = llm_at(server)
        return [(await heard(llm))[1] for _ in range(25)]

    with Misbehaving("reaches its most tokens") as server:
        assert asyncio.run(course()) == ["cut"] * 25


def test_of_two_hundred_questions_to_an_overloaded_server_at_most_a_tenth_are_asked_twice() -> None:
    async def course() -> list[str]:
        # It never rests, which is the worst that could come, and waits for 0.2 + 0.8 * -0.25 = 0 seconds.
        endpoint = endpoint_of(load_settings(llm_address=server.address, llm_model="tiny"))
        llm = Llm(endpoint, Limits(3, 20, 20, 30), at_once=1, rest_seconds=0, chance=lambda: -0.25)
        return [(await heard(llm))[1] for _ in range(200)]

    with Misbehaving("always fails") as server:
        assert asyncio.run(course()) == ["overloaded"] * 200
        # Of the first hundred questions the 1st, 20th, 30th … 100th; then one for each that leaves the last hundred.
        assert len(server.asked) == 220


def test_a_question_that_the_server_cannot_take_speaks_not_against_the_server() -> None:
    async def course() -> list[str]:
        llm = llm_at(server)
        return [(await heard(llm))[1] for _ in range(10)]

    with Misbehaving("takes no such question") as server:
        assert asyncio.run(course()) == ["refused"] * 10
        server.behave("wants a key")
        assert asyncio.run(course()) == ["refused"] * 5 + ["resting"] * 5


def test_fields_may_be_added_and_taken_away() -> None:
    extra = '{"max_tokens": null, "max_completion_tokens": 9, "temperature": 1, "seed": 7}'
    with Misbehaving() as server:
        asyncio.run(heard(llm_at(server, llm_extra=extra)))
    body = server.asked[0].body
    assert set(body) == {"model", "messages", "stream", "temperature", "max_completion_tokens", "seed"}
    assert (body["temperature"], body["max_completion_tokens"], body["seed"]) == (1, 9, 7)


def test_more_answers_at_once_than_may_be_are_refused_at_once() -> None:
    async def course() -> list[tuple[str, str]]:
        llm = llm_at(server, llm_at_once=2)
        first = [asyncio.create_task(heard(llm)) for _ in range(2)]
        while len(server.asked) < 2:
            await asyncio.sleep(0.01)
        refused = await heard(llm)
        for task in first:
            task.cancel()
        await asyncio.gather(*first, return_exceptions=True)
        server.behave("answers well")
        return [refused, await heard(llm)]

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == [("", "overloaded"), (SAYS, "whole")]


def test_a_reader_who_has_heard_enough_ends_the_rest_of_a_model_that_answers_again() -> None:
    async def course() -> list[str]:
        llm = llm_at(server, llm_rest_seconds=0.2)
        for _ in range(5):
            await heard(llm)
        server.behave("answers well")
        await asyncio.sleep(0.3)
        await closed(llm.pieces(ASKED))
        # No longer a probe: two at once are let through.
        return [ended for _, ended in await asyncio.gather(heard(llm), heard(llm))]

    with Misbehaving("cuts mid-sentence") as server:
        assert asyncio.run(course()) == ["whole", "whole"]


# The reader leaves.


async def until(is_so: Callable[[], bool], seconds: float = 1.0) -> bool:
    """Return whether something becomes so within a time."""
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        await asyncio.sleep(0.01)
    return is_so()


async def cancelled(pieces: AsyncGenerator[str, None]) -> None:
    async def read() -> None:
        async for _ in pieces:
            pass

    task = asyncio.create_task(read())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def closed(pieces: AsyncGenerator[str, None]) -> None:
    async with aclosing(pieces):
        await anext(pieces)


async def forgotten(pieces: AsyncGenerator[str, None]) -> None:
    await anext(pieces)
    del pieces
    gc.collect()


@pytest.mark.parametrize("leave", [cancelled, closed, forgotten])
def test_when_the_reader_leaves_the_connection_ends_and_the_place_is_free(leave: Any) -> None:
    async def course() -> tuple[bool, int]:
        llm = llm_at(server)
        await leave(llm.pieces(ASKED))
        return await until(lambda: server.left == 1 and llm._writing == 0), len(llm._clients)

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == (True, 0)


def test_before_the_first_token_too() -> None:
    async def course() -> bool:
        await cancelled(llm_at(server).pieces(ASKED))
        return await until(lambda: server.left == 1)

    with Misbehaving("stalls before the first byte") as server:
        assert asyncio.run(course())


def test_five_hundred_readers_who_leave_leave_nothing_behind() -> None:
    async def course() -> tuple[int, int, int]:
        llm = llm_at(server, llm_at_once=256)
        for _ in range(5):
            tasks = [asyncio.create_task(heard(llm)) for _ in range(100)]
            await until(lambda: llm._writing == 100)
            await asyncio.sleep(0.1)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await until(lambda: server.left == len(server.asked), 5)
        return len(asyncio.all_tasks()), llm._writing, len(llm._clients)

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == (1, 0, 0)
        assert server.left == len(server.asked)


def test_a_reader_who_leaves_tells_nothing_of_the_model() -> None:
    async def course() -> str:
        llm = llm_at(server)
        for _ in range(25):
            await closed(llm.pieces(ASKED))
        server.behave("answers well")
        return (await heard(llm))[1]

    with Misbehaving("stalls midway") as server:
        assert asyncio.run(course()) == "whole"


@pytest.mark.parametrize(
    ("name", "text"), [("stalls midway", HALF), ("stalls before the first byte", ""), ("says nothing", "")]
)
def test_closing_the_client_ends_what_is_being_written_and_takes_no_more(name: str, text: str) -> None:
    async def course() -> list[tuple[str, str]]:
        llm = llm_at(server)
        running = asyncio.create_task(heard(llm))
        await until(lambda: len(server.asked) == 1, 5)
        await asyncio.sleep(0.1)
        await llm.aclose()
        return [await asyncio.wait_for(running, 1), await heard(llm)]

    with Misbehaving(name) as server:
        assert asyncio.run(course()) == [(text, "cut"), ("", "refused")]


def test_closing_the_client_before_a_second_attempt_leaves_it_out() -> None:
    async def course() -> tuple[str, str]:
        # It waits for 0.2 + 0.8 * 1 seconds.
        endpoint = endpoint_of(load_settings(llm_address=server.address, llm_model="tiny"))
        llm = Llm(endpoint, Limits(3, 20, 20, 30), at_once=1, rest_seconds=15, chance=lambda: 1.0)
        running = asyncio.create_task(heard(llm))
        await until(lambda: len(server.asked) == 1, 5)
        await asyncio.sleep(0.1)
        await llm.aclose()
        return await running

    with Misbehaving("is always too busy") as server:
        assert asyncio.run(course()) == ("", "refused")
        assert len(server.asked) == 1


def test_a_slow_reader_is_no_slow_model() -> None:
    async def course() -> str:
        text = ""
        async for piece in llm_at(server, llm_gap_seconds=0.2).pieces(ASKED):
            text += piece
            await asyncio.sleep(0.3 if len(text) < 20 else 0)
        return text

    with Misbehaving("answers well") as server:
        assert asyncio.run(course()) == SAYS


def test_one_client_serves_one_event_loop_after_the_other() -> None:
    with Misbehaving() as server:
        llm = llm_at(server)
        assert [asyncio.run(heard(llm)) for _ in range(3)] == [(SAYS, "whole")] * 3


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

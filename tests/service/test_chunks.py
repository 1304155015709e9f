"""What is read from the JSON of a chat completion."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.chunks import CUT, WHOLE, Chunk, check_finish, read_chunk
from service.errors import ModelFailed


def choices(*all_of_them: object) -> str:
    return json.dumps({"choices": list(all_of_them)})


@pytest.mark.parametrize(
    ("data", "chunk"),
    [
        (choices({"index": 0, "delta": {"content": "a"}}), Chunk("a")),
        (choices({"delta": {"content": "a"}, "finish_reason": "stop"}), Chunk("a", finish="stop")),
        (
            choices({"message": {"role": "assistant", "content": "a"}, "finish_reason": "stop"}),
            Chunk("a", finish="stop"),
        ),
        (choices({"index": 1, "delta": {"content": "b"}}, {"index": 0, "delta": {"content": "a"}}), Chunk("a")),
        (choices({"index": 1, "delta": {"content": "b"}}), Chunk()),
        (choices({"index": 0, "delta": {"content": None, "reasoning_content": "hm"}}), Chunk(is_thinking=True)),
        (choices({"index": 0, "delta": {"reasoning": "hm"}}), Chunk(is_thinking=True)),
        (choices({"index": 0, "delta": {}, "finish_reason": "length"}), Chunk(finish="length")),
        (choices({"index": 0, "delta": None}), Chunk()),
        (
            choices({"delta": {"content": [{"type": "thinking", "thinking": "hm"}, {"type": "text", "text": "a"}]}}),
            Chunk("a"),
        ),
        (choices({"index": 0, "delta": {}, "finish_reason": "MAX_TOKENS"}), Chunk(finish="max_tokens")),
        ("{}", Chunk()),
        ('{"choices": null, "usage": {"total_tokens": 3}}', Chunk()),
        ('{"error": null, "choices": []}', Chunk()),
    ],
)
def test_the_first_choice_is_read_and_what_else_there_is_is_passed_over(data: str, chunk: Chunk) -> None:
    assert read_chunk(data) == chunk


@pytest.mark.parametrize(
    ("data", "reason", "detail"),
    [
        ("", "garbled", "it sent something that is not JSON"),
        ("{'a': 1}", "garbled", "it sent something that is not JSON"),
        ("1" * 5000, "garbled", "it sent something that is not JSON"),
        ("[" * 100_000, "garbled", "it sent something that is not JSON"),
        ("[]", "garbled", "it sent JSON that is no object"),
        ('{"choices": {"a": 1}}', "garbled", "its choices are no list of objects"),
        ('{"choices": ["a"]}', "garbled", "its choices are no list of objects"),
        (choices({"delta": "a"}), "garbled", "its delta is no object"),
        (choices({"delta": {"content": 1}}), "garbled", "its content is no text"),
        (choices({"delta": {"content": ["a"]}}), "garbled", "its content is no text"),
        (choices({"delta": {"content": [{"type": "text", "text": 1}]}}), "garbled", "its content is no text"),
        (choices({"delta": {}, "finish_reason": 1}), "garbled", "its finish_reason is no text"),
        ('{"error": {"message": "sk-secret"}}', "refused", "it sent an error instead of an answer"),
        ('{"error": "no"}', "refused", "it sent an error instead of an answer"),
    ],
)
def test_what_is_no_chunk_is_told_without_what_it_says(data: str, reason: str, detail: str) -> None:
    with pytest.raises(ModelFailed) as caught:
        read_chunk(data)
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


@pytest.mark.parametrize("finish", sorted(WHOLE))
def test_an_answer_that_stopped_by_itself_is_whole(finish: str) -> None:
    check_finish(finish)


@pytest.mark.parametrize(
    ("finish", "reason", "is_unwell"),
    [
        ("", "cut", True),
        *[(cut, "cut", False) for cut in sorted(CUT)],
        ("content_filter", "garbled", False),
        ("tool_calls", "garbled", False),
    ],
)
def test_any_other_end_is_none(finish: str, reason: str, *, is_unwell: bool) -> None:
    with pytest.raises(ModelFailed) as caught:
        check_finish(finish)
    assert (caught.value.reason, caught.value.is_unwell) == (reason, is_unwell)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5) | st.sampled_from(["text", "stop"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["choices", "delta", "message", "content", "index", "finish_reason", "error", "type", "text"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_a_chunk_or_a_failure(body: object) -> None:
    try:
        chunk = read_chunk(json.dumps(body))
    except ModelFailed:
        return
    assert (type(chunk.text), type(chunk.finish)) == (str, str)

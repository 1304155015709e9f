"""Server-sent events out of bytes, however the bytes are cut."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import ModelFailed
from service.events import LINE_BYTES, Event, Events


def read(*chunks: bytes) -> list[Event]:
    events = Events()
    return [event for chunk in chunks for event in events.feed(chunk)]


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        (b"data: a\n\n", [Event("", "a")]),
        (b"data:a\r\n\r\ndata:  b\r\n\r\n", [Event("", "a"), Event("", " b")]),
        (b"data: a\r\rdata: b\r\r", [Event("", "a"), Event("", "b")]),
        (b"data: a\ndata:\ndata: c\n\n", [Event("", "a\n\nc")]),
        (b"event: error\ndata: no\n\ndata: yes\n\n", [Event("error", "no"), Event("", "yes")]),
        (b": comment\n\nid: 4\nretry: 10\n\nunknown\nevent: x\n\n", []),
        (b"\xef\xbb\xbfdata: \xc2\xa3\n\n", [Event("", "£")]),
        (b"data: \xef\xbb\xbf\n\n", [Event("", "\ufeff")]),
        (b"data: cut\n", []),
        (b"data: cut", []),
        (b"data\n\n", [Event("", "")]),
    ],
)
def test_a_stream_is_read_as_the_format_says(stream: bytes, events: list[Event]) -> None:
    assert read(stream) == events
    assert read(*(bytes([value]) for value in stream)) == events


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), max_size=20), max_size=6),
    st.sampled_from([b"\n", b"\r\n", b"\r"]),
    st.lists(st.integers(1, 12), min_size=1, max_size=30),
)
def test_where_the_bytes_are_cut_changes_nothing(texts: list[str], end: bytes, sizes: list[int]) -> None:
    stream = b"".join(f"data: {text}".encode() + end + end for text in texts)
    chunks, start = [], 0
    for size in sizes * len(stream):
        chunks.append(stream[start : start + size])
        start += size
        if start >= len(stream):
            break
    assert read(*chunks) == [Event("", text) for text in texts]


@settings(max_examples=500, deadline=None)
@given(
    st.lists(st.binary(max_size=50) | st.sampled_from([b"data: ", b"\n", b"\r", b"\r\n", b":", b"event:"]), max_size=40)
)
def test_any_bytes_give_events_or_are_garbled(chunks: list[bytes]) -> None:
    ended = "whole"
    try:
        for event in read(*chunks):
            event.data.encode()
    except ModelFailed as error:
        ended = error.reason
    assert ended in {"whole", "garbled"}


def test_what_comes_before_garbage_is_given_first() -> None:
    feeding = Events().feed(b"data: a\n\ndata: \xff\n\n")
    assert next(feeding) == Event("", "a")
    with pytest.raises(ModelFailed) as caught:
        next(feeding)
    assert caught.value.detail == "its stream is not UTF-8"


@pytest.mark.parametrize(
    "chunks",
    [
        [b"data: " + b"x" * LINE_BYTES],
        [b"x" * 1000] * 300,
        [b"data: " + b"x" * 1000 + b"\n"] * 300,
    ],
    ids=["a line", "a line in parts", "an event of many lines"],
)
def test_a_line_and_an_event_are_bounded(chunks: list[bytes]) -> None:
    with pytest.raises(ModelFailed) as caught:
        read(*chunks)
    assert caught.value.reason == "garbled"


def test_an_answer_of_the_most_bytes_fits_on_a_line() -> None:
    line = json.dumps({"content": "£" * 32 * 1024}).encode()
    assert len(line) < LINE_BYTES
    assert len(read(b"data: " + line + b"\n\n")) == 1

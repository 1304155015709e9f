"""QMSum files: the turns that become documents, and what is told of a meeting that cannot be used."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.beir import Beir, Document
from eval.datasets.qmsum import read_qmsum
from eval.errors import DataInvalid

ROADS = {
    "meeting_transcripts": [
        {"speaker": "Chair", "content": "The salt barn is full."},
        {"speaker": "Cllr Hall", "content": "What did it cost?"},
        {"speaker": "Officer", "content": "£40,000."},
    ],
    "general_query_list": [{"query": "Summarise the whole meeting.", "answer": "It was short."}],
    "specific_query_list": [
        {"query": "What did salt cost?", "answer": "£40,000.", "relevant_text_span": [["1", "2"]]},
        {"query": "Who spoke?", "answer": "All.", "relevant_text_span": [["0", "0"], ["2", "2"]]},
        {"query": "What else?", "answer": "Nothing.", "relevant_text_span": []},
    ],
}
BUSES = {
    "meeting_transcripts": [{"speaker": "Chair", "content": "The bus leaves at eight."}],
    "specific_query_list": [{"query": "When?", "answer": "At eight.", "relevant_text_span": [["0", "0"]]}],
}
EXPECTED = Beir(
    (
        Document("council_0/0", "Chair", "The salt barn is full."),
        Document("council_0/1", "Cllr Hall", "What did it cost?"),
        Document("council_0/2", "Officer", "£40,000."),
        Document("council_1/0", "Chair", "The bus leaves at eight."),
    ),
    {"council_0-q0": "What did salt cost?", "council_0-q1": "Who spoke?", "council_1-q0": "When?"},
    {
        "council_0-q0": {"council_0/1": 1, "council_0/2": 1},
        "council_0-q1": {"council_0/0": 1, "council_0/2": 1},
        "council_1-q0": {"council_1/0": 1},
    },
)


@pytest.mark.parametrize(
    "text",
    [json.dumps([ROADS, BUSES], indent=1), f"{json.dumps(ROADS)}\n{json.dumps(BUSES)}\n"],
    ids=["a list", "a line each"],
)
def test_turns_become_documents_and_spans_judgements(tmp_path: Path, text: str) -> None:
    (tmp_path / "council.jsonl").write_text(text, encoding="utf-8")
    assert read_qmsum(tmp_path / "council.jsonl") == EXPECTED


def test_a_file_of_one_meeting(tmp_path: Path) -> None:
    (tmp_path / "bus.json").write_text(json.dumps(BUSES), encoding="utf-8")
    assert read_qmsum(tmp_path / "bus.json").qrels == {"bus_0-q0": {"bus_0/0": 1}}


def without(name: str) -> dict[str, Any]:
    """Return the meeting about buses without one of its keys."""
    return {key: value for key, value in BUSES.items() if key != name}


def spanning(*spans: object) -> dict[str, Any]:
    """Return the meeting about buses with its question answered by other turns."""
    return {**BUSES, "specific_query_list": [{"query": "When?", "relevant_text_span": list(spans)}]}


EXPECTS = (
    "Expected meeting_transcripts with speaker and content, and specific_query_list with query and relevant_text_span."
)


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ("{", "some.jsonl:2 is not JSON (Expecting property name enclosed in double quotes at column 2). Give a meeting a line, or one JSON list of them."),
        ("7", f"some.jsonl:2 is no meeting of QMSum (TypeError: 'int' object is not subscriptable). {EXPECTS}"),
        (json.dumps(without("meeting_transcripts")), f"some.jsonl:2 is no meeting of QMSum (KeyError: 'meeting_transcripts'). {EXPECTS}"),
        (json.dumps(spanning(["0", "last"])), f"some.jsonl:2 is no meeting of QMSum (ValueError: invalid literal for int() with base 10: 'last'). {EXPECTS}"),
        (json.dumps(spanning(["0"])), f"some.jsonl:2 is no meeting of QMSum (ValueError: not enough values to unpack (expected 2, got 1)). {EXPECTS}"),
        (json.dumps(spanning(["0", "1"])), "some.jsonl:2 is answered by the turns 0 to 1, but the meeting has 1, from 0. Mend its relevant_text_span."),
        (json.dumps(spanning(["1", "0"])), "some.jsonl:2 is answered by the turns 1 to 0, but the meeting has 1, from 0. Mend its relevant_text_span."),
    ],
)  # fmt: skip
def test_a_meeting_that_cannot_be_used_is_told(tmp_path: Path, second: str, sentence: str) -> None:
    (tmp_path / "some.jsonl").write_text(f"{json.dumps(ROADS)}\n{second}\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_qmsum(tmp_path / "some.jsonl")
    assert str(raised.value) == sentence


@pytest.mark.parametrize("text", ["", json.dumps(without("specific_query_list"))], ids=["empty", "no questions"])
def test_a_file_that_asks_nothing_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "some.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_qmsum(tmp_path / "some.json")
    assert str(raised.value) == (
        f"'{tmp_path / 'some.json'}' asks nothing about any turn. Give a file of QMSum with specific_query_list."
    )

"""Every reader on every kind of damage: one sentence with the file, the line and the way out, and never a traceback."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from eval.datasets.beir import read_beir
from eval.datasets.held import held_by
from eval.datasets.qmsum import read_qmsum
from eval.datasets.trec import read_qrels, read_rankings
from eval.datasets.trec_rag import read_answers
from eval.errors import EvaluationError
from eval.judging import read_judgements
from eval.questions import load_set
from eval.runs import read_run

Run = Callable[..., tuple[int, str, str]]
DIGEST = "a" * 16
QUESTION = {
    "id": "q1", "question": "Where is the café?", "kind": "lookup", "scope": {}, "history": [],
    "gold": [{"paragraph": "é", "grade": 1, "digest": DIGEST}], "answerable": True, "notes": "",
}  # fmt: skip
MEETING = {
    "meeting_transcripts": [{"speaker": "Chair", "content": "The café is shut."}],
    "specific_query_list": [{"query": "What is shut?", "relevant_text_span": [["0", "0"]]}],
}
JUDGEMENT = {"question": "q1", "paragraph": "é", "grade": 1, "digest": DIGEST}


def line(value: object) -> str:
    """Return a value as a line of JSON."""
    return json.dumps(value, ensure_ascii=False) + "\n"


def set_of(path: Path) -> object:
    """Return the question set that a file of questions belongs to."""
    (path.parent / "set.toml").write_text('corpus = "minutes"\ndescription = "Mine."\n', encoding="utf-8")
    return load_set(str(path.parent))


def beir_of(path: Path) -> object:
    """Return the BEIR folder that a file belongs to, its other files being whole."""
    folder = path.parent.parent if path.parent.name == "qrels" else path.parent
    for name, text in BEIR.items():
        if folder / name != path:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return read_beir(folder)


BEIR = {
    "corpus.jsonl": line({"_id": "é", "text": "The café is shut."}),
    "queries.jsonl": line({"_id": "q1", "text": "Where is the café?"}),
    "qrels/test.tsv": "q1\té\t1\n",
}
# By the name of a file: a line that is whole, and what reads it.
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "some.qrels": ("q1 0 é 1\n", read_qrels),
    "some.run": ("q1 Q0 é 1 1.0 t\n", read_run),
    "bare.run": ("q1 Q0 é 1 1.0 t\n", read_rankings),
    "answers.jsonl": (line({"topic_id": "q1", "references": ["é"], "answer": []}), read_answers),
    "council.json": (line(MEETING), read_qmsum),
    "ann.jsonl": (line(JUDGEMENT), read_judgements),
    "questions.jsonl": (line(QUESTION), set_of),
    "corpus.jsonl": (BEIR["corpus.jsonl"], beir_of),
    "queries.jsonl": (BEIR["queries.jsonl"], beir_of),
    "qrels/test.tsv": (BEIR["qrels/test.tsv"], beir_of),
}
# A set and a folder know their files by their names: what is missing there is told otherwise.
NAMED = [name for name in READERS if name not in {"questions.jsonl", "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"}]
ZERO = "so that it is UTF-16 or damaged. Save the file as UTF-8, or write it again."


def told(name: str, path: Path) -> str:
    """Return what the reader of a file says of it."""
    with pytest.raises(EvaluationError) as raised:
        READERS[name][1](path)
    return str(raised.value)


@pytest.fixture(params=READERS)
def name(request: pytest.FixtureRequest) -> str:
    """Return the name of each kind of file in turn."""
    return str(request.param)


@pytest.fixture
def path(tmp_path: Path, name: str) -> Path:
    """Return where a file of that name is to be written."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    return tmp_path / name


def test_a_mark_that_says_utf_8_and_other_ends_of_lines_are_no_fault(name: str, path: Path) -> None:
    whole, read = READERS[name]
    path.write_text(whole, encoding="utf-8")
    expected = read(path)
    path.write_bytes(b"\xef\xbb\xbf" + whole.replace("\n", "\r\n\r\n").encode())
    assert read(path) == expected


def test_utf_16_is_told(name: str, path: Path) -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        path.write_bytes(("\ufeff" + READERS[name][0]).encode(encoding))
        assert told(name, path) == f"{path.name}:1 is UTF-16. Save the file as UTF-8."
        path.write_bytes(READERS[name][0].encode(encoding))
        place = 2 if encoding == "utf-16-le" else 1
        assert told(name, path) == f"{path.name}:1 holds a zero byte (byte {place} of the line), {ZERO}"


def test_latin_1_is_told(name: str, path: Path) -> None:
    path.write_bytes(b"\n" + READERS[name][0].encode("latin-1").replace(b"q1\t", b"q\xe91\t"))
    whole = path.read_bytes().splitlines()[1]
    byte = next(place for place, one in enumerate(whole, 1) if one > 127)
    assert told(name, path) == f"{path.name}:2 is not UTF-8 (byte {byte} of the line). Save the file as UTF-8."


def test_a_zero_byte_is_told(name: str, path: Path) -> None:
    path.write_bytes(READERS[name][0].encode() + b"\0\0\0\0\n")
    assert told(name, path) == f"{path.name}:2 holds a zero byte (byte 1 of the line), {ZERO}"


@pytest.mark.parametrize(
    "damage", [b"[" * 200_000, b"7\n", b"{\n", bytes(range(128, 192)), b'{"id": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_line_of_the_format_names_the_file_and_the_line(name: str, path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    sentence = told(name, path)
    assert sentence.startswith((f"{path.name}:1 ", f"{path.name}, meeting 1 "))
    assert sentence.endswith(".")
    assert len(sentence) < 400


@pytest.mark.parametrize("kind", NAMED)
def test_what_is_no_file_that_can_be_read_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    end = "Check the path and who may read it."
    assert told(kind, path) == f"'{path}' cannot be read (No such file or directory). {end}"
    path.mkdir()
    assert told(kind, path) == f"'{path}' cannot be read (Is a directory). {end}"
    below = tmp_path / "file" / kind
    (tmp_path / "file").touch()
    assert told(kind, below) == f"'{below}' cannot be read (Not a directory). {end}"
    long = tmp_path / ("x" * 300 + kind)
    assert told(kind, long).endswith(f"' cannot be read (File name too long). {end}")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
@pytest.mark.parametrize("kind", NAMED)
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    path.touch(0o000)
    assert told(kind, path) == f"'{path}' cannot be read (Permission denied). Check the path and who may read it."


@pytest.mark.parametrize("kind", NAMED)
def test_a_packed_file_that_is_cut_off_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.gz"
    whole = gzip.compress(READERS[kind][0].encode())
    path.write_bytes(whole[:-9])
    assert told(kind, path) == (
        f"'{path}' cannot be unpacked (Compressed file ended before the end-of-stream marker was reached). "
        "Download or write it again."
    )
    path.write_bytes(whole[:-8] + b"\0" * 8)
    assert told(kind, path) == f"'{path}' cannot be unpacked (CRC check failed). Download or write it again."


def test_a_fault_in_json_over_many_lines_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "council.json"
    path.write_text('[\n {"meeting_transcripts": [],\n\n  "specific_query_list": [}\n]\n', encoding="utf-8")
    assert told("council.json", path) == (
        "council.json:4 is not JSON (Expecting value at column 27). Give a meeting a line, or one JSON list of them."
    )


def test_a_span_without_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "council.json"
    path.write_text(line(MEETING).replace('["0", "0"]', "[0, Infinity]"), encoding="utf-8")
    assert told("council.json", path) == (
        "council.json, meeting 1 is no meeting of QMSum (OverflowError: cannot convert float infinity to integer). "
        "Expected meeting_transcripts with speaker and content, and specific_query_list with query and "
        "relevant_text_span."
    )


@pytest.mark.parametrize(
    ("kind", "text", "held"),
    [
        ("a.run.gz", "", "rankings"),
        ("a.qrels", "", "judgements"),
        ("a.txt", "q1 Q0 é 1 1.0 t\n", "rankings"),
        ("a.tsv", "q1\t0\té\t1\n", "judgements"),
        ("a.jsonl", line(JUDGEMENT), "grades"),
        ("a.jsonl", line({"topic_id": "q1", "answer": []}), "answers"),
        ("a.jsonl", '{"answer": [', "answers"),
        ("a.json", line(MEETING), "meetings"),
        ("a.json", json.dumps([MEETING], indent=1), "meetings"),
    ],
)
def test_a_file_is_known_by_its_name_or_its_first_line(tmp_path: Path, kind: str, text: str, held: str) -> None:
    (tmp_path / kind).write_text(text, encoding="utf-8")
    assert held_by(tmp_path / kind) == held


@pytest.mark.parametrize("command", ["run", "score", "validate", "judge", "sweep", "ablate"])
def test_a_name_that_no_path_can_have_is_told(run: Run, command: str) -> None:
    long = "x" * 5000
    arguments = {
        "score": ["--set", long, "--answers", "some.jsonl"],
        "judge": [long, "--agreement"],
        "sweep": [long, "--setting", "headers", "--values", "true"],
    }.get(command, [long])
    status, out, err = run(command, *arguments)
    assert (status, out) == (1, "")
    assert "cannot be read (File name too long). Check the path and who may read it." in err.replace("\n", " ")


def test_a_set_that_says_what_it_is_with_a_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(line(QUESTION), encoding="utf-8")
    (tmp_path / "set.toml").write_bytes(b'\xef\xbb\xbfcorpus = "sample"\ndescription = "Mine."\n')
    assert load_set(str(tmp_path)).description == "Mine."

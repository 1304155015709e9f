"""BEIR folders: read, written, which documents are neighbours, and what is told of a line that cannot be used."""

import gzip
from pathlib import Path

import pytest

from eval.datasets.beir import Beir, Document, is_beir, paragraphs_of, read_beir, write_beir
from eval.errors import DataInvalid

DATA = Beir(
    (
        Document("m/1", "Roads", "Salt was bought."),
        Document("m/2", "", "Café “Fenwick” closed."),
        Document("x", "", ""),
    ),
    {"q2": "Which café closed?", "q1": "What was bought?"},
    {"q1": {"m/1": 2, "x": 0}, "q2": {"m/2": 1}},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a BEIR folder of DATA."""
    write_beir(tmp_path / "colours", DATA)
    return tmp_path / "colours"


def test_a_folder_is_read_as_it_was_written(folder: Path) -> None:
    assert is_beir(folder)
    assert read_beir(folder) == DATA


def test_a_folder_holds_the_files_of_the_format(folder: Path) -> None:
    assert (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()[1] == (
        '{"_id": "m/2", "title": "", "text": "Café “Fenwick” closed."}'
    )
    assert (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines() == [
        '{"_id": "q2", "text": "Which café closed?"}',
        '{"_id": "q1", "text": "What was bought?"}',
    ]
    assert (folder / "qrels" / "test.tsv").read_text(encoding="utf-8") == (
        "query-id\tcorpus-id\tscore\nq1\tm/1\t2\nq1\tx\t0\nq2\tm/2\t1\n"
    )


def test_files_may_be_packed(folder: Path) -> None:
    for name in ("corpus.jsonl", "queries.jsonl", "qrels/test.tsv"):
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
        (folder / name).unlink()
    assert is_beir(folder)
    assert read_beir(folder) == DATA


def test_questions_that_are_not_judged_are_left_out_and_a_head_line_is_not_needed(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("q1\tm/1\t2\n", encoding="utf-8")
    data = read_beir(folder)
    assert (data.questions, data.qrels) == ({"q1": "What was bought?"}, {"q1": {"m/1": 2}})


def test_other_keys_are_passed_over(folder: Path) -> None:
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"_id": "y", "text": "A bus.", "metadata": {"url": "example.org"}}\n')
    assert read_beir(folder).documents[-1] == Document("y", "", "A bus.")


@pytest.mark.parametrize("name", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_told(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert is_beir(folder)
    with pytest.raises(DataInvalid) as raised:
        read_beir(folder)
    assert str(raised.value) == (
        f"'{folder}' has no {name}. A BEIR folder holds corpus.jsonl, queries.jsonl and qrels/test.tsv."
    )


END = "A line is a JSON object with _id and text."


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("corpus.jsonl", "{", f"corpus.jsonl:4 cannot be used: it is not JSON (EOF while parsing an object at line 1 column 1). {END}"),
        ("corpus.jsonl", '{"_id": "y"}', f"corpus.jsonl:4 cannot be used: 'text' is missing. {END}"),
        ("corpus.jsonl", '{"_id": 7, "text": "A bus."}', f"corpus.jsonl:4 cannot be used: '_id' is 7 (input should be a valid string). {END}"),
        ("corpus.jsonl", '{"_id": "a b", "text": "A bus."}', f"corpus.jsonl:4 cannot be used: '_id' is \"a b\" (string should match pattern '^\\S+$'). {END}"),
        ("corpus.jsonl", '{"_id": "x", "text": "A bus."}', "corpus.jsonl:4 has the id 'x' of an earlier document. Give it another."),
        ("queries.jsonl", "[]", f"queries.jsonl:3 cannot be used: input should be an object. {END}"),
        ("queries.jsonl", '{"_id": "q3", "text": "?"}', f"queries.jsonl:3 cannot be used: 'text' is \"?\" (string should match pattern '\\w'). {END}"),
        ("queries.jsonl", '{"_id": "q1", "text": "Who?"}', "queries.jsonl:3 has the id 'q1' of an earlier question. Give it another."),
        ("qrels/test.tsv", "q1\tm/2", "test.tsv:5 has 2 columns, expected 3 (question, document, grade), parted by tabs."),
        ("qrels/test.tsv", "q1 m/2 1", "test.tsv:5 has 1 column, expected 3 (question, document, grade), parted by tabs."),
        ("qrels/test.tsv", "q1\tm/2\thigh", "test.tsv:5 gives the grade 'high', which is no whole number. Mend the line."),
        ("qrels/test.tsv", "q1\tm/3\t1", "test.tsv:5 judges the document 'm/3', which is not in the folder."),
        ("qrels/test.tsv", "q3\tm/1\t1", "test.tsv:5 judges the question 'q3', which is not in the folder."),
        ("qrels/test.tsv", "q1\tm/1\t1", "test.tsv:5 judges 'm/1' for 'q1' a second time. Keep one of the lines."),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_is_told(folder: Path, name: str, line: str, sentence: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(DataInvalid) as raised:
        read_beir(folder)
    assert str(raised.value) == sentence


def test_a_folder_without_judgements_is_told(folder: Path) -> None:
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n", encoding="utf-8")
    with pytest.raises(DataInvalid) as raised:
        read_beir(folder)
    assert str(raised.value) == (
        f"'{folder / 'qrels' / 'test.tsv'}' holds no judgement. Without any, there is nothing to measure."
    )


def test_documents_whose_ids_count_follow_one_another_in_one_meeting() -> None:
    ids = ["m/10", "m/9", "k#0", "k#1", "plain", "a/b", "7", "/3", "m/x/2"]
    assert {
        group: [(fragment, document.id) for fragment, document in of]
        for group, of in paragraphs_of(Document(one, "", "") for one in ids).items()
    } == {
        "m": [("p1", "m/9"), ("p2", "m/10")],
        "k": [("p1", "k#0"), ("p2", "k#1")],
        "plain": [("p1", "plain")],
        "a/b": [("p1", "a/b")],
        "7": [("p1", "7")],
        "/3": [("p1", "/3")],
        "m/x": [("p1", "m/x/2")],
    }


def test_documents_of_one_meeting_have_different_fragments_whatever_their_ids() -> None:
    ids = ["m", "m/1", "m/01", "m#1", "m/٣"]
    (of,) = paragraphs_of(Document(one, "", "") for one in ids).values()
    assert [(fragment, document.id) for fragment, document in of] == [
        ("p1", "m"),
        ("p2", "m#1"),
        ("p3", "m/01"),
        ("p4", "m/1"),
        ("p5", "m/٣"),
    ]

"""`minuted-eval convert`: what each format becomes in another, and what is told of a source that cannot become it."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eval.datasets.beir import read_beir
from eval.datasets.trec import read_qrels, read_rankings

Run = Callable[..., tuple[int, str, str]]
GRITTING = "unknown/unknown/undated/gritting"
KNOWN = (
    "Give a TREC run (6 columns), TREC judgements (4 columns), answers as TREC RAG has them or meetings as QMSum has "
    "them."
)


def asked(run: Run, *arguments: str | Path) -> str:
    """Return what a command prints that ends well and complains of nothing."""
    status, out, err = run(*arguments)
    assert (status, err) == (0, "")
    return out


def asked_json(run: Run, *arguments: str | Path) -> Any:
    """Return the JSON that a command prints."""
    return json.loads(asked(run, *arguments, "--json"))


def test_a_set_is_converted(run: Run, mine: str, tmp_path: Path) -> None:
    out = asked(run, "convert", mine, tmp_path / "beir", "--to", "beir")
    assert out == f"wrote 2 documents and 2 questions and 2 judgements to '{tmp_path / 'beir'}'\n"
    data = read_beir(tmp_path / "beir")
    assert [(one.id, one.title, one.text) for one in data.documents] == [
        (f"{GRITTING}#1.1", "Gritting", "1.1 The salt barn in Mill Lane was filled in October."),
        (f"{GRITTING}#1.2", "Gritting", "1.2 A mine in Cheshire sold forty tonnes."),
    ]
    assert data.questions == {"q1": "Where is the salt barn?", "q2": "When do buses go?"}
    judged = {"q1": {f"{GRITTING}#1.1": 1}, "q2": {f"{GRITTING}#1.2": 1}}
    assert data.qrels == judged
    body = asked_json(run, "convert", tmp_path / "beir", tmp_path / "some.qrels", "--to", "qrels")
    assert body == {"wrote": str(tmp_path / "some.qrels"), "judgements": 2, "questions": 2}
    assert read_qrels(tmp_path / "some.qrels") == judged


def test_a_run_is_packed_and_unpacked(run: Run, mine: str, tmp_path: Path) -> None:
    asked(run, "run", mine, "--retriever", "bm25", "--no-answers", "--out", tmp_path / "out")
    made = tmp_path / "out" / "mine"
    asked(run, "convert", made / "bm25.run", tmp_path / "bm25.run.gz", "--to", "run")
    assert read_rankings(tmp_path / "bm25.run.gz") == read_rankings(made / "bm25.run")
    asked(run, "convert", tmp_path / "bm25.run.gz", tmp_path / "bm25.run", "--to", "run")
    assert (tmp_path / "bm25.run").read_bytes() == (made / "bm25.run").read_bytes()


THEIR_ANSWERS = [
    {
        "metadata": {"team_id": "y", "run_id": "x"},
        "narrative_id": 1,
        "narrative": "What is said of salt?",
        "references": ["oak#2", "oak#1", "oak#2"],
        "answer": [{"text": "Salt was bought.", "citations": [1]}],
    },
    {"narrative_id": "2", "answer": [{"text": "Gone.", "citations": ["elm#1", "oak#1"]}, {"text": "It is."}]},
    {"narrative_id": "3", "references": [], "answer": []},
]


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """Return a packed file of answers in the forms of 2025."""
    path = tmp_path / "their.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps(one) for one in THEIR_ANSWERS).encode()))
    return path


def test_answers_are_written_in_the_form_of_2024(run: Run, theirs: Path, tmp_path: Path) -> None:
    out = asked(run, "convert", theirs, tmp_path / "mine.jsonl", "--to", "answers")
    assert out == f"wrote 3 answers to '{tmp_path / 'mine.jsonl'}'\n"
    first, second, third = (json.loads(line) for line in (tmp_path / "mine.jsonl").read_text("utf-8").splitlines())
    assert first == {
        "run_id": "mine",
        "topic_id": "1",
        "topic": "What is said of salt?",
        "references": ["oak#2", "oak#1"],
        "response_length": 3,
        "answer": [{"text": "Salt was bought.", "citations": [1]}],
        "status": "",
        "strength": None,
    }
    assert (second["references"], second["answer"][0]["citations"]) == (["elm#1", "oak#1"], [0, 1])
    assert (third["references"], third["answer"]) == ([], [])
    # What was written once is written alike again, packed or not.
    asked(run, "convert", tmp_path / "mine.jsonl", tmp_path / "packed" / "mine.jsonl.gz", "--to", "answers")
    packed = (tmp_path / "packed" / "mine.jsonl.gz").read_bytes()
    assert gzip.decompress(packed) == (tmp_path / "mine.jsonl").read_bytes()


def test_what_answers_refer_to_is_a_ranking(run: Run, theirs: Path, tmp_path: Path) -> None:
    assert asked_json(run, "convert", theirs, tmp_path / "their.run", "--to", "run") == {
        "wrote": str(tmp_path / "their.run"),
        "rankings": 2,
    }
    assert (tmp_path / "their.run").read_text("utf-8") == (
        "1 Q0 oak#2 1 2.0 their\n1 Q0 oak#1 2 1.0 their\n2 Q0 elm#1 1 2.0 their\n2 Q0 oak#1 2 1.0 their\n"
    )


def test_judgements_are_packed(run: Run, tmp_path: Path) -> None:
    # Its name does not say what it is, its columns do.
    (tmp_path / "judged.txt").write_text("q1 0 a 2\nq1\t0\tb\t0\n", encoding="utf-8")
    asked(run, "convert", tmp_path / "judged.txt", tmp_path / "judged.qrels.gz", "--to", "qrels")
    assert read_qrels(tmp_path / "judged.qrels.gz") == {"q1": {"a": 2, "b": 0}}


NEITHER = (
    "'{}' holds answers, which say neither questions nor judgements of them. Give a question set, a BEIR folder or a "
    "file of QMSum."
)
MAKES = "minuted-eval run SET --out FOLDER makes both from questions."


@pytest.mark.parametrize(
    ("source", "to", "sentence"),
    [
        ("their.jsonl.gz", "qrels", NEITHER),
        ("their.jsonl.gz", "beir", NEITHER),
        ("some.qrels", "run", f"'{{}}' holds judgements, which make no run. Give rankings or answers; {MAKES}"),
        ("some.qrels", "answers", f"'{{}}' holds judgements, which make no answers. Give answers; {MAKES}"),
        ("sets", "run", f"'{{}}' holds questions, which make no run. Give rankings or answers; {MAKES}"),
        ("silent.jsonl", "run", "no answer of '{}' has a reference, so that nothing is ranked. Give another file."),
        ("empty.txt", "run", f"'{{}}' is empty. {KNOWN}"),
        ("some.csv", "answers", f"'{{}}' is of no format that is known here. {KNOWN}"),
        ("gone.run", "run", "there is no file '{}'. Check the path."),
    ],
)
@pytest.mark.usefixtures("mine", "theirs")
def test_what_cannot_be_made_of_a_source_is_told(run: Run, tmp_path: Path, source: str, to: str, sentence: str) -> None:
    (tmp_path / "some.qrels").write_text("q1 0 a 1\n", encoding="utf-8")
    (tmp_path / "silent.jsonl").write_text('{"topic_id": "1", "answer": []}\n', encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "some.csv").write_text("q1,a,1\n", encoding="utf-8")
    path = tmp_path / source
    assert run("convert", path, tmp_path / "out", "--to", to) == (1, "", f"minuted: {sentence.format(path)}\n")
    assert not (tmp_path / "out").exists()


def test_meetings_of_qmsum_are_converted_and_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    meeting = {
        "meeting_transcripts": [{"speaker": "Chair", "content": "The bus leaves at eight."}],
        "specific_query_list": [{"query": "When does it leave?", "relevant_text_span": [["0", "0"]]}],
    }
    (tmp_path / "council.jsonl").write_text(json.dumps(meeting), encoding="utf-8")
    asked(run, "convert", tmp_path / "council.jsonl", tmp_path / "beir", "--to", "beir")
    assert read_beir(tmp_path / "beir").qrels == {"council_0-q0": {"council_0/0": 1}}
    assert run("convert", tmp_path / "council.jsonl", tmp_path / "beir", "--to", "beir") == (
        1,
        "",
        f"minuted: '{tmp_path / 'beir'}' is there already. Name another target, or remove it.\n",
    )

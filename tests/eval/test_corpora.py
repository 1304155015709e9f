"""The collections that questions are asked of, and whether the judgements of the shipped sets hold against them."""

from pathlib import Path

import pytest

from corpus import sample
from corpus.read import minutes_files
from eval.corpora import Benchmark, collection_for, folder_of, load_benchmark
from eval.datasets.beir import Beir, Document, write_beir
from eval.errors import EvaluationError, QuestionsInvalid
from eval.questions import Gold, Question, QuestionSet, load_set

TEXT = "Agenda item\n\nSchool buses\n\n2.1\u00a0\u00a0 The bus to Fenwick leaves at eight.\n"


def set_over(*gold: Gold) -> Benchmark:
    """Return a set of one question over the shared minutes."""
    asked = Question("q", "When?", "when", gold, bool(gold), place="questions.jsonl:1")
    return Benchmark(QuestionSet("mine", "shared", "Mine.", (asked,)), "mine")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of minutes, one file, that is taken for the shared one."""
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "buses.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path))
    return folder


def test_the_judgements_of_the_sample_hold() -> None:
    told: list[tuple[str, int, int]] = []
    benchmark = load_benchmark("sample")
    files = [file.name for file in minutes_files(sample.FOLDER)]
    with collection_for(benchmark, model="hashed-words", told=lambda *one: told.append(one)) as collection:
        assert_scopes_are_held(benchmark.questions, {summary.id for summary in collection.summaries()})
    assert told == [(name, place, len(files)) for place, name in enumerate(files, start=1)]


def test_the_judgements_of_the_real_minutes_hold(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(shared))
    benchmark = load_benchmark("real-minutes")
    with collection_for(benchmark, model="hashed-words") as collection:
        held = {summary.id for summary in collection.summaries()}
        assert len(held) == 5
        assert_scopes_are_held(benchmark.questions, held)


@pytest.mark.usefixtures("own")
def test_the_collection_is_gone_afterwards() -> None:
    told: list[tuple[str, int, int]] = []
    with collection_for(set_over(), model="hashed-words", told=lambda *one: told.append(one)) as collection:
        folder = collection.folder
        assert folder.is_dir()
        assert [summary.id for summary in collection.summaries()] == ["unknown/unknown/undated/school-buses"]
    assert told == [("buses.txt", 1, 1)]
    assert not folder.parents[1].exists()


@pytest.mark.usefixtures("own")
def test_a_judgement_that_does_not_hold_is_told() -> None:
    with (
        pytest.raises(QuestionsInvalid) as raised,
        collection_for(set_over(Gold("oak#9", 1, "a" * 16)), model="hashed-words"),
    ):
        pytest.fail("the collection was given")
    assert str(raised.value) == (
        "question 'q' (mine, questions.jsonl:1) is answered by 'oak#9', which is not in the collection. Judge it again."
    )


def test_a_file_of_the_corpus_that_is_refused_is_told(own: Path) -> None:
    (own / "empty.txt").touch()
    with pytest.raises(EvaluationError) as raised, collection_for(set_over(), model="hashed-words"):
        pytest.fail("the collection was given")
    assert str(raised.value) == (
        "a file of the corpus was refused: 'empty.txt' is empty: it holds no text to read. "
        "Save the page or document again and add that file."
    )


def test_missing_shared_minutes_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTED_SHARED", str(tmp_path / "nowhere"))
    with pytest.raises(EvaluationError) as raised:
        folder_of(load_set("real-minutes"))
    assert str(raised.value) == (
        f"the minutes that 'real-minutes' is asked of are not in '{tmp_path / 'nowhere' / 'minutes'}'. They are not "
        "part of Minuted; name the folder that holds them with the variable MINUTED_SHARED."
    )


def test_a_missing_folder_of_documents_is_told() -> None:
    with pytest.raises(EvaluationError) as raised:
        folder_of(QuestionSet("mine", "nowhere/minutes", "", ()))
    assert str(raised.value) == (
        "there is no folder 'nowhere/minutes', which 'mine' names as its corpus. Mend set.toml."
    )


BEIR = Beir(
    (
        Document("m/2", "Roads", "It was dear."),
        Document("m/1", "Roads", "Salt was bought."),
        Document("x", "", "The bus leaves at eight."),
        Document("empty", "Nothing", " "),
    ),
    {"q1": "What was bought?", "q2": "Who won?"},
    {"q1": {"m/1": 12, "m/2": 0, "x": 1}, "q2": {"x": 0}},
)


@pytest.fixture
def colours(tmp_path: Path) -> Benchmark:
    """Return what a BEIR folder holds."""
    write_beir(tmp_path / "colours", BEIR)
    return load_benchmark(str(tmp_path / "colours"))


def test_documents_become_minutes_and_neighbours_stand_in_one(colours: Benchmark) -> None:
    with collection_for(colours, model="hashed-words") as collection:
        held = [collection.minutes(summary.id) for summary in collection.summaries()]
    names = colours.names
    assert sorted([names[one.id], one.text, one.headings, one.ordinal] for of in held for one in of.paragraphs) == [
        ["m/1", "Salt was bought.", ("Roads",), 1],
        ["m/2", "It was dear.", ("Roads",), 2],
        ["x", "The bus leaves at eight.", (), 1],
    ]
    assert sorted(len(of.paragraphs) for of in held) == [1, 2]


def test_documents_are_judged_under_their_own_ids_as_the_folder_does(colours: Benchmark, tmp_path: Path) -> None:
    assert colours.source == str(tmp_path / "colours")
    assert colours.qrels == BEIR.qrels
    asked = colours.questions
    assert (asked.name, asked.description) == ("colours", "The questions of the BEIR folder colours.")
    assert [(one.id, one.question, one.answerable) for one in asked.questions] == [
        ("q1", "What was bought?", True),
        ("q2", "Who won?", False),
    ]
    # Grades of questions end at 9; those that are measured by do not.
    assert [(gold.paragraph, gold.grade) for gold in asked.questions[0].gold] == [("m/1", 9), ("x", 1)]


def test_minutes_are_judged_under_the_ids_of_their_paragraphs() -> None:
    benchmark = set_over(Gold("oak#1", 2, "a" * 16), Gold("oak#2", 1, "a" * 16))
    assert benchmark.qrels == {"q": {"oak#1": 2, "oak#2": 1}}
    assert (benchmark.names, benchmark.any_of) == ({}, {})


def test_a_benchmark_of_others_loads(shared: Path) -> None:
    folder = shared / "benchmarks" / "qmsum-committee"
    if not folder.is_dir():
        pytest.skip(f"the folder '{folder}' is not here")
    benchmark = load_benchmark(str(folder))
    assert (len(benchmark.documents), len(benchmark.questions.questions)) == (7477, 350)
    assert len(benchmark.names) == 7477


def assert_scopes_are_held(questions: QuestionSet, minutes: set[str]) -> None:
    """Assert that every question that is asked of one minutes only is asked of minutes that are there."""
    assert {question.scope.minutes_id for question in questions.questions} - {None} <= minutes

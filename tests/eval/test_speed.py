"""What is timed, how often it is asked and what is counted. No test says how fast anything must be."""

import dataclasses
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from eval.corpora import Benchmark, load_benchmark
from eval.datasets.beir import Document
from eval.errors import EvaluationError
from eval.questions import Question, QuestionSet
from eval.speed import processes, timing
from eval.speed.adding import adding
from eval.speed.adding_stages import sizes_of
from eval.speed.again import again
from eval.speed.asking import asking
from eval.speed.growing import growing
from eval.speed.mixing import mixed
from eval.speed.parts import PARTS
from eval.speed.plain import encoder, plain
from eval.speed.processes import in_own_process, run_minuted, served
from eval.speed.reading import reading
from eval.speed.scale import picture, scale
from eval.speed.serving import rows as serving_rows
from eval.speed.serving import serving
from eval.speed.timing import Latency, best_round, latency, peak_mb, resident_mb
from eval.speed.trial import MOST_QUESTIONS, Trial
from eval.speed.worker import TASKS
from index.collection import Collection
from index.embed import DEFAULT_MODEL, load_embedder
from index.passages import Passage
from service.settings import load_settings

Make = Callable[..., Question]


@pytest.fixture
def trial(tmp_path: Path, question: Make) -> Trial:
    """A trial of two documents with three paragraphs, each figure taken once."""
    (tmp_path / "roads.txt").write_text(
        "Agenda item\n\nGritting\n\n1.1\u00a0\u00a0 The salt barn was filled in October.\n\n"
        "1.2\u00a0\u00a0 Salt cost £40,000. It was bought from a mine.\n",
        encoding="utf-8",
    )
    (tmp_path / "buses.txt").write_text(
        "Agenda item\n\nBuses\n\n2.1\u00a0\u00a0 The bus leaves at eight.\n", encoding="utf-8"
    )
    asked = (question("q1", asks="What did the salt cost?"), question("q2", asks="When does the bus leave?"))
    questions = QuestionSet("mine", str(tmp_path), "", asked)
    return Trial(Benchmark(questions, questions.name), load_settings(), rounds=1, clients=(1, 2), sizes=(60, 10, 20))


def test_percentiles_lie_between_two_times_in_proportion() -> None:
    # 21 times, so that the median is the 11th and the 95th percentile the 20th.
    assert latency(number / 1000 for number in range(100, 121)) == Latency(pytest.approx(110), pytest.approx(119))
    # Of 0 and 100 ms, the 95th percentile is 95 hundredths of the way.
    assert latency([0.0, 0.1]) == Latency(pytest.approx(50), pytest.approx(95))


def test_the_best_round_counts_and_the_first_only_warms_up(monkeypatch: pytest.MonkeyPatch) -> None:
    # A clock that is read before and after each call: 0 ms for each in the first round, then 100, 101 … 120 ms, then
    # 0, 10 … 200 ms.
    rounds = [[0] * 21, range(100, 121), range(0, 210, 10)]
    readings = chain.from_iterable((0.0, milliseconds / 1000) for times in rounds for milliseconds in times)
    monkeypatch.setattr(timing, "time", SimpleNamespace(perf_counter=lambda: next(readings)))
    asked: list[int] = []
    found = best_round(range(21), asked.append, rounds=2)
    assert [found.p50_ms, found.p95_ms] == pytest.approx([100, 190])
    assert asked == [*range(21)] * 3
    assert next(readings, None) is None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not tell the memory of a process")
def test_the_peak_of_memory_stays_when_what_is_resident_goes() -> None:
    before = peak_mb()
    assert before is not None
    held = bytearray(b"x") * 300_000_000
    peak, resident = peak_mb(), resident_mb()
    del held
    after, left = peak_mb(), resident_mb()
    assert peak is not None
    assert resident is not None
    assert left is not None
    assert resident >= 300
    # The system counts in pages that it has not all added up yet.
    assert after == pytest.approx(peak, abs=20)
    assert peak >= resident - 20
    assert left <= resident - 250


def test_every_part_is_in_the_table_with_what_it_is() -> None:
    assert list(PARTS) == ["reading", "adding", "again", "asking", "serving", "scale", "plain"]
    assert all(part.about for part in PARTS.values())


def test_reading_tells_each_format(trial: Trial) -> None:
    found = reading(trial)
    assert list(found) == ["text"]
    # A round reads the two documents with their three paragraphs until there are two thousand.
    assert (found["text"].paragraphs, found["text"].documents) == (2001, 1334)
    assert found["text"].paragraphs_per_second > 0


def test_adding_tells_each_stage_apart_and_together(trial: Trial) -> None:
    found = adding(trial)
    assert (found.documents, found.paragraphs, found.passages) == (2, 3, 3)
    # Three passages, with the sentences in them.
    assert found.texts == 3
    for stage in (found.parse, found.embed, found.write, found.together):
        assert stage.paragraphs_per_second > 0
        assert stage.peak_mb is None or stage.peak_mb > 10
    files = set(found.bytes_by_file)
    assert files >= {"minutes.db", "originals", "words"}
    assert not files & {"minutes.db-wal", "minutes.db-shm"}
    assert found.bytes_per_paragraph == sum(found.bytes_by_file.values()) / 3


def test_a_folder_s_sizes_are_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "words" / "deep").mkdir(parents=True)
    (tmp_path / "words" / "a").write_bytes(b"four")
    (tmp_path / "words" / "deep" / "b").write_bytes(b"seventh")
    (tmp_path / "minutes.db").write_bytes(b"twelve bytes")
    assert sizes_of(tmp_path) == {"minutes.db": 12, "words": 11}


def test_adding_again_tells_what_nothing_and_one_change_cost_at_each_size(trial: Trial) -> None:
    found = again(dataclasses.replace(trial, sizes=(60, 10), rounds=2))
    # The first document has two paragraphs more since it was changed twice.
    assert [(size.documents, size.paragraphs) for size in found] == [(1, 50), (2, 102)]
    assert all(min(size.unchanged_seconds, size.changed_seconds) > 0 for size in found)


def test_asking_tells_cold_starts_and_every_number_of_clients(trial: Trial) -> None:
    found = asking(trial)
    assert found.paragraphs == 3
    assert min(found.ask_seconds, found.serve_seconds) > 0
    assert 0 < found.search.p50_ms <= found.search.p95_ms
    assert 0 < found.answer.p50_ms <= found.answer.p95_ms
    assert found.questions_at_once == 4
    assert [(load.clients, load.answered, load.given_up) for load in found.serving] == [(1, 100, 0), (2, 100, 0)]


def test_serving_tells_what_so_many_processes_do_for_so_many_clients(trial: Trial) -> None:
    (found,) = serving(dataclasses.replace(trial, sizes=(50,), workers=(2,)))
    assert (found.paragraphs, found.workers) == (50, 2)
    assert found.ready_seconds > 0
    # A parent and two that answer.
    assert found.memory_mb is None or found.memory_mb > 3 * 10
    assert [(load.what, load.clients, load.answered, load.refused) for load in found.loads] == [
        ("search", 1, 100, 0),
        ("search", 2, 100, 0),
        ("ask", 1, 100, 0),
        ("ask", 2, 100, 0),
    ]
    assert all(0 < load.client_ms < load.p95_ms for load in found.loads)
    named = [name for name, _, _ in serving_rows([found]) if name]
    assert named[:2] == ["50 paragraphs, 2 workers", "  search, 1 client"]


@pytest.mark.parametrize("embedded", [False, True])
def test_a_collection_grows_from_size_to_size_in_whole_documents_smallest_first(trial: Trial, embedded: bool) -> None:
    told: list[tuple[int, int]] = []
    grows = dataclasses.replace(trial, told=lambda done, of: told.append((done, of)), embedded=embedded)
    # 10 and 20 paragraphs are both one document of 50; 60 are two, the second of which is added to the first.
    found = []
    for stage in growing(grows):
        assert min(stage.paragraphs_per_second, stage.bring_up_seconds) > 0
        with Collection.open(stage.folder, load_embedder(trial.settings.model)) as collection:
            found.append((stage.documents, stage.paragraphs, collection.statistics().paragraphs))
            assert is_embedded(collection) == embedded
    assert found == [(1, 50, 50), (2, 100, 100)]
    assert told == [(1, 1), (1, 1)]


def is_embedded(collection: Collection) -> bool:
    """Return whether the first passage has the vector that the model gives it."""
    with collection.connection() as connection:
        (header, text) = connection.execute(
            "SELECT g.header, substr(p.text, g.start_at + 1, g.end_at - g.start_at) FROM passages g "
            "JOIN paragraphs p ON p.number = g.paragraph ORDER BY g.number LIMIT 1"
        ).fetchone()
        vector = collection.embedder.passages([Passage("", "", header, text, 0, len(text)).embedded])[0]
        ((_, similarity),) = collection.vectors.search(connection, vector, 1)
    return similarity > 0.99


def test_scale_tells_what_asking_costs_at_each_size(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.state.EXACT_PASSAGES", 80)
    found = scale(trial)
    assert [(size.documents, size.paragraphs) for size in found] == [(1, 50), (2, 100)]
    for size in found:
        assert min(size.paragraphs_per_second, size.bring_up_seconds, size.serve_seconds) > 0
        assert 0 < size.p50_ms <= size.p95_ms
        assert 0 < size.api_p50_ms <= size.api_p95_ms
        assert 0 < size.http_p50_ms <= size.http_p95_ms
        assert size.server_mb is None or size.server_mb > 10
        assert size.bytes_per_paragraph == sum(size.bytes_by_file.values()) / size.paragraphs
        assert size.recall_at_10 == 1.0
    # The second is quantised.
    assert ["vectors.faiss" in size.bytes_by_file for size in found] == [False, True]
    drawn = picture(found)
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert f"search, median: {found[0].p50_ms:,.1f} at 50, {found[1].p50_ms:,.1f} at 100" in drawn


def test_mixed_vectors_are_like_real_ones_and_all_different() -> None:
    model = load_embedder("hashed-words")
    real = ["The salt barn was filled.", "A bus leaves at eight.", "The library closed on Monday.", "Roses grew."]
    made = mixed(model, real)
    vectors = made.passages([f"Paragraph {number}." for number in range(200)])
    assert vectors.shape == (200, 256)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)
    assert (made.passages(["Paragraph 7."])[0] == vectors[7]).all()
    assert (vectors @ model.passages(real).T).max(axis=1).min() > 0.5
    assert len(np.unique(vectors, axis=0)) == 200
    assert (made.questions(["Salt?"]) == model.questions(["Salt?"])).all()
    assert made.fingerprint == model.fingerprint


def test_the_plain_pipeline_has_the_same_texts_and_questions(trial: Trial) -> None:
    found = plain(dataclasses.replace(trial, rounds=2))
    assert (found.encoder, found.paragraphs, found.questions) == ("hashed-words", 3, 2)
    for one in (found.adding_paragraphs_per_second, found.asking_ms):
        assert one.ours > 0
        assert one.ratio == one.ours / one.plain


def test_the_plain_pipeline_has_the_same_model_loaded_in_silence(
    trial: Trial, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(model=DEFAULT_MODEL)
    capsys.readouterr()
    found = plain(dataclasses.replace(trial, settings=settings))
    assert capsys.readouterr() == ("", "")
    assert found.encoder == "sentence-transformers"
    _, encode = encoder(DEFAULT_MODEL)
    texts = ["The bus leaves at eight.", "Salt cost £40,000."]
    assert ((encode(texts) * load_embedder(DEFAULT_MODEL).passages(texts)).sum(axis=1) > 0.98).all()


def test_all_of_few_questions_and_a_spread_of_many_are_asked(trial: Trial, question: Make) -> None:
    assert trial.questions == ["What did the salt cost?", "When does the bus leave?"]
    many = load_benchmark("sample")
    asked = dataclasses.replace(trial, benchmark=many).questions
    assert len(asked) <= MOST_QUESTIONS
    assert asked[0] == many.questions.questions[0].asked
    step = -(-len(many.questions.questions) // 100)
    assert asked[1] == many.questions.questions[step].asked
    alone = QuestionSet("one", "sample", "", (question("q1", asks="What did the salt cost?"),))
    assert (
        dataclasses.replace(trial, benchmark=Benchmark(alone, alone.name)).questions == ["What did the salt cost?"] * 2
    )


def test_a_beir_folder_is_refused(trial: Trial) -> None:
    questions = QuestionSet("scifact", "documents", "", ())
    with pytest.raises(EvaluationError) as raised:
        dataclasses.replace(
            trial, benchmark=Benchmark(questions, questions.name, (Document("d1", "Salt", "Salt is dear."),))
        )
    assert str(raised.value) == (
        "'scifact' is a BEIR folder, whose documents are no minutes that could be read and added. "
        "Give a question set; 'minuted-eval sets' lists them."
    )


def test_every_task_of_a_process_is_known_by_its_function_s_name() -> None:
    assert {name: task.__name__ for name, task in TASKS.items()} == {name: name for name in TASKS}


def test_what_goes_wrong_in_a_process_of_its_own_is_told(tmp_path: Path) -> None:
    missing = tmp_path / "gone.txt"
    with pytest.raises(EvaluationError) as raised:
        in_own_process("parse", files=[str(missing)], rounds=1)
    assert str(raised.value) == (
        f"measuring 'parse' failed: there is no file '{missing}'. Give the path of minutes to add."
    )


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as raised:
        run_minuted(tmp_path, load_settings(), "ask", "What?")
    assert str(raised.value) == (
        f"'minuted ask' failed: minuted: there are no minutes in '{tmp_path}' yet. Add some: minuted add FILE, or "
        "minuted add --sample"
    )


def test_the_server_is_asked_whatever_the_settings_of_the_shell_are(
    tiny: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings()
    monkeypatch.delenv("MINUTED_MODEL")
    monkeypatch.setenv("MINUTED_HOST", "127.0.0.2")
    monkeypatch.setenv("MINUTED_ALLOWED_HOSTS", "minutes.example.org")
    with served(tiny.folder.parents[1], settings) as server:
        assert server.address.startswith("http://127.0.0.1:")
        assert server.seconds > 0


def test_a_server_that_stops_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as raised, served(tmp_path, load_settings()):
        pass
    assert str(raised.value) == "'minuted serve' stopped with status 1. Run it by itself to see why."


def test_a_server_that_never_answers_is_given_up(tiny: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "START_SECONDS", 0.0)
    with pytest.raises(EvaluationError) as raised, served(tiny.folder.parents[1], load_settings()):
        pass
    assert str(raised.value) == "'minuted serve' has not answered after 0 seconds. Run it by itself to see why."

"""Rerankers: real cross-encoders, tiny ones, loaded as any other; what they put in order, and what is refused."""

import json
import math
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import huggingface_hub.constants
import pytest
from sentence_transformers import CrossEncoder
from torch.nn import Identity

from corpus.minutes import Reading
from index.collection import Collection
from index.embed import Embedder
from index.errors import ModelUnavailable
from index.rerank import Reranker, likelihood, load_reranker, loading
from index.retrieve import consult, retrieve
from index.scope import EVERYTHING
from index.settings import RetrievalSettings

Given = tuple[Reading, bytes]
HEADER = "Ambleford Council · Scrutiny Committee · 12 September 2023 · 45 Roads"
TEXTS = ["The bus.", "A road was a road.", "Bus fares.", "The fare was a, b, c.", "B. C. Bus.", "Roads."]
QUESTION = "the bus fare"


@pytest.fixture(scope="module")
def tiny(tiny_reranker: Path) -> Reranker:
    return load_reranker(str(tiny_reranker))


@pytest.fixture
def reranked(tmp_path: Path, embedder: Embedder, tiny: Reranker, make: Callable[..., Given]) -> Iterator[Collection]:
    with Collection.open(tmp_path / "public", embedder, reranker=lambda: tiny, create=True) as collection:
        collection.add(*make([(str(place), text) for place, text in enumerate(TEXTS, start=1)]))
        yield collection


def logits(folder: Path, texts: list[str]) -> list[float]:
    """Return what the model itself gives, as its own library computes it."""
    model = CrossEncoder(str(folder), device="cpu")
    return [float(one) for one in model.predict([(QUESTION, text) for text in texts], activation_fn=Identity())]


def test_scores_are_the_model_s_own(tiny: Reranker, tiny_reranker: Path) -> None:
    expected = logits(tiny_reranker, TEXTS)
    assert max(expected) - min(expected) > 0.1
    assert tiny.scores(QUESTION, TEXTS) == pytest.approx(expected, abs=1e-5)
    assert tiny.scores(QUESTION, []) == []


def test_the_best_hits_are_in_the_model_s_order_and_the_rest_behind_them(
    reranked: Collection, tiny_reranker: Path
) -> None:
    before = retrieve(reranked, QUESTION)
    hits = retrieve(reranked, QUESTION, settings=RetrievalSettings(reranked=4))
    best = [hit.paragraph.text for hit in before[:4]]
    expected = dict(zip(best, logits(tiny_reranker, [f"{HEADER}\n{text}" for text in best]), strict=True))
    order = sorted(best, key=lambda text: -expected[text])
    assert order != best
    assert [hit.paragraph.text for hit in hits] == [*order, *(hit.paragraph.text for hit in before[4:])]
    assert [hit.rank for hit in hits] == [1, 2, 3, 4, 5, 6]
    for hit in hits[:4]:
        assert hit.score == pytest.approx(1 / (1 + math.exp(-expected[hit.paragraph.text])), abs=1e-5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)
    # What is known of a hit beside its score stays.
    assert {hit.paragraph.id: hit.similarity for hit in hits} == {hit.paragraph.id: hit.similarity for hit in before}


def test_more_are_reranked_than_are_shown(reranked: Collection) -> None:
    whole = retrieve(reranked, QUESTION, settings=RetrievalSettings(reranked=6))
    cut = retrieve(reranked, QUESTION, settings=RetrievalSettings(reranked=6, limit=2))
    assert cut == whole[:2]


def test_a_long_paragraph_counts_by_its_best_passage(
    tmp_path: Path, embedder: Embedder, tiny: Reranker, make: Callable[..., Given]
) -> None:
    text = " ".join([*["The road was a road."] * 60, *["Bus fares."] * 60])
    with Collection.open(tmp_path / "public", embedder, reranker=lambda: tiny, create=True) as collection:
        collection.add(*make([("1", text)]))
        with collection.connection() as connection:
            cuts = connection.execute("SELECT start_at, end_at FROM passages ORDER BY number").fetchall()
        assert len(cuts) > 1
        (hit,) = retrieve(collection, QUESTION, settings=RetrievalSettings(reranked=5))
    scores = tiny.scores(QUESTION, [f"{HEADER}\n{text[start:end]}" for start, end in cuts])
    assert max(scores) - min(scores) > 0.01
    assert hit.score == pytest.approx(likelihood(max(scores)), abs=1e-5)


def test_other_rankings_and_references_are_left_alone(reranked: Collection) -> None:
    settings = RetrievalSettings(reranked=6)
    for retriever in ("dense", "words"):
        plain = retrieve(reranked, QUESTION, retriever=retriever)
        assert retrieve(reranked, QUESTION, settings=settings, retriever=retriever) == plain
    assert retrieve(reranked, "45.2", settings=settings) == retrieve(reranked, "45.2")


def test_what_was_consulted_says_what_ranked_it(reranked: Collection, embedder: Embedder, tiny: Reranker) -> None:
    def made_by(question: str, **settings: int) -> tuple[str, str]:
        found = consult(reranked, question, scope=EVERYTHING, settings=RetrievalSettings(**settings))
        return found.model, found.reranker

    assert made_by(QUESTION, reranked=3) == (embedder.fingerprint, tiny.fingerprint)
    assert made_by(QUESTION) == (embedder.fingerprint, "")
    assert made_by("paragraph 2", reranked=3) == (embedder.fingerprint, "")


def test_a_reranker_is_loaded_once_when_it_is_wanted_first(
    tmp_path: Path, embedder: Embedder, tiny: Reranker, make: Callable[..., Given]
) -> None:
    loaded: list[Reranker] = []

    def load() -> Reranker:
        loaded.append(tiny)
        return tiny

    with Collection.open(tmp_path / "public", embedder, reranker=load, create=True) as collection:
        collection.add(*make([(str(place), text) for place, text in enumerate(TEXTS, start=1)]))
        retrieve(collection, QUESTION)
        assert loaded == []
        expected = retrieve(collection, QUESTION, settings=RetrievalSettings(reranked=6))
        found = []
        ask = lambda: found.append(retrieve(collection, QUESTION, settings=RetrievalSettings(reranked=6)))  # noqa: E731
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [expected] * 8
    assert len(loaded) == 1


def test_reranking_without_a_reranker_is_refused(collection: Collection, potholes: Given) -> None:
    collection.add(*potholes)
    with pytest.raises(ModelUnavailable) as caught:
        retrieve(collection, "potholes", settings=RetrievalSettings(reranked=3))
    assert str(caught.value) == (
        "the best hits are to be reranked, but no reranker is named. Name one with MINUTED_RERANKER."
    )
    assert loading("") is None


def test_other_weights_or_another_longest_input_are_another_reranker(
    tiny: Reranker, tiny_reranker: Path, tmp_path: Path
) -> None:
    name, _, mark = tiny.fingerprint.rpartition("@")
    assert (name, len(mark)) == (str(tiny_reranker), 12)
    other = tmp_path / "other"
    shutil.copytree(tiny_reranker, other)
    assert load_reranker(str(other)).fingerprint == f"{other}@{mark}"
    config = other / "tokenizer_config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "model_max_length": 32}))
    assert load_reranker(str(other)).fingerprint != f"{other}@{mark}"


def test_a_reranker_without_safetensors_is_refused(tiny_reranker: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pickled"
    shutil.copytree(tiny_reranker, folder)
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(ModelUnavailable) as caught:
        load_reranker(str(folder))
    assert str(caught.value) == (
        f"the reranker '{folder}' has no .safetensors weights in '{folder}'. Other formats can run code."
    )


def test_a_folder_that_is_no_model_or_damaged_is_refused(tiny_reranker: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_reranker, tmp_path / "damaged")
    (tmp_path / "damaged" / "model.safetensors").write_bytes(b"x" * 100)
    with pytest.raises(ModelUnavailable, match=r"the reranker '.*damaged' in '.*damaged' does not load: "):
        load_reranker(str(tmp_path / "damaged"))


def test_an_embedding_model_is_no_reranker(tiny_folder: Path) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        load_reranker(str(tiny_folder))
    assert str(caught.value) == (
        f"the reranker '{tiny_folder}' is a model without a head that scores a question and a text (BertModel). "
        "Choose a cross-encoder that was made to rank."
    )


def test_a_classifier_of_several_labels_is_no_reranker(tiny_reranker: Path, tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    shutil.copytree(tiny_reranker, folder)
    model = CrossEncoder(str(tiny_reranker), num_labels=3, device="cpu", model_kwargs={"ignore_mismatched_sizes": True})
    model.save_pretrained(str(folder))
    with pytest.raises(ModelUnavailable) as caught:
        load_reranker(str(folder))
    assert str(caught.value) == (
        f"the reranker '{folder}' gives 3 numbers for a question and a text. Expected one, how well they fit; choose a "
        "cross-encoder that was made to rank."
    )


def test_a_name_that_is_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailable) as caught:
        load_reranker("nobody/no-such-reranker")
    assert str(caught.value) == (
        "there is no reranker 'nobody/no-such-reranker'. Expected a folder, or a name on the Hugging Face hub that "
        "this machine has or can reach."
    )


@pytest.mark.parametrize(
    ("score", "expected"), [(0.0, 0.5), (math.log(3), 0.75), (-math.log(3), 0.25), (1e9, 1.0), (-1e9, 0.0)]
)
def test_a_score_becomes_a_likelihood(score: float, expected: float) -> None:
    assert likelihood(score) == pytest.approx(expected)

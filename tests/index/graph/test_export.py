"""Graphs beside the models that they are made from."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.embed import DEFAULT_MODEL, load_embedder
from index.embedder import Embedder
from index.errors import ModelUnexportable
from index.graph.bert import shape_of
from index.graph.export import Likeness, export, likeness
from index.graph.run import Graph
from index.original import Original, load_original

TEXTS = ["the bus fares.", "a road", "the road was a b c.", "bus", ""]
BERT = {
    "model_type": "bert",
    "hidden_act": "gelu",
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "layer_norm_eps": 1e-12,
    "pad_token_id": 0,
}


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Original:
    return load_original(tiny_folder, "tiny", ["0"])


def changed(folder: Path, to: Path, **settings: object) -> Original:
    """Return the tiny model with other settings of its pooling."""
    shutil.copytree(folder, to)
    file = next(to.glob("*Pooling/config.json"))
    file.write_text(json.dumps({**json.loads(file.read_text()), **settings}))
    return load_original(to, "other", ["0"])


def test_a_graph_gives_the_vectors_of_its_model(tiny: Original) -> None:
    graph = Graph(export(tiny))
    assert (graph.mark, graph.dimensions, graph.card.pooling) == (tiny.mark, 16, "mean")
    assert (graph.passages(TEXTS) * tiny.passages(TEXTS)).sum(axis=1) == pytest.approx([1] * 5, abs=0.02)
    assert graph.card.mean >= 0.995
    assert graph.passages([]).shape == (0, 16)


def test_a_graph_and_its_model_give_the_same_vectors_of_spans(tiny: Original) -> None:
    spans = [[(0, 3), (4, 7)], [(0, 6)], [], [(0, 3)], []]
    graph = Graph(export(tiny))
    whole, found, *_ = graph.parts(TEXTS, spans)
    whole_there, found_there, *_ = tiny.parts(TEXTS, spans)
    assert (whole * whole_there).sum(axis=1) == pytest.approx([1] * 5, abs=0.02)
    assert (np.concatenate(found) * np.concatenate(found_there)).sum(axis=1) == pytest.approx([1] * 4, abs=0.05)
    assert whole.tolist() == graph.passages(TEXTS).tolist()


@pytest.mark.parametrize("pooling", ["cls", "max", "lasttoken"])
def test_other_poolings_are_kept_and_their_spans_are_texts(tiny_folder: Path, tmp_path: Path, pooling: str) -> None:
    original = changed(tiny_folder, tmp_path / "other", pooling_mode=pooling)
    graph = Graph(export(original))
    assert (graph.passages(TEXTS) * original.passages(TEXTS)).sum(axis=1) == pytest.approx([1] * 5, abs=0.05)
    _, (found,), *_ = graph.parts(["the bus fares."], [[(4, 7)]])
    assert found.tolist() == graph.passages(["bus"]).tolist()


def test_a_pooling_that_is_not_known_is_no_graph(tiny_folder: Path, tmp_path: Path) -> None:
    original = changed(tiny_folder, tmp_path / "other", pooling_mode="weightedmean")
    with pytest.raises(ModelUnexportable) as caught:
        export(original)
    assert str(caught.value) == "its vectors are pooled by 'weightedmean', without their prompts, or cut"


def test_the_shape_of_a_model_is_read() -> None:
    shape = shape_of(BERT)
    assert (shape.layers, shape.heads, shape.epsilon, shape.offset) == (2, 4, 1e-12, 0)
    # RoBERTa counts places from the one after its padding's.
    assert shape_of({**BERT, "model_type": "xlm-roberta", "pad_token_id": 1}).offset == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"model_type": "mpnet"}, "its architecture is 'mpnet', not one of bert, roberta, xlm-roberta, camembert"),
        ({"hidden_act": "relu"}, "its activation is 'relu', or its positions are not absolute"),
        (
            {"position_embedding_type": "relative_key"},
            "its activation is 'gelu', or its positions are not absolute",
        ),
        ({"is_decoder": True}, "it is a decoder"),
    ],
)
def test_a_shape_that_no_graph_has_is_refused(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        shape_of({**BERT, **changes})


def test_likeness_is_of_vectors_and_of_rankings() -> None:
    here, there = np.eye(2, dtype=np.float32), np.array([[1, 0], [0.6, 0.8]], dtype=np.float32)
    # Each of the two questions ranks both passages among the first ten.
    assert likeness((here, there), (here, here)) == Likeness(pytest.approx(0.8), pytest.approx(3.8 / 4), 1.0)


def test_rankings_are_alike_where_the_first_ten_are_as_good() -> None:
    # Twelve passages at cosines of 1, .95, .9 … to the question; the other model turns the order round.
    cosines = np.linspace(1, 0.45, 12, dtype=np.float32)
    passages = np.stack([cosines, np.sqrt(1 - cosines**2)], axis=1)
    question = np.array([[1, 0]], dtype=np.float32)
    assert likeness((passages, passages), (question, question)).agreement == 1.0
    # Its first ten are the original's last ten, of which eight are among the first ten.
    assert likeness((passages[::-1].copy(), passages), (question, question)).agreement == pytest.approx(0.8)
    # Where the original has all alike, every order is as good.
    same = np.repeat(question, 12, axis=0)
    assert likeness((passages, same), (question, question)).agreement == 1.0


def test_what_is_close_enough_is_bounded() -> None:
    assert Likeness(0.99, 0.998, 0.96).is_close
    assert not Likeness(0.98, 0.998, 0.96).is_close
    assert not Likeness(0.99, 0.994, 0.96).is_close
    assert not Likeness(0.99, 0.998, 0.94).is_close


@pytest.fixture(scope="session")
def default() -> Embedder:
    return load_embedder(DEFAULT_MODEL)


def test_the_default_model_is_a_graph(default: Embedder) -> None:
    assert default.runs_on.startswith("onnxruntime, ")
    assert default.note == ""


def test_no_text_of_a_batch_changes_another_s_vector(default: Embedder) -> None:
    texts = [f"The Committee agreed to note report {number}. " * (1 + number % 9) for number in range(40)]
    together = default.passages(texts)
    assert together.tobytes() == default.passages(texts).tobytes()
    assert together[::-1].tobytes() == default.passages(texts[::-1]).tobytes()
    for place in (0, 7, 39):
        assert default.passages([texts[place]])[0].tobytes() == together[place].tobytes()
        assert default.questions([texts[place]])[0].tobytes() == together[place].tobytes()
    parts, *_ = default.parts(texts, [[(0, 13)]] * 40)
    assert parts.tobytes() == together.tobytes()


def test_a_text_longer_than_the_model_reads_is_read_as_far_as_that_goes(default: Embedder) -> None:
    words = "the road " * 400
    whole, (spans,), *_ = default.parts([words], [[(0, 8), (len(words) - 9, len(words))]])
    assert whole.tolist() == default.passages(["the road " * 300]).tolist()
    assert spans[1].tolist() == default.passages(["the road "])[0].tolist()


def test_what_is_no_unicode_is_embedded_too(default: Embedder) -> None:
    assert np.isfinite(default.passages(["half a pair: \ud800 here"])).all()

"""Embedders: the default model, the hashed words, and any folder that sentence-transformers loads."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import huggingface_hub.constants
import numpy as np
import pytest

from index.embed import (
    DEFAULT_MODEL,
    DEFAULT_WEIGHTS_SHA256,
    NOT_YET,
    Embedder,
    load_embedder,
    load_folder,
    runs_on,
    unit,
)
from index.errors import ModelUnavailable


@pytest.fixture(scope="session")
def default() -> Embedder:
    return load_embedder(DEFAULT_MODEL)


def test_the_default_model_gives_unit_vectors_by_meaning(default: Embedder) -> None:
    assert (default.name, default.dimensions) == ("all-MiniLM-L6-v2", 384)
    assert default.fingerprint.startswith("all-MiniLM-L6-v2@")
    assert len(default.fingerprint.rpartition("@")[2]) == 12
    vectors = default.passages(["The child ran away from the home.", "A child was missing.", "The budget was set."])
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    asked = default.questions(["Did a child go missing?"])[0]
    assert int(np.argmax(vectors @ asked)) == 1
    assert default.passages([]).shape == (0, 384)


def test_weights_that_were_changed_are_refused_before_they_are_read(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"tampered")
    with pytest.raises(ModelUnavailable) as caught:
        load_folder(tmp_path, name=DEFAULT_MODEL, cache=tmp_path, expected_sha256=DEFAULT_WEIGHTS_SHA256)
    # printf tampered | sha256sum
    assert str(caught.value) == (
        "the weights of 'all-MiniLM-L6-v2' have the sha256 "
        "d121be3103007b41edf96f8262925f8c7d61894afe9a041843b631f69445bc57, not the expected "
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db. "
        "Install the package again from a source you trust."
    )


def test_the_hashed_words_are_the_same_on_every_machine() -> None:
    hashed = load_embedder("hashed-words")
    assert (hashed.dimensions, hashed.fingerprint) == (256, load_embedder("hashed-words").fingerprint)
    vectors = hashed.passages(["The bus fares", "bus fare", "library", "", "…"])
    assert vectors.shape == (5, 256)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1] * 5, abs=1e-6)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    assert hashed.questions([]).shape == (0, 256)
    assert hashed.passages(["A B"])[0].tolist() == hashed.questions(["a b"])[0].tolist()


def test_a_folder_is_loaded_by_sentence_transformers(tiny_folder: Path) -> None:
    tiny = load_embedder(str(tiny_folder))
    assert tiny.dimensions == 16
    vectors = tiny.passages(["the bus fares.", "a road"])
    assert vectors.shape == (2, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert tiny.questions(["the bus fares."])[0] == pytest.approx(vectors[0], abs=1e-5)
    assert load_embedder(str(tiny_folder)).fingerprint == tiny.fingerprint


def test_other_pooling_or_weights_are_another_model(tiny_folder: Path, tmp_path: Path) -> None:
    first = load_folder(tiny_folder, name="tiny", cache=tmp_path).fingerprint
    other = tmp_path / "other"
    shutil.copytree(tiny_folder, other)
    config = next(other.glob("*Pooling/config.json"))
    config.write_text(config.read_text().replace("mean", "max"))
    assert load_folder(other, name="tiny", cache=tmp_path).fingerprint != first


def test_a_folder_without_safetensors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(ModelUnavailable) as caught:
        load_embedder(str(tmp_path))
    assert str(caught.value) == (
        f"the model '{tmp_path}' has no .safetensors weights in '{tmp_path}'. Other formats can run code."
    )


def test_damaged_weights_are_refused(tiny_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(tiny_folder, tmp_path / "damaged")
    (tmp_path / "damaged" / "model.safetensors").write_bytes(b"x" * 100)
    with pytest.raises(ModelUnavailable, match=r"the model 'tiny' in '.*damaged' does not load: "):
        load_folder(tmp_path / "damaged", name="tiny", cache=tmp_path)


def test_a_name_that_is_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelUnavailable) as caught:
        load_embedder("nobody/no-such-model")
    assert str(caught.value) == (
        "there is no model 'nobody/no-such-model'. Expected one of all-MiniLM-L6-v2, hashed-words, a folder, or a name "
        "on the Hugging Face hub that this machine has or can reach."
    )


@pytest.mark.parametrize("value", [0.0, float("nan"), float("inf")])
def test_a_vector_that_cannot_be_compared_is_refused(value: float) -> None:
    vectors = np.ones((2, 4), dtype=np.float32)
    vectors[1] = value
    with pytest.raises(ModelUnavailable) as caught:
        unit(vectors)
    assert str(caught.value) == (
        "the embedding model gave a vector that is zero or not a number. Its files are damaged, or it does not run "
        "on this machine; choose another model."
    )


def test_what_would_run_is_told_without_making_or_fetching_it(
    tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = load_embedder("hashed-words")
    assert runs_on("hashed-words", tmp_path) == f"{hashed.fingerprint} on hashing"
    assert runs_on(str(tiny_folder), tmp_path / "new") == f"{tiny_folder}, {NOT_YET}"
    assert not (tmp_path / "new").exists()
    made = load_embedder(str(tiny_folder), tmp_path)
    assert made.runs_on.startswith("onnxruntime, ")
    assert runs_on(str(tiny_folder), tmp_path) == f"{made.fingerprint} on {made.runs_on}"
    # Were the hub asked, it would be by this address, where nothing listens, and that would be told in other words.
    monkeypatch.setattr(huggingface_hub.constants, "ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelUnavailable) as caught:
        runs_on("nobody/no-such-model", tmp_path)
    assert str(caught.value) == (
        "the model 'nobody/no-such-model' is not on this machine; the first command that needs it looks for it on the "
        "Hugging Face hub."
    )


def test_loading_a_light_embedder_does_not_import_torch() -> None:
    code = "import sys, index.embed as e; e.load_embedder('hashed-words'); print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=os.environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_every_sign_of_a_passage_is_of_characters_of_it(default: Embedder) -> None:
    texts = ["Barn · Roads\nThe café’s salt cost £410,000 (½ of it in 2023).", "of the", "salt " * 400]
    for text, signs in zip(texts, default.parts(texts, [[]] * len(texts)).tokens, strict=True):
        told = default.telling(text)
        assert len(told) == len(signs) * 8 // default.dimensions
    for text in (texts[0], texts[2]):
        told = default.telling(text)
        assert all(text[start:end].strip() for start, end in told)
        assert told == sorted(told)
    assert "café" in {texts[0][start:end] for start, end in default.telling(texts[0])}

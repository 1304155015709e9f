"""What `minuted settings` says would run: each model, on what, or why it would not."""

from pathlib import Path

import pytest

from index.embed import load_embedder
from service import terminal
from service.running import Running, running
from service.settings import load_settings


def test_without_models_of_ones_own_only_the_embedding_model_runs() -> None:
    hashed = load_embedder("hashed-words").fingerprint
    assert running(load_settings(model="hashed-words")) == Running(f"{hashed} on hashing", "none", "none")


def test_a_reranker_and_a_language_model_are_named_with_where_they_run(tiny_reranker: Path) -> None:
    settings = load_settings(
        model="hashed-words", reranker=str(tiny_reranker), llm_address="http://models.example:8080/v1", llm_model="tiny"
    )
    runs = running(settings)
    assert runs.reranker == f"{tiny_reranker} on sentence-transformers, from '{tiny_reranker}'"
    assert runs.language_model == "tiny at models.example:8080; answers are quoted unless somebody asks otherwise"


def test_what_is_wrong_with_a_model_is_told_in_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = load_settings(model=str(tmp_path), reranker="nobody/no-such-reranker")
    terminal.settings(settings, running(settings), as_json=False)
    refusal = f"the model '{tmp_path}' has no .safetensors weights in '{tmp_path}'. Other formats can run code."
    assert capsys.readouterr().out.splitlines()[-4:] == [
        "What runs by them:",
        f"    embedding: {refusal}",
        "    reranker: the reranker 'nobody/no-such-reranker' is not on this machine; the first command that needs it "
        "looks for it on the Hugging Face hub.",
        "    language model: none",
    ]

"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] bus fare road the was ##s a b c .".split()


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the home of whoever runs it, and from the settings of their shell."""
    for name in [name for name in os.environ if name.startswith("MINUTED_") and name != "MINUTED_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MINUTED_HOME", str(tmp_path_factory.mktemp("home")))
    # Making a graph takes a while, so that one is kept from run to run; it is named for all that made it.
    monkeypatch.setenv("MINUTED_CACHE", str(Path(__file__).parent.parent / "build" / "test-cache"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of documents that are no part of the project (the five real minutes); skips where it is missing."""
    root = Path(__file__).parent.parent
    folder = Path(os.environ.get("MINUTED_SHARED", root.parent / "shared"))
    if not (folder / "minutes").is_dir():
        pytest.skip(f"the real minutes are not here ('{folder}'); MINUTED_SHARED can name their folder")
    return folder


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a real but tiny model: one layer, sixteen dimensions, fifteen words."""
    # Imported here because these take seconds, which few tests need.
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer  # noqa: PLC0415
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415

    root = tmp_path_factory.mktemp("tiny")
    (root / "vocab.txt").write_text("\n".join(WORDS))
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(root / "bert")
    BertTokenizerFast(str(root / "vocab.txt")).save_pretrained(root / "bert")
    transformer = Transformer(str(root / "bert"))
    model = SentenceTransformer(modules=[transformer, Pooling(16, pooling_mode="mean")], device="cpu")
    model.save(str(root / "model"))
    return root / "model"


@pytest.fixture(scope="session")
def tiny_reranker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a real but tiny cross-encoder, whose weights are large enough for its scores to differ."""
    # Imported here because these take seconds, which few tests need.
    import torch  # noqa: PLC0415
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast  # noqa: PLC0415

    root = tmp_path_factory.mktemp("reranker")
    (root / "vocab.txt").write_text("\n".join(WORDS))
    torch.manual_seed(11)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(root / "model")
    BertTokenizerFast(str(root / "vocab.txt")).save_pretrained(root / "model")
    return root / "model"

"""The client against a server that others wrote: `transformers serve`, with a tiny model that is made here.

It needs one package more than Minuted does, `accelerate`; CONTRIBUTING.md has the command. The model has learned one
sentence by heart, which it says whatever it is asked, so that what must come is known.
"""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

from prompts import Message, Shown, load
from service.errors import ModelFailed
from service.llm import Llm, llm_of
from service.settings import load_settings

ANSWER = "Potholes on Mill Lane were repaired for £4,000 [1]."
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def tiny_llm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a language model of one layer and teach it the sentence: each word calls for the next."""
    # Imported here because these take seconds, which few tests need.
    import torch  # noqa: PLC0415
    from tokenizers import Tokenizer, decoders, pre_tokenizers  # noqa: PLC0415
    from tokenizers.models import WordLevel  # noqa: PLC0415
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast  # noqa: PLC0415

    words = ["<unk>", "<end>", "<assistant>", *(f"▁{word}" for word in ANSWER.split())]
    core = Tokenizer(WordLevel({word: place for place, word in enumerate(words)}, unk_token="<unk>"))  # noqa: S106
    core.pre_tokenizer, core.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    marks = {"unk_token": "<unk>", "eos_token": "<end>", "pad_token": "<end>"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=core, additional_special_tokens=["<assistant>"], **marks)
    tokenizer.chat_template = "{% for one in messages %}{{ one['content'] }} {% endfor %}<assistant>"
    torch.manual_seed(7)
    sizes = {"hidden_size": 32, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = LlamaConfig(vocab_size=len(words), **sizes, bos_token_id=None, eos_token_id=1, pad_token_id=1)
    model = LlamaForCausalLM(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02)
    sentence = torch.tensor([*range(2, len(words)), 1])
    for step in range(300):
        # Any prompt, of any of its words, and the sentence, which alone is learned.
        prompt = torch.randint(0, len(words), (step % 400,)) * (torch.rand(step % 400) < 0.2)
        ids, unlearned = torch.cat([prompt, sentence]), torch.full_like(prompt, -100)
        model(input_ids=ids[None], labels=torch.cat([unlearned, sentence])[None]).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    folder = tmp_path_factory.mktemp("tiny-llm")
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def address(tiny_llm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if find_spec("accelerate") is None:
        pytest.skip(
            "'transformers serve' needs accelerate, which is not installed: see CONTRIBUTING.md#a-language-model"
        )
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = str(listening.getsockname()[1])
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(tiny_llm)]
    log = tmp_path_factory.mktemp("log") / "serve.txt"
    with log.open("wb") as written:
        serving = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", port, "--device", "cpu"],
            env={**os.environ, "HF_HUB_OFFLINE": "1"},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        for _ in range(240):
            assert serving.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            try:
                if httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).is_success:
                    break
            except httpx.HTTPError:
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        serving.terminate()
        serving.wait(20)


@pytest.fixture
def llm(address: str, tiny_llm: Path) -> Llm:
    made = llm_of(load_settings(llm_address=address, llm_model=str(tiny_llm), llm_first_seconds=60))
    assert made is not None
    return made


def asked() -> Sequence[Message]:
    shown = Shown(1, "Potholes on Mill Lane were repaired for £4,000.", "Roads Board, Oakshire, 1 March 2024, item 3")
    return load("answer").render(question="What did the potholes cost?", paragraphs=[shown])


async def heard(llm: Llm) -> list[str]:
    return [piece async for piece in llm.pieces(asked())]


def test_the_prompt_is_answered_piece_by_piece(llm: Llm) -> None:
    pieces = asyncio.run(heard(llm))
    assert "".join(pieces).strip() == ANSWER
    assert len(pieces) == len(ANSWER.split())


def test_an_answer_that_reaches_its_most_tokens_is_cut(address: str, tiny_llm: Path) -> None:
    llm = llm_of(load_settings(llm_address=address, llm_model=str(tiny_llm), llm_tokens=4))
    assert llm is not None
    text = ""

    async def ask() -> None:
        nonlocal text
        async for piece in llm.pieces(asked()):
            text += piece

    with pytest.raises(ModelFailed) as caught:
        asyncio.run(ask())
    assert (text.strip(), caught.value.reason, caught.value.is_unwell) == ("Potholes on Mill Lane", "cut", False)


def test_a_model_that_is_not_served_is_refused(address: str) -> None:
    llm = llm_of(load_settings(llm_address=address, llm_model="another"))
    assert llm is not None
    with pytest.raises(ModelFailed) as caught:
        asyncio.run(heard(llm))
    assert (caught.value.reason, caught.value.detail) == ("refused", "it answered with status 400")


def test_several_are_answered_at_once_and_one_who_leaves_harms_nobody(llm: Llm) -> None:
    async def leave() -> list[str]:
        async with aclosing(llm.pieces(asked())) as pieces:
            return [await anext(pieces)]

    async def all_at_once() -> list[list[str]]:
        return await asyncio.gather(heard(llm), leave(), heard(llm), leave(), heard(llm))

    texts = ["".join(pieces).strip() for pieces in asyncio.run(all_at_once())]
    assert texts == [ANSWER, "Potholes", ANSWER, "Potholes", ANSWER]

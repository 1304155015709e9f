"""A loaded model in, the bytes of its graph out: 8 bits where that is quicker and as good, else exact.

Each way of rounding is held against the original on texts that it was not chosen by, and the first that is close enough
is taken; the order is from the quickest to the most exact.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embedder import Vectors
from index.errors import ModelUnexportable
from index.graph.bert import OFFSETS, PARTS, QKV, Shape, Weights, graph_of, inputs_of, shape_of
from index.graph.probes import QUESTIONS, probes
from index.graph.rounding import Seen, rounding, seen, widest
from index.graph.run import CARD, Card, Graph, card_text, session_of
from index.original import Original, document_prompt, question_prompt
from index.pooling import POOLINGS

if TYPE_CHECKING:
    from onnx import ModelProto

# Cosines to the original. Rankings follow the least of them; 8 bits done well give .996 and .998 to all-MiniLM-L6-v2.
LEAST_COSINE = 0.985
MEAN_COSINE = 0.995
# The share of a question's first TOP passages that the original has there too, or so close that it is a tie.
TOP = 10
TIE = 0.005
AGREEMENT = 0.95
# The greatest weight of each way, None for no rounding. Processors without instructions for 8-bit sums add two products
# in 16 bits, which overflow unless the weights leave a bit free.
WAYS: Mapping[str, int | None] = {"8 bits": 127, "8 bits, weights of 7": 63, "32 bits": None}
TIMED_TEXTS = 12


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike the vectors of a graph and its original are. agreement: of the first TOP, in [0, 1]."""

    least: float
    mean: float
    agreement: float

    @property
    def is_close(self) -> bool:
        """Whether the one may stand for the other."""
        return self.least >= LEAST_COSINE and self.mean >= MEAN_COSINE and self.agreement >= AGREEMENT


def export(original: Original) -> bytes:
    """Return the graph of a model as the bytes of an ONNX file with its card.

    Raises ModelUnexportable for a model that cannot be one, or whose graph does not do what it does.
    """
    card, weights, shape = _card(original), _weights(original), _shape(original)
    calibration, held_out = probes()
    passages, questions = original.passages(held_out), original.questions(QUESTIONS)
    try:
        plain = _with_card(graph_of(weights, shape), card)
    except KeyError as missing:
        raise ModelUnexportable(f"its weights lack {missing}") from None
    exact = Graph(plain)
    _check_tokens(original, exact, held_out)
    ranges = _ranges(exact, weights, shape, calibration)
    tried = []
    for name, most in WAYS.items():
        how = {x: rounding(ranges[x], _weight(weights, x), most=most) for x in ranges} if most else {}
        data = _with_card(graph_of(weights, shape, how), card) if most else plain
        graph = Graph(data)
        found = likeness((graph.passages(held_out), passages), (graph.questions(QUESTIONS), questions))
        tried.append(f"{name}: {found.least:.4f} at least, {found.mean:.4f} in the mean, {found.agreement:.0%}")
        if found.is_close and (most is None or _is_quicker(graph, exact, held_out)):
            return _with_card_of(data, replace(card, rounding=name, least=found.least, mean=found.mean))
    raise ModelUnexportable(f"its graph gives other vectors ({'; '.join(tried)})")


def likeness(passages: tuple[Vectors, Vectors], questions: tuple[Vectors, Vectors]) -> Likeness:
    """Return how alike two models are by their vectors of the same passages and questions, shape (n, d) each."""
    cosines = np.concatenate([(ours * theirs).sum(axis=1) for ours, theirs in (passages, questions)])
    ours, theirs = (asked @ told.T for asked, told in zip(questions, passages, strict=True))
    chosen = np.argsort(-ours, axis=1, kind="stable")[:, :TOP]
    last = np.sort(theirs, axis=1)[:, -TOP:].min(axis=1, keepdims=True)
    as_good = np.take_along_axis(theirs, chosen, axis=1) >= last - TIE
    return Likeness(float(cosines.min()), float(cosines.mean()), float(as_good.mean()))


def _card(original: Original) -> Card:
    model: Any = original.model
    steps = [type(step).__name__ for step in model]
    if steps[:2] != ["Transformer", "Pooling"] or not set(steps[2:]) <= {"Normalize"}:
        raise ModelUnexportable(f"its steps are {', '.join(steps)}")
    pooling, tokenizer = model[1].pooling_mode, getattr(model.tokenizer, "backend_tokenizer", None)
    if pooling not in POOLINGS or not model[1].include_prompt or model.truncate_dim is not None:
        raise ModelUnexportable(f"its vectors are pooled by '{pooling}', without their prompts, or cut")
    if tokenizer is None:
        raise ModelUnexportable("its tokenizer is none of the library 'tokenizers'")
    return Card(
        mark=original.mark,
        dimensions=original.dimensions,
        tokenizer=tokenizer.to_str(),
        longest=_longest(original),
        question=question_prompt(model),
        passage=document_prompt(model),
        pooling=pooling,
        rounding="",
        least=0,
        mean=0,
    )


def _bert(original: Original) -> Any:
    """Return the model of transformers inside a model of sentence-transformers."""
    step: Any = original.model[0]
    return step.auto_model


def _longest(original: Original) -> int:
    """Return the most tokens of a text: what the model says, or has places for."""
    config = _bert(original).config
    offset = int(config.pad_token_id) + 1 if OFFSETS.get(config.model_type) else 0
    places = int(config.max_position_embeddings) - offset
    return min(original.model.max_seq_length or places, places)


def _shape(original: Original) -> Shape:
    try:
        return shape_of(_bert(original).config.to_dict())
    except (ValueError, KeyError, TypeError) as error:
        raise ModelUnexportable(str(error)) from None


def _weights(original: Original) -> Weights:
    return {name: value.float().numpy() for name, value in _bert(original).state_dict().items()}


def _check_tokens(original: Original, graph: Graph, texts: Sequence[str]) -> None:
    theirs = original.model.tokenizer(list(texts), truncation=True, max_length=graph.card.longest)["input_ids"]
    if [graph.ids_of(text) for text in texts] != theirs:
        raise ModelUnexportable("its tokenizer cuts texts otherwise than its file says")


def _ranges(graph: Graph, weights: Weights, shape: Shape, texts: Sequence[str]) -> dict[str, Seen]:
    """Return what goes into the linear layers over some texts, by the name of the input."""
    from onnx import TensorProto, helper

    names = inputs_of(shape)
    tapped = graph_of(weights, shape)
    del tapped.graph.output[:]
    tapped.graph.output.extend([helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names])
    session = session_of(tapped.SerializeToString())
    # Text by text, since the inputs of all of them would fill the memory.
    ranges = [
        [seen(value) for value in session.run(names, {"ids": np.array([graph.ids_of(text)], dtype=np.int64)})]
        for text in texts
    ]
    return {name: widest(of) for name, of in zip(names, zip(*ranges, strict=True), strict=True)}


def _weight(weights: Weights, name: str) -> NDArray[np.float32]:
    """Return the weight that the input of a linear layer meets, shape (in, out)."""
    layer, _, part = name.partition(".")
    prefix = f"encoder.layer.{layer}"
    if part == PARTS[0]:
        return np.concatenate([weights[f"{prefix}.attention.self.{one}.weight"].T for one in QKV], axis=1)
    step = {"context": "attention.output", "hidden": "intermediate", "active": "output"}[part]
    return np.asarray(weights[f"{prefix}.{step}.dense.weight"].T)


def _is_quicker(graph: Graph, exact: Graph, texts: Sequence[str]) -> bool:
    """Return whether a graph takes less time than the exact one, each in its better round of two."""

    def seconds(one: Graph) -> float:
        started = time.perf_counter()
        one.passages(texts[:TIMED_TEXTS])
        return time.perf_counter() - started

    rounds = [(seconds(graph), seconds(exact)) for _ in range(2)]
    return min(ours for ours, _ in rounds) < min(theirs for _, theirs in rounds)


def _with_card(model: "ModelProto", card: Card) -> bytes:
    from onnx import helper

    helper.set_model_props(model, {CARD: card_text(card)})
    return bytes(model.SerializeToString())


def _with_card_of(data: bytes, card: Card) -> bytes:
    import onnx

    return _with_card(onnx.load_from_string(data), card)

"""The weights of a BERT and how they are rounded in, one ONNX graph out: token ids to the vectors of the tokens.

The graph takes one text at a time. Nothing is padded then, so no mask is needed, and no text's vector depends on which
others were embedded with it. On two cores two texts run at once, which is quicker than two cores over one batch.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.graph.rounding import Rounding, rounded_weight

if TYPE_CHECKING:
    from onnx import ModelProto

Weights = Mapping[str, NDArray[Any]]
Array = NDArray[np.float32]

OPSET, CONTRIB_OPSET, IR_VERSION = 18, 1, 9
CONTRIB = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a BERT's config.json says. offset: the row of the position table that the first token has."""

    layers: int
    heads: int
    epsilon: float
    offset: int


def shape_of(config: Mapping[str, Any]) -> Shape:
    """Return the shape of a model. Raises ValueError for one that this graph cannot be."""
    kind, activation = config.get("model_type"), config.get("hidden_act")
    if kind not in OFFSETS:
        raise ValueError(f"its architecture is '{kind}', not one of {', '.join(OFFSETS)}")
    if activation != "gelu" or config.get("position_embedding_type", "absolute") != "absolute":
        raise ValueError(f"its activation is '{activation}', or its positions are not absolute")
    if config.get("is_decoder") or config.get("add_cross_attention"):
        raise ValueError("it is a decoder")
    after_padding = int(config["pad_token_id"]) + 1 if OFFSETS[kind] else 0
    heads, epsilon = int(config["num_attention_heads"]), float(config["layer_norm_eps"])
    return Shape(int(config["num_hidden_layers"]), heads, epsilon, after_padding)


# Whether positions are counted from the row after the padding token's. RoBERTa's layers are BERT's.
OFFSETS = {"bert": False, "roberta": True, "xlm-roberta": True, "camembert": True}


def graph_of(weights: Weights, shape: Shape, rounding: Mapping[str, Rounding] | None = None) -> "ModelProto":
    """Return the graph of a model, with the product of every linear layer rounded to 8 bits where rounding is given.

    Input `ids`, shape (1, n), int64; output `tokens`, shape (1, n, d), float32. rounding: by the name of the layer's
    input, of each of `inputs_of(shape)`. Raises KeyError where a weight is missing.
    """
    from onnx import TensorProto, helper

    build = _Build(weights, shape, dict(rounding or {}))
    x = build.embeddings()
    for layer in range(shape.layers):
        x = build.layer(x, layer)
    build.node("Identity", [x], "tokens")
    size = int(weights["embeddings.LayerNorm.weight"].shape[0])
    graph = helper.make_graph(
        build.nodes,
        "bert",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "n"])],
        [helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [1, "n", size])],
        build.constants,
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, CONTRIB_OPSET)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION, producer_name="minuted")


def inputs_of(shape: Shape) -> list[str]:
    """Return the names of what goes into the linear layers, in order: four a layer."""
    return [f"{layer}.{part}" for layer in range(shape.layers) for part in PARTS]


# What goes into a layer's queries, keys and values; into attention's output; into both halves of the feed-forward.
PARTS = ("attended", "context", "hidden", "active")


class _Build:
    """The nodes and constants of a graph as they are added."""

    def __init__(self, weights: Weights, shape: Shape, rounding: dict[str, Rounding]) -> None:
        self.weights, self.shape, self.rounding = weights, shape, rounding
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, kind: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        from onnx import helper

        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def constant(self, name: str, value: NDArray[Any]) -> str:
        from onnx import numpy_helper

        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> Array:
        return self.weights[name].astype(np.float32)

    def embeddings(self) -> str:
        """Add the tokens' embeddings with those of their places; every token is of type 0."""
        places = self.weight("embeddings.position_embeddings.weight")[self.shape.offset :]
        kinds = self.weight("embeddings.token_type_embeddings.weight")
        self.constant("words", self.weight("embeddings.word_embeddings.weight"))
        self.constant("places", places + kinds[0])
        self.constant("first", np.array([0], dtype=np.int64))
        self.node("Shape", ["ids"], "count", start=1, end=2)
        self.node("ConstantOfShape", ["count"], "ones", value=_one(1))
        self.node("ConstantOfShape", ["count"], "zeros", value=_one(0))
        self.node("Gather", ["words", "ids"], "worded")
        self.node("Slice", ["places", "first", "count"], "placed")
        return self.normalised(["worded", "placed"], "embeddings.LayerNorm", "0.attended")

    def normalised(self, added: list[str], name: str, output: str) -> str:
        """Add a sum and its layer normalisation.

        Written with InstanceNormalization, over the one text as if its tokens were channels: onnxruntime's own
        LayerNormalization goes number by number and takes four times as long.
        """
        total = self.node("Add", added, f"{output}.sum")
        even = self.node(
            "InstanceNormalization", [total, "ones", "zeros"], f"{output}.even", epsilon=self.shape.epsilon
        )
        scale = self.constant(f"{output}.gamma", self.weight(f"{name}.weight"))
        shift = self.constant(f"{output}.beta", self.weight(f"{name}.bias"))
        return self.node("Add", [self.node("Mul", [even, scale], f"{output}.scaled"), shift], output)

    def layer(self, x: str, layer: int) -> str:
        """Add one layer: attention and feed-forward, each with its sum and normalisation."""
        name = f"encoder.layer.{layer}"
        context = self.attention(x, f"{name}.attention.self", f"{layer}.context")
        kept = self.linear(context, f"{name}.attention.output.dense", f"{layer}.kept")
        hidden = self.normalised([kept, x], f"{name}.attention.output.LayerNorm", f"{layer}.hidden")
        wide = self.linear(hidden, f"{name}.intermediate.dense", f"{layer}.wide", biased=False)
        bias = self.constant(f"{layer}.wide.bias", self.weight(f"{name}.intermediate.dense.bias"))
        active = self.node("BiasGelu", [wide, bias], f"{layer}.active", CONTRIB)
        narrow = self.linear(active, f"{name}.output.dense", f"{layer}.narrow")
        return self.normalised([narrow, hidden], f"{name}.output.LayerNorm", f"{layer + 1}.attended")

    def attention(self, x: str, name: str, output: str) -> str:
        """Add attention of one text over itself. Its values are stretched as the next layer's rounding wants them."""
        parts = [(self.weight(f"{name}.{part}.weight").T, self.weight(f"{name}.{part}.bias")) for part in QKV]
        if output in self.rounding:
            stretch = self.rounding[output].stretch
            parts[2] = (parts[2][0] / stretch, parts[2][1] / stretch)
        weight = np.concatenate([one for one, _ in parts], axis=1)
        bias = self.constant(f"{output}.bias", np.concatenate([one for _, one in parts]))
        if x not in self.rounding:
            whole = self.constant(f"{output}.weight", weight)
            return self.node("Attention", [x, whole, bias], output, CONTRIB, num_heads=self.shape.heads)
        rounded, scale, zero = self.rounded(x)
        w, w_scale, w_zero = self.rounded_weight(x, weight, output)
        inputs = [rounded, w, bias, scale, w_scale, "", zero, w_zero]
        return self.node("QAttention", inputs, output, CONTRIB, num_heads=self.shape.heads)

    def linear(self, x: str, name: str, output: str, *, biased: bool = True) -> str:
        """Add a linear layer."""
        weight = self.weight(f"{name}.weight").T
        bias = [self.constant(f"{output}.bias", self.weight(f"{name}.bias"))] if biased else []
        if x not in self.rounding:
            whole = self.constant(f"{output}.weight", weight)
            product = self.node("MatMul", [x, whole], f"{output}.product" if biased else output)
            return self.node("Add", [product, *bias], output) if biased else product
        rounded, scale, zero = self.rounded(x)
        w, w_scale, w_zero = self.rounded_weight(x, weight, output)
        return self.node("MatMulIntegerToFloat", [rounded, w, scale, w_scale, zero, w_zero, *bias], output, CONTRIB)

    def rounded(self, x: str) -> tuple[str, str, str]:
        """Add what rounds the input of a layer to 8 bits; return it, its scale and its zero."""
        how = self.rounding[x]
        even = x
        # What comes out of attention is stretched already, by its values.
        if not x.endswith(".context"):
            even = self.node("Mul", [x, self.constant(f"{x}.stretch", 1 / how.stretch)], f"{x}.stretched")
        scale = self.constant(f"{x}.scale", np.array(how.scale, dtype=np.float32))
        zero = self.constant(f"{x}.zero", np.array(how.zero, dtype=np.uint8))
        return self.node("QuantizeLinear", [even, scale, zero], f"{x}.rounded"), scale, zero

    def rounded_weight(self, x: str, weight: Array, name: str) -> tuple[str, str, str]:
        values, scale = rounded_weight(weight, self.rounding[x])
        return (
            self.constant(f"{name}.weight", values),
            self.constant(f"{name}.weight.scale", scale),
            self.constant(f"{name}.weight.zero", np.zeros(len(scale), dtype=np.int8)),
        )


QKV = ("query", "key", "value")


def _one(value: float) -> object:
    from onnx import numpy_helper

    return numpy_helper.from_array(np.array([value], dtype=np.float32))

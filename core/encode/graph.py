"""The fp32 ONNX graph of all-MiniLM-L6-v2, from its weights: a BERT of six layers, mean pooling, L2 normalisation.

Architecture: Devlin et al., "BERT", 2018 (arXiv 1810.04805), post-layer-norm; sizes from the model's own config.json. The graph
takes ONE text, so it needs no padding and no attention mask: the input `ids` is int64[tokens], the output `vector` float32[384].
`onnx` is a dependency of set-up only and imported inside the functions that use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from onnx import ModelProto, NodeProto, TensorProto

Weights = Mapping[str, NDArray[np.float32]]

LAYERS = 6
HIDDEN = 384
HEADS = 12
MAX_TOKENS = 256
LAYER_NORM_EPSILON = 1e-12
_OPSET = 20  # the first with Gelu
_IR_VERSION = 9


class _Graph:
    """Nodes and constants of a graph under construction."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: NDArray[np.float32] | NDArray[np.int64]) -> str:
        """Adds a constant and returns its name."""
        from onnx import numpy_helper  # noqa: PLC0415 (set-up only)

        self.constants.append(numpy_helper.from_array(np.array(value, order="C"), name))
        return name

    def node(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        """Adds a node with one output and returns that output's name."""
        from onnx import helper  # noqa: PLC0415 (set-up only)

        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, **attributes))
        return output

    def integers(self, name: str, *values: int) -> str:
        """Adds a constant int64 vector and returns its name."""
        return self.constant(name, np.array(values, np.int64))

    def dense(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """`x @ weight.T + bias`, with the weight as PyTorch stores it: float32[out, in]."""
        product = self.node("MatMul", [x, self.constant(f"{name}.weight", weight.T)], f"{name}.product")
        return self.node("Add", [product, self.constant(f"{name}.bias", bias)], name)

    def layer_norm(self, x: str, name: str, weights: Weights) -> str:
        """Layer normalisation over the last axis."""
        inputs = [
            x,
            self.constant(f"{name}.weight", weights[f"{name}.weight"]),
            self.constant(f"{name}.bias", weights[f"{name}.bias"]),
        ]
        return self.node("LayerNormalization", inputs, name, axis=-1, epsilon=LAYER_NORM_EPSILON)


def build_graph(weights: Weights) -> ModelProto:
    """The model as an ONNX graph (opset 20) that maps `ids` int64[tokens] to `vector` float32[384], L2-normalised."""
    from onnx import TensorProto, helper  # noqa: PLC0415 (set-up only)

    graph = _Graph()
    x = _embeddings(graph, weights)
    for layer in range(LAYERS):
        x = _feed_forward(graph, weights, f"encoder.layer.{layer}", _attention(graph, weights, f"encoder.layer.{layer}", x))
    _pooling(graph, x)
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["tokens"])
    vector = helper.make_tensor_value_info("vector", TensorProto.FLOAT, [HIDDEN])
    body = helper.make_graph(graph.nodes, "all-MiniLM-L6-v2", [ids], [vector], graph.constants)
    return helper.make_model(
        body, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION, producer_name="countersign"
    )


def _embeddings(graph: _Graph, weights: Weights) -> str:
    """Word, position and (always the first) segment embeddings, normalised: float32[tokens, 384]."""
    # The segment is always the first, so its row is added to the positions once and for all.
    segment = weights["embeddings.token_type_embeddings.weight"][0]
    positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS] + segment
    words = graph.constant("embeddings.words.table", weights["embeddings.word_embeddings.weight"])
    word = graph.node("Gather", [words, "ids"], "embeddings.words")
    tokens = graph.node("Shape", ["ids"], "tokens")
    bounds = [
        graph.constant("embeddings.positions.table", positions),
        graph.integers("zero", 0),
        tokens,
        graph.integers("axis0", 0),
    ]
    position = graph.node("Slice", bounds, "embeddings.positions")
    return graph.layer_norm(graph.node("Add", [word, position], "embeddings.sum"), "embeddings.LayerNorm", weights)


def _attention(graph: _Graph, weights: Weights, at: str, x: str) -> str:
    """Multi-head self-attention with residual and layer norm: float32[tokens, 384]."""
    parts = [f"{at}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([weights[f"{part}.weight"] for part in parts])
    bias = np.concatenate([weights[f"{part}.bias"] for part in parts])
    joined = graph.dense(x, f"{at}.qkv", weight, bias)
    shape = graph.integers(f"{at}.heads.shape", -1, 3, HEADS, HIDDEN // HEADS)
    heads = graph.node("Reshape", [joined, shape], f"{at}.heads")
    context = _scaled_dot_product(graph, at, graph.node("Transpose", [heads], f"{at}.heads.first", perm=[1, 2, 0, 3]))
    out = f"{at}.attention.output"
    dense = graph.dense(context, f"{out}.dense", weights[f"{out}.dense.weight"], weights[f"{out}.dense.bias"])
    return graph.layer_norm(graph.node("Add", [dense, x], f"{out}.sum"), f"{out}.LayerNorm", weights)


def _scaled_dot_product(graph: _Graph, at: str, heads: str) -> str:
    """Attention of float32[3, heads, tokens, 32] (query, key, value) as float32[tokens, 384] (arXiv 1706.03762, 3.2.1)."""
    query, key, value = (
        graph.node("Gather", [heads, graph.constant(f"{at}.{name}.index", np.array(i, np.int64))], f"{at}.{name}", axis=0)
        for i, name in enumerate(("query", "key", "value"))
    )
    turned = graph.node("Transpose", [key], f"{at}.key.turned", perm=[0, 2, 1])
    scale = graph.constant(f"{at}.scale", np.array((HIDDEN // HEADS) ** -0.5, np.float32))
    scores = graph.node("Mul", [graph.node("MatMul", [query, turned], f"{at}.scores"), scale], f"{at}.scores.scaled")
    share = graph.node("Softmax", [scores], f"{at}.share", axis=-1)
    mixed = graph.node("MatMul", [share, value], f"{at}.mixed")
    back = graph.node("Transpose", [mixed], f"{at}.mixed.turned", perm=[1, 0, 2])
    return graph.node("Reshape", [back, graph.integers(f"{at}.context.shape", -1, HIDDEN)], f"{at}.context")


def _feed_forward(graph: _Graph, weights: Weights, at: str, x: str) -> str:
    """The two dense layers with the exact (erf) GELU, residual and layer norm: float32[tokens, 384]."""
    inner = f"{at}.intermediate.dense"
    wide = graph.node("Gelu", [graph.dense(x, inner, weights[f"{inner}.weight"], weights[f"{inner}.bias"])], f"{at}.gelu")
    outer = f"{at}.output.dense"
    dense = graph.dense(wide, outer, weights[f"{outer}.weight"], weights[f"{outer}.bias"])
    return graph.layer_norm(graph.node("Add", [dense, x], f"{at}.output.sum"), f"{at}.output.LayerNorm", weights)


def _pooling(graph: _Graph, x: str) -> None:
    """The mean over all tokens, special ones included, L2-normalised, as sentence-transformers does."""
    mean = graph.node("ReduceMean", [x, "axis0"], "mean", keepdims=0)
    graph.node("LpNormalization", [mean], "vector", axis=-1, p=2)

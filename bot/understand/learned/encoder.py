"""Text → an embedding, by the ONNX encoder of `knowledge/pembaca/` on one thread.

Without side effects; among other texts a text gets the same embedding but for rounding. Knows no rules.
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
            rows = self._run([ids[n] for n in chosen])
            if found is None:
                found = np.empty((len(ids), rows.shape[1]), np.float32)
            found[chosen] = rows
        return found if found is not None else np.empty((0, 0), np.float32)

    def _run(self, ids: Sequence[Sequence[int]]) -> Matrix:
        padded = np.full((len(ids), max(map(len, ids))), _PAD, np.int64)
        for row, own in zip(padded, ids, strict=True):
            row[: len(own)] = own
        embedded: Matrix = self._session.run(None, {"ids": padded})[0]
        return embedded

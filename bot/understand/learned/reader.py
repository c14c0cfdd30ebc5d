"""The learned reader of `knowledge/pembaca/`: verified against its manifest, loaded, and asked.

It says which rule may be meant, which kind of answer, and which facts the words state. It never decides what
is allowed: verdicts come from `rulebook.decide` on facts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.understand.learned.encoder import MODEL, TOKENIZER, Encoder, Matrix
from bot.understand.learned.heads import Heads

FOLDER, MANIFEST, HEADS = "pembaca", "manifest.json", "heads.npz"
FILES = (MODEL, TOKENIZER, HEADS)
_REMEDY = "ambil lagi folder pembaca dari rilis, atau latih ulang dengan make model."
_FAINT = 0.002
"""Share of belief below which a rule is not named."""


class ReaderError(ValueError):
    """The learned reader is missing or damaged; `str` is one Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What the learned reader says of one text: rule id → share, outcome's batch name → share, and
    `fakta=nilai` → probability that the words state it."""

    rules: Mapping[str, float]
    outcomes: Mapping[str, float]
    facts: Mapping[str, float]


class LearnedReader:
    """Encoder and heads, ready to read.

    Packs as its heads alone: whoever unpacks it attaches the encoder that lies beside his rule base.
    """

    def __init__(self, heads: Heads, encoder: Encoder | None = None) -> None:
        self.heads, self._encoder = heads, encoder

    def __reduce__(self) -> tuple[Any, ...]:
        return (LearnedReader, (self.heads,))

    def attach(self, folder: Path) -> None:
        """Opens the encoder in `folder`; raises ReaderError as `open_reader` does."""
        self._encoder = open_encoder(folder)

    @property
    def encoder(self) -> Encoder:
        """The encoder attached. Raises RuntimeError where there is none."""
        if self._encoder is None:
            raise RuntimeError("the learned reader was unpacked and has no encoder attached")
        return self._encoder

    def read(self, text: str, ranges: Sequence[tuple[int, int]] = ()) -> tuple[Impression, ...]:
        """An impression of the text, then one of each range of its characters, heard in its surroundings."""
        return self._impressions(self.encoder.embed_parts(text, ranges))

    def read_each(self, texts: Sequence[str]) -> tuple[Impression, ...]:
        """An impression of each text by itself, all in one run."""
        return self._impressions(self.encoder.embed(texts)) if texts else ()

    def _impressions(self, embedded: Matrix) -> tuple[Impression, ...]:
        rules, outcomes = self.heads.of_rules(embedded), self.heads.of_outcomes(embedded)
        facts = self.heads.of_facts(embedded)
        return tuple(
            Impression(
                {name: share for name, share in _named(self.heads.rules, rules[n]) if share >= _FAINT},
                dict(_named(self.heads.outcomes, outcomes[n])),
                dict(_named(self.heads.facts, facts[n])),
            )
            for n in range(len(embedded))
        )

    def fitted(self, phrasings: Mapping[str, Sequence[str]]) -> LearnedReader:
        """This reader with columns for just these rules; those it was not trained on get the mean of their
        phrasings."""
        spoken = [name for name, texts in phrasings.items() if texts]
        new = [name for name in spoken if name not in self.heads.rules]
        means = {name: _mean(self.encoder.embed(phrasings[name])) for name in new}
        return LearnedReader(self.heads.for_rules(spoken, means), self.encoder)


def open_reader(folder: Path) -> LearnedReader:
    """The reader in `folder`, each file compared with the manifest.

    Raises ReaderError where a file is missing, unreadable or not the one that the manifest names.
    """
    encoder = open_encoder(folder)
    try:
        heads = load_heads(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReaderError(_damaged(folder / HEADS)) from error
    return LearnedReader(heads, encoder)


def open_encoder(folder: Path) -> Encoder:
    """The encoder in `folder`, after all files of the reader were compared with the manifest.

    Raises ReaderError as `open_reader` does.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name in FILES:
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != manifest["sha256"][name]:
                    raise ReaderError(_damaged(folder / name))
    except OSError as error:
        raise ReaderError(
            f"{error.filename}: berkas pembaca tidak ada atau tidak terbaca; {_REMEDY}"
        ) from error
    except (json.JSONDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ReaderError(_damaged(folder / MANIFEST)) from error
    return Encoder(folder)


def load_heads(folder: Path) -> Heads:
    """The heads as trained. Raises ValueError where they do not fit the columns that the manifest names."""
    columns = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    with np.load(folder / HEADS) as stored:
        found = Heads(
            rules=tuple(columns["rules"]),
            outcomes=tuple(columns["outcomes"]),
            facts=tuple(columns["facts"]),
            rule=stored["rule.w"],
            rule_bias=stored["rule.b"],
            outcome=stored["outcome.w"],
            outcome_bias=stored["outcome.b"],
            fact=stored["fact.w"],
            fact_bias=stored["fact.b"],
        )
    widths = (found.rule_bias.size, found.outcome_bias.size, found.fact_bias.size)
    if widths != (len(found.rules), len(found.outcomes), len(found.facts)):
        raise ValueError("heads do not fit the manifest")
    return found


def _damaged(path: Path) -> str:
    return f"{path}: berkas pembaca rusak atau bukan pasangan manifestnya; {_REMEDY}"


def _mean(embedded: Matrix) -> Matrix:
    mean = embedded.mean(0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _named(columns: Sequence[str], row: Matrix) -> Iterable[tuple[str, float]]:
    return zip(columns, row.tolist(), strict=True)

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
    """Encoder and heads, ready to read. Packs as its folder and heads, and opens the folder when unpacked."""

    def __init__(self, folder: Path, heads: Heads) -> None:
        self.folder, self.heads = folder, heads
        self._encoder = Encoder(folder)

    def __reduce__(self) -> tuple[Any, ...]:
        return (LearnedReader, (self.folder, self.heads))

    def read(self, texts: Sequence[str]) -> list[Impression]:
        """An impression for each text."""
        embedded = self._encoder.embed(texts)
        rules, outcomes = self.heads.of_rules(embedded), self.heads.of_outcomes(embedded)
        facts = self.heads.of_facts(embedded)
        return [
            Impression(
                {name: share for name, share in _named(self.heads.rules, rules[n]) if share >= _FAINT},
                dict(_named(self.heads.outcomes, outcomes[n])),
                dict(_named(self.heads.facts, facts[n])),
            )
            for n in range(len(texts))
        ]

    def fitted(self, phrasings: Mapping[str, Sequence[str]]) -> LearnedReader:
        """This reader with columns for just these rules; those it was not trained on get the mean of their
        phrasings."""
        new = [name for name in phrasings if name not in self.heads.rules]
        means = {name: _mean(self._encoder.embed(phrasings[name])) for name in new}
        return LearnedReader(self.folder, self.heads.for_rules(tuple(phrasings), means))


def open_reader(folder: Path) -> LearnedReader:
    """The reader in `folder`, each file compared with the manifest.

    Raises ReaderError where a file is missing, unreadable or not the one that the manifest names.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        wanted = {name: manifest["sha256"][name] for name in FILES}
        for name in FILES:
            with (folder / name).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != wanted[name]:
                    raise ReaderError(_damaged(folder / name))
        return LearnedReader(folder, load_heads(folder))
    except OSError as error:
        raise ReaderError(
            f"{error.filename}: berkas pembaca tidak ada atau tidak terbaca; "
            "ambil lagi folder pengetahuan/pembaca dari rilis, atau jalankan make model."
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, ReaderError):
            raise
        raise ReaderError(_damaged(folder / MANIFEST)) from error


def load_heads(folder: Path) -> Heads:
    """The heads as trained."""
    columns = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    with np.load(folder / HEADS) as stored:
        return Heads(
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


def _damaged(path: Path) -> str:
    return (
        f"{path}: berkas pembaca rusak atau bukan pasangan manifestnya; "
        "ambil lagi folder pengetahuan/pembaca dari rilis, atau jalankan make model."
    )


def _mean(embedded: Matrix) -> Matrix:
    mean = embedded.mean(0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


def _named(columns: Sequence[str], row: Matrix) -> Iterable[tuple[str, float]]:
    return zip(columns, row.tolist(), strict=True)

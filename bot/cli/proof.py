"""The proof by composition, spread over the processors: see `bot.check.reading.proof`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.check.reading import proof
from bot.cli.core.load_checked import proven
from bot.cli.core.settings import Ground
from bot.understand.open import Knowledge

_SEED = 2026
_CHUNK = 500
_ASIDES = 2_000
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Result:
    """`figures` holds composed, looser, asked, strict, and for words that change nothing plain and kept."""

    figures: dict[str, int]
    looser: tuple[str, ...]


def prove(ground: Ground, sentences: int) -> Result:
    """Compose and read; `sentences` beside something forbidden, and some beside words that change nothing."""
    knowledge = proven(ground)
    day = ground.today()
    loose, strict = proof.messages(knowledge.book, day)
    with ProcessPoolExecutor(os.cpu_count(), initializer=_open, initargs=(ground, day)) as pool:
        allowed = [one for found in pool.map(_permitted, _chunks(loose)) for one in found]
        forbidden = [text for found in pool.map(_forbidden, _chunks(strict)) for text in found]
        made = list(proof.composed(allowed, forbidden, sentences, _SEED))
        plain = list(proof.beside_asides(allowed, min(_ASIDES, sentences), _SEED))
        counted: Counter[str] = Counter()
        looser: list[str] = []
        for found, wrong in pool.map(_tally, _chunks(made)):
            counted += found
            looser += wrong
        kept = sum(found["looser"] for found, _ in pool.map(_tally, _chunks(plain)))
    figures = {
        "composed": len(made),
        **{name: counted[name] for name in ("looser", "asked", "strict")},
        "plain": len(plain),
        "kept": kept,
    }
    return Result(figures, tuple(looser))


_worker: list[tuple[Knowledge, date]] = []


def _open(ground: Ground, day: date) -> None:
    _worker.append((proven(ground), day))


def _permitted(texts: Sequence[str]) -> list[str]:
    knowledge, day = _worker[0]
    return proof.permitted(knowledge.book, knowledge.reader, texts, day)


def _forbidden(texts: Sequence[str]) -> list[str]:
    knowledge, day = _worker[0]
    return proof.forbidden(knowledge.book, knowledge.reader, texts, day)


def _tally(sentences: Sequence[str]) -> tuple[Counter[str], list[str]]:
    knowledge, day = _worker[0]
    return proof.tally(knowledge.book, knowledge.reader, sentences, day)


def _chunks(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]

"""An answer as JSON and back, so that it can be shown again exactly as it was given.

The words of the question are left out on purpose: neither journal nor dialogue keeps them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from bot.ask.model import Answer, FactQuestion
from bot.rulebook.cite import Citation
from bot.rulebook.model import Practice

_TEXTS = (
    "possible",
    "understood",
    "correctable",
    "conditions",
    "readings",
    "deciding",
    "notes",
    "unexplained",
)


def freeze(answer: Answer) -> dict[str, object]:
    """What JSON can hold of an answer."""
    frozen = asdict(answer)
    del frozen["words"]
    return {**frozen, "on": answer.on.isoformat(), "parts": [freeze(part) for part in answer.parts]}


def thaw(frozen: Mapping[str, Any]) -> Answer:
    """The answer that `freeze` was given, without its words."""
    ask = frozen["ask"]
    return Answer(
        **{
            **frozen,
            **{name: tuple(frozen.get(name, ())) for name in _TEXTS},
            "on": date.fromisoformat(frozen["on"]),
            "basis": tuple(Citation(**one) for one in frozen["basis"]),
            "practice": tuple(Practice(**one) for one in frozen["practice"]),
            "ask": FactQuestion(**{**ask, "options": _pairs(ask["options"])}) if ask else None,
            "choices": _pairs(frozen["choices"]),
            "parts": tuple(thaw(part) for part in frozen["parts"]),
        }
    )


def _pairs(frozen: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in frozen)

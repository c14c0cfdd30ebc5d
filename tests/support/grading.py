"""Grades answers to questions with known verdicts: right, asked, handover, false, unsafe or wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.ask.model import Answer

ROUNDS = Path(__file__).parents[1] / "data" / "rounds"
_STRICTNESS = {"prohibited": 0, "required": 0, "depends": 1, "allowed_with_conditions": 2, "allowed": 3}
_OUTSIDE = "out_of_scope"


@dataclass(frozen=True)
class Known:
    """A question, the outcomes that authorities give it, and the one that would put the asker at risk."""

    id: str
    text: str
    good: frozenset[str]
    outside: bool
    unsafe: str | None


def questions(name: str) -> Iterator[Known]:
    """The questions of one round."""
    for line in (ROUNDS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        good = frozenset({raw["expected"], *raw.get("accept", [])})
        yield Known(raw["id"], raw["question"], good, raw["expected"] == _OUTSIDE, raw.get("unsafe_if"))


def grade(known: Known, answer: Answer) -> str:
    """The class of one answer; `asked` where the right verdict is still among the possible ones."""
    if answer.outcome in known.good or (known.outside and answer.outcome == "handover"):
        return "right"
    if known.outside:
        return "false"
    if answer.outcome in {_OUTSIDE, "handover"}:
        return "handover"
    if answer.outcome == "clarify":
        return "asked" if known.good & set(answer.possible) else "wrong"
    strict = [_STRICTNESS[outcome] for outcome in known.good if outcome in _STRICTNESS]
    if answer.outcome not in _STRICTNESS or not strict:
        return "wrong"
    looser = _STRICTNESS[answer.outcome] > max(strict) and answer.outcome != "depends"
    return "unsafe" if answer.outcome == known.unsafe or looser else "wrong"

"""An answer as one JSON object, in the shape that release regression and outside scoring depend on."""

from __future__ import annotations

from bot.ask.model import Answer


def record(answer: Answer) -> dict[str, object]:
    """Outcome, what is still possible, rule, facts, citations; two questions give two records in `parts`."""
    return {**_one(answer), "parts": [_one(part) for part in answer.parts]}


def _one(answer: Answer) -> dict[str, object]:
    return {
        "outcome": answer.outcome,
        "possible": list(answer.possible),
        "rule": answer.rule,
        "facts": dict(answer.facts),
        # What was looked for and not found cites nothing.
        "citations": [
            {"instrument": one.instrument, "pinpoint": one.pinpoint or ""}
            for one in answer.basis
            if one.instrument
        ],
    }

"""What the constants of arbitration should be, fitted on messages that nobody trained on.

Prints suggestions; they are written into `bot/understand/constants.py` by hand, with the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from bot.rulebook.lines import Line, meant
from bot.rulebook.model import RuleBook
from bot.training.base import Array
from bot.understand import constants
from bot.understand.arbitrate import witness
from bot.understand.read import Reader

_FLOORS = (constants.HEAD_FLOOR, constants.RULES_FLOOR, constants.WORDS_FLOOR)
_HELD = 0.98
"""Share of messages whose right answer must be among what is offered."""
_PENALTY = 0.003


@dataclass(frozen=True, slots=True)
class Calibration:
    """Exponents of the three witnesses, and the belief that the right answer has in 98 of 100 messages."""

    head: float
    rules: float
    words: float
    open: float


def calibrate(compiled: Reader, book: RuleBook, lines: Sequence[Line]) -> Calibration:
    """Fit on `lines`, of which `compiled` must not have learned. Raises ValueError where there are none."""
    outcomes = compiled.learned.heads.outcomes
    rows, right = [], []
    for line in lines:
        label = meant(book, line)
        if label in outcomes:
            found = witness(book, compiled.read(line.text).whole, book.release.day)
            witnesses = (found.head, found.rules, found.words)
            rows.append([[one.get(outcome, 0.0) for one in witnesses] for outcome in outcomes])
            right.append(outcomes.index(label))
    if not rows:
        raise ValueError("no calibration lines")
    logs = np.log(np.array(rows) + np.array(_FLOORS))
    places = (np.arange(len(right)), np.array(right))

    def cost(weights: Array) -> float:
        return float(-np.log(_belief(logs, weights)[places]).mean() + _PENALTY * (weights**2).sum())

    weights = minimize(cost, np.full(3, 0.5), bounds=[(0.0, 3.0)] * 3, method="L-BFGS-B").x
    believed = np.sort(_belief(logs, weights)[places])
    # Split conformal: with n messages the bound is the floor((n + 1) * (1 - held))-th smallest belief.
    bound = believed[max(0, int((len(believed) + 1) * (1 - _HELD)) - 1)]
    return Calibration(*(round(float(one), 3) for one in (*weights, bound)))


def _belief(logs: Array, weights: Array) -> Array:
    scores = logs @ weights
    raised = np.exp(scores - scores.max(1, keepdims=True))
    shares: Array = raised / raised.sum(1, keepdims=True)
    return shares

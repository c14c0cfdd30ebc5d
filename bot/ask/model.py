"""A question put to the rule base and the answer to it, as plain data for every renderer.

`**bold**` and `_italic_` are the only markup in the texts; renderers escape everything else. Nothing here
knows Telegram, storage or who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.rulebook.cite import Citation
from bot.rulebook.model import Practice


@dataclass(frozen=True, slots=True)
class Question:
    """What was typed, and what is known besides: facts already chosen, the asker's status, a picked rule."""

    text: str
    on: date
    given: Mapping[str, str] = field(default_factory=dict)
    status: str | None = None
    rule: str | None = None
    suspended: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    """Facts that the asker said not to know ("tidak tahu")."""


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """The one fact asked back, with its options as (value, label)."""

    fact: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that there is to say. `outcome` and `possible` use the names of the batch contract.

    `kind`: verdict, information, clarify (one fact asked), choose (candidates offered), declined (not its
    business), handover, not_in_force, suspended.
    """

    kind: str
    outcome: str
    on: date
    release: str
    approved_by: str | None
    possible: tuple[str, ...] = ()
    rule: str | None = None
    title: str = ""
    version: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    understood: tuple[str, ...] = ()
    correctable: tuple[str, ...] = ()
    body: str = ""
    conditions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    safe: str = ""
    risk: str = ""
    risk_for: str = ""
    basis: tuple[Citation, ...] = ()
    practice: tuple[Practice, ...] = ()
    notes: tuple[str, ...] = ()
    ask: FactQuestion | None = None
    choices: tuple[tuple[str, str], ...] = ()
    parts: tuple[Answer, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

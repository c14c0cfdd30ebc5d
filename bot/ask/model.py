"""A question and its answer as plain data: what the understanding hands to whoever shows, keeps or scores it.

It knows no layout, no store and no way to find the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.rulebook.cite import Citation
from bot.rulebook.model import Practice


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and for which day.

    `given` are facts that the asker chose (several values of one fact joined by commas), `status` what the
    roster knows of him, `rule` the candidate he picked, `unknown` the facts he said he does not know, and
    `suspended` the rules out of service.
    """

    text: str
    on: date
    given: Mapping[str, str] = field(default_factory=dict)
    status: str | None = None
    rule: str | None = None
    unknown: frozenset[str] = frozenset()
    suspended: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """The one fact to ask for, with its options as (value, label); "tidak tahu" is the renderer's to add."""

    fact: str
    text: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came out.

    `approved_by` is whoever signed the rule or else the release, `approved_as` his office, `approved_on` the
    ISO date; answers kept from before rules were signed have only the first.
    `kind` is verdict, information, clarify (one fact asked), choose (candidates offered), declined, handover,
    not_in_force or suspended. `outcome` and `possible` are named as in batch answers; `version` is the ISO
    date from which the rule says so; `facts` joins several values of one fact by commas; `parts` are the
    answers to several acts in one message; `words` says which words led to which facts, `unexplained` which
    words keep a permission from being told; `crime` is what the criminal law threatens beside `risk`, for the
    full basis. Texts are Indonesian and carry only **bold** and _italic_; what
    the bot says of its own accord is left empty here.
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
    unexplained: tuple[str, ...] = ()
    approved_as: str = ""
    approved_on: str = ""
    crime: str = ""

"""The facts that a rule decides on: what the words say, completed by what the learned reader is sure of.

The reader fills a fact that the rule looks at where the words are silent, and needs to be surer of one that
is not the worst. Where it is sure of the opposite of what the words state, neither counts: the fact is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.rulebook.decide import facts_used
from bot.rulebook.model import CONTEST, STAGE, STATUS, Fact, Rule, RuleBook
from bot.understand import constants
from bot.understand.read import Part

_NEVER = frozenset({STAGE, CONTEST, STATUS})
"""Facts that are never taken from the reader alone: the calendar, the contest, and who is asking."""


Facts = Mapping[str, tuple[str, ...]]


def stated(book: RuleBook, rule: Rule, part: Part, on: date) -> Facts:
    """The facts of `part` for deciding `rule`."""
    found = dict(part.facts)
    for name in facts_used(rule, on):
        if name in _NEVER:
            continue
        fact = book.facts[name]
        said = {option: part.impression.facts.get(f"{name}={option}", 0.0) for option in fact.options}
        likeliest = max(said, key=lambda option: said[option])
        if name in found:
            if _contradicted(fact, found[name], said):
                del found[name]
        elif said[likeliest] >= (constants.STATED if _worst(fact, likeliest) else constants.STATED_LIGHTER):
            found[name] = (likeliest,)
    return found


def heard(part: Part, facts: Facts) -> Facts:
    """Those of the facts that may be read back as understood: the lexicon takes a word for more than it said
    now and then, so a value that the learned reader knows and did not hear is left out."""
    kept = {
        fact: tuple(
            value for value in values if part.impression.facts.get(f"{fact}={value}", 1.0) >= constants.HEARD
        )
        for fact, values in facts.items()
    }
    return {fact: values for fact, values in kept.items() if values}


def _worst(fact: Fact, option: str) -> bool:
    return bool(fact.order) and option == fact.order[-1]


def _contradicted(fact: Fact, words: tuple[str, ...], said: Mapping[str, float]) -> bool:
    """Whether the reader is sure of the opposite of what the words state; then the fact has to be asked."""
    other = max((said[option] for option in fact.options if option not in words), default=0.0)
    mine = max(said.get(option, 0.0) for option in words)
    return not fact.multiple and other >= constants.STATED_LIGHTER and mine <= constants.DOUBTED

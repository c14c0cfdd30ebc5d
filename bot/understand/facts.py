"""The facts that a rule decides on: what the words say, completed by what the learned reader is sure of.

Words win. The reader fills a fact that the rule looks at only where the words are silent, and needs to be
surer where that makes the verdict lighter than it would be without.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.rulebook.decide import facts_used
from bot.rulebook.model import CONTEST, STAGE, STATUS, Rule, RuleBook
from bot.understand import constants
from bot.understand.read import Part

_NEVER = frozenset({STAGE, CONTEST, STATUS})
"""Facts that are never taken from the reader alone: the calendar, the contest, and who is asking."""


def stated(book: RuleBook, rule: Rule, part: Part, on: date) -> Mapping[str, tuple[str, ...]]:
    """The facts of `part` for deciding `rule`."""
    found = dict(part.facts)
    for fact in facts_used(rule, on):
        if fact in found or fact in _NEVER:
            continue
        said = {
            option: part.impression.facts.get(f"{fact}={option}", 0.0) for option in book.facts[fact].options
        }
        likeliest = max(said, key=lambda option: said[option])
        order = book.facts[fact].order
        lighter = bool(order) and likeliest == order[0]
        if said[likeliest] >= (constants.STATED_LIGHTER if lighter else constants.STATED):
            found[fact] = (likeliest,)
    return found

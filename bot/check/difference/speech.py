"""What a rule says in one case on one day, and what between two such sayings counts as which change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.check.difference.model import Category, Parts, Shift
from bot.check.difference.sources import named, sentences
from bot.rulebook.decide import Decision, Information, NeedsFact, Verdict, decide
from bot.rulebook.model import Basis, Outcome, Rule, RuleBook

ASKED, SILENT = "ditanyakan", "tidak_berlaku"
# A rule that is silent, or only informs, forbids nothing and permits nothing: falling silent loosens a ban
# and tightens a permission.
_NEITHER = 1.5
# Each of these lifts the other although both are strictest.
_OPPOSITES = {Outcome.PROHIBITED, Outcome.REQUIRED}
_SIGNS = re.compile(r"[\s.,;:]+")


@dataclass(frozen=True, slots=True)
class Speech:
    """`degree` is the strictness of the outcome; `grounds` is the basis in words; `sanction` holds the id and
    the sentences of the sanction told with it."""

    manner: type[Decision] | None
    outcome: str
    degree: float
    conditions: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    grounds: tuple[str, ...] = ()
    words: Parts = ()
    sanction: tuple[str | None, tuple[str, ...]] = (None, ())


def speech(book: RuleBook, rule: Rule, facts: Mapping[str, str], on: date) -> Speech:
    """What the rule says; options that its vocabulary does not have count as not mentioned."""
    known = {
        fact: option
        for fact, option in facts.items()
        if fact in book.facts and option in book.facts[fact].options
    }
    decision = decide(rule, known, on)
    if isinstance(decision, Verdict):
        branch = decision.branch
        return Speech(
            Verdict,
            decision.outcome,
            decision.outcome.strictness,
            branch.conditions,
            branch.basis,
            tuple(named(book, one) for one in branch.basis),
            (
                ("answer", branch.answer),
                ("safe", branch.safe),
                ("readings", branch.readings),
                ("deciding", branch.deciding),
            ),
            (decision.sanction, sentences(book, decision.sanction)),
        )
    if isinstance(decision, NeedsFact):
        return Speech(NeedsFact, ASKED, Outcome.DEPENDS.strictness)
    if isinstance(decision, Information):
        version = decision.version
        return Speech(
            Information,
            decision.kind,
            _NEITHER,
            basis=version.basis,
            grounds=tuple(named(book, one) for one in version.basis),
            words=(("text", version.text), ("safe", version.safe)),
        )
    return Speech(None, SILENT, _NEITHER)


def shifts(was: Speech, now: Speech) -> Iterator[Shift]:
    """The changes from one to the other, at most one of each category.

    A condition whose words changed counts as dropped and replaced: only a person can tell whether the new one
    is as strict.
    """
    category = _direction(was, now)
    words: list[tuple[str, str | tuple[str, ...], str | tuple[str, ...]]] = []
    if category:
        yield Shift(category, _verdict(was), _verdict(now), abs(now.degree - was.degree))
    elif was.outcome != now.outcome:
        words.append(("outcome", was.outcome, now.outcome))
    elif was.conditions != now.conditions:
        words.append(("conditions", was.conditions, now.conditions))
    if was.manner is now.manner and was.manner is not NeedsFact:
        if was.basis != now.basis:
            yield _rested(was.grounds, now.grounds)
        pairs = zip(was.words, now.words, strict=True)
        words += [(part, said, saying) for (part, said), (_, saying) in pairs if said != saying]
        # A sanction that kept its name and changed its sentences is told once, by itself.
        if was.sanction[0] != now.sanction[0] and was.sanction[1] != now.sanction[1]:
            words.append(("sanction", was.sanction[1], now.sanction[1]))
    if words:
        before = tuple((part, said) for part, said, _ in words)
        after = tuple((part, said) for part, _, said in words)
        yield Shift(Category.WORDS, before, after)


def _rested(was: tuple[str, ...], now: tuple[str, ...]) -> Shift:
    """Only what left and what came, so that branches whose grounds changed alike change alike."""
    gone = tuple(one for one in was if one not in now)
    come = tuple(one for one in now if one not in was)
    if not gone and not come:
        gone, come = was, now
    return Shift(Category.BASIS, (("basis", gone),), (("basis", come),))


def _direction(was: Speech, now: Speech) -> Category | None:
    if now.degree != was.degree:
        return Category.LOOSER if now.degree > was.degree else Category.STRICTER
    if was.outcome != now.outcome:
        return Category.LOOSER if {was.outcome, now.outcome} == _OPPOSITES else None
    before, after = _plain(was.conditions), _plain(now.conditions)
    if before - after:
        return Category.LOOSER
    return Category.STRICTER if after - before else None


def _plain(conditions: tuple[str, ...]) -> frozenset[str]:
    """Conditions without what makes no difference: capitals, blanks, punctuation."""
    return frozenset(_SIGNS.sub(" ", one.casefold()).strip() for one in conditions)


def _verdict(speech: Speech) -> Parts:
    return (("outcome", str(speech.outcome)), ("conditions", speech.conditions))

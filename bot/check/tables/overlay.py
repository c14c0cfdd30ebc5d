"""An office's own rules may tighten what the base says and never loosen it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod

from bot.check.tables.grids import alike, option_class, told
from bot.rulebook.decide import version_on
from bot.rulebook.model import Branch, Kind, Rule, RuleBook, Version
from bot.rulebook.problem import Problem
from bot.rulebook.table import LIMIT

Domains = dict[str, list[str]]


def problems(book: RuleBook) -> Iterator[Problem]:
    """Local rules looser than the rule they replace, or than the base rule whose questions they take."""
    for name in sorted(book.local):
        rule = book.rules[name]
        old = book.replaced.get(name)
        if old is not None:
            yield from _replacement(book, old, rule)
        if rule.active and rule.kind is Kind.VERDICT:
            for other in _base(book):
                # A rule known by other kinds of facts is about something else; should questions go astray
                # between the two all the same, the phrasings of the base tell.
                if other.id != name and other.needs.keys() & rule.needs.keys():
                    yield from _intrusion(book, other, rule, old)


def _base(book: RuleBook) -> list[Rule]:
    """The active verdict rules of the base."""
    kept = [rule for name, rule in book.rules.items() if name not in book.local]
    return [rule for rule in (*kept, *book.replaced.values()) if rule.active and rule.kind is Kind.VERDICT]


def _replacement(book: RuleBook, old: Rule, new: Rule) -> Iterator[Problem]:
    if old.kind is not new.kind:
        message = f"tempelan mengubah jenis dari {old.kind} menjadi {new.kind}; jenisnya harus tetap"
        yield Problem(new.path, new.line, message)
        return
    for was, now, day in _pairs(book, old, new):
        if now is None:
            message = f"tempelan tidak berlaku pada {day}, padahal aturan dasarnya berlaku"
            yield Problem(new.path, new.line, message)
        elif new.kind is Kind.VERDICT:
            domains = {
                fact: _merged(fact, book.facts[fact].options, was, now)
                for fact in (*was.table.facts, *now.table.facts)
            }
            for facts in _walk(domains):
                if _looser(now, was, facts):
                    yield _told(new, now, was, facts, f"aturan dasar {old.path}")
                    break


def _intrusion(book: RuleBook, other: Rule, new: Rule, old: Rule | None) -> Iterator[Problem]:
    """A local rule that also fits questions of another base rule must not answer them more loosely."""
    for was, now, _ in _pairs(book, other, new):
        if now is None:
            continue
        domains = _shared(book, other, new, was, now)
        if not all(domains.values()):
            continue
        if prod(map(len, domains.values())) > LIMIT:
            message = f"tempelan terlalu luas untuk dibandingkan dengan '{other.id}'; sederhanakan tentang"
            yield Problem(new.path, new.line, message)
            continue
        for facts in _walk(domains):
            taken_before = old is not None and _fits(old, facts)
            if _looser(now, was, facts) and not taken_before and not _better(book, other, facts):
                yield _told(new, now, was, facts, f"'{other.id}', yang juga menjawab pertanyaan itu")
                break


def _pairs(book: RuleBook, old: Rule, new: Rule) -> Iterator[tuple[Version, Version | None, date]]:
    """The versions of both that meet on some day, each pair once; None where the new rule is silent."""
    periods = [version.period for rule in (old, new) for version in rule.versions]
    boundaries = {day for period in periods for day in (period.since, period.until) if day}
    around = {day + timedelta(step) for day in boundaries for step in (-1, 0, 1)}
    seen: set[tuple[int, int | None]] = set()
    for day in sorted({*around, book.release.day, date.min, date.max}):
        was, now = version_on(old, day), version_on(new, day)
        pair = (id(was), id(now) if now else None)
        if was is not None and pair not in seen:
            seen.add(pair)
            yield was, now, day


def _shared(book: RuleBook, other: Rule, new: Rule, was: Version, now: Version) -> Domains:
    """For each fact that matters to either, the options under which both rules could be meant."""
    domains: Domains = {}
    rivals = _base(book)
    for fact in dict.fromkeys((*other.needs, *new.needs, *was.table.facts, *now.table.facts)):
        options = [
            option
            for option in book.facts[fact].options
            if all(option in rule.needs.get(fact, (option,)) for rule in (other, new))
            and all(option not in rule.excludes.get(fact, ()) for rule in (other, new))
        ]
        told_apart = [
            values
            for rule in rivals
            for values in (rule.needs.get(fact), rule.excludes.get(fact))
            if values is not None
        ]
        domains[fact] = _merged(fact, options, was, now, told_apart)
    return domains


def _merged(
    fact: str, options: Iterable[str], was: Version, now: Version, told_apart: Sequence[tuple[str, ...]] = ()
) -> list[str]:
    """One option for each group that neither table, nor any of the lists given, tells apart."""
    return [group[0] for group in alike(fact, options, (was.table, now.table), told_apart)]


def _walk(domains: Domains) -> Iterator[dict[str, str]]:
    for options in product(*domains.values()):
        yield dict(zip(domains, options, strict=True))


def _fits(rule: Rule, facts: Mapping[str, str]) -> bool:
    return all(facts.get(fact) in options for fact, options in rule.needs.items()) and not any(
        facts.get(fact) in options for fact, options in rule.excludes.items()
    )


def _better(book: RuleBook, other: Rule, facts: Mapping[str, str]) -> bool:
    """Whether another base rule is more exactly about these facts: then `other` would not have answered."""
    return any(len(rule.needs) > len(other.needs) and _fits(rule, facts) for rule in _base(book))


def _branch(version: Version, facts: Mapping[str, str]) -> Branch:
    cell = tuple(option_class(version.table, fact, facts[fact]) for fact in version.table.facts)
    return version.branches[version.table.cells[cell]]


def _looser(now: Version, was: Version, facts: Mapping[str, str]) -> bool:
    return _branch(now, facts).outcome.strictness > _branch(was, facts).outcome.strictness


def _told(new: Rule, now: Version, was: Version, facts: dict[str, str], whose: str) -> Problem:
    branch = _branch(now, facts)
    message = (
        f"tempelan melonggarkan: {branch.outcome}, padahal {whose} "
        f"memberi {_branch(was, facts).outcome} ({told(facts)})"
    )
    return Problem(new.path, branch.line, message)

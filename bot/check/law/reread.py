"""Which texts a bureau should read again: those read long ago, and those never read as their issuer
published them although a rule forbids or demands something because of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bot.rulebook.decide import version_on
from bot.rulebook.model import Basis, Instrument, Outcome, RuleBook
from bot.rulebook.problem import Problem

_STRICT = frozenset({Outcome.PROHIBITED, Outcome.REQUIRED})


def warnings(book: RuleBook) -> Iterator[Problem]:
    """One line for all texts of one kind: the bureau reads them in a row."""
    day, on_it = book.release.day, carried(book)
    old = [one for one in book.instruments.values() if overdue(one, day)]
    if old:
        named = ", ".join(f"{one.id} ({one.read.day})" for one in old)
        yield Problem(book.release.path, 1, f"terakhir dibaca lebih dari setahun sebelum rilis: {named}")
    forms: dict[str, list[str]] = {}
    for name, rules in sorted(on_it.items(), key=lambda item: (-len(item[1]), item[0])):
        read = book.instruments[name].read
        if not read.official:
            forms.setdefault(read.form, []).append(f"{name} ({len(rules)} aturan)")
    for form, found in sorted(forms.items()):
        message = f"dibaca dari {form}, bukan naskah resmi, padahal dasar larangan atau kewajiban"
        yield Problem(book.release.path, 1, f"{message}: {', '.join(found)}")


def overdue(instrument: Instrument, day: date) -> bool:
    """Whether the text was last read more than a year before that day."""
    leap = (day.month, day.day) == (2, 29)
    return instrument.read.day < day.replace(year=day.year - 1, day=28 if leap else day.day)


def carried(book: RuleBook) -> Mapping[str, tuple[str, ...]]:
    """By instrument in force, the active rules that forbid or demand something because of it, on the day of
    the release."""
    found: dict[str, list[str]] = {}
    day = book.release.day
    for rule in book.rules.values():
        version = version_on(rule, day) if rule.active else None
        strict = [one for one in version.branches if one.outcome in _STRICT] if version else []
        for name in dict.fromkeys(
            name for branch in strict for basis in branch.basis for name in cited(book, basis)
        ):
            if book.instruments[name].period.contains(day):
                found.setdefault(name, []).append(rule.id)
    return {name: tuple(rules) for name, rules in found.items()}


def cited(book: RuleBook, basis: Basis) -> Iterator[str]:
    """The instruments that a basis stands on."""
    if basis.provision is not None:
        yield from (place.instrument for place in book.provisions[basis.provision].pinpoints)
    elif basis.instrument is not None:
        yield basis.instrument

"""What rules refer to by name: how it reads, and where it changed under the same name.

Of provisions and instruments only what a citation shows, or depends on, is compared; when a text was last
read is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from bot.check.difference.model import Category, Parts, Shift, SourceChange
from bot.rulebook.cite import successors
from bot.rulebook.model import Basis, Fact, Instrument, Provision, Rule, RuleBook, Sanction, Version

Item = TypeVar("Item", Fact, Instrument, Provision, Sanction)
_CITED = ("provision", "instrument")
_EVERYBODY = ("umum", "pidana")


def named(book: RuleBook, basis: Basis) -> str:
    """A basis as one line: where it stands, its id, and whether it is express or construed."""
    nature = "tersurat" if basis.express else "tafsir"
    if basis.provision is not None:
        home = next(iter(book.provisions[basis.provision].pinpoints), None)
        where = f"{book.instruments[home.instrument].short} {home.text or ''}".strip() if home else ""
        return f"{where} ({nature}; {basis.provision})".strip()
    if basis.instrument is not None:
        return f"{book.instruments[basis.instrument].short} ({nature}; {basis.instrument})"
    if basis.statement is not None:
        said = basis.statement
        year = f" ({said.year})" if said.year else ""
        return f"{said.authority}{year}: {said.about} {said.link}"
    return f"tidak ditemukan {basis.not_found}"


def sentences(book: RuleBook, sanction: str | None) -> tuple[str, ...]:
    """The sentences of a sanction, each with whom it is for."""
    told = _sanction(book, book.sanctions[sanction]) if sanction else ()
    return tuple(f"{part if part in _EVERYBODY else part.upper()}: {said}" for part, said in told)


def sanctions(old: RuleBook, new: RuleBook) -> Iterator[SourceChange]:
    """Sanctions whose sentences changed under the same name."""
    yield from _changed(old, new, "sanction", old.sanctions, new.sanctions, _sanction, _sanction_of)


def facts(old: RuleBook, new: RuleBook) -> Iterator[SourceChange]:
    """Facts that rules look at and whose question, or options, read otherwise when the bot asks back."""
    changed = _changed(old, new, "fact", old.facts, new.facts, _fact, _facts_of)
    yield from (one for one in changed if one.rules)


def grounds(old: RuleBook, new: RuleBook) -> Iterator[SourceChange]:
    """Provisions and instruments that rules rest on and that are cited otherwise than before."""
    provisions = _changed(old, new, "provision", old.provisions, new.provisions, _provision, _provisions_of)
    instruments = _changed(
        old, new, "instrument", old.instruments, new.instruments, _instrument, _instruments_of
    )
    yield from (one for change in (provisions, instruments) for one in change if one.rules)


def _changed(
    old: RuleBook,
    new: RuleBook,
    kind: str,
    before: Mapping[str, Item],
    after: Mapping[str, Item],
    parts: Callable[[RuleBook, Item], Parts],
    referred: Callable[[RuleBook, Version], set[str]],
) -> Iterator[SourceChange]:
    for name in sorted(before.keys() & after.keys()):
        was, now = dict(parts(old, before[name])), dict(parts(new, after[name]))
        differ = [part for part in {**was, **now} if was.get(part) != now.get(part)]
        if differ:
            shift = Shift(
                Category.BASIS if kind in _CITED else Category.WORDS,
                tuple((part, was[part]) for part in differ if part in was),
                tuple((part, now[part]) for part in differ if part in now),
            )
            rules = {rule.id for book in (old, new) for rule in _resting(book, name, referred)}
            yield SourceChange(kind, name, shift, tuple(sorted(rules)))


def _resting(book: RuleBook, name: str, referred: Callable[[RuleBook, Version], set[str]]) -> Iterable[Rule]:
    return [
        rule
        for rule in book.rules.values()
        if any(name in referred(book, version) for version in rule.versions)
    ]


def _sanction(_: RuleBook, sanction: Sanction) -> Parts:
    texts = {
        "umum": sanction.general,
        "pns": sanction.pns,
        "pppk": sanction.pppk,
        "ppnpn": sanction.ppnpn,
        "pidana": sanction.criminal,
    }
    return tuple((whom, text) for whom, text in texts.items() if text)


def _fact(_: RuleBook, fact: Fact) -> Parts:
    return (
        ("question", fact.question),
        ("options", tuple(f"{option}: {label}" for option, label in fact.options.items())),
    )


def _provision(_: RuleBook, provision: Provision) -> Parts:
    places = (
        f"{place.instrument} {place.text or '(letak belum diperiksa)'}"
        f"{' (dicabut)' if place.repealed else ''}{f': {place.paraphrase}' if place.paraphrase else ''}"
        for place in provision.pinpoints
    )
    return (("places", tuple(places)), ("statuses", provision.statuses), ("confidence", provision.confidence))


def _instrument(_: RuleBook, instrument: Instrument) -> Parts:
    period = instrument.period
    days = {"since": period.since, "until": period.until}
    said = {"short": instrument.short, "scope": instrument.scope_note, "successor": instrument.successor}
    return (
        *((side, day.isoformat()) for side, day in days.items() if day),
        *((part, text) for part, text in said.items() if text),
        ("binds", instrument.binds),
        ("confidence", instrument.confidence),
    )


def _sanction_of(_: RuleBook, version: Version) -> set[str]:
    return {version.sanction} if version.sanction else set()


def _facts_of(_: RuleBook, version: Version) -> set[str]:
    return set(version.table.facts)


def _provisions_of(_: RuleBook, version: Version) -> set[str]:
    return {basis.provision for basis in _bases(version) if basis.provision}


def _instruments_of(book: RuleBook, version: Version) -> set[str]:
    """The instruments cited, and those that took their place."""
    cited = {basis.instrument for basis in _bases(version) if basis.instrument}
    for name in _provisions_of(book, version):
        cited |= {place.instrument for place in book.provisions[name].pinpoints}
    return cited.union(*(successors(book, name) for name in cited))


def _bases(version: Version) -> Iterator[Basis]:
    yield from version.basis
    for branch in version.branches:
        yield from branch.basis

"""An instrument as a page: its norms, and every rule that stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.book import words
from bot.book.grounds import homes, places
from bot.book.model import InstrumentPage, Link, Norm, Ref, RulePage
from bot.check.law.reread import cited
from bot.rulebook.model import STAGE, STATUS, Basis, Instrument, Provision, Rule, RuleBook

Groups = tuple[tuple[str, tuple[InstrumentPage, ...]], ...]
_Cited = dict[str, list[RulePage]]


def law_pages(book: RuleBook, rules: Iterable[RulePage]) -> Groups:
    """The instruments under their kinds, the highest kind first; `rules` in the order of the book."""
    by_provision: _Cited = {}
    by_instrument: _Cited = {}
    for page in rules:
        grounds = tuple(_grounds(book.rules[page.id]))
        for name in dict.fromkeys(one.provision for one in grounds if one.provision):
            by_provision.setdefault(name, []).append(page)
        for name in dict.fromkeys(name for one in grounds for name in cited(book, one)):
            by_instrument.setdefault(name, []).append(page)
    at = homes(book)
    norms = {one.id: _norm(book, one, by_provision) for one in book.provisions.values()}
    found: dict[str, list[InstrumentPage]] = {kind: [] for kind in words.INSTRUMENTS}
    for instrument in sorted(book.instruments.values(), key=lambda one: (one.short.casefold(), one.id)):
        found[instrument.kind].append(_page(book, instrument, norms, at, by_instrument))
    return tuple((words.INSTRUMENTS[kind], tuple(group)) for kind, group in found.items() if group)


def _grounds(rule: Rule) -> Iterator[Basis]:
    """Everything that any version of the rule stands on."""
    for version in rule.versions:
        yield from version.basis
        for branch in version.branches:
            yield from branch.basis


def _page(
    book: RuleBook, instrument: Instrument, norms: Mapping[str, Norm], at: Mapping[str, str], cited: _Cited
) -> InstrumentPage:
    written_here = {
        provision.id
        for provision in book.provisions.values()
        if any(pinpoint.instrument == instrument.id for pinpoint in provision.pinpoints)
    }
    return InstrumentPage(
        id=instrument.id,
        title=instrument.title,
        short=instrument.short,
        kind=words.INSTRUMENTS[instrument.kind],
        period=words.validity(instrument),
        in_force=instrument.period.contains(book.release.day),
        validity=instrument.validity_note or "",
        scope=instrument.scope_note or "",
        binds=words.options(book.facts, STATUS, instrument.binds),
        confidence=instrument.confidence,
        read=words.read(instrument.read),
        evidence=tuple(map(_evidence, instrument.evidence)),
        successor=_ref(book, instrument.successor) if instrument.successor else None,
        replaces=tuple(_ref(book, one) for one in instrument.replaces),
        norms=tuple(norm for name, norm in norms.items() if at[name] == instrument.id),
        elsewhere=tuple(
            (norm, _ref(book, at[name]))
            for name, norm in norms.items()
            if name in written_here and at[name] != instrument.id
        ),
        rules=tuple(cited.get(instrument.id, ())),
    )


def _norm(book: RuleBook, provision: Provision, cited: _Cited) -> Norm:
    return Norm(
        id=provision.id,
        conduct=provision.conduct,
        verdict=words.verdict(provision.outcome),
        stages=words.options(book.facts, STAGE, provision.stages),
        statuses=words.options(book.facts, STATUS, provision.statuses),
        confidence=provision.confidence,
        places=places(book, provision),
        note=provision.note or "",
        rules=tuple(cited.get(provision.id, ())),
    )


def _ref(book: RuleBook, name: str) -> Ref:
    return Ref(name, book.instruments[name].short)


def _evidence(text: str) -> Link | str:
    return words.link(text) if text.startswith(("https://", "http://")) else text

"""What is printed as law: sure of its place, never doubtful, repealed only beside its successor."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.check.tables.grids import every_rule
from bot.rulebook.cite import successors
from bot.rulebook.model import LOW, Basis, Provision, Rule, RuleBook
from bot.rulebook.problem import Problem

_UNSURE = re.compile(
    r"tidak ter(lihat|verifikasi)|belum ter(lihat|verifikasi|periksa)|\bbaris\b|dicabut|\?", re.IGNORECASE
)


def problems(book: RuleBook) -> Iterator[Problem]:
    """Faults of pinpoints in sumber/, and of what the rules rest on."""
    for provision in book.provisions.values():
        yield from _pinpoints(book, provision)
    for instrument in book.instruments.values():
        if instrument.successor and not (instrument.period.until or "sampai" in instrument.unknown):
            message = f"diganti oleh {instrument.successor}, tetapi 'sampai' masih null"
            yield Problem(instrument.path, instrument.line, message)
    for rule in every_rule(book):
        for line, basis in _bases(rule):
            yield from _basis(book, rule, line, basis)


def _pinpoints(book: RuleBook, provision: Provision) -> Iterator[Problem]:
    for pinpoint in provision.pinpoints:
        instrument = book.instruments[pinpoint.instrument]
        if pinpoint.text and (unsure := _UNSURE.search(pinpoint.text)):
            message = (
                f"letak '{pinpoint.text}' memuat '{unsure.group()}'; letak yang tidak pasti ditulis null"
            )
            yield Problem(provision.path, provision.line, message)
        if pinpoint.repealed and not instrument.successor:
            message = (
                f"letak dalam {instrument.short} bertanda dicabut, tetapi sumbernya tidak punya diganti_oleh"
            )
            yield Problem(provision.path, provision.line, message)
        if instrument.successor and not pinpoint.repealed:
            message = (
                f"letak dalam {instrument.short} harus bertanda dicabut: true, sebab sumbernya sudah diganti"
            )
            yield Problem(provision.path, provision.line, message)


def _bases(rule: Rule) -> Iterator[tuple[int, Basis]]:
    for version in rule.versions:
        yield from ((version.line, basis) for basis in version.basis)
        yield from ((branch.line, basis) for branch in version.branches for basis in branch.basis)


def _basis(book: RuleBook, rule: Rule, line: int, basis: Basis) -> Iterator[Problem]:
    if basis.instrument and book.instruments[basis.instrument].confidence == LOW:
        message = f"sumber '{basis.instrument}' berkeyakinan rendah, jadi tidak boleh menjadi dasar"
        yield Problem(rule.path, line, message)
    if not basis.provision:
        return
    provision = book.provisions[basis.provision]
    if provision.doubtful:
        message = f"ketentuan '{provision.id}' berkeyakinan rendah, jadi tidak boleh menjadi dasar"
        yield Problem(rule.path, line, message)
    places = {pinpoint.instrument for pinpoint in provision.pinpoints if not pinpoint.repealed}
    for pinpoint in provision.pinpoints:
        if pinpoint.repealed and not successors(book, pinpoint.instrument) & places:
            short = book.instruments[pinpoint.instrument].short
            message = f"ketentuan '{provision.id}' menyebut {short} yang dicabut tanpa letak penggantinya"
            yield Problem(rule.path, line, message)
    if not provision.pinpoints:
        yield Problem(
            rule.path, line, f"ketentuan '{provision.id}' tidak punya letak; pakai dasar pernyataan"
        )

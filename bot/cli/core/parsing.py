"""Days and facts as people write them on a command line or in a file, checked before the engine sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from bot.cli.core.fault import InputError
from bot.rulebook.decide import version_on
from bot.rulebook.model import RuleBook


def day(written: str) -> date:
    """An ISO date; raises InputError."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputError(f"Tanggal '{written}' tidak terbaca; tulis seperti 2026-11-22.") from None


def covered(book: RuleBook, on: date) -> date:
    """The day, if any rule is in force on it; raises InputError naming the days for which there are rules."""
    active = [rule for rule in book.rules.values() if rule.active]
    if any(version_on(rule, on) for rule in active):
        return on
    periods = [version.period for rule in active for version in rule.versions]
    first = min((period.since for period in periods if period.since), default=None)
    ends = [period.until for period in periods]
    last = None if None in ends else max((end for end in ends if end), default=None)
    span = f"{first or '…'} sampai {last or 'sekarang'}"
    raise InputError(f"Tidak ada aturan yang berlaku pada {on}; basis aturan ini mencakup {span}.")


def pairs(book: RuleBook, written: Iterable[str]) -> dict[str, str]:
    """`fakta=nilai`, several values joined by commas; raises InputError."""
    split = [one.partition("=") for one in written]
    for fact, sign, _ in split:
        if not sign:
            raise InputError(
                f"Fakta '{fact}' belum bernilai; tulis fakta=nilai, misalnya status_pegawai=pns."
            )
    return facts(book, {fact.strip(): value for fact, _, value in split})


def facts(book: RuleBook, raw: Mapping[str, object]) -> dict[str, str]:
    """Facts with their values as text joined by commas, or as a list of texts; raises InputError."""
    return {name: _value(book, name, value) for name, value in raw.items()}


def _value(book: RuleBook, name: str, raw: object) -> str:
    if name not in book.facts:
        raise InputError(f"Fakta '{name}' tidak dikenal; yang ada: {', '.join(book.facts)}.")
    fact = book.facts[name]
    values = re.split(r"\s*,\s*", raw.strip()) if isinstance(raw, str) else raw
    if not isinstance(values, list) or not values:
        raise InputError(f"Nilai fakta '{name}' harus teks atau daftar teks.")
    for value in values:
        if value not in fact.options:
            raise InputError(
                f"Nilai '{value}' tidak ada pada fakta '{name}'; pilihannya: {', '.join(fact.options)}."
            )
    if len(values) > 1 and not fact.multiple:
        raise InputError(f"Fakta '{name}' hanya boleh satu nilai.")
    return ",".join(values)

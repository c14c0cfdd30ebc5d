"""Audience expressions: `semua`, `unit:"Dinas A"`, `status:PPPK`, `peran:hr` or `belum:7`, joined by `+`.

Read into terms here, resolved to people by the store. All terms must hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.people.authority import Role
from bot.people.member import Status


class TermKind(StrEnum):
    """What a term speaks of; the value is the word that is written."""

    ALL = "semua"
    UNIT = "unit"
    STATUS = "status"
    ROLE = "peran"
    MISSING = "belum"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition; `value` is as the store knows it: a path, a status, a role, the number of a campaign."""

    kind: TermKind
    value: str = ""


class AudienceError(Exception):
    """The expression cannot be read or means nobody that exists; the text is one Indonesian sentence."""


HELP = 'semua, unit:"Dinas A", status:PPPK, peran:hr, belum:NOMOR, digabung dengan +'
# No two alternatives start with the same character, so that matching takes linear time.
_TERM = re.compile(
    r'\s*(?P<word>[A-Za-z]+)\s*(?P<colon>:(?:(?P<bare>[^+"]+)|\s*"(?P<quoted>[^"]*)"\s*)?)?(?=\+|$)'
)
MOST_SIGNS = 500


def parse(text: str) -> tuple[Term, ...]:
    """The terms of an expression; raises AudienceError."""
    if len(text) > MOST_SIGNS:
        raise AudienceError(f"Sasaran terlalu panjang; paling banyak {MOST_SIGNS} huruf.")
    terms: list[Term] = []
    at = 0
    while True:
        found = _TERM.match(text, at)
        if found is None:
            raise AudienceError(
                f"Sasaran tidak terbaca mulai dari '{text[at:].strip()[:30]}'. Pilihannya: {HELP}."
            )
        value = (found["quoted"] or found["bare"] or "").strip() if found["colon"] else None
        terms.append(_term(found["word"].casefold(), value))
        at = found.end() + 1
        if found.end() == len(text):
            return tuple(dict.fromkeys(terms))


def _term(word: str, value: str | None) -> Term:
    try:
        kind = TermKind(word)
    except ValueError:
        raise AudienceError(f"'{word}' bukan sasaran. Pilihannya: {HELP}.") from None
    if kind is TermKind.ALL:
        if value is not None:
            raise AudienceError("'semua' ditulis tanpa titik dua.")
        return Term(kind)
    if not value:
        raise AudienceError(f"'{word}:' belum diisi. Pilihannya: {HELP}.")
    return Term(kind, _VALUES[kind](value))


def _unit(value: str) -> str:
    return "/".join(part.strip() for part in value.split("/"))


def _status(value: str) -> str:
    try:
        return Status(value.upper()).value
    except ValueError:
        raise AudienceError(f"Status '{value}' tidak ada; pilihannya: {', '.join(Status)}.") from None


def _role(value: str) -> str:
    roles = [role.value for role in Role]
    if value.casefold() not in roles:
        raise AudienceError(f"Peran '{value}' tidak ada; pilihannya: {', '.join(roles)}.")
    return value.casefold()


def _campaign(value: str) -> str:
    if not re.fullmatch(r"\d{1,9}", value):
        raise AudienceError(f"'belum:{value[:20]}' harus menyebut nomor ikrar.")
    return value


_VALUES = {TermKind.UNIT: _unit, TermKind.STATUS: _status, TermKind.ROLE: _role, TermKind.MISSING: _campaign}


def unit_named(units: list[str], written: str) -> str:
    """The one unit that is meant: by its whole path, else by its own name where only one has it.

    Case does not count; raises AudienceError for none and for several.
    """
    if written in units:
        return written
    wanted = written.casefold()
    whole = [unit for unit in units if unit.casefold() == wanted]
    found = whole or [unit for unit in units if unit.casefold().rpartition("/")[2] == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise AudienceError(
            f"Ada {len(found)} unit bernama '{written}': {'; '.join(found[:5])}. Tulis jalurnya lengkap."
        )
    raise AudienceError(f"Unit '{written[:60]}' tidak ada dalam daftar pegawai.")

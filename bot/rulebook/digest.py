"""What a rule decides and says, as one canonical text and its SHA-256: what a legal officer puts his name to.

In it: id, title, kind; every version with its period, assumptions, branches (conditions, outcome, all
words, basis) and the sentences of its sanction; for every provision cited its places, their content and
whether it may be printed. Not in it: how people ask (`tentang`, phrasings, neighbours, tests), coverage,
practice, topic, status, and the labels of the vocabulary. Spaces, line breaks, the order of keys and of the
options of one condition make no difference; the order of branches does, for the first that fits decides.

Signatures in rule files rest on this text: whoever changes its shape makes all of them stale. Then FORMAT
must change too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256

from bot.rulebook.model import Basis, Branch, Pinpoint, Rule, RuleBook, Version

FORMAT = "netral-aturan-1"
SHOWN = 16
"""How many of the 64 hexadecimal digits people are shown; files and comparisons always have all of them."""

Canonical = str | bool | int | None | list["Canonical"] | dict[str, "Canonical"]


def digest(book: RuleBook, rule: Rule) -> str:
    """The SHA-256 of the canonical text, 64 hexadecimal digits."""
    return sha256(canonical(book, rule).encode()).hexdigest()


def canonical(book: RuleBook, rule: Rule) -> str:
    """One line of JSON with sorted keys; `book` holds what the rule refers to."""
    said: Canonical = {
        "bentuk": FORMAT,
        "id": rule.id,
        "judul": _words(rule.title),
        "jenis": str(rule.kind),
        "versi": [_version(book, version) for version in rule.versions],
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _version(book: RuleBook, version: Version) -> Canonical:
    period = version.period
    return {
        "sejak": period.since.isoformat() if period.since else None,
        "sampai": period.until.isoformat() if period.until else None,
        "andaian": dict(version.assume),
        "putusan": [_branch(book, branch) for branch in version.branches],
        "isi": _words(version.text),
        "aman": _words(version.safe),
        "dasar": _bases(book, version.basis),
        "sanksi": _sanction(book, version.sanction),
    }


def _branch(book: RuleBook, branch: Branch) -> Canonical:
    return {
        "jika": {fact: [*sorted(values)] for fact, values in branch.when.items()},
        "selain_itu": branch.otherwise,
        "hasil": str(branch.outcome),
        "jawaban": _words(branch.answer),
        "aman": _words(branch.safe),
        "syarat": [*map(_words, branch.conditions)],
        "bacaan": [*map(_words, branch.readings)],
        "penentu": [*map(_words, branch.deciding)],
        "dasar": _bases(book, branch.basis),
    }


def _bases(book: RuleBook, bases: Iterable[Basis]) -> list[Canonical]:
    return [_basis(book, basis) for basis in bases]


def _basis(book: RuleBook, basis: Basis) -> Canonical:
    nature = "tersurat" if basis.express else "tafsir"
    if basis.provision is not None:
        provision = book.provisions[basis.provision]
        return {
            "ketentuan": provision.id,
            "sifat": nature,
            "dikutip": not provision.doubtful,
            "untuk": [*sorted(provision.statuses)],
            "letak": [_place(book, pinpoint) for pinpoint in provision.pinpoints],
        }
    if basis.instrument is not None:
        return {"sumber": basis.instrument, "sifat": nature, **_named(book, basis.instrument)}
    if basis.statement is not None:
        said = basis.statement
        return {
            "pernyataan": _words(said.authority),
            "tahun": said.year,
            "tentang": _words(said.about),
            "tautan": said.link,
        }
    return {"tidak_ditemukan": _words(basis.not_found)}


def _place(book: RuleBook, pinpoint: Pinpoint) -> Canonical:
    return {
        **_named(book, pinpoint.instrument),
        "letak": _words(pinpoint.text),
        "isi": _words(pinpoint.paraphrase),
        "dicabut": pinpoint.repealed,
    }


def _named(book: RuleBook, instrument: str) -> dict[str, Canonical]:
    """An instrument as a citation prints it."""
    found = book.instruments[instrument]
    return {"singkat": _words(found.short), "berlaku_untuk": _words(found.scope_note)}


def _sanction(book: RuleBook, sanction: str | None) -> Canonical:
    if sanction is None:
        return None
    found = book.sanctions[sanction]
    return {
        "umum": _words(found.general),
        "pns": _words(found.pns),
        "pppk": _words(found.pppk),
        "ppnpn": _words(found.ppnpn),
        "pidana": _words(found.criminal),
    }


def _words(text: str | None) -> str:
    """The words alone: how a file breaks its lines is no part of what is signed."""
    return " ".join((text or "").split())

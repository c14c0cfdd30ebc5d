"""A rule that has everything, and the way to every word of it, to be changed one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.rulebook.model import Basis, Kind, Outcome, RuleBook
from tests.support.knowledge import Base, branch, instrument, provision, rule, version

LETTER = {"pernyataan": "Bawaslu RI", "tahun": "2024", "tentang": "katanya", "tautan": "https://contoh.id/a"}
# Of what a rule refers to: what is printed, and what decides whether it is.
PRINTED = {
    "provisions": ("statuses", "pinpoints"),
    "instruments": ("short", "scope_note"),
    "sanctions": ("general", "pns", "pppk", "ppnpn", "criminal"),
}
# Where somebody wrote it, a grid made from it, and the name of what has a test of its own.
DERIVED = {"line", "table", "sanction"}


def rich() -> Base:
    """A base whose rule `hadir` has everything that a rule may have."""
    base = Base()
    base.instruments = [
        instrument("pp-1", provision("larangan-dukung", "pp-1", untuk=["pns"]), berlaku_untuk="daerah"),
        instrument("se-1", berlaku_untuk="kantor"),
    ]
    base.sanctions["ringan"]["pidana"] = "Dapat dipidana."
    law = [{"ketentuan": "larangan-dukung", "sifat": "tersurat"}, {"sumber": "se-1", "sifat": "tafsir"}]
    readings = {"bacaan": ["Boleh bila sepi.", "Tidak bila ramai."], "penentu": ["ramainya"]}
    now = version(
        branch("boleh_dengan_syarat", {"simbol": ["tidak"], "waktu": ["libur", "jam_kerja"]}, dasar=law),
        branch("dilarang", {"simbol": ["ya"]}, dasar=[LETTER]),
        branch("tergantung", dasar=[{"tidak_ditemukan": "larangan"}], **readings),
        andaian={"waktu": "libur"},
        sanksi="ringan",
    )
    old = version(branch("tergantung"), berlaku={"sejak": "2020-01-01", "sampai": "2021-12-31"})
    base.rules[1] = rule("hadir", now, old)
    return base


@cache
def book() -> RuleBook:
    with TemporaryDirectory() as folder:
        return rich().load(Path(folder))


def words(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to each thing written in a value, and to each list in it."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if field.name in DERIVED or (field.name == "basis" and not inner):
                continue
            if not (isinstance(value, Basis) and _elsewhere(value, field.name)):
                yield from ((field.name, *way) for way in words(inner))
        return
    if value != {}:
        yield ()
    if isinstance(value, dict | tuple):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from ((key, *way) for way in words(value[key]))


def _elsewhere(basis: Basis, field: str) -> bool:
    """A ground has one kind, and a nature only where it is law; which one it is has its own test."""
    is_law = basis.provision is not None or basis.instrument is not None
    unset = getattr(basis, field) is None
    return unset or field in ("provision", "instrument") or (field == "express" and not is_law)


def changed(value: Any, way: tuple[Any, ...]) -> Any:
    """The same with what stands at the end of the way made different."""
    if not way:
        return _different(value)
    step, rest = way[0], way[1:]
    if isinstance(value, dict):
        return {**value, step: changed(value[step], rest)}
    if isinstance(value, tuple):
        return (*value[:step], changed(value[step], rest), *value[step + 1 :])
    return replace(value, **{step: changed(getattr(value, step), rest)})


def _different(value: Any) -> Any:
    match value:
        case Outcome() | Kind():
            return next(other for other in type(value) if other is not value)
        case bool():
            return not value
        case str():
            return f"{value}x"
        case int():
            return value + 1
        case date():
            return value + timedelta(1)
        case None:
            return date(2030, 1, 1)
        case dict():
            return dict([*value.items()][1:])
        case tuple():
            return value[:-1] if value else ("x",)


def of_rule() -> list[tuple[Any, ...]]:
    """The ways to all that the rule `hadir` decides and says by itself."""
    versions = words(book().rules["hadir"].versions)
    return [("id",), ("title",), ("kind",), *(("versions", *way) for way in versions)]


def of_section(section: str) -> Iterator[RuleBook]:
    """Books in which one thing is different that is printed of what the rule refers to."""
    entries = getattr(book(), section)
    for name, entry in entries.items():
        ways = [(field, *way) for field in PRINTED[section] for way in words(getattr(entry, field))]
        for way in [way for way in ways if way[-1] != "instrument"]:
            yield replace(book(), **{section: {**entries, name: changed(entry, way)}})

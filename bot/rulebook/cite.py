"""What a verdict stands on, as it is printed: only law in force on the day, and only for those it binds.

It prints nothing doubtful: no provision of low confidence, no place that was not verified, and a repealed law
only beside the one that took its place. It knows no layout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from bot.rulebook.model import LOW, Basis, Instrument, Pinpoint, Provision, RuleBook
from bot.rulebook.model.facts import CPNS, PNS

CitationKind = Literal["provision", "instrument", "statement", "not_found"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One line under "Dasar": `instrument` is the printed name, `note` what must be said beside it.

    For a statement `instrument` is the authority with its year and `note` what it said; for what was looked
    for and not found `instrument` is empty and `note` says so. `link` is the statement's source.
    """

    instrument: str
    pinpoint: str | None
    note: str | None
    express: bool
    kind: CitationKind = "provision"
    paraphrase: str = ""
    link: str | None = None
    form: str = ""
    """In which form the text was last read, where not as its issuer published it."""


def citations(book: RuleBook, basis: Iterable[Basis], on: date, status: str | None) -> tuple[Citation, ...]:
    """The citations for that day and employee's status (None: unknown, nothing is left out for it).

    Where no provision is written for that status, those of instruments that bind it are cited all the same: a
    verdict that stands on law is not shown as standing on nothing.
    """
    grounds = tuple(basis)
    found = _gathered(book, grounds, on, status, True)
    if not any(one.kind in ("provision", "instrument") for one in found):
        found = _gathered(book, grounds, on, status, False)
    return found


def _gathered(
    book: RuleBook, basis: Iterable[Basis], on: date, status: str | None, addressed: bool
) -> tuple[Citation, ...]:
    found: dict[tuple[str, str | None, str | None], Citation] = {}
    for one in basis:
        if addressed and one.provision and not _addresses(book.provisions[one.provision], status):
            continue
        for citation in _cited(book, one, on, status):
            # Of two grounds in the same place the express one is kept.
            key = (citation.instrument, citation.pinpoint, citation.link or citation.note)
            if key not in found or citation.express > found[key].express:
                found[key] = citation
    return tuple(found.values())


def alive(book: RuleBook, provision: Provision, on: date) -> bool:
    """Whether the provision is law on the day: its home is, or what took the home's place is."""
    if not provision.pinpoints:
        return True
    home = provision.pinpoints[0]
    if _in_force(book, home, on):
        return True
    heirs = successors(book, home.instrument)
    others = provision.pinpoints[1:]
    return any(pinpoint.instrument in heirs and _in_force(book, pinpoint, on) for pinpoint in others)


def binds(instrument: Instrument, status: str | None) -> bool:
    """Whether the instrument speaks to employees of that status."""
    return status is None or not instrument.binds or status in instrument.binds


def _addresses(provision: Provision, status: str | None) -> bool:
    """Whether the provision is written for that status; what is written for PNS goes for CPNS too."""
    alike = (CPNS, PNS) if status == CPNS else (status,)
    return status is None or not provision.statuses or any(one in provision.statuses for one in alike)


def _cited(book: RuleBook, basis: Basis, on: date, status: str | None) -> Iterator[Citation]:
    if basis.provision is not None:
        yield from _of_provision(book, book.provisions[basis.provision], basis.express, on, status)
    elif basis.instrument is not None:
        instrument = book.instruments[basis.instrument]
        if instrument.period.contains(on) and binds(instrument, status) and instrument.confidence != LOW:
            note, form = instrument.scope_note, _unofficial(instrument)
            yield Citation(instrument.short, None, note, basis.express, "instrument", form=form)
    elif basis.statement is not None:
        said = basis.statement
        year = f" ({said.year})" if said.year else ""
        yield Citation(f"{said.authority}{year}", None, said.about, False, "statement", link=said.link)
    elif basis.not_found is not None:
        yield Citation("", None, f"tidak ditemukan {basis.not_found}", False, "not_found")


def _of_provision(
    book: RuleBook, provision: Provision, express: bool, on: date, status: str | None
) -> Iterator[Citation]:
    if provision.doubtful:
        return
    shown: list[tuple[str, Citation]] = []
    for pinpoint in provision.pinpoints:
        instrument = book.instruments[pinpoint.instrument]
        if _in_force(book, pinpoint, on) and binds(instrument, status) and instrument.confidence != LOW:
            note = instrument.scope_note
            if pinpoint.repealed and instrument.successor:
                note = f"kemudian diganti {book.instruments[instrument.successor].short}"
            text = pinpoint.text
            content, form = pinpoint.paraphrase, _unofficial(instrument)
            cited = Citation(instrument.short, text, note, express, paraphrase=content, form=form)
            shown.append((instrument.id, cited))
    for pinpoint in provision.pinpoints:
        if pinpoint.repealed and not _in_force(book, pinpoint, on):
            _beside_successor(book, pinpoint, shown)
    yield from (citation for _, citation in shown)


def _beside_successor(book: RuleBook, old: Pinpoint, shown: list[tuple[str, Citation]]) -> None:
    """Name the repealed place in a note on its successor's citation; without that it is not printed."""
    heirs = successors(book, old.instrument)
    for n, (instrument, citation) in enumerate(shown):
        if instrument in heirs:
            place = f" {old.text}" if old.text else ""
            former = f"dulu {book.instruments[old.instrument].short}{place}"
            shown[n] = (instrument, replace(citation, note=former))
            return


def _unofficial(instrument: Instrument) -> str:
    return "" if instrument.read.official else instrument.read.form


def _in_force(book: RuleBook, pinpoint: Pinpoint, on: date) -> bool:
    instrument = book.instruments[pinpoint.instrument]
    return instrument.period.contains(on)


def successors(book: RuleBook, instrument: str) -> set[str]:
    """The instruments that took its place, one after another."""
    found: set[str] = set()
    following = book.instruments[instrument].successor
    while following and following not in found:
        found.add(following)
        following = book.instruments[following].successor
    return found

"""What verdicts stand on, for a legal officer: every place, with what is weak about it said beside it.

The bot prints only what is in force and sure (`bot.rulebook.cite`); here nothing is left out, because these
pages are where somebody decides whether to sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.book import words
from bot.book.model import Ground, Place, Ref
from bot.rulebook.model import LOW, STATUS, Basis, Instrument, Pinpoint, Provision, RuleBook

NOT_PRINTED = "keyakinan rendah: tidak dicetak dalam jawaban bot"


def grounds(book: RuleBook, basis: Iterable[Basis], homes: dict[str, str]) -> tuple[Ground, ...]:
    """Each ground in the order of the file; `homes` says in which instrument's file a provision stands."""
    return tuple(_ground(book, one, homes) for one in basis)


def homes(book: RuleBook) -> dict[str, str]:
    """The instrument in whose file each provision stands, by the provision's id."""
    by_path = {instrument.path: instrument.id for instrument in book.instruments.values()}
    return {provision.id: by_path[provision.path] for provision in book.provisions.values()}


def places(book: RuleBook, provision: Provision) -> tuple[Place, ...]:
    """Every place of a provision."""
    return tuple(_place(book, pinpoint) for pinpoint in provision.pinpoints)


def _ground(book: RuleBook, basis: Basis, homes: dict[str, str]) -> Ground:
    nature = "tersurat" if basis.express else "tafsir"
    if basis.provision is not None:
        return _of_provision(book, book.provisions[basis.provision], nature, homes)
    if basis.instrument is not None:
        instrument = book.instruments[basis.instrument]
        place = Place(
            Ref(instrument.id, instrument.short),
            "letaknya belum dibaca",
            "",
            words.read(instrument.read),
            tuple(_remarks(book, instrument)),
        )
        return Ground("instrument", nature, instrument.title, places=(place,))
    if basis.statement is not None:
        said = basis.statement
        name = f"{said.authority} ({said.year})" if said.year else said.authority
        return Ground("statement", "", name, said.about, words.link(said.link))
    return Ground("not_found", "", f"Tidak ditemukan {basis.not_found}")


def _of_provision(book: RuleBook, provision: Provision, nature: str, homes: dict[str, str]) -> Ground:
    remarks = [NOT_PRINTED] if provision.doubtful else []
    if not provision.pinpoints:
        remarks.append("letaknya dalam peraturan tidak ditemukan")
    return Ground(
        "provision",
        nature,
        provision.conduct,
        places=places(book, provision),
        statuses=words.options(book.facts, STATUS, provision.statuses),
        remarks=tuple(remarks),
        provision=provision.id,
        home=homes[provision.id],
    )


def _place(book: RuleBook, pinpoint: Pinpoint) -> Place:
    instrument = book.instruments[pinpoint.instrument]
    remarks = list(_remarks(book, instrument))
    if pinpoint.repealed and not instrument.period.until:
        remarks.insert(0, "ketentuan ini sudah dicabut")
    return Place(
        Ref(instrument.id, instrument.short),
        pinpoint.text or "letaknya belum diketahui",
        pinpoint.paraphrase,
        words.read(instrument.read),
        tuple(remarks),
    )


def _remarks(book: RuleBook, instrument: Instrument) -> Iterator[str]:
    """What a reader must know before he leans on it."""
    if instrument.period.until:
        heir = instrument.successor
        successor = f", diganti {book.instruments[heir].short}" if heir else ""
        yield f"berlaku sampai {words.written_until(instrument.period)}{successor}"
    if instrument.confidence == LOW:
        yield NOT_PRINTED
    if instrument.scope_note:
        yield instrument.scope_note

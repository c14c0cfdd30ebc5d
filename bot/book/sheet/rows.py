"""The rules that are answered from as rows in words, one for each branch: what a bureau reads and agrees to.

The rows hold everything that the digest covers, so that nobody signs what he was not shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.book import words
from bot.rulebook.digest import digest
from bot.rulebook.model import (
    STATUS,
    Basis,
    Branch,
    Instrument,
    Kind,
    Pinpoint,
    Provision,
    Rule,
    RuleBook,
    Sanction,
    Version,
)
from bot.text.markup import bare, marked


@dataclass(frozen=True, slots=True)
class Row:
    """One branch in words; what a rule of information says counts as one branch.

    `branch` is its number, after that of its version unless that is the newest; `digest` is the rule's.
    """

    rule: str
    branch: str
    title: str
    topic: str
    period: str
    when: str
    outcome: str
    answer: str
    safe: str
    conditions: str
    basis: str
    sanction: str
    digest: str


def rows(book: RuleBook) -> tuple[Row, ...]:
    """Every active rule, by topic and title; its newest version first."""
    active = [rule for rule in book.rules.values() if rule.active]
    active.sort(key=lambda rule: (rule.topic, rule.title.casefold(), rule.id))
    return tuple(row for rule in active for row in of_rule(book, rule))


def of_rule(book: RuleBook, rule: Rule) -> Iterator[Row]:
    """The rows of one rule."""
    sign = digest(book, rule)
    for n, version in enumerate(rule.versions, 1):
        before = "" if n == 1 else f"versi {n}: "
        if rule.kind is not Kind.VERDICT:
            yield _row(book, rule, version, f"{before}isi", sign)
        for m, branch in enumerate(version.branches, 1):
            yield _row(book, rule, version, f"{before}{m}", sign, branch)


def _row(
    book: RuleBook, rule: Rule, version: Version, number: str, sign: str, branch: Branch | None = None
) -> Row:
    shown = {
        "rule": rule.id,
        "branch": number,
        "title": rule.title,
        "topic": words.topic(rule.topic),
        "period": words.period(version.period),
        "digest": sign,
    }
    if branch is None:
        return Row(
            **shown,
            when="",
            outcome=str(rule.kind).replace("_", " "),
            answer=_plain(version.text),
            safe=_plain(version.safe),
            conditions="",
            basis=_bases(book, version.basis),
            sanction="",
        )
    return Row(
        **shown,
        when="\n".join(_when(book, branch, version.assume)),
        outcome=str(branch.outcome).replace("_", " "),
        answer="\n".join([_plain(branch.answer), *_listed("Bacaan yang berbeda:", branch.readings)]),
        safe=_plain(branch.safe),
        conditions="\n".join(
            [*_listed("", branch.conditions), *_listed("Yang menentukan:", branch.deciding)]
        ),
        basis=_bases(book, branch.basis),
        sanction=_sanction(book.sanctions[version.sanction]) if version.sanction else "",
    )


def _when(book: RuleBook, branch: Branch, assumed: Mapping[str, str]) -> Iterator[str]:
    if branch.otherwise:
        yield "selain itu"
    for n, (fact, values) in enumerate(branch.when.items()):
        options = " / ".join(book.facts[fact].options[value] for value in values)
        yield f"{'dan' if n else 'bila'} {options}"
    if assumed:
        usual = "; ".join(book.facts[fact].options[value] for fact, value in assumed.items())
        yield f"(bila tidak disebut, dianggap: {usual})"


def _listed(heading: str, items: Iterable[str]) -> list[str]:
    lines = [f"• {_plain(item)}" for item in items]
    return [heading, *lines] if heading and lines else lines


def _bases(book: RuleBook, bases: Iterable[Basis]) -> str:
    return "\n".join(line for basis in bases for line in _basis(book, basis))


def _basis(book: RuleBook, basis: Basis) -> Iterator[str]:
    nature = "tersurat" if basis.express else "tafsir"
    if basis.provision is not None:
        yield from _provision(book, book.provisions[basis.provision], nature)
    elif basis.instrument is not None:
        instrument = book.instruments[basis.instrument]
        yield f"• {nature}: {instrument.short} {_read(instrument)}"
    elif basis.statement is not None:
        said = basis.statement
        year = f" ({said.year})" if said.year else ""
        yield f"• pernyataan {said.authority}{year}: {said.about}. {said.link}"
    elif basis.not_found is not None:
        yield f"• tidak ditemukan {basis.not_found}"


def _provision(book: RuleBook, provision: Provision, nature: str) -> Iterator[str]:
    """Its places in lines of their own, below what they have in common."""
    head = nature
    if provision.statuses:
        labels = book.facts[STATUS].options
        head += f", untuk {', '.join(labels[status] for status in provision.statuses)}"
    if provision.doubtful:
        head += ", tidak dikutip karena keyakinannya rendah"
    places = [_place(book, pinpoint) for pinpoint in provision.pinpoints] or [provision.conduct]
    if len(places) == 1:
        yield f"• {head}: {places[0]}"
    else:
        yield f"• {head}:"
        yield from (f"   – {place}" for place in places)


def _place(book: RuleBook, pinpoint: Pinpoint) -> str:
    instrument = book.instruments[pinpoint.instrument]
    where = f" {pinpoint.text}" if pinpoint.text else ""
    repealed = ", sudah dicabut" if pinpoint.repealed else ""
    content = f": {pinpoint.paraphrase}" if pinpoint.paraphrase else ""
    return f"{instrument.short}{where}{repealed} {_read(instrument)}{content}"


def _read(instrument: Instrument) -> str:
    """What the text is worth to lean on: the form in which it was read, and for whom it was made."""
    scope = f"; {instrument.scope_note}" if instrument.scope_note else ""
    return f"[{instrument.read.form}{scope}]"


def _sanction(sanction: Sanction) -> str:
    said = {
        "Umum": sanction.general,
        "PNS dan CPNS": sanction.pns,
        "PPPK": sanction.pppk,
        "PPNPN": sanction.ppnpn,
        "Pidana": sanction.criminal,
    }
    return "\n".join(f"{who}: {_plain(text)}" for who, text in said.items() if text)


def _plain(text: str) -> str:
    return bare(marked(text))

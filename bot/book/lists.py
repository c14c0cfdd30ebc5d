"""What waits for somebody: rules to sign, instruments to read again, points on which sources differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.book import words
from bot.book.grounds import homes
from bot.book.model import Contest, Dispute, InstrumentPage, Phase, Ref, Reread, RulePage, Topic
from bot.check.law.reread import carried, overdue
from bot.rulebook.model import STAGE, Instrument, RuleBook

_UNKNOWN = "belum diketahui"


def unsigned(topics: Iterable[Topic]) -> tuple[Topic, ...]:
    """The topics with the rules that nobody has approved; topics without such a rule are left out."""
    left = (
        Topic(topic.id, topic.name, tuple(rule for rule in topic.rules if rule.approval is None))
        for topic in topics
    )
    return tuple(topic for topic in left if topic.rules)


def reread(book: RuleBook, laws: Iterable[InstrumentPage], rules: Sequence[RulePage]) -> tuple[Reread, ...]:
    """Instruments read more than a year before the release, or never as their issuer published them although
    a rule forbids or demands something because of them on the day of the release."""
    pages = {page.id: page for page in rules}
    on_it_by = carried(book)
    found = []
    for law in laws:
        instrument = book.instruments[law.id]
        on_it = tuple(pages[rule] for rule in on_it_by.get(law.id, ()))
        reasons = tuple(_reasons(instrument, book.release.day, on_it))
        if reasons:
            found.append(Reread(law, reasons, on_it))
    return tuple(found)


def disputes(book: RuleBook, rules: Iterable[RulePage]) -> tuple[Dispute, ...]:
    """The disputed points by number, with what provisions note about each."""
    touched: dict[str, list[RulePage]] = {}
    for rule in rules:
        for name in rule.disputes:
            touched.setdefault(name, []).append(rule)
    at = homes(book)
    return tuple(
        Dispute(
            name,
            tuple(
                (Ref(at[one.id], book.instruments[at[one.id]].short), one.note)
                for one in book.provisions.values()
                if one.note and name in one.note
            ),
            tuple(touched[name]),
        )
        for name in sorted(touched)
    )


def readings(rules: Iterable[RulePage]) -> tuple[RulePage, ...]:
    """The rules of which a branch in force gives several readings."""
    return tuple(rule for rule in rules if rule.now and any(case.readings for case in rule.now.cases))


def contests(book: RuleBook) -> tuple[Contest, ...]:
    """The elections with their stages, in the order of the files."""
    kinds = book.facts[STAGE].options
    return tuple(
        Contest(
            contest.id,
            contest.name,
            tuple(
                Phase(
                    stage.name,
                    kinds[stage.kind],
                    words.day(stage.start) if stage.start else _UNKNOWN,
                    words.day(stage.end) if stage.end else _UNKNOWN,
                    Ref(stage.source, book.instruments[stage.source].short) if stage.source else None,
                    stage.note or "",
                )
                for stage in contest.stages
            ),
        )
        for contest in book.contests.values()
    )


def _reasons(instrument: Instrument, day: date, on_it: tuple[RulePage, ...]) -> Iterable[str]:
    if overdue(instrument, day):
        yield f"terakhir dibaca {words.day(instrument.read.day)}, lebih dari setahun sebelum rilis ini"
    if on_it and not instrument.read.official:
        yield (
            f"dibaca dari {instrument.read.form}, bukan naskah resmi, padahal {len(on_it)} aturan melarang "
            "atau mewajibkan dengan bersandar padanya"
        )

"""What waits for somebody: rules to sign, instruments to read again, points on which sources differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.book import words
from bot.book.grounds import homes, named
from bot.book.model import Contest, Dispute, InstrumentPage, Phase, Ref, Reread, RulePage, Topic
from bot.rulebook.decide import version_on
from bot.rulebook.model import STAGE, Instrument, Outcome, RuleBook

_STRICT = (Outcome.PROHIBITED, Outcome.REQUIRED)
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
    carried = _carried(book, rules)
    found = []
    for law in laws:
        instrument = book.instruments[law.id]
        on_it = tuple(carried.get(law.id, ()))
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


def _carried(book: RuleBook, rules: Iterable[RulePage]) -> Mapping[str, list[RulePage]]:
    """By instrument in force, the rules that forbid or demand something because of it."""
    found: dict[str, list[RulePage]] = {}
    day = book.release.day
    for page in rules:
        rule = book.rules[page.id]
        version = version_on(rule, day)
        if version is None or not rule.active:
            continue
        strict = (branch for branch in version.branches if branch.outcome in _STRICT)
        names = dict.fromkeys(
            name for branch in strict for basis in branch.basis for name in named(book, basis)
        )
        for name in names:
            if book.instruments[name].period.contains(day):
                found.setdefault(name, []).append(page)
    return found


def _reasons(instrument: Instrument, day: date, carried: tuple[RulePage, ...]) -> Iterable[str]:
    if instrument.read.day < _year_before(day):
        yield f"terakhir dibaca {words.day(instrument.read.day)}, lebih dari setahun sebelum rilis ini"
    if carried and not instrument.read.official:
        yield (
            f"dibaca dari {instrument.read.form}, bukan naskah resmi, padahal {len(carried)} aturan melarang "
            "atau mewajibkan dengan bersandar padanya"
        )


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)

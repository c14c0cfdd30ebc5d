"""Employees and lists made up for a test: by hand, and at random from so few signs that they collide."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.people.audit import Act, AuditEntry
from bot.people.member import Member, Status, Zone
from bot.people.roster.compare import Changes
from bot.people.roster.model import Roster, RosterEntry

AT = datetime(2026, 11, 22, 5, tzinfo=UTC)
OPTIONAL = ("jabatan", "telepon", "zona", "atasan", "telegram_id")
EVERY_COLUMN = frozenset({"nama", "nip", "status", "unit", *OPTIONAL})

NAMES = st.sampled_from(["Ani", "ani", "Budi", "Citra"])
UNITS = st.sampled_from(["Dinas A", "Dinas A/Bidang 1", "Dinas AB"])
POSITIONS = st.sampled_from(["", "Analis"])
ZONES = st.sampled_from([None, Zone.WIT])
STATUSES = st.sampled_from([Status.PNS, Status.PPNPN])


def line(
    act: Act = Act.ROSTER_IMPORTED, subject: str = "", at: datetime = AT, actor: str = "tg:1"
) -> AuditEntry:
    return AuditEntry(actor, act, subject, at)


def member(number: str | None = None, name: str = "Ani", unit: str = "Dinas A", **others: object) -> Member:
    given = {"id": 0, "status": Status.PNS} | others
    return Member(name=name, number=number, unit=unit, **given)


def entry(
    number: str | None = None, name: str = "Ani", unit: str = "Dinas A", **others: object
) -> RosterEntry:
    given = {"row": 2, "status": Status.PNS} | others
    return RosterEntry(name=name, number=number, unit=tuple(unit.split("/")), **given)


def listing(*entries: RosterEntry, columns: frozenset[str] = EVERY_COLUMN) -> Roster:
    """A list of these entries, numbered as a spreadsheet does."""
    return Roster(tuple(replace(one, row=row) for row, one in enumerate(entries, 2)), columns)


def _unless_taken(taken: set[object], sign: object) -> object | None:
    if sign is None or sign in taken:
        return None
    taken.add(sign)
    return sign


@st.composite
def people(draw: st.DrawFn, at_most: int = 6, *, may_be_erased: bool = True) -> list[Member]:
    """Whom a database could hold: no number or account twice, and no account where he asked for erasure."""
    numbers: set[object] = set()
    accounts: set[object] = set()
    found = []
    for n in range(1, draw(st.integers(0, at_most)) + 1):
        account = _unless_taken(accounts, draw(st.sampled_from([None, 901, 902, 903])))
        one = member(
            _unless_taken(numbers, draw(st.sampled_from([None, "11", "22", "33", "44"]))),
            draw(NAMES),
            draw(UNITS),
            id=n,
            status=draw(STATUSES),
            position=draw(POSITIONS),
            phone=draw(st.sampled_from([None, "p1", "p2"])),
            zone=draw(ZONES),
            superior=draw(st.sampled_from(["", "11"])),
            active=draw(st.booleans()),
            telegram_id=account,
            erased=may_be_erased and account is None and draw(st.booleans()),
        )
        found.append(one)
    return found


@st.composite
def lists(draw: st.DrawFn, at_most: int = 6) -> Roster:
    """What the reader lets through: no sign twice, no namesakes without a number in one unit."""
    missing = draw(st.sets(st.sampled_from(OPTIONAL)))
    numbers: set[object] = set()
    phones: set[object] = set()
    accounts: set[object] = set()
    called: set[object] = set()
    entries = []
    for _ in range(draw(st.integers(0, at_most))):
        number = _unless_taken(numbers, draw(st.sampled_from([None, "11", "22", "33", "55"])))
        name, unit = draw(NAMES), draw(UNITS)
        if number is None and _unless_taken(called, (name.casefold(), unit)) is None:
            continue
        phone = _unless_taken(phones, draw(st.sampled_from([None, "p1", "p2"])))
        account = _unless_taken(accounts, draw(st.sampled_from([None, 901, 902, 904])))
        optional = {
            "position": ("jabatan", draw(POSITIONS)),
            "phone": ("telepon", phone),
            "zone": ("zona", draw(ZONES)),
            "superior": ("atasan", draw(st.sampled_from(["", "11"]))),
            "telegram_id": ("telegram_id", account),
        }
        given = {field: value for field, (column, value) in optional.items() if column not in missing}
        entries.append(entry(number, name, unit, status=draw(STATUSES), **given))
    return listing(*entries, columns=EVERY_COLUMN - missing)


def given_by(changes: Changes) -> set[int | None]:
    """The accounts that the list gives to somebody who does not have them."""
    pairs = (*changes.changed, *changes.returned)
    given = {pair.after.telegram_id for pair in pairs if pair.after.telegram_id != pair.before.telegram_id}
    return given | {one.telegram_id for one in changes.added}


def applied(changes: Changes, present: list[Member]) -> list[Member]:
    """The people after the changes, as they have to be: an account goes with whom the list gives it to."""
    people = {one.id: one for one in present}
    fresh = range(len(present) + 1, len(present) + len(changes.added) + 1)
    added = [replace(one, id=n) for n, one in zip(fresh, changes.added, strict=True)]
    pairs = (*changes.changed, *changes.returned)
    given = given_by(changes)
    for one in present:
        if one.telegram_id in given:
            people[one.id] = replace(one, telegram_id=None)
    for one in changes.left:
        people[one.id] = replace(people[one.id], active=False)
    for pair in pairs:
        is_kept = pair.after.telegram_id == pair.before.telegram_id
        account = people[pair.after.id].telegram_id if is_kept else pair.after.telegram_id
        people[pair.after.id] = replace(pair.after, telegram_id=account, active=True)
    return [*people.values(), *added]

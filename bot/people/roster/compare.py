"""Compares a new list of employees with those on record: who arrives, changes, leaves. Pure.

The NIP or employee number decides who is who; those who have none are recognised by Telegram id, name and
unit, or telephone, in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.people.keyring import Keyring
from bot.people.member import SEPARATOR, Member
from bot.people.roster.columns import COLUMNS, TELEGRAM
from bot.people.roster.errors import RosterError, RowError
from bot.people.roster.model import Roster, RosterEntry


@dataclass(frozen=True, slots=True)
class Pair:
    """An employee before and after the import."""

    before: Member
    after: Member


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes that applying a list makes. `added` have the id 0; `returned` had left before."""

    added: tuple[Member, ...] = ()
    returned: tuple[Pair, ...] = ()
    changed: tuple[Pair, ...] = ()
    left: tuple[Member, ...] = ()
    unchanged: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """Counts for the command line and the log; returning employees count as added."""
        return {
            "added": len(self.added) + len(self.returned),
            "changed": len(self.changed),
            "left": len(self.left),
            "unchanged": self.unchanged,
        }

    @property
    def is_empty(self) -> bool:
        """Whether applying the list would change nothing."""
        return not (self.added or self.returned or self.changed or self.left)

    def without_leavers(self) -> Changes:
        """The same for a list that is known not to be complete: nobody leaves."""
        return replace(self, left=(), unchanged=self.unchanged + len(self.left))


def sealed(roster: Roster, keys: Keyring) -> Roster:
    """The list with every telephone number replaced by its keyed hash."""
    return replace(roster, entries=tuple(replace(one, phone=seal(keys, one.phone)) for one in roster.entries))


def seal(keys: Keyring, phone: str | None) -> str | None:
    """The keyed hash of a number like +62…."""
    return keys.hash("phone", value=phone) if phone else None


def compare(roster: Roster, present: Sequence[Member]) -> Changes:
    """`present` is everybody ever on record, `roster` a sealed list.

    Raises RosterError where the list gives somebody a Telegram account that another employee has joined with.
    """
    matched = _matched(roster.entries, present)
    staying = {one.id for one in matched if one is not None}
    # Returning employees keep their account like those who never left.
    owners = {
        one.telegram_id: one for one in present if one.telegram_id and (one.active or one.id in staying)
    }
    added: list[Member] = []
    returned: list[Pair] = []
    changed: list[Pair] = []
    unchanged = 0
    faults: list[RowError] = []
    for entry, before in zip(roster.entries, matched, strict=True):
        # The list's account is ignored for people who asked for erasure, see `_after`.
        wanted = None if before is not None and before.erased else entry.telegram_id
        owner = owners.get(wanted) if wanted else None
        if owner is not None and (before is None or owner.id != before.id):
            faults.append(
                RowError(
                    "akun Telegram ini sudah dipakai pegawai lain untuk bergabung",
                    entry.row,
                    TELEGRAM.heading,
                )
            )
            continue
        after = _after(entry, before, roster.columns)
        if before is None:
            added.append(after)
        elif not before.active:
            returned.append(Pair(before, after))
        elif after != before:
            changed.append(Pair(before, after))
        else:
            unchanged += 1
    if faults:
        raise RosterError(faults)
    left = tuple(one for one in present if one.active and one.id not in staying)
    return Changes(tuple(added), tuple(returned), tuple(changed), left, unchanged)


def _after(entry: RosterEntry, before: Member | None, columns: frozenset[str]) -> Member:
    """The person as the list has him; what the list has no column for stays as it was."""
    listed = {column.field: getattr(entry, column.field) for column in COLUMNS}
    listed["unit"] = SEPARATOR.join(entry.unit)
    if before is None:
        return Member(id=0, **listed)
    for column in COLUMNS:
        if not column.required and column.heading not in columns:
            listed[column.field] = getattr(before, column.field)
    # An empty cell unties nobody. After an erasure only the person himself can tie an account again.
    account = before.telegram_id if before.erased else entry.telegram_id or before.telegram_id
    return Member(**{**listed, "telegram_id": account}, id=before.id, erased=before.erased)


def _matched(entries: Sequence[RosterEntry], present: Sequence[Member]) -> list[Member | None]:
    """Pairs each entry with the employee on record, None for newcomers."""
    by_number = {one.number: one for one in present if one.number}
    matched = [by_number.get(entry.number) if entry.number else None for entry in entries]
    # Active people first: of two with the same name, the one still employed is meant.
    nameless = sorted((one for one in present if not one.number), key=lambda one: (not one.active, one.id))
    ways: tuple[tuple[Callable[[RosterEntry], Hashable], Callable[[Member], Hashable]], ...] = (
        (lambda entry: entry.telegram_id, lambda one: one.telegram_id),
        (
            lambda entry: _called(entry.name, SEPARATOR.join(entry.unit)),
            lambda one: _called(one.name, one.unit),
        ),
        # Telephone last, since a number may pass to another person.
        (lambda entry: entry.phone, lambda one: one.phone),
    )
    for sign_of_entry, sign_of_member in ways:
        waiting = _first_of(sign_of_member, nameless)
        for n, entry in enumerate(entries):
            if matched[n] is None and (found := waiting.pop(sign_of_entry(entry), None)) is not None:
                matched[n] = found
                nameless.remove(found)
    return matched


def _first_of(sign: Callable[[Member], Hashable], members: Iterable[Member]) -> dict[Hashable, Member]:
    found: dict[Hashable, Member] = {}
    for one in members:
        if sign(one) is not None:
            found.setdefault(sign(one), one)
    return found


def _called(name: str, unit: str) -> str:
    return f"{name}\0{unit}".casefold()

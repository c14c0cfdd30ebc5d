"""Taking over the office's list of employees: checked, compared, confirmed, written at once, undoable.

Knows no Telegram and no SQL; how a file is read is handed in.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from bot.clock import Clock
from bot.people.audit import Act, AuditEntry
from bot.people.keyring import Keyring
from bot.people.ports import Members, RosterDrafts, RosterRecords
from bot.people.records import Import
from bot.people.roster import codec
from bot.people.roster.compare import Changes, compare, sealed
from bot.people.roster.model import Roster

Read = Callable[[bytes, str, date], Awaitable[Roster]]
DRAFT_HOLDS = timedelta(days=1)
UNDO_HOLDS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking over a list would do; `base_version` is the state of the records that it was compared with.

    `number` is the draft's, None while it is not kept; `is_anew` marks one made because the records changed.
    """

    roster: Roster
    changes: Changes
    base_version: int
    number: str | None = None
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """A list that was taken over."""

    import_id: int
    changes: Changes


class RosterImport:
    """The use case; one object serves everybody. `by` is an actor of the audit log."""

    def __init__(
        self,
        members: Members,
        records: RosterRecords,
        drafts: RosterDrafts,
        keys: Keyring,
        clock: Clock,
        zone: tzinfo,
        read: Read,
    ) -> None:
        self._members = members
        self._records = records
        self._drafts = drafts
        self._keys = keys
        self._clock = clock
        self._zone = zone
        self._read = read
        # Reading costs memory; several lists at once are read one after the other.
        self._reading = asyncio.Lock()

    async def check(self, content: bytes, name: str) -> Preview:
        """Reads a file and compares it; writes nothing. Raises RosterError with every defect."""
        async with self._reading:
            roster = await self._read(content, name, self._clock.today(self._zone))
        return await self._compared(await asyncio.to_thread(sealed, roster, self._keys))

    async def keep(self, preview: Preview, by: str) -> Preview:
        """Keeps a checked list until somebody confirms it, for a day at most."""
        number = secrets.token_hex(6)
        packed = await asyncio.to_thread(codec.pack, preview.roster)
        await self._drafts.keep(
            number=number, by=by, at=self._clock.now(), base_version=preview.base_version, content=packed
        )
        return Preview(preview.roster, preview.changes, preview.base_version, number, preview.is_anew)

    async def maker(self, number: str) -> str | None:
        """Who sent the list that waits under this number; None when it waits no longer."""
        held = await self._drafts.find(number)
        return held[0] if held else None

    async def confirm(self, number: str, by: str, *, complete: bool) -> Applied | Preview | None:
        """Takes over a list that waits; not `complete` means that who is missing from it stays.

        A Preview when the records have changed since, to be confirmed anew. None when it waits no longer.
        """
        held = await self._drafts.find(number)
        if held is None:
            return None
        made_by, base_version, packed = held
        roster = await asyncio.to_thread(codec.unpack, packed)
        preview = await self._compared(roster)
        if preview.base_version == base_version:
            applied = await self.apply(preview, by, complete=complete, number=number)
            if applied is not None:
                return applied
            preview = await self._compared(roster)
        if not await self._drafts.drop(number, None):
            return None
        anew = Preview(preview.roster, preview.changes, preview.base_version, is_anew=True)
        return await self.keep(anew, made_by)

    async def apply(
        self, preview: Preview, by: str, *, complete: bool = True, number: str | None = None
    ) -> Applied | None:
        """Writes a preview's changes, all or nothing; None when the records have changed since."""
        changes = preview.changes if complete else preview.changes.without_leavers()
        entry = AuditEntry(by, Act.ROSTER_IMPORTED, "", self._clock.now(), changes.counts)
        number_of_import = await self._records.apply(
            changes,
            base_version=preview.base_version,
            draft=number,
            by=by,
            at=self._clock.now(),
            entry=entry,
        )
        return Applied(number_of_import, changes) if number_of_import is not None else None

    async def drop(self, number: str, by: str) -> bool:
        """Forgets a list that waits; False when it waits no longer."""
        return await self._drafts.drop(number, AuditEntry(by, Act.ROSTER_DROPPED, "", self._clock.now()))

    async def last(self) -> Import | None:
        """The newest list applied."""
        return await self._records.last()

    async def undo(self, import_id: int, by: str) -> bool:
        """Takes the newest list back; False when another came after it, or it cannot be undone any more."""
        entry = AuditEntry(by, Act.ROSTER_UNDONE, f"import:{import_id}", self._clock.now())
        return await self._records.undo(import_id, by, self._clock.now(), entry)

    async def _compared(self, roster: Roster) -> Preview:
        base_version = await self._records.base_version()
        present = await self._members.everybody()
        return Preview(roster, await asyncio.to_thread(compare, roster, present), base_version)

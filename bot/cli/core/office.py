"""The office behind the commands that read or change it: store and use cases as in chat, no Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from bot.cli.core.disk import folder
from bot.cli.core.fault import InputError
from bot.cli.core.load_checked import proven
from bot.cli.core.settings import of, settings
from bot.clock import Clock
from bot.config import LOCALES, Settings
from bot.outbox.plan import DeliveryPolicy
from bot.outbox.quiet import Days
from bot.outbox.service import Outbox
from bot.people.ports import Members
from bot.people.roster.roster_import import RosterImport
from bot.people.roster.subprocess_reader import read_apart
from bot.people.staff import Staff
from bot.pledge.heads import Heads, KeyMissingError
from bot.pledge.invitation import Invitation
from bot.pledge.service import Pledging
from bot.rulebook.model import RuleBook
from bot.store import shapes
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.engine.keys import keyring
from bot.wording import Wording

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True)
class Office:
    """What a command works with."""

    settings: Settings
    clock: Clock
    members: Members
    staff: Staff
    roster_import: RosterImport
    outbox: Outbox
    pledging: Pledging
    heads: Heads

    def knowledge(self) -> RuleBook:
        """The rule base; raises InputError where it is unsound."""
        return proven(of(self.settings)).book


def within_office(work: Callable[[Office], Awaitable[_Told]]) -> _Told:
    """Runs `work` on the open database; raises InputError where that cannot be used."""

    async def run() -> _Told:
        async with _opened() as office:
            return await work(office)

    try:
        return asyncio.run(run())
    except (StoreError, KeyMissingError) as error:
        raise InputError(str(error)) from error


@asynccontextmanager
async def _opened() -> AsyncIterator[Office]:
    chosen = settings()
    folder(chosen)
    clock = of(chosen).clock
    db = await Database.open(chosen.database_url)
    try:
        keys = await keyring(db, chosen.key_path)
        members = shapes.members_of(db)
        roles = shapes.roles_of(db)
        staff = Staff(members, roles, clock, chosen.owner_ids, needs_two=chosen.second_person)
        policy = DeliveryPolicy(chosen.quiet_hours, chosen.daily_cap, chosen.zone, Days(*chosen.quiet_days))
        broadcasts, deliveries = shapes.broadcasts_of(db), shapes.deliveries_of(db)
        # The bot, which runs elsewhere, looks for work by itself.
        outbox = Outbox(broadcasts, deliveries, staff, clock, policy, lambda: None)
        book = shapes.book_of(db)
        heads = Heads(book, keys, clock, chosen.witness_path)
        await heads.begin()
        invitation = Invitation(Wording(LOCALES, chosen.language), chosen.zone)
        yield Office(
            chosen,
            clock,
            members,
            staff,
            RosterImport(members, shapes.lists_of(db), keys, clock, chosen.zone, read_apart),
            outbox,
            Pledging(shapes.campaigns_of(db, keys.hash), book, staff, outbox, clock, invitation),
            heads,
        )
    finally:
        await db.close()

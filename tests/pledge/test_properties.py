"""Whatever happens between taps, each is in the ledger once for each campaign and text, or not at all."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections.abc import Awaitable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, insert, update

from bot.people import keyring
from bot.pledge.model import Campaign, PledgeText, Result, Step
from bot.pledge.proof import examine
from bot.store.engine.db import Database
from bot.store.pledge.ledger import LedgerStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account as accounts
from bot.store.tables import person as people
from bot.store.tables import pledge as pledges
from tests.people.made import member as somebody
from tests.people.on_record import at_once, employ, rows
from tests.pledge.conftest import PledgeFixture
from tests.support.databases import newest_postgres, newest_sqlite, postgres

__all__ = ["newest_postgres", "newest_sqlite", "postgres"]

PEOPLE, ACCOUNTS = 5, range(901, 908)
NAMES = ["Ani Wijaya", "Budi Santoso", "Citra Dewi", "Dewi Lestari", "Eko Prasetyo"]
TEXTS = [PledgeText("ikrar", version, "Ikrar", f"Saya berikrar {version}") for version in "12"]
AUDIENCES = ["semua", 'unit:"Dinas A"', "status:PNS"]
UNITS = st.sampled_from(["Dinas A", "Dinas AB"])
_FILES = itertools.count()
# Mostly the campaign's own text, else the button of another one.
SEEN = st.sampled_from([None, None, None, *TEXTS])
SOME = st.lists(st.tuples(st.sampled_from(ACCOUNTS), st.integers(0, 3), SEEN), min_size=1, max_size=6)


class KilledError(BaseException):
    """The process dies: after the commit, or before it."""


class Taps(RuleBasedStateMachine):
    """An office in which everything happens, on a database in a file."""

    newest: Path
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._campaigns: list[Campaign] = []
        self._promised: dict[tuple[int, int], int] = {}
        self._possible: set[tuple[int, int]] = set()

    def teardown(self) -> None:
        self._runner.run(self._office.db.close())
        self._runner.close()

    @initialize()
    def begins(self) -> None:
        self._runner.run(self._begins())

    async def _begins(self) -> None:
        file = self.folder / f"{next(_FILES)}.db"
        shutil.copy(self.newest, file)
        self._office = PledgeFixture(await Database.open(f"sqlite+aiosqlite:///{file}"), KEYS)
        await self._office.checkpoints.begin()
        members = [
            somebody(str(n), name, "Dinas A" if n % 2 else "Dinas AB", telegram_id=901 + n)
            for n, name in enumerate(NAMES)
        ]
        self._people = [one.id for one in await employ(self._office.db, *members)]
        self._campaigns.append(await self._office.opens(text=TEXTS[0], days=3))

    @rule(audience=st.sampled_from(AUDIENCES), text=st.sampled_from(TEXTS))
    def opens(self, audience: str, text: PledgeText) -> None:
        if len(self._campaigns) < 4:
            self._campaigns.append(self._runner.run(self._office.opens(audience, text, days=3)))

    @rule(one=st.integers(0, 3))
    def closes(self, one: int) -> None:
        if one < len(self._campaigns):
            self._runner.run(self._office.pledging.close(self._campaigns[one].id, "tg:1"))

    @rule(taps=SOME)
    def taps(self, taps: list[tuple[int, int, PledgeText | None]]) -> None:
        for result in self._runner.run(self._all(self._confirms(taps))):
            self._hears(result)

    @rule(taps=SOME, commits=st.booleans())
    def taps_and_dies(self, taps: list[tuple[int, int, PledgeText | None]], commits: bool) -> None:
        """Nobody hears what came of these; what they came to is for the database to say."""
        record = PledgeRecorder.record_all

        async def dies(*given: Any) -> list[Result]:
            if commits:
                await record(*given)
            raise KilledError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(PledgeRecorder, "record_all", dies)
            self._runner.run(self._lost(self._confirms(taps)))
        self._office.restart()

    @rule()
    def restarts(self) -> None:
        self._office.restart()

    @rule(hours=st.sampled_from([1, 30]))
    def waits(self, hours: int) -> None:
        self._office.now += timedelta(hours=hours)

    @rule(
        person=st.integers(0, PEOPLE - 1), active=st.booleans(), unit=st.sampled_from(["Dinas A", "Dinas AB"])
    )
    def is_listed(self, person: int, active: bool, unit: str) -> None:
        """Leaves, returns, or moves to another unit."""
        change = update(people).where(people.c.id == self._people[person]).values(active=active, unit=unit)
        self._runner.run(self._writes(change))

    @rule(person=st.integers(0, PEOPLE - 1), number=st.sampled_from(ACCOUNTS))
    def changes_account(self, person: int, number: int) -> None:
        who = self._people[person]
        gone = delete(accounts).where((accounts.c.person_id == who) | (accounts.c.telegram_id == number))
        row = {"telegram_id": number, "person_id": who, "how": "code", "joined_at": self._office.now}
        self._runner.run(self._writes(gone, insert(accounts).values(row)))

    @invariant()
    def everybody_is_in_the_ledger_once(self) -> None:
        self._runner.run(self._look())

    async def _look(self) -> None:
        if not hasattr(self, "_people"):
            return
        db, ours = self._office.db, {one.id: one for one in self._campaigns}
        on_record = {(row["campaign_id"], row["person_id"]): row["seq"] for row in await rows(db, pledges)}
        written = [row async for row in LedgerStore(db).rows(10**6) if row.campaign in ours]
        assert {row.seq for row in written} == set(on_record.values())
        assert len(written) == len(on_record)
        for (number, who), seq in on_record.items():
            row = await LedgerStore(db).by_seq(seq)
            assert row is not None
            assert (row.campaign, row.person) == (number, KEYS.hash("person", value=str(who)))
            assert (row.text, row.version) == (ours[number].text.hash, ours[number].text.version)
        # Whatever anybody was told stands, and what stands he was told, unless the process died.
        assert {key: on_record.get(key) for key in self._promised} == self._promised
        assert set(on_record) <= set(self._promised) | self._possible
        lines = [line async for line in self._office.checkpoints.export()]
        assert examine(lines).fault is None
        assert not any(word in line for line in lines for word in ("Ani", "Wijaya", "Budi", "Dinas", '"90'))

    def _hears(self, result: Result) -> None:
        key = (result.campaign.id, result.member.id) if result.campaign and result.member else (0, 0)
        if result.step is Step.RECORDED:
            # The first word on it, unless a process died before it could say it.
            assert key not in self._promised
            self._promised[key] = result.seq
        elif result.step is Step.REPEATED:
            assert key in self._promised or key in self._possible
            assert self._promised.setdefault(key, result.seq) == result.seq
        else:
            assert (result.seq, result.at) == (0, None)

    def _confirms(self, taps: list[tuple[int, int, PledgeText | None]]) -> list[Awaitable[Result]]:
        found = []
        for who, one, other in taps:
            campaign = self._campaigns[one % len(self._campaigns)]
            found.append(self._office.pledging.confirm(who, campaign.id, (other or campaign.text).hash[:8]))
        return found

    async def _all(self, taps: list[Awaitable[Result]]) -> list[Result]:
        return await asyncio.gather(*taps)

    async def _lost(self, taps: list[Awaitable[Result]]) -> None:
        before = {(row["campaign_id"], row["person_id"]) for row in await rows(self._office.db, pledges)}
        for tap in taps:
            with pytest.raises((KilledError, asyncio.CancelledError)):
                await tap
        after = {(row["campaign_id"], row["person_id"]) for row in await rows(self._office.db, pledges)}
        self._possible |= after - before

    async def _writes(self, *statements: Any) -> None:
        async with self._office.db.write() as connection:
            for statement in statements:
                await connection.execute(statement)


KEYS = keyring.fresh()


def test_whatever_happens_nobody_is_lost_and_nobody_is_there_twice(newest_sqlite, tmp_path):
    class OnFile(Taps):
        newest, folder = newest_sqlite, tmp_path

    run_state_machine_as_test(
        OnFile, settings=settings(max_examples=15, stateful_step_count=20, phases=[Phase.generate])
    )


def test_processes_that_share_a_database_record_everybody_once(postgres, newest_postgres):
    address = asyncio.run(postgres.fresh(like=newest_postgres))
    with asyncio.Runner() as runner:
        both = [runner.run(Database.open(address)) for _ in range(2)]
        offices = [PledgeFixture(db, KEYS) for db in both]
        runner.run(offices[0].checkpoints.begin())
        members = [somebody(str(n), f"Pegawai {n}", telegram_id=901 + n) for n in range(12)]
        runner.run(employ(both[0], *members))
        taps = st.lists(
            st.tuples(st.integers(0, 1), st.integers(901, 912), st.integers(0, 1)), min_size=1, max_size=60
        )

        @settings(max_examples=8, phases=[Phase.generate])
        @given(taps)
        def check(taps):
            runner.run(tapped(offices, taps))

        try:
            check()
        finally:
            for db in both:
                runner.run(db.close())


async def tapped(offices: list[PledgeFixture], taps: list[tuple[int, int, int]]) -> None:
    """Each tap in its process, all at once, while the other process closes a third campaign."""
    campaigns = [await offices[0].opens(text=text) for text in TEXTS]
    beside = await offices[1].opens()
    results = await at_once(
        offices[1].pledging.close(beside.id, "tg:1"),
        *(
            offices[process].pledging.confirm(who, campaigns[one].id, TEXTS[one].hash[:8])
            for process, who, one in taps
        ),
    )
    wanted = {(campaigns[one].id, who) for _, who, one in taps}
    told = [result for result in results[1:] if result.step is Step.RECORDED]
    assert {(result.campaign.id, result.member.telegram_id) for result in told} == wanted
    assert len(told) == len(wanted)
    assert all(result.step in (Step.RECORDED, Step.REPEATED) for result in results[1:])
    numbers = {campaign.id for campaign in campaigns}
    written = [row async for row in LedgerStore(offices[0].db).rows(10**6) if row.campaign in numbers]
    assert sorted(row.seq for row in written) == sorted(result.seq for result in told)
    assert examine([line async for line in offices[1].checkpoints.export()]).fault is None

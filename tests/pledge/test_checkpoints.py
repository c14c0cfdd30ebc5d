"""Checkpoints of a ledger kept in memory: who signs, when one is posted, what the witness knows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.people.keyring import Keyring, fresh, open_keyring
from bot.pledge.checkpoints import Checkpoints, KeyMissingError
from bot.pledge.ledger import KEY, PLEDGE, START, Checkpoint, Row
from bot.pledge.proof import examine
from bot.pledge.signing import Signer, verify

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


@dataclass
class LedgerState:
    """Where the ledger stands."""

    rows: list[Row] = field(default_factory=list)
    heads: list[Checkpoint] = field(default_factory=list)
    now: datetime = datetime(2026, 11, 22, 2, tzinfo=UTC)

    def append(self, row: Row) -> Row:
        before = self.rows[-1].hash if self.rows else START
        self.rows.append(replace(row, seq=len(self.rows) + 1, before=before).with_hash())
        return self.rows[-1]

    def pledged(self, count: int = 1) -> None:
        for _ in range(count):
            self.append(Row(0, PLEDGE, 1, "a" * 64, "1", "b" * 64, "c" * 64, self.now.isoformat(), ""))

    def lose(self, count: int) -> None:
        del self.rows[-count:]


class FakeLedgerStore:
    """The ledger as its store shows it."""

    def __init__(self, state: LedgerState) -> None:
        self._state = state

    async def append_key(self, row: Row) -> Row:
        return self._state.append(row)

    async def signing_key(self) -> str | None:
        keys = [row.text for row in self._state.rows if row.kind == KEY]
        return keys[-1] if keys else None

    async def tail(self) -> tuple[int, str]:
        rows = self._state.rows
        return len(rows), rows[-1].hash if rows else START

    async def by_seq(self, seq: int) -> Row | None:
        rows = self._state.rows
        return rows[seq - 1] if 0 < seq <= len(rows) else None

    async def rows(self, up_to: int) -> AsyncIterator[Row]:
        for row in self._state.rows[:up_to]:
            yield row

    async def keep_checkpoint(self, head: Checkpoint, *, public: str, signature: str) -> bool:
        verify(public, head.message, signature)
        if any(kept.count == head.count for kept in self._state.heads):
            return False
        self._state.heads.append(head)
        return True

    async def last_checkpoint(self) -> Checkpoint | None:
        return max(self._state.heads, key=lambda kept: kept.count, default=None)


@pytest.fixture
def state() -> LedgerState:
    return LedgerState()


@pytest.fixture
def witness(tmp_path: Path) -> Path:
    return tmp_path / "netral.head"


def heads_of(state: LedgerState, keys: Keyring, witness: Path | None = None) -> Checkpoints:
    return Checkpoints(FakeLedgerStore(state), keys, Clock(lambda: state.now), witness)


@pytest.fixture
async def heads(state: LedgerState, witness: Path) -> Checkpoints:
    begun = heads_of(state, fresh(), witness)
    await begun.begin()
    return begun


async def exported(heads: Checkpoints) -> list[str]:
    return [line async for line in heads.export()]


async def test_a_ledger_begins_with_its_key_once(state, heads):
    await heads.begin()
    assert [(row.kind, row.text, row.person) for row in state.rows] == [(KEY, await heads.public(), "")]


async def test_what_is_exported_is_sound(state, heads):
    state.pledged(5)
    report = examine(await exported(heads), await heads.public(), (await heads.sign()).checkpoint.posted)
    assert (report.fault, report.rows, report.after) == (None, 6, 0)


async def test_what_is_added_while_an_export_is_written_is_not_in_it(state, heads):
    lines = []
    async for line in heads.export():
        lines.append(line)
        state.pledged()
    assert (examine(lines).fault, examine(lines).rows) == (None, 1)


async def test_another_key_than_the_ledger_names_does_not_sign(state, heads):
    with pytest.raises(KeyMissingError):
        await heads_of(state, fresh()).begin()
    with pytest.raises(KeyMissingError):
        await exported(heads_of(state, fresh()))


async def test_a_rotation_is_a_row_signed_by_the_key_before_it(state, tmp_path):
    file = tmp_path / "netral.key"
    heads = heads_of(state, open_keyring(file))
    await heads.begin()
    before = await heads.public()
    after = await heads.rotate(file)
    assert await heads.public() == after != before
    assert state.rows[-1].text == after
    verify(before, after.encode(), state.rows[-1].person)
    # The next start knows both.
    again = heads_of(state, open_keyring(file))
    await again.begin()
    assert len(state.rows) == 2
    assert examine(await exported(again), after).fault is None


async def test_a_rotation_cut_off_before_its_row_leaves_the_old_key_in_use(state, tmp_path, monkeypatch):
    file = tmp_path / "netral.key"
    heads = heads_of(state, open_keyring(file))
    await heads.begin()
    before = await heads.public()

    class Dying(FakeLedgerStore):
        async def append_key(self, row: Row) -> Row:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await Checkpoints(Dying(state), open_keyring(file), Clock(lambda: state.now), None).rotate(file)
    reborn = heads_of(state, open_keyring(file))
    await reborn.begin()
    assert await reborn.public() == before
    await reborn.rotate(file)
    assert examine(await exported(reborn)).fault is None


async def test_the_head_of_the_day_is_posted_once_and_only_where_something_was_added(state, heads):
    assert await heads.daily(JAKARTA) is None
    state.pledged(3)
    posted = await heads.daily(JAKARTA)
    assert posted.checkpoint.posted == f"4:{state.rows[-1].hash}"
    state.pledged()
    assert await heads.daily(JAKARTA) is None
    state.now += timedelta(days=1)
    assert (await heads.daily(JAKARTA)).checkpoint.count == 5
    state.now += timedelta(days=1)
    assert await heads.daily(JAKARTA) is None


async def test_the_day_is_that_of_the_zone(state, heads):
    state.now = datetime(2026, 11, 22, 14, 59, tzinfo=UTC)  # 23.59 in Jayapura
    state.pledged()
    await heads.daily(JAYAPURA)
    state.now += timedelta(minutes=1)
    state.pledged()
    assert await heads.daily(JAKARTA) is None
    assert await heads.daily(JAYAPURA) is not None


async def test_what_was_signed_for_an_export_does_not_keep_the_day_s_head_from_being_posted(state, heads):
    state.pledged(2)
    await exported(heads)
    await heads.sign()
    assert (await heads.daily(JAKARTA)).checkpoint.count == 3


async def test_of_two_processes_one_posts_the_head(state, heads):
    state.pledged()

    class AtOnce(FakeLedgerStore):
        """As both see it before either has kept one."""

        async def last_checkpoint(self) -> Checkpoint | None:
            return None

    posted = [
        await Checkpoints(AtOnce(state), heads._keys, heads._clock, None).daily(JAKARTA) for _ in range(2)
    ]
    assert [one is None for one in posted] == [False, True]


async def test_the_witness_knows_what_was_signed_last(state, heads, witness):
    state.pledged(4)
    signed = await heads.sign()
    assert witness.read_text() == f"{signed.checkpoint.posted}\n"
    assert await heads.lacking() == 0
    state.pledged(2)
    assert await heads.lacking() == 0


@pytest.mark.parametrize("lost", [1, 3, 5])
async def test_what_a_restore_lacks_is_counted_whatever_is_signed_afterwards(state, heads, lost):
    state.pledged(5)
    await heads.sign()
    state.lose(lost)
    assert await heads.lacking() == lost
    await exported(heads)
    assert await heads.lacking() == lost


async def test_as_many_rows_but_others_are_all_doubtful(state, heads):
    state.pledged(5)
    await heads.sign()
    state.lose(2)
    state.now += timedelta(hours=1)
    state.pledged(2)
    assert await heads.lacking() == 6


async def test_without_a_witness_nothing_is_known_to_be_lacking(state, heads):
    alone = heads_of(state, heads._keys)
    await alone.sign()
    assert await alone.lacking() == 0


async def test_a_key_shows_nothing_of_itself():
    signer = Signer(b"s" * 32)
    assert repr(signer) == f"Signer({signer.fingerprint})"

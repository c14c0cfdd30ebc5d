"""The ledger in both databases: appended to by several at once, and guarded against everybody else."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, replace

import pytest
from sqlalchemy import insert, text, update
from sqlalchemy.exc import DBAPIError

from bot.clock import fixed
from bot.people import keyring
from bot.pledge.checkpoints import Checkpoints
from bot.pledge.ledger import KEY, PLEDGE, START, Checkpoint, Row
from bot.pledge.proof import examine
from bot.pledge.signing import Signer
from bot.store.engine.failure import StoreError
from bot.store.pledge import ledger
from bot.store.pledge.ledger import LedgerStore
from bot.store.tables import ledger as table
from tests.people.made import AT
from tests.people.on_record import at_once, rows

PUBLIC = Signer(b"1" * 32).public
FIRST = Row(0, KEY, 0, PUBLIC, "", "", "", AT.isoformat(), "")
REFUSED = (DBAPIError, StoreError)


def pledged(n: int) -> Row:
    return Row(0, PLEDGE, 1, "a" * 64, "1", f"{n:064}", f"{n:064}", AT.isoformat(), "")


async def append(db, *new):
    async with db.write() as connection:
        return await ledger.append(db, connection, new)


async def test_rows_are_numbered_linked_and_sealed(db):
    await LedgerStore(db).append_key(FIRST)
    await append(db, pledged(1), pledged(2))
    await append(db, pledged(3))
    found = [row async for row in LedgerStore(db).rows(4)]
    assert [row.seq for row in found] == [1, 2, 3, 4]
    assert [row.before for row in found] == [START, *(row.hash for row in found[:-1])]
    assert all(row.is_sound for row in found)
    assert await LedgerStore(db).tail() == (4, found[-1].hash)
    assert await LedgerStore(db).by_seq(3) == found[2]
    assert await LedgerStore(db).by_seq(5) is None


async def test_an_empty_ledger_has_no_tail(db):
    assert await LedgerStore(db).tail() == (0, START)
    assert await LedgerStore(db).signing_key() is None
    assert await LedgerStore(db).last_checkpoint() is None


async def test_rows_are_read_as_far_as_asked_for_and_more_than_a_batch_of_a_thousand(db):
    await append(db, *(pledged(n) for n in range(1_001)))
    for up_to in (0, 1, 999, 1_000, 1_001, 9_999):
        assert [row.seq async for row in LedgerStore(db).rows(up_to)] == list(range(1, min(up_to, 1_001) + 1))


async def test_the_key_in_use_is_the_one_named_last(db):
    await LedgerStore(db).append_key(FIRST)
    other = Signer(b"2" * 32).public
    await append(db, pledged(1))
    await LedgerStore(db).append_key(replace(FIRST, text=other, person="signed"))
    await append(db, pledged(2))
    assert await LedgerStore(db).signing_key() == other


async def test_a_second_first_key_is_not_named(db):
    first = await LedgerStore(db).append_key(FIRST)
    assert await LedgerStore(db).append_key(FIRST) == first
    assert await LedgerStore(db).tail() == (1, first.hash)


async def test_two_processes_that_begin_at_once_name_one_key(two_processes):
    keys = keyring.fresh()
    both = [Checkpoints(LedgerStore(db), keys, fixed(AT), None) for db in two_processes]
    await at_once(*(one.begin() for one in both * 3))
    lines = [line async for line in both[0].export()]
    assert (examine(lines).fault, examine(lines).rows) == (None, 1)


async def test_several_processes_append_one_after_the_other(two_processes):
    await at_once(*(append(db, pledged(n)) for n, db in enumerate(two_processes * 10)))
    found = [row async for row in LedgerStore(two_processes[0]).rows(99)]
    assert [row.seq for row in found] == list(range(1, 21))
    assert [row.before for row in found] == [START, *(row.hash for row in found[:-1])]
    assert {row.person for row in found} == {f"{n:064}" for n in range(20)}


async def test_what_is_rolled_back_leaves_no_gap(db):
    await append(db, pledged(1))

    async def fails():
        async with db.write() as connection:
            await ledger.append(db, connection, [pledged(2)])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()
    await append(db, pledged(3))
    assert [row.person[-1] async for row in LedgerStore(db).rows(9)] == ["1", "3"]


async def test_a_head_of_so_many_rows_is_kept_once(two_processes):
    head = Checkpoint(5, "a" * 64, AT.isoformat())
    kept = await at_once(
        *(LedgerStore(db).keep_checkpoint(head, public=PUBLIC, signature="s") for db in two_processes * 3)
    )
    assert sorted(kept) == [False] * 5 + [True]
    later = replace(head, count=6)
    await LedgerStore(two_processes[0]).keep_checkpoint(later, public=PUBLIC, signature="s")
    assert await LedgerStore(two_processes[1]).last_checkpoint() == later


SAME = "seq, kind, campaign, text, version, person, account, at, before, hash"
COPY = f"SELECT {SAME} FROM ledger WHERE seq = 2"
MOVED = COPY.replace("SELECT seq", "SELECT 9")
BY_HAND = {
    "update": "UPDATE ledger SET at = 'x' WHERE seq = 2",
    "update nothing that is there": "UPDATE ledger SET at = at",
    "update the number": "UPDATE ledger SET seq = 9 WHERE seq = 2",
    "delete": "DELETE FROM ledger WHERE seq = 2",
    "delete everything": "DELETE FROM ledger",
    "insert again": f"INSERT INTO ledger {COPY}",
    "the same pledge under another number": f"INSERT INTO ledger {MOVED}",
    "upsert": f"INSERT INTO ledger {COPY} ON CONFLICT (seq) DO UPDATE SET at = 'x'",
}
SQLITE = {
    "replace": f"REPLACE INTO ledger {COPY}",
    "insert or replace": f"INSERT OR REPLACE INTO ledger {COPY}",
    "replace by the pledge": f"REPLACE INTO ledger {MOVED}",
    "insert or ignore": f"INSERT OR IGNORE INTO ledger {COPY}",
    "update or replace": "UPDATE OR REPLACE ledger SET seq = 1 WHERE seq = 2",
    "update or ignore": "UPDATE OR IGNORE ledger SET at = 'x'",
    "upsert": f"INSERT INTO ledger {COPY} AND true ON CONFLICT DO UPDATE SET at = 'x'",
}
POSTGRESQL = {
    "truncate": "TRUNCATE ledger",
    "truncate with others": "TRUNCATE ledger_head, ledger CASCADE",
    "update nothing": "UPDATE ledger SET at = 'x' WHERE seq = 77",
    "delete nothing": "DELETE FROM ledger WHERE false",
    "merge": "MERGE INTO ledger USING (VALUES (2)) AS v (seq) ON ledger.seq = v.seq WHEN MATCHED THEN DELETE",
    "with": "WITH gone AS (DELETE FROM ledger RETURNING seq) SELECT * FROM gone",
}


async def by_hand(db, statement):
    async with db.write() as connection:
        await connection.execute(text(statement))


async def test_the_database_itself_refuses_to_change_or_remove_a_row(db, url):
    await append(db, *(pledged(n) for n in range(3)))
    before = await rows(db, table)
    for name, statement in (BY_HAND | (SQLITE if "sqlite" in url else POSTGRESQL)).items():
        with pytest.raises(REFUSED, match=r"append-only|unique constraint"):
            await by_hand(db, statement)
        assert await rows(db, table) == before, name


async def test_a_batch_with_one_row_too_many_adds_none(db):
    (first,) = await append(db, pledged(1))
    again = [asdict(replace(pledged(2), seq=2)), asdict(replace(pledged(1), seq=3))]
    with pytest.raises(REFUSED):
        async with db.write() as connection:
            await connection.execute(insert(table), again)
    assert await LedgerStore(db).tail() == (1, first.hash)


async def test_the_same_text_is_pledged_again_in_another_campaign(db):
    await append(db, pledged(1), replace(pledged(1), campaign=2), replace(pledged(1), text="b" * 64))
    assert (await LedgerStore(db).tail())[0] == 3


async def test_who_reads_does_not_hold_up_who_appends(two_processes):
    first, second = two_processes
    await append(first, *(pledged(n) for n in range(3)))
    async with first.read() as connection, asyncio.timeout(5):
        await connection.execute(table.select())
        await append(second, pledged(4))
    assert (await LedgerStore(first).tail())[0] == 4
    with pytest.raises(REFUSED):
        async with first.write() as connection:
            await connection.execute(update(table).values(at=""))

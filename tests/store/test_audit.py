"""The log of acts: appended to with the act itself, and kept from every change by the database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, text, update

from bot.people.audit import CLI, Act, AuditEntry
from bot.people.member import Status
from bot.people.records import Bound
from bot.people.roster.compare import Changes
from bot.store.desk.audit import AuditStore
from bot.store.people.account import AccountStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.roster import RosterStore
from bot.store.tables import audit as log
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import employ, rows

FIRST = AuditEntry("tg:1", Act.ROLE_GRANTED, "tg:901", AT, {"role": "hr", "unit": "Dinas A"})


async def test_an_act_is_told_as_it_was_written_down(db):
    await AuditStore(db).add(FIRST)
    (found,) = await AuditStore(db).recent(9)
    assert (found.actor, found.act, found.subject, found.at) == ("tg:1", Act.ROLE_GRANTED, "tg:901", AT)
    assert found.detail == {"role": "hr", "unit": "Dinas A"}


async def test_the_latest_acts_come_first_and_older_ones_on_asking(db):
    for act in (Act.JOINED, Act.RELEASED, Act.CODE_ISSUED):
        await AuditStore(db).add(line(act))
    latest = await AuditStore(db).recent(2)
    older = await AuditStore(db).recent(2, before=latest[-1].id)
    assert [one.act for one in (*latest, *older)] == [Act.CODE_ISSUED, Act.RELEASED, Act.JOINED]


async def test_every_act_can_be_written_down(db):
    for act in Act:
        await AuditStore(db).add(line(act))
    assert [one.act for one in await AuditStore(db).recent(99)] == list(reversed(Act))


async def test_all_that_somebody_did_and_that_was_done_to_him_is_told_oldest_first(db):
    for actor, subject in (("tg:1", "person:7"), ("tg:7", "person:1"), (CLI, "person:77"), ("tg:1", "tg:7")):
        await AuditStore(db).add(line(actor=actor, subject=subject))
    about = await AuditStore(db).about(["tg:7", "person:7"])
    assert [(one.actor, one.subject) for one in about] == [
        ("tg:1", "person:7"), ("tg:7", "person:1"), ("tg:1", "tg:7"),
    ]  # fmt: skip


async def carry_out(db, *statements):
    async with db.write() as connection:
        for statement in statements:
            await connection.execute(statement)


async def attempt(db, *statements):
    """What was there before the statements were refused."""
    await AuditStore(db).add(FIRST)
    before = await rows(db, log)
    with pytest.raises(Exception, match="audit is append-only"):
        await carry_out(db, *statements)
    return before


@pytest.mark.parametrize(
    "statement",
    [
        update(log).values(actor="tg:2"),
        update(log).where(log.c.id == 1).values(id=2),
        update(log).where(log.c.id == 1).values(detail={}),
        delete(log),
        delete(log).where(log.c.id == 1),
    ],
    ids=["update", "renumber", "detail", "delete", "delete one"],
)
async def test_no_statement_changes_or_deletes_what_was_written_down(db, statement):
    before = await attempt(db, statement)
    assert await rows(db, log) == before


async def test_an_insert_cannot_turn_into_an_update(db):
    statement = "INSERT INTO audit SELECT * FROM audit WHERE true ON CONFLICT (id) DO UPDATE SET actor = 'x'"
    before = await attempt(db, text(statement))
    assert await rows(db, log) == before


async def test_the_log_cannot_be_emptied_at_a_stroke(db, url):
    if url.startswith("sqlite"):
        pytest.skip("SQLite has no TRUNCATE")
    before = await attempt(db, text("TRUNCATE audit CASCADE"))
    assert await rows(db, log) == before


async def test_an_insert_cannot_replace_what_was_written_down(db, url):
    if url.startswith("postgresql"):
        pytest.skip("PostgreSQL has no REPLACE")
    statement = "REPLACE INTO audit SELECT id, at, 'tg:2', act, subject, detail FROM audit"
    before = await attempt(db, text(statement))
    assert await rows(db, log) == before


async def test_a_transaction_that_tampers_leaves_nothing_else_behind(db):
    more = log.insert().values(at=AT, actor="tg:2", act=Act.JOINED, subject="", detail={})
    await attempt(db, more, delete(log))
    assert [one.actor for one in await AuditStore(db).recent(9)] == ["tg:1"]


async def test_where_the_act_fails_no_line_is_written(db):
    await employ(db, somebody("11"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        await RosterStore(db).apply(
            Changes(added=(somebody("11"),)), base_version=0, draft=None, by="tg:1", at=AT, entry=line()
        )
    assert await AuditStore(db).recent(9) == []


class Unwritable(dict):
    """A detail that no JSON can hold."""

    def __init__(self):
        super().__init__(at=object())


async def test_where_the_line_cannot_be_written_the_act_is_not_carried_out(db):
    (ani,) = await employ(db, somebody("11"))
    unwritable = AuditEntry("tg:1", Act.JOINED, "", AT, Unwritable())
    with pytest.raises(Exception, match="JSON"):
        await AccountStore(db).bind(
            person_id=ani.id, telegram_id=901, how="code", digest=None, entry=unwritable
        )
    assert await MemberStore(db).by_account(901) is None


async def test_codes_are_not_issued_without_their_line(db):
    (ani,) = await employ(db, somebody("11"))
    with pytest.raises(Exception, match="JSON"):
        await JoiningStore(db).issue(
            [(ani.id, "c1")], AT, AuditEntry("tg:1", Act.CODE_ISSUED, "", AT, Unwritable())
        )
    assert await JoiningStore(db).code("c1") is None


async def test_a_list_is_written_down_with_the_number_that_it_got(db):
    import_id = await RosterStore(db).apply(
        Changes(), base_version=0, draft=None, by="tg:1", at=AT, entry=line()
    )
    (found,) = await AuditStore(db).recent(9)
    assert (found.act, found.subject) == (Act.ROSTER_IMPORTED, f"import:{import_id}")


async def test_a_list_that_was_not_taken_over_is_not_written_down(db):
    await RosterStore(db).apply(Changes(), base_version=99, draft=None, by="tg:1", at=AT, entry=line())
    assert await AuditStore(db).recent(9) == []


async def test_no_name_or_number_of_an_employee_is_in_the_log(db):
    await employ(db, somebody("198503152010011011", "Ani Lestari", status=Status.PNS))
    assert (
        await AccountStore(db).bind(
            person_id=1, telegram_id=901, how="code", digest=None, entry=line(Act.JOINED, "person:1")
        )
    )[0] is Bound.DONE
    await AccountStore(db).release(901, line(Act.RELEASED, "person:1", AT + timedelta(hours=1)))
    written = str(await rows(db, log))
    assert "Ani" not in written
    assert "1985" not in written

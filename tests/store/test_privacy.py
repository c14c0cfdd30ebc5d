"""What is kept under an account: all of it told to its owner, and erased when he asks."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.people.audit import Act
from bot.people.authority import Role
from bot.store import audit, dialogue, inbox, joining, member, preference, privacy, role
from bot.store.tables import account, join_attempt, join_code, move_request, role_grant
from bot.store.tables import dialogue as dialogues
from bot.store.tables import inbox as updates
from bot.store.tables import preference as preferences
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import JOINED, employ, rows

HOUR = timedelta(hours=1)


def update(sender, text, kind="message"):
    return json.dumps({"update_id": 1, kind: {"from": {"id": sender}, "text": text}})


async def traces_of(db, telegram_id, name, number):
    """Somebody who has done everything that leaves something behind."""
    (one,) = await employ(db, somebody(number, name, telegram_id=telegram_id))
    await joining.issue(db, [(one.id, f"c{number}")], AT + HOUR, line(Act.CODE_ISSUED, f"person:{one.id}"))
    await joining.note_failure(db, telegram_id, AT)
    await joining.ask_to_move(db, one.id, telegram_id, AT)
    await role.grant(db, Role.HR, telegram_id, "", "tg:1", AT, line(Act.ROLE_GRANTED, f"tg:{telegram_id}"))
    await role.grant(db, Role.LEGAL, telegram_id, "", "tg:1", AT, line(Act.ROLE_GRANTED))
    await role.revoke(db, Role.LEGAL, telegram_id, None, "tg:1", AT, line(Act.ROLE_REVOKED))
    await dialogue.put(db, f"tg:{telegram_id}", "join", {"at": name}, AT)
    await preference.set_language(db, f"tg:{telegram_id}", "en")
    await inbox.add(db, telegram_id, update(telegram_id, f"kata {name}"), AT)
    await inbox.mark_processed(db, telegram_id, AT)
    return one


async def two(db):
    """Two whose account numbers hold each other."""
    return await traces_of(db, 90, "Ani", "11"), await traces_of(db, 1901, "Budi", "22")


async def test_everything_kept_under_an_account_is_told(db):
    ani, _ = await two(db)
    held = await privacy.held(db, 90)
    assert (held.member, held.joined_at, held.how, held.language) == (ani, JOINED, "code", "en")
    assert held.roles == (("hr", "", AT),)
    assert (held.code_until, held.failed_attempts, held.moves) == (AT + HOUR, (AT,), ((AT, None),))
    assert held.dialogues == {"join": {"at": "Ani"}}
    assert held.messages == ((AT, "kata Ani"),)
    assert [one.act for one in held.log] == [Act.CODE_ISSUED, Act.ROLE_GRANTED]


async def test_a_stranger_is_told_that_nothing_is_kept(db):
    await two(db)
    held = await privacy.held(db, 901)
    told = (held.member, held.joined_at, held.language, held.code_until, held.roles, held.moves, held.log)
    assert told == (None, None, None, None, (), (), ())
    assert (held.failed_attempts, held.dialogues, held.messages) == ((), {}, ())


async def test_his_messages_are_told_as_he_would_know_them_again(db):
    contents = [
        ({"message": {"from": {"id": 90}, "text": "halo"}}, "halo"),
        ({"message": {"from": {"id": 90}, "caption": "foto"}}, "foto"),
        ({"message": {"from": {"id": 90}, "contact": {}}}, "message"),
        ({"callback_query": {"from": {"id": 90}, "data": "ya:1", "message": {"text": "tanya"}}}, "ya:1"),
        ({"my_chat_member": {"from": {"id": 90}}}, "my_chat_member"),
    ]
    for n, (content, _) in enumerate(contents):
        await inbox.add(db, n, json.dumps({"update_id": n, **content}), AT + n * HOUR)
    held = await privacy.held(db, 90)
    assert [told for _, told in held.messages] == [told for _, told in contents]


async def test_messages_of_others_that_mention_his_account_are_not_his(db):
    await inbox.add(db, 1, update(1901, "akun 90"), AT)
    assert (await privacy.held(db, 90)).messages == ()


async def forget(db, telegram_id):
    await privacy.forget(db, telegram_id, AT, line(Act.DATA_ERASED, actor=f"tg:{telegram_id}"))


async def test_nothing_of_his_is_kept_after_he_asked_but_what_was_written_down(db):
    await two(db)
    await forget(db, 90)
    held = await privacy.held(db, 90)
    assert (held.member, held.joined_at, held.language, held.roles, held.moves) == (None, None, None, (), ())
    assert (held.failed_attempts, held.dialogues, held.messages) == ((), {}, ())
    assert [one.act for one in held.log] == [Act.ROLE_GRANTED, Act.DATA_ERASED]


async def test_nothing_of_others_goes(db):
    await two(db)

    async def of_others():
        tables = (account, join_attempt, join_code, move_request, dialogues, preferences, updates)
        found = [row for table in tables for row in await rows(db, table)]
        return [row for row in found if 90 not in row.values() and "tg:90" not in row.values()]

    before = await of_others()
    await forget(db, 90)
    assert await of_others() == before


async def test_the_roster_stays_the_offices(db):
    ani, _ = await two(db)
    await forget(db, 90)
    assert (await member.by_id(db, ani.id)).name == "Ani"


async def test_his_roles_are_taken_as_by_himself(db):
    await two(db)
    await forget(db, 90)
    found = [
        (row["role"], row["revoked_by"]) for row in await rows(db, role_grant) if row["telegram_id"] == 90
    ]
    assert found == [("hr", "tg:90"), ("hukum", "tg:1")]


async def test_an_update_still_being_handled_stays(db):
    await inbox.add(db, 5, update(90, "hapus"), AT)
    await forget(db, 90)
    assert await inbox.unprocessed(db) == [(5, update(90, "hapus"))]


async def test_an_erased_update_is_still_known_as_received(db):
    await two(db)
    await forget(db, 90)
    assert await inbox.add(db, 90, update(90, "lagi"), AT) is False


async def test_erasing_is_written_down(db):
    await forget(db, 90)
    assert [one.act for one in await audit.recent(db, 9)] == [Act.DATA_ERASED]

"""What time forgets, and what must outlast it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.people.audit import Act
from bot.people.authority import Role
from bot.people.dialogue import Conversation, Draft, Expected
from bot.people.member import Zone
from bot.people.records import RoleChange
from bot.store.ask.unanswered import UnansweredStore
from bot.store.chat.dialogue import DialogueStore
from bot.store.desk.audit import AuditStore
from bot.store.desk.proposal import ProposalStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.retention import RetentionStore
from bot.store.people.role import RoleStore
from bot.store.tables import account, join_attempt, join_code, move_request, person, role_grant
from bot.store.tables import dialogue as dialogues
from bot.store.tables import draft as drafts
from bot.store.tables import proposal as proposals
from bot.store.tables import unanswered as questions
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import employ, rows

SECOND = timedelta(seconds=1)
FULL = {"position": "Analis", "phone": "p1", "superior": "22", "zone": Zone.WIT, "telegram_id": 901}


async def test_open_dialogues_are_forgotten_when_nobody_went_on_with_them(db):
    for number, at in ((1, AT - SECOND), (2, AT)):
        here = Conversation(f"tg:{number}", number)
        await DialogueStore(db).expect(here, Expected("siaran", "content", at))
        await DialogueStore(db).keep_draft(here, "siaran", Draft(f"d{number}", {}, at))
    assert await RetentionStore(db).prune(AT) == 2
    assert [row["person"] for row in await rows(db, dialogues)] == ["tg:2"]
    assert [row["person"] for row in await rows(db, drafts)] == ["tg:2"]


async def test_unanswered_questions_are_forgotten(db):
    for text, at in (("old", AT - SECOND), ("new", AT)):
        await UnansweredStore(db).add(redacted_text=text, reason="unknown", at=at)
    assert await RetentionStore(db).prune(AT) == 1
    assert [row["text"] for row in await rows(db, questions)] == ["new"]


async def test_failed_attempts_are_forgotten(db):
    for telegram_id, at in ((901, AT - SECOND), (902, AT)):
        await JoiningStore(db).note_failure(telegram_id, at)
    assert await RetentionStore(db).prune(AT) == 1
    assert [row["telegram_id"] for row in await rows(db, join_attempt)] == [902]


async def test_decided_moves_are_forgotten_and_open_ones_are_not(db):
    (ani,) = await employ(db, somebody("11"))
    for telegram_id in (901, 902):
        number, _ = await JoiningStore(db).ask_to_move(
            person_id=ani.id, telegram_id=telegram_id, at=AT - SECOND
        )
    await JoiningStore(db).decide_move(
        number, by="tg:1", allow=False, at=AT - SECOND, entry=line(Act.MOVE_REFUSED)
    )
    assert await RetentionStore(db).prune(AT) == 1
    assert [row["telegram_id"] for row in await rows(db, move_request)] == [901]


async def test_codes_that_hold_no_longer_are_forgotten(db):
    (ani,) = await employ(db, somebody("11"))
    for code, expires in (("old", AT - SECOND), ("new", AT)):
        await JoiningStore(db).issue([(ani.id, code)], expires, line(Act.CODE_ISSUED))
    assert await RetentionStore(db).prune(AT) == 1
    assert [row["digest"] for row in await rows(db, join_code)] == ["new"]


async def leaver(db, **known):
    (one,) = await employ(db, somebody("11", active=False, **known), left=AT - SECOND)
    return one


async def test_of_who_left_long_ago_name_number_status_and_unit_stay(db):
    await leaver(db, **FULL)
    await RetentionStore(db).prune(AT)
    found = await MemberStore(db).by_number("11")
    assert (found.name, found.number, found.unit, found.active) == ("Ani", "11", "Dinas A", False)
    assert (found.phone, found.position, found.superior, found.telegram_id) == (None, "", "", None)


@pytest.mark.parametrize(
    "known", [{"phone": "p1"}, {"position": "Analis"}, {"superior": "198001012005011001"}], ids=str
)
async def test_whatever_else_is_known_of_who_left_goes(db, known):
    await leaver(db, **known)
    await RetentionStore(db).prune(AT)
    found = await MemberStore(db).by_number("11")
    assert (found.phone, found.position, found.superior) == (None, "", "")


async def test_account_and_codes_of_who_left_go(db):
    one = await leaver(db, telegram_id=901)
    await JoiningStore(db).issue([(one.id, "c1")], AT, line(Act.CODE_ISSUED))
    await RetentionStore(db).prune(AT)
    assert [await rows(db, account), await rows(db, join_code)] == [[], []]


async def test_nothing_goes_of_who_is_there_or_left_lately(db):
    employed = await employ(
        db, somebody("11", **FULL), somebody("22", active=False, **FULL | {"telegram_id": 902}), left=AT
    )
    await JoiningStore(db).issue([(one.id, f"c{one.id}") for one in employed], AT, line(Act.CODE_ISSUED))
    assert await RetentionStore(db).prune(AT) == 0
    assert (await MemberStore(db).everybody(), len(await rows(db, join_code))) == (employed, 2)


async def test_the_log_roles_and_proposals_stay(db):
    await AuditStore(db).add(line(at=AT - SECOND))
    await RoleStore(db).change(RoleChange(True, Role.HR, 901, "", line(Act.ROLE_GRANTED, at=AT - SECOND)))
    await ProposalStore(db).add(
        kind="role", content={}, by="tg:1", at=AT - SECOND, entry=line(Act.ROLE_PROPOSED)
    )
    assert await RetentionStore(db).prune(AT) == 0
    assert [len(await rows(db, table)) for table in (role_grant, proposals)] == [1, 1]
    assert len(await AuditStore(db).recent(9)) == 3


async def test_pruning_again_finds_nothing_more(db):
    await leaver(db, **FULL)
    assert [await RetentionStore(db).prune(AT), await RetentionStore(db).prune(AT)] == [2, 0]


async def test_nobody_is_taken_off_the_record(db):
    await leaver(db, **FULL)
    await RetentionStore(db).prune(AT)
    assert len(await rows(db, person)) == 1

"""What is kept under an account: all of it told to its owner, and erased when he asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.people.audience import Term, TermKind
from bot.people.audit import Act
from bot.people.authority import Role
from bot.people.dialogue import Conversation, Draft, Expected
from bot.people.records import RoleChange
from bot.people.roster.compare import Changes, Pair
from bot.pledge.model import Campaign, NoteKind, PledgeTap, PledgeText
from bot.store.chat.dialogue import DialogueStore
from bot.store.chat.inbox import InboxStore
from bot.store.chat.preference import PreferenceStore
from bot.store.desk.audit import AuditStore
from bot.store.people.account import AccountStore
from bot.store.people.joining import JoiningStore
from bot.store.people.member import MemberStore
from bot.store.people.privacy import PrivacyStore
from bot.store.people.retention import RetentionStore
from bot.store.people.role import RoleStore
from bot.store.people.roster import RosterStore
from bot.store.pledge.campaign import CampaignStore
from bot.store.pledge.pledge import PledgeStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account, join_attempt, join_code, move_request, pledge_note, role_grant
from bot.store.tables import dialogue as dialogues
from bot.store.tables import draft as drafts
from bot.store.tables import inbox as updates
from bot.store.tables import pledge as pledges
from bot.store.tables import preference as preferences
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import JOINED, employ, rows

HOUR = timedelta(hours=1)


async def traces_of(db, telegram_id, name, number):
    """Somebody who has done everything that leaves something behind."""
    (one,) = await employ(db, somebody(number, name, telegram_id=telegram_id))
    await JoiningStore(db).issue(
        [(one.id, f"c{number}")], AT + HOUR, line(Act.CODE_ISSUED, f"person:{one.id}")
    )
    await JoiningStore(db).note_failure(telegram_id, AT)
    await JoiningStore(db).ask_to_move(person_id=one.id, telegram_id=telegram_id, at=AT)
    given = line(Act.ROLE_GRANTED, f"tg:{telegram_id}")
    await RoleStore(db).change(RoleChange(True, Role.HR, telegram_id, "", given))
    await RoleStore(db).change(RoleChange(True, Role.LEGAL, telegram_id, "", line(Act.ROLE_GRANTED)))
    await RoleStore(db).change(RoleChange(False, Role.LEGAL, telegram_id, "", line(Act.ROLE_REVOKED)))
    here = Conversation(f"tg:{telegram_id}", telegram_id)
    await DialogueStore(db).expect(here, Expected("siaran", "audience", AT, {"at": name}))
    await DialogueStore(db).keep_draft(here, "join", Draft(f"d{telegram_id}", {"at": name}, AT))
    await PreferenceStore(db).set_language(person=f"tg:{telegram_id}", language="en")
    return one


async def two(db):
    """Two whose account numbers hold each other."""
    return await traces_of(db, 90, "Ani", "11"), await traces_of(db, 1901, "Budi", "22")


async def test_everything_kept_under_an_account_is_told(db):
    ani, _ = await two(db)
    held = await PrivacyStore(db).held(90)
    assert (held.member, held.joined_at, held.how, held.language) == (ani, JOINED, "code", "en")
    assert held.roles == (("hr", "", AT),)
    assert (held.code_until, held.failed_attempts, held.moves) == (AT + HOUR, (AT,), ((AT, None),))
    assert held.dialogues == (("siaran", "audience", {"at": "Ani"}),)
    assert held.drafts == (("join", {"at": "Ani"}),)
    assert [one.act for one in held.log] == [Act.CODE_ISSUED, Act.ROLE_GRANTED]


async def pledges_and_objects(db, one):
    """Ani has pledged once and objected to it as well; returns the ledger row of her pledge."""
    text = PledgeText("ikrar", "1", "Ikrar Netralitas", "Saya berikrar.")
    asked = Campaign(0, text, "semua", (Term(TermKind.ALL),), AT, AT + HOUR, "tg:1")
    number = await CampaignStore(db).add(asked, AT, line(Act.PLEDGE_OPENED))
    await PledgeStore(db).add_note(
        number, person_id=one.id, kind=NoteKind.OBJECTION, text="Saya Ani, keberatan", at=AT
    )
    tap = PledgeTap(one.telegram_id, number, text.hash[:8], AT)
    (result,) = await PledgeRecorder(db, lambda _, *, value: value).record_all([tap])
    return result.seq


async def test_pledges_and_words_about_them_are_told(db):
    ani, _ = await two(db)
    seq = await pledges_and_objects(db, ani)
    held = await PrivacyStore(db).held(90)
    assert held.pledges == (("Ikrar Netralitas", seq, AT),)
    assert held.notes == (("objection", "Saya Ani, keberatan", AT),)


async def test_words_about_a_pledge_go_and_the_pledge_stays(db):
    ani, _ = await two(db)
    seq = await pledges_and_objects(db, ani)
    await PrivacyStore(db).forget(90, AT, line(Act.DATA_ERASED))
    assert [row["text"] for row in await rows(db, pledge_note)] == [""]
    assert [row["seq"] for row in await rows(db, pledges)] == [seq]


async def test_words_about_a_pledge_are_forgotten_with_time(db):
    ani, _ = await two(db)
    await pledges_and_objects(db, ani)
    await RetentionStore(db).prune(AT)
    assert [row["text"] for row in await rows(db, pledge_note)] == ["Saya Ani, keberatan"]
    await RetentionStore(db).prune(AT + HOUR)
    assert [row["text"] for row in await rows(db, pledge_note)] == [""]


async def test_a_stranger_is_told_that_nothing_is_kept(db):
    await two(db)
    held = await PrivacyStore(db).held(901)
    told = (held.member, held.joined_at, held.language, held.code_until, held.roles, held.moves, held.log)
    assert told == (None, None, None, None, (), (), ())
    assert (held.failed_attempts, held.dialogues, held.drafts) == ((), (), ())


async def forget(db, telegram_id):
    await PrivacyStore(db).forget(telegram_id, AT, line(Act.DATA_ERASED, actor=f"tg:{telegram_id}"))


async def test_nothing_of_his_is_kept_after_he_asked_but_what_was_written_down(db):
    await two(db)
    await forget(db, 90)
    held = await PrivacyStore(db).held(90)
    assert (held.member, held.joined_at, held.language, held.roles, held.moves) == (None, None, None, (), ())
    assert (held.failed_attempts, held.dialogues, held.drafts) == ((), (), ())
    assert [one.act for one in held.log] == [Act.ROLE_GRANTED, Act.DATA_ERASED]


async def test_nothing_of_others_goes(db):
    await two(db)

    async def of_others():
        tables = (account, join_attempt, join_code, move_request, dialogues, drafts, preferences)
        found = [row for table in tables for row in await rows(db, table)]
        return [row for row in found if 90 not in row.values() and "tg:90" not in row.values()]

    before = await of_others()
    await forget(db, 90)
    assert await of_others() == before


async def test_the_roster_stays_the_offices(db):
    ani, _ = await two(db)
    await forget(db, 90)
    assert (await MemberStore(db).by_id(ani.id)).name == "Ani"


async def test_his_roles_are_taken_as_by_himself(db):
    await two(db)
    await forget(db, 90)
    found = [
        (row["role"], row["revoked_by"]) for row in await rows(db, role_grant) if row["telegram_id"] == 90
    ]
    assert found == [("hr", "tg:90"), ("hukum", "tg:1")]


async def test_nothing_that_he_wrote_outlasts_its_answer(db):
    await InboxStore(db).add(5, '{"message": {"from": {"id": 90}, "text": "saya"}}', AT)
    await InboxStore(db).mark_processed(5, AT)
    assert [row["payload"] for row in await rows(db, updates)] == ["{}"]


async def test_erasing_is_written_down(db):
    await forget(db, 90)
    assert [one.act for one in await AuditStore(db).recent(9)] == [Act.DATA_ERASED]


async def test_a_used_code_is_not_told(db):
    ani, _ = await two(db)
    await AccountStore(db).bind(
        person_id=ani.id, telegram_id=91, how="code", digest="c11", entry=line(Act.JOINED)
    )
    held = await PrivacyStore(db).held(91)
    assert (held.member.id, held.code_until) == (ani.id, None)


async def test_who_asked_for_erasure_wants_no_tie_until_he_joins_himself(db):
    ani, _ = await two(db)
    await forget(db, 90)
    assert (await MemberStore(db).by_id(ani.id)).erased is True
    await AccountStore(db).bind(
        person_id=ani.id, telegram_id=90, how="contact", digest=None, entry=line(Act.JOINED)
    )
    assert (await MemberStore(db).by_id(ani.id)).erased is False


async def test_taking_a_list_back_ties_nobody_who_asked_for_erasure(db):
    (ani,) = await employ(db, somebody("11", telegram_id=90))
    changed = Changes(changed=(Pair(ani, replace(ani, telegram_id=91)),))
    import_id = await RosterStore(db).apply(
        changed, base_version=0, draft=None, by="tg:1", at=AT, entry=line()
    )
    await forget(db, 91)
    await RosterStore(db).undo(import_id, "tg:1", AT, line(Act.ROSTER_UNDONE))
    assert (await MemberStore(db).by_id(ani.id)).telegram_id is None

"""Campaigns and taps in both databases: each counts once, or says why not, however many come at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, insert, update
from sqlalchemy.engine import Engine

from bot.people import keyring
from bot.people.audience import Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.people.member import Status
from bot.pledge.model import Campaign, NoteKind, PledgeTap, PledgeText, Step
from bot.store.people.account import AccountStore
from bot.store.pledge.campaign import CampaignStore
from bot.store.pledge.ledger import LedgerStore
from bot.store.pledge.pledge import PledgeStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account as accounts
from bot.store.tables import broadcast as broadcasts
from bot.store.tables import delivery as deliveries
from bot.store.tables import ledger as ledger_table
from bot.store.tables import person
from bot.store.tables import pledge as pledges
from tests.people.made import AT, line
from tests.people.made import member as somebody
from tests.people.on_record import at_once, employ, rows

KEYS = keyring.fresh()
TEXT = PledgeText("ikrar", "1", "Ikrar", "Saya berikrar …")
SEEN = TEXT.hash[:8]
DAY = timedelta(days=1)
BROADCAST = {
    "sort": "nudge",
    "title": "",
    "content": {},
    "is_local": True,
    "obligatory": True,
    "phase": "running",
    "reason": "",
    "frozen_up_to": 0,
    "recipients": 2,
    "skipped": {},
    "created_by": "bot",
    "created_at": AT,
}
EVERYBODY = (Term(TermKind.ALL),)


async def opened(db, terms=EVERYBODY, *, text=TEXT, opens=AT - DAY, deadline=AT + DAY):
    one = Campaign(0, text, "semua", terms, opens, deadline, "tg:1")
    return await CampaignStore(db).add(one, AT, AuditEntry("tg:1", Act.PLEDGE_OPENED, "", AT))


async def taps(db, *made):
    return await PledgeRecorder(db, KEYS.hash).record_all(made)


def tap(who, number, *, seen=SEEN, at=AT):
    return PledgeTap(who if isinstance(who, int) else who.telegram_id, number, seen, at)


async def joined(db, count, **others):
    return await employ(db, *(somebody(str(n), telegram_id=900 + n, **others) for n in range(count)))


async def test_a_tap_is_recorded_with_the_unit_of_that_day_and_nothing_of_the_person_in_the_ledger(db):
    (ani,) = await joined(db, 1, name="Ani Wijaya", unit="Dinas A/Bidang 1")
    number = await opened(db)
    (result,) = await taps(db, tap(ani, number))
    assert (result.step, result.member, result.seq, result.at) == (Step.RECORDED, ani, 1, AT)
    assert await PledgeStore(db).receipt(1) == ("Dinas A/Bidang 1", AT)
    row = await LedgerStore(db).by_seq(1)
    assert (row.campaign, row.text, row.version) == (number, TEXT.hash, "1")
    assert (row.person, row.account) == (
        KEYS.hash("person", value=str(ani.id)),
        KEYS.hash("account", value="900"),
    )
    assert not any(word in str(row) for word in ("Ani", "Wijaya", "Dinas", "900"))
    assert [(one.id, seq, at) for one, seq, at in await PledgeStore(db).of_person(ani.id)] == [
        (number, 1, AT)
    ]


async def test_a_second_tap_says_when_the_first_was_whatever_has_changed_since(db):
    (ani,) = await joined(db, 1)
    number = await opened(db)
    await taps(db, tap(ani, number))
    later = AT + timedelta(hours=1)
    (again,) = await taps(db, tap(ani, number, at=later))
    assert (again.step, again.seq, again.at) == (Step.REPEATED, 1, AT)
    await CampaignStore(db).close(number, later, line(Act.PLEDGE_CLOSED))
    async with db.write() as connection:
        await connection.execute(update(person).values(active=False, unit="Dinas AB"))
    for press in (
        tap(ani, number, at=later),
        tap(ani, number, seen="", at=later),
        tap(ani, number, at=AT + 9 * DAY),
    ):
        assert (await taps(db, press))[0].step is Step.REPEATED
    assert len(await rows(db, ledger_table)) == 1
    assert await PledgeStore(db).receipt(1) == ("Dinas A", AT)


async def test_why_a_tap_does_not_count(db):
    ani, budi, _ = await employ(
        db,
        somebody("11", telegram_id=901, unit="Dinas A"),
        somebody("22", telegram_id=902, unit="Dinas AB"),
        somebody("33", telegram_id=903, unit="Dinas A", active=False),
    )
    mine = await opened(db, (Term(TermKind.UNIT, "Dinas A"),))
    early, over = await opened(db, opens=AT + DAY, deadline=AT + 2 * DAY), await opened(db, deadline=AT)
    expected = {
        tap(ani, mine): Step.RECORDED,
        tap(budi, mine): Step.NOT_ASKED,
        tap(903, mine): Step.LEFT,
        tap(999, mine): Step.NOT_JOINED,
        tap(ani, mine + 99): Step.UNKNOWN,
        tap(ani, early): Step.EARLY,
        tap(ani, over): Step.CLOSED,
        tap(budi, early, seen=PledgeText("ikrar", "2", "Ikrar", "Lain").hash[:8]): Step.OTHER_TEXT,
        tap(budi, over, seen=""): Step.OTHER_TEXT,
    }
    assert [result.step for result in await taps(db, *expected)] == list(expected.values())
    assert len(await rows(db, ledger_table)) == len(await rows(db, pledges)) == 1


async def test_repeats_within_one_batch_are_one_pledge(db):
    (ani,) = await joined(db, 1)
    number = await opened(db)
    results = await taps(db, *(tap(ani, number, at=AT + timedelta(seconds=n)) for n in range(3)))
    assert [result.step for result in results] == [Step.RECORDED, Step.REPEATED, Step.REPEATED]
    assert {(result.seq, result.at) for result in results} == {(1, AT)}


async def test_every_text_and_every_campaign_is_pledged_anew(db):
    (ani,) = await joined(db, 1)
    newer = replace(TEXT, version="2", body="Saya berikrar sekali lagi …")
    first, second = await opened(db), await opened(db)
    third = await opened(db, text=newer)
    wishes = [tap(ani, first), tap(ani, second), tap(ani, third, seen=newer.hash[:8]), tap(ani, third)]
    steps = [result.step for result in await taps(db, *wishes)]
    assert steps == [Step.RECORDED, Step.RECORDED, Step.RECORDED, Step.OTHER_TEXT]
    assert [row["version"] for row in await rows(db, ledger_table)] == ["1", "1", "2"]


async def test_who_changed_his_account_pledges_once(db):
    (ani,) = await joined(db, 1)
    number = await opened(db)
    await taps(db, tap(ani, number))
    await AccountStore(db).release(900, line(Act.RELEASED))
    await AccountStore(db).bind(
        person_id=ani.id, telegram_id=777, how="code", digest=None, entry=line(Act.JOINED)
    )
    old, new = await taps(db, tap(900, number), tap(777, number))
    assert (old.step, new.step, new.seq) == (Step.NOT_JOINED, Step.REPEATED, 1)


async def test_whoever_got_an_old_account_pledges_for_himself(db):
    ani, budi = await employ(db, somebody("11", telegram_id=901), somebody("22"))
    number = await opened(db)
    await taps(db, tap(901, number))
    async with db.write() as connection:
        await connection.execute(update(accounts).values(person_id=budi.id))
    (result,) = await taps(db, tap(901, number))
    assert (result.step, result.member.id) == (Step.RECORDED, budi.id)
    assert {row["person_id"] for row in await rows(db, pledges)} == {ani.id, budi.id}


async def test_two_hundred_taps_at_once_are_one_transaction(db):
    people = await joined(db, 200)
    number = await opened(db)
    commits = []

    def count(connection):
        commits.append(connection)

    event.listen(Engine, "commit", count)
    try:
        results = await taps(db, *(tap(one, number) for one in people))
    finally:
        event.remove(Engine, "commit", count)
    assert len(commits) == 1
    assert sorted(result.seq for result in results) == list(range(1, 201))


async def test_two_processes_record_at_once_without_loss_and_without_doubles(two_processes):
    people = await joined(two_processes[0], 20)
    number = await opened(two_processes[0])
    wishes = [tap(one, number) for one in people]
    batches = [(db, wishes[n : n + 5]) for n in range(0, 20, 5) for db in two_processes]
    results = await at_once(*(taps(db, *some) for db, some in batches))
    steps = [result.step for some in results for result in some]
    assert (steps.count(Step.RECORDED), steps.count(Step.REPEATED)) == (20, 20)
    found = [row async for row in LedgerStore(two_processes[0]).rows(99)]
    assert [row.seq for row in found] == list(range(1, 21))
    assert len({row.person for row in found}) == 20


async def test_what_fails_half_way_is_neither_in_the_ledger_nor_on_record(db):
    (ani,) = await joined(db, 1)
    number = await opened(db)

    def fails(connection, cursor, statement, *_):
        if statement.startswith("INSERT INTO pledge "):
            raise ZeroDivisionError

    event.listen(Engine, "before_cursor_execute", fails)
    try:
        with pytest.raises(ZeroDivisionError):
            await taps(db, tap(ani, number))
    finally:
        event.remove(Engine, "before_cursor_execute", fails)
    assert (await rows(db, ledger_table), await rows(db, pledges)) == ([], [])
    assert (await taps(db, tap(ani, number)))[0].seq == 1


async def test_who_has_pledged_is_left_out_of_what_is_still_to_go_to_those_missing(db):
    """A nudge is frozen at midnight and leaves at eight."""
    ani, budi = await joined(db, 2)
    number, other = await opened(db), await opened(db)
    sent = [
        (f"belum:{number}", None, "cancelled"),
        (f"belum:{other}", other, "planned"),
        ("semua", None, "planned"),
        # The invitation of somebody whose turn has not come.
        ("semua", number, "cancelled"),
    ]
    async with db.write() as connection:
        for n, (audience, tied, _) in enumerate(sent, 1):
            one = BROADCAST | {"id": n, "audience": audience, "campaign_id": tied}
            await connection.execute(insert(broadcasts).values(one))
            for who in (ani, budi):
                row = {"broadcast_id": n, "person_id": who.id, "zone": "WIB", "due_at": AT + DAY}
                await connection.execute(insert(deliveries).values(row | {"state": "planned"}))
    await taps(db, tap(ani, number))
    states = {(row["broadcast_id"], row["person_id"]): row["state"] for row in await rows(db, deliveries)}
    for n, (_, _, state) in enumerate(sent, 1):
        assert (states[n, ani.id], states[n, budi.id]) == (state, "planned")


async def test_waiting_are_the_open_campaigns_that_ask_somebody_and_have_not_heard_of_him(db):
    ani, budi = await employ(
        db, somebody("11", telegram_id=901), somebody("22", telegram_id=902, status=Status.PPPK)
    )
    sooner = await opened(db, deadline=AT + timedelta(hours=1))
    later = await opened(db, (Term(TermKind.STATUS, "PNS"),))
    await opened(db, opens=AT + DAY, deadline=AT + 2 * DAY)
    await opened(db, deadline=AT)

    async def waiting(who):
        return [one.id for one in await CampaignStore(db).waiting_for(who.id, AT)]

    assert (await waiting(ani), await waiting(budi)) == ([sooner, later], [sooner])
    await taps(db, tap(ani, sooner))
    assert (await waiting(ani), await waiting(budi)) == ([later], [sooner])


async def test_questions_and_objections_are_kept_apart_newest_first(db):
    (ani,) = await joined(db, 1)
    number, other = await opened(db), await opened(db)
    for n, kind in enumerate([NoteKind.QUESTION, NoteKind.OBJECTION, NoteKind.QUESTION]):
        await PledgeStore(db).add_note(number, person_id=ani.id, kind=kind, text=f"kata {n}", at=AT)
    await PledgeStore(db).add_note(other, person_id=ani.id, kind=NoteKind.QUESTION, text="lain", at=AT)
    found = await PledgeStore(db).notes(number, NoteKind.QUESTION, limit=9)
    assert [(note.text, note.member, note.at) for note in found] == [("kata 2", ani, AT), ("kata 0", ani, AT)]
    assert [note.text for note in await PledgeStore(db).notes(number, NoteKind.QUESTION, limit=1)] == [
        "kata 2"
    ]
    assert [note.text for note in await PledgeStore(db).notes(number, NoteKind.OBJECTION, limit=9)] == [
        "kata 1"
    ]

"""Lists taken over all or nothing, once, and taken back as if they had never been."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people.audit import Act
from bot.people.roster.compare import Changes, Pair, compare
from bot.store.people.member import MemberStore
from bot.store.people.roster import RosterStore
from bot.store.people.roster_draft import RosterDraftStore
from bot.store.tables import person
from tests.people import made
from tests.people.made import AT, entry, line, listing
from tests.people.on_record import at_once, employ, rows

LATER = AT + timedelta(hours=1)
UNDO = line(Act.ROSTER_UNDONE, "import:1", LATER)


async def apply(db, changes, number=None):
    return await RosterStore(db).apply(
        changes,
        base_version=await RosterStore(db).base_version(),
        draft=number,
        by="tg:1",
        at=AT,
        entry=line(),
    )


async def take_back(db, import_id):
    return await RosterStore(db).undo(import_id, "tg:1", LATER, UNDO)


def people(*numbers):
    return tuple(made.member(number, f"Pegawai {number}") for number in numbers)


async def on_record(db):
    return {one.number: one for one in await MemberStore(db).everybody()}


async def test_newcomers_are_on_record_afterwards(db):
    await apply(db, Changes(added=people("11", "22")))
    assert list(await on_record(db)) == ["11", "22"]


async def test_who_leaves_stays_on_record_with_the_time(db):
    ani, _ = await employ(db, *people("11", "22"))
    await apply(db, Changes(left=(ani,)))
    assert [(row["active"], row["left_at"]) for row in await rows(db, person)] == [(False, AT), (True, None)]


async def test_who_returns_is_active_and_has_not_left(db):
    (ani,) = await employ(db, made.member("11", active=False))
    await apply(db, Changes(returned=(Pair(ani, replace(ani, active=True)),)))
    assert [(row["active"], row["left_at"]) for row in await rows(db, person)] == [(True, None)]


async def test_everything_that_changes_is_written(db):
    (ani,) = await employ(db, made.member("11"))
    after = made.member(
        "12", "Ani S.", "Dinas B", id=ani.id, status=made.Status.PPPK, position="Analis", phone="p1",
        zone=made.Zone.WIT, superior="22",
    )  # fmt: skip
    await apply(db, Changes(changed=(Pair(ani, after),)))
    assert await MemberStore(db).by_id(ani.id) == after


async def test_two_people_may_be_given_each_others_numbers(db):
    ani, budi = await employ(db, *people("11", "22"))
    swapped = (Pair(ani, replace(ani, number="22")), Pair(budi, replace(budi, number="11")))
    await apply(db, Changes(changed=swapped))
    assert {number: one.id for number, one in (await on_record(db)).items()} == {"22": ani.id, "11": budi.id}


async def test_numbers_given_to_each_other_are_given_back(db):
    ani, budi = await employ(db, *people("11", "22"))
    swapped = (Pair(ani, replace(ani, number="22")), Pair(budi, replace(budi, number="11")))
    import_id = await apply(db, Changes(changed=swapped))
    await take_back(db, import_id)
    assert await MemberStore(db).everybody() == [ani, budi]


async def test_two_thousand_rows_are_written_and_taken_back(db):
    old = await employ(db, *people(*(str(n) for n in range(600))))
    here = listing(*(entry(str(n), f"Pegawai {n}", telegram_id=10_000 + n) for n in range(300, 2300)))
    import_id = await apply(db, compare(here, await MemberStore(db).everybody()))
    after = await MemberStore(db).everybody()
    assert [one.telegram_id for one in after if one.active] == [10_000 + n for n in range(300, 2300)]
    await take_back(db, import_id)
    assert await MemberStore(db).everybody() == old


async def test_a_list_is_numbered_counted_and_remembered(db):
    (ani,) = await employ(db, made.member("11", active=False))
    back = Pair(ani, replace(ani, active=True))
    import_id = await apply(db, Changes(added=people("22"), returned=(back,), unchanged=7))
    found = await RosterStore(db).last()
    assert (found.id, found.applied_by, found.applied_at) == (import_id, "tg:1", AT)
    assert found.counts == {"added": 2, "changed": 0, "left": 0, "unchanged": 7}
    assert (found.undone, found.can_be_undone) == (False, True)


async def test_before_any_list_there_is_no_last_one(db):
    assert await RosterStore(db).last() is None


async def test_a_list_compared_with_older_records_writes_nothing(db):
    basis = await RosterStore(db).base_version()
    await apply(db, Changes(added=people("11")))
    stale = await RosterStore(db).apply(
        Changes(added=people("22")), base_version=basis, draft=None, by="tg:1", at=AT, entry=line()
    )
    assert (stale, list(await on_record(db))) == (None, ["11"])


async def test_a_stale_list_leaves_its_draft_waiting(db):
    await apply(db, Changes(added=people("11")))
    await RosterDraftStore(db).keep(number="d1", by="tg:1", at=AT, base_version=0, content=b"list")
    await RosterStore(db).apply(
        Changes(added=people("22")), base_version=0, draft="d1", by="tg:1", at=AT, entry=line()
    )
    assert await RosterDraftStore(db).find("d1") == ("tg:1", 0, b"list")


async def test_a_draft_is_used_up_by_taking_it_over(db):
    await RosterDraftStore(db).keep(number="d1", by="tg:1", at=AT, base_version=0, content=b"list")
    await apply(db, Changes(added=people("11")), "d1")
    assert await RosterDraftStore(db).find("d1") is None


async def test_a_draft_that_waits_no_longer_is_not_taken_over(db):
    assert await apply(db, Changes(added=people("11")), "d1") is None
    assert await MemberStore(db).everybody() == []


async def test_a_draft_is_dropped_once(db):
    await RosterDraftStore(db).keep(number="d1", by="tg:1", at=AT, base_version=0, content=b"list")
    assert [await RosterDraftStore(db).drop("d1", None), await RosterDraftStore(db).drop("d1", None)] == [
        True,
        False,
    ]


async def test_drafts_that_nobody_confirmed_in_time_are_forgotten(db):
    for number, age in (("old", 2), ("new", 0)):
        await RosterDraftStore(db).keep(
            number=number, by="tg:1", at=AT - timedelta(days=age), base_version=0, content=b"list"
        )
    assert await RosterDraftStore(db).prune(AT - timedelta(days=1)) == 1
    assert [await RosterDraftStore(db).find("old"), await RosterDraftStore(db).find("new")] == [
        None,
        ("tg:1", 0, b"list"),
    ]


async def test_two_who_confirm_one_draft_at_once_take_it_over_once(two_processes):
    await RosterDraftStore(two_processes[0]).keep(
        number="d1", by="tg:1", at=AT, base_version=0, content=b"list"
    )
    changes = Changes(added=people("11"))
    done = await at_once(
        *(
            RosterStore(db).apply(changes, base_version=0, draft="d1", by="tg:1", at=AT, entry=line())
            for db in two_processes
        )
    )
    assert sorted(done, key=bool) == [None, 1]
    assert len(await MemberStore(two_processes[0]).everybody()) == 1


async def test_two_lists_taken_over_at_once_do_not_both_rest_on_the_same_records(two_processes):
    lists = (Changes(added=people("11")), Changes(added=people("22")))
    done = await at_once(
        *(
            RosterStore(db).apply(changes, base_version=0, draft=None, by="tg:1", at=AT, entry=line())
            for db, changes in zip(two_processes, lists, strict=True)
        )
    )
    assert sorted(done, key=bool) == [None, 1]


async def test_an_error_halfway_leaves_nothing_behind(db):
    await employ(db, *people("11"))
    await RosterDraftStore(db).keep(number="d1", by="tg:1", at=AT, base_version=0, content=b"list")
    with pytest.raises(Exception, match=r"(?i)unique"):
        await apply(db, Changes(added=people("22", "11")), "d1")
    assert list(await on_record(db)) == ["11"]
    assert await RosterStore(db).last() is None
    assert await RosterDraftStore(db).find("d1") is not None

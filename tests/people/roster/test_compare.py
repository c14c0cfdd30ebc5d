"""A new list against the people on record: who is who, and what would happen to whom."""

from __future__ import annotations

import pytest
from hypothesis import given, reject

from bot.people import keyring
from bot.people.member import Status, Zone
from bot.people.roster.compare import Pair, compare, seal, sealed
from bot.people.roster.errors import RosterError
from tests.people.made import EVERY_COLUMN, applied, entry, listing, lists, member, people


def who(here, present):
    """Who one row was before; None for a newcomer."""
    changes = compare(listing(here), present)
    stays = {one.id for one in present if one.active} - {one.id for one in changes.left}
    return stays.pop() if stays else None


def test_the_number_decides_who_somebody_is_whatever_else_has_changed():
    before = [
        member("11", "Ani", id=1, phone="p1"),
        member(None, "Budi", "Dinas B", id=2, phone="p2", telegram_id=5),
    ]
    assert who(entry("11", "Budi", "Dinas B", phone="p2"), before) == 1


def test_a_number_unknown_so_far_goes_to_the_one_without_a_number_who_has_the_same_name_and_unit():
    changes = compare(listing(entry("77")), [member(None, id=3)])
    assert changes.changed == (Pair(member(None, id=3), member("77", id=3)),)


def test_somebody_with_a_number_is_never_recognised_by_anything_else():
    before = [member("11", "Ani", id=1, phone="p1", active=False)]
    assert who(entry(None, "Ani", phone="p1"), before) is None


def test_a_telegram_id_says_more_than_name_and_unit_and_these_more_than_a_telephone():
    before = [
        member(id=1, name="Budi", phone="p1"), member(id=2, name="Ani"),
        member(id=3, name="Citra", telegram_id=5),
    ]  # fmt: skip
    written = entry(name="Ani", phone="p1", telegram_id=5)
    assert [who(written, before), who(written, before[:2]), who(written, before[:1])] == [3, 2, 1]


def test_who_took_over_the_telephone_of_a_leaver_is_not_taken_for_him():
    changes = compare(listing(entry(name="Ani", phone="p1")), [member(id=1), member(id=2, phone="p1")])
    assert changes.left == (member(id=2, phone="p1"),)


def test_name_and_unit_are_compared_without_regard_to_case():
    assert who(entry(name="ANI", unit="dinas a"), [member(id=4, name="Ani", unit="Dinas A")]) == 4


def test_the_same_name_in_another_unit_is_somebody_else():
    assert who(entry(name="Ani", unit="Dinas B"), [member(id=4, name="Ani", unit="Dinas A")]) is None


def test_of_two_of_the_same_name_the_one_who_is_still_there_is_meant():
    before = [member(id=1, active=False), member(id=2)]
    assert who(entry(position="Analis"), before) == 2


def test_who_has_left_and_is_on_the_list_again_returns_as_the_same_person():
    left = member("11", id=9, active=False, telegram_id=5)
    changes = compare(listing(entry("11", name="Ani S.")), [left])
    assert changes.returned == (Pair(left, member("11", "Ani S.", id=9, telegram_id=5)),)


def test_a_returner_counts_as_added():
    changes = compare(listing(entry("11"), entry("22")), [member("11", id=9, active=False)])
    assert changes.counts == {"added": 2, "changed": 0, "left": 0, "unchanged": 0}


def test_who_is_missing_from_the_list_leaves():
    ani, budi = member("11", id=1), member("22", "Budi", id=2)
    assert compare(listing(entry("11")), [ani, budi]).left == (budi,)


def test_who_had_left_before_does_not_leave_again():
    assert compare(listing(), [member("11", id=1, active=False)]).is_empty


def test_nobody_leaves_by_a_list_that_is_not_complete():
    changes = compare(listing(entry("33")), [member("11", id=1)]).without_leavers()
    assert changes.counts == {"added": 1, "changed": 0, "left": 0, "unchanged": 1}


@pytest.mark.parametrize(
    ("column", "field", "value"),
    [
        ("jabatan", "position", "Analis"),
        ("telepon", "phone", "p1"),
        ("zona", "zone", Zone.WIT),
        ("atasan", "superior", "22"),
    ],
)
class TestAColumn:
    def test_that_the_list_lacks_leaves_the_value_as_it_was(self, column, field, value):
        before = member("11", id=1, **{field: value})
        assert compare(listing(entry("11"), columns=EVERY_COLUMN - {column}), [before]).is_empty

    def test_that_the_list_has_empties_the_value_where_its_cell_is_empty(self, column, field, value):
        before = member("11", id=1, **{field: value})
        (changed,) = compare(listing(entry("11")), [before]).changed
        assert getattr(changed.after, field) == getattr(member("11"), field)


def test_an_empty_telegram_cell_unties_nobody():
    assert compare(listing(entry("11")), [member("11", id=1, telegram_id=5)]).is_empty


def test_the_list_may_give_somebody_another_account_than_he_has():
    (changed,) = compare(listing(entry("11", telegram_id=6)), [member("11", id=1, telegram_id=5)]).changed
    assert changed.after.telegram_id == 6


def test_a_list_ties_nobody_who_asked_for_erasure():
    assert compare(listing(entry("11", telegram_id=6)), [member("11", id=1, erased=True)]).is_empty


def test_who_asked_for_erasure_is_still_on_the_list():
    (changed,) = compare(listing(entry("11", "Ani S.")), [member("11", id=1, erased=True)]).changed
    assert changed.after == member("11", "Ani S.", id=1, erased=True)


def test_an_account_that_an_active_colleague_has_joined_with_is_refused_with_its_row():
    before = [member("11", id=1), member("22", "Budi", id=2, telegram_id=5)]
    with pytest.raises(RosterError) as refused:
        compare(listing(entry("22", "Budi"), entry("11", telegram_id=5)), before)
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [(3, "telegram_id")]


def test_every_account_in_other_hands_is_told_at_once():
    before = [member("11", id=1, telegram_id=5), member("22", id=2, telegram_id=6)]
    with pytest.raises(RosterError) as refused:
        compare(listing(entry("22", telegram_id=5), entry("33", telegram_id=6)), before)
    assert [fault.row for fault in refused.value.faults] == [2, 3]


def test_the_account_of_somebody_who_has_left_may_be_given_to_another():
    before = [member("22", id=2, telegram_id=5, active=False)]
    (added,) = compare(listing(entry("11", telegram_id=5)), before).added
    assert added.telegram_id == 5


def test_numbers_given_to_each_other_by_mistake_swap_the_people_not_the_accounts():
    before = [member("11", "Ani", id=1, telegram_id=5), member("22", "Budi", id=2, telegram_id=6)]
    changes = compare(listing(entry("22", "Ani"), entry("11", "Budi")), before)
    after = {pair.after.id: (pair.after.name, pair.after.telegram_id) for pair in changes.changed}
    assert after == {1: ("Budi", 5), 2: ("Ani", 6)}


def test_the_unit_becomes_a_path():
    (added,) = compare(listing(entry("11", unit="Dinas A/Bidang 1")), []).added
    assert added.unit == "Dinas A/Bidang 1"


def test_a_changed_status_alone_is_a_change():
    changes = compare(listing(entry("11", status=Status.PNS)), [member("11", id=1, status=Status.CPNS)])
    assert changes.counts["changed"] == 1


def test_a_sealed_list_holds_no_telephone_number():
    keys = keyring.fresh()
    assert sealed(listing(entry(phone="+62811")), keys).entries[0].phone == keys.hash("phone", value="+62811")


def test_no_telephone_has_no_seal():
    assert seal(keyring.fresh(), None) is None


def compared(here, present):
    """The changes; a list that gives away a colleague's account is of no interest here."""
    try:
        return compare(here, present)
    except RosterError:
        reject()


@given(lists(), people())
def test_every_row_is_counted_once(here, present):
    changes = compared(here, present)
    staying = len(changes.added) + len(changes.returned) + len(changes.changed) + changes.unchanged
    assert staying == len(here.entries)


@given(lists(), people())
def test_everybody_present_stays_or_leaves_and_nobody_does_both(here, present):
    changes = compared(here, present)
    active = {one.id for one in present if one.active}
    moved = [one.id for one in changes.left] + [pair.before.id for pair in changes.changed]
    assert len(set(moved)) == len(moved)
    assert set(moved) <= active
    assert len(moved) + changes.unchanged == len(active)


@given(lists(), people())
def test_only_who_had_left_returns_and_each_once(here, present):
    returned = [pair.before for pair in compared(here, present).returned]
    assert len({one.id for one in returned}) == len(returned)
    assert not any(one.active for one in returned)


@given(lists(), people())
def test_nobody_loses_his_number(here, present):
    changes = compared(here, present)
    pairs = (*changes.changed, *changes.returned)
    assert all(pair.before.number in (None, pair.after.number) for pair in pairs)


@given(lists(), people(may_be_erased=False))
def test_a_list_taken_over_and_compared_again_changes_nothing(here, present):
    after = applied(compared(here, present), present)
    assert compare(here, after).is_empty


@given(lists(), people())
def test_without_leavers_everybody_present_is_still_there(here, present):
    changes = compared(here, present).without_leavers()
    after = {one.id for one in applied(changes, present) if one.active}
    assert {one.id for one in present if one.active} <= after


@given(lists(), people())
def test_nobody_who_asked_for_erasure_gets_an_account_by_a_list(here, present):
    changes = compared(here, present)
    pairs = [pair for pair in (*changes.changed, *changes.returned) if pair.before.erased]
    assert all(pair.after.erased and pair.after.telegram_id == pair.before.telegram_id for pair in pairs)


def test_an_account_in_the_row_of_somebody_who_asked_for_erasure_is_of_no_account():
    before = [member("11", id=1, erased=True), member("22", id=2, telegram_id=5)]
    assert compare(listing(entry("11", telegram_id=5), entry("22")), before).is_empty

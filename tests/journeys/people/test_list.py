"""A newer list: who leaves, who comes back, and taking it back."""

from dataclasses import replace

import pytest

from tests.support.databases import on_both
from tests.support.small_office import Employee, at_home, code_for, imports, joins, nip, sends_list

STATE = ("person", "account", "role_grant")
PEOPLE = (
    "SELECT id, number, name, status, unit, position, phone, zone, superior, active FROM person ORDER BY id"
)


@pytest.fixture
async def without_siti(hr, office, joined) -> list[Employee]:
    """The list that HR has taken over after Siti had joined, without her."""
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    return office[1:]


async def test_a_partial_list_is_warned_about(hr, office):
    await sends_list(hr, office[1:])
    hr.shows(
        "Baru 0 · berubah 0 · keluar 1 · tetap 2",
        "Siti Rahma (Subbag Umum, Dishub)",
        "1 dari 3 pegawai (33 %) akan keluar",
        buttons=["Terapkan, 1 keluar", "Terapkan tanpa keluar", "Batal"],
    )


async def test_a_partial_list_can_be_applied_without_leavers(hr, office, records):
    await sends_list(hr, [replace(office[1], position="Satpam")])
    await hr.taps("Terapkan tanpa keluar")
    hr.shows("berubah 1 · keluar 0")
    assert len(await records.rows("SELECT * FROM person WHERE active")) == 3


async def test_few_leavers_are_no_reason_to_warn(hr, staff):
    many = [Employee(f"Pegawai {n}", nip(n + 10)) for n in range(20)]
    await imports(hr, many)
    await sends_list(hr, many[1:])
    assert "akan keluar" not in hr.last.text


async def test_changes_are_shown_field_by_field_and_no_number_in_full(hr, office, stranger):
    await sends_list(hr, [replace(office[0], position="Kasubbag", phone=at_home(stranger)), *office[1:]])
    hr.shows("Siti Rahma: jabatan Analis → Kasubbag; telepon")
    assert nip(1) not in hr.last.text


async def test_a_list_that_is_dropped_changes_nothing(hr, office, records):
    before = await records.all_of(*STATE)
    await sends_list(hr, office[1:])
    await hr.taps("Batal")
    hr.shows("Dibatalkan. Tidak ada yang berubah", buttons=[])
    assert await records.all_of(*STATE) == before


async def test_a_leaver_reads_it_in_his_profile(without_siti, siti):
    await siti.sends("/profil")
    siti.shows("Anda tidak ada lagi dalam daftar pegawai", buttons=["Bergabung"])


async def test_a_leavers_role_is_gone_at_once(hr, owner, office, joined):
    await owner.sends(f"/beri_peran hr {nip(1)}")
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    await joined.sends("/pegawai")
    joined.shows("Ini untuk")


@on_both
async def test_a_leavers_role_does_not_come_back_when_his_data_are_forgotten(
    app, hr, owner, office, joined, clock
):
    await owner.sends(f"/beri_peran hr {nip(1)}")
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    clock.move(days=366)
    await app.restart()
    await joined.sends("/pegawai")
    joined.shows("Ini untuk")


async def test_a_leaver_is_counted_no_more(hr, without_siti):
    await hr.sends("/pegawai")
    hr.shows("2 pegawai dalam daftar", "0 sudah · 2 belum")


async def test_who_comes_back_is_joined_as_before(hr, without_siti, office, siti):
    await imports(hr, office)
    hr.shows("Baru 1 · berubah 0")
    await siti.sends("/profil")
    siti.shows("Siti Rahma\nDishub › Subbag Umum")


@on_both
async def test_undoing_brings_leavers_back_with_account_and_role(hr, owner, office, joined, records):
    await owner.sends(f"/beri_peran auditor {nip(1)}")
    before = await records.all_of(*STATE)
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    await hr.taps("Batalkan impor")
    assert await records.all_of(*STATE) == before
    await joined.sends("/pegawai")
    joined.shows("3 pegawai dalam daftar")


@on_both
async def test_undoing_restores_names_units_and_telephones(hr, office, joined, records):
    before = await records.rows(PEOPLE)
    changed = [replace(one, name=f"{one.name} Baru", unit="Setda", phone="") for one in office]
    await imports(hr, changed, "Terapkan, 1 keluar")
    await hr.taps("Batalkan impor")
    assert [tuple(row) for row in await records.rows(PEOPLE)][:3] == [tuple(row) for row in before]


@on_both
async def test_undoing_gives_back_an_account_that_the_list_had_replaced(
    hr, office, joined, stranger, records
):
    before = await records.all_of("account")
    await imports(hr, [replace(office[0], account=str(stranger.person.user.id)), *office[1:]])
    await hr.taps("Batalkan impor")
    assert await records.all_of("account") == before


@on_both
async def test_undoing_after_the_account_has_found_its_way_back_does_not_fail(hr, office, joined, stranger):
    await stranger.starts()
    await imports(hr, [replace(office[0], account=str(stranger.person.user.id)), *office[1:]])
    await joined.sends(await code_for(hr, "siti"))
    await joined.taps("Benar")
    await hr.taps("Batalkan impor")
    hr.shows("Impor dibatalkan")


@on_both
async def test_undoing_leaves_alone_an_account_that_has_joined_as_somebody_else_since(
    hr, office, joined, stranger
):
    await stranger.starts()
    await imports(hr, [replace(office[0], account=str(stranger.person.user.id)), *office[1:]])
    await hr.sends("/pegawai siti")
    await hr.taps("Lepaskan akun")
    await stranger.sends(await code_for(hr, "budi"))
    await stranger.taps("Benar")
    await hr.taps("Batalkan impor")
    await stranger.sends("/profil")
    stranger.shows("Budi Santoso")


@on_both
async def test_undoing_keeps_who_has_joined_since_but_not_on_the_list(hr, staff, siti):
    await imports(hr, staff)
    await joins(siti)
    await hr.taps("Batalkan impor")
    await siti.sends("/profil")
    siti.shows("tidak ada lagi dalam daftar pegawai")


@on_both
async def test_only_the_newest_list_can_be_undone(hr, office, records):
    first = next(b for s in hr.person.messages for r in s.rows for b in r if b.label == "Batalkan impor")
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    hr.person.taps(first)
    await hr.settles()
    assert hr.notices[0].startswith("Tidak dapat dibatalkan lagi")
    assert len(await records.rows("SELECT * FROM person WHERE active")) == 2


async def test_a_list_can_be_undone_for_a_week_only(app, hr, office, clock):
    clock.move(days=8)
    await app.restart()
    await hr.taps("Batalkan impor")
    assert hr.notices[0].startswith("Tidak dapat dibatalkan lagi")


@on_both
async def test_undoing_twice_is_told(hr, office):
    await hr.taps_again("Batalkan impor")
    assert len(hr.notices) == 1
    assert hr.notices[0].startswith("Tidak dapat dibatalkan lagi")


async def test_a_list_that_waits_while_another_is_taken_over_is_shown_anew(hr, office, records):
    await sends_list(hr, office[1:])
    old = hr.last.rows[0][0]
    await imports(hr, [*office, Employee("Dewi", nip(4))])
    hr.person.taps(old)
    await hr.settles()
    hr.shows("Daftarnya berubah sejak pratinjau itu", "keluar 2 · tetap 2")
    assert len(await records.rows("SELECT * FROM person WHERE active")) == 4


async def test_the_new_preview_is_applied_like_any_other(hr, office, records):
    await sends_list(hr, office[1:])
    old = hr.last.rows[0][0]
    await imports(hr, [*office, Employee("Dewi", nip(4))])
    hr.person.taps(old)
    await hr.settles()
    await hr.taps("Terapkan, 2 keluar")
    assert len(await records.rows("SELECT * FROM person WHERE active")) == 2


async def test_a_list_that_nobody_confirmed_for_a_day_is_gone(app, hr, office, clock):
    await sends_list(hr, office[1:])
    clock.move(days=1, minutes=1)
    await app.restart()
    await hr.taps("Terapkan, 1 keluar")
    assert hr.notices[0].startswith("Daftar yang menunggu itu sudah diterapkan")


@on_both
async def test_two_lists_applied_at_the_same_moment_are_never_mixed(app, hr, colleague, office, records):
    await sends_list(hr, office[1:])
    await sends_list(colleague, office[:2])
    hr.person.taps("Terapkan, 1 keluar")
    colleague.person.taps("Terapkan, 1 keluar")
    await app.rush()
    assert len(await records.rows("SELECT * FROM person WHERE active")) == 2


async def test_an_account_on_the_list_that_another_has_joined_with_is_refused(hr, office, joined, records):
    before = await records.all_of(*STATE)
    mine = str(joined.person.user.id)
    await sends_list(hr, [office[0], replace(office[1], account=mine), office[2]])
    hr.shows("baris 3, kolom telegram_id: akun Telegram ini sudah dipakai pegawai lain")
    assert await records.all_of(*STATE) == before

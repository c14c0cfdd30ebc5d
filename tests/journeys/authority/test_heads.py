"""A head sees his own units and what is below them, and hears of no others."""

from tests.journeys.authority.opened import base36
from tests.support.office import STAFF


async def test_a_head_sees_his_own_subtree_only(office):
    head = office.people["kepala"]
    await head.sends("/pegawai")
    head.shows("2 pegawai dalam daftar", "Dishub › … › Parkir")
    assert "Laut" not in head.last.text
    for outside in ("absent", "other", "hr", "left"):
        card = STAFF[outside]
        for searched in (card.number, card.name, card.name.split()[1], card.name[:3]):
            office.begins()
            await head.sends(f"/pegawai {searched}")
            head.shows("tidak ada dalam daftar, atau bukan di unit Anda", buttons=[])
            assert card.number not in office.reached(head)
        number = office.filled(f"{{{outside}}}", head)
        for owner in (base36(head.person.user.id), "0"):
            await office.forges(head, f"1:pc:{owner}:{number}")
            head.is_silent()
            assert head.notices == ["Tombol ini sudah tidak berlaku. Silakan tulis lagi pertanyaannya."]


async def test_a_head_finds_his_own_and_is_offered_nobody_else(office):
    head = office.people["kepala"]
    await head.sends("/pegawai siti")
    head.shows("Siti Rahmawati", "1990…06", buttons=[])
    await head.sends("/pegawai a")
    assert {label.split(" · ")[0] for label in head.last.buttons} == {"Kartono Hadi", "Siti Rahmawati"}


async def test_a_head_counts_nobody(office):
    head = office.people["kepala"]
    for counted in (
        *("semua", "status:PNS", "peran:hr", "semua + status:PPPK"),
        *('unit:"Dinkes"', "unit:Gizi", 'unit:"Dishub/Angkutan Laut"'),
    ):
        told = await head.sends(f"/pegawai {counted}")
        assert "Anda melihat unit Anda sendiri saja" in told.text, counted


async def test_a_head_is_not_told_of_other_units_by_what_is_wrong_with_his_count(office):
    head = office.people["kepala"]
    for counted in ("unit:Parkir", "unit:Terminal"):
        told = await head.sends(f"/pegawai {counted}")
        assert "Angkutan Laut" not in told.text, counted
        assert "Anda melihat unit Anda sendiri saja" in told.text, counted


async def test_a_head_finds_his_own_however_many_namesakes_there_are_elsewhere(office):
    named = [(f"Siti Aminah {n}",) for n in range(60)]
    office.writes(
        "INSERT INTO person (name, status, unit, position, superior, active, added_at) "
        "VALUES (?, 'PPNPN', 'Dinkes/Gizi', '', '', 1, '2026-11-22 02:00:00')",
        named,
    )
    head = office.people["kepala"]
    await head.sends("/pegawai siti")
    head.shows("Siti Rahmawati")


async def test_a_head_of_two_units_sees_both_until_one_is_taken(office):
    head, owner = office.people["kepala"], office.people["owner"]
    await owner.sends(f"/beri_peran kepala {STAFF['kepala'].number} Dinkes")
    await head.sends("/pegawai yuniarti")
    head.shows("Yuniarti Maharani")
    await owner.sends(f"/cabut_peran kepala {STAFF['kepala'].number} Dinkes")
    await head.sends("/pegawai yuniarti")
    head.shows("bukan di unit Anda")
    await head.sends("/pegawai siti")
    head.shows("Siti Rahmawati")

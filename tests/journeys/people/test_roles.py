"""Roles given and taken in chat: who may, what changes with them, and how far a head of unit sees."""

import pytest

from tests.support.small_office import Employee, code_for, imports, nip

SUBTREE = "Dishub › Bidang Lalu Lintas"

OF_A_ROLE = {
    "hr": {"pegawai", "templat", "kode", "peran", "beri_peran", "cabut_peran", "catatan"},
    "kepala": {"pegawai"},
    "hukum": {"tangguhkan", "cabut_tangguhan", "tak_terjawab"},
    "auditor": {"pegawai", "peran", "catatan"},
}


@pytest.fixture
async def head(appoint, office):
    """Kiki, who leads all of Dishub."""
    return await appoint("Kiki", "kepala", "Dishub")


@pytest.fixture
async def holders(appoint, office):
    """One for each role."""
    units = {"kepala": "Dishub"}
    return {role: await appoint(role.title(), role, units.get(role, "")) for role in OF_A_ROLE}


@pytest.fixture
async def dismissed(owner, holders):
    """The same, after the owner has taken their roles."""
    for role, somebody in holders.items():
        await owner.sends(f"/cabut_peran {role} {somebody.person.user.id}")
        owner.shows("dicabut dari")
    return holders


async def test_a_role_brings_its_commands_into_the_menu_and_no_other_roles(holders, stranger):
    every = set().union(*OF_A_ROLE.values())
    for role, somebody in holders.items():
        gained = set(somebody.person.menu) - set(stranger.person.menu)
        assert gained & every == OF_A_ROLE[role], role


async def test_a_role_that_is_taken_takes_its_commands_along(dismissed, stranger):
    for role, somebody in dismissed.items():
        assert somebody.person.menu == stranger.person.menu, role


async def test_a_role_that_is_taken_is_refused_at_the_next_command(dismissed):
    for role, somebody in dismissed.items():
        told = await somebody.sends("/tak_terjawab" if role == "hukum" else "/pegawai")
        assert "Ini untuk" in told.text, role


async def test_a_role_is_given_by_nip_to_who_has_joined(hr, office, joined):
    await hr.sends(f"/beri_peran auditor {nip(1)}")
    hr.shows("Peran auditor diberikan kepada Siti Rahma, Subbag Umum, Dishub")


async def test_a_nip_that_has_not_joined_is_explained(hr, office):
    await hr.sends(f"/beri_peran auditor {nip(1)}")
    hr.shows("Itu bukan NIP pegawai yang sudah bergabung")


async def test_a_role_that_is_held_is_not_given_again(hr, appoint):
    auditor = await appoint("Agus", "auditor")
    await hr.sends(f"/beri_peran auditor {auditor.person.user.id}")
    hr.shows("tidak ada yang berubah")


async def test_an_owner_is_made_by_nobody(hr, stranger):
    await hr.sends(f"/beri_peran pemilik {stranger.person.user.id}")
    hr.shows("PERAN: hr, kepala, hukum, auditor")


async def test_a_head_needs_a_unit_that_exists(hr, office, stranger):
    await hr.sends(f"/beri_peran kepala {stranger.person.user.id}")
    hr.shows("Sebutkan juga unitnya")
    await hr.sends(f"/beri_peran kepala {stranger.person.user.id} Dinas Ajaib")
    hr.shows("Unit 'Dinas Ajaib' tidak ada")


async def test_a_refusal_names_the_roles_in_readable_words(stranger):
    await stranger.sends("/pegawai")
    stranger.shows("Ini untuk kepegawaian, kepala unit, atau auditor.")


async def test_who_holds_what_is_listed(hr, appoint, head):
    await appoint("Agus", "auditor")
    await hr.sends("/peran")
    hr.shows("kepegawaian", "auditor", f"• ID {head.person.user.id} · Dishub")


async def test_a_head_sees_his_own_subtree_in_the_overview(head):
    await head.sends("/pegawai")
    head.shows("2 pegawai dalam daftar", SUBTREE, buttons=[])
    assert "Disdik" not in head.last.text


async def test_a_head_finds_nobody_elsewhere(head):
    for wanted in ("citra", nip(2)):
        await head.sends(f"/pegawai {wanted}")
        head.shows("tidak ada dalam daftar, atau bukan di unit Anda")


async def test_a_head_of_a_part_does_not_see_the_whole(appoint, office):
    head = await appoint("Kiki", "kepala", "Bidang Lalu Lintas")
    await head.sends("/pegawai")
    head.shows("1 pegawai dalam daftar", SUBTREE)


async def test_a_unit_that_begins_alike_is_not_below(hr, appoint, office):
    await imports(hr, [*office, Employee("Dewi", nip(4), unit="Dishub Laut")])
    head = await appoint("Kiki", "kepala", "Dishub")
    await head.sends("/pegawai dewi")
    head.shows("tidak ada dalam daftar, atau bukan di unit Anda")


async def test_a_head_reads_a_card_and_gets_no_buttons_of_hr(head):
    await head.sends("/pegawai budi")
    head.shows("Budi Santoso", "Belum bergabung", buttons=[])


async def test_a_head_opens_no_card_by_a_button_of_somebody_elses_unit(head, records):
    (citra,) = await records.rows("SELECT id FROM person WHERE name = 'Citra Dewi'")
    await head.sends("/pegawai")
    own = head.person.buttons[0].data.split(":")[2]
    message = head.person.chat.messages[head.last.id]
    head.person.presses(message, f"1:pc:{own}:{citra.id}")
    await head.settles()
    head.is_silent()


async def test_a_head_finds_his_own_among_many_namesakes(hr, appoint):
    many = [Employee(f"Siti {n:02d}", nip(n), unit="Disdik") for n in range(60)]
    await imports(hr, [*many, Employee("Siti Zulaikha", nip(99), unit="Dishub")])
    head = await appoint("Kiki", "kepala", "Dishub")
    await head.sends("/pegawai siti")
    head.shows("Siti Zulaikha")


async def test_a_head_counts_no_audience(head):
    await head.sends("/pegawai semua")
    head.shows("Anda melihat unit Anda sendiri saja")


async def test_hr_counts_an_audience(hr, joined):
    await hr.sends('/pegawai unit:"dishub" + status:pns')
    hr.shows("1 pegawai, 1 di antaranya sudah bergabung")


async def test_an_auditor_reads_list_roles_and_log(appoint, office):
    auditor = await appoint("Agus", "auditor")
    for command, seen in (
        ("/pegawai", "3 pegawai dalam daftar"),
        ("/peran", "Peran yang berlaku"),
        ("/catatan", "memperbarui daftar pegawai"),
    ):
        await auditor.sends(command)
        auditor.shows(seen)


async def test_an_auditor_is_offered_nothing_that_changes(appoint, office):
    auditor = await appoint("Agus", "auditor")
    for command in ("/pegawai", "/pegawai siti", "/peran"):
        await auditor.sends(command)
        assert auditor.last.buttons == []


async def test_an_auditor_changes_nothing(appoint, office, records):
    auditor = await appoint("Agus", "auditor")
    me = auditor.person.user.id
    before = await records.all_of("role_grant", "join_code", "audit")
    for command in ("/kode semua", f"/beri_peran hr {me}", f"/cabut_peran auditor {me}", "/templat"):
        told = await auditor.sends(command)
        assert "Ini untuk kepegawaian." in told.text, command
        assert await records.all_of("role_grant", "join_code", "audit") == before, command


async def test_an_auditors_file_is_no_list(appoint, office, records):
    auditor = await appoint("Agus", "auditor")
    await auditor.sends_document("pegawai.csv", b"nama,nip,status,unit\n")
    assert await records.rows("SELECT * FROM roster_draft") == []


async def test_the_log_goes_back_page_by_page(hr, office, owner):
    for _ in range(12):
        await code_for(hr, "budi")
    await owner.sends("/catatan")
    await owner.taps("Lebih lama")
    owner.shows("memberi peran")

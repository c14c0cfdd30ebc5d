"""An office begins: the first role, the first list, the first codes."""

from tests.support.small_office import at_home, code_for, code_in, imports, joins, sends_list


async def test_an_owner_makes_hr_by_telegram_id(owner, app):
    somebody = app.person("Hana")
    await somebody.starts()
    await owner.sends(f"/beri_peran hr {somebody.person.user.id}")
    assert "Anda kini berperan sebagai kepegawaian" in somebody.last.text


async def test_who_has_not_pressed_start_gets_the_role_all_the_same(owner, app):
    somebody = app.person("Hana")
    app.group("Dinas", somebody)
    await owner.sends(f"/beri_peran hr {somebody.person.user.id}")
    owner.shows("Orangnya belum dapat saya kabari")
    await somebody.sends("/pegawai")
    somebody.shows("Belum ada daftar pegawai", buttons=["Templat Excel"])


async def test_nothing_is_kept_before_the_list_is_applied(hr, staff, records):
    await sends_list(hr, staff)
    hr.shows("Pratinjau daftar pegawai")
    assert await records.rows("SELECT * FROM person") == []


async def test_applying_twice_takes_the_list_over_once(hr, staff, records):
    await sends_list(hr, staff)
    await hr.taps_again("Terapkan")
    (told,) = hr.notices
    assert told.startswith("Daftar yang menunggu itu sudah diterapkan")
    assert len(await records.rows("SELECT * FROM roster_import")) == 1


async def test_a_list_can_be_taken_over_after_a_restart(app, hr, staff):
    await sends_list(hr, staff)
    await app.restart()
    await hr.taps("Terapkan")
    hr.shows("Daftar pegawai diperbarui")


async def test_the_database_keeps_no_telephone_number_of_the_list(hr, office, siti, records):
    kept = str(await records.all_of("person", "roster_import", "roster_draft", "audit"))
    assert siti.person.user.phone.removeprefix("+62") not in kept.replace(" ", "")
    assert at_home(siti) not in kept


async def test_slips_are_for_those_who_have_not_joined(hr, joined):
    await hr.sends("/kode semua")
    hr.shows("2 slip kode (berkas 1/1), berlaku sampai 22 Desember 2026")


async def test_slips_of_one_unit_are_for_that_unit(hr, office):
    await hr.sends('/kode unit:"Disdik"')
    hr.shows("1 slip kode")


async def test_when_all_have_joined_there_is_nothing_to_print(hr, office, siti, budi, citra):
    await joins(siti)
    await joins(citra)
    await budi.sends(await code_for(hr, "budi"))
    await budi.taps("Benar")
    await hr.sends("/kode semua")
    hr.shows("Semua sudah bergabung")


async def test_a_code_by_nip_is_shown_with_its_link(hr, office):
    await hr.sends(f"/kode {office[0].number}")
    hr.shows(f"https://t.me/netral_bot?start=g_{code_in(hr).replace('-', '')}", "22 Desember 2026")


async def test_the_same_list_again_changes_nothing(hr, office):
    await sends_list(hr, office)
    hr.shows("Tidak ada yang berubah. Semua 3 pegawai", buttons=[])


async def test_before_there_is_a_list_nobody_is_offered_to_join(siti):
    await siti.starts()
    siti.shows("Selamat datang", buttons=["Pilih topik"])


async def test_the_first_list_may_be_taken_back_altogether(hr, staff, records):
    await imports(hr, staff)
    await hr.taps("Batalkan impor")
    hr.shows("Impor dibatalkan")
    assert await records.rows("SELECT * FROM person") == []

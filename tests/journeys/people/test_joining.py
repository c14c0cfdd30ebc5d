"""An employee joins by his own telephone number, confirms who he is, and may turn back at any step."""

from dataclasses import replace

from tests.support.small_office import Employee, at_home, imports, joins, nip, sends_list

ACCOUNTS = "SELECT telegram_id, how FROM account"


async def test_his_own_contact_is_matched_with_the_list(office, siti):
    await siti.shares_contact()
    siti.shows("Anda Siti Rahma, Subbag Umum, Dishub?", buttons=["Benar", "Bukan saya"])


async def test_nothing_is_tied_before_he_says_that_it_is_him(office, siti, records):
    await siti.shares_contact()
    assert await records.rows(ACCOUNTS) == []


async def test_saying_so_ties_the_account(office, siti, records):
    await joins(siti)
    assert [tuple(row) for row in await records.rows(ACCOUNTS)] == [(siti.person.user.id, "contact")]


async def test_what_is_kept_is_said_before_anything_is_asked(office, siti):
    await siti.sends("/gabung")
    siti.shows("hanya sidiknya (hash) yang disimpan")
    assert [button.label for button in siti.person.buttons] == ["Bagikan nomor saya", "Pakai kode", "Nanti"]


async def test_not_me_keeps_nothing(office, siti, records):
    await siti.shares_contact()
    await siti.taps("Bukan saya")
    siti.shows("tidak ada yang dicatat")
    assert await records.rows(ACCOUNTS) == await records.rows("SELECT * FROM draft") == []


async def test_not_me_takes_the_earlier_question_back(office, siti, records):
    await siti.shares_contact()
    await siti.shares_contact()
    old, new = (seen for seen in siti.person.messages if "Benar" in seen.buttons)
    siti.person.taps(new.rows[0][1])
    siti.person.taps(old.rows[0][0])
    await siti.settles()
    siti.shows("Konfirmasi ini sudah tidak berlaku")
    assert await records.rows(ACCOUNTS) == []


async def test_later_puts_it_off_and_takes_the_keyboard_away(office, siti):
    await siti.sends("/gabung")
    await siti.taps("Nanti")
    siti.shows("Kapan saja, ketik /gabung")
    assert siti.person.buttons == []


async def test_a_double_tap_joins_once_and_says_so_calmly(office, siti, records):
    await siti.shares_contact()
    await siti.taps_again("Benar")
    siti.shows("sudah bergabung sebagai Siti Rahma")
    assert len(await records.rows("SELECT * FROM audit WHERE act = 'join.joined'")) == 1


async def test_a_restart_between_contact_and_confirmation_costs_nothing(app, office, siti):
    await siti.shares_contact()
    await app.restart()
    await siti.taps("Benar")
    siti.shows("Tercatat sebagai Siti Rahma")


async def test_a_confirmation_waits_for_an_hour_only(office, siti, clock, records):
    await siti.shares_contact()
    clock.move(minutes=61)
    await siti.taps("Benar")
    siti.shows("Konfirmasi ini sudah tidak berlaku")
    assert await records.rows(ACCOUNTS) == []


async def test_a_number_that_nobody_has_leads_to_a_code(office, stranger):
    await stranger.shares_contact()
    stranger.shows("Nomor ini tidak ada dalam daftar pegawai", "Minta kode")


async def test_who_has_joined_is_told_so_and_not_asked_again(joined):
    await joined.shares_contact()
    joined.shows("Akun ini sudah bergabung sebagai Siti Rahma", buttons=[])


async def test_who_has_joined_is_not_offered_to_join(joined):
    await joined.starts()
    joined.shows("Selamat datang", buttons=["Pilih topik"])


async def test_a_telephone_on_two_rows_is_refused_by_the_import(hr, office, siti, records):
    before = await records.all_of("person")
    await sends_list(hr, [*office, Employee("Dewi", nip(4), phone=at_home(siti))])
    hr.shows("kolom telepon", "sudah dipakai di baris 2")
    assert await records.all_of("person") == before


async def test_a_number_that_two_people_have_on_record_is_not_enough(hr, office, siti):
    """Siti leaves, Dewi gets her number, and Siti comes back with a list that says nothing of telephones."""
    dewi = Employee("Dewi", nip(4), phone=at_home(siti))
    await imports(hr, [*office[1:], dewi], "Terapkan, 1 keluar")
    await imports(hr, [*office, dewi], headings=("nama", "nip", "status", "unit"))
    await siti.shares_contact()
    siti.shows("Nomor ini dipakai lebih dari satu pegawai")


async def test_whose_number_changes_on_the_list_joins_by_the_new_one(hr, office, siti, stranger):
    await imports(hr, [replace(office[0], phone=at_home(stranger)), *office[1:]])
    await siti.shares_contact()
    siti.shows("tidak ada dalam daftar")
    await stranger.shares_contact()
    stranger.shows("Anda Siti Rahma")


async def test_who_leaves_between_contact_and_confirmation_is_not_tied(hr, office, siti, records):
    await siti.shares_contact()
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    await siti.taps("Benar")
    siti.shows("sudah tidak ada dalam daftar")
    assert await records.rows(ACCOUNTS) == []


async def test_who_left_is_not_found_by_his_number(hr, office, siti):
    await imports(hr, office[1:], "Terapkan, 1 keluar")
    await siti.shares_contact()
    siti.shows("Nomor ini tidak ada dalam daftar pegawai")


async def test_whom_hr_releases_may_join_again(hr, joined):
    await hr.sends("/pegawai siti")
    await hr.taps("Lepaskan akun")
    hr.shows("Akun Siti Rahma dilepaskan")
    await joins(joined)


async def test_a_question_is_answered_while_somebody_waits_to_confirm(office, siti):
    await siti.shares_contact()
    await siti.sends("boleh like postingan caleg?")
    siti.shows("⛔ Tidak boleh.")

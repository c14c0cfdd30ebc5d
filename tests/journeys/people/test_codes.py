"""Joining by a code from HR: typed as people type, once, in time, and not guessed."""

import pytest

from bot.text.links import Start
from tests.support.small_office import code_for, imports, joins

WRONG = "2222-2222"


async def test_a_code_names_whom_it_was_issued_to(hr, office, budi):
    await budi.sends(await code_for(hr, "budi"))
    budi.shows("Anda Budi Santoso, Bidang Lalu Lintas, Dishub?", buttons=["Benar", "Bukan saya"])


async def test_an_employee_without_nip_joins_by_code(hr, office, budi):
    await budi.sends(await code_for(hr, "budi"))
    await budi.taps("Benar")
    await budi.sends("/profil")
    budi.shows("Budi Santoso\nDishub › Bidang Lalu Lintas\nPPNPN · Sopir\n")


async def test_a_code_is_understood_however_it_is_typed(hr, office, budi):
    code = await code_for(hr, "budi")
    for spelt in (code.lower(), code.replace("-", ""), f" {code}\n"):
        told = await budi.sends(spelt)
        assert "Anda Budi Santoso" in told.text, spelt


async def test_the_link_of_a_slip_asks_for_confirmation_at_once(hr, office, budi):
    code = await code_for(hr, "budi")
    await budi.starts(Start.JOIN + code.replace("-", ""))
    budi.shows("Anda Budi Santoso", buttons=["Benar", "Bukan saya"])


async def test_a_link_with_nonsense_is_a_wrong_code(office, budi):
    await budi.starts(Start.JOIN + "x")
    budi.shows("Kode itu tidak ada")


async def test_the_button_for_codes_says_how_to_type_one(office, budi):
    await budi.sends("/gabung")
    await budi.taps("Pakai kode")
    budi.shows("Ketik kodenya di sini, misalnya 7F3A-29KQ")


async def test_a_code_holds_for_thirty_days(hr, office, budi, clock):
    code = await code_for(hr, "budi")
    clock.move(days=29, hours=23)
    await budi.sends(code)
    budi.shows("Anda Budi Santoso")


async def test_after_a_month_a_code_has_expired(hr, office, budi, clock):
    code = await code_for(hr, "budi")
    clock.move(days=31)
    await budi.sends(code)
    budi.shows("Masa berlaku kode itu sudah habis")


async def test_a_replaced_code_says_that_it_was_replaced(hr, office, budi):
    old = await code_for(hr, "budi")
    await code_for(hr, "budi")
    await budi.sends(old)
    budi.shows("Kode itu sudah dipakai atau sudah diganti")


async def test_a_replaced_code_ties_nobody_not_even_who_had_typed_it_before(hr, office, budi, records):
    await budi.sends(await code_for(hr, "budi"))
    await code_for(hr, "budi")
    await budi.taps("Benar")
    budi.shows("sudah dipakai atau sudah diganti")
    assert await records.rows("SELECT * FROM account") == []


async def test_a_used_code_serves_nobody_else(hr, office, budi, stranger):
    code = await code_for(hr, "budi")
    await budi.sends(code)
    await budi.taps("Benar")
    await stranger.sends(code)
    stranger.shows("sudah dipakai atau sudah diganti")


async def test_a_code_is_void_once_its_owner_has_joined_by_telephone(hr, office, siti, stranger):
    code = await code_for(hr, "siti")
    await joins(siti)
    await stranger.sends(code)
    stranger.shows("sudah dipakai atau sudah diganti")


async def test_the_code_of_somebody_who_left_ties_nobody(hr, office, budi):
    code = await code_for(hr, "budi")
    await imports(hr, [office[0], office[2]], "Terapkan, 1 keluar")
    await budi.sends(code)
    budi.shows("Pegawai ini sudah tidak ada dalam daftar")


async def test_codes_are_kept_only_as_hashes(hr, office, records):
    code = (await code_for(hr, "budi")).replace("-", "")
    assert code not in str(await records.all_of("join_code", "audit"))


@pytest.mark.parametrize("attempt", [lambda chat: chat.sends(WRONG), lambda chat: chat.shares_contact()])
async def test_after_five_failures_even_the_right_code_must_wait(hr, office, stranger, attempt):
    code = await code_for(hr, "budi")
    for _ in range(5):
        await attempt(stranger)
    await stranger.sends(code)
    stranger.shows("terlalu banyak percobaan")


async def test_the_limit_is_one_accounts_own(hr, office, stranger, budi):
    for _ in range(6):
        await stranger.sends(WRONG)
    await budi.sends(await code_for(hr, "budi"))
    budi.shows("Anda Budi Santoso")


async def test_an_hour_later_he_is_admitted_again(hr, office, budi, clock):
    for _ in range(6):
        await budi.sends(WRONG)
    clock.move(minutes=61)
    await budi.sends(await code_for(hr, "budi"))
    budi.shows("Anda Budi Santoso")


async def test_a_restart_does_not_make_it_forget_the_failures(app, office, stranger):
    for _ in range(5):
        await stranger.sends(WRONG)
    await app.restart()
    await stranger.sends(WRONG)
    stranger.shows("terlalu banyak percobaan")


async def test_failures_do_not_keep_anybody_from_asking(office, stranger):
    for _ in range(6):
        await stranger.sends(WRONG)
    await stranger.sends("boleh like postingan caleg?")
    stranger.shows("⛔ Tidak boleh.")


async def test_only_hr_gets_codes(office, appoint, siti):
    for somebody in (siti, await appoint("Agus", "auditor"), await appoint("Kiki", "kepala", "Dishub")):
        await somebody.sends(f"/kode {office[0].number}")
        somebody.shows("Ini untuk kepegawaian.")

"""An employee from the invitation to the receipt, and everything that can come in between."""

from __future__ import annotations

import pytest

from bot.tg.core.buttons import Data, joined
from bot.tg.pledge.buttons import PLEDGE, PLEDGE_NOTE, PLEDGED, RECEIPT
from tests.journeys.pledge.conftest import INVITED, TITLE
from tests.journeys.pledge.pledges import BELOW, NUMBER, ON_TIME, confirmation, pledges, presses, written
from tests.support.databases import on_both
from tests.support.small_office import imports


@on_both
async def test_from_the_invitation_to_the_receipt(siti, stranger, opened, records):
    invitation = siti.last
    assert (invitation.text, invitation.buttons) == (
        f"📜 {TITLE}\n{INVITED} paling lambat 29 November 2026, 24.00 WIB.",
        ["Baca dan berikrar"],
    )
    await siti.taps("Baca dan berikrar")
    siti.shows(
        "1. Menjaga dan menegakkan netralitas",
        "naskah versi 2",
        buttons=BELOW,
    )
    assert await written(records) == []
    await siti.taps("Saya berikrar")
    siti.shows(TITLE, ON_TIME, buttons=["Bukti PDF"])
    assert len(await written(records)) == 1
    number = NUMBER.search(siti.last.text)[0]
    await siti.taps("Bukti PDF")
    assert siti.received.startswith(b"%PDF")
    assert siti.last.text.startswith("Bukti ikrar Anda. Catatan elektronik")
    await siti.sends("/ikrar")
    siti.shows(f"{TITLE} · 22 November 2026, 10.00 WITA · bukti {number}")
    await stranger.sends(f"/cek {number.lower()}")
    stranger.shows(f"✅ {number} sah. Tercatat 22 November 2026, 09.00 WIB, unit Dishub/Subbag Umum.")
    assert not any("Siti" in seen.text for seen in stranger.replies)
    await stranger.starts(f"c_{number.replace('-', '_')}")
    stranger.shows(f"✅ {number} sah.")


async def test_a_receipt_that_is_not_true_is_not_valid(siti, stranger, opened):
    await pledges(siti)
    for number in ("IKR-0000-0002", "IKR-7F3A-9999", "IKR-7F3A-0001", "IKR-7F3A-0000"):
        await stranger.sends(f"/cek {number}")
        stranger.shows("Nomor itu tidak sah atau salah ketik.")


async def test_a_check_without_a_number_says_how(stranger):
    await stranger.sends("/cek")
    stranger.shows("Tulis nomornya, misalnya: /cek IKR-7F3A-2291")


async def test_who_has_no_nip_pledges_like_anybody_in_his_own_time(budi, opens):
    await opens()
    await budi.receives(INVITED)
    await pledges(budi)
    budi.shows("Tercatat 22 November 2026, 11.00 WIT.")


# Somebody else's button.


async def test_a_forwarded_button_is_refused_and_counts_for_nobody(siti, citra, opened, records):
    await siti.taps("Baca dan berikrar")
    await presses(citra, await confirmation(siti, records))
    assert citra.notices[0].startswith("Tombol ini milik orang lain.")
    await presses(siti, await confirmation(siti, records))
    siti.shows(ON_TIME)
    assert len(await written(records)) == 1


async def test_a_button_of_another_text_shows_the_right_one_first(siti, opened, records):
    for seen in ("00000000", "x", "-"):
        await presses(siti, PLEDGED.data(siti.person.user.id, 1, seen))
        assert siti.notices == ["Naskahnya sudah berganti. Baca dulu yang baru, lalu tekan lagi."]
        assert "1. Menjaga dan menegakkan" in siti.last.text
        assert siti.last.buttons == BELOW
    assert await written(records) == []


async def test_a_button_of_no_campaign_comes_to_nothing(siti, opened, records):
    for button in (PLEDGED, PLEDGE, PLEDGE_NOTE, RECEIPT):
        for number in ("7", "x", "999999999", "9999999999"):
            args = (number, "q") if button in (PLEDGED, PLEDGE_NOTE) else (number,)
            await presses(siti, joined(Data(button.letter, siti.person.user.id, args)))
            assert siti.notices or "tidak ada lagi" in siti.last.text
    assert await written(records) == []


async def test_who_has_not_joined_is_led_to_joining(stranger, opened, records):
    await presses(stranger, await confirmation(stranger, records))
    stranger.shows("kantor perlu mengenali Anda dulu", buttons=["Bergabung"])
    assert await written(records) == []


async def test_who_is_not_asked_is_told_so(budi, opens, records):
    await opens(Penerima="status:PNS")
    await presses(budi, await confirmation(budi, records))
    budi.shows("tidak ditujukan kepada Anda")
    assert await written(records) == []


async def test_who_has_left_cannot_pledge_any_more_and_what_he_pledged_stays(
    siti, citra, hr, opened, staff, records
):
    await citra.receives(INVITED)
    number = await pledges(siti)
    await citra.taps("Baca dan berikrar")
    await imports(
        hr, [one for one in staff if one.name not in ("Siti Rahma", "Citra Dewi")], "Terapkan, 2 keluar"
    )
    await citra.taps("Saya berikrar")
    citra.shows("Anda tidak ada lagi dalam daftar pegawai")
    await hr.sends(f"/cek {number}")
    hr.shows("sah. Tercatat")
    assert len(await written(records)) == 1


# Before, after, instead.


async def test_what_is_not_open_yet_says_so_and_opens_in_time(siti, opens, clock, records):
    await opens(Pembukaan="besok 08.00")
    await siti.starts("i_1")
    siti.shows("belum dibuka", buttons=[])
    await presses(siti, await confirmation(siti, records))
    assert "belum dibuka" in siti.last.text
    assert await written(records) == []
    clock.move(hours=23)
    await siti.receives(INVITED)
    await pledges(siti)
    siti.shows("Tercatat 23 November 2026, 09.00 WITA.")


async def test_after_the_deadline_neither_text_nor_tap(siti, opened, clock, records):
    await siti.taps("Baca dan berikrar")
    clock.move(days=8)
    await siti.taps("Saya berikrar")
    siti.shows("sudah ditutup")
    await siti.starts("i_1")
    siti.shows("sudah ditutup")
    assert await written(records) == []


async def test_after_hr_has_closed_it_neither_text_nor_tap(siti, hr, opened, records):
    await siti.taps("Baca dan berikrar")
    await hr.sends("/rekap")
    await hr.taps("Tutup sekarang")
    hr.shows(f"{TITLE} ditutup.")
    await siti.taps("Saya berikrar")
    siti.shows("sudah ditutup")
    assert await written(records) == []


async def test_a_new_campaign_asks_again(siti, opens, opened, records):
    await pledges(siti)
    await opens()
    await siti.receives(INVITED, 1)
    await siti.starts("i_2")
    await siti.taps("Saya berikrar")
    siti.shows(ON_TIME)
    assert [row.campaign for row in await written(records)] == [1, 2]


@pytest.mark.parametrize(
    ("button", "told", "kept", "look"),
    [
        ("Ada pertanyaan", "bertanya tentang", "Pertanyaan Anda sudah diteruskan", "Lihat pertanyaan"),
        ("Keberatan", "keberatan terhadap", "Keberatan Anda sudah dicatat", "Lihat keberatan"),
    ],
)
async def test_a_question_and_an_objection_reach_hr_and_do_not_bar_from_pledging(
    siti, hr, opened, records, button, told, kept, look
):
    await siti.taps("Baca dan berikrar")
    await siti.taps(button)
    await siti.sends("Apakah <b>ini</b> *wajib*?")
    siti.shows(kept)
    await hr.settles()
    assert f"Siti Rahma, Subbag Umum, Dishub, {told} {TITLE}:\nApakah <b>ini</b> *wajib*?" in hr.last.text
    assert await written(records) == []
    await hr.sends("/rekap")
    await hr.taps(look)
    hr.shows("Siti Rahma", "Apakah <b>ini</b> *wajib*?")
    await siti.taps("Saya berikrar")
    siti.shows(ON_TIME)
    await siti.sends("boleh like postingan caleg?")
    siti.shows("⛔ Tidak boleh")


async def test_a_question_that_was_not_put_is_forgotten_before_another_one_is_taken_for_it(
    siti, hr, opened, clock
):
    await siti.taps("Baca dan berikrar")
    await siti.taps("Keberatan")
    clock.move(hours=2)
    await siti.sends("boleh like postingan caleg?")
    siti.shows("⛔ Tidak boleh")
    await hr.settles()
    hr.is_silent()

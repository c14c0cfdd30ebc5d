"""An employee from the invitation to the receipt, and everything that can come in between."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from telegram import Update

from bot.tg.core.buttons import Data, joined
from bot.tg.pledge.buttons import PLEDGE, PLEDGE_NOTE, PLEDGED, RECEIPT
from tests.journeys.pledge.conftest import INVITED, TITLE
from tests.support.databases import on_both
from tests.support.small_office import imports, joins

NUMBER = re.compile(r"IKR-[0-9A-F]{4}-[0-9]{4}")
BELOW = ["Saya berikrar", "Ada pertanyaan", "Keberatan"]
ON_TIME = "Tercatat 22 November 2026, 10.00 WITA. Nomor bukti IKR-"


async def pledges(chat) -> str:
    """Reads, confirms, and returns the receipt's number."""
    await chat.taps("Baca dan berikrar")
    await chat.taps("Saya berikrar")
    return NUMBER.search(chat.last.text)[0]


async def written(records) -> list:
    return await records.rows("SELECT * FROM ledger WHERE kind = 'pledge' ORDER BY seq")


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


async def presses(chat, data):
    """Taps a button that is, or might be, below the bot's last message."""
    chat.person.presses(chat.person.chat.messages[chat.last.id], data)
    await chat.settles()


async def confirmation(chat, records, number: int = 1) -> str:
    """The button below the text as this person has it."""
    return PLEDGED.data(chat.person.user.id, number, await text_hash(records, number))


async def test_a_second_tap_says_when_the_first_was(siti, opened, clock, records):
    await pledges(siti)
    clock.move(hours=5)
    await presses(siti, await confirmation(siti, records))
    assert siti.notices == ["Ikrar Anda sudah tercatat 22 November 2026, 10.00 WITA."]
    assert ON_TIME in siti.last.text
    clock.move(days=30)
    await presses(siti, await confirmation(siti, records))
    assert siti.notices == ["Ikrar Anda sudah tercatat 22 November 2026, 10.00 WITA."]
    assert len(await written(records)) == 1


async def text_hash(records, number: int = 1) -> str:
    ((found,),) = await records.rows("SELECT text_hash FROM campaign WHERE id = :id", id=number)
    return found[:8]


async def test_a_double_tap_counts_once(siti, opened, records):
    await siti.taps("Baca dan berikrar")
    await siti.taps_again("Saya berikrar", 3)
    siti.shows(ON_TIME)
    assert siti.notices == ["Ikrar Anda sudah tercatat 22 November 2026, 10.00 WITA."] * 2
    assert len(await written(records)) == 1


@on_both
async def test_everybody_at_one_moment(app, siti, budi, citra, head, opens, records):
    await opens()
    for chat in (siti, budi, citra, head):
        await chat.receives(INVITED)
        await chat.taps("Baca dan berikrar")
    for chat in (siti, budi, citra, head):
        for _ in range(2):
            chat.person.taps("Saya berikrar")
    await app.rush()
    assert len(await written(records)) == 4
    assert all("Tercatat" in chat.last.text for chat in (siti, budi, citra, head))


async def test_the_restart_between_text_and_tap_is_not_noticed(app, siti, opened, records):
    await siti.taps("Baca dan berikrar")
    await app.restart()
    await siti.taps("Saya berikrar")
    siti.shows(ON_TIME)
    assert len(await written(records)) == 1


@on_both
async def test_a_tap_that_was_received_but_not_handled_counts_after_a_kill_and_once(
    app, siti, opened, records
):
    await siti.taps("Baca dan berikrar")
    siti.person.taps("Saya berikrar")
    await app.kill_between_receipt_and_handling()
    assert ON_TIME in siti.last.text
    assert len(await written(records)) == 1


async def test_what_was_recorded_but_not_acknowledged_is_told_with_its_true_time(
    app, siti, opened, clock, records, monkeypatch
):
    """The kill falls between the commit of the row and the answer: the tap is handled once more."""
    await siti.taps("Baca dan berikrar")
    siti.person.taps("Saya berikrar")
    (raw,) = app.box.updates.take()

    async def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("bot.pledge.service.Pledging.row", dies)
        patch.setattr("bot.tg.transport.update_processor.Processor.do_process_update", swallow_kill)
        await app.application.update_queue.put(Update.de_json(raw, app.application.bot))
        await app.application.update_queue.join()
    assert len(await written(records)) == 1
    for query in app.box.queries.values():
        query.answered = True  # Too late for any answer.
    clock.move(hours=2)
    await app.restart()
    await siti.settles()
    assert ON_TIME in siti.last.text
    assert len(await written(records)) == 1


async def swallow_kill(self, update, coroutine):
    """Stands in for the end of the process: what was under way leaves no trace in the inbox."""
    with suppress(KeyboardInterrupt):
        await coroutine


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


# Ways in.


async def test_the_ceremony_s_code_leads_straight_to_the_text(siti, opened):
    await siti.starts("i_1")
    siti.shows("1. Menjaga dan menegakkan", buttons=BELOW)


async def test_the_ceremony_s_code_leads_through_joining_to_the_text(dodi, opened, records):
    await dodi.starts("i_1")
    dodi.shows("kantor perlu mengenali Anda dulu", buttons=["Bergabung"])
    await dodi.taps("Bergabung")
    await joins(dodi)
    dodi.shows(TITLE, INVITED, buttons=["Baca dan berikrar"])
    await pledges(dodi)
    dodi.shows("Tercatat 22 November 2026, 09.00 WIB.")
    assert len(await written(records)) == 1


async def test_a_code_of_no_campaign_says_so(siti, opened):
    for payload in ("i_", "i_7", "i_x", "i_9999999999"):
        await siti.starts(payload)
        siti.shows("Ikrar ini tidak ada lagi.")


async def test_who_joins_when_nothing_is_open_is_offered_nothing(dodi, opened, hr):
    await hr.sends("/rekap")
    await hr.taps("Tutup sekarang")
    await dodi.sends("/gabung")
    await joins(dodi)
    assert not any(INVITED in seen.text for seen in dodi.replies)


async def test_two_phones_of_one_person_pledge_once(app, siti, hr, opened, records):
    """He pledges on the old telephone, moves to a new one, and taps there."""
    await pledges(siti)
    new = app.person("Siti baru")
    await hr.sends("/pegawai Siti Rahma")
    await hr.taps(next(label for label in hr.last.buttons if label.startswith("Kode")))
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", hr.last.text)[0]
    await new.starts()
    await new.sends(code)
    await new.taps("Benar")
    await new.starts("i_1")
    await new.taps("Saya berikrar")
    assert "sudah tercatat 22 November 2026, 10.00 WITA" in new.notices[0]
    await presses(siti, await confirmation(siti, records))
    siti.shows("kantor perlu mengenali Anda dulu")
    assert len(await written(records)) == 1

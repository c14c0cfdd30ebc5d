"""A broadcast on its way: told in one message, held up or stopped at a word, accounted for to the last."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.outbox import alarm
from bot.simulator.api.failure import Cut, Fault, Gate, bad_request, server_error, too_many_requests
from bot.tg.broadcast.buttons import READ
from tests.journeys.broadcast.conftest import composes, having, sends


async def for_later(hr) -> None:
    """HR has ordered a broadcast for tomorrow at nine."""
    await composes(hr)
    await hr.taps("Waktu")
    await hr.sends("besok 09.00")
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")


async def test_one_message_tells_how_far_it_is_until_the_account_of_it(stage, hr, siti, budi, citra, reads):
    gate = Gate()
    stage.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
    await sends(hr)
    await reads(hr, "66 % · 2 dari 3")
    assert hr.last.buttons == ["Jeda", "Hentikan"]
    gate.open()
    told = await reads(hr, "Siaran nomor 1 selesai.")
    assert "Diterima Telegram 3 · tidak terjangkau 0 · gagal 0 · belum pasti 0" in told.text
    assert "Tidak ikut: belum bergabung 1" in told.text
    assert told.buttons == ["Rincian (XLSX)"]
    assert len(having(hr, "Siaran nomor 1")) == 1
    assert [len(having(one, "Halo semua")) for one in (siti, budi, citra)] == [1, 1, 1]


async def test_it_waits_for_its_time(hands, hr, siti, reads):
    await for_later(hr)
    hr.shows("Dijadwalkan 3 September 2024, 09.00 WIB · 3 penerima", buttons=["Jeda", "Hentikan"])
    hands.move(hours=23, minutes=59)
    await siti.sends("/start")
    assert not having(siti, "Halo semua")
    hands.move(minutes=1)
    await reads(siti, "Halo semua")
    await reads(hr, "selesai")


async def test_paused_nothing_leaves_and_resumed_it_goes_on(hands, hr, siti, reads):
    await for_later(hr)
    await hr.taps("Jeda")
    hr.shows("Dijeda ░░░░░░░░░░ 0 % · 0 dari 3", buttons=["Lanjutkan", "Hentikan"])
    hands.move(days=2)
    await siti.sends("/start")
    assert not having(siti, "Halo semua")
    await hr.taps("Lanjutkan")
    await reads(siti, "Halo semua")
    await reads(hr, "selesai")


async def test_paused_in_the_middle_what_is_under_way_arrives(stage, hr, second, siti, reads, records):
    gate = Gate()
    stage.box.faults.plan(Fault("sendMessage", chat=3, before=gate))
    await sends(hr)
    await gate.reached.wait()
    await hr.taps("Jeda")
    gate.open()
    await reads(siti, "Halo semua")
    await hr.taps("Lanjutkan")
    await reads(hr, "Diterima Telegram 3")
    assert len(having(siti, "Halo semua")) == 1


async def test_stopped_nobody_gets_it_any_more(hands, hr, siti, reads, records):
    await for_later(hr)
    await hr.taps("Hentikan")
    hr.shows("Siaran nomor 1 dihentikan.", "Tidak jadi dikirim 3", buttons=["Rincian (XLSX)"])
    hands.move(days=2)
    await siti.sends("/start")
    assert not having(siti, "Halo semua")


async def test_what_arrived_after_it_was_stopped_is_counted_in_the_end(stage, hr, siti, reads):
    gate = Gate()
    stage.box.faults.plan(Fault("sendMessage", chat=3, before=gate))
    await sends(hr)
    await gate.reached.wait()
    await hr.taps("Hentikan")
    gate.open()
    await reads(siti, "Halo semua")
    await reads(hr, "Diterima Telegram 3")


@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_the_end_is_told_even_if_telegram_did_not_take_it_at_first(stage, hr, reads):
    gate = Gate()
    stage.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
    await sends(hr)
    await reads(hr, "2 dari 3")
    for fault in (Fault(error=server_error(502)), Fault(cut=Cut.RESET), Fault(error=too_many_requests(1))):
        fault.method = "editMessageText"
        stage.box.faults.plan(fault)
    gate.open()
    await reads(hr, "selesai")


async def test_a_button_pressed_too_late_shows_how_it_stands(hr, reads):
    await for_later(hr)
    old = hr.last
    await hr.taps("Hentikan")
    hr.person.presses(hr.person.chat.messages[old.id], old.rows[0][0].data)
    await hr.settles()
    assert hr.notices == ["Keadaannya sudah lain; ini yang terbaru."]


async def test_only_hr_steers(hr, siti, reads):
    await for_later(hr)
    data = hr.last.rows[0][1].data
    await siti.sends("/start")
    siti.person.presses(siti.person.chat.messages[siti.last.id], data)
    await siti.settles()
    assert "kepegawaian" in siti.notices[0]


async def test_the_account_lists_everybody_and_computes_nothing(hr, tmp_path, reads):
    nasty = '=HYPERLINK("http://x";"y")'
    # The list takes no such name; a database from elsewhere may hold one.
    with closing(sqlite3.connect(tmp_path / "netral.db")) as connection, connection:
        connection.execute("UPDATE person SET name = ?, unit = '+Dinas' WHERE name = 'Budi'", (nasty,))
    await sends(hr)
    await reads(hr, "selesai")
    await hr.taps("Rincian (XLSX)")
    sheet = load_workbook(BytesIO(hr.received)).active
    heading, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert heading[:4] == ["Nama", "NIP atau nomor", "Unit", "Keadaan"]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        (nasty, "+Dinas", "diterima Telegram"),
        ("Siti", "Dinas A/Umum", "diterima Telegram"),
        ("Citra", "Dinas B", "diterima Telegram"),
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert {row[5][:10] for row in rows} == {"2024-09-02"}


async def test_reading_is_said_once_and_by_the_recipient_only(stage, hr, siti, budi, second, reads):
    await sends(hr, "Halo semua", "Tombol baca")
    arrived = await reads(siti, "Halo semua")
    await reads(hr, "Menyatakan sudah membaca 0")
    data = arrived.rows[0][0].data
    await siti.taps("Sudah saya baca")
    assert siti.notices == ["Tercatat. Terima kasih."]
    assert not having(siti, "Halo semua")[-1].buttons
    # The same button again, in the hands of another recipient, and one made for somebody who is none.
    siti.person.presses(siti.person.chat.messages[arrived.id], data)
    budi.person.presses(siti.person.chat.messages[arrived.id], data)
    own = READ.data(second.person.user.id, 1)
    second.person.presses(siti.person.chat.messages[arrived.id], own)
    await stage.settle()
    budi.looks()
    second.looks()
    assert budi.notices
    assert second.notices == ["Pesan ini bukan siaran untuk akun Anda."]
    await hr.taps("Rincian (XLSX)")
    sheet = load_workbook(BytesIO(hr.received)).active
    said = [row[6].value for row in sheet.iter_rows(min_row=2) if row[6].value]
    assert len(said) == 1


async def test_who_stopped_gets_what_is_obligatory_with_the_reason_and_nothing_else(hr, siti, budi, reads):
    await siti.sends("/berhenti")
    await sends(hr, "Boleh dilewati")
    told = await reads(hr, "Siaran nomor 1 selesai")
    assert "Tidak ikut: belum bergabung 1 · memilih berhenti 1" in told.text
    await sends(hr, "Harus dibaca", "Wajib")
    arrived = await reads(siti, "Harus dibaca")
    assert arrived.marked("italic") == [
        "Pesan wajib dari kepegawaian; sampai juga kepada yang memilih /berhenti."
    ]
    assert not having(siti, "Boleh dilewati")
    await siti.sends("/lanjutkan")
    await sends(hr, "Biasa lagi")
    await reads(siti, "Biasa lagi")


async def test_who_blocked_the_bot_is_left_out_until_he_returns(stage, hr, siti, reads):
    # The bot does not hear of the blocking, as when it was not running.
    siti.person.blocks_bot()
    stage.box.updates.take()
    await sends(hr, "Pertama")
    await reads(hr, "Diterima Telegram 2 · tidak terjangkau 1")
    await sends(hr, "Kedua")
    await reads(hr, "Tidak ikut: belum bergabung 1 · tidak terjangkau 1")
    siti.person.admits_bot()
    await stage.settle()
    await sends(hr, "Ketiga")
    await reads(siti, "Ketiga")
    assert not having(siti, "Pertama") + having(siti, "Kedua")


async def test_the_same_refusal_over_and_over_pauses_it_and_hr_is_told(
    stage, hr, second, siti, reads, monkeypatch
):
    monkeypatch.setattr(alarm, "SAME_REFUSALS", 2)
    for chat in (3, 4):
        stage.box.faults.plan(Fault("sendMessage", chat=chat, error=bad_request("wrong file identifier")))
    gate = Gate()
    stage.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
    await sends(hr)
    for one in (hr, second):
        told = await reads(one, "Siaran nomor 1 terhenti sendiri.")
        assert "Telegram menolak berturut-turut: Wrong file identifier." in told.text
        assert told.buttons == ["Lanjutkan", "Hentikan"]
    gate.open()
    await reads(hr, "Dijeda")
    await second.taps("Hentikan")
    await reads(second, "Siaran nomor 1 dihentikan.")


# The library warns of a change to come.
@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_silence_asked_of_a_broadcast_keeps_nobody_waiting_for_an_answer(stage, hr, siti, budi, citra):
    gate = Gate()
    stage.box.faults.plan(Fault("sendMessage", chat=3, before=gate, error=too_many_requests(60)))
    await sends(hr)
    await gate.reached.wait()
    gate.open()
    await budi.sends("boleh like postingan caleg?")
    assert having(budi, "Tidak boleh")
    assert not having(siti, "Halo semua")


@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_after_the_silence_everybody_gets_it_once(stage, hr, siti, reads):
    stage.box.faults.plan(Fault("sendMessage", chat=3, error=too_many_requests(1)))
    await sends(hr)
    await reads(hr, "Diterima Telegram 3")
    assert len(having(siti, "Halo semua")) == 1


async def test_a_lost_answer_is_unknown_and_sent_again_at_hrs_word_only(stage, hr, siti, reads):
    stage.box.faults.plan(Fault("sendMessage", chat=3, cut=Cut.LOST))
    await sends(hr)
    told = await reads(hr, "belum pasti 1")
    assert told.buttons == ["Rincian (XLSX)", "Kirim ulang yang belum pasti"]
    assert len(having(siti, "Halo semua")) == 1
    await hr.taps("Kirim ulang yang belum pasti")
    await reads(hr, "Diterima Telegram 3 · tidak terjangkau 0 · gagal 0 · belum pasti 0")
    assert len(having(siti, "Halo semua")) == 2


async def test_what_has_expired_is_not_sent_any_more(hands, hr, siti, reads):
    await composes(hr)
    await hr.taps("Waktu")
    await hr.sends("besok 09.00")
    await hr.taps("Kedaluwarsa")
    await hr.sends("besok 10.00")
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")
    await hr.taps("Jeda")
    hands.move(days=1, hours=2)
    await hr.taps("Lanjutkan")
    told = await reads(hr, "selesai")
    assert "Kedaluwarsa sebelum terkirim 3" in told.text
    assert not having(siti, "Halo semua")


@pytest.mark.parametrize("sent", [0, 1])
async def test_a_restart_on_the_way_skips_nobody_and_sends_nothing_twice(
    stage, hands, hr, siti, budi, citra, reads, sent
):
    if sent:
        gate = Gate()
        stage.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
        await sends(hr)
        await reads(siti, "Halo semua")
        gate.open()
    else:
        await for_later(hr)
        hands.move(days=1)
    await stage.restart()
    await reads(hr, "Diterima Telegram 3")
    assert [len(having(one, "Halo semua")) for one in (siti, budi, citra)] == [1, 1, 1]

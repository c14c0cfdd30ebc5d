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
from tests.journeys.broadcast.conftest import composes, sends


async def for_later(hr) -> None:
    """HR has ordered a broadcast for tomorrow at nine."""
    await composes(hr)
    await hr.taps("Waktu")
    await hr.sends("besok 09.00")
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")


async def test_one_message_tells_how_far_it_is_until_the_account_of_it(app, hr, siti, budi, citra):
    gate = Gate()
    app.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
    await sends(hr)
    await hr.receives("66 % · 2 dari 3")
    assert hr.last.buttons == ["Jeda", "Hentikan"]
    gate.open()
    told = await hr.receives("Siaran nomor 1 selesai.")
    assert "Diterima Telegram 3 · tidak terjangkau 0 · gagal 0 · belum pasti 0" in told.text
    assert "Tidak ikut: belum bergabung 1" in told.text
    assert told.buttons == ["Rincian (XLSX)"]
    assert len(hr.holding("Siaran nomor 1")) == 1
    assert [len(one.holding("Halo semua")) for one in (siti, budi, citra)] == [1, 1, 1]


async def test_it_waits_for_its_time(clock, hr, siti):
    await for_later(hr)
    hr.shows("Dijadwalkan 3 September 2024, 09.00 WIB · 3 penerima", buttons=["Jeda", "Hentikan"])
    clock.move(hours=23, minutes=59)
    await siti.sends("/start")
    assert not siti.holding("Halo semua")
    clock.move(minutes=1)
    await siti.receives("Halo semua")
    await hr.receives("selesai")


async def test_paused_nothing_leaves_and_resumed_it_goes_on(clock, hr, siti):
    await for_later(hr)
    await hr.taps("Jeda")
    hr.shows("Dijeda ░░░░░░░░░░ 0 % · 0 dari 3", buttons=["Lanjutkan", "Hentikan"])
    clock.move(days=2)
    await siti.sends("/start")
    assert not siti.holding("Halo semua")
    await hr.taps("Lanjutkan")
    await siti.receives("Halo semua")
    await hr.receives("selesai")


async def test_paused_in_the_middle_what_is_under_way_arrives(app, hr, second, siti, records):
    gate = Gate()
    app.box.faults.plan(Fault("sendMessage", chat=3, before=gate))
    await sends(hr)
    await gate.reached.wait()
    await hr.taps("Jeda")
    gate.open()
    await siti.receives("Halo semua")
    await hr.taps("Lanjutkan")
    await hr.receives("Diterima Telegram 3")
    assert len(siti.holding("Halo semua")) == 1


async def test_stopped_nobody_gets_it_any_more(clock, hr, siti, records):
    await for_later(hr)
    await hr.taps("Hentikan")
    hr.shows("Siaran nomor 1 dihentikan.", "Tidak jadi dikirim 3", buttons=["Rincian (XLSX)"])
    clock.move(days=2)
    await siti.sends("/start")
    assert not siti.holding("Halo semua")


async def test_what_arrived_after_it_was_stopped_is_counted_in_the_end(app, hr, siti):
    gate = Gate()
    app.box.faults.plan(Fault("sendMessage", chat=3, before=gate))
    await sends(hr)
    await gate.reached.wait()
    await hr.taps("Hentikan")
    gate.open()
    await siti.receives("Halo semua")
    await hr.receives("Diterima Telegram 3")


@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_the_end_is_told_even_if_telegram_did_not_take_it_at_first(app, hr):
    gate = Gate()
    app.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
    await sends(hr)
    await hr.receives("2 dari 3")
    for fault in (Fault(error=server_error(502)), Fault(cut=Cut.RESET), Fault(error=too_many_requests(1))):
        fault.method = "editMessageText"
        app.box.faults.plan(fault)
    gate.open()
    await hr.receives("selesai")


async def test_a_button_pressed_too_late_shows_how_it_stands(hr):
    await for_later(hr)
    old = hr.last
    await hr.taps("Hentikan")
    hr.person.presses(hr.person.chat.messages[old.id], old.rows[0][0].data)
    await hr.settles()
    assert hr.notices == ["Keadaannya sudah lain; ini yang terbaru."]


async def test_only_hr_steers(hr, siti):
    await for_later(hr)
    data = hr.last.rows[0][1].data
    await siti.sends("/start")
    siti.person.presses(siti.person.chat.messages[siti.last.id], data)
    await siti.settles()
    assert "kepegawaian" in siti.notices[0]


async def test_the_account_lists_everybody_and_computes_nothing(hr, tmp_path):
    nasty = '=HYPERLINK("http://x";"y")'
    # The list takes no such name; a database from elsewhere may hold one.
    with closing(sqlite3.connect(tmp_path / "netral.db")) as connection, connection:
        connection.execute("UPDATE person SET name = ?, unit = '+Dinas' WHERE name = 'Budi'", (nasty,))
    await sends(hr)
    await hr.receives("selesai")
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


async def test_reading_is_said_once_and_by_the_recipient_only(app, hr, siti, budi, second):
    await sends(hr, "Halo semua", "Tombol baca")
    arrived = await siti.receives("Halo semua")
    await hr.receives("Menyatakan sudah membaca 0")
    data = arrived.rows[0][0].data
    await siti.taps("Sudah saya baca")
    assert siti.notices == ["Tercatat. Terima kasih."]
    assert not siti.holding("Halo semua")[-1].buttons
    # The same button again, in the hands of another recipient, and one made for somebody who is none.
    siti.person.presses(siti.person.chat.messages[arrived.id], data)
    budi.person.presses(siti.person.chat.messages[arrived.id], data)
    own = READ.data(second.person.user.id, 1)
    second.person.presses(siti.person.chat.messages[arrived.id], own)
    await app.settle()
    budi.looks()
    second.looks()
    assert budi.notices
    assert second.notices == ["Pesan ini bukan siaran untuk akun Anda."]
    await hr.taps("Rincian (XLSX)")
    sheet = load_workbook(BytesIO(hr.received)).active
    said = [row[6].value for row in sheet.iter_rows(min_row=2) if row[6].value]
    assert len(said) == 1


async def test_who_stopped_gets_what_is_obligatory_with_the_reason_and_nothing_else(hr, siti, budi):
    await siti.sends("/berhenti")
    await sends(hr, "Boleh dilewati")
    told = await hr.receives("Siaran nomor 1 selesai")
    assert "Tidak ikut: belum bergabung 1 · memilih berhenti 1" in told.text
    await sends(hr, "Harus dibaca", "Wajib")
    arrived = await siti.receives("Harus dibaca")
    assert arrived.marked("italic") == [
        "Pesan wajib dari kepegawaian; sampai juga kepada yang memilih /berhenti."
    ]
    assert not siti.holding("Boleh dilewati")
    await siti.sends("/lanjutkan")
    await sends(hr, "Biasa lagi")
    await siti.receives("Biasa lagi")


async def test_who_blocked_the_bot_is_left_out_until_he_returns(app, hr, siti):
    # The bot does not hear of the blocking, as when it was not running.
    siti.person.blocks_bot()
    app.box.updates.take()
    await sends(hr, "Pertama")
    await hr.receives("Diterima Telegram 2 · tidak terjangkau 1")
    await sends(hr, "Kedua")
    await hr.receives("Tidak ikut: belum bergabung 1 · tidak terjangkau 1")
    siti.person.admits_bot()
    await app.settle()
    await sends(hr, "Ketiga")
    await siti.receives("Ketiga")
    assert not siti.holding("Pertama") + siti.holding("Kedua")


async def test_the_same_refusal_over_and_over_pauses_it_and_hr_is_told(app, hr, second, siti, monkeypatch):
    monkeypatch.setattr(alarm, "SAME_REFUSALS", 2)
    for chat in (3, 4):
        app.box.faults.plan(Fault("sendMessage", chat=chat, error=bad_request("wrong file identifier")))
    gate = Gate()
    app.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
    await sends(hr)
    for one in (hr, second):
        told = await one.receives("Siaran nomor 1 terhenti sendiri.")
        assert "Telegram menolak berturut-turut: Wrong file identifier." in told.text
        assert told.buttons == ["Lanjutkan", "Hentikan"]
    gate.open()
    await hr.receives("Dijeda")
    await second.taps("Hentikan")
    await second.receives("Siaran nomor 1 dihentikan.")


# The library warns of a change to come.
@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_silence_asked_of_a_broadcast_keeps_nobody_waiting_for_an_answer(app, hr, siti, budi, citra):
    gate = Gate()
    app.box.faults.plan(Fault("sendMessage", chat=3, before=gate, error=too_many_requests(60)))
    await sends(hr)
    await gate.reached.wait()
    gate.open()
    await budi.sends("boleh like postingan caleg?")
    assert budi.holding("Tidak boleh")
    assert not siti.holding("Halo semua")


@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_after_the_silence_everybody_gets_it_once(app, hr, siti):
    app.box.faults.plan(Fault("sendMessage", chat=3, error=too_many_requests(1)))
    await sends(hr)
    await hr.receives("Diterima Telegram 3")
    assert len(siti.holding("Halo semua")) == 1


async def test_a_lost_answer_is_unknown_and_sent_again_at_hrs_word_only(app, hr, siti):
    app.box.faults.plan(Fault("sendMessage", chat=3, cut=Cut.LOST))
    await sends(hr)
    told = await hr.receives("belum pasti 1")
    assert told.buttons == ["Rincian (XLSX)", "Kirim ulang yang belum pasti"]
    assert len(siti.holding("Halo semua")) == 1
    await hr.taps("Kirim ulang yang belum pasti")
    await hr.receives("Diterima Telegram 3 · tidak terjangkau 0 · gagal 0 · belum pasti 0")
    assert len(siti.holding("Halo semua")) == 2


async def test_what_has_expired_is_not_sent_any_more(clock, hr, siti):
    await composes(hr)
    await hr.taps("Waktu")
    await hr.sends("besok 09.00")
    await hr.taps("Kedaluwarsa")
    await hr.sends("besok 10.00")
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")
    await hr.taps("Jeda")
    clock.move(days=1, hours=2)
    await hr.taps("Lanjutkan")
    told = await hr.receives("selesai")
    assert "Kedaluwarsa sebelum terkirim 3" in told.text
    assert not siti.holding("Halo semua")


@pytest.mark.parametrize("sent", [0, 1])
async def test_a_restart_on_the_way_skips_nobody_and_sends_nothing_twice(
    app, clock, hr, siti, budi, citra, sent
):
    if sent:
        gate = Gate()
        app.box.faults.plan(Fault("sendMessage", chat=5, before=gate))
        await sends(hr)
        await siti.receives("Halo semua")
        gate.open()
    else:
        await for_later(hr)
        clock.move(days=1)
    await app.restart()
    await hr.receives("Diterima Telegram 3")
    assert [len(one.holding("Halo semua")) for one in (siti, budi, citra)] == [1, 1, 1]

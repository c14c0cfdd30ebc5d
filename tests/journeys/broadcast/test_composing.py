"""HR puts a message to many together: what is previewed arrives, and nothing leaves before HR says so."""

from __future__ import annotations

import pytest

from tests.journeys.broadcast.conftest import PICTURE, composes, sends, writes
from tests.support.chat import labelled

BOLD = {"type": "bold", "offset": 5, "length": 5}
LINK = {"type": "text_link", "offset": 14, "length": 4, "url": "https://kpu.go.id/"}
CODE = {"type": "code", "offset": 19, "length": 3}


def look(seen) -> tuple:
    """Everything of a message that a reader sees."""
    return seen.text, seen.entities, seen.attachment, seen.file_id, tuple(seen.buttons)


async def test_formatting_arrives_as_it_was_previewed_and_written(app, hr, siti):
    await hr.sends("/siaran")
    writes(app, hr, {"text": "Halo semua 👍 baca <a> & _b_", "entities": [BOLD, LINK, CODE]})
    await hr.settles()
    await hr.taps("Tombol baca")
    await hr.taps("Pratinjau")
    preview = hr.holding("Halo semua")[-1]
    assert (preview.text, preview.marked("bold"), preview.marked("code")) == (
        "Halo semua 👍 baca <a> & _b_",
        ["semua"],
        ["<a>"],
    )
    await hr.taps("Kirim")
    arrived = await siti.receives("Halo semua")
    assert look(arrived) == look(preview)
    assert arrived.buttons == ["Sudah saya baca"]


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_picture_or_file_arrives_with_its_caption(hr, budi, kind):
    await hr.sends("/siaran")
    if kind == "photo":
        hr.person.sends_photo(PICTURE, "Lihat gambarnya")
        await hr.settles()
    else:
        await hr.sends_document("edaran.pdf", b"%PDF-1.7", "Lihat gambarnya")
    await hr.taps("Pratinjau")
    preview = hr.holding("Lihat gambarnya")[-1]
    await hr.taps("Kirim")
    arrived = await budi.receives("Lihat gambarnya")
    assert look(arrived) == look(preview)
    assert arrived.attachment == {"photo": "foto", "document": "edaran.pdf"}[kind]


async def test_a_forwarded_message_is_taken_over(hr, siti, budi):
    siti.person.says("Pengumuman lama")
    await siti.settles()
    await hr.sends("/siaran")
    original = next(seen for seen in siti.person.messages if seen.text == "Pengumuman lama")
    await hr.forwards(original, siti)
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")
    await budi.receives("Pengumuman lama")


async def test_what_cannot_be_sent_on_is_refused_and_something_else_may_follow(app, hr):
    await hr.sends("/siaran")
    writes(app, hr, {"location": {"latitude": -6.2, "longitude": 106.8}})
    await hr.settles()
    hr.shows("Itu tidak dapat disiarkan")
    await hr.sends("Jadi teks saja")
    hr.shows("Pesannya sudah saya terima")


async def test_the_audience_is_tapped_or_typed_and_counted(hr):
    await composes(hr)
    hr.shows("semua · 4 pegawai, 3 sudah bergabung")
    await hr.taps("Penerima")
    await hr.sends('unit:"dinas z"')
    hr.shows("Unit 'dinas z' tidak ada dalam daftar pegawai.")
    await hr.sends('unit:"dinas b"')
    hr.shows('unit:"dinas b" · 2 pegawai, 1 sudah bergabung')
    await hr.taps("Penerima")
    await hr.taps("PPNPN")
    hr.shows("status:PPNPN · 4 pegawai, 3 sudah bergabung")


async def test_only_the_audience_gets_it(hr, siti, budi, citra):
    await composes(hr)
    await hr.taps("Penerima")
    await hr.sends("unit:Umum")
    await hr.taps("Pratinjau")
    hr.shows("Penerima 1 · unit:Umum · sekarang · kedaluwarsa: tidak ada")
    await hr.taps("Kirim")
    await siti.receives("Halo semua")
    await hr.receives("selesai")
    assert not budi.holding("Halo semua") + citra.holding("Halo semua")


async def test_times_are_tapped_or_typed_and_what_is_past_is_refused(hr):
    await composes(hr)
    await hr.taps("Waktu")
    await hr.sends("kemarin")
    hr.shows("Waktu 'kemarin' tidak terbaca")
    await hr.sends("1-9-2024 08.00")
    hr.shows("Waktu itu sudah lewat")
    await hr.sends("besok 9.30")
    hr.shows("Waktu: 3 September 2024, 09.30 WIB")
    await hr.taps("Waktu")
    await hr.taps("Besok 08.00 tiap zona")
    hr.shows("Waktu: 3 September 2024, 08.00 di zona masing-masing")
    await hr.taps("Kedaluwarsa")
    await hr.taps("Hari ini 17.00")
    hr.shows("Kedaluwarsa: 2 September 2024, 17.00 WIB")
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")
    assert "Kedaluwarsanya sudah lewat atau sebelum waktu kirim" in hr.notices[-1]


async def test_the_preview_tells_how_many_how_long_and_who_is_missing(hr):
    await composes(hr)
    await hr.taps("Pratinjau")
    hr.shows(
        "Penerima 3 · semua · sekarang", "Perkiraan lama mengirim 1 detik", "1 belum bergabung",
        buttons=["Kirim uji ke saya", "Ubah", "Batal", "Kirim"],
    )  # fmt: skip


async def test_a_test_goes_to_hr_alone(hr, siti, records):
    await composes(hr)
    await hr.taps("Pratinjau")
    await hr.taps("Kirim uji ke saya")
    assert hr.notices == ["Terkirim kepada Anda saja."]
    assert len(hr.holding("Halo semua")) == 2
    assert not siti.holding("Halo semua")
    assert await records.rows("SELECT id FROM broadcast") == []


async def test_dropped_nothing_is_sent(hr, siti, records):
    await composes(hr)
    await hr.taps("Batal")
    hr.shows("Siaran dibatalkan. Tidak ada yang dikirim.")
    await hr.sends("Ini bukan siaran lagi")
    assert not hr.holding("Pesannya sudah saya terima")
    assert await records.rows("SELECT id FROM broadcast") == []


async def test_a_double_tap_sends_once(hr, siti, records):
    await composes(hr)
    await hr.taps("Pratinjau")
    await hr.taps_again("Kirim", 3)
    await hr.receives("selesai")
    assert len(siti.holding("Halo semua")) == 1
    assert len(await records.rows("SELECT id FROM broadcast")) == 1


async def test_a_repeated_tap_says_what_has_become_of_it(hr, siti, records):
    await composes(hr)
    await hr.taps("Pratinjau")
    send = labelled(hr.last, "Kirim")
    await hr.taps("Kirim")
    await siti.receives("Halo semua")
    hr.person.presses(hr.person.chat.messages[send.message], send.data)
    await hr.settles()
    assert hr.notices == ["Siaran ini sudah dikirim, nomor 1."]
    assert len(await records.rows("SELECT id FROM broadcast")) == 1


async def test_a_send_that_fails_loses_nothing(hr, siti, monkeypatch):
    async def fails(*_: object) -> None:
        raise RuntimeError("the disk is full")

    await composes(hr)
    await hr.taps("Pratinjau")
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.outbox.broadcast.write", fails)
        await hr.taps("Kirim")
    assert "Nomor gangguan G-" in hr.notices[0]
    await hr.taps("Kirim")
    await siti.receives("Halo semua")


async def test_an_older_preview_never_sends_what_a_newer_one_shows(hr, records):
    await composes(hr, "Isi lama")
    await hr.taps("Pratinjau")
    old = labelled(hr.last, "Kirim")
    await composes(hr, "Isi baru")
    await hr.taps("Pratinjau")
    hr.person.taps(old)
    await hr.settles()
    assert hr.notices == ["Isinya sudah berubah sejak pratinjau itu. Periksa pratinjau yang baru."]
    assert await records.rows("SELECT * FROM broadcast") == []


async def test_what_was_put_together_outlasts_a_restart(app, hr, siti):
    await composes(hr)
    await hr.taps("Penerima")
    await app.restart()
    await hr.sends("unit:Umum")
    hr.shows("unit:Umum · 1 pegawai")
    await app.restart()
    await hr.taps("Pratinjau")
    await hr.taps("Kirim")
    await siti.receives("Halo semua")


async def test_what_telegram_refuses_is_told_with_its_reason(hr, records):
    await composes(hr, "x" * 4096)
    await hr.taps("Wajib")
    with pytest.raises(AssertionError, match="message is too long"):
        await hr.taps("Pratinjau")
    assert hr.holding("Telegram menolak pesan ini: Message is too long")
    assert await records.rows("SELECT id FROM broadcast") == []


async def test_not_from_a_group_and_not_by_others(app, hr, siti):
    group, _ = app.group("Kepegawaian", hr, siti)
    await group.sends("/siaran")
    group.shows("@netral_bot")
    await siti.sends("/siaran")
    siti.shows("kepegawaian")
    assert not hr.holding("Siaran baru") + siti.holding("Siaran baru") + group.holding("Siaran baru")


@pytest.fixture
def two(settings) -> None:
    """An office in which a second person has to agree."""
    settings["second_person"] = True


async def test_a_second_person_sees_it_and_agrees(two, hr, second, siti, records):
    await sends(hr)
    hr.shows("berlaku setelah disetujui")
    await second.settles()
    assert second.holding("Halo semua")
    assert second.holding("Siaran nomor 1 (di atas) kepada semua menunggu persetujuan Anda. Kirim?")
    assert await records.rows("SELECT id FROM delivery") == []
    await second.taps("Setuju")
    await siti.receives("Halo semua")
    await second.receives("Siaran nomor 1 selesai")
    assert hr.holding("Siaran nomor 1 disetujui dan dikirim.")


async def test_a_second_person_declines(two, hr, second, siti, records):
    await sends(hr)
    await second.taps("Tolak")
    second.shows("Siaran nomor 1 ditolak. Tidak ada yang dikirim.")
    assert hr.holding("Siaran nomor 1 ditolak")
    assert await records.rows("SELECT phase FROM broadcast") == [("cancelled",)]
    assert not siti.holding("Halo semua")


async def test_who_was_not_asked_because_the_bot_was_stopped_is_asked_at_the_next_tap(
    two, hr, second, clock, records, monkeypatch
):
    async def killed(*_: object) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr("bot.tg.broadcast.approval.propose", killed)
        await sends(hr)
    await hr.taps("Kirim")
    assert hr.notices == ["Siaran ini sudah diajukan, nomor 1, dan menunggu persetujuan orang kedua."]
    assert not second.holding("Halo semua")
    clock.move(minutes=2)
    await hr.taps("Kirim")
    assert second.holding("Siaran nomor 1 (di atas) kepada semua menunggu persetujuan Anda. Kirim?")
    assert len(await records.rows("SELECT id FROM broadcast")) == 1


async def test_of_two_answers_the_first_counts(two, app, hr, second, owner, siti):
    await sends(hr)
    await second.taps_again("Setuju", 2)
    await second.receives("Siaran nomor 1 selesai")
    assert len(siti.holding("Halo semua")) == 1


async def test_a_second_person_who_blocked_the_bot_keeps_nobody_from_being_asked(two, app, hr, second, owner):
    await owner.starts()
    second.person.blocks_bot()
    await app.settle()
    await sends(hr)
    assert owner.holding("Halo semua")
    assert owner.holding("menunggu persetujuan Anda")
    hr.shows("berlaku setelah disetujui")


async def test_the_button_of_a_preview_that_was_changed_since_sends_nothing(hr, records):
    await hr.sends("/siaran")
    await hr.sends("Isi lama")
    await hr.taps("Pratinjau")
    preview = hr.last
    await hr.sends("/siaran")
    await hr.sends("Isi baru")
    hr.person.taps(labelled(preview, "Kirim"))
    await hr.settles()
    assert hr.notices == ["Isinya sudah berubah sejak pratinjau itu. Periksa pratinjau yang baru."]
    assert hr.holding("Isi baru")
    assert await records.rows("SELECT * FROM broadcast") == []

"""The season of Pilkada 2024 in fast motion: each reminder proposed, decided, and delivered in its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from bot.outbox.plan import ZONES

WIB = ZONES["WIB"]
MEDIA = "Usul pengingat: Media sosial dan pose foto"
FAMILY = "Usul pengingat: Bila pasangan atau keluarga Anda mencalonkan diri"
OFFICE = "Usul pengingat: Fasilitas dinas dan jam kerja"
QUIET = "Usul pengingat: Masa tenang"
SEPTEMBER = datetime(2024, 9, 16, 9, tzinfo=WIB)
NOVEMBER = datetime(2024, 11, 18, 9, tzinfo=WIB)
in_september = pytest.mark.parametrize("moment", [SEPTEMBER], ids=["september"])
in_november = pytest.mark.parametrize("moment", [NOVEMBER], ids=["november"])


@pytest.fixture
def until(clock):
    """Moves the clock on to this hour of this day in Jakarta: `until("09-20 08:00")`."""

    def move(moment: str) -> None:
        then = datetime.fromisoformat(f"2024-{moment}").replace(tzinfo=WIB)
        clock.move(seconds=(then - clock.now()).total_seconds())

    return move


@pytest.fixture
def calendar(law):
    """From the next start on these stages of Pilkada 2024 begin on other days."""

    def moved(starts: dict[str, date | None]) -> None:
        book = law[0].book
        pilkada = book.contests["pilkada-2024"]
        stages = tuple(replace(one, start=starts.get(one.id, one.start)) for one in pilkada.stages)
        contests = book.contests | {"pilkada-2024": replace(pilkada, stages=stages)}
        law.append(replace(law[0], book=replace(book, contests=contests)))

    return moved


async def decides(hr, proposal, label: str) -> None:
    """HR taps a button of this very proposal."""
    hr.person.taps(next(button for row in proposal.rows for button in row if button.label == label))
    await hr.settles()


@in_september
async def test_a_reminder_from_its_proposal_to_the_account_of_it(hr, second, siti, budi, citra, until):
    proposal = await hr.receives(MEDIA)
    assert await second.receives(MEDIA)
    assert "Untuk tahapan Penetapan pasangan calon · Pilkada 2024." in proposal.text
    assert "20 September 2024, 08.00 di zona masing-masing · penerima: semua" in proposal.text
    assert proposal.buttons == ["Setujui", "Ubah teks", "Lewati"]
    await decides(hr, proposal, "Setujui")
    hr.shows("Dijadwalkan 20 September 2024, 08.00 WIB · 3 penerima")
    await decides(second, second.holding(MEDIA)[-1], "Setujui")
    assert "sudah diputus" in second.notices[0]
    # 08.00 comes to Jayapura first.
    text = "Tanda suka, komentar, dan bagikan"
    for moment, one, others, told in [
        ("09-20 06:00", citra, [siti, budi], "33 % · 1 dari 3"),
        ("09-20 07:00", budi, [siti], "66 % · 2 dari 3"),
        ("09-20 08:00", siti, [], "Siaran nomor 1 selesai."),
    ]:
        until(moment)
        arrived = await one.receives(text)
        assert arrived.marked("bold") == ["Media sosial dan pose foto", "Yang aman:"]
        await hr.receives(told)
        assert not [each for each in others if each.holding(text)]
    await hr.receives("Diterima Telegram 3")
    await hr.taps("Rincian (XLSX)")
    rows = list(load_workbook(BytesIO(hr.received)).active.iter_rows(min_row=2, values_only=True))
    assert {row[0]: row[5] for row in rows} == {
        "Citra": "2024-09-20 06.00.00 WIB",
        "Budi": "2024-09-20 07.00.00 WIB",
        "Siti": "2024-09-20 08.00.00 WIB",
    }


@in_september
async def test_edited_skipped_and_missed(hr, siti, until):
    await decides(hr, await hr.receives(FAMILY), "Ubah teks")
    await hr.sends("Dari **kantor** sendiri")
    hr.shows(FAMILY, "Dari kantor sendiri")
    await hr.taps("Setujui")
    until("09-17 09:00")
    await decides(hr, await hr.receives(OFFICE), "Lewati")
    hr.shows("Dilewati: Fasilitas dinas dan jam kerja. Tidak dikirim.")
    await hr.sends("/rencana")
    hr.shows(
        "20 September 2024 · Media sosial dan pose foto · menunggu keputusan",
        "22 September 2024 · Bila pasangan atau keluarga Anda mencalonkan diri · disetujui",
        "24 September 2024 · Fasilitas dinas dan jam kerja · dilewati",
    )
    until("09-21 00:00")
    missed = "Pengingat Media sosial dan pose foto (Penetapan pasangan calon · Pilkada 2024) tidak dikirim"
    await hr.receives(missed)
    until("09-22 08:00")
    assert (await siti.receives("Dari kantor sendiri")).marked("bold") == ["kantor"]
    until("09-28 08:00")
    await siti.sends("/start")
    assert len(hr.holding(missed)) == 1
    assert not siti.holding("Tanda suka") + siti.holding("Kendaraan, gedung")


@in_september
async def test_proposals_are_told_once_also_after_a_restart(app, hr):
    await hr.receives(FAMILY)
    await app.restart()
    await hr.sends("/jadwal")
    await app.restart()
    assert [len(hr.holding(one)) for one in (MEDIA, FAMILY)] == [1, 1]


@in_november
async def test_with_its_stage_an_approved_reminder_moves_and_says_so(app, hr, siti, citra, until, calendar):
    await decides(hr, await hr.receives(QUIET), "Setujui")
    calendar({"pilkada-2024-masa-tenang": date(2024, 11, 25)})
    await app.restart()
    told = await hr.receives("Tahapan bergeser.")
    assert "semula mulai 24 November 2024, kini 25 November 2024" in told.text
    assert 'Pengingat "Masa tenang" ikut ke 25 November 2024.' in told.text
    await hr.receives("Siaran nomor 1 dihentikan.")
    until("11-24 12:00")
    await siti.sends("/start")
    until("11-25 06:00")
    await citra.receives("Masa tenang sudah mulai")
    assert not siti.holding("Masa tenang sudah mulai")
    until("11-25 08:00")
    await siti.receives("Masa tenang sudah mulai")
    assert len(hr.holding("Tahapan bergeser.")) == 1


@in_november
async def test_a_proposal_moves_and_its_old_buttons_mean_nothing(app, hr, calendar, records):
    old = await hr.receives(QUIET)
    calendar({"pilkada-2024-masa-tenang": date(2024, 11, 25)})
    await app.restart()
    await hr.receives(QUIET, times=2)
    await decides(hr, old, "Setujui")
    assert "tahapannya bergeser" in hr.notices[0]
    assert await records.rows("SELECT id FROM broadcast") == []
    await decides(hr, hr.holding(QUIET)[-1], "Setujui")
    hr.shows("Dijadwalkan 25 November 2024, 08.00 WIB")


@in_november
async def test_put_off_without_a_day_it_is_not_sent(app, hr, siti, until, calendar, records):
    await decides(hr, await hr.receives(QUIET), "Setujui")
    calendar({"pilkada-2024-masa-tenang": None})
    await app.restart()
    await hr.receives("Ditarik: Masa tenang.")
    await hr.receives("Siaran nomor 1 dihentikan.")
    until("11-24 12:00")
    await siti.sends("/start")
    assert await records.rows("SELECT DISTINCT state FROM delivery") == [("cancelled",)]


@in_november
async def test_approved_late_in_the_evening_it_waits_for_the_morning_of_each_zone(
    hr, siti, budi, citra, until
):
    proposal = await hr.receives(QUIET)
    until("11-24 22:00")
    await decides(hr, proposal, "Setujui")
    text = "Masa tenang sudah mulai"
    for moment, one, others in [
        ("11-25 04:00", citra, [siti, budi]),
        ("11-25 05:00", budi, [siti]),
        ("11-25 06:00", siti, []),
    ]:
        until(moment)
        await one.receives(text)
        assert not [each for each in others if each.holding(text)]


@in_november
async def test_too_late_to_be_true_it_is_not_sent_any_more(hr, siti, until):
    await decides(hr, await hr.receives(QUIET), "Setujui")
    until("11-26 08:00")
    told = await hr.receives("Siaran nomor 1 selesai.")
    assert "Kedaluwarsa sebelum terkirim 3" in told.text
    assert not siti.holding("Masa tenang sudah mulai")


@pytest.fixture
def one_a_day(settings, calendar) -> None:
    """One reminder a day, and two reminders that fall on the same day."""
    settings["daily_cap"] = 1
    calendar({"pilkada-2024-kampanye": date(2024, 9, 23)})


@in_september
async def test_more_than_the_daily_cap_is_left_out_and_counted(one_a_day, hr, siti, until):
    family, office = await hr.receives(FAMILY), await hr.receives(OFFICE)
    await decides(hr, family, "Setujui")
    hr.shows("Dijadwalkan 22 September 2024, 08.00 WIB · 3 penerima")
    await decides(hr, office, "Setujui")
    hr.shows("Tidak ikut: sudah cukup hari itu 3 · belum bergabung 1")
    until("09-22 08:00")
    await siti.receives("Bila pasangan atau keluarga")
    assert not siti.holding("Kendaraan, gedung")


@pytest.fixture
def two(settings) -> None:
    """An office in which a second person has to agree."""
    settings["second_person"] = True


@in_november
async def test_a_second_person_agrees_to_a_reminder(two, hr, second, siti, until):
    await decides(hr, await hr.receives(QUIET), "Setujui")
    hr.shows("berlaku setelah disetujui")
    assert second.holding("Masa tenang sudah mulai")
    await second.taps("Setuju")
    second.shows("Dijadwalkan 24 November 2024, 08.00 WIB · 3 penerima")
    until("11-24 08:00")
    await siti.receives("Masa tenang sudah mulai")


@in_november
async def test_moved_before_the_second_person_agreed_it_is_asked_about_again(
    two, app, hr, second, siti, until, calendar, records
):
    await decides(hr, await hr.receives(QUIET), "Setujui")
    calendar({"pilkada-2024-masa-tenang": date(2024, 11, 25)})
    await app.restart()
    await hr.receives("25 November 2024, 08.00 di zona masing-masing")
    await second.taps("Setuju")
    assert second.notices == ["Usul ini sudah diputus atau sudah tidak ada."]
    assert await records.rows("SELECT id FROM delivery") == []


@in_september
async def test_an_edited_text_too_long_is_refused_and_another_taken(hr):
    await decides(hr, await hr.receives(FAMILY), "Ubah teks")
    await hr.sends("<&>" * 1300)
    hr.shows("Teks itu terlalu panjang untuk satu pesan.")
    await hr.sends("Lebih singkat")
    hr.shows(FAMILY, "Lebih singkat")

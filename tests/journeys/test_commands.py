"""Each command, in the order of the menu."""

import re
from datetime import UTC, datetime

import pytest

from bot.people.authority import EVERYBODY
from bot.simulator.state import Box
from bot.tg.core.commands import COMMANDS
from tests.support.scripts import verdict


def number(answered) -> str:
    """The number under an answer."""
    return re.search(r"J-\w+", answered.text)[0]


async def test_start_says_what_it_does_in_three_lines_and_privacy_in_two(chat):
    await chat.starts()
    first, privacy = chat.last.text.split("\n\n")
    assert len(first.splitlines()) == 3
    assert len(privacy.splitlines()) == 2
    assert "tanpa nama" in privacy


async def test_start_ignores_what_a_link_carries(chat):
    await chat.starts("abc_123")
    chat.shows("Selamat datang.")


async def test_topics_lead_to_rules_and_to_an_answer(chat):
    await chat.sends("/topik")
    topics = await chat.taps("Media sosial")
    chat.shows("Media sosial. Yang mana?")
    assert "Berikutnya ›" in topics.buttons
    page = await chat.taps("Berikutnya ›")
    assert page.id == topics.id
    assert "‹ Sebelumnya" in page.buttons
    await chat.taps("‹ Sebelumnya")
    await chat.taps(chat.last.buttons[0])
    chat.shows("Nomor jawaban")


async def test_sources_name_what_is_in_force_and_what_replaced_the_rest(chat):
    await chat.sends("/sumber")
    chat.shows("UU 20/2023", "UU 5/2014: berlaku sampai 30 Oktober 2023, lalu diganti UU 20/2023")


@pytest.mark.parametrize("name", ["PP 94/2021", "pp 94", "pp-94-2021"])
async def test_one_source_is_described_by_any_of_its_names(chat, name):
    await chat.sends(f"/sumber {name}")
    chat.shows("PP 94/2021: Peraturan Pemerintah tentang Disiplin", "Berlaku sejak 31 Agustus 2021.")


async def test_an_unknown_source_says_so(chat):
    await chat.sends("/sumber UU 99/1999")
    chat.shows("tidak ada dalam daftar saya")


async def test_the_calendar_outside_elections_says_so_and_what_is_not_dated(chat):
    await chat.sends("/jadwal")
    chat.shows(
        "Hari ini 22 November 2026",
        "Tidak ada tahapan",
        "Belum ada tanggalnya",
        "Putusan MK 135/PUU-XXII/2024",
    )


@pytest.mark.parametrize("moment", [datetime(2024, 10, 15, 2, tzinfo=UTC)])
async def test_the_calendar_in_the_campaign_names_stage_dates_and_source(chat):
    await chat.sends("/jadwal")
    chat.shows("25 September 2024 sampai 23 November 2024", "Berikutnya", "27 November 2024", "PKPU 2/2024")


async def test_reporting_lists_the_channels_and_not_kasn(chat):
    await chat.sends("/lapor")
    channels = chat.replies[0].text
    assert "Bawaslu" in channels
    assert "lapor.go.id" in channels
    assert "KASN" not in channels


async def test_an_earlier_answer_is_shown_again_under_its_number(chat):
    answered = await chat.sends("boleh like postingan caleg?")
    await chat.sends(f"/jawaban {number(answered).lower()}")
    chat.shows(
        f"Jawaban {number(answered)}, diberikan 22 November 2026, 09.00 WIB.",
        "Sampai hari ini jawabannya tetap sama.",
        "⛔ Tidak boleh.",
    )


async def test_an_earlier_answer_whose_rule_was_suspended_warns(chat, owner):
    answered = await chat.sends("boleh like postingan caleg?")
    await owner.sends("/tangguhkan medsos-menyukai kutipan keliru")
    await chat.sends(f"/jawaban {number(answered)}")
    chat.shows("sedang ditinjau biro hukum")


async def test_an_earlier_answer_that_has_changed_offers_todays(chat, script):
    script.says(verdict(), verdict("depends", body="Tergantung isinya."))
    answered = await chat.sends("boleh like postingan caleg?")
    await chat.sends(f"/jawaban {number(answered)}")
    chat.shows("Sejak itu jawabannya berubah. Sekarang: ⚖️ Tergantung isinya.", buttons=["Jawaban sekarang"])
    await chat.taps("Jawaban sekarang")
    chat.shows("⚖️ Tergantung")


@pytest.mark.parametrize("typed", ["/jawaban J-0000", "/jawaban ';--", "/jawaban <b>"])
async def test_an_unknown_number_says_so(chat, typed):
    await chat.sends(typed)
    chat.shows("Jawaban dengan nomor itu tidak ada.")


async def test_jawaban_alone_explains_itself(chat):
    await chat.sends("/jawaban")
    chat.shows("misalnya: /jawaban")


async def test_the_language_changes_the_bots_words_and_not_the_laws(chat):
    await chat.sends("/bahasa")
    await chat.taps("English")
    chat.shows("Legal answers stay in Indonesian.")
    await chat.sends("boleh like postingan caleg?")
    chat.shows(
        "In short: not allowed.",
        "⛔ Tidak boleh.",
        buttons=["Full basis", "Correct a fact", "Helpful", "Not helpful"],
    )


async def test_a_chosen_language_survives_a_restart(chat, app):
    await chat.sends("/bahasa")
    await chat.taps("English")
    await app.restart()
    await chat.sends("/bantuan")
    chat.shows("Asking:")


async def test_help_names_every_command_a_person_has(chat):
    text = (await chat.sends("/bantuan")).text
    everybodys = [
        one.name for one in COMMANDS if one.roles is EVERYBODY and one.name not in ("start", "bantuan")
    ]
    assert [name for name in everybodys if f"/{name}" not in text] == []
    assert "/tangguhkan" not in text


async def test_an_unknown_command_is_answered_kindly(chat):
    await chat.sends("/sulap")
    chat.shows("Perintah itu tidak saya kenal.")


async def test_the_menu_offers_each_their_own_commands(chat, owner, app):
    await chat.starts()
    await owner.starts()
    (group, *_) = app.group("Dinas", chat)
    assert chat.person.menu == [one.name for one in COMMANDS if one.roles is EVERYBODY]
    assert owner.person.menu == [one.name for one in COMMANDS]
    assert group.person.menu == [one.name for one in COMMANDS if one.in_groups]


async def test_menus_exist_in_both_languages(app):
    box: Box = app.box
    assert {code for _, code in box.commands} == {"", "id", "en"}

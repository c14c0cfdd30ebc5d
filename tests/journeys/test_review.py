"""The legal officer takes a rule out of service in chat, and reads what was not answered."""

import pytest

from tests.support.scripts import answer

RULE = "medsos-menyukai"


async def test_a_suspended_rule_answers_that_it_is_under_review_at_once(chat, owner):
    await owner.sends(f"/tangguhkan {RULE} kutipan keliru")
    owner.shows("Ditangguhkan: Menyukai unggahan calon", buttons=["Cabut tangguhan"])
    await chat.sends("boleh like postingan caleg?")
    chat.shows("sedang ditinjau biro hukum", "Yang aman:")
    assert "Nomor jawaban" not in chat.last.text


async def test_a_suspension_survives_a_restart(chat, owner, app):
    await owner.sends(f"/tangguhkan {RULE} kutipan keliru")
    await app.restart()
    await chat.sends("boleh like postingan caleg?")
    chat.shows("sedang ditinjau biro hukum")


async def test_lifting_it_by_button_brings_the_answer_back(chat, owner):
    await owner.sends(f"/tangguhkan {RULE} kutipan keliru")
    await owner.taps("Cabut tangguhan")
    await chat.sends("boleh like postingan caleg?")
    chat.shows("⛔ Tidak boleh.")


async def test_lifting_it_by_command_brings_the_answer_back(chat, owner):
    await owner.sends(f"/tangguhkan {RULE} kutipan keliru")
    await owner.sends(f"/cabut_tangguhan {RULE}")
    owner.shows("dijawab lagi")
    await chat.sends("boleh like postingan caleg?")
    chat.shows("⛔ Tidak boleh.")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("/tangguhkan", "Tidak ada aturan yang ditangguhkan."),
        (f"/tangguhkan {RULE}", "Tulis juga alasannya"),
        ("/tangguhkan medsos-menyuka salah", f"Mungkin: {RULE}"),
        ("/tangguhkan zzzzzz salah", "Tidak ada aturan bernama itu."),
        (f"/cabut_tangguhan {RULE}", "tidak sedang ditangguhkan"),
    ],
)
async def test_what_is_missing_is_said(owner, typed, told):
    await owner.sends(typed)
    owner.shows(told)


async def test_suspending_twice_says_so(owner):
    await owner.sends(f"/tangguhkan {RULE} satu")
    await owner.sends(f"/tangguhkan {RULE} dua")
    owner.shows("memang sedang ditangguhkan")


async def test_suspensions_are_listed_with_reason_and_button(owner):
    await owner.sends(f"/tangguhkan {RULE} kutipan **keliru**")
    await owner.sends("/tangguhkan")
    owner.shows(RULE, "kutipan **keliru**", buttons=[f"Cabut tangguhan: {RULE}"])


@pytest.mark.parametrize(
    "command", ["/tangguhkan medsos-menyukai iseng", "/cabut_tangguhan x", "/tak_terjawab"]
)
async def test_others_are_told_whose_commands_these_are(chat, command):
    await chat.sends(command)
    chat.shows("Ini untuk petugas hukum.", f"ID Telegram {chat.person.user.id}")


async def test_nobody_else_can_press_an_owners_button(chat, owner, app):
    shown = await owner.sends(f"/tangguhkan {RULE} kutipan keliru")
    forged = shown.rows[0][0].data.replace(":p0:", ":rs:")
    await chat.starts()
    chat.person.presses(chat.person.chat.messages[chat.last.id], forged)
    await chat.settles()
    assert chat.notices
    await chat.sends("boleh like postingan caleg?")
    chat.shows("sedang ditinjau biro hukum")


async def test_unanswered_questions_are_read_redacted(chat, owner, script):
    script.says(answer("handover", "handover"))
    await chat.sends("boleh titip **amplop** ke @budi_88? hubungi 081234567890")
    await owner.sends("/tak_terjawab")
    owner.shows("boleh titip **amplop** ke [akun]? hubungi [nomor]", "tidak ada aturan yang cocok")


async def test_no_unanswered_questions_says_so(owner):
    await owner.sends("/tak_terjawab")
    owner.shows("Belum ada pertanyaan yang tidak terjawab.")

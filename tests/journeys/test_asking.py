"""An employee asks, is asked back, corrects, and is answered."""

import pytest

from tests.support.scripts import ESCORTING, LIKING, answer, choose, clarify, verdict

AFTER = ["Dasar lengkap", "Ubah fakta", "Membantu", "Tidak"]


async def test_a_prohibited_act_is_answered_with_basis_and_release(chat, knowledge):
    await chat.sends("gpp kan klo cuma nge like postingan caleg?")
    chat.shows(
        "⛔ Tidak boleh.",
        "Yang saya pahami: menyukai",
        "Yang aman:",
        "Risiko:",
        "Dasar: SKB 22 September 2022 Lampiran II",
        f"Per 22 November 2026 · Basis aturan {knowledge.book.release.name} · belum disahkan biro hukum",
        "Nomor jawaban: J-",
        buttons=AFTER,
    )


async def test_the_verdict_comes_before_what_was_understood_and_the_release_last(chat):
    text = (await chat.sends("boleh like postingan caleg?")).text
    order = ["⛔", "Yang saya pahami", "Yang aman", "Risiko", "Dasar", "Basis aturan", "Nomor jawaban"]
    places = [text.index(word) for word in order]
    assert places == sorted(places)


async def test_only_what_changes_the_verdict_is_asked(chat):
    await chat.sends("saya boleh dampingi suami kampanye?")
    chat.shows(
        "Satu hal menentukan jawabannya",
        buttons=["Ya, CLTN", "Tidak, atau hanya cuti biasa", "Tidak tahu"],
    )


async def test_the_tap_turns_the_very_question_into_the_verdict(chat):
    asked = await chat.sends("saya boleh dampingi suami kampanye?")
    decided = await chat.taps("Tidak, atau hanya cuti biasa")
    assert (decided.id, decided.edited) == (asked.id, True)
    chat.shows("⛔ Tidak boleh")


async def test_not_knowing_shows_both_ways_and_the_safe_course(chat):
    await chat.sends("saya boleh dampingi suami kampanye?")
    await chat.taps("Tidak tahu")
    chat.shows("⚖️ Tergantung", "Kalau ya, CLTN:", "Kalau tidak, atau hanya cuti biasa:", "Yang aman:")


async def test_an_option_may_be_typed_instead_of_tapped(chat):
    await chat.sends("saya boleh dampingi suami kampanye?")
    await chat.sends("Tidak tahu")
    chat.shows("⚖️ Tergantung")


async def test_at_most_two_questions_are_asked(chat, script):
    script.says(clarify("cltn"), clarify("simbol"), clarify("waktu"), verdict("depends", body="Tergantung."))
    await chat.sends("boleh?")
    await chat.taps("Ya, benar")
    chat.shows("Bagaimana simbol?")
    await chat.taps("Ya, benar")
    chat.shows("⚖️ Tergantung")


async def test_a_tap_on_a_question_that_was_left_is_refused_kindly(chat):
    old = await chat.sends("saya boleh dampingi suami kampanye?")
    await chat.sends("boleh like postingan caleg?")
    chat.person.taps(old.rows[0][0])
    await chat.settles()
    chat.is_silent()
    assert chat.notices == ["Tombol ini sudah tidak berlaku. Silakan tulis lagi pertanyaannya."]


async def test_tapping_twice_decides_once_and_does_not_complain(chat):
    await chat.sends("saya boleh dampingi suami kampanye?")
    await chat.taps_again("Ya, CLTN")
    assert len(chat.replies) == 1
    assert chat.notices == []


async def test_a_fact_is_corrected_in_the_same_message(chat):
    first = await chat.sends("boleh like postingan caleg?")
    await chat.taps("Ubah fakta")
    chat.shows("Fakta mana yang keliru?", buttons=["Objek: calon atau paslon", "Kembali"])
    await chat.taps("Objek: calon atau paslon")
    chat.shows("Ini menyangkut siapa atau apa?")
    await chat.taps("Program pemerintah")
    chat.shows("⚖️ Tergantung", "program pemerintah")
    assert chat.last.id == first.id


async def test_turning_back_leaves_the_answer_as_it_was(chat):
    first = await chat.sends("boleh like postingan caleg?")
    await chat.taps("Ubah fakta")
    back = await chat.taps("Kembali")
    assert (back.text, back.buttons) == (first.text, first.buttons)


async def test_the_full_basis_gives_the_contents_practice_with_year_and_the_rule(chat):
    await chat.sends("boleh like postingan caleg?")
    await chat.taps("Dasar lengkap")
    chat.shows("PP 94/2021 Pasal 5", "Contoh dari praktik:", "(2018)", f"Aturan {LIKING}")
    assert "sumber" in chat.last.marked("text_link")


async def test_an_opinion_is_noted_once(chat):
    await chat.sends("boleh like postingan caleg?")
    await chat.taps_again("Membantu")
    assert chat.notices == ["Terima kasih, tercatat.", "Penilaian untuk jawaban ini sudah tercatat."]
    assert chat.last.buttons == ["Dasar lengkap", "Ubah fakta"]


async def test_two_questions_get_two_numbered_answers(chat, script):
    second = verdict("depends", title="Difoto orang lain", body="Tergantung pada posenya.")
    script.says(verdict(parts=(verdict(), second)))
    await chat.sends("klo like boleh? trus kalo difoto orang gmn")
    chat.shows("1. Menyukai unggahan calon", "⛔ Tidak boleh.", "2. Difoto orang lain", "⚖️ Tergantung")


async def test_the_open_half_of_two_questions_is_asked_below_the_answered_one(chat, script):
    script.says(verdict(parts=(verdict(), clarify("cltn"))), verdict("allowed", body="Boleh."))
    asked = await chat.sends("klo like boleh? trus dampingi suami?")
    chat.shows("⛔ Tidak boleh.", "Bagaimana cltn?")
    decided = await chat.taps("Ya, benar")
    chat.shows("⛔ Tidak boleh.", "✅ Boleh")
    assert decided.id == asked.id


async def test_candidates_are_offered_and_the_choice_edits_the_message(chat, script):
    script.says(choose((LIKING, "Menyukai unggahan"), (ESCORTING, "Mendampingi")), verdict())
    offered = await chat.sends("boleh itu kan yg kemarin")
    chat.shows("Yang Anda maksud", buttons=["Menyukai unggahan", "Mendampingi", "Bukan itu"])
    chosen = await chat.taps("Menyukai unggahan")
    chat.shows("⛔ Tidak boleh.")
    assert chosen.id == offered.id


async def test_none_of_the_candidates_leads_to_people_who_can_help(chat, script):
    script.says(choose((LIKING, "Menyukai unggahan"), (ESCORTING, "Mendampingi")))
    await chat.sends("boleh itu kan yg kemarin")
    await chat.taps("Bukan itu")
    chat.shows("tanyakan kepada bagian kepegawaian", buttons=["Pilih topik", "Cara melapor"])


async def test_what_no_rule_covers_is_handed_over_and_never_permitted(chat, script):
    script.says(answer("handover", "handover"))
    await chat.sends("boleh ikut undian caleg?")
    chat.shows("belum punya jawaban yang cukup kuat")
    assert "✅" not in chat.last.text


@pytest.mark.parametrize("text", ["pilih siapa ya enaknya", "resep rendang dong", "gaji pppk berapa"])
async def test_what_is_not_its_business_is_declined_without_a_verdict(chat, text):
    await chat.sends(text)
    assert not any(sign in chat.last.text for sign in ("⛔", "✅", "⚖️", "☑️", "📌"))
    assert "Nomor jawaban" not in chat.last.text


async def test_tanya_answers_what_follows_it(chat):
    await chat.sends("/tanya boleh like postingan caleg?")
    chat.shows("⛔ Tidak boleh.")


async def test_tanya_alone_explains_itself(chat):
    await chat.sends("/tanya")
    chat.shows("misalnya: /tanya")


async def test_a_forwarded_text_is_answered_like_any_other(chat, app):
    other = app.person("Budi")
    written = await other.sends("boleh like postingan caleg?")
    await chat.forwards(written, other)
    assert chat.replies

"""The order and wording of an answer, before it is chat or terminal."""

import pytest

from bot.ask.basis import full_basis
from bot.ask.plain import plain
from bot.ask.sections import headline, sections
from bot.config import LOCALES
from bot.rulebook.cite import Citation
from bot.rulebook.model import Practice
from bot.text.markup import bare
from bot.wording import Wording
from tests.support.scripts import answer, choose, clarify, verdict

ID, EN = Wording(LOCALES, "id"), Wording(LOCALES, "en")


def names(shown):
    return [section.name for section in shown]


def test_a_verdict_comes_in_the_order_that_people_read_it():
    full = verdict(
        "allowed_with_conditions",
        conditions=("di luar jam kerja",),
        risk="dapat dikenai sanksi moral.",
        risk_for="pns",
    )
    assert names(sections(full, "J-7F3A", ID)) == [
        "verdict",
        "understood",
        "why",
        "conditions",
        "conditions",
        "safe",
        "risk",
        "basis",
        "release",
        "number",
    ]


@pytest.mark.parametrize(
    ("outcome", "sign"),
    [
        ("prohibited", "⛔"),
        ("allowed", "✅"),
        ("depends", "⚖️"),
        ("allowed_with_conditions", "☑️"),
        ("required", "📌"),
    ],
)
def test_each_verdict_has_its_own_sign_and_only_one(outcome, sign):
    text = plain(verdict(outcome, body="Isi."), ID)
    assert text.startswith(sign)
    assert sum(text.count(one) for one in ("⛔", "✅", "⚖️", "☑️", "📌")) == 1


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("**Tidak boleh.** Ini dukungan. Sebab lain.", "⛔ **Tidak boleh.** Ini dukungan."),
        ("Menyukai itu dukungan. Sebab lain.", "⛔ **Tidak boleh.** Menyukai itu dukungan."),
        ("Tidak boleh menyukai. Sebab lain.", "⛔ **Tidak boleh** menyukai."),
        (
            "**Tidak boleh bila ada gestur, nomor, atau atribut calon,** walau dengan istri. Sebab lain.",
            "⛔ **Tidak boleh bila ada gestur, nomor, atau atribut calon,** walau dengan istri.",
        ),
        ("", "⛔ **Tidak boleh.**"),
    ],
)
def test_the_first_line_is_the_verdict_and_one_sentence(body, line):
    assert headline(verdict(body=body)) == line


def test_the_rest_of_the_body_is_not_lost():
    assert "Semua orang dapat membacanya." in plain(verdict(), ID)


def test_the_risk_names_the_status_only_where_it_is_known():
    assert "Risiko (PPPK): x" in plain(verdict(risk="x", risk_for="pppk"), ID)
    assert "Risiko: x" in plain(verdict(risk="x"), ID)


def test_the_release_says_that_nobody_has_approved_it():
    assert "Per 22 November 2026 · Basis aturan 2026.11 · belum disahkan biro hukum" in plain(verdict(), ID)


def test_a_verdict_without_a_citation_says_so():
    assert "Dasar: belum kami temukan ketentuan khusus" in plain(verdict(basis=()), ID)


def test_many_citations_are_shortened_and_kept_for_the_full_basis():
    many = tuple(Citation(f"UU {n}", "Pasal 1", None, True) for n in range(6))
    assert "UU 3 Pasal 1 · dan 2 lagi" in plain(verdict(basis=many), ID)
    assert "UU 5 Pasal 1" in "".join(bare(section.spans) for section in full_basis(verdict(basis=many), ID))


def test_the_full_basis_says_of_what_was_not_read_as_published_how_it_was_read():
    read = (
        Citation("PP 94/2021", "Pasal 5", None, True),
        Citation("SKB 2022", None, None, False, form="berita"),
    )
    shown = [bare(section.spans) for section in full_basis(verdict(basis=read), ID)]
    assert shown.count("Dibaca dari berita, bukan naskah resminya.") == 1
    assert shown.index("• SKB 2022 (tafsir)") + 1 == shown.index("Dibaca dari berita, bukan naskah resminya.")


def test_what_replaced_a_law_is_named_beside_it():
    old = Citation("UU 20/2023", "Pasal 24", "dulu UU 5/2014", True)
    assert "UU 20/2023 Pasal 24 (dulu UU 5/2014)" in plain(verdict(basis=(old,)), ID)


def test_the_full_basis_gives_content_year_and_rule():
    full = verdict(practice=(Practice("Dua orang diperiksa", 2018, "https://contoh.id/a"),))
    text = "\n".join(bare(section.spans) for section in full_basis(full, ID))
    assert "PP 94/2021 Pasal 5 huruf n angka 5 (tersurat)" in text
    assert "isi pasal" in text
    assert "Dua orang diperiksa (2018)" in text
    assert "Aturan medsos-menyukai, berlaku sejak 22 September 2022" in text


def test_two_questions_get_two_numbered_answers_and_one_release():
    both = verdict(parts=(verdict(), verdict("depends", title="Difoto", body="Tergantung.")))
    text = plain(both, ID)
    assert "1. Menyukai unggahan calon" in text
    assert "2. Difoto" in text
    assert text.count("Basis aturan") == 1


def test_a_question_back_shows_what_was_understood_and_no_release():
    shown = sections(clarify(understood=("mendampingi",)), None, ID)
    assert names(shown) == ["understood", "question"]


def test_in_the_terminal_options_and_candidates_stand_below():
    assert plain(clarify("cltn"), ID).endswith("  - ya, benar\n  - tidak, benar")
    assert plain(choose(("suka", "Menyukai unggahan")), ID).endswith("  - Menyukai unggahan")


def test_in_english_the_verdict_is_summed_up_and_the_law_stays_indonesian():
    text = plain(verdict(), EN)
    assert "In short: not allowed." in text
    assert "⛔ Tidak boleh." in text


@pytest.mark.parametrize("kind", ["declined", "handover", "suspended", "not_in_force", "choose"])
def test_no_kind_of_answer_is_empty_or_reads_as_permission(kind):
    text = plain(answer(kind, "handover", title="Menyukai unggahan"), ID)
    assert len(text) > 20
    assert "✅" not in text

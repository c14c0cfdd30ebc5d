"""Joining codes: easy to type, never a word, no two alike."""

import pytest

from bot.people import keyring
from bot.people.joining import codes
from bot.text.links import Start, deep_link

# Words of eight letters as this very subject brings them, the commonest first.
WORDS = str.split(
    """
kampanye dilarang dukungan pasangan keluarga kegiatan tersurat disiplin gubernur mencakup bolehkah
sekarang petahana definisi tertulis tetangga larangan kandidat instansi komentar termasuk perilaku
diunggah golongan undangan hubungan langsung lapangan diundang tanyakan mengajak pilkades panggung
menyebut campaign unggahan presiden pimpinan menyukai nasional terpilih memasang tertentu facebook
pengurus mendagri coblosan keliling lampiran tindakan sambutan kalender dampingi sengketa ketahuan
dipinjam dipasang november membantu syukuran perintah menerima fotokopi election acaranya walikota
pengawas diadakan formulir calonnya berhenti menpanrb dianggap telegram mengikat laporkan berpihak
penyuluh ditandai belakang whatsapp setempat regional pendapat dipotong dihitung terlihat operator
olahraga sekantor menyuruh menyasar mengirim bertanya penerima dilantik kerabat catatan camatnya
pejabatnya tahapnya cpnsnya kecamatan rapatnya
    """
)
ASKED = str.split(
    """
pasal 4 pp 94/2021|pose 2 jari|27/11/24|27-11-24|2024-11-27|08123456|jam 7 pagi|tgl 27 nov|covid 19|pppk 2024
bulan 10|calon 02|nomor 01|no 1 atau 2|tahap 2|dapil 3|rt 3 rw 4|se 18/23|uu 20/23|skb 2/22|golongan 3b|iii/d
    """.strip().replace("\n", "|"),
    "|",
)


@pytest.mark.parametrize(
    "typed",
    ["7F3A29KQ", "7f3a29kq", "7F3A-29KQ", "7f3a 29kq", "7F3A–29KQ", "  7F3A-29KQ\n"],
)
def test_a_code_is_understood_however_it_is_typed(typed):
    assert codes.tidy(typed) == "7F3A29KQ"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "7F3A29K",
        "7F3A29KQ2",
        "7F3-A29KQ",
        "7F3A--29KQ",
        "7F3A_29KQ",
        "kode 7F3A29KQ",
        "７F3A29KQ",
        "ABCD-EFG2",
        "2BCDEFGH",
    ],
)
def test_something_else_is_no_code(typed):
    assert codes.tidy(typed) is None


@pytest.mark.parametrize("sign", "01ILOSU5")
def test_signs_that_people_mix_up_are_in_no_code(sign):
    assert codes.tidy(f"7F3A29K{sign}") is None


def test_no_word_is_taken_for_a_code():
    taken = [f"{word[:4]}{gap}{word[4:]}" for word in WORDS for gap in ("", " ", "-")]
    assert [word for word in taken if codes.tidy(word)] == []


def test_no_word_with_a_number_behind_it_is_taken_for_a_code():
    taken = [f"{word[:n]}{gap}{number}" for word in WORDS for n in (6, 7, 8) for gap in (" ", "-")
             for number in ("1", "2", "02", "24")]  # fmt: skip
    assert [word for word in taken if codes.tidy(word)] == []


@pytest.mark.parametrize("asked", ASKED)
def test_no_question_with_a_number_in_it_is_taken_for_a_code(asked):
    assert codes.tidy(asked) is None


@pytest.mark.parametrize("plural", ["pejabat2", "jabatan2", "catatan2", "harapan2", "Jawaban2"])
def test_a_plural_written_with_a_two_is_not_taken_for_a_code(plural):
    assert codes.tidy(plural) is None


def test_every_new_code_is_understood_as_it_is_shown():
    made = [codes.new() for _ in range(500)]
    assert [codes.tidy(codes.shown(code)) for code in made] == made


def test_every_new_code_has_two_digits():
    assert all(sum(sign.isdigit() for sign in codes.new()) >= 2 for _ in range(500))


def test_no_two_codes_are_alike():
    assert len({codes.new() for _ in range(2000)}) == 2000


def test_a_code_is_shown_in_two_halves():
    assert codes.shown("7F3A29KQ") == "7F3A-29KQ"


def test_the_link_of_a_slip_opens_the_bot_with_the_code():
    assert deep_link("palu_bot", Start.JOIN, "7F3A29KQ") == "https://t.me/palu_bot?start=g_7F3A29KQ"


def test_what_is_kept_of_a_code_does_not_hold_it():
    assert "7F3A29KQ" not in codes.digest(keyring.fresh(), "7F3A29KQ").upper()


def test_another_installation_keeps_another_digest():
    assert codes.digest(keyring.fresh(), "7F3A29KQ") != codes.digest(keyring.fresh(), "7F3A29KQ")

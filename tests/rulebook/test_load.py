"""Loading tells everything that is wrong, where, and how to mend it; and what is sound comes out whole."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

from bot.rulebook.model import Kind, Outcome
from bot.rulebook.reading.load import KnowledgeError, load
from tests.support.knowledge import Base, branch, instrument, liking, provision, write


def told(base: Base, tmp_path: Path, *overlays: Path) -> str:
    with pytest.raises(KnowledgeError) as error:
        base.load(tmp_path, *overlays)
    return str(error.value)


def test_a_sound_folder_becomes_a_rule_book(tmp_path):
    book = Base().load(tmp_path)
    suka = book.rules["suka"]
    assert (suka.kind, suka.versions[0].branches[0].outcome) == (Kind.VERDICT, Outcome.PROHIBITED)
    assert suka.versions[0].period.since == date(2022, 1, 1)
    assert book.facts["simbol"].order == ("tidak", "ya")
    assert book.release.approved_by == "Kabag"


def test_a_rule_book_can_be_cached(tmp_path):
    book = Base().load(tmp_path)
    assert pickle.loads(pickle.dumps(book)) == book


def test_a_rule_knows_the_lines_of_its_phrasings_and_branches(tmp_path):
    book = Base().load(tmp_path)
    suka = book.rules["suka"]
    text = (tmp_path / "pengetahuan/aturan/umum/suka.yaml").read_text().splitlines()
    assert "suka 3" in text[suka.phrasing_lines[3] - 1]
    assert "jika" in text[suka.versions[0].branches[0].line - 1]
    assert suka.path == "pengetahuan/aturan/umum/suka.yaml"


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(KnowledgeError, match="folder pengetahuan tidak ada"):
        load(tmp_path / "tidak-ada")


def test_every_missing_part_is_told(tmp_path):
    write(tmp_path / "kb" / "kosakata.yaml", Base().facts)
    with pytest.raises(KnowledgeError) as error:
        load(tmp_path / "kb")
    missing = [problem.path for problem in error.value.problems]
    assert missing == [
        f"kb/{part}" for part in ("aturan", "ikrar", "rilis.yaml", "sanksi.yaml", "sumber", "tahapan")
    ]


def test_a_misspelt_folder_is_not_passed_over(tmp_path):
    home = Base().write(tmp_path)
    (home / "atruan").mkdir()
    with pytest.raises(KnowledgeError, match="atruan:1: berkas atau folder ini tidak dikenal"):
        load(home)


def test_a_file_with_another_ending_is_not_passed_over(tmp_path):
    home = Base().write(tmp_path)
    (home / "aturan/umum/suka.yaml").rename(home / "aturan/umum/suka.yml")
    with pytest.raises(KnowledgeError, match="nama berkas harus berakhiran"):
        load(home)


def test_everything_wrong_is_told_at_once(tmp_path):
    base = Base()
    base.rule("suka")["judull"] = "x"
    base.rule("suka")["status"] = "aktif"
    base.rule("hadir")["versi"][0]["sanksi"] = "berat"
    base.instruments[0]["berlaku"]["sejak"] = "2021-02-30"
    lines = told(base, tmp_path).splitlines()
    assert [line.split(": ", 1)[1] for line in lines] == [
        "sanksi 'berat' tidak ada",
        "'status': harus salah satu dari: 'berlaku', 'draf', 'ditangguhkan'",
        "kunci 'judull' tidak dikenal; mungkin maksudnya: judul",
        "'sejak': tanggal 2021-02-30 tidak ada dalam kalender",
    ]


def test_references_into_a_broken_file_are_not_told_besides(tmp_path):
    base = Base()
    base.instruments[0]["jenis"] = "perda"
    assert told(base, tmp_path).count("\n") == 0


WRONG = {
    "a missing key": (lambda b: b.rule("suka").pop("judul"), "kunci 'judul' wajib ada"),
    "an unknown fact": (
        lambda b: b.rule("suka")["tentang"]["perlu"].update(perbuatn=["suka"]),
        "fakta 'perbuatn' tidak ada dalam kosakata.yaml; mungkin maksudnya: perbuatan",
    ),
    "an unknown option": (
        lambda b: b.table("suka")[0]["jika"].update(objek=["calom"]),
        "pilihan 'calom' tidak ada pada fakta 'objek'; mungkin maksudnya: calon",
    ),
    "an unknown assumption": (
        lambda b: b.rule("suka")["versi"][0].update(andaian={"objek": "caleg"}),
        "pilihan 'caleg' tidak ada",
    ),
    "an unknown fact in a test": (
        lambda b: b.rule("suka")["uji"][0].update(fakta={"warna": "merah"}),
        "fakta 'warna' tidak ada",
    ),
    "an unknown provision": (
        lambda b: b.table("suka")[0].update(dasar=[{"ketentuan": "larangan-duku", "sifat": "tafsir"}]),
        "ketentuan 'larangan-duku' tidak ada; mungkin maksudnya: larangan-dukung",
    ),
    "an unknown instrument": (
        lambda b: b.table("suka")[0].update(dasar=[{"sumber": "pp-2", "sifat": "tafsir"}]),
        "sumber 'pp-2' tidak ada",
    ),
    "a basis of two kinds": (
        lambda b: b.table("suka")[0].update(dasar=[{"ketentuan": "larangan-dukung", "sumber": "pp-1"}]),
        "isi tepat satu dari",
    ),
    "a basis without its nature": (
        lambda b: b.table("suka")[0].update(dasar=[{"ketentuan": "larangan-dukung"}]),
        "kunci 'sifat' wajib ada",
    ),
    "a statement without its source": (
        lambda b: b.table("suka")[0].update(dasar=[{"pernyataan": "Bawaslu", "tentang": "x"}]),
        "wajib disertai 'tentang' dan 'tautan'",
    ),
    "an unknown rule": (
        lambda b: b.rule("suka").update(bukan_ini=[{"tanya": "x", "ke": "sukar"}]),
        "aturan 'sukar' tidak ada; mungkin maksudnya: suka",
    ),
    "a rule as its own neighbour": (
        lambda b: b.rule("suka").update(bukan_ini=[{"tanya": "x", "ke": "suka"}]),
        "bukan_ini tidak boleh menunjuk aturan ini sendiri",
    ),
    "an unknown coverage": (
        lambda b: b.rule("suka").update(mencakup={"ketentuan": ["x"]}),
        "ketentuan 'x' tidak ada",
    ),
    "a topic other than the folder": (
        lambda b: b.sanctions.update(ringan={"umum": "U", "pnss": "P"}),
        "kunci 'pnss' tidak dikenal; mungkin maksudnya: pns",
    ),
    "a default that is not last": (
        lambda b: b.table("suka").reverse(),
        "cabang selain_itu wajib ada tepat satu, paling akhir",
    ),
    "a branch that is both": (
        lambda b: b.table("suka")[0].update(selain_itu="true"),
        "isi tepat satu dari: jika, selain_itu: true",
    ),
    "conditions not named": (
        lambda b: b.table("hadir")[0].pop("syarat"),
        "boleh_dengan_syarat wajib menyebut 'syarat'",
    ),
    "readings of a verdict that is not in dispute": (
        lambda b: b.table("suka")[0].update(bacaan=["a", "b"], penentu=["c"]),
        "bacaan hanya untuk tergantung",
    ),
    "readings without what decides": (
        lambda b: b.table("suka")[1].update(bacaan=["a", "b"]),
        "putusan dengan 'bacaan' wajib menyebut 'penentu'",
    ),
    "an outcome that is none": (
        lambda b: b.table("suka")[0].update(hasil="haram"),
        "'hasil': 'haram' tidak dikenal; harus salah satu dari: dilarang, wajib",
    ),
    "an expectation that is none": (
        lambda b: b.rule("suka")["uji"][0].update(harap="putusan"),
        "'harap': 'putusan' tidak dikenal",
    ),
    "a verdict rule with a text": (
        lambda b: b.rule("suka")["versi"][0].update(isi="x"),
        "kunci 'isi' bukan untuk aturan berjenis putusan",
    ),
    "information without a text": (
        lambda b: b.rule("lapor")["versi"][0].pop("isi"),
        "kunci 'isi' wajib ada pada versi aturan berjenis pelaporan",
    ),
    "a verdict rule silent about its sanction": (
        lambda b: b.rule("suka")["versi"][0].pop("sanksi"),
        "kunci 'sanksi' wajib ada",
    ),
    "a period that runs backwards": (
        lambda b: b.rule("suka")["versi"][0]["berlaku"].update(sampai="2021-01-01"),
        "masa berlaku terbalik",
    ),
    "an unknown date without its consequence": (
        lambda b: b.instruments[0]["berlaku"].update(sejak="tidak diketahui"),
        "tanggal tidak diketahui: tulis akibatnya dalam 'catatan_berlaku'",
    ),
    "a day that is no date": (
        lambda b: b.rule("suka")["uji"][0].update(pada="kemarin"),
        "'pada': 'kemarin' bukan tanggal; tulis seperti 2024-11-27",
    ),
    "an empty text": (lambda b: b.rule("suka").update(judul=""), "'judul': tidak boleh kosong"),
    "a text for a list": (
        lambda b: b.rule("suka").update(pertanyaan="suka?"),
        "'pertanyaan': harus daftar (baris-baris berawalan '- ')",
    ),
    "a provision at home elsewhere": (
        lambda b: b.instruments.append(instrument("pp-2", provision("lain", "pp-1"))),
        "letak pertama harus dalam sumber ini (pp-2)",
    ),
    "a provision told twice": (
        lambda b: b.instruments.append(instrument("pp-2", provision("larangan-dukung", "pp-2"))),
        "ketentuan 'larangan-dukung' sudah ada di pengetahuan/sumber/pp-1.yaml:",
    ),
    "a provision without a place": (
        lambda b: b.instruments[0]["ketentuan"][0].update(letak=[]),
        "ketentuan tanpa letak hanya boleh dalam sumber berjenis pernyataan",
    ),
    "an unknown successor": (
        lambda b: b.instruments[0].update(diganti_oleh="pp-2"),
        "sumber 'pp-2' tidak ada",
    ),
    "a status that nobody has": (
        lambda b: b.instruments[0].update(mengikat=["pnss"]),
        "pilihan 'pnss' tidak ada pada fakta 'status_pegawai'",
    ),
    "an order over a stranger": (
        lambda b: b.facts["simbol"].update(urutan=["tidak", "mungkin"]),
        "urutan memuat 'mungkin' yang bukan pilihan",
    ),
    "a vocabulary without a fact the engine needs": (
        lambda b: b.facts.pop("tahap"),
        "fakta 'tahap' wajib ada",
    ),
    "a stage of an unknown kind": (
        lambda b: b.contests.append(
            {
                "id": "pemilu-2024",
                "nama": "Pemilu 2024",
                "kontes": "pemilu",
                "tahap": [
                    {
                        "id": "a",
                        "nama": "A",
                        "jenis": "pesta",
                        "mulai": "2024-01-01",
                        "selesai": "2024-01-02",
                        "keyakinan": "tinggi",
                    }
                ],
            }
        ),
        "pilihan 'pesta' tidak ada pada fakta 'tahap'",
    ),
    "a table nobody could review": (
        lambda b: (
            b.facts.update(
                {f"f{n}": {"tanya": "?", "pilihan": {str(m): "x" for m in range(12)}} for n in range(4)}
            )
            or b.table("suka").__setitem__(
                slice(0, 1),
                [branch("dilarang", {f"f{n}": [str(m)] for n in range(4)}) for m in range(12)],
            )
        ),
        "putusan ini terlalu rumit untuk diperiksa orang",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_loading_refuses(case, tmp_path):
    spoil, message = WRONG[case]
    base = Base()
    spoil(base)
    assert message in told(base, tmp_path)


def test_the_id_of_a_rule_is_its_file_name(tmp_path):
    home = Base().write(tmp_path)
    (home / "aturan/umum/suka.yaml").rename(home / "aturan/umum/menyukai.yaml")
    with pytest.raises(KnowledgeError, match="id 'suka' harus sama dengan nama berkas"):
        load(home)


def test_a_wrong_id_is_told_at_its_file_and_not_at_those_that_refer_to_it(tmp_path):
    home = Base().write(tmp_path)
    file = home / "aturan/umum/suka.yaml"
    file.write_text(file.read_text().replace("id: suka", "id: menyukai"))
    with pytest.raises(KnowledgeError) as error:
        load(home)
    assert [problem.path for problem in error.value.problems] == ["pengetahuan/aturan/umum/suka.yaml"]


def test_the_topic_of_a_rule_is_its_folder(tmp_path):
    home = Base().write(tmp_path)
    (home / "aturan/umum").rename(home / "aturan/medsos")
    with pytest.raises(KnowledgeError, match=r"topik 'umum' harus sama dengan nama folder \('medsos'\)"):
        load(home)


def test_two_files_of_one_rule_are_refused(tmp_path):
    base = Base()
    base.rules.append(liking() | {"topik": "lain"})
    assert "aturan 'suka' sudah ada di pengetahuan/aturan/lain/suka.yaml" in told(base, tmp_path)

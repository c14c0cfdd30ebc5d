"""What is printed as law must be sure of itself; every verdict stands on something; nothing is forgotten."""

from __future__ import annotations

import pytest

from tests.support.knowledge import branch, instrument, provision


def has(lines, message):
    return [line for line in lines if message in line] != []


def ground(base, name, **basis):
    """Let the ban of the rule rest on that alone."""
    base.table(name)[0]["dasar"] = [basis]


@pytest.mark.parametrize(
    "place", ["tidak terlihat", "Pasal 9 (tidak terverifikasi)", "Lampiran II baris 4", "Pasal 2 (dicabut)"]
)
def test_a_place_that_nobody_saw_is_refused(examine, base, place):
    base.instruments[0]["ketentuan"][0]["letak"][0]["letak"] = place
    assert has(examine().errors, "letak yang tidak pasti ditulis null")


def test_a_doubtful_provision_is_refused_as_a_ground(examine, base):
    base.instruments[0]["ketentuan"].append(provision("ragu", "pp-1", keyakinan="rendah"))
    ground(base, "suka", ketentuan="ragu", sifat="tafsir")
    assert has(examine().errors, "ketentuan 'ragu' berkeyakinan rendah, jadi tidak boleh menjadi dasar")


def test_a_doubtful_instrument_is_refused_as_a_ground(examine, base):
    base.instruments.append(instrument("kabar", keyakinan="rendah"))
    ground(base, "suka", sumber="kabar", sifat="tafsir")
    assert has(examine().errors, "sumber 'kabar' berkeyakinan rendah")


def test_a_provision_of_nowhere_is_refused_as_a_ground(examine, base):
    base.instruments.append(
        instrument("praktik", provision("kebiasaan", "praktik", letak=[]), jenis="pernyataan")
    )
    ground(base, "suka", ketentuan="kebiasaan", sifat="tafsir")
    assert has(examine().errors, "ketentuan 'kebiasaan' tidak punya letak; pakai dasar pernyataan")


@pytest.fixture
def repealed(base):
    """A law of 2014 with its successor of 2023, and a provision that names both; `suka` rests on it."""
    old = {"sumber": "uu-5", "letak": "Pasal 2", "dicabut": "true"}
    new = {"sumber": "uu-20", "letak": "Pasal 9"}
    base.instruments += [
        instrument("uu-5", berlaku={"sejak": "2014-01-15", "sampai": "2023-10-30"}, diganti_oleh="uu-20"),
        instrument(
            "uu-20",
            provision("asas", "uu-20", letak=[new, old]),
            berlaku={"sejak": "2014-01-15", "sampai": None},
        ),
    ]
    ground(base, "suka", ketentuan="asas", sifat="tersurat")
    return base


def test_the_repealed_beside_its_successor_is_accepted(examine, repealed):
    assert examine().errors == ()


def test_the_repealed_without_its_successor_is_refused(examine, repealed):
    asas = repealed.instruments[2]["ketentuan"][0]
    asas["letak"] = [asas["letak"][1]]
    repealed.instruments[1]["ketentuan"] = [asas]
    repealed.instruments[2]["ketentuan"] = []
    assert has(examine().errors, "menyebut UU-5 yang dicabut tanpa letak penggantinya")


def test_a_place_in_a_repealed_law_must_be_marked(examine, repealed):
    del repealed.instruments[2]["ketentuan"][0]["letak"][1]["dicabut"]
    assert has(examine().errors, "letak dalam UU-5 harus bertanda dicabut: true")


def test_a_place_marked_repealed_needs_a_successor(examine, repealed):
    repealed.instruments[1]["diganti_oleh"] = None
    assert has(examine().errors, "bertanda dicabut, tetapi sumbernya tidak punya diganti_oleh")


def test_a_replaced_instrument_must_have_an_end(examine, repealed):
    repealed.instruments[1]["berlaku"]["sampai"] = None
    assert has(examine().errors, "diganti oleh uu-20, tetapi 'sampai' masih null")


@pytest.mark.parametrize("outcome", ["dilarang", "wajib", "tergantung", "boleh", "boleh_dengan_syarat"])
def test_a_verdict_without_a_ground_is_refused(examine, base, outcome):
    base.table("suka")[0] = branch(outcome, {"objek": ["calon", "partai"]}, dasar=[])
    assert has(examine().errors, f"{outcome} tanpa dasar")


def test_only_the_open_rest_needs_no_ground(examine, base):
    base.table("suka")[1]["dasar"] = []
    assert examine().errors == ()


def test_a_ban_by_default_needs_a_ground(examine, base):
    base.table("suka")[1] = branch("dilarang", dasar=[])
    assert has(examine().errors, "putusan dilarang tanpa dasar")


def test_a_ban_cannot_rest_on_what_was_not_found(examine, base):
    ground(base, "suka", tidak_ditemukan="izin")
    assert has(examine().errors, "putusan dilarang tidak dapat bersandar pada sesuatu yang tidak ditemukan")


def test_what_is_free_may_rest_on_no_ban_found(examine, base):
    free = branch("boleh", {"objek": ["penyelenggara"]}, dasar=[{"tidak_ditemukan": "larangan"}])
    base.table("suka").insert(1, free)
    base.rule("suka")["uji"][1]["harap"] = "boleh"
    assert examine().errors == ()


def test_a_ban_by_a_statement_alone_says_whose_it_is(examine, base):
    ground(base, "suka", pernyataan="Bawaslu", tentang="x", tautan="https://contoh.go.id/a")
    assert has(examine().errors, "jawaban harus menyebut menurut siapa")


def test_a_ban_by_a_statement_that_says_so_is_accepted(examine, base):
    ground(base, "suka", pernyataan="Bawaslu", tentang="x", tautan="https://contoh.go.id/a")
    base.table("suka")[0]["jawaban"] = "Dilarang menurut pernyataan Bawaslu."
    assert examine().errors == ()


@pytest.mark.parametrize("confidence", ["tinggi", "sedang"])
def test_a_sure_provision_that_no_rule_covers_is_refused(examine, base, confidence):
    base.instruments[0]["ketentuan"].append(provision("terlupa", "pp-1", keyakinan=confidence))
    assert has(examine().errors, "ketentuan 'terlupa' tidak dikutip (dasar) atau dicakup")


def test_a_doubtful_provision_that_no_rule_covers_is_warned_of(examine, base):
    base.instruments[0]["ketentuan"].append(provision("terlupa", "pp-1", keyakinan="rendah"))
    report = examine()
    assert has(report.warnings, "ketentuan 'terlupa' tidak dikutip")
    assert report.errors == ()


def test_a_draft_rule_covers_nothing(examine, base):
    for one in base.rules:
        one["status"] = "draf"
    assert has(examine().errors, "ketentuan 'larangan-dukung' tidak dikutip")


def test_a_verdict_that_nothing_carries_for_one_group_is_warned_of(examine, base):
    base.instruments[0]["mengikat"] = ["pns", "cpns", "pppk"]
    report = examine()
    assert has(report.warnings, "putusan dilarang tidak punya dasar yang mengikat: ppnpn")
    assert report.errors == ()


def test_a_group_that_the_rule_excludes_needs_no_ground(examine, base):
    base.instruments[0]["mengikat"] = ["pns", "cpns", "pppk"]
    for name in ("suka", "hadir"):
        base.rule(name)["tentang"]["bukan"] = {"status_pegawai": ["ppnpn"]}
    assert examine().warnings == ()

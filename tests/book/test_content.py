"""What a legal officer finds on the pages: all that a rule says, and what is weak about what it stands on."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from bot.book import words
from bot.book.site import site
from bot.rulebook.model import Instrument, LastRead, Period
from bot.rulebook.reading.schema import InstrumentFile
from tests.support.html import parse
from tests.support.knowledge import branch, instrument, liking, overlay, provision, version


@pytest.fixture
def page(made):
    """The text of a page of the base as it is now."""
    return lambda path, *overlays: parse(site(made(*overlays))[path]).said


def test_a_branch_shows_its_condition_verdict_answer_safe_course_and_conditions(page):
    said = page("aturan/hadir.html")
    for part in (
        "Ada simbol? tidak",
        "Kapan? libur",
        "Boleh dengan syarat",
        "Jawaban boleh_dengan_syarat.",
        "Lewati saja.",
        "Syaratnya: di luar jam kerja, tanpa simbol",
        "Dalam keadaan lain",
        "Bila tidak disebut, dianggap: Kapan? libur.",
    ):
        assert part in said


def test_a_basis_shows_where_it_is_written_what_is_known_of_it_and_when_it_was_read(page):
    said = page("aturan/suka.html")
    assert "tersurat perilaku" in said
    assert "PP-1, Pasal 5 huruf n isi naskah resmi, 22 November 2026" in said


def test_each_status_reads_its_own_sanction(page):
    assert "PNS dan CPNS PNS. PPPK PPPK. PPNPN PPNPN." in page("aturan/hadir.html")


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"keyakinan": "rendah"}, "keyakinan rendah: tidak dicetak dalam jawaban bot"),
        ({"letak": []}, "letaknya dalam peraturan tidak ditemukan"),
        ({"letak": [{"sumber": "pp-1", "letak": None}]}, "letaknya belum diketahui"),
    ],
)
def test_a_weak_basis_is_shown_with_its_weakness(base, page, change, warning):
    # A provision without a place may stand among statements only.
    base.instruments[0]["jenis"] = "pernyataan"
    base.instruments[0]["ketentuan"][0] |= change
    assert warning in page("aturan/suka.html")


def test_a_law_that_was_replaced_says_by_what(base, page):
    base.instruments[0] |= {
        "berlaku": {"sejak": "2021-01-01", "sampai": "2025-12-31"},
        "diganti_oleh": "pp-2",
    }
    base.instruments.append(instrument("pp-2", menggantikan=["pp-1"]))
    assert "berlaku sampai 31 Desember 2025, diganti PP-2" in page("aturan/suka.html")
    assert "Tidak berlaku pada hari rilis" in page("peraturan/pp-1.html")
    assert "Menggantikan PP-1" in page("peraturan/pp-2.html")


def test_older_versions_are_kept_below_the_one_of_the_release(base, made):
    old = version(branch("tergantung"), berlaku={"sejak": None, "sampai": "2021-12-31"})
    base.rule("suka")["versi"].append(old)
    (rule,) = (rule for rule in made().rules if rule.id == "suka")
    assert rule.now
    assert (rule.now.period, [one.period for one in rule.others]) == (
        "sejak 1 Januari 2022",
        ["sampai 31 Desember 2021"],
    )


def test_a_rule_silent_on_the_day_of_the_release_says_so(base, page):
    base.rule("suka")["versi"][0]["berlaku"] = {"sejak": "2027-01-01", "sampai": None}
    said = page("aturan/suka.html")
    assert "Aturan ini tidak berlaku pada hari rilis (22 November 2026)." in said
    assert "Berlaku sejak 1 Januari 2027" in said


def test_a_rule_of_the_office_is_marked(base, tmp_path, page):
    local = overlay(tmp_path, liking())
    assert "Aturan kantor, menggantikan aturan pusat" in page("aturan/suka.html", local)


def test_nobodys_signature_is_invented(base, page):
    base.release["disahkan"] = None
    assert "Belum disahkan. Untuk dicetak dan diisi" in page("aturan/suka.html")
    assert "3 dari 3 aturan belum disahkan." in page("belum-disahkan.html")
    assert "Kabag" not in page("index.html")


def test_who_signed_the_release_signed_its_rules(page):
    assert "disahkan Kabag, Hukum, 23 November 2026, 1/2026" in page("index.html")
    assert "Disahkan oleh Kabag Jabatan Hukum Tanggal 23 November 2026" in page("aturan/suka.html")


def test_an_instrument_names_the_rules_that_cite_it_and_norms_of_others_written_in_it(base, made):
    shared = provision("dua-tempat", "pp-2")
    shared["letak"].append({"sumber": "pp-1", "letak": "Pasal 9"})
    base.instruments.append(instrument("pp-2", shared))
    base.table("hadir")[1]["dasar"] = [{"ketentuan": "dua-tempat", "sifat": "tafsir"}]
    pages = {law.id: law for law in made().laws}
    assert [rule.id for rule in pages["pp-1"].rules] == ["hadir", "suka"]
    assert [rule.id for rule in pages["pp-2"].rules] == ["hadir"]
    assert [(norm.id, home.id) for norm, home in pages["pp-1"].elsewhere] == [("dua-tempat", "pp-2")]


@pytest.mark.parametrize(
    ("read", "reasons"),
    [
        ({"pada": "2026-11-22", "bentuk": "naskah resmi"}, 0),
        ({"pada": "2025-11-22", "bentuk": "naskah resmi"}, 0),
        ({"pada": "2025-11-21", "bentuk": "naskah resmi"}, 1),
        ({"pada": "2026-11-22", "bentuk": "berita"}, 1),
        ({"pada": "2020-01-01", "bentuk": "berita"}, 2),
    ],
)
def test_an_instrument_is_read_again_when_old_or_never_seen_itself(base, made, read, reasons):
    base.instruments[0]["dibaca"] = read
    found = made().reread
    assert [len(one.reasons) for one in found] == ([reasons] if reasons else [])


def test_an_instrument_on_which_nothing_strict_rests_need_not_be_seen_itself(base, made):
    for name in ("suka", "hadir"):
        for row in base.table(name):
            row |= {"hasil": "tergantung"}
    assert made().reread == ()


def test_disputed_points_and_different_readings_are_listed(base, made):
    base.rule("suka")["mencakup"] = {"sengketa": ["D-02"]}
    base.table("hadir")[2] |= {"bacaan": ["boleh", "tidak"], "penentu": ["undangan"]}
    base.instruments[0]["ketentuan"][0]["catatan"] = "Dibaca berbeda (D-02)."
    book = made()
    assert [(one.id, [rule.id for rule in one.rules], len(one.notes)) for one in book.disputes] == [
        ("D-02", ["suka"], 1)
    ]
    assert [rule.id for rule in book.readings] == ["hadir"]
    assert {rule.id for rule in book.rules if rule.disputed} == {"suka", "hadir"}


def test_stages_tell_their_days_and_what_is_not_known(base, page):
    stage = {"nama": "Kampanye", "jenis": "kampanye", "keyakinan": "tinggi", "catatan": "Menunggu PKPU."}
    days = {"mulai": "2028-11-01", "selesai": "tidak diketahui"}
    base.contests.append(
        {"id": "p-2029", "nama": "Pemilu 2029", "kontes": "pemilu", "tahap": [{"id": "k", **stage, **days}]}
    )
    assert "Kampanye kampanye Menunggu PKPU. 1 November 2028 belum diketahui –" in page("tahapan.html")


def test_topics_that_are_none_of_the_bots_business_come_last(base, made):
    stray = {**base.rule("lapor"), "id": "asing", "topik": "asing", "jenis": "di_luar"}
    base.rules.append(stray)
    assert [topic.id for topic in made().topics] == ["umum", "asing"]


def test_every_kind_of_instrument_has_a_name_and_a_place_in_the_order():
    assert set(words.INSTRUMENTS) == set(get_args(InstrumentFile.model_fields["kind"].annotation))


@pytest.mark.parametrize(
    ("since", "until", "unknown", "said"),
    [
        (None, None, ("sejak",), "tanggal mulai berlaku belum diketahui"),
        (None, "2025-01-02", ("sejak",), "tanggal mulai berlaku belum diketahui, sampai 2 Januari 2025"),
        ("2020-01-02", None, ("sampai",), "sejak 2 Januari 2020, tanggal berakhirnya belum diketahui"),
        ("2020-01-02", "2020-01-03", (), "2 Januari 2020 sampai 3 Januari 2020"),
    ],
)
def test_an_unknown_day_is_said_and_never_guessed(since, until, unknown, said):
    period = Period(*(date.fromisoformat(day) if day else None for day in (since, until)))
    law = Instrument(
        id="x", title="", short="", kind="uu", period=period, unknown=unknown, validity_note=None,
        scope_note=None, successor=None, replaces=(), binds=(), confidence="tinggi",
        read=LastRead(date(2026, 1, 1), "berita"), evidence=(), path="", line=1,
    )  # fmt: skip
    assert words.validity(law) == said

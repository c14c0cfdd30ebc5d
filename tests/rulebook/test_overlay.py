"""An office's own folder over the common rule base."""

from __future__ import annotations

from tests.rulebook.test_load import told
from tests.support.knowledge import Base, branch, instrument, liking, overlay, provision, rule, version, write


def test_an_overlay_adds_instruments_and_rules(tmp_path):
    own = provision("edaran-suka", "se-kantor")
    table = version(branch("tergantung"))
    extra = overlay(tmp_path, rule("hadir-apel", table), instruments=[instrument("se-kantor", own)])
    book = Base().load(tmp_path, extra)
    assert book.local == {"hadir-apel"}
    assert "edaran-suka" in book.provisions


def test_an_overlay_replaces_a_rule_and_the_old_one_is_kept_for_comparison(tmp_path):
    extra = overlay(tmp_path, liking() | {"judul": "Lebih ketat"})
    book = Base().load(tmp_path, extra)
    assert book.rules["suka"].title == "Lebih ketat"
    assert book.replaced["suka"].title == "Judul suka"


def test_an_overlay_may_not_touch_the_vocabulary(tmp_path):
    extra = overlay(tmp_path)
    write(extra / "kosakata.yaml", Base().facts)
    assert (
        "kantor/kosakata.yaml:1: berkas atau folder ini tidak dikenal; tempelan hanya boleh memuat"
        in told(Base(), tmp_path, extra)
    )


def test_an_overlay_may_not_rewrite_an_instrument(tmp_path):
    extra = overlay(tmp_path, instruments=[instrument("pp-1")])
    assert "sumber 'pp-1' sudah ada" in told(Base(), tmp_path, extra)


def test_a_missing_overlay_is_told(tmp_path):
    assert "folder tempelan tidak ada" in told(Base(), tmp_path, tmp_path / "hilang")

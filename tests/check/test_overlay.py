"""An office's overlay may tighten and add; every way of loosening is refused."""

from __future__ import annotations

import pytest

from tests.support.knowledge import branch, lands_on, liking, overlay, rule, trial, version


def loosened(report):
    return [line for line in report.errors if line.startswith("kantor/") and "tempelan" in line]


def suka(*branches, **changes):
    """The overlay's version of `suka`; its tests are dropped with its table."""
    return liking() | {"versi": [version(*branches, **changes)], "uji": []}


def test_a_tightened_rule_is_accepted(examine, tmp_path):
    extra = overlay(tmp_path, suka(branch("dilarang")))
    assert loosened(examine(extra)) == []


def test_the_same_rule_again_is_accepted(examine, tmp_path):
    assert examine(overlay(tmp_path, liking())).errors == ()


def test_a_loosened_rule_is_refused(examine, tmp_path):
    extra = overlay(tmp_path, suka(branch("boleh", {"objek": ["partai"]}), branch("dilarang")))
    (error,) = loosened(examine(extra))
    assert "tempelan melonggarkan: boleh, padahal aturan dasar pengetahuan/aturan/umum/suka.yaml" in error
    assert "memberi dilarang (objek: partai)" in error


def test_loosening_one_version_only_is_refused(examine, tmp_path):
    local = liking() | {
        "versi": [
            version(branch("dilarang"), berlaku={"sejak": "2024-01-01", "sampai": None}),
            version(branch("tergantung"), berlaku={"sejak": "2022-01-01", "sampai": "2023-12-31"}),
        ]
    }
    assert "tergantung, padahal aturan dasar" in loosened(examine(overlay(tmp_path, local)))[0]


def test_falling_silent_where_the_base_speaks_is_refused(examine, tmp_path):
    late = suka(branch("dilarang"), berlaku={"sejak": "2023-01-01", "sampai": None})
    (error,) = loosened(examine(overlay(tmp_path, late)))
    assert "tempelan tidak berlaku pada 2022-01-01, padahal aturan dasarnya berlaku" in error


def test_turning_a_verdict_into_information_is_refused(examine, tmp_path):
    told = {"berlaku": {"sejak": "2022-01-01", "sampai": None}, "isi": "Silakan.", "dasar": []}
    local = liking() | {"jenis": "definisi", "versi": [told], "uji": []}
    assert (
        "tempelan mengubah jenis dari putusan menjadi definisi"
        in loosened(examine(overlay(tmp_path, local)))[0]
    )


def test_a_replacement_that_sends_the_old_questions_elsewhere_is_refused(examine, reader, tmp_path):
    local = liking() | {"pertanyaan": [f"suka baru {n}" for n in range(12)]}
    reader.told["suka 5"] = lands_on("hadir")
    errors = examine(overlay(tmp_path, local)).errors
    assert "pengetahuan/aturan/umum/suka.yaml" in errors[0]
    assert "pertanyaan 'suka 5' mendarat di 'hadir'" in errors[0]


@pytest.fixture
def permission():
    """A new local rule that permits liking party posts."""
    tests = [trial(f"suka-partai {n}", "boleh") for n in range(3)]
    return rule(
        "suka-partai", version(branch("boleh", {"objek": ["partai"]}), branch("tergantung")), uji=tests
    )


def test_a_new_rule_that_permits_what_the_base_forbids_is_refused(examine, tmp_path, permission):
    permission["tentang"]["perlu"] = {"perbuatan": ["suka"], "objek": ["partai"]}
    (error,) = loosened(examine(overlay(tmp_path, permission)))
    assert "tempelan melonggarkan: boleh, padahal 'suka', yang juga menjawab pertanyaan itu" in error


def test_a_new_rule_about_something_else_is_accepted(examine, tmp_path, permission):
    permission["tentang"]["perlu"] = {"perbuatan": ["lapor"]}
    assert loosened(examine(overlay(tmp_path, permission))) == []


def test_a_new_rule_known_by_other_facts_is_accepted(examine, tmp_path, permission):
    permission["tentang"]["perlu"] = {"waktu": ["libur"]}
    assert loosened(examine(overlay(tmp_path, permission))) == []


def test_a_new_rule_that_takes_a_question_of_the_base_is_refused(examine, reader, tmp_path, permission):
    permission["tentang"]["perlu"] = {"waktu": ["libur"]}
    reader.told["suka 5"] = lands_on("suka-partai")
    errors = examine(overlay(tmp_path, permission)).errors
    assert any("pertanyaan 'suka 5' mendarat di 'suka-partai'" in line for line in errors)


def test_a_new_rule_is_compared_with_the_base_rule_that_is_most_exactly_meant(
    examine, base, tmp_path, permission
):
    special = rule("suka-khusus", version(branch("boleh", {"objek": ["partai"]}), branch("tergantung")))
    special["tentang"]["perlu"] = {"perbuatan": ["suka"], "objek": ["partai"]}
    base.rules.append(special)
    permission["tentang"]["perlu"] = {"perbuatan": ["suka"], "objek": ["partai"], "waktu": ["libur"]}
    assert loosened(examine(overlay(tmp_path, permission))) == []


def test_a_new_rule_too_wide_to_compare_is_refused(examine, tmp_path, permission, monkeypatch):
    monkeypatch.setattr("bot.check.tables.overlay.LIMIT", 1)
    permission["tentang"]["perlu"] = {"perbuatan": ["suka"]}
    (error,) = loosened(examine(overlay(tmp_path, permission)))
    assert "tempelan terlalu luas untuk dibandingkan dengan 'suka'" in error

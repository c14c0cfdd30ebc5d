"""Texts that a bureau should read again are named, in one line for all of a kind."""

from __future__ import annotations


def told(report, message):
    return [line for line in report.warnings if message in line]


def test_a_text_never_read_as_published_is_named_with_the_rules_that_forbid_because_of_it(examine, base):
    for one in base.instruments:
        one["dibaca"] = {"pada": "2026-11-22", "bentuk": "berita"}
    (line,) = told(examine(), "dibaca dari berita, bukan naskah resmi")
    assert "pp-1 (" in line


def test_the_official_text_read_lately_needs_no_word(examine, base):
    for one in base.instruments:
        one["dibaca"] = {"pada": "2026-11-22", "bentuk": "naskah resmi"}
    assert not told(examine(), "naskah resmi")
    assert not told(examine(), "lebih dari setahun")


def test_what_was_read_more_than_a_year_before_the_release_is_named_with_its_day(examine, base):
    base.instruments[0]["dibaca"] = {"pada": "2025-11-21", "bentuk": "naskah resmi"}
    (line,) = told(examine(), "lebih dari setahun sebelum rilis")
    assert "2025-11-21" in line

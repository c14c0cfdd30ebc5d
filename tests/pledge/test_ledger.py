"""The rows' hashes and links, the words of a head, and receipt numbers as people type them."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pledge.ledger import PLEDGE, START, Checkpoint, Row, canonical, read_receipt, text_hash

ROW = Row(2291, PLEDGE, 1, "a" * 64, "1", "b" * 64, "c" * 64, "2026-11-22T02:00:00.000000+00:00", START)
OTHER = {
    "seq": 2290,
    "kind": "key",
    "campaign": 2,
    "text": "d" * 64,
    "version": "2",
    "person": "d" * 64,
    "account": "d" * 64,
    "at": "2026-11-22T02:00:00.000001+00:00",
    "before": "1" * 64,
}


def test_a_sealed_row_is_sound_and_one_that_is_not_sealed_is_not():
    assert ROW.with_hash().is_sound
    assert not ROW.is_sound


@pytest.mark.parametrize("field", OTHER)
def test_the_hash_covers_every_field(field):
    assert not replace(ROW.with_hash(), **{field: OTHER[field]}).is_sound
    assert replace(ROW, **{field: OTHER[field]}).with_hash().hash != ROW.with_hash().hash


def test_sealing_again_changes_nothing():
    assert ROW.with_hash().with_hash() == ROW.with_hash()


@given(st.text(), st.text())
def test_what_stands_in_one_field_cannot_slip_into_the_next(one, two):
    if one:
        moved = replace(ROW, text=one[:-1], version=one[-1] + two)
        assert moved.with_hash().hash != replace(ROW, text=one, version=two).with_hash().hash


@given(st.dictionaries(st.text(), st.text() | st.integers()))
def test_the_canonical_form_does_not_depend_on_the_order_of_fields(fields):
    turned = dict(reversed(fields.items()))
    assert canonical(turned) == canonical(fields)
    assert canonical(fields).isascii()


def test_the_hash_of_a_text_is_that_of_its_bytes():
    # As `printf 'Ikrar\n\nSaya …' | sha256sum` has it.
    assert text_hash("Ikrar\n\nSaya …") == "1a50db7d2ce5299d34f0471e204b3a8c356302419403988b152b9d8778e9242a"


def test_a_head_is_posted_as_count_and_hash_and_signed_with_its_time():
    head = Checkpoint(7, "a" * 64, "2026-11-22")
    assert head.posted == f"7:{'a' * 64}"
    assert replace(head, at="2026-11-23").message != head.message
    assert asdict(head) == {"count": 7, "hash": "a" * 64, "at": "2026-11-22"}


def test_a_receipt_is_read_as_it_was_written():
    sealed = ROW.with_hash()
    assert sealed.receipt == f"IKR-{sealed.hash[:4].upper()}-2291"
    assert read_receipt(sealed.receipt) == (sealed.hash[:4], 2291)


@pytest.mark.parametrize(
    "written", ["ikr-7f3a-2291", " IKR 7F3A 2291 ", "7F3A-2291", "IKR–7f3a–2291", "ikr-7F3A-002291"]
)
def test_a_receipt_is_read_as_people_type_it(written):
    assert read_receipt(written) == ("7f3a", 2291)


@pytest.mark.parametrize(
    "written", ["", "IKR", "IKR-7F3A", "2291", "IKR-7F3-2291", "IKR-7F3A-22x1", "IKR-7F3A-1-1", "IKR-7F3A-²"]
)
def test_what_is_no_receipt_is_not_taken_for_one(written):
    assert read_receipt(written) is None


@given(st.text())
def test_any_words_are_a_receipt_or_none(written):
    found = read_receipt(written)
    assert found is None or (len(found[0]) == 4 and found[1] < 10**9)

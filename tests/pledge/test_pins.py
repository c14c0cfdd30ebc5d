"""A whole ledger made up and signed with a key of one's own is sound in itself: that is what pins are for."""

from __future__ import annotations

import pytest

from bot.pledge.proof import examine
from bot.pledge.signing import SignatureError
from tests.pledge.signed_ledger import (
    LINES,
    NEW,
    NUMBERS,
    OLD,
    POSTED,
    ROTATED,
    ROWS,
    SIGNED,
    STRANGER,
    TRUE,
    chained,
    head_of,
    headed,
    named,
    pledged,
    verdict,
    written,
)


def made_up() -> list[str]:
    rows = chained([named(STRANGER, None), *TRUE[1 : ROTATED - 1], *TRUE[ROTATED:]])
    return [*written(rows), headed(head_of(rows), STRANGER)]


def test_a_ledger_that_is_made_up_altogether_falls_to_the_public_key():
    told = f"kepala ditandatangani kunci {STRANGER.fingerprint}, bukan kunci yang Anda berikan"
    assert examine(made_up()).fault is None
    assert examine(made_up(), NEW.public).fault == told


@pytest.mark.parametrize("posted", [POSTED, TRUE[-1].hash, TRUE[3].hash, head_of(TRUE[:4]).posted])
def test_a_ledger_that_is_made_up_altogether_falls_to_a_posted_head(posted):
    assert examine(made_up(), None, posted).fault is not None


def test_the_right_public_key_is_accepted_with_the_line_end_of_its_file():
    assert examine([*LINES, SIGNED], f" {NEW.public}\n").fault is None


@pytest.mark.parametrize("public", ["", "x", "-----BEGIN PUBLIC KEY-----", NEW.public[:-4], "é"])
def test_what_is_no_public_key_is_no_fault_of_the_ledger(public):
    with pytest.raises(SignatureError):
        examine([*LINES, SIGNED], public)


def test_a_head_that_was_posted_earlier_is_found_with_what_came_after():
    for n in NUMBERS:
        older = head_of(TRUE[:n])
        for posted in (older.posted, older.hash, older.hash.upper(), f" {older.posted}\n"):
            report = examine([*LINES, SIGNED], None, posted)
            assert (report.fault, report.after) == (None, ROWS - n)


def test_a_backup_says_exactly_how_many_rows_it_lacks():
    for lost in range(1, ROWS):
        rows = TRUE[:-lost]
        signer = NEW if len(rows) >= ROTATED else OLD
        report = examine([*written(rows), headed(head_of(rows), signer)], None, POSTED)
        assert report.fault == f"{lost} baris kurang dari kepala yang pernah diumumkan ({ROWS} baris)"


def test_a_head_that_was_never_of_this_ledger_is_told():
    told = "kepala yang pernah diumumkan tidak ada dalam berkas ini; isinya bukan lanjutannya"
    for posted in (f"5:{'a' * 64}", "a" * 64, f"6:{TRUE[4].hash}", f"30:{TRUE[4].hash}"):
        assert verdict(LINES, posted=posted) == told


def test_a_ledger_that_went_on_otherwise_after_a_restore_is_no_continuation():
    rows = chained([*TRUE[:25], *(pledged(n) for n in range(100, 110))])
    lines = [*written(rows), headed(head_of(rows))]
    assert examine(lines, None, head_of(TRUE[:25]).posted).after == 10
    assert "bukan lanjutannya" in examine(lines, None, POSTED).fault

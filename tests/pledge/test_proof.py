"""A ledger of thirty rows with one change of key, tampered with in every way we can think of."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pledge.checkpoints import SignedCheckpoint
from bot.pledge.ledger import START, Checkpoint
from bot.pledge.proof import Report, examine
from bot.pledge.signing import fingerprint
from tests.pledge.signed_ledger import (
    AT,
    LINES,
    NEW,
    NUMBERS,
    OLD,
    ROTATED,
    ROWS,
    SIGNED,
    STRANGER,
    TRUE,
    chained,
    head_of,
    headed,
    ledger,
    named,
    pledged,
    verdict,
    written,
)


def test_the_true_ledger_is_valid_and_names_its_key():
    assert examine([*LINES, SIGNED]) == Report(ROWS, None, fingerprint(NEW.public), head_of(TRUE))


def test_a_ledger_that_holds_its_first_key_alone_is_valid():
    rows = ledger(1)
    assert examine([*written(rows), headed(head_of(rows), OLD)]).fault is None


def test_any_changed_field_of_any_row_is_found_in_that_row():
    for n in NUMBERS:
        true = asdict(TRUE[n - 1])
        for field, value in true.items():
            others = [value + 1, value - 1, str(value)] if isinstance(value, int) else [f"{value}x", 7]
            for other in [*others, None, [], {}, 1.5, True]:
                told = verdict([*LINES[: n - 1], json.dumps(true | {field: other}), *LINES[n:]])
                assert told.startswith(f"baris {n}"), (field, other, told)


def test_a_field_too_many_and_one_too_few_are_found_in_their_row():
    for n in NUMBERS:
        true = asdict(TRUE[n - 1])
        for field in true:
            less = {name: value for name, value in true.items() if name != field}
            told = verdict([*LINES[: n - 1], json.dumps(less), *LINES[n:]])
            assert told == f"baris {n}: bukan baris buku ikrar"
        more = json.dumps(true | {"nama": "Siti"})
        assert verdict([*LINES[: n - 1], more, *LINES[n:]]) == f"baris {n}: bukan baris buku ikrar"


def test_a_changed_row_with_a_new_hash_breaks_the_link_to_the_next():
    for n in NUMBERS:
        changed = replace(TRUE[n - 1], at=AT.format(555)).with_hash()
        told = verdict([*LINES[: n - 1], *written([changed]), *LINES[n:]])
        if n < ROWS:
            assert told == f"baris {n + 1} (nomor {n + 1}): tidak menyambung pada baris sebelumnya"
        else:
            assert told == f"nomor {ROWS}: bukan baris yang dicatat kepala; isinya diubah"


def test_a_history_written_anew_from_some_row_on_does_not_fit_its_head():
    for n in NUMBERS:
        forged = chained([*TRUE[: n - 1], replace(TRUE[n - 1], at=AT.format(555)), *TRUE[n:]])
        assert "isinya diubah" in verdict(written(forged))


def test_a_removed_row_is_named():
    for n in NUMBERS:
        told = verdict([*LINES[: n - 1], *LINES[n:]])
        if n < ROWS:
            assert told == f"baris {n}: nomor {n} hilang (berikutnya nomor {n + 1})"
        else:
            assert told == f"1 baris terakhir hilang: kepala mencatat {ROWS} baris"


def test_a_tail_cut_off_is_counted():
    for lost in range(1, ROWS + 1):
        assert verdict(LINES[:-lost]) == f"{lost} baris terakhir hilang: kepala mencatat {ROWS} baris"


def test_a_tail_cut_off_together_with_the_head_is_found():
    told = "kepala bertanda tangan tidak ada; bagian akhir berkas terpotong"
    for kept in range(ROWS + 1):
        assert examine(LINES[:kept]) == Report(kept, told)


def test_rows_removed_and_the_rest_numbered_anew_are_found():
    for n in NUMBERS:
        renumbered = [replace(row, seq=seq) for seq, row in enumerate(TRUE[: n - 1] + TRUE[n:], 1)]
        told = verdict(written(renumbered))
        expected = f"baris {n} (nomor {n}): isinya diubah" if n < ROWS else "1 baris terakhir hilang"
        assert told.startswith(expected)


def test_any_two_rows_that_changed_places_are_found_at_the_first():
    for one in NUMBERS:
        for two in range(one + 1, ROWS + 1):
            lines = list(LINES)
            lines[one - 1], lines[two - 1] = lines[two - 1], lines[one - 1]
            assert verdict(lines).startswith(f"baris {one}: nomor {one} hilang (berikutnya nomor {two})")


def test_a_ledger_backwards_is_found_at_its_first_row():
    assert verdict(LINES[::-1]).startswith("baris 1: nomor 1 hilang (berikutnya nomor 30)")


def test_a_row_that_stands_twice_is_found_where_it_is_repeated():
    for n in NUMBERS:
        repeated = verdict([*LINES[:n], LINES[n - 1], *LINES[n:]])
        assert repeated == f"baris {n + 1}: nomor {n} berulang atau tertukar urutannya (seharusnya {n + 1})"


def test_an_inserted_row_is_found_however_well_it_is_made():
    for n in NUMBERS:
        before = TRUE[n - 2].hash if n > 1 else START
        forged = replace(pledged(777), seq=n, before=before).with_hash()
        told = verdict([*LINES[: n - 1], *written([forged]), *LINES[n - 1 :]])
        assert told == f"baris {n + 1}: nomor {n} berulang atau tertukar urutannya (seharusnya {n + 1})"


def test_rows_appended_after_the_head_was_signed_are_counted_and_named():
    longer = ledger(ROWS + 2)
    told = f"nomor {ROWS + 1}: 2 baris ditambahkan; kepala mencatat {ROWS} baris"
    assert verdict(written(longer)) == told


@pytest.mark.parametrize("junk", [LINES[-1], SIGNED, "{}", "x", "[]", "null", '"x"', "\x00", "[" * 9_999])
def test_anything_after_the_head_is_found(junk):
    assert examine([*LINES, SIGNED, junk]).fault.startswith(f"baris {ROWS + 2}: ")


@pytest.mark.parametrize("n", [1, 2, ROTATED, ROWS])
@pytest.mark.parametrize(
    "junk", ["x", "[]", "null", "1", "{", "[" * 9_999, "9" * 9_999, '{"seq": ' + "9" * 9_999 + "}", "NaN"]
)
def test_what_is_no_row_is_named_by_its_line(n, junk):
    assert verdict([*LINES[: n - 1], junk, *LINES[n:]]).startswith(f"baris {n}: ")


def test_a_line_cut_short_is_named_wherever_it_is_cut():
    for cut in range(1, len(LINES[16])):
        told = verdict([*LINES[:16], LINES[16][:cut], *LINES[17:]])
        assert told == "baris 17: bukan JSON; berkas rusak"
    for cut in range(1, len(SIGNED)):
        assert verdict(LINES, SIGNED[:cut]) == f"baris {ROWS + 1}: bukan JSON; berkas rusak"


@pytest.mark.parametrize("lines", [[], [""], ["\n", "  \n"]])
def test_an_empty_file_is_no_ledger(lines):
    assert examine(lines) == Report(0, "kepala bertanda tangan tidak ada; bagian akhir berkas terpotong")


def test_a_head_without_any_row_is_no_ledger():
    assert examine([headed(Checkpoint(0, START, AT.format(0)), STRANGER)]).fault is not None


def test_empty_lines_change_nothing():
    spaced = [line for pair in zip(LINES, [""] * ROWS, strict=True) for line in pair]
    assert examine([*spaced, SIGNED, "", "\n"]).fault is None


def test_any_changed_field_of_the_head_is_found():
    held = json.loads(SIGNED)
    changes: list[dict[str, Any]] = []
    for field, value in held["head"].items():
        others = [value + 1, value - 1, str(value), float(value)] if isinstance(value, int) else [f"{value}x"]
        changes += [{"head": held["head"] | {field: other}} for other in [*others, None, True, [], 7.5]]
        changes.append({"head": {name: held["head"][name] for name in held["head"] if name != field}})
    changes += [{name: other} for name in ("public_key", "signature") for other in ("", "x", None, 7, [])]
    changes += [{"head": held["head"] | {"nama": "x"}}, {"nama": "x"}, {"head": None}, {"head": []}]
    changes += [{"signature": OLD.sign(head_of(TRUE).message)}, {"public_key": OLD.public}]
    for change in changes:
        assert verdict(LINES, json.dumps(held | change)), change


def test_a_head_of_other_rows_is_found():
    forged = chained([*TRUE[:5], pledged(777), *TRUE[6:]])
    told = verdict(LINES, headed(head_of(forged)))
    assert told == f"nomor {ROWS}: bukan baris yang dicatat kepala; isinya diubah"


@pytest.mark.parametrize("signer", [OLD, STRANGER])
def test_a_head_signed_by_another_key_than_the_ledger_names_is_found(signer):
    told = verdict(LINES, headed(head_of(TRUE), signer))
    assert told == "kepala ditandatangani kunci lain daripada yang dicatat pada pergantian kunci"


def test_a_signature_of_another_moment_is_found():
    other = NEW.sign(replace(head_of(TRUE), at=AT.format(1)).message)
    told = verdict(LINES, SignedCheckpoint(head_of(TRUE), NEW.public, other).line())
    assert told == "tanda tangan kepala tidak sah"


@pytest.mark.parametrize(
    "signature", ["", "x", STRANGER.sign(STRANGER.public.encode()), OLD.sign(b"something else")]
)
def test_a_key_that_the_one_before_did_not_sign_is_found_in_its_row(signature):
    rows = list(TRUE)
    rows[ROTATED - 1] = replace(named(STRANGER, OLD), person=signature)
    rows = chained(rows)
    told = verdict(written(rows), headed(head_of(rows), STRANGER))
    assert told == f"baris {ROTATED}: pergantian kunci tidak ditandatangani kunci lama"


def test_a_key_that_is_none_is_found_in_its_row():
    for n, junk in ((1, ""), (1, "x"), (ROTATED, "\ud800"), (ROTATED, "é" * 44)):
        rows = list(TRUE)
        rows[n - 1] = replace(rows[n - 1], text=junk)
        assert verdict(written(chained(rows))).startswith(f"baris {n}")


def test_a_kind_of_row_that_does_not_exist_is_found():
    rows = list(TRUE)
    rows[4] = replace(rows[4], kind="catatan")
    assert verdict(written(chained(rows))).startswith("baris 5")


def test_a_ledger_that_names_no_key_is_as_good_as_one_that_is_made_up():
    rows = chained(pledged(n) for n in range(5))
    lines = [*written(rows), headed(head_of(rows), STRANGER)]
    assert examine(lines).fault is None
    assert examine(lines, NEW.public).fault is not None


_EDITS = st.lists(
    st.tuples(st.sampled_from(["drop", "double", "swap", "junk", "byte"]), st.integers(0, ROWS)), max_size=4
)


@given(_EDITS)
def test_any_edits_are_found_unless_they_come_to_nothing(edits):
    true = [*LINES, SIGNED]
    lines = list(true)
    for kind, at in edits:
        n = at % max(1, len(lines))
        match kind:
            case "drop":
                del lines[n : n + 1]
            case "double":
                lines[n:n] = lines[n : n + 1]
            case "swap":
                lines[n : n + 2] = lines[n : n + 2][::-1]
            case "junk":
                lines.insert(n, "{}")
            case _ if lines:
                lines[n] = lines[n].replace("a", "b", 1)
    report = examine(lines)
    assert (report.fault is None) == (lines == true)


@given(st.lists(st.text() | st.sampled_from([*LINES, SIGNED]), max_size=4), st.none() | st.text())
def test_any_file_and_any_head_get_a_verdict(lines, posted):
    assert examine(lines, None, posted).fault is not None

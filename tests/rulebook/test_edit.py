"""One key is written into a file of people, and nothing else of it is touched."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.places import KNOWLEDGE
from bot.rulebook.edit import EditError, with_key, without_key

VALUES = {"oleh": "Rahma", "tanggal": date(2026, 12, 1), "surat": "180/123/HK"}
BLOCK = "disahkan:\n  oleh: Rahma\n  tanggal: 2026-12-01\n  surat: 180/123/HK\n"
FILE = "# Mengapa.\nid: suka   # satu\n\njudul: 'Menyukai: apa'\nversi:\n- {a: 1}\n# akhir\n"


def test_a_new_key_comes_last_in_lines_of_its_own():
    assert with_key(FILE, "disahkan", VALUES) == FILE + BLOCK


@pytest.mark.parametrize(
    "old",
    [
        "disahkan: null\n",
        "disahkan:\n",
        "disahkan: {oleh: A, surat: B} # lama\n",
        "disahkan:\n  oleh: A\n  # lama\n  surat:\n  - B\n",
        "disahkan: {oleh: A,\n  surat: B}\n",
    ],
)
def test_an_old_one_is_replaced_where_it_stands(old):
    before, after = "id: suka\n", "\n# versi berikut\nversi: [1]\n"
    assert with_key(before + old + after, "disahkan", VALUES) == before + BLOCK + after
    assert without_key(before + old + after, "disahkan") == before + after


def test_a_last_line_without_its_end_gets_one():
    assert with_key("id: suka", "disahkan", VALUES) == "id: suka\n" + BLOCK


def test_a_file_from_windows_keeps_its_line_ends():
    written = with_key("id: suka\r\njudul: x\r\n", "disahkan", VALUES)
    assert written == "id: suka\r\njudul: x\r\n" + BLOCK.replace("\n", "\r\n")


@pytest.mark.parametrize(
    "text",
    ["{id: suka}", "- id: suka\n", "", "id: [", "id: suka\n...\n", "isi: |\n  tanpa akhir baris"],
    ids=["flow", "list", "empty", "broken", "ended", "open text"],
)
def test_a_file_that_cannot_be_edited_safely_is_refused(text):
    with pytest.raises(EditError):
        with_key(text, "disahkan", VALUES)


def test_taking_away_what_is_not_there_changes_nothing():
    assert without_key(FILE, "disahkan") == FILE


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"), min_size=1))
def test_any_name_comes_back_as_it_was_typed(name):
    text = with_key(FILE, "disahkan", {"oleh": name})
    assert text.startswith(FILE)
    assert yaml.load(text, yaml.BaseLoader)["disahkan"] == {"oleh": name}
    assert without_key(text, "disahkan") == FILE


def test_signing_and_withdrawing_leaves_every_rule_file_as_it_was():
    for file in sorted((KNOWLEDGE / "aturan" / "foto").rglob("*.yaml")):
        text = file.read_bytes().decode()
        written = with_key(text, "disahkan", VALUES)
        assert written == text + BLOCK, file.name
        assert without_key(written, "disahkan") == text, file.name

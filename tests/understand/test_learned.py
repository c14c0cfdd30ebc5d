"""The learned reader is the one its manifest names, says the same each time, and takes in later rules."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from bot.places import KNOWLEDGE
from bot.understand.learned.reader import FILES, FOLDER, MANIFEST, ReaderError, open_reader

READER = KNOWLEDGE / FOLDER


@pytest.fixture
def copy(tmp_path):
    """A copy of the reader to be damaged."""
    return shutil.copytree(READER, tmp_path / FOLDER)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_refused_in_one_sentence(copy, name):
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ReaderError, match=f"{name}: berkas pembaca rusak") as error:
        open_reader(copy)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(ReaderError, match=f"{name}: berkas pembaca tidak ada"):
        open_reader(copy)


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"sha256": {}}'])
def test_a_manifest_that_says_nothing_is_refused(copy, written):
    (copy / MANIFEST).write_text(written, encoding="utf-8")
    with pytest.raises(ReaderError, match="berkas pembaca rusak"):
        open_reader(copy)


def test_a_text_is_embedded_the_same_alone_and_among_others(knowledge):
    encoder = knowledge.reader.learned.encoder
    texts = ["boleh like foto caleg?", "printer macet", "saya mau nyoblos besok pagi sama istri, boleh kan"]
    alone = np.stack([encoder.embed_parts(text, ())[0] for text in texts])
    assert encoder.embed(texts) == pytest.approx(alone, abs=0.02)


def test_a_part_is_heard_in_its_surroundings(knowledge):
    learned = knowledge.reader.learned
    text = "saya mau nyoblos pagi, siangnya jadi timses caleg"
    whole, voting, campaigning = learned.read(text, [(0, 21), (23, len(text))])
    assert 5 * voting.outcomes["prohibited"] < campaigning.outcomes["prohibited"]
    assert whole.outcomes["prohibited"] > 0.6


def test_a_part_beyond_what_is_seen_of_a_long_message_is_heard_by_itself(knowledge):
    learned = knowledge.reader.learned
    text = "cuaca hari ini panas sekali ya. " * 40 + "boleh jadi timses caleg"
    start = text.index("boleh")
    _, part = learned.read(text, [(start, len(text))])
    assert part.outcomes == pytest.approx(learned.read(text[start:])[0].outcomes, abs=1e-4)


def test_a_rule_that_nobody_trained_gets_a_column_from_its_phrasings(knowledge):
    learned = knowledge.reader.learned
    phrasings = {
        "medsos-menyukai": ["like foto caleg"],
        "payung-bergambar": ["pakai payung bergambar calon waktu hujan", "payung dari caleg dipakai di TPS"],
    }
    fitted = learned.fitted(phrasings)
    assert fitted.heads.rules == ("medsos-menyukai", "payung-bergambar")
    (seen,) = fitted.read("boleh bawa payung yang ada gambar calonnya?")
    assert max(seen.rules, key=lambda rule: seen.rules[rule]) == "payung-bergambar"


def test_the_reader_is_small_enough_to_ship():
    assert sum(file.stat().st_size for file in READER.iterdir()) < 30_000_000


def test_the_manifest_names_the_columns_of_the_heads():
    manifest = json.loads((READER / MANIFEST).read_text(encoding="utf-8"))
    with np.load(READER / "heads.npz") as heads:
        widths = {name: heads[f"{name}.b"].shape[0] for name in ("rule", "outcome", "fact")}
    assert widths == {
        "rule": len(manifest["rules"]),
        "outcome": len(manifest["outcomes"]),
        "fact": len(manifest["facts"]),
    }

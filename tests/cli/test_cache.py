"""The compiled rule base on disk: right, or made again."""

from __future__ import annotations

import pytest

from bot.cli.core.settings import cache
from bot.understand import open as opening
from bot.understand.learned.encoder import MODEL
from bot.understand.learned.reader import FOLDER, ReaderError
from bot.understand.open import open_knowledge


@pytest.fixture
def opened(folder, monkeypatch):
    """Opens through a cache; returns what was opened and whether it had to be compiled."""
    compiled: list[bool] = []
    compile_it = opening.compiled
    monkeypatch.setattr(opening, "compiled", lambda *sources: compiled.append(True) or compile_it(*sources))

    def run():
        compiled.clear()
        knowledge = open_knowledge(folder / "pengetahuan", (), folder / "kept")
        return knowledge, bool(compiled)

    return run


@pytest.fixture
def kept(opened, folder):
    """The one file of a filled cache."""
    opened()
    (file,) = (folder / "kept").glob("*.pickle")
    return file


@pytest.mark.usefixtures("kept")
def test_the_same_sources_are_compiled_once(opened):
    knowledge, compiled = opened()
    assert (compiled, set(knowledge.book.rules)) == (False, {"suka", "hadir", "lapor"})


@pytest.mark.usefixtures("kept")
def test_what_comes_from_the_cache_reads_as_what_was_compiled(opened, folder):
    text = "suka foto calon, hadir di sana"
    fresh = opening.compiled(folder / "pengetahuan").reader.read(text)
    assert opened()[0].reader.read(text) == fresh


@pytest.mark.parametrize("length", [0, 10, 32, 1000])
def test_a_cache_cut_short_is_made_again(opened, kept, length):
    kept.write_bytes(kept.read_bytes()[:length])
    assert (opened()[1], opened()[1]) == (True, False)


def test_an_altered_cache_is_made_again(opened, kept):
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert opened()[1] is True


def test_a_changed_source_is_compiled_again(opened, kept, folder):
    sanctions = folder / "pengetahuan" / "sanksi.yaml"
    sanctions.write_text(sanctions.read_text().replace("Umum.", "Lain."))
    knowledge, compiled = opened()
    assert (compiled, knowledge.book.sanctions["ringan"].general) == (True, "Lain.")


def test_a_damaged_encoder_is_refused_although_the_cache_is_right(opened, kept, folder):
    encoder = folder / "pengetahuan" / FOLDER / MODEL
    content = bytearray(encoder.read_bytes())
    content[len(content) // 2] ^= 1
    encoder.unlink()
    encoder.write_bytes(content)
    with pytest.raises(ReaderError, match=f"{MODEL}: berkas pembaca rusak"):
        opened()


@pytest.mark.usefixtures("kept")
def test_a_rule_base_that_was_moved_takes_its_encoder_along(folder):
    moved = folder / "lain" / "pengetahuan"
    moved.parent.mkdir()
    (folder / "pengetahuan").rename(moved)
    found = open_knowledge(moved, (), folder / "kept")
    assert found.reader.read("suka foto calon").whole.candidates[0].rule == "suka"


def test_a_cache_that_cannot_be_written_costs_only_time(opened, folder):
    (folder / "kept").write_text("a file where the folder should be")
    assert opened()[1] is True


def test_old_caches_are_dropped(opened, folder):
    sanctions = folder / "pengetahuan" / "sanksi.yaml"
    for n in range(8):
        sanctions.write_text(f"{sanctions.read_text()}# {n}\n")
        opened()
    assert len(list((folder / "kept").iterdir())) == 4


def test_the_cache_lies_in_the_users_own_folder(monkeypatch, folder):
    assert cache() == folder / "cache" / "netral"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(folder))
    assert cache() == folder / ".cache" / "netral"

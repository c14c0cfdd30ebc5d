"""The locale loader: it says exactly what is written, or complains with file and line."""

from pathlib import Path

import pytest

from bot.wording import Wording, WordingError, differences


def _locale(folder: Path, language: str = "id", **files: str) -> Wording:
    home = folder / language
    home.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (home / f"{name}.yaml").write_text(content, encoding="utf-8")
    return Wording(folder, language)


def test_a_text_is_found_by_feature_and_key_and_filled(tmp_path):
    words = _locale(tmp_path, ask="welcome: Selamat datang, {name}.", common="thanks: Terima kasih.")
    assert words("ask.welcome", name="Bu Sri") == "Selamat datang, Bu Sri."
    assert words("common.thanks") == "Terima kasih."


def test_keys_may_be_grouped(tmp_path):
    words = _locale(tmp_path, ask="outcome:\n  prohibited: Dilarang\n  allowed: Boleh")
    assert words("ask.outcome.prohibited") == "Dilarang"
    assert words.keys() == {"ask.outcome.prohibited", "ask.outcome.allowed"}


def test_words_that_yaml_would_change_stay_words(tmp_path):
    words = _locale(tmp_path, common="yes: yes\nno: no\ntime: 12:30\nnull: null")
    assert [words(f"common.{key}") for key in ("yes", "no", "time", "null")] == ["yes", "no", "12:30", "null"]


def test_a_placeholder_may_have_any_name_even_key(tmp_path):
    assert _locale(tmp_path, ask="text: 'Kunci {key}'")("ask.text", key="x") == "Kunci x"


def test_a_filled_value_is_never_read_as_a_placeholder(tmp_path):
    assert (
        _locale(tmp_path, ask="text: 'Anda menulis {said}'")("ask.text", said="{name}")
        == "Anda menulis {name}"
    )


def test_doubled_braces_are_braces(tmp_path):
    assert _locale(tmp_path, ask="text: 'tulis {{nomor}}'")("ask.text") == "tulis {nomor}"


def test_an_unknown_key_raises(tmp_path):
    with pytest.raises(WordingError, match=r"'ask.nothing' tidak ada"):
        _locale(tmp_path, ask="a: b")("ask.nothing")


@pytest.mark.parametrize("values", [{}, {"name": "x", "more": "y"}, {"nama": "x"}])
def test_a_missing_or_superfluous_placeholder_raises(tmp_path, values):
    words = _locale(tmp_path, ask="welcome: Halo {name}")
    with pytest.raises(WordingError, match="meminta isian"):
        words("ask.welcome", **values)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("a: satu\na: dua", r"ask.yaml:2: kunci 'ask.a' ditulis dua kali"),
        ("a: satu\nb:\n  - dua", r"ask.yaml:2: kunci 'ask.b' harus berisi teks"),
        ("a: satu\nb:", r"ask.yaml:2: kunci 'ask.b' harus berisi teks"),
        ("a: 'satu\n", r"ask.yaml:\d+: YAML tidak terbaca"),
        ("- a\n- b", r"ask.yaml:1: berkas bahasa harus berisi pasangan"),
        ("a: satu\nb: 'halo {name'", r"ask.yaml:2: kurung kurawal"),
        ("a: 'halo {name.first}'", r"ask.yaml:1: isian '{name.first}' harus satu nama"),
        ("a: 'halo {}'", r"ask.yaml:1: isian '{}' harus satu nama"),
        ("a: 'halo {n:>5}'", r"ask.yaml:1: isian '{n}' harus satu nama"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path, content, complaint):
    with pytest.raises(WordingError, match=complaint):
        _locale(tmp_path, ask=content)


def test_a_language_without_files_is_refused(tmp_path):
    with pytest.raises(WordingError, match="Tidak ada berkas bahasa"):
        Wording(tmp_path, "fr")


def test_two_languages_that_say_the_same_things_do_not_differ(tmp_path):
    indonesian = _locale(tmp_path, "id", ask="welcome: Halo {name}")
    english = _locale(tmp_path, "en", ask="welcome: 'Hello, {name}'")
    assert differences(indonesian, english) == ()


def test_a_key_or_placeholder_that_one_language_lacks_is_named(tmp_path):
    indonesian = _locale(tmp_path, "id", ask="welcome: Halo {name}\nbye: Sampai jumpa")
    english = _locale(tmp_path, "en", ask="welcome: Hello")
    assert differences(indonesian, english) == (
        "Teks 'ask.bye' ada dalam 'id', tetapi tidak dalam 'en'.",
        "Isian teks 'ask.welcome' berbeda: ['name'] dalam 'id', [] dalam 'en'.",
    )

"""The search index: every page in it, every word as the browser will look for it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.book.index import folded, index


@pytest.fixture(scope="session")
def found(product):
    """The index of the product."""
    return _data(index(product))


def _data(script):
    return json.loads(script.removeprefix("var BUKU = ").removesuffix(";\n"))


def _pages(found):
    """The addresses of the pages of each word."""
    return {
        word: {found["halaman"][page][0] for page in places[::2]}
        for word, places in zip(found["kata"], found["letak"], strict=True)
    }


def test_every_rule_and_instrument_is_found_by_its_title_and_its_phrasings(product, found):
    pages = _pages(found)
    for rule in product.rules:
        for word in folded(" ".join((rule.title, *rule.phrasings))):
            assert f"aturan/{rule.id}.html" in pages[word], (rule.id, word)
    for law in product.laws:
        for word in folded(law.title):
            assert f"peraturan/{law.id}.html" in pages[word], (law.id, word)


def test_answers_facts_and_pinpoints_are_found(base, made):
    base.table("suka")[0]["jawaban"] = "Jempol dihitung."
    base.instruments[0]["ketentuan"][0]["letak"][0]["letak"] = "Pasal 77 huruf z"
    pages = _pages(_data(index(made())))
    assert all("aturan/suka.html" in pages[word] for word in ("jempol", "77", "partai"))


def test_words_are_sorted_so_that_beginnings_can_be_looked_up(found):
    assert found["kata"] == sorted(set(found["kata"]))


@given(st.text())
def test_words_once_folded_stay_as_they_are(text):
    words = folded(text)
    assert folded(" ".join(words)) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Tanda-tangan RÉSÉS, é1!", ["tanda", "tangan", "reses", "e1"]),
        ("Pasal 5 huruf n", ["pasal", "5", "huruf", "n"]),
        ("_miring_ **tebal** ❤", ["miring", "tebal"]),
        ("", []),
    ],
)
def test_words_are_folded_as_people_type_them(said, words):
    assert folded(said) == words

"""Words become facts however they are spelled, and a denied deed is not a deed."""

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "bolehkah saya menyukai foto calon bupati",
        "LIKE FOTO CABUP BOLEH GA",
        "gpp kan klo sy nge-like foto calon bupati",
        "kasih love ke foto calon bupati, boleh?",
        "boleh like-like foto cabup ga sih min",
    ],
)
def test_one_deed_in_many_spellings_is_one_fact(facts, text):
    found = facts(text)
    assert "suka" in found["perbuatan"]
    assert found["objek"] == ("calon",)


@pytest.mark.parametrize("text", ["kampnye hari libur boleh ikut ga", "ikut kampanya boleh ga"])
def test_a_typing_mistake_does_not_hide_the_campaign(facts, text):
    assert facts(text)["acara"] == ("kampanye",)


def test_a_denied_deed_is_not_read_as_done(facts):
    assert "suka" in facts("saya like foto caleg")["perbuatan"]
    assert "perbuatan" not in facts("saya tidak pernah like foto caleg")


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("boleh like foto caleg ga", "boleh"),
        ("saya terlanjur like foto caleg", "terlanjur"),
        ("sanksi like foto caleg apa", "sanksi"),
    ],
)
def test_what_is_wanted_is_told_apart(facts, text, wish):
    assert wish in facts(text)["maksud"]


def test_the_words_that_led_to_a_fact_are_named(knowledge):
    words = dict(knowledge.reader.read("boleh nyoblos di TPS ga").whole.words)
    assert any("nyoblos" in said for said in [*words, *words.values()])

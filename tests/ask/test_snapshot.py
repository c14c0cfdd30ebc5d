"""An answer survives being kept as JSON, without the words of the question."""

import json
from dataclasses import replace

from bot.ask.snapshot import freeze, thaw
from bot.rulebook.cite import Citation
from bot.rulebook.model import Practice
from tests.support.scripts import choose, clarify, verdict

FULL = verdict(
    conditions=("satu", "dua"),
    readings=("begini",),
    practice=(Practice("Dua orang diperiksa", 2018, "https://contoh.id/a"),),
    basis=(Citation("Bawaslu RI (2020)", None, "katanya", False, "statement", link="https://contoh.id/b"),),
)


def test_what_is_thawed_equals_what_was_frozen():
    whole = replace(FULL, parts=(FULL, clarify(), choose(("suka", "Menyukai"))))
    assert thaw(json.loads(json.dumps(freeze(whole)))) == whole


def test_the_words_of_the_question_are_not_kept():
    spoken = replace(FULL, words=(("rahasia sekali", "objek=calon"),))
    kept = json.dumps(freeze(replace(spoken, parts=(spoken,))))
    assert "rahasia" not in kept


def test_an_answer_kept_before_rules_were_signed_is_still_read():
    kept = freeze(replace(FULL, approved_by="Kabag Hukum", parts=(FULL,)))
    for frozen in (kept, *kept["parts"]):
        del frozen["approved_as"], frozen["approved_on"]
    assert thaw(json.loads(json.dumps(kept))) == replace(FULL, approved_by="Kabag Hukum", parts=(FULL,))

"""What the learned reader learns from: each message once, compounds as strict as their strictest act."""

from __future__ import annotations

import pytest

from bot.places import KNOWLEDGE
from bot.rulebook.lines import CALIBRATION, load_lines
from bot.rulebook.reading.load import load
from bot.training.card import table
from bot.training.compare import Score
from bot.training.compound import HAND, compounds
from bot.training.lessons import Lesson, lessons
from bot.understand.compile import words

STRICTNESS = {"prohibited": 0, "depends": 1, "allowed_with_conditions": 2, "allowed": 3, "out_of_scope": 4}


@pytest.fixture(scope="module")
def learned() -> list[Lesson]:
    book = load(KNOWLEDGE)
    lines = load_lines(KNOWLEDGE, book)
    return lessons(book, lines, words(book, lines))


def lesson(text: str, outcome: str, **facts: str) -> Lesson:
    stated = {fact: (value,) for fact, value in facts.items()}
    return Lesson(text, f"rule-of-{text.split()[0]}", outcome, stated, True, "ani")


def test_each_message_is_learned_once(learned):
    texts = [" ".join(one.text.casefold().split()) for one in learned]
    assert len(texts) == len(set(texts))


def test_three_thousand_messages_are_none_of_our_business(learned):
    assert sum(one.outcome == "out_of_scope" for one in learned) >= 3_000


def test_many_hands_wrote_and_those_that_measure_are_marked(learned):
    hands = {one.hand for one in learned}
    assert len(hands) > 15
    assert hands >= CALIBRATION


def test_every_fact_that_flips_a_verdict_has_fifteen_pairs():
    """A pair is two lines of one id whose stated facts differ in that fact."""
    book = load(KNOWLEDGE)
    lines = [line for line in load_lines(KNOWLEDGE, book) if line.pair and line.facts is not None]
    pairs: dict[str, list[dict]] = {}
    for line in lines:
        pairs.setdefault(line.pair, []).append(dict(line.facts))
    flipping = {
        "cltn",
        "keterlibatan",
        "simbol",
        "diunggah",
        "sengaja",
        "sikap",
        "waktu",
        "izin",
        "perlakuan",
    }
    told = {
        fact: sum(any(one.get(fact) != sides[0].get(fact) for one in sides[1:]) for sides in pairs.values())
        for fact in flipping | {"objek", "pelaku", "fasilitas", "mundur", "hubungan", "status_pegawai"}
    }
    assert {fact: count for fact, count in told.items() if count < 15} == {}


def test_a_compound_is_as_strict_as_its_strictest_act():
    single = [
        lesson("nyoblos pagi", "allowed", perbuatan="memilih"),
        lesson("like caleg", "prohibited", perbuatan="suka", objek="calon"),
        lesson("hadir pasif", "depends", keterlibatan="pasif"),
        lesson("hujan deras", "out_of_scope"),
    ]
    rules = {one.rule: one.outcome for one in single}
    made = compounds(single, 200, seed=1)
    assert len(made) == 200
    for one in made:
        said = [outcome for rule, outcome in rules.items() if rule.removeprefix("rule-of-") in one.text]
        assert one.outcome == min(said, key=STRICTNESS.__getitem__)
        assert rules[one.rule] == one.outcome
        assert one.hand == HAND


def test_each_half_of_a_compound_keeps_its_own_meaning():
    single = [
        lesson("nyoblos pagi", "allowed", perbuatan="memilih"),
        lesson("like caleg", "prohibited", perbuatan="suka", objek="calon"),
    ]
    for one in compounds(single, 50, seed=2):
        halves = {one.text[act.start : act.end]: (act.rule, act.outcome) for act in one.acts}
        said = {half.text: (half.rule, half.outcome) for half in single if half.text in one.text}
        assert halves == said


def test_every_piece_of_a_permitted_message_is_permitted(learned):
    parted = [one for one in learned if one.acts and one.outcome != "prohibited"]
    assert len(parted) > 1_000
    for one in parted:
        assert one.outcome in {"allowed", "allowed_with_conditions", "out_of_scope"}
        assert {(act.rule, act.outcome) for act in one.acts} == {(one.rule, one.outcome)}


def test_of_a_forbidden_message_what_differs_from_its_permitted_twin_is_forbidden(learned):
    parted = [one for one in learned if one.acts and one.outcome == "prohibited"]
    assert len(parted) > 100
    for one in parted:
        forbidden = [act for act in one.acts if act.outcome == "prohibited"]
        assert [act.rule for act in forbidden] == [one.rule]
        assert len(one.acts) > 1


def test_an_aside_adds_no_facts():
    single = [
        lesson("nyoblos pagi", "allowed", perbuatan="memilih"),
        lesson("hujan deras", "out_of_scope", hal="umum"),
    ]
    beside = [one for one in compounds(single, 100, seed=1) if one.outcome == "allowed"]
    assert beside
    assert all(one.facts == {"perbuatan": ("memilih",)} for one in beside)


def test_the_same_seed_makes_the_same_compounds(learned):
    assert compounds(learned[:500], 50, seed=3) == compounds(learned[:500], 50, seed=3)


def test_figures_are_written_the_indonesian_way():
    assert "| dev | 273 | 92,3 |" in table([Score("dev", 273, 0.923, 0.982, 0.989, 1.0, 0.8, 0.95)])

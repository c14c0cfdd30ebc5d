"""What a rule says: on complete facts, on partial ones, with several values at once, and outside its time."""

from __future__ import annotations

from datetime import date, timedelta
from time import perf_counter_ns

import pytest

from bot.rulebook.decide import Information, NeedsFact, NotInForce, Verdict, decide, possible
from bot.rulebook.model import Kind, Outcome
from tests.support.knowledge import Base, branch, rule, version

DAY = date(2024, 10, 15)


def built(tmp_path, *versions, name="suka", **changes):
    base = Base()
    base.rules = [rule(name, *versions, bukan_ini=[], **changes)]
    return base.load(tmp_path).rules[name]


@pytest.fixture
def book(tmp_path):
    return Base().load(tmp_path)


def test_complete_facts_reach_their_branch(book):
    verdict = decide(book.rules["hadir"], {"simbol": "ya", "waktu": "libur"}, DAY)
    assert isinstance(verdict, Verdict)
    assert (verdict.outcome, verdict.branch.answer) == (Outcome.PROHIBITED, "Jawaban dilarang.")
    assert verdict.facts_used == {"simbol": ("ya",), "waktu": ("libur",)}


def test_what_no_branch_names_falls_to_the_rest(book):
    verdict = decide(book.rules["suka"], {"objek": "penyelenggara"}, DAY)
    assert verdict.branch.otherwise


def test_a_fact_not_stated_is_assumed_where_the_rule_says_so(book):
    verdict = decide(book.rules["suka"], {}, DAY)
    assert (verdict.outcome, verdict.assumed, verdict.facts_used) == (
        Outcome.PROHIBITED,
        {"objek": "calon"},
        {},
    )


def test_a_stated_fact_wins_over_the_assumption(book):
    verdict = decide(book.rules["suka"], {"objek": "penyelenggara"}, DAY)
    assert (verdict.outcome, verdict.assumed) == (Outcome.DEPENDS, {})


def test_a_fact_that_changes_the_verdict_is_asked_for(book):
    asked = decide(book.rules["hadir"], {}, DAY)
    assert isinstance(asked, NeedsFact)
    assert (asked.fact, asked.possible) == ("simbol", {Outcome.CONDITIONAL, Outcome.PROHIBITED})
    assert [branch.outcome for branch in asked.branches["ya"]] == [Outcome.PROHIBITED]


def test_a_fact_that_changes_nothing_is_not_asked_for(book):
    verdict = decide(book.rules["hadir"], {"simbol": "ya"}, DAY)
    assert isinstance(verdict, Verdict)


def test_branches_of_one_verdict_need_no_question(tmp_path):
    table = version(
        branch("dilarang", {"objek": ["calon"]}, jawaban="Calon."),
        branch("dilarang", {"objek": ["partai"]}, jawaban="Partai."),
        branch("dilarang", jawaban="Lainnya."),
    )
    assert decide(built(tmp_path, table), {}, DAY).branch.answer == "Calon."


def test_the_question_asked_is_the_one_that_settles_most(tmp_path):
    table = version(
        branch("dilarang", {"simbol": ["ya"]}),
        branch("boleh", {"simbol": ["tidak"], "waktu": ["libur"], "objek": ["penyelenggara"]}),
        branch("tergantung"),
    )
    assert decide(built(tmp_path, table), {"objek": "penyelenggara"}, DAY).fact == "simbol"


def test_of_several_values_the_strictest_verdict_counts(book):
    verdict = decide(book.rules["suka"], {"objek": ("penyelenggara", "partai")}, DAY)
    assert verdict.outcome is Outcome.PROHIBITED


def test_several_values_are_all_told(book):
    verdict = decide(book.rules["suka"], {"objek": ("penyelenggara", "partai")}, DAY)
    assert verdict.facts_used == {"objek": ("penyelenggara", "partai")}


def test_a_ban_is_told_before_a_duty_of_the_same_strictness(tmp_path):
    table = version(
        branch("wajib", {"objek": ["calon"]}), branch("dilarang", {"objek": ["partai"]}), branch("tergantung")
    )
    assert decide(built(tmp_path, table), {"objek": ("calon", "partai")}, DAY).outcome is Outcome.PROHIBITED


def test_an_option_outside_the_vocabulary_is_refused(book):
    with pytest.raises(ValueError, match="pilihan 'caleg' tidak ada pada fakta 'objek'"):
        decide(book.rules["suka"], {"objek": "caleg"}, DAY)


def test_facts_that_the_rule_does_not_look_at_change_nothing(book):
    verdict = decide(book.rules["suka"], {"objek": "calon", "tahap": "kampanye"}, DAY)
    assert verdict.facts_used == {"objek": ("calon",)}


def test_the_version_of_the_day_speaks(tmp_path):
    newer = version(branch("dilarang"), berlaku={"sejak": "2024-01-01", "sampai": None})
    older = version(branch("tergantung"), berlaku={"sejak": "2022-01-01", "sampai": "2023-12-31"})
    one = built(tmp_path, newer, older)
    said = [decide(one, {}, day).outcome for day in (date(2023, 12, 31), date(2024, 1, 1))]
    assert said == [Outcome.DEPENDS, Outcome.PROHIBITED]


def test_outside_its_time_a_rule_names_its_boundaries_and_no_verdict(tmp_path):
    newer = version(branch("dilarang"), berlaku={"sejak": "2024-01-01", "sampai": None})
    older = version(branch("boleh"), berlaku={"sejak": "2022-01-01", "sampai": "2022-12-31"})
    one = built(tmp_path, newer, older)
    silent = decide(one, {}, date(2023, 6, 1))
    assert silent == NotInForce(one, date(2022, 12, 31), date(2024, 1, 1))
    assert decide(one, {}, date(2021, 12, 31)) == NotInForce(one, None, date(2022, 1, 1))


def test_information_is_given_as_such(book):
    told = decide(book.rules["lapor"], {}, DAY)
    assert isinstance(told, Information)
    assert (told.kind, told.version.text) == (Kind.REPORTING, "Lapor ke Bawaslu.")


def test_possible_assumes_nothing(book):
    assert possible(book.rules["suka"], {}, DAY) == {Outcome.PROHIBITED, Outcome.DEPENDS}


def test_possible_narrows_as_facts_are_stated(book):
    assert possible(book.rules["hadir"], {"simbol": "ya"}, DAY) == {Outcome.PROHIBITED}


def test_nothing_is_possible_where_there_is_no_verdict(book):
    silent = [possible(book.rules["lapor"], {}, DAY), possible(book.rules["suka"], {}, date(2020, 1, 1))]
    assert silent == [frozenset(), frozenset()]


def test_deciding_takes_microseconds(book):
    one, facts = book.rules["hadir"], {"simbol": "ya", "waktu": "jam_kerja"}
    took = []
    for _ in range(300):
        began = perf_counter_ns()
        decide(one, facts, DAY + timedelta(days=1))
        took.append(perf_counter_ns() - began)
    assert sorted(took)[len(took) // 2] < 100_000

"""One question over several taps, on a real database; the engine's answers are written by the tests."""

from datetime import UTC, datetime

import pytest

from bot.people.audit import Act, AuditEntry
from bot.people.dialogue import Conversation
from bot.store.ask.journal import JournalStore
from bot.store.ask.suspension import SuspensionStore
from bot.store.ask.unanswered import UnansweredStore
from tests.ask.conftest import SITI, tapped, typed
from tests.support.scripts import answer, choose, clarify, verdict


async def test_an_answer_is_journalled_under_a_number_without_its_question(ask, db, script):
    script.says(verdict())
    reply = await typed(ask, "gpp like postingan caleg?")
    entry = await JournalStore(db).find(reply.number)
    assert (entry.rule, entry.outcome, entry.release) == ("medsos-menyukai", "prohibited", "2026.11")
    assert "caleg?" not in str(entry)


async def test_the_date_of_an_answer_is_that_of_the_offices_zone(ask, script):
    script.says(verdict())
    await typed(ask, "boleh?")
    assert script.asked[0].on.isoformat() == "2026-11-22"


async def test_a_question_back_gets_no_number_and_is_not_journalled(ask, script):
    script.says(clarify())
    reply = await typed(ask, "boleh?")
    assert reply.number is None
    assert reply.turn


async def test_a_tap_decides_with_the_facts_known_so_far(ask, script):
    script.says(clarify("cltn", facts={"perbuatan": "dampingi"}), verdict())
    first = await typed(ask, "boleh?")
    await tapped(ask, first.turn, "ya")
    assert script.asked[1].given == {"perbuatan": "dampingi", "cltn": "ya"}
    assert script.asked[1].rule == "medsos-menyukai"


async def test_not_knowing_is_passed_on_as_not_knowing(ask, script):
    script.says(clarify("cltn"), verdict("depends"))
    first = await typed(ask, "boleh?")
    await tapped(ask, first.turn, None)
    assert script.asked[1].unknown == {"cltn"}


async def test_after_two_questions_both_ways_are_shown_instead_of_a_third(ask, script):
    script.says(clarify("cltn"), clarify("simbol"), clarify("waktu"), verdict("depends"))
    reply = await typed(ask, "boleh?")
    reply = await tapped(ask, reply.turn, "ya")
    assert reply.answer.kind == "clarify"
    reply = await tapped(ask, reply.turn, "ya")
    assert reply.answer.kind == "verdict"
    assert script.asked[-1].unknown == {"waktu"}


async def test_an_option_typed_out_counts_as_a_tap(ask, script):
    script.says(clarify("cltn"), verdict())
    await typed(ask, "boleh?")
    await typed(ask, " Ya, benar. ")
    assert script.asked[1].given == {"cltn": "ya"}


async def test_a_new_question_ends_the_open_one(ask, script):
    script.says(clarify("cltn"), verdict())
    first = await typed(ask, "boleh?")
    await typed(ask, "kalau foto bersama?")
    assert script.asked[1].given == {}
    assert await ask.option(SITI, first.turn, "ya") is None


async def test_a_tap_on_an_older_question_is_stale(ask, script):
    script.says(clarify("cltn"))
    first = await typed(ask, "boleh?")
    await typed(ask, "yang lain?")
    assert await ask.option(SITI, first.turn, "ya") is None


async def test_a_tap_that_names_no_option_is_stale(ask, script):
    script.says(clarify("cltn"))
    first = await typed(ask, "boleh?")
    assert await ask.option(SITI, first.turn, "mungkin") is None


async def test_a_tap_that_repeats_the_last_one_is_known_as_such(ask, script):
    script.says(clarify("cltn"), verdict())
    first = await typed(ask, "boleh?")
    await tapped(ask, first.turn, "ya")
    assert await ask.is_done(SITI, first.turn)
    assert not await ask.is_done(SITI, "abcdef")


async def test_somebody_elses_tap_finds_no_dialogue(ask, script):
    script.says(clarify("cltn"))
    first = await typed(ask, "boleh?")
    assert await ask.option(Conversation("tg:2", 2), first.turn, "ya") is None


async def test_a_tap_killed_before_it_was_shown_can_be_replayed(ask, script):
    script.says(clarify("cltn"), verdict())
    first = await typed(ask, "boleh?")
    assert await ask.option(SITI, first.turn, "ya") is not None
    assert await ask.option(SITI, first.turn, "ya") is not None


async def test_a_candidate_is_answered_with_the_facts_understood(ask, script):
    script.says(choose(("medsos-menyukai", "Menyukai"), facts={"objek": "calon"}), verdict())
    first = await typed(ask, "yang itu boleh?")
    await ask.candidate(SITI, first.turn, "medsos-menyukai")
    assert (script.asked[1].rule, script.asked[1].given) == ("medsos-menyukai", {"objek": "calon"})


async def test_none_of_the_candidates_hands_over_and_keeps_the_question_redacted(ask, db, script):
    script.says(choose(("medsos-menyukai", "Menyukai")))
    first = await typed(ask, "yang itu boleh? wa saya 081234567890")
    reply = await ask.candidate(SITI, first.turn, None)
    assert reply.answer.kind == "handover"
    (kept,) = await UnansweredStore(db).recent(5)
    assert (kept.text, kept.reason) == ("yang itu boleh? wa saya [nomor]", "choose")


async def test_a_question_without_answer_is_kept_redacted_for_the_legal_officer(ask, db, script):
    script.says(answer("handover", "handover"))
    reply = await typed(ask, "boleh titip amplop ke @budi ya")
    assert reply.number is None
    (kept,) = await UnansweredStore(db).recent(5)
    assert kept.text == "boleh titip amplop ke [akun] ya"


async def test_signs_without_a_word_are_not_kept(ask, db, script):
    script.says(answer("handover", "handover"))
    await typed(ask, "😀😀 ???")
    assert await UnansweredStore(db).recent(5) == []


async def test_what_is_none_of_our_business_is_not_kept(ask, db, script):
    script.says(answer("declined", "out_of_scope"))
    await typed(ask, "resep rendang?")
    assert await UnansweredStore(db).recent(5) == []


async def test_the_open_part_of_two_questions_is_asked_and_the_other_kept(ask, db, script):
    script.says(verdict(parts=(verdict(), clarify("cltn"))), verdict("allowed", body="Boleh."))
    first = await typed(ask, "boleh like? trus dampingi suami?")
    assert first.open == 1
    reply = await tapped(ask, first.turn, "ya")
    assert [part.outcome for part in reply.answer.parts] == ["prohibited", "allowed"]
    assert (await JournalStore(db).find(reply.number)).outcome == "prohibited"


async def test_a_corrected_fact_is_decided_anew_under_a_new_number(ask, earlier, script):
    script.says(verdict(), verdict("depends"))
    first = await typed(ask, "boleh?")
    reply = await earlier.correct(first.number, 0, "objek", "penyelenggara")
    assert script.asked[1].given["objek"] == "penyelenggara"
    assert reply.number not in (None, first.number)


@pytest.mark.parametrize(
    ("part", "fact", "value"), [(1, "objek", "calon"), (0, "gaji", "calon"), (0, "objek", "bupati")]
)
async def test_a_correction_that_makes_no_sense_is_refused(ask, earlier, script, part, fact, value):
    script.says(verdict())
    first = await typed(ask, "boleh?")
    assert await earlier.correct(first.number, part, fact, value) is None


async def test_help_or_no_help_is_counted_once(ask, earlier, db, script):
    script.says(verdict())
    number = (await typed(ask, "boleh?")).number
    assert await earlier.rate(number, True) is True
    assert await earlier.rate(number, False) is False
    assert (await JournalStore(db).find(number)).helpful is True


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (verdict(), "same"),
        (verdict("depends"), "verdict"),
        (verdict(body="**Tidak boleh.** Diuraikan lain."), "wording"),
        (answer("suspended", "handover", rule="medsos-menyukai"), "suspended"),
    ],
)
async def test_an_earlier_answer_says_what_has_changed_since(ask, earlier, script, now, change):
    script.says(verdict(), now)
    number = (await typed(ask, "boleh?")).number
    assert (await earlier.recall(number.lower())).change == change


async def test_an_answer_of_a_rule_that_is_gone_says_so(ask, earlier, script):
    script.says(verdict(rule="sudah-dihapus"))
    number = (await typed(ask, "boleh?")).number
    assert (await earlier.recall(number)).change == "retired"


async def test_suspended_rules_are_named_to_the_engine(ask, db, script):
    entry = AuditEntry("tg:1", Act.RULE_SUSPENDED, "medsos-menyukai", datetime(2026, 11, 22, tzinfo=UTC))
    await SuspensionStore(db).suspend(rule="medsos-menyukai", reason="keliru", entry=entry)
    script.says(verdict())
    await typed(ask, "boleh?")
    assert script.asked[0].suspended == {"medsos-menyukai"}


async def test_what_nobody_understood_is_named_beside_the_answer_to_the_candidate_picked(ask, script):
    script.says(choose(("medsos-menyukai", "Menyukai"), unexplained=("kader",)))
    reply = await typed(ask, "boleh nyoblos bareng kader?")
    script.says(verdict())
    picked = await ask.candidate(SITI, reply.turn, reply.answer.choices[0][0])
    assert "kader belum saya pahami dan tidak ikut dinilai" in picked.answer.notes[0]

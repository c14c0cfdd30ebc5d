"""What is expected: one row for each person and chat. Drafts: one for each flow beside it, left once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.model import BroadcastKind, BroadcastRequest, Content, Phase, When
from bot.people.audit import Act
from bot.people.dialogue import Conversation, Draft, Expected
from bot.store.chat.dialogue import DialogueStore
from bot.store.engine.db import Database
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.tables import draft as drafts
from tests.people.made import line
from tests.people.on_record import at_once, rows

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
HERE = Conversation("tg:1", 1)
STATE = {
    "aturan": "medsos-menyukai",
    "fakta": {"objek": ["calon"]},
    "langkah": 2,
    "emoji": "🙏",
    "kosong": None,
}
TEXT = Expected("pengingat", "text", NOON, STATE)
ORDER = BroadcastRequest(BroadcastKind.MANUAL, Content("Halo."), "semua", When(), "tg:1")


@pytest.fixture
def dialogues(db: Database) -> DialogueStore:
    return DialogueStore(db)


async def test_what_is_expected_comes_back_as_it_was_put(dialogues):
    assert await dialogues.expect(HERE, TEXT) is None
    assert await dialogues.expected(HERE) == TEXT


async def test_another_flow_takes_its_place_and_what_it_replaced_is_told(dialogues):
    await dialogues.expect(HERE, TEXT)
    other = replace(TEXT, flow="siaran", step="content", expires_at=NOON + timedelta(hours=1), state={})
    assert await dialogues.expect(HERE, other) == TEXT
    assert await dialogues.expected(HERE) == other


@pytest.mark.parametrize("elsewhere", [Conversation("tg:2", 1), Conversation("tg:1", -100)])
async def test_people_and_chats_do_not_mix(dialogues, elsewhere):
    await dialogues.expect(HERE, TEXT)
    await dialogues.keep_draft(HERE, "siaran", Draft("d1", STATE, NOON))
    assert await dialogues.expected(elsewhere) is None
    assert await dialogues.draft(elsewhere, "siaran") is None
    await dialogues.end(elsewhere)
    assert await dialogues.expected(HERE) == TEXT


async def test_ended_it_is_expected_no_more_and_ending_again_is_harmless(dialogues):
    await dialogues.expect(HERE, TEXT)
    await dialogues.end(HERE, "siaran")
    assert await dialogues.expected(HERE) == TEXT
    await dialogues.end(HERE, "pengingat")
    await dialogues.end(HERE)
    assert await dialogues.expected(HERE) is None


async def test_ending_what_is_expected_leaves_the_draft(dialogues):
    draft = Draft("d1", STATE, NOON)
    await dialogues.expect(HERE, replace(TEXT, flow="siaran"))
    await dialogues.keep_draft(HERE, "siaran", draft)
    await dialogues.end(HERE)
    assert await dialogues.draft(HERE, "siaran") == draft


async def test_each_flow_has_one_draft_and_the_last_kept_counts(dialogues):
    later = Draft("d2", {}, NOON + timedelta(hours=1))
    await dialogues.keep_draft(HERE, "siaran", Draft("d1", STATE, NOON))
    await dialogues.keep_draft(HERE, "ikrar_baru", Draft("d3", STATE, NOON))
    await dialogues.keep_draft(HERE, "siaran", later)
    assert await dialogues.draft(HERE, "siaran") == later
    await dialogues.drop_draft(HERE, "siaran")
    assert await dialogues.draft(HERE, "siaran") is None
    assert await dialogues.draft(HERE, "ikrar_baru") is not None


async def test_a_draft_leaves_once_whoever_sends_it_at_once(two_processes):
    await DialogueStore(two_processes[0]).keep_draft(HERE, "siaran", Draft("d1", STATE, NOON))
    made = await at_once(
        *(
            BroadcastStore(db).add(ORDER, Phase.FREEZING, NOON, line(Act.BROADCAST_ORDERED), "d1")
            for db in two_processes * 3
        )
    )
    (number,) = [one for one in made if one is not None]
    assert [one.id for one in await BroadcastStore(two_processes[0]).recent(9)] == [number]
    assert (await BroadcastStore(two_processes[1]).of_draft("d1")).id == number
    assert await rows(two_processes[0], drafts) == []


async def test_a_draft_that_has_changed_does_not_leave_and_stays(db, dialogues):
    await dialogues.keep_draft(HERE, "siaran", Draft("d2", STATE, NOON))
    made = await BroadcastStore(db).add(ORDER, Phase.FREEZING, NOON, line(Act.BROADCAST_ORDERED), "d1")
    assert (made, await BroadcastStore(db).of_draft("d1"), await BroadcastStore(db).recent(9)) == (
        None,
        None,
        [],
    )
    assert (await dialogues.draft(HERE, "siaran")).id == "d2"

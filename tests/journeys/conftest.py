"""Conversations with the product: real Application, rule base and SQLite; only HTTP and time are replaced.

A journey begins after the last of the steps of its `story` whose fixtures it uses; each folder has its own.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.ask.model import Answer, Question
from bot.understand.open import Knowledge
from tests.support.app import AppFixture, ManualClock, Place, product
from tests.support.chat import Chat, knowledge
from tests.support.databases import Copier, copier, newest_postgres, newest_sqlite, postgres
from tests.support.released import released
from tests.support.scripts import Script
from tests.support.small_office import Records, without_disk
from tests.support.snapshots import Snapshot, Snapshots, Story, read_here

__all__ = ["copier", "knowledge", "newest_postgres", "newest_sqlite", "postgres", "without_disk"]


@pytest.fixture
def story() -> Story:
    """Nothing has happened yet."""
    return Story()


@pytest.fixture(scope="session")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> Snapshots:
    """What the stories have led to, for all journeys, on the rule base that the product ships with."""
    return Snapshots(tmp_path_factory.mktemp("snapshots"), released())


@pytest.fixture
def snapshot(request: pytest.FixtureRequest, story: Story, snapshots: Snapshots, copier: Copier) -> Snapshot:
    """What has happened already when the journey begins."""
    return snapshots.after(story.up_to(request.fixturenames), copier)


@pytest.fixture
def place(snapshot: Snapshot, copier: Copier, tmp_path: Path) -> Place:
    """The database that the journey goes on with, and its key."""
    return snapshot.restore(copier, tmp_path)


@pytest.fixture
def moment(story: Story) -> datetime:
    """When the journey takes place; parametrize it to be elsewhere in time."""
    return story.moment


@pytest.fixture
def clock(moment: datetime) -> ManualClock:
    """Moves time on."""
    return ManualClock(moment)


@pytest.fixture
def settings(story: Story) -> dict[str, Any]:
    """Settings beyond the usual; what is changed later holds after a restart."""
    return dict(story.settings)


@pytest.fixture
def law(knowledge: Knowledge) -> list[Knowledge]:
    """The rule base; what is put after it holds after a restart."""
    return [knowledge]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are read in this process; overridden where a journey goes the whole way."""
    monkeypatch.setattr("bot.wiring.read_apart", read_here)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No waiting for ticks: what comes with time comes as soon as the clock shows it."""
    monkeypatch.setattr("bot.outbox.dispatch.LOOK_EVERY_SECONDS", 0.03)
    monkeypatch.setattr("bot.tg.broadcast.progress_reporter.EVERY_SECONDS", 0.03)
    monkeypatch.setattr("bot.outbox.rate_limit.CHAT_SECONDS", 0.0)


@pytest.fixture
async def app(
    snapshot: Snapshot,
    place: Place,
    law: list[Knowledge],
    clock: ManualClock,
    settings: dict[str, Any],
    reader: None,
) -> AsyncIterator[AppFixture]:
    """The product, going on after the snapshot."""
    async with AppFixture(product(place, law, settings), clock, snapshot.telegram) as opened:
        yield opened


@pytest.fixture
async def records(place: Place, app: AppFixture) -> AsyncIterator[Records]:
    """The database, read beside the bot."""
    read = Records(place.url)
    yield read
    await read.close()


@pytest.fixture
def chat(app: AppFixture) -> Chat:
    """An employee's private chat."""
    return app.person()


@pytest.fixture
def owner(app: AppFixture) -> Chat:
    """Rahma, whom the settings make owner, and legal officer with it."""
    return app.somebody("Rahma")


@pytest.fixture
def hr(app: AppFixture) -> Chat:
    """Hana, who keeps the list and writes to many."""
    return app.somebody("Hana")


@pytest.fixture
def siti(app: AppFixture) -> Chat:
    return app.somebody("Siti")


@pytest.fixture
def budi(app: AppFixture) -> Chat:
    return app.somebody("Budi")


@pytest.fixture
def citra(app: AppFixture) -> Chat:
    return app.somebody("Citra")


@pytest.fixture
def stranger(app: AppFixture) -> Chat:
    """On nobody's list."""
    return app.somebody("Maling")


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """Answers written by the test in place of the engine's, for shapes that no question leads to reliably."""
    written = Script()

    def answer(_: Knowledge, question: Question) -> Answer:
        return written.answer(question)

    monkeypatch.setattr("bot.ask.clerk.answer_to", answer)
    return written

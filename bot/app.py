"""The composition root: settings, clock and rule base in, a Telegram bot out.

Reads as a table of contents; every decision is made elsewhere. The only place that knows store and Telegram.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram.error import InvalidToken
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest

from bot.ask.clerk import Clerk
from bot.ask.earlier import Earlier
from bot.ask.ports import Memory
from bot.ask.service import Ask
from bot.clock import Clock
from bot.config import LOCALES, ConfigError, Settings
from bot.store import dialogue, inbox, journal, preference, suspension, unanswered
from bot.store.db import Database
from bot.tg import log, menu
from bot.tg.failure import Failure
from bot.tg.inbox import Inbox, Rows
from bot.tg.kit import Kit
from bot.tg.processor import Processor
from bot.tg.routes import ALLOWED_UPDATES, handlers
from bot.understand.open import Knowledge
from bot.wording import Wording

LANGUAGES = ("id", "en")
# Answers need few connections; a large pool makes the HTTP library slower, not faster.
CONNECTIONS = 16
PRUNE_EVERY = timedelta(hours=6)

App = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings, clock: Clock, knowledge: Knowledge, *, request: BaseRequest | None = None
) -> App:
    """The bot, not yet running; `request` replaces the network. Its hooks open and close the database.

    Raises ConfigError without a token.
    """
    token = _token(settings)
    log.silence_addresses()
    life = _Life(settings, clock, knowledge)
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .update_queue(life.inbox)
        .concurrent_updates(Processor(life.inbox))
        .post_init(life.begin)
        .post_shutdown(life.end)
    )
    if request is None:
        builder = builder.connection_pool_size(CONNECTIONS)
    else:
        builder = builder.request(request).get_updates_request(request)
    application: App = builder.build()
    application.add_error_handler(Failure(life.words, settings.language))
    return application


def run(settings: Settings, clock: Clock, knowledge: Knowledge) -> None:
    """Runs on Telegram until stopped: by webhook where one is set, else by long polling.

    Raises ConfigError when the token is missing or refused, StoreError when the database cannot be used.
    """
    application = build_application(settings, clock, knowledge)
    log.log_to_stderr(_token(settings))
    try:
        if settings.webhook_url is not None and settings.webhook_secret is not None:
            host, port = settings.webhook_listen
            application.run_webhook(
                listen=host,
                port=port,
                url_path=urlsplit(settings.webhook_url).path.lstrip("/"),
                webhook_url=settings.webhook_url,
                secret_token=settings.webhook_secret.get_secret_value(),
                allowed_updates=ALLOWED_UPDATES,
                bootstrap_retries=-1,
            )
        else:
            application.run_polling(allowed_updates=ALLOWED_UPDATES, bootstrap_retries=-1)
    except InvalidToken:
        raise ConfigError(
            "NETRAL_TOKEN ditolak Telegram. Salin ulang token dari @BotFather (perintah /token)."
        ) from None


class _Life:
    """What is opened when the bot starts and closed when it ends."""

    def __init__(self, settings: Settings, clock: Clock, knowledge: Knowledge) -> None:
        self.inbox = Inbox(clock)
        self.words = {language: Wording(LOCALES, language) for language in LANGUAGES}
        self._settings = settings
        self._clock = clock
        self._knowledge = knowledge
        self._database: Database | None = None

    async def begin(self, application: App) -> None:
        """Opens the database, sets the table of handlers and the menus, replays what was left unfinished."""
        self._database = db = await Database.open(self._settings.database_url)
        kit = self._kit(memory_of(db))
        application.add_handlers(handlers(kit))
        await menu.publish(kit, application.bot)
        await self.inbox.open(rows_of(db), application.bot)
        await self.inbox.prune()
        if application.job_queue is not None:
            application.job_queue.run_repeating(self._prune, PRUNE_EVERY)

    async def end(self, _: App) -> None:
        """Closes the database."""
        if self._database is not None:
            await self._database.close()

    async def _prune(self, _: object) -> None:
        await self.inbox.prune()

    def _kit(self, memory: Memory) -> Kit:
        clerk = Clerk(self._knowledge, memory, self._clock, self._settings.zone)
        return Kit(
            clock=self._clock,
            zone=self._settings.zone,
            owners=self._settings.owner_ids,
            language=self._settings.language,
            words=self.words,
            knowledge=self._knowledge,
            memory=memory,
            ask=Ask(clerk),
            earlier=Earlier(clerk),
        )


def memory_of(db: Database) -> Memory:
    """The store in the shape that asking wants it."""
    return Memory(
        keep_answer=partial(journal.add, db),
        find_answer=partial(journal.find, db),
        rate_answer=partial(journal.rate, db),
        keep_unanswered=partial(unanswered.add, db),
        recent_unanswered=partial(unanswered.recent, db),
        suspend=partial(suspension.suspend, db),
        lift=partial(suspension.lift, db),
        suspensions=partial(suspension.active, db),
        dialogue=partial(dialogue.get, db),
        keep_dialogue=partial(dialogue.put, db),
        end_dialogue=partial(dialogue.clear, db),
        language=partial(preference.language, db),
        choose_language=partial(preference.set_language, db),
    )


def rows_of(db: Database) -> Rows:
    """The store in the shape that the inbox wants it."""
    return Rows(
        add=partial(inbox.add, db),
        unprocessed=partial(inbox.unprocessed, db),
        mark_processed=partial(inbox.mark_processed, db),
        prune=partial(inbox.prune, db),
    )


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise ConfigError(
            "NETRAL_TOKEN belum diisi. Minta token kepada @BotFather, atau pakai `netral chat`."
        )
    return settings.token.get_secret_value()

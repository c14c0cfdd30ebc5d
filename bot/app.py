"""The composition root: settings, clock and rule base in, a Telegram bot out.

Reads as a table of contents; every decision is made elsewhere, and what needs no Telegram is put together in
`wiring`. The only place that knows store and Telegram.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.ask.earlier import Earlier
from bot.clock import Clock
from bot.config import LOCALES, ConfigError, Settings
from bot.outbox.dispatch import Dispatcher, SendLimits
from bot.store.engine.db import Database
from bot.store.engine.keys import keyring
from bot.tg.broadcast.progress_reporter import Herald
from bot.tg.broadcast.sender import TelegramSender
from bot.tg.core import menu
from bot.tg.core.failure import Failure
from bot.tg.core.render import as_html
from bot.tg.core.services import Services
from bot.tg.remind.daily_job import Watch
from bot.tg.routes import ALLOWED_UPDATES, handlers
from bot.tg.transport import logging_filter
from bot.tg.transport.background import Background
from bot.tg.transport.inbox import Inbox
from bot.tg.transport.polling import PollRequest
from bot.tg.transport.update_processor import Processor
from bot.understand.open import Knowledge
from bot.wiring import UseCases, dispatcher_on
from bot.wording import Wording

LANGUAGES = ("id", "en")
# Answers need few connections; a large pool makes the HTTP library slower, not faster.
CONNECTIONS = 16
# Messages to many leave half of them to answers.
AT_ONCE = 8
# At paid rates: enough while Telegram answers within 0.3 seconds.
MOST_AT_ONCE = 300
# What Telegram lets through a second without charging for it.
FREE_RATE = 30
PRUNE_EVERY = timedelta(hours=6)
# How soon the bot takes up what a killed command has left half frozen.
ADOPT_EVERY = timedelta(seconds=10)
# How long a thread that compares lists or draws a PDF may keep the interpreter from everybody who is waiting
# for an answer; Python's own 5 ms add up over the many small steps of one.
TURN_SECONDS = 0.0005

App = Application[Any, Any, Any, Any, Any, Any]


def build_application(
    settings: Settings, clock: Clock, knowledge: Knowledge, *, request: BaseRequest | None = None
) -> App:
    """The bot, not yet running; `request` replaces the network. Its hooks open and close the database.

    Raises ConfigError without a token, and at a paid rate without the extra that it needs.
    """
    token = _token(settings)
    logging_filter.silence_addresses()
    # The library's own switch to pauses as timedelta; its numbers are deprecated and warn at every 429.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    life = _Life(settings, clock, knowledge)
    builder = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .update_queue(life.inbox)
        .concurrent_updates(Processor(life.inbox))
        .post_init(life.begin)
        .post_stop(life.rest)
        .post_shutdown(life.end)
    )
    builder = builder.get_updates_request(PollRequest(request or HTTPXRequest(), life.inbox))
    if request is not None:
        builder = builder.request(request)
    elif is_paid(settings):
        builder = builder.request(_fast(settings))
    else:
        builder = builder.connection_pool_size(CONNECTIONS)
    application: App = builder.build()
    application.add_error_handler(Failure(life.words, settings.language))
    return application


def run(settings: Settings, clock: Clock, knowledge: Knowledge) -> None:
    """Runs on Telegram until stopped: by webhook where one is set, else by long polling.

    Raises ConfigError when the token is missing or refused, StoreError when the database cannot be used.
    """
    application = build_application(settings, clock, knowledge)
    logging_filter.log_to_stderr(_token(settings))
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
        self._use_cases: UseCases | None = None
        self._background = Background()

    async def begin(self, application: App) -> None:
        """Opens the database, sets handlers and menus, replays what was left unfinished."""
        sys.setswitchinterval(TURN_SECONDS)
        self._database = db = await Database.open(self._settings.database_url)
        keys = await keyring(db, self._settings.key_path)
        dispatcher = self._dispatcher(db, application.bot)
        words = self.words[self._settings.language]
        self._use_cases = on = UseCases(db, self._settings, self._clock, keys, words, dispatcher.wake)
        services = self._services(on, application.bot, dispatcher)
        application.add_handlers(handlers(services))
        await self.inbox.open(on.updates, application.bot)
        await self._prune()
        await services.checkpoints.begin()
        await dispatcher.recover()
        await services.outbox.go_on_freezing()
        if application.job_queue is not None:
            application.job_queue.run_repeating(self._prune, PRUNE_EVERY)
            application.job_queue.run_repeating(lambda _: services.outbox.go_on_freezing(), ADOPT_EVERY)
        herald = Herald(
            application.bot,
            services.outbox,
            dispatcher.troubles,
            services.hr_contacts,
            self.words[self._settings.language],
            self._settings.zone,
        )
        self._background.start(dispatcher.run, dispatcher.stop)
        # Asks Telegram many things in a row, which broadcasts must not wait for.
        await menu.publish(services, application.bot)
        watch = Watch(services, application.bot)
        self._background.start(herald.run, herald.stop)
        self._background.start(watch.run, watch.stop)

    async def rest(self, _: App) -> None:
        """Sends nothing more; what is under way comes to its end."""
        await self._background.end()

    async def end(self, _: App) -> None:
        """Closes the database."""
        await self._background.end()
        if self._database is not None:
            await self._database.close()

    async def _prune(self, _: object = None) -> None:
        await self.inbox.prune()
        if self._use_cases is None:
            raise RuntimeError("pruned before the database was opened")
        await self._use_cases.forget_expired()

    def _dispatcher(self, db: Database, bot: Bot) -> Dispatcher:
        settings = self._settings
        sender = TelegramSender(bot, self.words[settings.language], paid=is_paid(settings))
        limits = SendLimits(settings.broadcast_rate, at_once(settings))
        return dispatcher_on(db, settings, self._clock, sender.send, limits)

    def _services(self, on: UseCases, bot: Bot, dispatcher: Dispatcher) -> Services:
        settings, clerk = self._settings, on.clerk(self._knowledge)
        return Services(
            clock=self._clock,
            zone=settings.zone,
            language=settings.language,
            words=self.words,
            knowledge=self._knowledge,
            suspensions=on.suspensions,
            unanswered=on.unanswered,
            preferences=on.preferences,
            dialogues=on.dialogues,
            ask=on.ask(clerk),
            earlier=Earlier(clerk),
            members=on.members,
            accounts=on.accounts,
            staff=on.staff,
            hr_contacts=on.hr_contacts,
            joining=on.joining,
            join_codes=on.join_codes,
            roster_import=on.roster_import,
            privacy=on.privacy,
            outbox=on.outbox,
            pledging=on.pledging,
            checkpoints=on.checkpoints,
            until=on.invitation.until,
            remind=on.remind(self._knowledge.book, as_html),
            sender=TelegramSender(bot, self.words[settings.language], paid=False),
            rate=settings.broadcast_rate,
            replied=dispatcher.rate_limiter.replied,
        )


def is_paid(settings: Settings) -> bool:
    """Whether messages to many leave faster than Telegram lets them for nothing."""
    return settings.broadcast_rate > FREE_RATE


def at_once(settings: Settings) -> int:
    """How many messages to many may be under way at the same time."""
    if not is_paid(settings):
        return AT_ONCE
    return min(MOST_AT_ONCE, max(AT_ONCE, round(settings.broadcast_rate * 0.3)))


def _fast(settings: Settings) -> BaseRequest:
    try:
        from bot.tg.transport.fast_connection import FastRequest
    except ModuleNotFoundError:
        raise ConfigError(
            f"NETRAL_BROADCAST_RATE di atas {FREE_RATE} membutuhkan aiohttp. "
            "Pasang dengan: pip install 'netral[fast]'."
        ) from None
    return FastRequest(settings.api_url, at_once(settings) + CONNECTIONS)


def _token(settings: Settings) -> str:
    if settings.token is None:
        raise ConfigError(
            "NETRAL_TOKEN belum diisi. Minta token kepada @BotFather, atau pakai `netral chat`."
        )
    return settings.token.get_secret_value()

"""The composition root: settings, clock and rule base in, a Telegram bot out.

Reads as a table of contents; every decision is made elsewhere. The only place that knows store and Telegram.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, Collection
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot
from telegram.error import InvalidToken
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.ask.clerk import Clerk
from bot.ask.earlier import Earlier
from bot.ask.service import Ask
from bot.clock import Clock
from bot.config import LOCALES, ConfigError, Settings
from bot.outbox.dispatch import Dispatcher, SendLimits
from bot.outbox.plan import DeliveryPolicy
from bot.outbox.quiet import Days
from bot.outbox.service import Outbox
from bot.people.authority import Role
from bot.people.joining.issuing import JoinCodes
from bot.people.joining.service import Joining
from bot.people.keyring import Keyring
from bot.people.privacy import Privacy
from bot.people.roster.roster_import import DRAFT_HOLDS, UNDO_HOLDS, RosterImport
from bot.people.roster.subprocess_reader import read_apart
from bot.people.staff import Staff
from bot.pledge.heads import Heads
from bot.pledge.invitation import Invitation
from bot.pledge.service import Pledging
from bot.remind.service import Remind
from bot.store import shapes
from bot.store.chat import inbox
from bot.store.chat.dialogue import DialogueStore
from bot.store.engine.db import Database
from bot.store.engine.failure import StoreError
from bot.store.engine.keys import keyring
from bot.store.people import retention, roster, roster_draft
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
from bot.tg.transport.inbox import Inbox, Rows
from bot.tg.transport.polling import PollRequest
from bot.tg.transport.update_processor import Processor
from bot.understand.open import Knowledge
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
        self._background = Background()

    async def begin(self, application: App) -> None:
        """Opens the database, sets handlers and menus, replays what was left unfinished."""
        sys.setswitchinterval(TURN_SECONDS)
        self._database = db = await Database.open(self._settings.database_url)
        keys = await keyring(db, self._settings.key_path)
        dispatcher = self._dispatcher(db, application.bot)
        services = self._services(db, keys, application.bot, dispatcher)
        application.add_handlers(handlers(services))
        await self.inbox.open(rows_of(db), application.bot)
        await self._prune()
        await services.heads.begin()
        await dispatcher.recover()
        await services.outbox.go_on_freezing()
        if application.job_queue is not None:
            application.job_queue.run_repeating(self._prune, PRUNE_EVERY)
            application.job_queue.run_repeating(lambda _: services.outbox.go_on_freezing(), ADOPT_EVERY)
        herald = Herald(
            application.bot,
            services.outbox,
            dispatcher.troubles,
            self._hr(services),
            self.words[self._settings.language],
            self._settings.zone,
        )
        self._background.start(dispatcher.run, dispatcher.stop)
        # Asks Telegram many things in a row, which broadcasts must not wait for.
        await menu.publish(services, application.bot)
        watch = Watch(services, application.bot, self._hr(services))
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
        now, db = self._clock.now(), self._opened()
        await self.inbox.prune()
        await roster_draft.prune(db, now - DRAFT_HOLDS)
        kept = timedelta(days=self._settings.retention_days)
        await roster.forget_undoing(db, now - min(UNDO_HOLDS, kept))
        await retention.prune(db, now - kept)

    def _opened(self) -> Database:
        if self._database is None:
            raise RuntimeError("the database was not opened")
        return self._database

    def _dispatcher(self, db: Database, bot: Bot) -> Dispatcher:
        settings = self._settings
        sender = TelegramSender(bot, self.words[settings.language], paid=is_paid(settings))
        return Dispatcher(
            shapes.broadcasts_of(db),
            shapes.deliveries_of(db),
            sender.send,
            self._clock,
            policy(settings),
            SendLimits(settings.broadcast_rate, at_once(settings)),
            StoreError,
        )

    def _hr(self, services: Services) -> Callable[[], Awaitable[Collection[int]]]:
        async def hr() -> Collection[int]:
            if self._settings.hr_chat is not None:
                return (self._settings.hr_chat,)
            return await services.staff.others(Role.HR, 0)

        return hr

    def _services(self, db: Database, keys: Keyring, bot: Bot, dispatcher: Dispatcher) -> Services:
        settings, clock = self._settings, self._clock
        memory, members, joins = shapes.memory_of(db), shapes.members_of(db), shapes.joins_of(db)
        dialogues = DialogueStore(db)
        staff = Staff(
            members, shapes.roles_of(db), clock, settings.owner_ids, needs_two=settings.second_person
        )
        outbox = Outbox(
            shapes.broadcasts_of(db),
            shapes.deliveries_of(db),
            staff,
            clock,
            policy(settings),
            dispatcher.wake,
        )
        clerk = Clerk(self._knowledge, memory, clock, settings.zone)
        book = shapes.book_of(db)
        invitation = Invitation(self.words[settings.language], settings.zone)
        return Services(
            clock=clock,
            zone=settings.zone,
            language=settings.language,
            hr_chat=settings.hr_chat,
            words=self.words,
            knowledge=self._knowledge,
            memory=memory,
            dialogues=dialogues,
            ask=Ask(clerk, dialogues),
            earlier=Earlier(clerk),
            members=members,
            staff=staff,
            joining=Joining(members, joins, dialogues, keys, clock),
            join_codes=JoinCodes(members, joins, keys, clock),
            roster_import=RosterImport(members, shapes.lists_of(db), keys, clock, settings.zone, read_apart),
            privacy=Privacy(shapes.traces_of(db), clock),
            outbox=outbox,
            pledging=Pledging(shapes.campaigns_of(db, keys.hash), book, staff, outbox, clock, invitation),
            heads=Heads(book, keys, clock, settings.witness_path),
            until=invitation.until,
            remind=Remind(self._knowledge.book, shapes.plans_of(db), outbox, clock, settings.zone, as_html),
            sender=TelegramSender(bot, self.words[settings.language], paid=False),
            rate=settings.broadcast_rate,
            replied=dispatcher.pace.replied,
        )


def policy(settings: Settings) -> DeliveryPolicy:
    """How considerate this office is."""
    days = Days(*settings.quiet_days)
    return DeliveryPolicy(settings.quiet_hours, settings.daily_cap, settings.zone, days)


def is_paid(settings: Settings) -> bool:
    """Whether messages to many leave faster than Telegram lets them for nothing."""
    return settings.broadcast_rate > FREE_RATE


def at_once(settings: Settings) -> int:
    """How many messages to many may be under way at the same time."""
    if not is_paid(settings):
        return AT_ONCE
    return min(MOST_AT_ONCE, max(AT_ONCE, round(settings.broadcast_rate * 0.3)))


def rows_of(db: Database) -> Rows:
    """The store in the shape that the inbox wants it."""
    return Rows(
        add=partial(inbox.add, db),
        unprocessed=partial(inbox.unprocessed, db),
        mark_processed=partial(inbox.mark_processed, db),
        prune=partial(inbox.prune, db),
    )


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

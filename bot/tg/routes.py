"""Every command, message and button, with who does what about it; a button stands beside its handler.

Order matters: the first that fits takes the update.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import partial

from telegram import Update
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.people.dialogue import ShapeError
from bot.tg import cancel, message_router
from bot.tg.ask import buttons as ask_buttons
from bot.tg.ask import change_fact, earlier_answer, election_schedule, not_text, questions, sources, topics
from bot.tg.broadcast import approval, broadcast_control, compose
from bot.tg.broadcast import buttons as broadcast_buttons
from bot.tg.core import dialogue, guard
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.commands import COMMANDS, Command
from bot.tg.core.context import Context, context_of
from bot.tg.core.guard import Handler
from bot.tg.core.router import Router, declared
from bot.tg.core.services import Services
from bot.tg.desk import audit_log, legal_review, sign_off
from bot.tg.desk import buttons as desk_buttons
from bot.tg.people import buttons as people_buttons
from bot.tg.people import employees, joining, profile, roles, roster, start
from bot.tg.pledge import buttons as pledge_buttons
from bot.tg.pledge import campaign, pledging, recap
from bot.tg.remind import buttons as remind_buttons
from bot.tg.remind import reminders

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[object, object, None]]

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)


DOES: Mapping[str, Handler] = {
    "start": start.on_start,
    "tanya": questions.on_tanya,
    "topik": topics.on_topics,
    "sumber": sources.on_sources,
    "jadwal": election_schedule.on_schedule,
    "lapor": topics.on_report,
    "jawaban": earlier_answer.on_recall,
    "bahasa": start.on_language,
    "bantuan": start.on_help,
    "batal": cancel.on_cancel,
    "gabung": joining.on_join,
    "profil": profile.on_profile,
    "data_saya": profile.on_data,
    "hapus_data": profile.on_forget,
    "pegawai": employees.on_members,
    "templat": roster.on_template,
    "kode": employees.on_code,
    "berhenti": profile.on_stop,
    "lanjutkan": profile.on_go_on,
    "siaran": compose.on_broadcast,
    "rencana": reminders.on_plan,
    "ikrar": pledging.on_pledges,
    "cek": pledging.on_check,
    "ikrar_baru": campaign.on_new,
    "rekap": recap.on_recaps,
    "peran": roles.on_roles,
    "beri_peran": roles.on_grant,
    "cabut_peran": roles.on_revoke,
    "catatan": audit_log.on_log,
    "tangguhkan": legal_review.on_suspend,
    "cabut_tangguhan": legal_review.on_lift,
    "tak_terjawab": legal_review.on_unanswered,
    "pengesahan": sign_off.on_approvals,
}

# The modules that declare buttons; every button in them must have a handler.
ROUTER = Router(
    declared(ask_buttons, desk_buttons, people_buttons, broadcast_buttons, remind_buttons, pledge_buttons),
    (
        *questions.ROUTES,
        *change_fact.ROUTES,
        *earlier_answer.ROUTES,
        *topics.ROUTES,
        *legal_review.ROUTES,
        *sign_off.ROUTES,
        *audit_log.ROUTES,
        *start.ROUTES,
        *joining.ROUTES,
        *profile.ROUTES,
        *roster.ROUTES,
        *employees.ROUTES,
        *roles.ROUTES,
        *compose.ROUTES,
        *approval.ROUTES,
        *broadcast_control.ROUTES,
        *reminders.ROUTES,
        *pledging.ROUTES,
        *campaign.ROUTES,
        *recap.ROUTES,
    ),
)


def handlers(services: Services) -> list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]]:
    """The table for python-telegram-bot."""
    new = filters.UpdateType.MESSAGE
    routes = Routes(services)
    commands: list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None]] = [
        CommandHandler(one.name, routes.command(one), filters=new) for one in COMMANDS
    ]
    return [
        *commands,
        MessageHandler(new & filters.COMMAND, routes.message(not_text.on_unknown_command)),
        MessageHandler(new & filters.CONTACT, routes.message(joining.on_contact)),
        MessageHandler(new & filters.Document.ALL, routes.message(message_router.on_document)),
        MessageHandler(new & filters.TEXT, routes.message(message_router.on_text)),
        MessageHandler(new & ~filters.StatusUpdate.ALL, routes.message(message_router.on_other)),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, routes.message(not_text.on_edited)),
        CallbackQueryHandler(routes.press),
        ChatMemberHandler(routes.message(start.on_membership), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


class Routes:
    """Makes a context of each update and takes it to its handler."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def command(self, command: Command) -> Callback:
        """A command for those who may use it; it ends what was expected to be written."""
        guarded = guard.command(command, DOES[command.name])

        async def handle(context: Context) -> None:
            await message_router.on_command(context, command.name)
            await guarded(context)

        return self.message(handle)

    def message(self, handler: Handler) -> Callback:
        async def handle(update: Update, telegram_context: ContextTypes.DEFAULT_TYPE) -> None:
            found = await context_of(
                self._services, update, telegram_context.bot, tuple(telegram_context.args or ())
            )
            if found is not None:
                await _carried_out(not_text.on_shared_account if found.is_shared else handler, found)

        return handle

    async def press(self, update: Update, telegram_context: ContextTypes.DEFAULT_TYPE) -> None:
        """Handles a tap and always answers it, so that the button stops loading."""
        query = update.callback_query
        press = ROUTER.find(query.data or "") if query else None
        found = await context_of(self._services, update, telegram_context.bot)
        if found is None:
            return
        if press is None:
            await found.is_stale()
        elif press.owner not in (ANYBODY, found.user.id):
            await found.acknowledge(found.words("ask.foreign"), alert=True)
        else:
            await _carried_out(partial(guard.press, one=press), found)
            await found.acknowledge()


async def _carried_out(handler: Handler, context: Context) -> None:
    """Runs the handler; a state left by another release is deleted rather than guessed at."""
    try:
        await handler(context)
    except ShapeError as error:
        await dialogue.forget(context, error)

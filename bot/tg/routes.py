"""Every command, message and button in one table, with who does what about it.

Order matters: the first that fits takes the update.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

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
from bot.tg.ask import change_fact, earlier_answer, election_schedule, not_text, questions, sources, topics
from bot.tg.broadcast import approval as placed
from bot.tg.broadcast import broadcast_control, compose
from bot.tg.core import dialogue, guard
from bot.tg.core.callbacks import ANYBODY, Kind, decode
from bot.tg.core.commands import COMMANDS, Command
from bot.tg.core.context import Context, context_of
from bot.tg.core.guard import Handler
from bot.tg.core.services import Services
from bot.tg.desk import audit_log, legal_review, sign_off
from bot.tg.people import employees, joining, profile, roles, roster, start
from bot.tg.pledge import campaign, pledging, recap
from bot.tg.remind import reminders

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

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

PRESSES: Mapping[Kind, Handler] = {
    Kind.OPTION: questions.on_option,
    Kind.UNKNOWN: questions.on_unknown,
    Kind.CANDIDATE: questions.on_candidate,
    Kind.NEITHER: questions.on_neither,
    Kind.BASIS: questions.on_basis,
    Kind.RATE: questions.on_rate,
    Kind.FACTS: change_fact.on_facts,
    Kind.FACT: change_fact.on_fact,
    Kind.VALUE: change_fact.on_value,
    Kind.BACK: change_fact.on_back,
    Kind.AGAIN: earlier_answer.on_again,
    Kind.TOPICS: topics.on_topics,
    Kind.TOPIC: topics.on_topic,
    Kind.RULE: topics.on_rule,
    Kind.REPORT: topics.on_report,
    Kind.LANGUAGE: start.on_language_chosen,
    Kind.LIFT: legal_review.on_lift_pressed,
    Kind.APPROVALS: sign_off.on_overview,
    Kind.UNSIGNED: sign_off.on_unsigned,
    Kind.JOIN: joining.on_join,
    Kind.ME: joining.on_me,
    Kind.NOT_ME: joining.on_not_me,
    Kind.FORGET: profile.on_forget_pressed,
    Kind.MOVE: joining.on_move,
    Kind.APPLY: roster.on_apply,
    Kind.DROP: roster.on_drop,
    Kind.UNDO: roster.on_undo,
    Kind.TEMPLATE: roster.on_template,
    Kind.UNITS: employees.on_units,
    Kind.CARD: employees.on_card,
    Kind.CODE: employees.on_code_pressed,
    Kind.SLIPS: employees.on_slips,
    Kind.RELEASE: employees.on_release,
    Kind.AGREE: roles.on_agree,
    Kind.LOG: audit_log.on_more,
    Kind.ORDER: compose.on_field,
    Kind.ORDER_SET: compose.on_set,
    Kind.ORDER_PREVIEW: compose.on_preview,
    Kind.ORDER_TEST: compose.on_test,
    Kind.ORDER_SEND: compose.on_send,
    Kind.ORDER_DROP: compose.on_drop,
    Kind.ORDER_AGREE: placed.on_agree,
    Kind.STEER: broadcast_control.on_steer,
    Kind.REPORT_FILE: broadcast_control.on_file,
    Kind.READ: placed.on_read,
    Kind.REMIND: reminders.on_decide,
    Kind.PLEDGE: pledging.on_read,
    Kind.PLEDGED: pledging.on_pledge,
    Kind.PLEDGE_NOTE: pledging.on_note,
    Kind.RECEIPT: pledging.on_receipt,
    Kind.CAMPAIGN_FIELD: campaign.on_field,
    Kind.CAMPAIGN_SET: campaign.on_set,
    Kind.CAMPAIGN_PREVIEW: campaign.on_preview,
    Kind.CAMPAIGN_OPEN: campaign.on_open,
    Kind.CAMPAIGN_DROP: campaign.on_drop,
    Kind.RECAP: recap.on_recap,
    Kind.RECAP_ACT: recap.on_act,
}


def handlers(services: Services) -> list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]]:
    """The table for python-telegram-bot."""
    new = filters.UpdateType.MESSAGE
    routes = Routes(services)
    commands: list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]] = [
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
                await _carried_out(handler, found)

        return handle

    async def press(self, update: Update, telegram_context: ContextTypes.DEFAULT_TYPE) -> None:
        """Every tap is answered, whatever comes of it: the button must not keep turning."""
        query = update.callback_query
        press = decode(query.data or "") if query else None
        found = await context_of(self._services, update, telegram_context.bot, press.args if press else ())
        if found is None:
            return
        if press is None:
            await found.acknowledge(found.words("ask.stale"), alert=True)
        elif press.owner not in (ANYBODY, found.user.id):
            await found.acknowledge(found.words("ask.foreign"), alert=True)
        else:
            await _carried_out(guard.press(press.kind, PRESSES[press.kind]), found)
            await found.acknowledge()


async def _carried_out(handler: Handler, context: Context) -> None:
    """What another release has left half done is forgotten rather than guessed at."""
    try:
        await handler(context)
    except ShapeError as error:
        await dialogue.forget(context, error)

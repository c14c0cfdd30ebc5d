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
from bot.tg import (
    approval,
    ask,
    broadcast,
    campaign,
    cancel,
    correct,
    dialogue,
    guard,
    join,
    log_book,
    member,
    message_router,
    other,
    placed,
    pledge,
    profile,
    recall,
    recap,
    remind,
    review,
    role,
    roster,
    schedule,
    source,
    start,
    steer,
    topic,
)
from bot.tg.callbacks import ANYBODY, Kind, decode
from bot.tg.commands import COMMANDS, Command
from bot.tg.guard import Handler
from bot.tg.kit import Kit
from bot.tg.visit import Visit, visit

Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

ALLOWED_UPDATES = (
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
)


DOES: Mapping[str, Handler] = {
    "start": start.on_start,
    "tanya": ask.on_tanya,
    "topik": topic.on_topics,
    "sumber": source.on_sources,
    "jadwal": schedule.on_schedule,
    "lapor": topic.on_report,
    "jawaban": recall.on_recall,
    "bahasa": start.on_language,
    "bantuan": start.on_help,
    "batal": cancel.on_cancel,
    "gabung": join.on_join,
    "profil": profile.on_profile,
    "data_saya": profile.on_data,
    "hapus_data": profile.on_forget,
    "pegawai": member.on_members,
    "templat": roster.on_template,
    "kode": member.on_code,
    "berhenti": profile.on_stop,
    "lanjutkan": profile.on_go_on,
    "siaran": broadcast.on_broadcast,
    "rencana": remind.on_plan,
    "ikrar": pledge.on_pledges,
    "cek": pledge.on_check,
    "ikrar_baru": campaign.on_new,
    "rekap": recap.on_recaps,
    "peran": role.on_roles,
    "beri_peran": role.on_grant,
    "cabut_peran": role.on_revoke,
    "catatan": log_book.on_log,
    "tangguhkan": review.on_suspend,
    "cabut_tangguhan": review.on_lift,
    "tak_terjawab": review.on_unanswered,
    "pengesahan": approval.on_approvals,
}

PRESSES: Mapping[Kind, Handler] = {
    Kind.OPTION: ask.on_option,
    Kind.UNKNOWN: ask.on_unknown,
    Kind.CANDIDATE: ask.on_candidate,
    Kind.NEITHER: ask.on_neither,
    Kind.BASIS: ask.on_basis,
    Kind.RATE: ask.on_rate,
    Kind.FACTS: correct.on_facts,
    Kind.FACT: correct.on_fact,
    Kind.VALUE: correct.on_value,
    Kind.BACK: correct.on_back,
    Kind.AGAIN: recall.on_again,
    Kind.TOPICS: topic.on_topics,
    Kind.TOPIC: topic.on_topic,
    Kind.RULE: topic.on_rule,
    Kind.REPORT: topic.on_report,
    Kind.LANGUAGE: start.on_language_chosen,
    Kind.LIFT: review.on_lift_pressed,
    Kind.APPROVALS: approval.on_overview,
    Kind.UNSIGNED: approval.on_unsigned,
    Kind.JOIN: join.on_join,
    Kind.ME: join.on_me,
    Kind.NOT_ME: join.on_not_me,
    Kind.FORGET: profile.on_forget_pressed,
    Kind.MOVE: join.on_move,
    Kind.APPLY: roster.on_apply,
    Kind.DROP: roster.on_drop,
    Kind.UNDO: roster.on_undo,
    Kind.TEMPLATE: roster.on_template,
    Kind.UNITS: member.on_units,
    Kind.CARD: member.on_card,
    Kind.CODE: member.on_code_pressed,
    Kind.SLIPS: member.on_slips,
    Kind.RELEASE: member.on_release,
    Kind.AGREE: role.on_agree,
    Kind.LOG: log_book.on_more,
    Kind.ORDER: broadcast.on_field,
    Kind.ORDER_SET: broadcast.on_set,
    Kind.ORDER_PREVIEW: broadcast.on_preview,
    Kind.ORDER_TEST: broadcast.on_test,
    Kind.ORDER_SEND: broadcast.on_send,
    Kind.ORDER_DROP: broadcast.on_drop,
    Kind.ORDER_AGREE: placed.on_agree,
    Kind.STEER: steer.on_steer,
    Kind.REPORT_FILE: steer.on_file,
    Kind.READ: placed.on_read,
    Kind.REMIND: remind.on_decide,
    Kind.PLEDGE: pledge.on_read,
    Kind.PLEDGED: pledge.on_pledge,
    Kind.PLEDGE_NOTE: pledge.on_note,
    Kind.RECEIPT: pledge.on_receipt,
    Kind.CAMPAIGN_FIELD: campaign.on_field,
    Kind.CAMPAIGN_SET: campaign.on_set,
    Kind.CAMPAIGN_PREVIEW: campaign.on_preview,
    Kind.CAMPAIGN_OPEN: campaign.on_open,
    Kind.CAMPAIGN_DROP: campaign.on_drop,
    Kind.RECAP: recap.on_recap,
    Kind.RECAP_ACT: recap.on_act,
}


def handlers(kit: Kit) -> list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]]:
    """The table for python-telegram-bot."""
    new = filters.UpdateType.MESSAGE
    routes = Routes(kit)
    commands: list[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, Any]] = [
        CommandHandler(one.name, routes.command(one), filters=new) for one in COMMANDS
    ]
    return [
        *commands,
        MessageHandler(new & filters.COMMAND, routes.message(other.on_unknown_command)),
        MessageHandler(new & filters.CONTACT, routes.message(join.on_contact)),
        MessageHandler(new & filters.Document.ALL, routes.message(message_router.on_document)),
        MessageHandler(new & filters.TEXT, routes.message(message_router.on_text)),
        MessageHandler(new & ~filters.StatusUpdate.ALL, routes.message(message_router.on_other)),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE, routes.message(other.on_edited)),
        CallbackQueryHandler(routes.press),
        ChatMemberHandler(routes.message(start.on_membership), ChatMemberHandler.MY_CHAT_MEMBER),
    ]


class Routes:
    """Makes a visit of each update and takes it to its handler."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def command(self, command: Command) -> Callback:
        """A command for those who may use it; it ends what was expected to be written."""
        guarded = guard.command(command, DOES[command.name])

        async def handle(visit: Visit) -> None:
            await message_router.on_command(visit, command.name)
            await guarded(visit)

        return self.message(handle)

    def message(self, handler: Handler) -> Callback:
        async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            found = await visit(self._kit, update, context.bot, tuple(context.args or ()))
            if found is not None:
                await _carried_out(handler, found)

        return handle

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Every tap is answered, whatever comes of it: the button must not keep turning."""
        query = update.callback_query
        press = decode(query.data or "") if query else None
        found = await visit(self._kit, update, context.bot, press.args if press else ())
        if found is None:
            return
        if press is None:
            await found.acknowledge(found.words("ask.stale"), alert=True)
        elif press.owner not in (ANYBODY, found.user.id):
            await found.acknowledge(found.words("ask.foreign"), alert=True)
        else:
            await _carried_out(guard.press(press.kind, PRESSES[press.kind]), found)
            await found.acknowledge()


async def _carried_out(handler: Handler, visit: Visit) -> None:
    """What another release has left half done is forgotten rather than guessed at."""
    try:
        await handler(visit)
    except ShapeError as error:
        await dialogue.forget(visit, error)

"""A small bot for the simulator's own tests: it echoes, asks, edits, sends and fetches files."""

from __future__ import annotations

import html
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.simulator.request import BoxRequest
from bot.simulator.state import Box

Context = ContextTypes.DEFAULT_TYPE
CHOICE = InlineKeyboardMarkup(
    [
        [
            InlineKeyboardButton("PNS", callback_data="s:pns"),
            InlineKeyboardButton("PPPK", callback_data="s:pppk"),
        ]
    ]
)


async def on_start(update: Update, context: Context) -> None:
    payload = " ".join(context.args or [])
    await update.effective_message.reply_html(f"Selamat datang {payload}", reply_markup=CHOICE)


async def on_phone(update: Update, context: Context) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Bagikan nomor", request_contact=True)]])
    await update.effective_message.reply_text("Nomor Anda?", reply_markup=keyboard)


async def on_link(update: Update, context: Context) -> None:
    link = InlineKeyboardMarkup([[InlineKeyboardButton("Situs KPU", url="https://kpu.go.id")]])
    await update.effective_message.reply_text("Silakan baca", reply_markup=link)


async def on_contact(update: Update, context: Context) -> None:
    contact = update.effective_message.contact
    own = contact.user_id == update.effective_user.id
    await update.effective_message.reply_text(f"{contact.phone_number} {'sendiri' if own else 'orang lain'}")


async def on_file(update: Update, context: Context) -> None:
    file = await update.effective_message.document.get_file()
    content = bytes(await file.download_as_bytearray())
    await update.effective_message.reply_document(content.upper(), filename="balasan.txt", caption="Ini")


async def on_text(update: Update, context: Context) -> None:
    await update.effective_message.reply_html(f"<b>Anda:</b> {html.escape(update.effective_message.text)}")


async def on_choice(update: Update, context: Context) -> None:
    await update.callback_query.answer("Dicatat")
    await update.callback_query.edit_message_text(f"<i>{update.callback_query.data}</i>", parse_mode="HTML")


async def on_membership(update: Update, context: Context) -> None:
    context.bot_data["membership"] = update.my_chat_member.new_chat_member.status


async def on_error(update: object, context: Context) -> None:
    context.bot_data.setdefault("errors", []).append(context.error)


def with_handlers(builder: Any) -> Application[Any, Any, Any, Any, Any, Any]:
    application = builder.build()
    application.add_handlers(
        [
            CommandHandler("start", on_start),
            CommandHandler("nomor", on_phone),
            CommandHandler("tautan", on_link),
            MessageHandler(filters.CONTACT, on_contact),
            MessageHandler(filters.Document.ALL, on_file),
            MessageHandler(filters.TEXT, on_text),
            CallbackQueryHandler(on_choice),
            ChatMemberHandler(on_membership, ChatMemberHandler.MY_CHAT_MEMBER),
        ]
    )
    application.add_error_handler(on_error)
    return application


def echo(box: Box) -> Application[Any, Any, Any, Any, Any, Any]:
    """The bot, speaking to `box` in process."""
    builder = ApplicationBuilder().token(box.token).job_queue(None)
    return with_handlers(builder.request(BoxRequest(box)).get_updates_request(BoxRequest(box)))

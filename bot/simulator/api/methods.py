"""The Bot API's methods by name, and the one way in: `call`, with the faults that were ordered."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from functools import partial

from bot.simulator.api import messages
from bot.simulator.api.entities import utf16
from bot.simulator.api.failure import ApiError, ConnectionCutError, Cut, bad_request
from bot.simulator.api.objects import ApiObject
from bot.simulator.api.params import Params, Upload
from bot.simulator.api.updates import Webhook
from bot.simulator.chats import Event
from bot.simulator.files import MOST_DOWNLOADED
from bot.simulator.state import BOT_ID, Box, Call

MOST_NOTICE = 200
MOST_COMMANDS = 100
_ACTIONS = frozenset({"typing", "upload_photo", "upload_document"})


async def call(
    box: Box, token: str, method: str, values: Mapping[str, object], uploads: Mapping[str, Upload]
) -> object:
    """Carries out one request and returns its result; raises ApiError or ConnectionCutError.

    Method names are compared without case, as the real server does.
    """
    if token != box.token:
        raise ApiError(401, "Unauthorized")
    name = _NAMES.get(method.lower())
    if name is None:
        raise ApiError(404, "Not Found: method not found")
    fault = box.faults.next(name, values.get("chat_id"))
    if fault and fault.cut is Cut.RESET:
        raise ConnectionCutError(Cut.RESET)
    if fault and fault.before:
        await fault.before.passed()
    sent = json.loads(json.dumps(dict(values)))  # The log must not change when the caller's objects do.
    noted = partial(Call, name, sent, tuple(uploads))
    if fault and fault.error:
        box.calls.append(noted(at=box.clock.now(), error=fault.error, planned=True))
        raise fault.error
    try:
        result = await _carry_out(box, name, Params(sent, uploads))
    except ApiError as error:
        box.calls.append(noted(at=box.clock.now(), error=error))
        raise
    box.calls.append(noted(at=box.clock.now(), result=result))
    if fault and fault.after:
        await fault.after.passed()
    if fault and fault.delay:
        await asyncio.sleep(fault.delay)
    if fault and fault.cut is Cut.LOST:
        raise ConnectionCutError(Cut.LOST)
    return result


async def _carry_out(box: Box, name: str, params: Params) -> object:
    if name == "getUpdates":
        box.updates.allow(params.structure("allowed_updates"))
        limit = min(max(params.integer("limit", 100), 1), 100)
        return await box.updates.poll(params.integer("offset", 0), limit, params.integer("timeout", 0))
    return _METHODS[name](box, params)


def _get_me(box: Box, _params: Params) -> ApiObject:
    return {
        **box.me(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def _set_webhook(box: Box, params: Params) -> bool:
    url, secret = params.text("url"), params.text("secret_token")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    box.updates.allow(params.structure("allowed_updates"))
    if params.flag("drop_pending_updates"):
        box.updates.drop()
    box.updates.direct(Webhook(url, secret) if url else None)
    return True


def _delete_webhook(box: Box, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        box.updates.drop()
    box.updates.direct(None)
    return True


def _get_webhook_info(box: Box, _params: Params) -> ApiObject:
    webhook = box.updates.webhook
    return {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(box.updates),
    }


def _answer_callback_query(box: Box, params: Params) -> bool:
    query = box.waiting(params.text("callback_query_id"))
    text = params.text("text")
    if utf16(text) > MOST_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answered = True
    if text:
        notice = Event("alert" if params.flag("show_alert") else "answer", text=text, reader=query.user)
        box.show(box.chats[query.chat], notice)
    return True


def _send_chat_action(box: Box, params: Params) -> bool:
    box.writable(params.text("chat_id"))
    if params.text("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    return True


def _set_my_commands(box: Box, params: Params) -> bool:
    commands = params.structure("commands") or []
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    box.commands[_scope(box, params)] = commands
    return True


def _get_my_commands(box: Box, params: Params) -> list[dict[str, str]]:
    return box.commands.get(_scope(box, params), [])


def _delete_my_commands(box: Box, params: Params) -> bool:
    box.commands.pop(_scope(box, params), None)
    return True


def _scope(box: Box, params: Params) -> tuple[str, str]:
    """Scope and language as one key; a chat scope needs a chat that the bot knows."""
    scope = params.structure("scope") or {"type": "default"}
    language = params.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    parts = [str(scope["type"])]
    if "chat_id" in scope:
        parts.append(str(box.writable(str(scope["chat_id"])).id))
    if "user_id" in scope:
        parts.append(str(scope["user_id"]))
    return ":".join(parts), language


def _get_file(box: Box, params: Params) -> ApiObject:
    stored = box.files.find(params.text("file_id"))
    if len(stored.upload.content) > MOST_DOWNLOADED:
        raise bad_request("file is too big")
    return {**stored.described(), "file_path": stored.path}


def _get_chat(box: Box, params: Params) -> ApiObject:
    chat = box.writable(params.text("chat_id"))
    return {**chat.described(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": {
        "unlimited_gifts": True, "limited_gifts": True, "unique_gifts": True, "premium_subscription": True,
        "gifts_from_channels": True,
    }}  # fmt: skip


def _get_chat_member(box: Box, params: Params) -> ApiObject:
    chat = box.writable(params.text("chat_id"))
    number = params.integer("user_id")
    if number == BOT_ID:
        return {"user": box.me(), "status": chat.bot_status}
    if number not in box.users:
        raise bad_request("user not found")
    return {"user": box.users[number].described(), "status": chat.members.get(number, "left")}


def _set_profile(_box: Box, params: Params) -> bool:
    if len(params.text("description")) > 512 or len(params.text("short_description")) > 120:
        raise bad_request("DESCRIPTION_TOO_LONG")
    return True


_METHODS: dict[str, Callable[[Box, Params], object]] = {
    "getMe": _get_me,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "forwardMessage": messages.forward_message,
    "copyMessage": messages.copy_message,
    "editMessageText": messages.edit_text,
    "editMessageCaption": messages.edit_caption,
    "editMessageReplyMarkup": messages.edit_markup,
    "deleteMessage": messages.delete_message,
    "answerCallbackQuery": _answer_callback_query,
    "sendChatAction": _send_chat_action,
    "setMyCommands": _set_my_commands,
    "getMyCommands": _get_my_commands,
    "deleteMyCommands": _delete_my_commands,
    "setMyDescription": _set_profile,
    "setMyShortDescription": _set_profile,
    "getFile": _get_file,
    "getChat": _get_chat,
    "getChatMember": _get_chat_member,
}
_NAMES = {name.lower(): name for name in (*_METHODS, "getUpdates")}

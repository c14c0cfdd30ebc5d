"""Bot API methods that send, edit, forward, copy and delete messages, with the real server's checks."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.simulator.api.entities import parse_html, trimmed, utf16
from bot.simulator.api.failure import bad_request
from bot.simulator.api.keyboard import check_inline, check_reply
from bot.simulator.api.objects import ApiObject
from bot.simulator.api.params import Params
from bot.simulator.chats import Chat, Message
from bot.simulator.state import BOT_ID, DELETABLE_FOR, Box

MOST_TEXT = 4096
MOST_CAPTION = 1024
_CONTENT = ("text", "entities", "caption", "caption_entities", "document", "photo")


def send_message(box: Box, params: Params) -> Message:
    """sendMessage."""
    chat = box.writable(params.text("chat_id"))
    return _send(box, chat, params, _text(params))


def send_photo(box: Box, params: Params) -> Message:
    """sendPhoto."""
    chat = box.writable(params.text("chat_id"))
    stored = box.files.keep(params.file("photo"), "photos")
    # Real sizes would need an image library; bots only pass the id on.
    photo = [{**stored.described(), "width": 1280, "height": 960}]
    return _send(box, chat, params, {"photo": photo, **_caption(params)})


def send_document(box: Box, params: Params) -> Message:
    """sendDocument."""
    chat = box.writable(params.text("chat_id"))
    stored = box.files.keep(params.file("document"), "documents")
    document = {
        **stored.described(),
        "file_name": stored.upload.name,
        "mime_type": stored.upload.mime,
    }
    return _send(box, chat, params, {"document": document, **_caption(params)})


def forward_message(box: Box, params: Params) -> Message:
    """forwardMessage."""
    chat = box.writable(params.text("chat_id"))
    original = _found(box.chat(params.text("from_chat_id")), params, "message to forward not found")
    if original.get("has_protected_content"):
        raise bad_request("the message can't be forwarded")
    content = {key: original[key] for key in _CONTENT if key in original}
    return box.post(chat, box.me(), content | {"forward_origin": origin(original)})


def copy_message(box: Box, params: Params) -> dict[str, int]:
    """copyMessage."""
    chat = box.writable(params.text("chat_id"))
    original = _found(box.chat(params.text("from_chat_id")), params, "message to copy not found")
    content = {key: original[key] for key in _CONTENT if key in original}
    if "caption" in params:
        content |= {"caption": None, "caption_entities": None} | _caption(params)
    kept = {key: value for key, value in content.items() if value is not None}
    return {"message_id": _send(box, chat, params, kept)["message_id"]}


def edit_text(box: Box, params: Params) -> Message:
    """editMessageText."""
    chat, message = _own(box, params)
    content = _text(params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _edit(box, chat, message, params, {"entities": None} | content)


def edit_caption(box: Box, params: Params) -> Message:
    """editMessageCaption."""
    chat, message = _own(box, params)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _edit(box, chat, message, params, {"caption": None, "caption_entities": None} | _caption(params))


def edit_markup(box: Box, params: Params) -> Message:
    """editMessageReplyMarkup."""
    chat, message = _own(box, params)
    return _edit(box, chat, message, params, {})


def delete_message(box: Box, params: Params) -> bool:
    """deleteMessage."""
    chat = box.writable(params.text("chat_id"))
    message = _found(chat, params, "message to delete not found")
    age = box.clock.now() - datetime.fromtimestamp(message["date"], UTC)
    foreign = message["from"]["id"] != BOT_ID and chat.owner is None
    if foreign or age > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    box.remove(chat, message)
    return True


def origin(message: Message) -> ApiObject:
    """Where a forwarded copy of this message says that it comes from."""
    first = message.get("forward_origin")
    return first or {"type": "user", "sender_user": message["from"], "date": message["date"]}


def _send(box: Box, chat: Chat, params: Params, content: ApiObject) -> Message:
    """Posts for the bot, with the keyboard and the options that every kind of message shares."""
    if (reply := params.structure("reply_parameters")) is not None:
        answered = chat.messages.get(int(reply["message_id"]))
        if answered is None and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        if answered is not None:
            content["reply_to_message"] = {k: v for k, v in answered.items() if k != "reply_to_message"}
    if params.flag("protect_content"):
        content["has_protected_content"] = True
    markup = params.structure("reply_markup")
    keyboard = chat.keyboard
    if markup and "inline_keyboard" in markup:
        if checked := check_inline(markup):
            content["reply_markup"] = checked
    elif markup and "keyboard" in markup:
        keyboard = check_reply(markup)
    elif markup and "remove_keyboard" in markup:
        keyboard = []
    elif markup and "force_reply" not in markup:
        raise bad_request("object expected as reply markup")
    chat.keyboard = keyboard
    return box.post(chat, box.me(), content)


def _edit(box: Box, chat: Chat, message: Message, params: Params, content: ApiObject) -> Message:
    markup = params.structure("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    # Leaving the keyboard out of an edit removes it.
    content["reply_markup"] = check_inline(markup) if markup else None
    if all(message.get(key) == value for key, value in content.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )
    return box.replace(chat, message, content)


def _own(box: Box, params: Params) -> tuple[Chat, Message]:
    if "chat_id" not in params:
        raise bad_request("message identifier is not specified")
    chat = box.writable(params.text("chat_id"))
    message = _found(chat, params, "message to edit not found")
    if message["from"]["id"] != BOT_ID or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def _found(chat: Chat, params: Params, otherwise: str) -> Message:
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request(otherwise)
    return message


def _text(params: Params) -> ApiObject:
    text, entities = _parsed(params, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16(text) > MOST_TEXT:
        raise bad_request("message is too long")
    return {"text": text} | ({"entities": entities} if entities else {})


def _caption(params: Params) -> ApiObject:
    caption, entities = _parsed(params, "caption", "caption_entities")
    if utf16(caption) > MOST_CAPTION:
        raise bad_request("message caption is too long")
    if not caption:
        return {}
    return {"caption": caption} | ({"caption_entities": entities} if entities else {})


def _parsed(params: Params, name: str, entities_name: str) -> tuple[str, list[ApiObject]]:
    source = params.text(name)
    mode = params.text("parse_mode").lower()
    given = params.structure(entities_name)
    if given:
        return trimmed(source, given)
    if mode == "html":
        return parse_html(source)
    if mode:
        raise bad_request("unsupported parse_mode")
    return trimmed(source, [])

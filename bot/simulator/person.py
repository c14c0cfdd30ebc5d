"""A person at the other end of the chat: writes, taps, shares, and sees what the bot does.

Everything a person does becomes an update for the bot; nothing here waits for an answer.
"""

from __future__ import annotations

import re

from bot.simulator.api.entities import commands, utf16
from bot.simulator.api.messages import MOST_TEXT, origin
from bot.simulator.api.objects import ApiObject
from bot.simulator.api.params import Upload
from bot.simulator.chats import Chat, Event, Message, User
from bot.simulator.state import BOT_ID, Box
from bot.simulator.terminal.bubble import Bubble, Button, bubble, keyboard

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


class ButtonMissingError(LookupError):
    """There is no such button on the screen; the text lists those that are."""


class Person:
    """A Telegram user with the bot's private chat, or one of the `groups`, open in front."""

    def __init__(self, box: Box, user: User, chat: Chat | None = None) -> None:
        """Opens `chat` (None: the private one), making the account if the box does not have it."""
        self._box = box
        self.user = box.users.get(user.id, user)
        if user.id not in box.users:
            box.add_user(user)
        self.chat = chat or box.chats[user.id]
        self._seen = len(self.chat.events)

    @property
    def messages(self) -> list[Bubble]:
        """All messages on the screen, oldest first, as they are now."""
        return [bubble(message) for _, message in sorted(self.chat.messages.items())]

    @property
    def buttons(self) -> list[Button]:
        """Every button that can be tapped, oldest message first, the reply keyboard last."""
        inline = [button for seen in self.messages for row in seen.rows for button in row]
        return inline + keyboard(self.chat.keyboard)

    @property
    def menu(self) -> list[str]:
        """The commands that the app offers here, in order."""
        return [command["command"] for command in self._box.menu(self.user, self.chat)]

    def news(self) -> list[Event]:
        """What happened in the chat since this was last asked, as far as this person sees it."""
        events = self.chat.events[self._seen :]
        self._seen = len(self.chat.events)
        return [event for event in events if event.reader in (None, self.user.id)]

    def starts(self, payload: str = "") -> None:
        """Presses Start, perhaps by way of a deep link; raises ValueError for a payload no link can carry."""
        if payload and not _PAYLOAD.fullmatch(payload):
            raise ValueError("a deep link carries 1-64 of A-Z a-z 0-9 _ -")
        self.says(f"/start {payload}".strip())

    def says(self, text: str, reply_to: Bubble | None = None) -> None:
        """Sends text; what is longer than Telegram allows goes out in several messages, as apps do it."""
        reply = {"reply_to_message": self.chat.messages[reply_to.id]} if reply_to else {}
        for part in _parts(text):
            entities = commands(part)
            self._send({"text": part} | ({"entities": entities} if entities else {}) | reply)

    def corrects(self, text: str) -> None:
        """Edits the own last text message."""
        mine = [message for message in self.chat.messages.values() if message["from"]["id"] == self.user.id]
        message = self._box.replace(self.chat, mine[-1], {"text": text, "entities": commands(text) or None})
        self._box.updates.push("edited_message", message)

    def taps(self, wanted: str | Button) -> None:
        """Taps a button, newest first when several share the label; raises ButtonMissingError."""
        button = self._button(wanted)
        if button.message is None:
            if button.asks_contact:
                self.shares_contact()
            else:
                self.says(button.label)
        elif button.url:
            raise ButtonMissingError(f"'{button.label}' opens {button.url}; the bot does not hear of it")
        else:
            self.presses(self.chat.messages[button.message], button.data)

    def presses(self, message: Message, data: str) -> None:
        """Sends `data` as the tap of a button of `message`, be it forwarded or no longer there."""
        query = self._box.ask(self.user, self.chat)
        payload = {
            "id": query.id,
            "from": self.user.described(),
            "message": message,
            "chat_instance": str(self.chat.id),
            "data": data,
        }
        self._box.updates.push("callback_query", payload)

    def shares_contact(self, whose: User | None = None) -> None:
        """Shares the own phone number, or somebody else's card."""
        owner = whose or self.user
        contact = {"phone_number": owner.phone, "first_name": owner.first_name, "user_id": owner.id}
        self._send({"contact": contact})

    def sends_document(self, upload: Upload, caption: str = "") -> None:
        """Sends a file."""
        stored = self._box.files.keep(upload, "documents")
        document = {**stored.described(), "file_name": upload.name, "mime_type": upload.mime}
        self._send({"document": document} | ({"caption": caption} if caption else {}))

    def sends_photo(self, content: bytes, caption: str = "") -> None:
        """Sends a PNG or JPEG picture."""
        stored = self._box.files.keep(Upload("foto.jpg", content, "image/jpeg"), "photos")
        photo = [{**stored.described(), "width": 1280, "height": 960}]
        self._send({"photo": photo} | ({"caption": caption} if caption else {}))

    def forwards(self, message: Message) -> None:
        """Forwards any message of any chat into this one."""
        content = {key: message[key] for key in ("text", "entities", "caption", "document") if key in message}
        self._send(content | {"forward_origin": origin(message)})

    def blocks_bot(self) -> None:
        """Blocks the bot, or throws it out of the group in front."""
        self._membership("kicked")

    def admits_bot(self) -> None:
        """Lets the bot write again, or adds it to the group in front."""
        self._membership("member")

    def _membership(self, status: str) -> None:
        bot = self._box.me()
        change = {
            "chat": self.chat.described(),
            "from": self.user.described(),
            "date": self._box.now(),
            "old_chat_member": _member(bot, self.chat.bot_status),
            "new_chat_member": _member(bot, status),
        }
        self.chat.bot_status = status
        self._box.updates.push("my_chat_member", change)

    def _send(self, content: ApiObject) -> None:
        if self.chat.owner is not None and self.chat.bot_status == "kicked":
            self.admits_bot()  # Apps let nobody write to a bot that is blocked.
        if self.chat.owner is not None:
            self.chat.bot_status = "member"
        message = self._box.post(self.chat, self.user.described(), content)
        if self.chat.owner is not None or _for_bot(content):
            self._box.updates.push("message", message)

    def _button(self, wanted: str | Button) -> Button:
        for button in reversed(self.buttons):
            if wanted in (button, button.label):
                return button
        label = wanted if isinstance(wanted, str) else wanted.label
        offered = ", ".join(f"[{button.label}]" for button in self.buttons) or "none"
        raise ButtonMissingError(f"no button [{label}]; on the screen: {offered}")


def _member(bot: ApiObject, status: str) -> ApiObject:
    # A banned member carries the end of the ban; 0 means for good.
    return {"user": bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})


def _for_bot(content: ApiObject) -> bool:
    """Whether a bot in privacy mode is shown this group message: a command, or a reply to the bot."""
    reply = content.get("reply_to_message")
    is_command = any(entity["offset"] == 0 for entity in content.get("entities", ()))
    return is_command or (reply is not None and reply["from"]["id"] == BOT_ID)


def _parts(text: str) -> list[str]:
    """`text` in pieces of at most MOST_TEXT UTF-16 units, no character torn apart."""
    if not text.strip():
        raise ValueError("Telegram sends no empty message")
    parts, room = [""], MOST_TEXT
    for character in text.strip():
        size = utf16(character)
        if size > room:
            parts.append("")
            room = MOST_TEXT
        parts[-1] += character
        room -= size
    return [part for part in parts if part.strip()]

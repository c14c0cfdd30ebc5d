"""People and chats as the box keeps them. Messages are the very objects that the Bot API shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.simulator.api.objects import ApiObject

Message = ApiObject
EventKind = Literal["message", "edit", "delete", "answer", "alert"]


@dataclass(slots=True)
class User:
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "id"
    phone: str = ""
    deactivated: bool = False

    def described(self) -> ApiObject:
        """The Bot API's User."""
        fields = {"last_name": self.last_name, "username": self.username, "language_code": self.language}
        filled = {name: value for name, value in fields.items() if value}
        return {"id": self.id, "is_bot": False, "first_name": self.first_name, **filled}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person in the chat sees happen: a message (new, edited, deleted), or the small
    notice that answers the tap of a button (`text`; an alert must be dismissed)."""

    kind: EventKind
    message: Message | None = None
    text: str = ""
    reader: int | None = None  # Only this user sees it; None: everybody in the chat.


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group (negative id)."""

    id: int
    kind: Literal["private", "group", "supergroup"] = "private"
    title: str = ""
    owner: User | None = None
    members: dict[int, str] = field(default_factory=dict)  # user id -> status
    bot_status: str = "left"  # "left" until the person pressed Start or the bot was added
    messages: dict[int, Message] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    keyboard: list[list[ApiObject]] = field(default_factory=list)
    migrated_to: int | None = None

    def described(self) -> ApiObject:
        """The Bot API's Chat."""
        if self.owner is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        person = self.owner.described()
        names = {key: value for key, value in person.items() if key.endswith("name")}
        return {"id": self.id, "type": self.kind, **names}

"""The box itself: one bot, its people, chats, messages, pending updates and files, all in memory.

It keeps what a server keeps and refuses what a server refuses; which methods there are is the business of
`methods`. Time is the clock it is given.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.simulator.api.failure import ApiError, Faults, bad_request, forbidden
from bot.simulator.api.objects import ApiObject
from bot.simulator.api.updates import Updates
from bot.simulator.chats import Chat, Event, EventKind, Message, User
from bot.simulator.files import Files

BOT_ID = 5_000_000_001
DEFAULT_TOKEN = f"{BOT_ID}:netral-simulator"
# After this a tap can no longer be answered; the real figure is not documented.
QUERY_LIFETIME = timedelta(minutes=1)
# A bot may delete a message this long.
DELETABLE_FOR = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Call:
    """One request that reached the box: its parameters as sent, the names of uploaded parts, a result or an
    ApiError (`planned`: one that was ordered, not earned), and when that was decided."""

    method: str
    params: ApiObject
    uploads: tuple[str, ...]
    result: object = None
    error: ApiError | None = None
    planned: bool = False
    at: datetime | None = None


@dataclass(slots=True)
class Query:
    """The tap of an inline button, waiting to be answered."""

    id: str
    user: int
    chat: int
    born: datetime
    answered: bool = False


@dataclass(slots=True)
class Box:
    """A Bot API server with one bot."""

    clock: Clock
    token: str = DEFAULT_TOKEN
    name: str = "Netral"
    username: str = "netral_bot"
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    updates: Updates = field(default_factory=Updates)
    files: Files = field(default_factory=Files)
    faults: Faults = field(default_factory=Faults)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def me(self) -> ApiObject:
        """The bot as a Bot API User."""
        return {"id": BOT_ID, "is_bot": True, "first_name": self.name, "username": self.username}

    def add_user(self, user: User) -> Chat:
        """Makes an account and its private chat with the bot, which has not been started yet."""
        if user.id in self.users:
            raise ValueError(f"user {user.id} exists already")
        self.users[user.id] = user
        self.chats[user.id] = Chat(user.id, owner=user)
        return self.chats[user.id]

    def add_group(self, title: str, members: Iterable[User], number: int) -> Chat:
        """Makes a supergroup with id -100…number that the bot is not in yet."""
        statuses = dict.fromkeys((user.id for user in members), "member")
        chat = Chat(-1_000_000_000_000 - number, "supergroup", title=title, members=statuses)
        self.chats[chat.id] = chat
        return chat

    def chat(self, identifier: str) -> Chat:
        """The chat that the bot may see under this id; raises ApiError 400 or 403."""
        if not identifier:
            raise bad_request("chat_id is empty")
        try:
            chat = self.chats[int(identifier)]
        except (ValueError, KeyError):
            raise bad_request("chat not found") from None
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        return chat

    def writable(self, identifier: str) -> Chat:
        """The chat, if the bot may write there; raises ApiError 400 or 403."""
        chat = self.chat(identifier)
        if chat.owner is not None and chat.owner.deactivated:
            raise forbidden("user is deactivated")
        if chat.bot_status == "kicked":
            raise forbidden(
                "bot was blocked by the user" if chat.owner else f"bot was kicked from the {chat.kind} chat"
            )
        if chat.bot_status == "left":
            if chat.owner is None:
                raise forbidden(f"bot is not a member of the {chat.kind} chat")
            if not self._met(chat.owner):
                raise bad_request("chat not found")
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def _met(self, user: User) -> bool:
        return any(user.id in chat.members and chat.bot_status == "member" for chat in self.chats.values())

    def number(self) -> int:
        """A number never given before, for messages and queries."""
        return next(self._numbers)

    def now(self) -> int:
        """Seconds since 1970, as the Bot API dates things."""
        return int(self.clock.now().timestamp())

    def post(self, chat: Chat, sender: ApiObject, content: ApiObject) -> Message:
        """Puts a new message into the chat and shows it."""
        message: Message = {
            "message_id": self.number(),
            "from": sender,
            "chat": chat.described(),
            "date": self.now(),
            **content,
        }
        self._store(chat, message, "message")
        return message

    def replace(self, chat: Chat, old: Message, content: ApiObject) -> Message:
        """Edits a message: `content` replaces its text, caption and buttons; None removes them."""
        message = {key: value for key, value in (old | content).items() if value is not None}
        message["edit_date"] = self.now()
        self._store(chat, message, "edit")
        return message

    def remove(self, chat: Chat, message: Message) -> None:
        """Deletes a message for everybody."""
        del chat.messages[message["message_id"]]
        self.show(chat, Event("delete", message))

    def _store(self, chat: Chat, message: Message, kind: EventKind) -> None:
        # Never changed in place: whoever has seen a message keeps what was seen.
        chat.messages[message["message_id"]] = message
        self.show(chat, Event(kind, message))

    def show(self, chat: Chat, event: Event) -> None:
        """Lets the people in the chat see something happen."""
        chat.events.append(event)
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits until it holds, looking again whenever something has happened in a chat."""
        while not condition():
            await self._changed.wait()

    def ask(self, user: User, chat: Chat) -> Query:
        """Notes that this person tapped an inline button."""
        query = Query(str(self.number() + 10**15), user.id, chat.id, self.clock.now())
        self.queries[query.id] = query
        return query

    def waiting(self, query_id: str) -> Query:
        """The tap that can still be answered; raises ApiError 400."""
        query = self.queries.get(query_id)
        if query is None or query.answered or self.clock.now() - query.born > QUERY_LIFETIME:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return query

    def menu(self, user: User, chat: Chat) -> list[dict[str, str]]:
        """The commands this person is offered in this chat: the narrowest scope that has any wins."""
        kind = "all_private_chats" if chat.owner else "all_group_chats"
        scopes = [f"chat_member:{chat.id}:{user.id}", f"chat:{chat.id}", kind, "default"]
        for scope in scopes:
            for language in (user.language, ""):
                if offered := self.commands.get((scope, language)):
                    return offered
        return []

"""A message as a person sees it: text with its formatting, buttons row by row, attachment, edits applied."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulator.api.objects import ApiObject
from bot.simulator.chats import Message


@dataclass(frozen=True, slots=True)
class Button:
    """A button to tap: inline under `message`, or (message None) on the keyboard below the chat."""

    label: str
    message: int | None = None
    data: str = ""
    url: str = ""
    asks_contact: bool = False


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on the screen."""

    id: int
    author: int
    text: str
    entities: tuple[ApiObject, ...]
    rows: tuple[tuple[Button, ...], ...]
    edited: bool
    attachment: str = ""  # file name of a document, "foto" for a photo
    file_id: str = ""

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [button.label for row in self.rows for button in row]

    def marked(self, kind: str) -> list[str]:
        """The stretches of text formatted in this way ("bold", "italic", "text_link", …)."""
        units = self.text.encode("utf-16-le")
        return [
            units[entity["offset"] * 2 : (entity["offset"] + entity["length"]) * 2].decode("utf-16-le")
            for entity in self.entities
            if entity["type"] == kind
        ]


def bubble(message: Message) -> Bubble:
    """How this message looks."""
    number = message["message_id"]
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    document, photo = message.get("document"), message.get("photo")
    return Bubble(
        id=number,
        author=message["from"]["id"],
        text=message.get("text") or message.get("caption") or "",
        entities=tuple(message.get("entities") or message.get("caption_entities") or ()),
        rows=tuple(
            tuple(
                Button(button["text"], number, button.get("callback_data", ""), button.get("url", ""))
                for button in row
            )
            for row in rows
        ),
        edited="edit_date" in message,
        attachment=document["file_name"] if document else "foto" if photo else "",
        file_id=document["file_id"] if document else photo[-1]["file_id"] if photo else "",
    )


def keyboard(rows: list[list[ApiObject]]) -> list[Button]:
    """The buttons of a reply keyboard."""
    return [
        Button(button["text"], asks_contact=bool(button.get("request_contact")))
        for row in rows
        for button in row
    ]

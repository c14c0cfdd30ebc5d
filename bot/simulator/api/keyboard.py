"""Keyboards under a message: whether the real server would take them, and the buttons in them."""

from __future__ import annotations

from bot.simulator.api.failure import bad_request
from bot.simulator.api.objects import ApiObject

MOST_CALLBACK_BYTES = 64
MOST_BUTTONS = 100
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def check_inline(markup: ApiObject) -> ApiObject | None:
    """An inline keyboard as the server keeps it (None when it has no buttons); raises ApiError 400."""
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("object expected as reply markup")
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: ApiObject) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: Text buttons can't be empty")
    if sum(action in button for action in _ACTIONS) != 1:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = button.get("callback_data")
    if data is not None and not 1 <= len(str(data).encode()) <= MOST_CALLBACK_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def check_reply(markup: ApiObject) -> list[list[ApiObject]]:
    """The rows of a reply keyboard, every button an object; raises ApiError 400."""
    rows = [
        [{"text": button} if isinstance(button, str) else button for button in row]
        for row in markup["keyboard"]
    ]
    if not any(rows):
        raise bad_request("reply keyboard must be non-empty")
    if any(not str(button.get("text", "")).strip() for row in rows for button in row):
        raise bad_request("can't parse keyboard button: Text buttons can't be empty")
    return rows

"""Independent rules for what our bot sends: aiogram's models of the Bot API and teremok's checks of them.

Nobody here wrote either, so they catch what the box and the bot misunderstand alike.
"""

from __future__ import annotations

import aiogram.methods
from aiogram import Bot
from pydantic import ValidationError
from teremok.validation import ApiRuleViolation, validate_method

from bot.simulator.state import Call

_BOT = Bot("123456:rules")
# The server says so in the best of families: a double tap, an answer that took long.
_FORGIVEN = ("message is not modified", "query is too old")


def violations(call: Call) -> list[str]:
    """What is wrong with this request, one sentence each."""
    found = [*_refused(call), *_against_the_documentation(call)]
    return [f"{call.method}: {problem}" for problem in found]


def _refused(call: Call) -> list[str]:
    error = call.error
    if error is None or call.planned or error.code not in (400, 404, 413):
        return []
    return [] if any(text in error.description for text in _FORGIVEN) else [error.description]


def _against_the_documentation(call: Call) -> list[str]:
    model = getattr(aiogram.methods, call.method[0].upper() + call.method[1:], None)
    if model is None:
        return ["no such method in aiogram"]
    uploaded = {part: f"attach://{part}" for part in call.uploads if part in model.model_fields}
    try:
        method = model.model_validate(call.params | uploaded)
        validate_method(_BOT, method)
    except ValidationError as error:
        return [f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}" for problem in error.errors()]
    except ApiRuleViolation as violation:
        return [violation.description]
    return [f"unknown parameter {name}" for name in method.model_extra or {}]

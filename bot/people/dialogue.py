"""The dialogue state of a conversation: which step takes the next message, and the drafts in progress.

At most one step per person and chat is expected, so that two dialogues never compete for a message.
Drafts are stored separately, so that an interruption loses the pending question but never the work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cache
from typing import Any, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError

Shape = TypeVar("Shape")


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person in one chat; `person` is an actor such as tg:123, `chat` a Telegram chat id."""

    person: str
    chat: int


@dataclass(frozen=True, slots=True)
class Expected:
    """Which step of which flow takes the next words, until `expires_at`; `state` is what JSON can hold."""

    flow: str
    step: str
    expires_at: datetime
    state: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been put together so far. `id` is another one after every change, and unique for ever.

    A button that names the id therefore stands for exactly what was seen beside it.
    """

    id: str
    state: Mapping[str, object]
    updated_at: datetime


class Dialogues(Protocol):
    """The store as dialogues see it; each method is one short transaction."""

    async def expected(self, where: Conversation) -> Expected | None:
        """The step that is expected here, even if expired."""

    async def expect(self, where: Conversation, what: Expected) -> Expected | None:
        """Replaces the expected step; returns the one before."""

    async def end(self, where: Conversation, flow: str | None = None) -> None:
        """Clears the expected step, or only one of this flow if given."""

    async def draft(self, where: Conversation, flow: str) -> Draft | None:
        """The draft of this flow."""

    async def keep_draft(self, where: Conversation, flow: str, what: Draft) -> None:
        """Replaces the draft of this flow."""

    async def drop_draft(self, where: Conversation, flow: str) -> None:
        """Deletes the draft of this flow, if any."""


class ShapeError(Exception):
    """What is stored for `flow` has a shape that this release does not know, after an upgrade or a return."""

    def __init__(self, flow: str) -> None:
        super().__init__(f"the stored state of flow {flow} is of an unknown shape")
        self.flow = flow


def parsed(flow: str, shape: type[Shape], state: Mapping[str, object]) -> Shape:
    """A stored state as the dataclass `shape`; raises ShapeError where it has other fields or other types."""
    known = {one.name for one in fields(shape)}  # type: ignore[arg-type]
    if state.keys() - known:
        raise ShapeError(flow)
    try:
        found: Shape = _adapter(shape).validate_python(dict(state))  # type: ignore[arg-type]
    except ValidationError:
        raise ShapeError(flow) from None
    return found


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    """The reader of a dataclass, which takes longer to make than to use."""
    return TypeAdapter(shape)

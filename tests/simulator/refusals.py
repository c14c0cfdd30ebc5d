"""What the box answers when it refuses."""

from typing import Any

import pytest

from bot.simulator.api.failure import ApiError


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Ya", **button}]]}


async def refusal(request: Any) -> str:
    with pytest.raises(ApiError) as caught:
        await request
    return f"{caught.value.code} {caught.value.description}"

"""The parameters of one call, whether they came as JSON, as a form, or straight from the library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.simulator.api.failure import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a request, or one that a person sends."""

    name: str
    content: bytes
    mime: str = "application/octet-stream"


class Params:
    """Typed access by name; a value that does not fit raises ApiError 400 in the server's words."""

    def __init__(self, values: Mapping[str, object], files: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self._files = files or {}

    def __contains__(self, name: str) -> bool:
        return name in self._values or name in self._files

    def text(self, name: str) -> str:
        """A text, empty when absent."""
        return str(self._values.get(name, ""))

    def integer(self, name: str, default: int | None = None) -> int:
        """A whole number; compulsory unless a default is given."""
        value = self._values.get(name, default)
        try:
            return int(str(value))
        except ValueError:
            raise bad_request(f"invalid or missing parameter {name}") from None

    def flag(self, name: str) -> bool:
        """True or False, False when absent."""
        return str(self._values.get(name, "")).lower() in ("true", "1")

    def structure(self, name: str) -> Any:
        """A list or an object, decoded when it came as JSON text; None when absent."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def file(self, name: str) -> Upload | str:
        """What was uploaded under `name`, or a file id; raises ApiError 400 when there is neither."""
        if name in self._files:
            return self._files[name]
        value = self.text(name)
        if value.startswith("attach://"):
            if (part := value.removeprefix("attach://")) in self._files:
                return self._files[part]
            raise bad_request("there is no file in the request")
        if not value:
            raise bad_request(f"there is no {name} in the request")
        return value

"""The files that went through the box: kept by id, found again by path."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.simulator.api.failure import ApiError, bad_request
from bot.simulator.api.params import Upload

MOST_UPLOADED = 50 * 1024 * 1024
MOST_DOWNLOADED = 20 * 1024 * 1024
MOST_PHOTO = 10 * 1024 * 1024
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server."""

    id: str
    path: str
    upload: Upload

    def described(self) -> dict[str, object]:
        """The fields that every kind of file has in the Bot API."""
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.upload.content)}


class Files:
    """All files of one box."""

    def __init__(self) -> None:
        self._stored: dict[str, StoredFile] = {}

    def keep(self, source: Upload | str, folder: str) -> StoredFile:
        """Stores an upload under `folder`, or finds the file that an id names; raises ApiError."""
        if isinstance(source, str):
            return self.find(source)
        if not source.content:
            raise bad_request("file must be non-empty")
        if len(source.content) > MOST_UPLOADED:
            raise ApiError(413, "Request Entity Too Large")
        if folder == "photos":
            if len(source.content) > MOST_PHOTO:
                raise bad_request("file is too big")
            if not source.content.startswith(_IMAGES):
                raise bad_request("IMAGE_PROCESS_FAILED")
        number = len(self._stored)
        stored = StoredFile(
            f"F{number:06d}", f"{folder}/file_{number}{PurePosixPath(source.name).suffix}", source
        )
        self._stored[stored.id] = stored
        return stored

    def find(self, file_id: str) -> StoredFile:
        """The file with this id; raises ApiError 400."""
        if file_id not in self._stored:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._stored[file_id]

    def download(self, path: str) -> bytes:
        """The content at the path that getFile gave; raises ApiError 404."""
        for stored in self._stored.values():
            if stored.path == path:
                return stored.upload.content
        raise ApiError(404, "Not Found")

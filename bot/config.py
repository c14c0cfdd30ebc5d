"""What an installation may set: NETRAL_… in the environment or in a `.env` file, all of it in `.env.example`.

Every value is checked before anything starts, and every complaint is one Indonesian sentence that names the
setting. Must not know the features that use a setting.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.places import KNOWLEDGE
from bot.places import LOCALES as LOCALES

PREFIX = "NETRAL_"
_WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
IN_MEMORY = "sqlite+aiosqlite://"


class ConfigError(Exception):
    """The settings cannot be used; the text holds one Indonesian sentence per wrong setting."""


def _token(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value):
        raise ValueError(
            "bukan token bot Telegram; bentuknya angka, titik dua, lalu huruf acak dari @BotFather "
            "(kosongkan untuk mencoba tanpa Telegram)"
        )
    return value


def _web_address(value: object) -> object:
    if isinstance(value, str):
        value = value.rstrip("/")
        if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("harus alamat web lengkap, misalnya https://bot.instansi.go.id")
    return value


def _webhook_address(value: object) -> object:
    if isinstance(value, str) and not value.startswith("https://"):
        raise ValueError("harus alamat https://, karena Telegram hanya mengirim ke alamat https")
    return _web_address(value)


def _database_url(value: object) -> object:
    if isinstance(value, str) and not value.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError(
            "harus diawali sqlite+aiosqlite:/// atau postgresql+asyncpg://, "
            "misalnya sqlite+aiosqlite:///netral.db"
        )
    return value


def _whole_number(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"-?\d+", value):
        raise ValueError("harus bilangan bulat")
    return value


def _ids(value: object) -> object:
    if not isinstance(value, str):
        return value
    parts = [part.strip() for part in value.split(",") if part.strip()]
    if wrong := [part for part in parts if not re.fullmatch(r"\d+", part)]:
        raise ValueError(f"harus nomor ID Telegram dipisah koma; '{wrong[0]}' bukan nomor")
    return frozenset(int(part) for part in parts)


def _zone(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(
            f"zona waktu '{value}' tidak dikenal; pakai Asia/Jakarta, Asia/Makassar, atau Asia/Jayapura"
        ) from error


def _language(value: object) -> object:
    if value not in ("id", "en"):
        raise ValueError("harus id atau en")
    return value


def _folder(value: object) -> object:
    if isinstance(value, str | Path) and not Path(value).is_dir():
        raise ValueError(f"folder '{value}' tidak ada")
    return value


def _folders(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(_folder(part.strip()) for part in value.split(",") if part.strip())


def _rate(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"\d+(\.\d+)?", value) or not 0 < float(value) <= 1000:
            raise ValueError("harus angka lebih dari 0 sampai 1000 (pesan per detik)")
        return float(value)
    return value


def _at_least_one(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"\d+", value) or int(value) < 1:
            raise ValueError("harus bilangan bulat, paling kecil 1")
        return int(value)
    return value


def _yes_or_no(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.casefold() not in ("ya", "tidak"):
        raise ValueError("harus ya atau tidak")
    return value.casefold() == "ya"


def _quiet_hours(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value == "tidak":
        return None
    match = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)\s*-\s*([01]?\d|2[0-3])[:.]([0-5]\d)", value)
    if match is None:
        raise ValueError("harus dua jam, misalnya 20:00-06:00 (tulis tidak bila tanpa jam tenang)")
    a, b, c, d = (int(part) for part in match.groups())
    return time(a, b), time(c, d)


def _quiet_days(value: object) -> object:
    if not isinstance(value, str):
        return value
    weekdays, dates = set(), set()
    for part in (part.strip().casefold() for part in value.split(",") if part.strip()):
        if part in _WEEKDAYS:
            weekdays.add(_WEEKDAYS.index(part))
            continue
        try:
            dates.add(date.fromisoformat(part))
        except ValueError as error:
            raise ValueError(
                f"harus nama hari atau tanggal dipisah koma, misalnya sabtu,minggu,2026-12-25; '{part}' bukan"
            ) from error
    if len(weekdays) == len(_WEEKDAYS):
        raise ValueError("tidak boleh memuat semua hari; pengingat tidak akan pernah terkirim")
    return frozenset(weekdays), frozenset(dates)


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    match = re.fullmatch(r"(.+):(\d{1,5})", value)
    if match is None or not 0 < int(match[2]) < 65536:
        raise ValueError("harus alamat dan porta, misalnya 127.0.0.1:8443")
    return match[1], int(match[2])


def _secret(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value):
        raise ValueError("harus 16 sampai 256 huruf, angka, _ atau - (dipakai untuk mengenali Telegram)")
    return value


def _moment(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise ValueError(
            "harus tanggal atau waktu ISO 8601, misalnya 2026-12-01 atau 2026-12-01T09:00"
        ) from error


class Settings(BaseSettings):
    """All settings, checked. Build it with `read_settings`, which words the errors."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True, hide_input_in_errors=True
    )

    token: Annotated[SecretStr | None, BeforeValidator(_token)] = None
    api_url: Annotated[str, BeforeValidator(_web_address)] = "https://api.telegram.org"
    webhook_url: Annotated[str | None, BeforeValidator(_webhook_address)] = None
    webhook_secret: Annotated[SecretStr | None, BeforeValidator(_secret)] = None
    webhook_listen: Annotated[tuple[str, int], NoDecode, BeforeValidator(_listen)] = ("127.0.0.1", 8443)
    owner_ids: Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)] = frozenset()
    hr_chat: Annotated[int | None, BeforeValidator(_whole_number)] = None
    database_url: Annotated[str, BeforeValidator(_database_url)] = "sqlite+aiosqlite:///netral.db"
    key_file: Path | None = None
    knowledge: Annotated[Path, BeforeValidator(_folder)] = KNOWLEDGE
    knowledge_extra: Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)] = ()
    zone: Annotated[ZoneInfo, BeforeValidator(_zone)] = ZoneInfo("Asia/Jakarta")
    language: Annotated[Literal["id", "en"], BeforeValidator(_language)] = "id"
    broadcast_rate: Annotated[float, BeforeValidator(_rate)] = 25.0
    quiet_hours: Annotated[tuple[time, time] | None, NoDecode, BeforeValidator(_quiet_hours)] = (
        time(20),
        time(6),
    )
    quiet_days: Annotated[tuple[frozenset[int], frozenset[date]], NoDecode, BeforeValidator(_quiet_days)] = (
        frozenset(),
        frozenset(),
    )
    daily_cap: Annotated[int, BeforeValidator(_at_least_one)] = 3
    second_person: Annotated[bool, BeforeValidator(_yes_or_no)] = False
    retention_days: Annotated[int, BeforeValidator(_at_least_one)] = 365
    now: Annotated[datetime | None, BeforeValidator(_moment)] = None

    @property
    def key_path(self) -> Path | None:
        """KEY_FILE, or else netral.key beside the SQLite file (in the working folder on PostgreSQL).

        None for a database in memory: what is kept nowhere needs no key that lasts.
        """
        if self.database_url == IN_MEMORY:
            return None
        if self.key_file is not None:
            return self.key_file
        _, found, file = self.database_url.partition("sqlite+aiosqlite:///")
        return Path(file).with_name("netral.key") if found else Path("netral.key")

    @property
    def witness_path(self) -> Path | None:
        """Beside the key: how many rows the pledges' ledger had when it was last signed."""
        return self.key_path.with_suffix(".head") if self.key_path else None

    @property
    def rehearsal_start(self) -> datetime | None:
        """NOW as an aware time; without an offset it is a time in ZONE."""
        if self.now is None or self.now.tzinfo is not None:
            return self.now
        return self.now.replace(tzinfo=self.zone)


def read_settings(env_file: Path | None = Path(".env")) -> Settings:
    """The settings of this process: its environment, then `env_file` if there is one.

    Raises ConfigError, with every complaint at once and never with a secret in it.
    """
    unknown = _unknown(os.environ)
    try:
        settings = Settings(_env_file=env_file, _env_file_encoding="utf-8")
    except ValidationError as error:
        raise ConfigError(
            "\n".join([*unknown, *(_sentence(problem) for problem in error.errors())])
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(f"Berkas {env_file} bukan teks UTF-8; simpan ulang sebagai UTF-8.") from None
    if (settings.webhook_url is None) != (settings.webhook_secret is None):
        unknown.append(
            f"{PREFIX}WEBHOOK_URL dan {PREFIX}WEBHOOK_SECRET harus diisi keduanya atau dikosongkan keduanya."
        )
    if unknown:
        raise ConfigError("\n".join(unknown))
    return settings


def _unknown(environment: Mapping[str, str]) -> list[str]:
    """A misspelt setting would otherwise be ignored in silence."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    strangers = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    return [_stranger(name) for name in strangers]


def _stranger(name: str) -> str:
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"mungkin maksud Anda {close[0]}" if close else "lihat daftar setelan di .env.example"
    return f"{name} bukan setelan Netral; {hint}."


def _sentence(problem: Mapping[str, object]) -> str:
    location = problem["loc"]
    name = str(location[0]).upper() if isinstance(location, tuple) and location else ""
    if problem["type"] == "extra_forbidden":
        return _stranger(name)
    context = problem.get("ctx")
    reason = context.get("error", problem["msg"]) if isinstance(context, dict) else problem["msg"]
    return f"{PREFIX}{name}: {reason}."

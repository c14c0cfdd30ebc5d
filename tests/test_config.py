"""Settings: read from the environment or .env, and refused in clear Indonesian."""

from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import PREFIX, ConfigError, Settings, read_settings


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    import os

    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


@pytest.fixture
def settings_with(monkeypatch):
    """Settings as they come out of these environment variables, with no .env file."""

    def read(**values: str) -> Settings:
        for name, value in values.items():
            monkeypatch.setenv(PREFIX + name, value)
        return read_settings(env_file=None)

    return read


def test_nothing_needs_to_be_set(settings_with):
    settings = settings_with()
    assert settings.token is None
    assert settings.database_url == "sqlite+aiosqlite:///netral.db"
    assert settings.key_path == Path("netral.key")
    assert (settings.knowledge / "kosakata.yaml").is_file()
    assert settings.quiet_hours == (time(20), time(6))


def test_an_empty_setting_is_the_same_as_none(settings_with):
    assert settings_with(TOKEN="", KNOWLEDGE="", HR_CHAT="", QUIET_HOURS="") == settings_with()


def test_every_setting_is_read(settings_with, tmp_path):
    settings = settings_with(
        TOKEN="12345:AbC-dEf_0123456789",
        API_URL="http://127.0.0.1:8081/",
        WEBHOOK_URL="https://bot.contoh.go.id/telegram",
        WEBHOOK_SECRET="rahasia-yang-panjang",
        WEBHOOK_LISTEN="0.0.0.0:8443",
        OWNER_IDS="11, 22",
        HR_CHAT="-100123",
        DATABASE_URL="postgresql+asyncpg://netral@db/netral",
        KEY_FILE="/kunci/netral.key",
        KNOWLEDGE_EXTRA=f"{tmp_path},{tmp_path}",
        ZONE="Asia/Makassar",
        LANGUAGE="en",
        BROADCAST_RATE="12.5",
        QUIET_HOURS="21.30 - 05.00",
        DAILY_CAP="5",
        RETENTION_DAYS="30",
        NOW="2026-12-01T09:00",
    )
    assert settings.token is not None
    assert settings.token.get_secret_value() == "12345:AbC-dEf_0123456789"
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.webhook_listen == ("0.0.0.0", 8443)
    assert settings.owner_ids == {11, 22}
    assert settings.hr_chat == -100123
    assert settings.key_path == Path("/kunci/netral.key")
    assert settings.knowledge_extra == (tmp_path, tmp_path)
    assert settings.zone == ZoneInfo("Asia/Makassar")
    assert settings.broadcast_rate == 12.5
    assert settings.quiet_hours == (time(21, 30), time(5))
    assert (settings.daily_cap, settings.retention_days, settings.language) == (5, 30, "en")


def test_the_key_lies_beside_the_sqlite_file(settings_with):
    settings = settings_with(DATABASE_URL="sqlite+aiosqlite:////srv/netral/data.db")
    assert settings.key_path == Path("/srv/netral/netral.key")


def test_a_rehearsal_without_offset_starts_in_the_offices_zone(settings_with):
    start = settings_with(NOW="2026-12-01T09:00", ZONE="Asia/Jayapura").rehearsal_start
    assert start == datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Asia/Jayapura"))


def test_a_rehearsal_with_an_offset_keeps_it(settings_with):
    start = settings_with(NOW="2026-12-01T09:00+00:00").rehearsal_start
    assert start is not None
    assert start.utcoffset() == timedelta(0)


def test_there_may_be_no_quiet_hours(settings_with):
    assert settings_with(QUIET_HOURS="tidak").quiet_hours is None


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TOKEN", "rahasia", "bukan token bot Telegram"),
        ("API_URL", "localhost", "harus alamat web lengkap"),
        ("WEBHOOK_URL", "http://bot.contoh.go.id", "harus alamat https://"),
        ("WEBHOOK_SECRET", "pendek", "harus 16 sampai 256"),
        ("WEBHOOK_LISTEN", "8443", "harus alamat dan porta"),
        ("OWNER_IDS", "11,budi", "'budi' bukan nomor"),
        ("HR_CHAT", "grup", "harus bilangan bulat"),
        ("DATABASE_URL", "netral.db", "harus diawali sqlite"),
        ("KNOWLEDGE", "/tidak/ada", "folder '/tidak/ada' tidak ada"),
        ("KNOWLEDGE_EXTRA", "/tidak/ada", "folder '/tidak/ada' tidak ada"),
        ("ZONE", "WIB", "zona waktu 'WIB' tidak dikenal"),
        ("LANGUAGE", "jawa", "harus id atau en"),
        ("BROADCAST_RATE", "0", "lebih dari 0"),
        ("BROADCAST_RATE", "cepat", "lebih dari 0"),
        ("QUIET_HOURS", "malam", "harus dua jam"),
        ("DAILY_CAP", "0", "paling kecil 1"),
        ("RETENTION_DAYS", "-1", "paling kecil 1"),
        ("NOW", "besok", "ISO 8601"),
    ],
)
def test_a_wrong_value_is_refused_by_name(settings_with, name, value, sentence):
    with pytest.raises(ConfigError, match=sentence) as caught:
        settings_with(**{name: value})
    assert str(caught.value).startswith(f"NETRAL_{name}: ")


def test_all_complaints_come_at_once(settings_with):
    with pytest.raises(ConfigError) as caught:
        settings_with(ZONE="WIB", LANGUAGE="jawa", DAILY_CAP="nol")
    assert len(str(caught.value).splitlines()) == 3


def test_a_secret_is_never_repeated_in_a_complaint_or_a_printout(settings_with):
    with pytest.raises(ConfigError) as caught:
        settings_with(TOKEN="rahasia sekali", WEBHOOK_SECRET="juga rahasia")
    assert "rahasia sekali" not in str(caught.value)
    assert "juga rahasia" not in str(caught.value)
    assert "AbC-dEf" not in repr(settings_with(TOKEN="12345:AbC-dEf", WEBHOOK_SECRET=""))


def test_a_webhook_needs_its_secret(settings_with):
    with pytest.raises(ConfigError, match="harus diisi keduanya"):
        settings_with(WEBHOOK_URL="https://bot.contoh.go.id")


def test_a_misspelt_setting_is_not_ignored(settings_with):
    with pytest.raises(
        ConfigError, match="NETRAL_TOKN bukan setelan Netral; mungkin maksud Anda NETRAL_TOKEN"
    ):
        settings_with(TOKN="12345:AbC")


def test_the_environment_wins_over_the_file(settings_with, tmp_path, monkeypatch):
    file = tmp_path / ".env"
    file.write_text("NETRAL_LANGUAGE=en\nNETRAL_DAILY_CAP=5\n")
    monkeypatch.setenv("NETRAL_LANGUAGE", "id")
    settings = read_settings(file)
    assert (settings.language, settings.daily_cap) == ("id", 5)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("NETRAL_TOKN=1\n", "NETRAL_TOKN bukan setelan Netral"),
        ("WARNA=biru\n", "WARNA bukan setelan Netral"),
        ("NETRAL_ZONE=WIB\n", "NETRAL_ZONE: zona waktu"),
    ],
)
def test_the_file_is_checked_like_the_environment(tmp_path, content, sentence):
    file = tmp_path / ".env"
    file.write_text(content)
    with pytest.raises(ConfigError, match=sentence):
        read_settings(file)


def test_a_file_in_another_encoding_is_explained(tmp_path):
    file = tmp_path / ".env"
    file.write_bytes(b"NETRAL_LANGUAGE=\xff\xfe")
    with pytest.raises(ConfigError, match="bukan teks UTF-8"):
        read_settings(file)

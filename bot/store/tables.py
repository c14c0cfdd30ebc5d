"""Every table, once: the queries and the migration test both read these definitions.

All times are kept in UTC and are aware on the way in and out. Knows columns, not what features do with them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC; SQLite has no zones, so a naive time is refused rather than guessed."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# Named constraints, so that later migrations can address them on both databases.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)

# Updates as Telegram handed them over, committed before Telegram is told that we have them.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("payload", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("processed_at", UtcDateTime),
    Index("ix_inbox_processed_at", "processed_at"),
)

# Where each person stands in each dialogue, so that a restart forgets nothing.
dialogue = Table(
    "dialogue",
    metadata,
    Column("person", Text, primary_key=True),
    Column("flow", Text, primary_key=True),
    Column("state", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

# What was answered, and never to whom.
journal = Table(
    "journal",
    metadata,
    Column("number", Text, primary_key=True),
    Column("rule", Text),
    Column("version", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("release", Text, nullable=False),
    Column("snapshot", JSON, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("helpful", Boolean),
)

# Questions that the bot could not answer, redacted, for the legal officer.
unanswered = Table(
    "unanswered",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
)

# Rules taken out of service by a legal officer; lifted rows stay as history.
suspension = Table(
    "suspension",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("suspended_by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("suspended_at", UtcDateTime, nullable=False),
    Column("lifted_by", Text),
    Column("lifted_at", UtcDateTime),
    Index(
        "uq_suspension_in_force",
        "rule",
        unique=True,
        sqlite_where=text("lifted_at IS NULL"),
        postgresql_where=text("lifted_at IS NULL"),
    ),
)

# What a person chose for himself.
preference = Table(
    "preference",
    metadata,
    Column("person", Text, primary_key=True),
    Column("language", Text, nullable=False),
)

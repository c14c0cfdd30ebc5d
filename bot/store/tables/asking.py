"""What is needed to answer: updates, dialogues and drafts, what was asked, what is out of service."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from bot.store.tables.base import UtcDateTime, metadata

# Updates as Telegram handed them over, committed before Telegram is told that we have them.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("payload", Text, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("processed_at", UtcDateTime),
    # Why it could not be read: names of fields and of an error, never words; null where it could.
    Column("fault", Text),
    Index("ix_inbox_processed_at", "processed_at"),
)

# What takes the next words of a person in a chat: one row at most, so that no two dialogues claim them.
dialogue = Table(
    "dialogue",
    metadata,
    Column("person", Text, primary_key=True),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("flow", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("state", JSON, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

# What is being put together, beyond whatever interrupts it. Its id is another one after every change.
draft = Table(
    "draft",
    metadata,
    Column("person", Text, primary_key=True),
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("flow", Text, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
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

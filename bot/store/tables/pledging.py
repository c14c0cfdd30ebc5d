"""Pledge campaigns, who has pledged, and the ledger that proves it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from bot.store.tables.base import UtcDateTime, metadata

# Pledge campaigns: text and audience as they were frozen when HR opened them.
campaign = Table(
    "campaign",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text_id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("terms", JSON, nullable=False),  # The same, resolved.
    Column("first", Text, nullable=False),  # Who is asked before the others; empty for nobody.
    Column("opens_at", UtcDateTime, nullable=False),
    Column("deadline", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("invited_at", UtcDateTime),  # When everybody was asked, not only the first.
    Column("created_by", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("draft_id", Text),  # What HR put together and opened; one draft opens each of its texts once.
    Index("uq_campaign_draft_id", "draft_id", "text_hash", unique=True),
)

# Who has pledged what, by row of the ledger; one for each person and campaign.
pledge = Table(
    "pledge",
    metadata,
    Column("campaign_id", Integer, ForeignKey("campaign.id"), primary_key=True, autoincrement=False),
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False, unique=True),
    Column("unit", Text, nullable=False),  # As it was then.
    Column("at", UtcDateTime, nullable=False),
)

# Questions and objections, with the words that HR is to read.
pledge_note = Table(
    "pledge_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("campaign_id", Integer, ForeignKey("campaign.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_pledge_note_campaign_id", "campaign_id", "person_id"),
)

# Which reminders of a campaign were ordered, by days before its end.
pledge_nudge = Table(
    "pledge_nudge",
    metadata,
    Column("campaign_id", Integer, ForeignKey("campaign.id"), primary_key=True, autoincrement=False),
    Column("days", Integer, primary_key=True, autoincrement=False),
)

# The ledger. The database itself refuses to change or delete a row; nothing in it names a person.
ledger = Table(
    "ledger",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("campaign", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("at", Text, nullable=False),  # Exactly as it was hashed.
    Column("before", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(
        "uq_ledger_pledge",
        "campaign",
        "text",
        "person",
        unique=True,
        sqlite_where=text("kind = 'pledge'"),
        postgresql_where=text("kind = 'pledge'"),
    ),
)

# Signed heads of the ledger, and when each was shown to HR.
ledger_head = Table(
    "ledger_head",
    metadata,
    Column("count", Integer, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("signature", Text, nullable=False),
)

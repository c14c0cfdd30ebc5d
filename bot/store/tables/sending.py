"""Messages to many, each with its recipients, and the reminders they come from."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from bot.store.tables.base import UtcDateTime, metadata

# Messages to many: what, to whom, when, and where they stand.
broadcast = Table(
    "broadcast",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sort", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("audience", Text, nullable=False),
    Column("starts_at", UtcDateTime),
    Column("is_local", Boolean, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("obligatory", Boolean, nullable=False),
    Column("phase", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("frozen_up_to", Integer, nullable=False),  # The last person looked at while freezing.
    Column("recipients", Integer, nullable=False),
    Column("skipped", JSON, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("progress_chat", BigInteger),
    Column("progress_message", BigInteger),
    Column("campaign_id", Integer, ForeignKey("campaign.id")),  # The pledge that it asks for.
    Column("draft_id", Text),  # What HR put together and sent; one draft leaves once.
    Index("ix_broadcast_phase", "phase"),
    Index("ix_broadcast_campaign_id", "campaign_id"),
    Index("uq_broadcast_draft_id", "draft_id", unique=True),
)

# One row for each recipient, frozen when the broadcast was planned.
delivery = Table(
    "delivery",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("broadcast_id", Integer, ForeignKey("broadcast.id"), nullable=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("zone", Text, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    Column("owner", Text),
    Column("lease_until", UtcDateTime),
    Column("message_id", BigInteger),
    Column("reason", Text),
    Column("finished_at", UtcDateTime),
    Column("read_at", UtcDateTime),
    Index("uq_delivery_broadcast_id", "broadcast_id", "person_id", unique=True),
    Index("ix_delivery_state", "broadcast_id", "state", "due_at", "id"),
    Index("ix_delivery_person_id", "person_id", "due_at"),
)

# Reminders that were proposed to HR for a stage, and what HR made of each.
reminder = Table(
    "reminder",
    metadata,
    Column("stage", Text, primary_key=True),
    Column("reminder", Text, primary_key=True),
    Column("stage_starts", Date, nullable=False),  # As the calendar had it when this was last looked at.
    Column("send_on", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("broadcast_id", Integer, ForeignKey("broadcast.id")),
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
)

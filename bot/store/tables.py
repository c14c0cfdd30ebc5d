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
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
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

# Employees as the office's newest list has them; who left it stays, inactive.
person = Table(
    "person",
    metadata,
    # Given by whoever takes a list over, which is far quicker than asking the database for each.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Text, unique=True),
    Column("name", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("unit", Text, nullable=False),  # The path from the top, parts joined by "/".
    Column("position", Text, nullable=False),
    Column("phone", Text),  # Keyed hash.
    Column("zone", Text),
    Column("superior", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("erased_at", UtcDateTime),  # Since when he wants no tie that he has not made himself.
    Index("ix_person_unit", "unit"),
    Index("ix_person_phone", "phone"),
)

# Which Telegram account is whose: one each.
account = Table(
    "account",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False, unique=True),
    Column("how", Text, nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("unreachable_at", UtcDateTime),  # Since when Telegram refuses our messages to him.
    Column("stopped_at", UtcDateTime),  # Since when he wants only what is obligatory.
)

# One-time codes for joining; a new one makes a person's earlier ones void.
join_code = Table(
    "join_code",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("issued_by", Text, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_join_code_person_id", "person_id"),
)

# Attempts to join that failed, counted against guessing.
join_attempt = Table(
    "join_attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_join_attempt_telegram_id", "telegram_id", "at"),
)

# A second account that claims a person who has one: for HR to decide.
move_request = Table(
    "move_request",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
    Column("allowed", Boolean),
    Index(
        "uq_move_request_open",
        "person_id",
        "telegram_id",
        unique=True,
        sqlite_where=text("decided_at IS NULL"),
        postgresql_where=text("decided_at IS NULL"),
    ),
    # A number that was erased must not mean another request.
    sqlite_autoincrement=True,
)

# Roles by Telegram account; revoked rows stay as history. `unit` is empty except for heads.
role_grant = Table(
    "role_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("telegram_id", BigInteger, nullable=False),
    Column("unit", Text, nullable=False),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", UtcDateTime, nullable=False),
    Column("revoked_by", Text),
    Column("revoked_at", UtcDateTime),
    Index(
        "uq_role_grant_in_force",
        "role",
        "telegram_id",
        "unit",
        unique=True,
        sqlite_where=text("revoked_at IS NULL"),
        postgresql_where=text("revoked_at IS NULL"),
    ),
    Index("ix_role_grant_telegram_id", "telegram_id"),
)

# Acts that wait for a second HR person; decided rows stay as history.
proposal = Table(
    "proposal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("content", JSON, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", UtcDateTime),
    Column("approved", Boolean),
)

# Lists of employees that wait for confirmation, checked and packed.
roster_draft = Table(
    "roster_draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("basis", Integer, nullable=False),  # The newest import at the time, 0 for none.
    Column("content", LargeBinary, nullable=False),
)

# Lists taken over. `before` is what undoing the newest one needs.
roster_import = Table(
    "roster_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("applied_by", Text, nullable=False),
    Column("applied_at", UtcDateTime, nullable=False),
    Column("added", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("left", Integer, nullable=False),
    Column("unchanged", Integer, nullable=False),
    Column("before", LargeBinary),
    Column("undone_by", Text),
    Column("undone_at", UtcDateTime),
)

# What people with authority did. The database itself refuses to change or delete a row.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_audit_subject", "subject"),
)

# Facts about this installation, such as which key file belongs to it.
installation = Table(
    "installation",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

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
    Index("ix_broadcast_phase", "phase"),
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

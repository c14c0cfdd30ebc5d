"""Employees, their accounts and roles, lists, and the log of what people with authority did."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from bot.store.tables.base import UtcDateTime, metadata

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

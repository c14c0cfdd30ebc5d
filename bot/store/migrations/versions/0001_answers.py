"""The tables behind answering: inbox, dialogue, journal, unanswered questions, suspensions, preferences.

Written out rather than taken from bot.store.tables: a migration must stay what it was when it first ran.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("received_at", moment, nullable=False),
        sa.Column("processed_at", moment),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index("ix_inbox_processed_at", "inbox", ["processed_at"])
    op.create_table(
        "dialogue",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("flow", sa.Text, nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("person", "flow", name="pk_dialogue"),
    )
    op.create_table(
        "journal",
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("rule", sa.Text),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("release", sa.Text, nullable=False),
        sa.Column("snapshot", sa.JSON, nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("helpful", sa.Boolean),
        sa.PrimaryKeyConstraint("number", name="pk_journal"),
    )
    op.create_table(
        "unanswered",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered"),
    )
    op.create_table(
        "suspension",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("suspended_by", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("suspended_at", moment, nullable=False),
        sa.Column("lifted_by", sa.Text),
        sa.Column("lifted_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_suspension"),
    )
    op.create_index(
        "uq_suspension_in_force",
        "suspension",
        ["rule"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "preference",
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_preference"),
    )

"""The tables behind messages to many: broadcasts, one delivery for each recipient, and reminders.

Written out rather than taken from bot.store.tables: a migration must stay what it was when it first ran.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("account", sa.Column("unreachable_at", _MOMENT))
    op.add_column("account", sa.Column("stopped_at", _MOMENT))
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("sort", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("starts_at", _MOMENT),
        sa.Column("is_local", sa.Boolean, nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("obligatory", sa.Boolean, nullable=False),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("frozen_up_to", sa.Integer, nullable=False),
        sa.Column("recipients", sa.Integer, nullable=False),
        sa.Column("skipped", sa.JSON, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("finished_at", _MOMENT),
        sa.Column("progress_chat", sa.BigInteger),
        sa.Column("progress_message", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_broadcast"),
    )
    op.create_index("ix_broadcast_phase", "broadcast", ["phase"])
    op.create_table(
        "delivery",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("broadcast_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("zone", sa.Text, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("owner", sa.Text),
        sa.Column("lease_until", _MOMENT),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.Text),
        sa.Column("finished_at", _MOMENT),
        sa.Column("read_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name="fk_delivery_broadcast_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_delivery_person_id"),
    )
    op.create_index("uq_delivery_broadcast_id", "delivery", ["broadcast_id", "person_id"], unique=True)
    op.create_index("ix_delivery_state", "delivery", ["broadcast_id", "state", "due_at", "id"])
    op.create_index("ix_delivery_person_id", "delivery", ["person_id", "due_at"])
    op.create_table(
        "reminder",
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("reminder", sa.Text, nullable=False),
        sa.Column("stage_starts", sa.Date, nullable=False),
        sa.Column("send_on", sa.Date, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("broadcast_id", sa.Integer),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", _MOMENT),
        sa.PrimaryKeyConstraint("stage", "reminder", name="pk_reminder"),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcast.id"], name="fk_reminder_broadcast_id"),
    )

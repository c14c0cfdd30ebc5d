"""The tables behind pledges: campaigns, who pledged, questions and objections, the ledger and its heads.

Written out rather than taken from bot.store.tables: a migration must stay what it was when it first ran.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _campaigns()
    _ledger()
    _append_only()


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("text_id", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("text_hash", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("terms", sa.JSON, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("opens_at", _MOMENT, nullable=False),
        sa.Column("deadline", _MOMENT, nullable=False),
        sa.Column("closed_at", _MOMENT),
        sa.Column("invited_at", _MOMENT),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
    )
    op.create_table(
        "pledge",
        sa.Column("campaign_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("person_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "person_id", name="pk_pledge"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_pledge_campaign_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_pledge_person_id"),
        sa.UniqueConstraint("seq", name="uq_pledge_seq"),
    )
    op.create_table(
        "pledge_note",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("campaign_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pledge_note"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_pledge_note_campaign_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_pledge_note_person_id"),
    )
    op.create_index("ix_pledge_note_campaign_id", "pledge_note", ["campaign_id", "person_id"])
    op.create_table(
        "pledge_nudge",
        sa.Column("campaign_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("days", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("campaign_id", "days", name="pk_pledge_nudge"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_pledge_nudge_campaign_id"),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("campaign", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_ledger"),
    )
    only = sa.text("kind = 'pledge'")
    columns = ["campaign", "text", "person"]
    op.create_index(
        "uq_ledger_pledge", "ledger", columns, unique=True, sqlite_where=only, postgresql_where=only
    )
    op.create_table(
        "ledger_head",
        sa.Column("count", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("public_key", sa.Text, nullable=False),
        sa.Column("signature", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("count", name="pk_ledger_head"),
    )


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ledger_keeps_{event.lower()} BEFORE {event} ON ledger "
                "BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END"
            )
        # REPLACE removes a row without the trigger above noticing; so would a second pledge of the same.
        op.execute(
            "CREATE TRIGGER ledger_keeps_insert BEFORE INSERT ON ledger "
            "WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq OR (kind = 'pledge' AND "
            "NEW.kind = 'pledge' AND campaign = NEW.campaign AND text = NEW.text AND person = NEW.person)) "
            "BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'ledger is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()"
    )

"""The tables behind people: roster, accounts, codes, roles, proposals, imports, and the audit log.

Written out rather than taken from bot.store.tables: a migration must stay what it was when it first ran.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _people()
    _joining()
    _authority()
    _imports()
    _audit()


def _people() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("position", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("zone", sa.Text),
        sa.Column("superior", sa.Text, nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("added_at", _MOMENT, nullable=False),
        sa.Column("left_at", _MOMENT),
        sa.Column("erased_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.UniqueConstraint("number", name="uq_person_number"),
    )
    op.create_index("ix_person_unit", "person", ["unit"])
    op.create_index("ix_person_phone", "person", ["phone"])
    op.create_table(
        "account",
        sa.Column("telegram_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("joined_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_account"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_account_person_id"),
        sa.UniqueConstraint("person_id", name="uq_account_person_id"),
    )


def _joining() -> None:
    op.create_table(
        "join_code",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("issued_by", sa.Text, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("used_at", _MOMENT),
        sa.PrimaryKeyConstraint("digest", name="pk_join_code"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_join_code_person_id"),
    )
    op.create_index("ix_join_code_person_id", "join_code", ["person_id"])
    op.create_table(
        "join_attempt",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_join_attempt"),
    )
    op.create_index("ix_join_attempt_telegram_id", "join_attempt", ["telegram_id", "at"])
    op.create_table(
        "move_request",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", _MOMENT),
        sa.Column("allowed", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_move_request"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_move_request_person_id"),
        sqlite_autoincrement=True,
    )
    _unique_while("uq_move_request_open", "move_request", ["person_id", "telegram_id"], "decided_at IS NULL")


def _authority() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("granted_by", sa.Text, nullable=False),
        sa.Column("granted_at", _MOMENT, nullable=False),
        sa.Column("revoked_by", sa.Text),
        sa.Column("revoked_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
    )
    _unique_while(
        "uq_role_grant_in_force", "role_grant", ["role", "telegram_id", "unit"], "revoked_at IS NULL"
    )
    op.create_index("ix_role_grant_telegram_id", "role_grant", ["telegram_id"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", _MOMENT),
        sa.Column("approved", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"),
    )


def _imports() -> None:
    op.create_table(
        "roster_draft",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.Column("basis", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_roster_draft"),
    )
    op.create_table(
        "roster_import",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("applied_by", sa.Text, nullable=False),
        sa.Column("applied_at", _MOMENT, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("changed", sa.Integer, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.Column("unchanged", sa.Integer, nullable=False),
        sa.Column("before", sa.LargeBinary),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", _MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_roster_import"),
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_installation"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    if op.get_bind().dialect.name == "sqlite":
        for event in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_keeps_{event.lower()} BEFORE {event} ON audit "
                "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
            )
        # REPLACE removes a row without the trigger above noticing.
        op.execute(
            "CREATE TRIGGER audit_keeps_insert BEFORE INSERT ON audit "
            "WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
    )


def _unique_while(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)

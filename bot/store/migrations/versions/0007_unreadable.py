"""Updates that could not be read are kept with what was wrong with them.

Written out rather than taken from bot.store.tables: a migration must stay what it was when it first ran.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("inbox", sa.Column("fault", sa.Text))

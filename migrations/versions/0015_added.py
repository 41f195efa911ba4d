"""More words for an open objection; the society's data, as they were changed."""

from __future__ import annotations

from alembic import op

from mutua.store.migrate import run_frozen_sql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(op.get_bind(), revision)


def downgrade() -> None:
    raise NotImplementedError("no archive is taken down: restore a backup instead")

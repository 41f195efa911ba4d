"""The first archive: people, requests, decisions, ceilings, books, with the guards that keep history."""

from __future__ import annotations

from alembic import op

from mutua.store.migrate import run_frozen_sql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(op.get_bind(), revision)


def downgrade() -> None:
    raise NotImplementedError("the first archive is not taken away: restore a backup instead")

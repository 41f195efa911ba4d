"""Surnames by index, for payers named in a movement of the bank."""

from __future__ import annotations

from alembic import op

from mutua.store.migrate import run_frozen_sql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(op.get_bind(), revision)


def downgrade() -> None:
    raise NotImplementedError("no archive is taken down: restore a backup instead")

"""Schema 0006: why covers began, changed and ended; who need not join; use of ceilings carried to another plan."""

from __future__ import annotations

from alembic import op

from mutua.store.migrate import run_frozen_sql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(op.get_bind(), revision)


def downgrade() -> None:
    raise NotImplementedError("no archive is taken down: restore a backup instead")

"""Two more doors: of which organisation a login is, links that open once, mails to go out, applications to the pact."""

from __future__ import annotations

from alembic import op

from mutua.store.migrate import run_frozen_sql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    run_frozen_sql(op.get_bind(), revision)


def downgrade() -> None:
    raise NotImplementedError("no archive is taken down: restore a backup instead")

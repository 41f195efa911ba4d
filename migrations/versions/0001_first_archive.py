"""The first archive: people, requests, decisions, ceilings, books, with the guards that keep history."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_END = ";\n\n"  # what stands between two statements of the files beside this one


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    text = Path(__file__).with_name(f"0001_{dialect}.sql").read_text(encoding="utf-8")
    for statement in text.strip().removesuffix(";").split(_END):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    raise NotImplementedError("the first archive is not taken away: restore a backup instead")

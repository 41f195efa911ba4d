"""What the columns of a society's own sheets mean is remembered, by their header."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_END = ";\n\n"  # what stands between two statements of the files beside this one


def upgrade() -> None:
    dialect = op.get_context().dialect.name
    text = Path(__file__).with_name(f"0002_{dialect}.sql").read_text(encoding="utf-8")
    for statement in text.strip().removesuffix(";").split(_END):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    op.get_bind().exec_driver_sql("DROP TABLE sheet_mapping")

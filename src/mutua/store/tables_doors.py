"""Who may look after the matters of another member, by a signed proxy: dated, kept, taken back by another row."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

from mutua.store.base import Whole
from mutua.store.tables_kept import PROTECTED, kept, period

if "payment_run_end" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# A proxy (`proxy_id`) is told once, and again when it ends earlier or was never to be: nothing makes it longer.
proxy = kept(
    "proxy",
    Column("proxy_id", Whole, nullable=False, index=True),
    Column("grantor_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("delegate_id", Whole, ForeignKey("person.id"), nullable=False, index=True),
    Column("how", Text, nullable=False),
    *period(),
    CheckConstraint("grantor_id <> delegate_id", name="two"),
    numbered=False,
)

BY_THEMSELVES, ON_PAPER = "web", "paper"
PROXY_WAYS = (BY_THEMSELVES, ON_PAPER)  # through the member's own pages; a signed sheet of paper, at the counter
DOOR_CODES: Mapping[Column[str], Collection[str]] = {proxy.c.how: PROXY_WAYS}

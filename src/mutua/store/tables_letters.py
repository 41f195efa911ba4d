"""Letters about a request, kept for ever: which decision each tells, or until when the papers it asks for may come."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Text

from mutua.store.base import Day, Whole
from mutua.store.tables_kept import PROTECTED, kept

if "person_erased" not in [one.name for one in PROTECTED]:
    raise ImportError("import mutua.store.tables: the tables kept for ever come in their order")

# What a paper of the same entry (`paper_issued`) is about: a request, and the decision of it in force by then.
# `complete_by`: of a letter that asks for papers, the last day; `motive`: why they were asked a second time.
claim_paper = kept(
    "claim_paper",
    Column("claim_id", Whole, ForeignKey("claim.claim_id"), nullable=False, index=True),
    Column("sequence", Whole, nullable=False),
    Column("complete_by", Day),
    Column("motive", Text, nullable=False),
    numbered=False,
)

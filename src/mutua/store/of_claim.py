"""What the archive keeps about a request stands on the chain of the household that asked: it is looked for there."""

from __future__ import annotations

from sqlalchemy import BindParameter, ColumnElement, Table, select

from mutua.store.bulk import among
from mutua.store.tables import claim


def of_claim(table: Table, claim_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The rows about the request, or about the one that is given when it is asked. They are found by the key, which
    begins with the chain: no index by request."""
    chain = select(claim.c.chain_id).where(claim.c.claim_id == claim_id).scalar_subquery()
    return (table.c.chain_id == chain) & (table.c.claim_id == claim_id)


def of_claims(table: Table) -> ColumnElement[bool]:
    """The same of several requests, given as `ids`."""
    chains = select(claim.c.chain_id).where(among(claim.c.claim_id))
    return table.c.chain_id.in_(chains) & among(table.c.claim_id)

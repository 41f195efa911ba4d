"""How far each request is today: what it waits for, what is owed for it, whether it was paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from mutua.store.bulk import among
from mutua.store.claim_open import still_holds
from mutua.store.ledger import owed_of
from mutua.store.tables import (
    claim,
    claim_appeal,
    claim_appeal_answer,
    claim_open,
    claim_withdrawal,
    decision,
    decision_line,
    parked_household,
    payment,
    pending_claim,
)
from mutua.store.tables_work import PAPERS, SUSPENDED

_every = decision.alias("every_decision")
_LAST = select(func.max(_every.c.sequence)).where(_every.c.claim_id == claim.c.claim_id).scalar_subquery()
_FROM = (
    claim.outerjoin(decision, and_(decision.c.claim_id == claim.c.claim_id, decision.c.sequence == _LAST))
    .outerjoin(pending_claim, pending_claim.c.claim_id == claim.c.claim_id)
    .outerjoin(parked_household, parked_household.c.household_id == pending_claim.c.household_id)
    .outerjoin(claim_withdrawal, claim_withdrawal.c.claim_id == claim.c.claim_id)
)


def joined() -> FromClause:
    """The requests with their last decision and what tells how far each is: where the conditions of `states` hold."""
    return _FROM


def _with_line(wanted: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the last decision has such a line."""
    of_decision = and_(
        decision_line.c.chain_id == decision.c.chain_id, decision_line.c.position == decision.c.position
    )
    return select(literal(1)).where(of_decision, wanted).correlate(decision).exists()


# Written out, not given as a value: the database has to see that its short indexes, of what is open alone, serve.
IS_OPEN = claim_open.c.amount != literal_column("0")
_IN_WORDS: ColumnElement[str] = literal_column(f"'{SUSPENDED}'")
IS_MONEY = and_(claim_open.c.what != _IN_WORDS, IS_OPEN)  # or papers to come


def open_of(wanted: ColumnElement[bool], *, few: bool = False) -> ColumnElement[bool]:
    """Whether something of the kind is open of the request. `few`: looked up for each one."""
    listed = select(claim_open.c.claim_id).where(wanted, IS_OPEN)
    if few:
        return listed.where(claim_open.c.claim_id == claim.c.claim_id).correlate(claim).exists()
    return claim.c.claim_id.in_(listed)


def _money_out(*, few: bool = False) -> ColumnElement[bool]:
    """Whether more was paid because of the request than came back."""
    signed = case((payment.c.kind == "payment", payment.c.amount_cents), else_=-payment.c.amount_cents)
    if few:
        out = select(func.coalesce(func.sum(signed), 0)).where(payment.c.claim_id == claim.c.claim_id)
        return out.correlate(claim).scalar_subquery() > 0
    return claim.c.claim_id.in_(select(payment.c.claim_id).group_by(payment.c.claim_id).having(func.sum(signed) > 0))


_WAITS = pending_claim.c.claim_id.is_not(None)
_waiting = pending_claim.alias("waiting")
_LISTED = select(_waiting.c.claim_id)  # what waits, looked up from the side of what waits: it is little
_ASIDE = _LISTED.where(_waiting.c.household_id.in_(select(parked_household.c.household_id)))
_WITHDRAWN = select(claim_withdrawal.c.claim_id)
STAYS_OPEN = and_(claim.c.claim_id.not_in(_LISTED), claim.c.claim_id.not_in(_WITHDRAWN))
_DECIDED = and_(~_WAITS, claim_withdrawal.c.claim_id.is_(None), decision.c.kind.in_(["decision", "correction"]))
_HOURS_ALONE = and_(decision.c.granted_cents == 0, _with_line(decision_line.c.quantity_granted > 0))
_SOMETHING = _with_line(or_(decision_line.c.granted_cents > 0, decision_line.c.quantity_granted > 0))

_answered = select(literal(1)).where(
    claim_appeal_answer.c.claim_id == claim_appeal.c.claim_id, claim_appeal_answer.c.sequence == claim_appeal.c.sequence
)
_OBJECTED = claim.c.claim_id.in_(select(claim_appeal.c.claim_id).where(~_answered.exists()))

# Several states may hold at once: a request that waits for a paper may have a sum to be paid.
_STATES: Mapping[str, ColumnElement[bool]] = {
    "waiting": and_(claim.c.claim_id.in_(_LISTED), claim.c.claim_id.not_in(_ASIDE)),
    "parked": claim.c.claim_id.in_(_ASIDE),
    "withdrawn": claim_withdrawal.c.claim_id.is_not(None),
    "reversed": and_(~_WAITS, decision.c.kind == "reversal"),
    "appealed": _OBJECTED,
    "refused": and_(_DECIDED, ~_with_line(decision_line.c.outcome != "refused")),
    "authorised": and_(_DECIDED, claim.c.authorisation == 1, _SOMETHING),
    "granted": and_(_DECIDED, claim.c.authorisation == 0, _HOURS_ALONE),
}
# Those that need nothing but the request and the lists of what waits.
BY_LIST = frozenset({"waiting", "parked", "appealed"})
STATES: tuple[str, ...] = (*_STATES, "suspended", "to-bring", "deferred", "to-recover", "to-pay", "paid")


@lru_cache(maxsize=8)
def states(today: date, *, few: bool = False) -> Mapping[str, ColumnElement[bool]]:
    """Each state with when it holds, as things stand today: what was put off to a day that has come is to be paid.

    `few`: asked of few requests, each looked up by itself. Put together once a day.
    """
    listed = {state: open_of(wanted, few=few) for state, wanted in what_is_open(today).items()}
    return {
        **_STATES, **listed, "suspended": and_(listed["suspended"], STAYS_OPEN),
        "to-bring": and_(listed["to-bring"], STAYS_OPEN, still_holds(today)),
        "paid": and_(_money_out(few=few), ~listed["to-pay"]),
    }


@lru_cache(maxsize=4)
def what_is_open(today: date) -> Mapping[str, ColumnElement[bool]]:
    """The states that the list of what is open tells, with what it then says."""
    what = claim_open.c.what
    return {
        "suspended": what == _IN_WORDS, "to-bring": and_(IS_MONEY, what == PAPERS),
        "deferred": and_(IS_MONEY, what.startswith("deferred:")),
        "to-recover": and_(IS_MONEY, what.startswith("recoverable:")),
        "to-pay": and_(IS_MONEY, or_(what.startswith("payable:"), deferred_until(today))),
    }  # fmt: skip


def deferred_until(today: date) -> ColumnElement[bool]:
    """Money that was put off to a day that has come."""
    what = claim_open.c.what
    begun = func.substr(what, func.length(what) - 9) <= today.isoformat()
    return and_(IS_MONEY, what.startswith("deferred:"), begun)


def states_of(connection: Connection, claim_id: int, today: date) -> tuple[str, ...]:
    """All that holds of one request today."""
    return states_among(connection, [claim_id], today)[claim_id]


def states_among(connection: Connection, claim_ids: Sequence[int], today: date) -> dict[int, tuple[str, ...]]:
    """All that holds of each of some requests."""
    names, query = _states_query(today)
    rows = connection.execute(query, {"ids": list(claim_ids)})
    return {row[0]: tuple(name for name, holds in zip(names, row[1:], strict=True) if holds) for row in rows}


@lru_cache(maxsize=4)
def _states_query(today: date) -> tuple[tuple[str, ...], Select[Any]]:
    """The states and the statement that asks them of some requests; made once a day, it is a long one."""
    named = states(today, few=True)
    holding = [condition.label(f"state_{at}") for at, condition in enumerate(named.values())]
    return tuple(named), select(claim.c.claim_id, *holding).select_from(_FROM).where(among(claim.c.claim_id))


def owed_cents(connection: Connection, claim_ids: Sequence[int], today: date) -> dict[int, int]:
    """What is owed today for each of the requests."""
    accounts: dict[int, dict[str, int]] = {}
    for claim_id, account, cents in connection.execute(_OPEN_OF, {"ids": list(claim_ids)}):
        accounts.setdefault(claim_id, {})[account] = cents
    return {claim_id: owed_of(of_claim, today) for claim_id, of_claim in accounts.items()}


_OPEN_OF = select(claim_open.c.claim_id, claim_open.c.what, claim_open.c.amount).where(
    among(claim_open.c.claim_id), IS_MONEY
)

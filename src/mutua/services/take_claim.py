"""«La prendo io»: a clerk takes a request on, takes it over from a colleague, or leaves it to whoever wants it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection

from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop, Done
from mutua.services.claim_states import states_of
from mutua.services.decide_claim import Refusal
from mutua.services.locks import chains_of_claims
from mutua.store.claim_taken import Holder, put_holder, read_holders
from mutua.store.unit_of_work import UnitOfWork, unit_of_work

# The states in which the office has work with it.
TO_DO = frozenset({"waiting", "parked", "suspended", "to-bring", "appealed"})


def take_claim(at: Desktop, claim_id: int, account_id: int) -> Done | Refusal:
    """The request is with this login from now on, whoever had it. Refuses one about which nothing is left to do."""

    def work(unit: UnitOfWork) -> Done | Refusal:
        if not may_be_taken(unit.connection, claim_id, day_in_rome(at.now)):
            return Refusal("nothing_to_take", str(claim_id))
        put_holder(unit.connection, claim_id, account_id, at.now)
        return Done(claim_id)

    return _on_household(at, claim_id, work)


def leave_claim(at: Desktop, claim_id: int, account_id: int) -> Done | Refusal:
    """The request is with nobody. Refuses one that a colleague has, or nobody."""

    def work(unit: UnitOfWork) -> Done | Refusal:
        holder = read_holders(unit.connection, [claim_id]).get(claim_id)
        if holder is None or holder.account_id != account_id:
            return Refusal("not_yours_to_leave", "" if holder is None else holder.name)
        put_holder(unit.connection, claim_id, None, at.now)
        return Done(claim_id)

    return _on_household(at, claim_id, work)


def _on_household(at: Desktop, claim_id: int, work: Callable[[UnitOfWork], Done | Refusal]) -> Done | Refusal:
    """Under the lock under which the request is decided: what is decided meanwhile is seen."""
    with at.archive.reader.begin() as connection:
        chains = chains_of_claims(connection, [claim_id])
    return unit_of_work(at.archive, chains, work, actor_id=at.actor_id, now=at.now)


def holder_of(connection: Connection, claim_id: int) -> Holder | None:
    """Who has the request; None where nobody has."""
    return read_holders(connection, [claim_id]).get(claim_id)


def may_be_taken(connection: Connection, claim_id: int, today: date) -> bool:
    """Whether something is left to do about it: to decide, to complete, to answer."""
    return bool(TO_DO & set(states_of(connection, claim_id, today)))

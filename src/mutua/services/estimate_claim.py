"""How much would come back: a request that nobody has stored, decided as it would be if it arrived. It binds nobody.

The same desk and the same engine as the decision: on the same facts the two say the same. In order (`in_order`) a
line that waits uses the ceilings as it will once all is there: the sum of several lines is the one that will be paid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from mutua.domain.records import ClaimTold
from mutua.services.decide_claim import Refusal
from mutua.services.desk import lay_out
from mutua.services.desk_values import Draft
from mutua.services.plan_book import PlanBook
from mutua.services.register import claim_record
from mutua.store.people import households_of

_NO_NUMBER = 0  # no request of the archive has it
_INVOICE = "fattura"
_DAYS = ("servizio", "fine", "inizio")


Estimator = Callable[[ClaimTold], Draft]


def estimate(
    connection: Connection, plans: PlanBook, told: ClaimTold, household_id: int, *, explain: bool = True,
    in_order: bool = False,
) -> Draft | Refusal:  # fmt: skip
    """The request as the rules would decide it now, with its steps. Nothing is written, nothing is set aside.

    `household_id`: on whose chain it would go. Refuses a plan that is not among the regulations, and a request that
    tops up one not decided yet. Lines are called `0.1`, `0.2`…
    """
    found = estimator(connection, plans, told, household_id, explain=explain, in_order=in_order)
    return found if isinstance(found, Refusal) else found(told)


def estimator(
    connection: Connection, plans: PlanBook, told: ClaimTold, household_id: int, *, explain: bool = False,
    in_order: bool = False,
) -> Estimator | Refusal:  # fmt: skip
    """What estimates a request, and the same one with other answers, on what is read once; refuses as `estimate`."""
    if plans.get(told.plan_code) is None:
        return Refusal("plan_unknown", told.plan_code)
    record = claim_record(connection, _NO_NUMBER, household_id, told)
    homes = {household_id, *households_of(connection, [told.person_id]).get(told.person_id, ())}
    desk = lay_out(connection, plans, sorted(homes), [record])
    if desk.waits_for_another(record):
        return Refusal("topped_up_undecided", str(record.tops_up_id))
    return lambda other: desk.decide(
        claim_record(connection, _NO_NUMBER, household_id, other), explain=explain, in_order=in_order
    )


def with_all_papers(told: ClaimTold, names: Sequence[str]) -> ClaimTold:
    """The request with an invoice of the (last) day of each service, and every paper that is asked for."""
    done = [next((one.facts[name] for name in _DAYS if name in one.facts), None) for one in told.lines]
    lines = tuple(
        one if day is None else replace(one, facts={_INVOICE: day, **one.facts})
        for one, day in zip(told.lines, done, strict=True)
    )
    days = [day for day in done if isinstance(day, date)]
    latest = max(days, default=None)
    return replace(told, lines=lines, papers=dict.fromkeys(names, latest))

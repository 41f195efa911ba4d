"""The clocks of requests: when papers were asked for and came, and the days that the rules promise from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from mutua.domain.case import FactValue
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.engine.versions import version_on
from mutua.rules.model import Ruleset
from mutua.rules.procedure import Clocks, clocks
from mutua.services.plan_book import PlanBook
from mutua.store.bulk import among
from mutua.store.tables import claim_answer, claim_paper, entry, paper, paper_issued

NO_CLOCKS = Clocks(None, None, None, None)
ASKED = "papers_asked"  # the kind of letter that asks for papers


class Days(NamedTuple):
    """What happened to a request: received, papers asked for (last), papers and answers that came later (last)."""

    received_on: date
    asked_on: date | None = None
    came_on: date | None = None
    complete_by: date | None = None  # as the letter said


_PAPERS_ASKED = (
    select(claim_paper.c.claim_id, paper_issued.c.issued_on, claim_paper.c.complete_by)
    .where(paper_issued.c.chain_id == claim_paper.c.chain_id)
    .where(paper_issued.c.position == claim_paper.c.position)
    .where((paper_issued.c.kind == ASKED) & among(claim_paper.c.claim_id))
    .order_by(claim_paper.c.position)
)
_CAME = tuple(
    select(table.c.claim_id, func.max(entry.c.recorded_at))
    .where((entry.c.chain_id == table.c.chain_id) & (entry.c.position == table.c.position))
    .where((entry.c.kind == "completion") & among(table.c.claim_id))
    .group_by(table.c.claim_id)
    for table in (paper, claim_answer)
)


def days_of(connection: Connection, received: Mapping[int, date]) -> dict[int, Days]:
    """The days of each request; `received`: the day of each."""
    ids = list(received)
    found = {claim_id: Days(day) for claim_id, day in received.items()}
    for claim_id, on, by in connection.execute(_PAPERS_ASKED, {"ids": ids}):
        found[claim_id] = found[claim_id]._replace(asked_on=on, complete_by=by)
    for query in _CAME:
        for claim_id, at in connection.execute(query, {"ids": ids}):
            on = day_in_rome(at) if isinstance(at, datetime) else at
            before = found[claim_id].came_on
            found[claim_id] = found[claim_id]._replace(came_on=on if before is None else max(on, before))
    return found


def rules_of_request(plans: PlanBook, plan_code: str, received_on: date) -> Ruleset | None:
    """The rules of procedure of a request: those in force when it came in."""
    booked = plans.get(plan_code)
    return None if booked is None else version_on(booked.plan, received_on)


def clocks_of(
    plans: PlanBook, plan_code: str, benefits: Sequence[str], days: Days, *, complete: bool = True,
    decided_on: date | None = None,
) -> Clocks:  # fmt: skip
    """The promised days; none where the rules set none. `complete`: nothing is missing, as far as one knows."""
    ruleset = rules_of_request(plans, plan_code, days.received_on)
    if ruleset is None or ruleset.procedure is None:
        return NO_CLOCKS
    facts: dict[str, FactValue] = {"richiesta": days.received_on, "prestazione": benefits[0] if benefits else ""}
    if days.asked_on is not None:
        facts["integrazione_chiesta"] = days.asked_on
    if complete:
        facts["completata"] = days.came_on or days.received_on
    if decided_on is not None:
        facts["decisa"] = decided_on
    return clocks(ruleset, facts)

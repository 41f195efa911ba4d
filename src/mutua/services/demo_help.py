"""Of a demonstration: the member who shows her pages has help authorised whose paper she still has to bring."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from mutua.domain.case import FactValue
from mutua.domain.records import ClaimTold, LineTold
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal, decide, propose
from mutua.services.register import receive_claims
from mutua.store.people import households_of, read_people
from mutua.store.tables import claim, claim_line
from mutua.store.unit_of_work import unit_of_work

PLANS = ("consorzio-mutue-novara/ospedaliera", "consorzio-mutue-novara/ospedaliera-domiciliare")
BENEFIT = "OSPEDALE"
_AHEAD = timedelta(days=3)
_MINUTES = 6 * 60


def leave_help(at: Desktop, member: int | None) -> None:
    """Six hours beside a hospital bed, asked for without the doctor's certificate and authorised; once.

    Nothing where the member has no plan that gives such hours.
    """
    today = day_in_rome(at.now)
    with at.archive.reader.begin() as connection:
        homes = households_of(connection, [member or 0]).get(member or 0, set())
        covers = read_people(connection, homes).covers.get(member or 0, ()) if homes else ()
        ahead = (claim_line.c.chain_id == claim.c.chain_id) & (claim_line.c.position == claim.c.position) & (
            claim_line.c.service_on > today
        )
        theirs = (claim.c.person_id == member) & claim.c.plan_code.in_(PLANS) & claim.c.authorisation
        asked = connection.scalar(select(claim.c.claim_id).where(ahead & theirs).limit(1))
    plan = next((code for code, one in covers if code in PLANS and one.holds_on(today)), None)
    if member is None or plan is None or asked is not None:
        return
    day, home = today + _AHEAD, min(homes)
    facts: dict[str, FactValue] = {
        "servizio": day, "inizio_ore": datetime.combine(day, time(7), UTC), "quantità": _MINUTES,
        "assistente": "convenzionato", "notturna": False, "causa": "malattia",
    }  # fmt: skip
    told = ClaimTold(at.ids.public(), member, plan, at.now, (LineTold(BENEFIT, facts),), channel="web", authorises=True)
    (number,) = unit_of_work(at.archive, [home], lambda unit: receive_claims(unit, [told], {member: home}, at.ids),
                             actor_id=at.actor_id, now=at.now)  # fmt: skip
    seen = propose(at.archive, at.plans, number)
    done = seen if isinstance(seen, Refusal) else decide(
        at.archive, at.plans, number, seen=seen.stamp, actor_id=at.actor_id, now=at.now, ids=at.ids
    )
    if isinstance(done, Refusal):
        raise AssertionError(f"{done.code} {done.found}")

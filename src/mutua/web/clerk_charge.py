"""Charging a year from the pages: looked at first, then exactly that; both go on beside the pages."""

from __future__ import annotations

import time
from typing import Any

from mutua.services.charge_contributions import Charged, ChargingPlan, charge_year, plan_year
from mutua.services.charge_shown import charge_shown, idle_days, past_days
from mutua.services.long_work import Told, Work
from mutua.services.plans_offered import plans_offered
from mutua.store.who import household_codes
from mutua.web.dues_forms import DoCharges, LookCharges
from mutua.web.forms import Empty, Refused, Wrong
from mutua.web.site import Answer, Go, Page, Visit
from mutua.wording.counter import counter_question
from mutua.wording.dues import idle_days_sentence, past_days_sentence

WORK = "charge"
LOOK, WRITE = "look", "write"
SECONDS = 2  # until the page is asked for again


def show(visit: Visit) -> Answer:
    return _page(visit)


def _page(visit: Visit, status: int = 200, why: str = "", wrong: tuple[Wrong, ...] = ()) -> Page:
    work = visit.site.works.of(WORK)
    with visit.site.archive.reader.begin() as connection:
        values: dict[str, Any] = {"work": work, "why": why, "plans": plans_offered(connection, visit.site.plans)}
    if work is not None and work.over and isinstance(work.result, ChargingPlan):
        with visit.site.archive.reader.begin() as connection:
            values["shown"] = charge_shown(connection, visit.site.plans, work.result, visit.language)
        past = past_days(work.result, visit.today)
        values["past"] = past_days_sentence(past, visit.language) if past else ""
        idle = idle_days(work.result)
        values["idle"] = idle_days_sentence(idle, visit.language) if idle else ""
        values["question"] = lambda one: counter_question(one.code, one.found, visit.language)
        values["mark"] = _mark(work)
    if work is not None and work.over and isinstance(work.result, Charged):
        with visit.site.archive.reader.begin() as connection:
            values["left"] = sorted(household_codes(connection, work.result.changed_meanwhile).values())
        values["charged"] = work.result
    running = work is not None and not work.over
    return Page("charge.html", values, status, wrong, again=SECONDS if running else 0)


def _mark(work: Work) -> str:
    """What whoever confirms says they had seen: this very look."""
    return f"{work.result.fingerprint}-{work.began.timestamp():.6f}"


def look(visit: Visit, form: LookCharges | Refused) -> Answer:
    """Begins to look what charging the year would do."""
    if isinstance(form, Refused):
        return _page(visit, 422)
    if form.year > visit.today.year + 1:
        told = visit.say("Si addebita al più il {year}.", "The last year that can be charged is {year}.",
                         year=visit.today.year + 1)  # fmt: skip
        return _page(visit, 422, wrong=(Wrong("year", "not_taken", {"told": told}),))
    if form.plan and visit.site.plans.get(form.plan) is None:
        return _page(visit, 422, wrong=(Wrong("plan", "not_offered"),))
    at, codes = visit.at, [form.plan] if form.plan else []

    def do(told: Told) -> ChargingPlan:
        return plan_year(at, form.year, plan_codes=codes, due_days=form.due_days, told=told)

    visit.site.works.begin(WORK, Work(LOOK, form.year, visit.account.name, visit.now), do)
    return Go("charge")


def charge(visit: Visit, form: DoCharges | Refused) -> Answer:
    """Charges exactly what was shown; who changed since is left and named."""
    work = visit.site.works.of(WORK)
    if isinstance(form, Refused):
        return _page(visit, 422)
    if work is None or not work.over or not isinstance(work.result, ChargingPlan) or form.seen != _mark(work):
        return _page(visit, 409, why=visit.say(
            "Quello che vedevate non è più l'ultimo sguardo: guardate di nuovo. Non è stato addebitato nulla.",
            "What you saw is not the last look any more: look again. Nothing was charged."))  # fmt: skip
    plan, at = work.result, visit.at
    approved = plan.fingerprint if form.adjustments else ""

    def do(told: Told) -> Charged:
        done = 0

        def counted(some: int) -> None:
            nonlocal done
            done += some
            told(done, len(plan.households))

        return charge_year(at, plan, approved=approved, told=counted, clock=time.perf_counter_ns)

    visit.site.works.begin(WORK, Work(WRITE, plan.year, visit.account.name, visit.now), do)
    return Go("charge")


def forget(visit: Visit, form: Empty | Refused) -> Answer:
    """What was looked at is put away."""
    visit.site.works.forget(WORK)
    return Go("charge")

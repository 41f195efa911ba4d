"""Who is covered by which plan, since when, and what each household owes for it: paid, paid late, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mutua.demo import STARTS_ON
from mutua.demo.dice import Dice
from mutua.demo.firms import Firm
from mutua.demo.people import CHILD, HEAD, Home, Someone
from mutua.domain.months import months_after
from mutua.domain.records import ContributionTold, CoverTold, FactTold

# The shipped plans that the demo society offers.
CRAFTS = "mutua-artieri/sia3"
OFFICES = "cadiprof/dipendenti"
GLASSES = "fondo-est/occhiali"
BUILDING = "cassa-edile-siena/protesi"
VISITS = "insieme-salute/tutto-compreso"
DAYS = "cesare-pozzo/prima-tutela"
HOURS = "consorzio-mutue-novara/ospedaliera"
TARIFF = "esempi/modelli-annesso-b"
PLANS = (CRAFTS, OFFICES, GLASSES, BUILDING, VISITS, DAYS, HOURS, TARIFF)

_OF_KIND = {
    "crafts": ((CRAFTS, 1000),), "offices": ((OFFICES, 1000),), "shops": ((GLASSES, 1000), (VISITS, 600)),
    "building": ((BUILDING, 1000), (VISITS, 500)),
}  # fmt: skip
# Many stay in the plan of the firm they worked for; some come back to it.
_BY_THEMSELVES = ((VISITS, 520), (CRAFTS, 420), (OFFICES, 90), (TARIFF, 250))
# Invented: what a year costs for the head of a household and for each of the others, in cents.
_YEARLY_CENTS = {
    CRAFTS: (12000, 6000), OFFICES: (15000, 0), GLASSES: (3600, 0), BUILDING: (4800, 0), VISITS: (21000, 12600),
    DAYS: (16200, 16200), HOURS: (9000, 4500), TARIFF: (8000, 5000),
}  # fmt: skip
_FROM_2026 = {HOURS: date(2026, 1, 1), TARIFF: date(2026, 1, 1)}  # opened this year: their regulations begin with it
_WHOLE_PLAN = ""  # none of these plans names assistances
_ONLY_THE_WORKER = frozenset({BUILDING})
_EMPLOYED = 720  # of a thousand heads of working age
_WORKING_AGE = (18, 66)
_SENIORITY_KEPT = 90
_FIRST_WORK = 16  # years
_LATE, _UNPAID, _UNPAID_LAST_YEAR = 90, 65, 20


def enrol(dice: Dice, home: Home, firms: tuple[Firm, ...]) -> None:
    """Gives the people of the household their firm, covers and lasting answers."""
    head = home.head
    low, high = _WORKING_AGE
    if low <= head.age_on(STARTS_ON) <= high and dice.chance(_EMPLOYED):
        head.firm = dice.one_of(firms)
    offered = _OF_KIND[head.firm.kind] if head.firm else _BY_THEMSELVES
    plans = [plan for plan, share in offered if dice.chance(share)]
    old = any(one.age_on(STARTS_ON) >= high for one in home.people)
    if dice.chance(850 if old else 300):
        plans.append(HOURS)
    if dice.chance(350 if old else 200):
        plans.append(DAYS)
    for plan in plans or [VISITS]:
        kept = dice.between(700, 3000) if head.firm and dice.chance(_SENIORITY_KEPT) else 0
        for one in home.people:
            if plan not in _ONLY_THE_WORKER or one is head:
                _cover(one, plan, kept)
    _answers(dice, home)


def _cover(one: Someone, plan: str, days_kept: int) -> None:
    """From the first of the month after joining (a newborn: at once), until the person leaves.

    `days_kept`: seniority carried over from an earlier employer.
    """
    since = one.stays[0].since
    if one.stays[0].kinship != CHILD or (since - one.born_on).days > 30:
        since = months_after(since, 1)
    since = max(since, _FROM_2026.get(plan, since))
    if one.left_on is None or since <= one.left_on:
        worked_from = months_after(one.born_on, 12 * _FIRST_WORK + 1) if one.stays[0].kinship == HEAD else one.born_on
        joined = min(since, max(since - timedelta(days=days_kept), worked_from)) if days_kept else None
        one.covers.append(CoverTold(plan, _WHOLE_PLAN, since, one.left_on, joined))


def _answers(dice: Dice, home: Home) -> None:
    """What some plans ask of a person once."""
    for one in home.people:
        covered = {cover.plan_code for cover in one.covers}
        kinship = one.stays[0].kinship
        if BUILDING in covered:
            one.facts.append(FactTold("ore_di_iscrizione", dice.weighed(((1800, 900), (320, 100)))))
        if CRAFTS in covered and kinship == HEAD:
            one.facts.append(FactTold("invalidità_sul_lavoro", dice.chance(30)))
        if OFFICES in covered and kinship == CHILD:
            one.facts.append(FactTold("abita_con_iscritto", dice.chance(900)))
        if OFFICES in covered and one.age_on(STARTS_ON) >= 78:
            one.facts.append(FactTold("legge_104", "comma_3"))


def contributions(dice: Dice, home: Home, today: date) -> Iterator[ContributionTold]:
    """One a year for each plan of the household, due by 31 January or a month after the cover begins."""
    firm = home.head.firm is not None
    for plan in PLANS:
        covers = [(one, cover) for one in home.people for cover in one.covers if cover.plan_code == plan]
        if not covers:
            continue
        head, other = _YEARLY_CENTS[plan]
        cents = sum(head if one is home.head else other for one, _ in covers)
        begins = min(cover.effective_from for _, cover in covers) + timedelta(days=30)
        ends = min(today, max(cover.ends_on or today for _, cover in covers))
        for year in range(STARTS_ON.year, today.year + 1):
            due_on = max(date(year, 1, 31), begins)
            if due_on.year == year and due_on <= ends:
                unpaid = _UNPAID if year == today.year else _UNPAID_LAST_YEAR
                paid_on = _paid(dice, due_on, unpaid // 3 if firm else unpaid, _LATE // 3 if firm else _LATE)
                known = paid_on if paid_on is not None and paid_on <= today else None
                yield ContributionTold(home.code, plan, due_on, cents, known)


def _paid(dice: Dice, due_on: date, unpaid: int, late: int) -> date | None:
    """Most pay before the day, some after it, a few never."""
    if dice.chance(unpaid):
        return None
    if dice.chance(late):
        return due_on + timedelta(days=dice.between(4, 150))
    return due_on - timedelta(days=dice.between(0, 24))

"""How much would come back: what a member types, decided as if it arrived with all its papers. Nothing is kept.

The same desk and the same engine as the decision of the office; several expenses are decided one after the other, each
finding what the one before left.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection

from mutua.domain.decisions import LineAssessment, Outcome
from mutua.domain.records import ClaimTold
from mutua.rules.model import Ruleset
from mutua.services.decide_claim import Refusal
from mutua.services.desk import Draft
from mutua.services.plan_book import PlanBook
from mutua.services.typed_claim import ClaimTyped, Typed, decided_now, understand
from mutua.wording.explain import Told, told_in_parts
from mutua.wording.familiar import told_familiarly
from mutua.wording.member_door import Back

_NAMELESS = "a" * 26  # nothing is kept under it
INVOICE = "fattura"


class LineTried(NamedTuple):
    """What would come back of one expense, in words, part by part; `back`: how much, for a headline."""

    told: Told
    outcome: Outcome
    granted_cents: int
    back: Back


class Tried(NamedTuple):
    """What was understood, and what would come back: None while too little was typed, or why it cannot be told."""

    typed: ClaimTyped
    lines: tuple[LineTried, ...] | None = None
    granted_cents: int = 0
    refusal: Refusal | None = None


def try_out(connection: Connection, plans: PlanBook, typed: Typed) -> Tried:
    """The expenses typed, as they would be decided today. Each is taken to be invoiced on the day of the service."""
    found = understand(connection, plans, typed, _NAMELESS, looking=False)
    if found.told is not None:
        found.told = _with_all_papers(found.told, [one.name for one in found.papers])
    if found.mistakes:
        return Tried(found)
    decided = decided_now(connection, plans, found, typed)
    if decided is None or isinstance(decided, Refusal):
        return Tried(found, refusal=decided)
    return Tried(found, lines_tried(decided, typed), decided.answer.granted_cents)


def lines_tried(decided: Draft, typed: Typed) -> tuple[LineTried, ...]:
    versions = decided.booked.by_version
    made = []
    for one, line in zip(decided.answer.lines, decided.case.lines, strict=True):
        rules = versions.get(one.version) or next(iter(versions.values()))
        told = told_in_parts(one, rules, typed.language, {**decided.case.facts, **line.facts}, typed.today)
        made.append(LineTried(told_familiarly(told, typed.language), one.outcome, one.granted_cents, _back(one, rules)))
    return tuple(made)


def _back(one: LineAssessment, rules: Ruleset) -> Back:
    """A line that waits for nothing brings back what it grants; any other what it would, if that is known."""
    if one.outcome is Outcome.SUSPENDED:
        known = one.payable_if_complete_cents
        facts = [rules.facts.get(missing.name) for missing in one.missing if missing.kind == "fact"]
        answers = sum(fact is None or not fact.of_society for fact in facts)
        return Back(known, waits=True, answers=answers, in_kind=bool(one.quantity_if_complete) and not known,
                    looked_up=answers < len(facts))  # fmt: skip
    later = sum(each.amount_cents for each in one.deferrals)
    return Back(one.granted_cents + later, later=bool(later),
                in_kind=bool(one.quantity_granted) and not one.granted_cents + later)  # fmt: skip


def _with_all_papers(told: ClaimTold, names: list[str]) -> ClaimTold:
    """The request with an invoice of the day of each service, and every paper that is asked for."""
    lines = tuple(
        replace(one, facts={INVOICE: one.facts["servizio"], **one.facts}) if "servizio" in one.facts else one
        for one in told.lines
    )
    days = [day for one in lines if isinstance(day := one.facts.get("servizio"), date)]
    latest = max(days, default=None)
    return replace(told, lines=lines, papers=dict.fromkeys(names, latest))

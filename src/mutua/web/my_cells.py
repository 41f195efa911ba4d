"""The fields of an expense on the pages of a member: how each is called, which benefits there are, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mutua.domain.asked import Question
from mutua.domain.kinds import FactKind
from mutua.services.claim_cells import BEGINS, FIRST_DAY, HELP, line_count
from mutua.services.typed_bills import paper_of_all
from mutua.services.typed_claim import ClaimTyped
from mutua.services.typed_plans import PlanOffered
from mutua.web.clerk_claim_page import hint_of
from mutua.web.my_bills import ending
from mutua.web.pages import to_whom
from mutua.web.site import Shown
from mutua.wording.new_claim import typed_mistake

_APART = ":"  # between a plan and its benefit, in the value of a choice


class Offered(NamedTuple):
    """The benefits of a plan: the value of each choice, and its title; `never`: those that are not for this person."""

    title: str
    benefits: tuple[tuple[str, str], ...]
    never: tuple[tuple[str, str], ...] = ()


def picked(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with the plan of the first benefit told apart (and of each that is of another), and of each benefit
    its code alone. Twice is as once."""
    found = {name: value for name, value in cells.items() if not name.startswith("plan")}
    of: dict[str, str] = {}
    for number in map(str, range(1, line_count(cells) + 1)):
        said = found.get(f"benefit-{number}", "")
        if _APART in said:
            of[number], _, found[f"benefit-{number}"] = said.rpartition(_APART)
        elif said:
            of[number] = cells.get(f"plan-{number}") or cells.get("plan", "")
    plan = next(iter(of.values()), "") or cells.get("plan", "")
    return {**found, "plan": plan, **{f"plan-{number}": one for number, one in of.items() if one and one != plan}}


def asked_anew(cells: Mapping[str, str]) -> tuple[dict[str, str], bool]:
    """Without the answers to questions of a benefit that is not the one chosen now; whether one was chosen anew.

    `asked-1`: the benefit whose questions stood on the page, "" where none was chosen yet.
    """
    changed = {
        number for number in map(str, range(1, line_count(cells) + 1))
        if cells.get(f"asked-{number}", "") not in ("", cells.get(f"benefit-{number}", ""))
    }  # fmt: skip
    old = tuple(f"fact-{number}-" for number in changed)
    days = {f"served-{number}": cells.get(f"fact-{number}-{FIRST_DAY}", "") for number in changed}
    kept = {name: value for name, value in cells.items() if not (old and name.startswith(old))}
    kept |= {name: day for name, day in days.items() if day and not kept.get(name)}  # another benefit, the same day
    return {name: value for name, value in kept.items() if not name.startswith("asked-")}, bool(changed)


def day_once(typed: ClaimTyped, cells: Mapping[str, str]) -> dict[str, str]:
    """The day typed before a benefit that asks its first day was chosen stands there, and not in a field of its own."""
    found = dict(cells)
    for line in typed.lines if cells.get("asks") != HELP else ():
        if line.asks(FIRST_DAY):
            day, name = found.pop(f"served-{line.number}", ""), f"fact-{line.number}-{FIRST_DAY}"
            found[name] = found.get(name) or day
    return found


def offered(typed: ClaimTyped) -> list[Offered]:
    return [
        Offered(plan.title, _choices(plan, never=False), _choices(plan, never=True)) for plan in typed.plans
    ]


def offered_with(typed: ClaimTyped) -> list[Offered]:
    """What may be chosen beside the first expense of a request: what the same cover gives."""
    first = typed.lines[0].asked is not None
    return [one for one, plan in zip(offered(typed), typed.plans, strict=True) if not first or plan is typed.plan]


def _choices(plan: PlanOffered, *, never: bool) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{plan.code}{_APART}{code}", title) for code, title in plan.benefits.items() if (code in plan.never) is never
    )


def chosen(typed: ClaimTyped, number: int) -> str:
    """The value of the choice that was understood, "" where none was."""
    line = next((one for one in typed.lines if one.number == number), None)
    return "" if line is None or line.asked is None else f"{line.plan_code}{_APART}{line.asked.code}"


def hint_for_member(visit: Shown, one: Question, *, helps: bool = False) -> str:
    """How an answer is written; of hours the day stands above already. `helps`: of help in days to come."""
    if one.name == BEGINS or (helps and one.fact.kind is FactKind.INSTANT):
        return visit.say("A che ora: 9, oppure 9:30", "At what time: 9, or 9:30")
    return hint_of(visit, one)


def mistakes_of(visit: Shown, typed: ClaimTyped, *, every: bool) -> dict[str, str]:
    """What is wrong with each field; what is still empty is no mistake before it is sent."""
    return {
        name: _empty(visit, name) if one.code == "field_missing" else to_whom(visit, typed_mistake(one, visit.language))
        for name, one in typed.mistakes.items()
        if every or one.code != "field_missing"
    }  # fmt: skip


def _empty(visit: Shown, name: str) -> str:
    """What is said beside a field without anything in it: a list is chosen from, a line is written."""
    if name.startswith("benefit-"):
        return visit.say("Scegli una voce dell'elenco.", "Choose one of the list.")
    return visit.say("Manca: scrivilo.", "Missing: write it.")


def where_labels(visit: Shown) -> dict[str, str]:
    """The two fields of help: where it is needed, and whom to ring."""
    return {
        "place": visit.say("Dove serve l'aiuto", "Where help is needed"),
        "phone": visit.say("Chi chiamiamo, e a che numero", "Whom we call, and at which number"),
    }


def labels_of(visit: Shown, typed: ClaimTyped, *, trying: bool = False) -> dict[str, str]:
    """How each field is called where its mistake is told above. `trying`: nothing was spent yet."""
    spent = visit.say("Quanto spendi, in euro", "What you spend, in euro") if trying else (
        visit.say("Quanto hai speso, in euro", "What you spent, in euro")
    )  # fmt: skip
    several = len(typed.lines) > 1
    found: dict[str, str] = {}
    for line in typed.lines:
        of = visit.say(" (spesa {n})", " (expense {n})", n=line.number) if several else ""
        found[f"benefit-{line.number}"] = visit.say("Che cosa", "What") + of
        found[f"served-{line.number}"] = visit.say("In che giorno", "On which day") + of
        found[f"amount-{line.number}"] = spent + of
        for one in line.asked.questions if line.asked is not None else ():
            found[f"fact-{line.number}-{one.name}"] = one.label + of
    for at, bill in enumerate(typed.bills, 1):
        of = ending(visit, at) if len(typed.bills) > 1 else ""
        found[bill.cell("issuer")] = visit.say("Chi ha fatto la fattura", "Issuer of the invoice") + of
        found[bill.cell("invoice")] = visit.say("Numero della fattura", "Invoice number") + of
        found[bill.cell("invoiced")] = visit.say("Data della fattura", "Date of the invoice") + of
        for paper in typed.papers_of(bill.lines):
            dated = visit.say("Data di: {what}", "Date of: {what}", what=paper.title)
            found[f"dated-{bill.paper(paper.name)}"] = dated + of
    for paper in typed.papers if len(typed.bills) > 1 else ():
        dated = visit.say("Data di: {what} (per tutte)", "Date of: {what} (for all)", what=paper.title)
        found[f"dated-{paper_of_all(paper.name)}"] = dated
    return found

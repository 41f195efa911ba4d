"""What is done to organisations and their plans, at the terminal: each command says what it recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mutua.cli_archive import opened
from mutua.cli_base import language, say
from mutua.cli_claim_life import agreed, desktop, today_or
from mutua.cli_decide import refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from mutua.domain.firms import Terms
    from mutua.services.decide_claim import Refusal
    from mutua.store.database import Archive

T = TypeVar("T")


def or_stop(found: T | Refusal) -> T:
    """What was found, or the message that says why there is none."""
    from mutua.services.decide_claim import Refusal

    if isinstance(found, Refusal):
        raise refused(found)
    return found


def firm_number(archive: Archive, name: str) -> int:
    """The organisation that is meant. Stops where there is none."""
    from mutua.services.organisations import firm_by

    with archive.reader.begin() as connection:
        return or_stop(firm_by(connection, name))


def file_mark(path: Path | None) -> str:
    """The SHA-256 of a file, "" where none is given; the file itself is not kept."""
    import hashlib

    return "" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()


def add_firm(
    database: str | None, name: str, vat_number: str, roles: tuple[str, ...], since: date | None,
    contact: Mapping[str, str],
) -> int:  # fmt: skip
    from mutua.domain.firms import Role
    from mutua.domain.identifiers.vat_number import VatNumber, read_vat_number
    from mutua.services.organisations import Contact, add_organisation
    from mutua.wording.firms import word

    if vat_number:
        read = read_vat_number(vat_number)
        if not isinstance(read, VatNumber):
            raise click.UsageError(say("La partita IVA non è giusta.", "The VAT number is not right."))
        vat_number = read.text
    with opened(database) as archive:
        made = add_organisation(
            desktop(archive), name.strip(), vat_number, tuple(Role(one) for one in roles), since=today_or(since),
            contact=Contact(**contact),
        )  # fmt: skip
        or_stop(made)
    told = ", ".join(word(one, language()) for one in roles)
    click.echo(f"{name}: {told}.")
    return 0


def give_role(database: str | None, firm: str, role: str, since: date | None, until: date | None) -> int:
    from mutua.domain.firms import Role
    from mutua.domain.italian import written_day
    from mutua.services.organisations import set_role
    from mutua.wording.firms import word

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        first = since or today_or(None)
        or_stop(set_role(desktop(archive), firm_id, Role(role), since=first, until=until))
    told = word(role, language())
    if until is not None:
        click.echo(say(f"{firm}: {told} fino al {written_day(until)}.", f"{firm}: {told} until {written_day(until)}."))
    else:
        click.echo(say(f"{firm}: {told} dal {written_day(first)}.", f"{firm}: {told} from {written_day(first)}."))
    return 0


def delegate_firm(
    database: str | None, firm: str, to: str, scope: str, paper: Path | None, since: date | None, *, revoke: bool
) -> int:
    from mutua.domain.firms import Scope
    from mutua.domain.italian import written_day
    from mutua.services import organisations
    from mutua.wording.firms import word

    with opened(database) as archive:
        at, on = desktop(archive), since or today_or(None)
        firm_id, other = firm_number(archive, firm), firm_number(archive, to)
        if revoke:
            or_stop(organisations.revoke(at, firm_id, other, on=on))
            told = written_day(on)
            click.echo(say(f"{firm}: la delega a {to} finisce prima del {told}.",
                           f"{firm}: the delegation to {to} ends before {told}."))  # fmt: skip
            return 0
        mark = file_mark(paper)
        or_stop(organisations.delegate(at, firm_id, other, Scope(scope), since=on, paper_sha256=mark))
    what = word(scope, language())
    click.echo(say(f"{firm} delega {to} ({what}) dal {written_day(on)}.",
                   f"{firm} delegates {to} ({what}) from {written_day(on)}."))  # fmt: skip
    return 0


# ---------------------------------------------------------------- plans


def terms_of(told: Mapping[str, Any]) -> Terms:
    """The terms that the options say."""
    from mutua.domain.firms import Cadence, Category, EntryRule, ExitRule, FamilyRule, LegalBasis, Rate, Terms

    return Terms(
        told["valid_from"], tuple(Rate(*one) for one in told["rates"]), Category(told["category"]),
        LegalBasis(told["legal_basis"]), told["basis_on"], file_mark(told["basis_file"]), told["firm_share"],
        told["fund_share"], FamilyRule(told["family"]), EntryRule(told["entry_rule"]), ExitRule(told["exit_rule"]),
        Cadence(told["cadence"]), told["suspends_unpaid_leave"], told["due_days"], told["grace_days"],
        told["restore_days"], told["offer_days"], told["seniority_days"],
    )  # fmt: skip


def offer(database: str | None, firm: str, plan_code: str, told: Mapping[str, Any], *, quote: bool) -> int:
    from mutua.services.firm_plans import offer_plan

    with opened(database) as archive:
        firm_id = firm_number(archive, firm)
        plan_id = or_stop(offer_plan(desktop(archive), firm_id, plan_code, terms_of(told), quote=quote))
        with archive.reader.begin() as connection:
            overlaps = _overlaps(connection, plan_id)
    click.echo(say(f"Piano aziendale {plan_id}: {'preventivo' if quote else 'offerto'} a {firm}.",
                   f"Firm plan {plan_id}: {'quoted' if quote else 'offered'} to {firm}."))  # fmt: skip
    for one in overlaps:
        click.echo(one)
    return 0


def step_of_plan(database: str | None, plan_id: int, event: str, on: date | None) -> int:
    from mutua.domain.pact import PlanEvent
    from mutua.services.firm_plans import tell_plan

    with opened(database) as archive:
        or_stop(tell_plan(desktop(archive), plan_id, PlanEvent(event), on=today_or(on)))
        told = _standing(archive, plan_id)
    click.echo(told)
    return 0


def activate(database: str | None, plan_id: int, starts_on: date) -> int:
    from mutua.services.firm_plans import activate_plan

    with opened(database) as archive:
        or_stop(activate_plan(desktop(archive), plan_id, starts_on=starts_on))
        click.echo(_standing(archive, plan_id))
    return 0


def renew(database: str | None, plan_id: int, told: Mapping[str, Any]) -> int:
    from mutua.services.firm_plans import renew_plan

    with opened(database) as archive:
        or_stop(renew_plan(desktop(archive), plan_id, terms_of(told)))
        click.echo(_standing(archive, plan_id))
    return 0


def end(database: str | None, plan_id: int, last_day: date, motive: str, *, yes: bool) -> int:
    from mutua.services.firm_plans import end_plan

    with opened(database) as archive:
        click.echo(_standing(archive, plan_id))
        if not (yes or agreed(say("Chiudere il piano?", "End the plan?"))):
            return 1
        or_stop(end_plan(desktop(archive), plan_id, last_day=last_day, motive=motive))
        click.echo(_standing(archive, plan_id))
    return 0


def _overlaps(connection: Connection, plan_id: int) -> list[str]:
    """A warning for each other plan of the firm that covers the same people."""
    from mutua.services.firm_plans import overlapping, plan_numbered
    from mutua.wording.firms import overlap_sentence

    plan = plan_numbered(connection, plan_id)
    return [] if plan is None else [
        overlap_sentence(one.plan_id, one.plan_code, one.on(one.starts_on).category.value, one.starts_on, language())
        for one in overlapping(connection, plan) if one.starts_on is not None
    ]  # fmt: skip


def _standing(archive: Archive, plan_id: int) -> str:
    """«Piano aziendale 1 (ditta): attivo dal 01/01/2026; copre 12 persone.»"""
    from mutua.services.decide_claim import Refusal

    with archive.reader.begin() as connection:
        return plan_sentence(connection, plan_id) or or_stop(Refusal("firm_plan_unknown", str(plan_id)))


def plan_sentence(connection: Connection, plan_id: int) -> str:
    """Where a plan stands, and how many it covers today; "" where there is none."""
    from mutua.domain.italian import written_day
    from mutua.services.firm_plans import covered_by, plan_numbered, state_of_plan
    from mutua.wording.firms import plan_word

    plan, today = plan_numbered(connection, plan_id), today_or(None)
    if plan is None:
        return ""
    state = plan_word(state_of_plan(connection, plan_id, today).value, language())
    days = []
    if plan.starts_on is not None:
        days.append(say(f"dal {written_day(plan.starts_on)}", f"from {written_day(plan.starts_on)}"))
    if plan.ends_on is not None:
        days.append(say(f"al {written_day(plan.ends_on)}", f"to {written_day(plan.ends_on)}"))
    count = covered_by(connection, plan, today)
    people = say(f"copre {count} {'persona' if count == 1 else 'persone'}",
                 f"covers {count} {'person' if count == 1 else 'people'}")  # fmt: skip
    told = " ".join([state, *days])
    sentence = say(f"Piano aziendale {plan_id} ({plan.plan_code}): {told}; {people}.",
                   f"Firm plan {plan_id} ({plan.plan_code}): {told}; {people}.")  # fmt: skip
    return "\n".join([sentence, *_overlaps(connection, plan_id)])

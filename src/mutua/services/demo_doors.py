"""The logins of outside of a demonstration: a firm with a plan, the consultant of all its firms, a member of 67."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import func, select

from mutua.domain.firms import Role, Scope
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.accounts import ForFirm
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.household_kin import HEAD
from mutua.services.new_archive import the_program
from mutua.services.organisations import add_organisation, delegate
from mutua.services.plan_book import PlanBook
from mutua.store.database import Archive
from mutua.store.ids import Ids
from mutua.store.tables import claim, cover, household_place, identity
from mutua.store.tables_roster import firm_card, firm_roster

CONSULTANT = "Studio Vinçon, consulenza del lavoro"
_VAT = compute_vat_number(7654321, 1)


def demo_doors(archive: Archive, *, now: datetime, ids: Ids) -> tuple[ForFirm, ForFirm] | None:
    """The firm with the fewest people of those with a plan, and the consultant to whom all of them delegated.

    None where the demonstration has no firm; the consultant is made the first time.
    """
    with archive.reader.begin() as connection:
        query = select(firm_roster.c.firm_id, func.count()).group_by(firm_roster.c.firm_id)
        firms = sorted((count, firm_id) for firm_id, count in connection.execute(query))
        known = connection.scalar(select(firm_card.c.firm_id).where(firm_card.c.vat_number == _VAT))
    if not firms:
        return None
    at = Desktop(archive, PlanBook(lambda code: None), the_program(archive, ids), now, ids)
    if known is None:
        since = day_in_rome(now) - timedelta(days=90)
        known = add_organisation(at, CONSULTANT, _VAT, (Role.INTERMEDIARY,), since=since)
        if isinstance(known, Refusal):
            raise AssertionError(known.code)
        for _, firm_id in firms:
            paper = hashlib.sha256(f"delega inventata {firm_id}".encode()).hexdigest()
            delegate(at, firm_id, known, Scope.BOTH, since=since, paper_sha256=paper)
    return ForFirm(firms[0][1]), ForFirm(known, intermediary=True)


MODELS = "esempi/"  # how the codes of plans begin that are written for tests
PRICED = "mutua-artieri/"  # plans under which the expense alone tells what comes back: their trials say euros
AGE = 67  # of the member who shows their pages, or as near as the demonstration has


def demo_member(archive: Archive, *, now: datetime) -> int | None:
    """A woman at the head of a household of several, who is covered and has asked for something; None where there is
    none. Plans of real societies come before models, whose words are for tests; then the age, the name Maria,
    and a plan whose trials say euros."""
    today = day_in_rome(now)
    held = (cover.c.person_id == identity.c.person_id) & (cover.c.effective_from <= today) & (
        cover.c.ends_on.is_(None) | (cover.c.ends_on >= today)
    )
    asked = select(func.count()).where(claim.c.person_id == identity.c.person_id).scalar_subquery()
    models = select(cover.c.person_id).where(held & cover.c.plan_code.startswith(MODELS)).exists()
    priced = select(cover.c.person_id).where(held & cover.c.plan_code.startswith(PRICED)).exists()
    query = (
        select(identity.c.person_id, identity.c.given_name, identity.c.born_on, asked, household_place.c.chain_id,
               models, priced)
        .join(household_place, household_place.c.person_id == identity.c.person_id)
        .where((identity.c.sex == "F") & (household_place.c.kinship == HEAD) & household_place.c.ends_on.is_(None))
        .where(select(cover.c.person_id).where(held).exists() & (asked > 0) & identity.c.born_on.is_not(None))
    )
    with archive.reader.begin() as connection:
        rows = connection.execute(query).all()
        counted = select(household_place.c.chain_id, func.count()).group_by(household_place.c.chain_id)
        sizes: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted)}
    found = [
        (bool(model), abs(today.year - born_on.year - AGE) > 3, name != "Maria", not euros, sizes.get(home, 0) < 2,
         abs(today.year - born_on.year - AGE), -count, person_id)
        for person_id, name, born_on, count, home, model, euros in rows
    ]  # fmt: skip
    return min(found)[-1] if found else None

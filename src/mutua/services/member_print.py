"""The pages of a member on paper, for whom the counter prints them: what they would read of themselves, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from mutua.domain.contact import Contact
from mutua.rules.engine.calendar import day_in_rome
from mutua.services.claim_lacking import with_lacking
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal
from mutua.services.list_claims import Listed, Wanted, list_claims
from mutua.services.member_claims import OwnRequest, own_request
from mutua.services.member_door import Behind
from mutua.services.member_household import OwnHousehold, own_household
from mutua.services.member_near import NearTold, near_of
from mutua.services.member_owed import Owed, owed_by_home
from mutua.services.member_refund import Account, account_of
from mutua.services.member_rights import Apart, PlanRights, rights_apart, rights_of
from mutua.services.member_scope import people_in_sight
from mutua.services.money_told import sent_of
from mutua.services.payment_advice import account_used
from mutua.services.person_sheet import PersonSheet, person_sheet
from mutua.services.society import contact
from mutua.services.typed_claim import Typed
from mutua.store.vault import Vault
from mutua.wording.numbers import Language

PAGES = 20  # of earlier requests


class OnPaper(NamedTuple):
    """What is known of the person, what they are entitled to (`apart`: of covers that are not running today), how the
    society is reached; who is of their household and who acts for whom; the requests before the last ones that the
    sheet tells, `going`: with money on its way."""

    sheet: PersonSheet
    plans: tuple[PlanRights, ...]
    contact: Contact
    owed: Owed | None
    near: NearTold | None
    household: OwnHousehold
    older: tuple[Listed, ...]
    going: frozenset[int]
    apart: Apart


def printed_for(behind: Behind, person_id: int, now: datetime, language: Language) -> OnPaper:
    today = day_in_rome(now)
    with behind.archive.snapshot() as connection:
        sheet = person_sheet(connection, behind.plans, behind.statute, person_id, today, language)
        sheet = replace(sheet, requests=with_lacking(connection, behind.plans, sheet.requests, language))
        typed = Typed(person_id, {}, frozenset(), now, language)
        owed = owed_by_home(connection, behind.plans, sheet, today)
        rights, home = rights_of(connection, behind.plans, sheet, typed), contact(connection)
        apart = rights_apart(connection, behind.plans, sheet, typed)
        near = near_of(connection, behind.near, behind.pact, person_id, today)
        household = own_household(connection, behind.plans, sheet, person_id, today, language)
    older = _older(behind, person_id, {one.claim_id for one in sheet.requests.latest}, today)
    paid = [one.claim_id for one in older if "paid" in one.states]
    with behind.archive.snapshot() as connection:
        sent = sent_of(connection, paid) if paid else {}
    going = frozenset(claim_id for claim_id, each in sent.items() if each[-1].on_its_way)
    return OnPaper(sheet, rights, home, owed, near, household, older, going, apart)


class PrintedRequest(NamedTuple):
    """A request as its member reads it, and where its money goes, as far as they may know it; `used`: where it went."""

    own: OwnRequest
    account: Account
    used: str


def printed_request(at: Desktop, vault: Vault | None, claim_id: int, language: Language) -> PrintedRequest:
    today = day_in_rome(at.now)
    own = own_request(at, claim_id, today, language, printed=True)
    person_id = own.file.person_id
    with at.archive.snapshot() as connection:
        in_sight = people_in_sight(connection, person_id, today)
        account = account_of(connection, person_id, in_sight, Typed(person_id, {}, frozenset(), at.now, language))
    used = account_used(at.archive, vault, claim_id) if own.pays == "paid" and account.mine else ""
    return PrintedRequest(own, account, used)


def _older(behind: Behind, person_id: int, told: set[int], today: date) -> tuple[Listed, ...]:
    """The requests that are not told above, the newest first; so many pages of them at most."""
    found: list[Listed] = []
    for number in range(1, PAGES + 1):
        page = list_claims(behind.archive, Wanted(person_id=person_id), number, today=today)
        assert not isinstance(page, Refusal)  # no number was asked for
        found += [one for one in page.claims if one.claim_id not in told]
        if number >= page.pages:
            break
    return tuple(found)

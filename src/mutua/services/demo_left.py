"""What a demonstration leaves to whoever opens its pages: one or two of each thing that an office has to look at.

All of it is made as the counter would make it, after everything was decided, so that no sum of the year is another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar, cast

from sqlalchemy import Connection, func, select

from mutua.bank.reading import Reading
from mutua.demo.people import SOCIETY_ACCOUNT
from mutua.domain.account_statement import Statement, StatementLine
from mutua.domain.four_eyes import Rule
from mutua.domain.identifiers.iban import Iban, compute_italian_iban, read_iban
from mutua.domain.identifiers.vat_number import compute_vat_number
from mutua.domain.records import ClaimTold, Identity
from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.statute import Statute
from mutua.services import adhesion_requests, bank_import
from mutua.services.apart_values import FileRead
from mutua.services.appeals import AppealTold, file_appeal
from mutua.services.approve_account import ask_for_account
from mutua.services.approve_decision import propose_decision
from mutua.services.approve_rules import take_as_they_are, used_plans
from mutua.services.claim_life import Desktop
from mutua.services.decide_claim import Refusal, propose
from mutua.services.four_eyes import change_rules
from mutua.services.late_payers import late_on
from mutua.services.load_demo import Loaded, receive_demo
from mutua.services.member_desk import MembersDesk
from mutua.services.member_life import register_applicant
from mutua.services.take_claim import take_claim
from mutua.store.accounts import find_account
from mutua.store.tables import account, claim, decision, household_place, identity, pending_claim

T = TypeVar("T")
LIMIT = 50_000  # cents: a decision of the demonstration that grants more takes two people
_WORDS = "La fattura è di aprile, non di marzo: chiedo di rivedere il conto."
_DAY = timedelta(days=1)
LEFT = ("authorisation", "objection", "applicant", "firm", "movements")


def leave_for_pages(at: Desktop, loaded: Loaded, claims: Sequence[ClaimTold], statute: Statute) -> tuple[str, ...]:
    """Two people for large sums and for the regulations, and what waits for somebody; gives the codes of what was left,
    of `LEFT`. A very small society has nothing to authorise, or to object to."""
    today = day_in_rome(at.now)
    told = [(Rule.DECISION_LIMIT, LIMIT), (Rule.RULES, 1)]
    _done(change_rules(at.archive, told, since=today, actor_id=at.actor_id, now=at.now,
                       also=lambda unit: take_as_they_are(unit, used_plans(unit.connection, at.plans))))
    found = [_authorisation(at, loaded, claims), _objection(at, today)]
    who = Identity(
        "Ribet", "Ottavia", card_number="DOMANDA-1", born_on=date(1991, 3, 8), sex="F", address="via dell'Esempio 4",
        postal_code="10062", municipality="Luserna San Giovanni", email="ottavia.ribet@esempio.invalid",
    )  # fmt: skip
    _done(register_applicant(MembersDesk(at, statute), "DOMANDA-1", who, on=today - 9 * _DAY))
    _firm(at)
    _movements(at, today)
    return tuple(one for one, there in zip(LEFT, (*found, True, True, True), strict=True) if there)


def _done(found: object) -> None:
    """What is made here is right as it is written; anything else is a mistake of the program."""
    if isinstance(found, Refusal):
        raise AssertionError(f"{found.code} {found.found}")


def _authorisation(at: Desktop, loaded: Loaded, claims: Sequence[ClaimTold]) -> bool:
    """What somebody asked to have set aside last is asked once more, for days to come."""
    asked = [one for one in claims if one.authorises]
    if not asked:
        return False
    last, today = asked[-1], day_in_rome(at.now)
    later = today - day_in_rome(last.received_at)

    def moved(told: Mapping[str, T]) -> dict[str, T]:
        return {name: cast(T, value + later) if isinstance(value, date) else value for name, value in told.items()}

    again = replace(
        last, public_id=at.ids.public(), received_at=at.now - timedelta(hours=3), facts=moved(last.facts),
        papers=moved(last.papers), expires_on=last.expires_on and last.expires_on + later,
        lines=tuple(replace(one, facts=moved(one.facts), papers=moved(one.papers)) for one in last.lines),
    )  # fmt: skip
    receive_demo(at.archive, loaded.places, [again], actor_id=at.actor_id, now=at.now, ids=at.ids)
    return True


def _objection(at: Desktop, today: date) -> bool:
    """Who was granted nothing of the last request objects."""
    query = (
        select(func.max(decision.c.claim_id))
        .join(claim, claim.c.claim_id == decision.c.claim_id)
        .where((decision.c.granted_cents == 0) & claim.c.authorisation_id.is_(None))
    )
    with at.archive.reader.begin() as connection:
        refused = connection.scalar(query)
    if refused is None:
        return False
    _done(file_appeal(at, refused, AppealTold(today, "counter", _WORDS)))
    return True


def _firm(at: Desktop) -> None:
    one = adhesion_requests.Applicant(
        "Falegnameria dell'Esempio", compute_vat_number(7654322, 1), "G674", "Ezio Malan", "titolare",
        "falegnameria@esempio.invalid", "", ("work", "health"), "", True, "",
    )  # fmt: skip
    link = hashlib.sha256(b"demo").hexdigest()[:43]
    _done(adhesion_requests.apply(
        at.archive, one, link, address="127.0.0.1", actor_id=at.actor_id, now=at.now, ids=at.ids
    ))  # fmt: skip


def _movements(at: Desktop, today: date) -> None:
    """What the bank says of today: a contribution that was late, and money of somebody who is not known."""
    lines = [StatementLine(2, today, today, 2500, "BONIFICO A VOSTRO FAVORE GRAZIE", "FORNERIS GUIDO")]
    with at.archive.reader.begin() as connection:
        paid = next(iter(_late_heads(connection, at, today)), None)
        if paid is not None:
            lines.insert(0, StatementLine(1, today, today, paid[1], "CONTRIBUTO", paid[0]))
        one = Statement("camt", SOCIETY_ACCOUNT, "1", today, today, lines=tuple(lines))
        file = FileRead(statement=Reading([one]), digest=hashlib.sha256(repr(one).encode()).hexdigest())
        plan = bank_import.preview(connection, file)
    bank_import.apply(at, plan)


def _late_heads(connection: Connection, at: Desktop, today: date) -> list[tuple[str, int]]:
    """Who is at the head of the first household in arrears, and how much is late."""
    late = [one for one in late_on(connection, at.plans, today) if one.open_cents]
    for one in islice(late, 1):
        query = (
            select(identity.c.surname, identity.c.given_name)
            .join(household_place, household_place.c.person_id == identity.c.person_id)
            .where((household_place.c.chain_id == one.household_id) & (household_place.c.kinship == "titolare"))
        )
        who = connection.execute(query.order_by(identity.c.person_id)).first()
        return [(f"{who[0]} {who[1]}".upper(), one.open_cents)] if who is not None else []
    return []


# ---------------------------------------------------------------- once somebody may enter


def leave_to_approve(at: Desktop, clerk: str) -> None:
    """What the clerk proposed, for the approver: the first request above the limit that waits, and another IBAN; and
    the last that came, which the clerk took on."""
    with at.archive.reader.begin() as connection:
        found = find_account(connection, account.c.login == clerk)
        waiting = list(connection.scalars(select(pending_claim.c.claim_id).order_by(pending_claim.c.claim_id)))
    if found is None or not waiting:
        return
    here = replace(at, actor_id=found.actor_id)
    for claim_id in waiting:
        shown = propose(at.archive, at.plans, claim_id)
        if not isinstance(shown, Refusal) and shown.draft.answer.granted_cents > LIMIT:
            propose_decision(here, claim_id, seen=shown.stamp)
            break
    take_claim(here, waiting[-1], found.id)
    with at.archive.reader.begin() as connection:
        person_id = connection.scalar(select(claim.c.person_id).where(claim.c.claim_id == waiting[0]))
    iban = read_iban(compute_italian_iban(99999, 99999, 888_888_888))
    assert isinstance(iban, Iban)
    if person_id is not None:
        ask_for_account(here, person_id, iban)

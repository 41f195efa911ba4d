"""What a demonstration has paid, and which papers it asked for within a term; made when its pages are opened first.

Requests that were paid, one payment that came back, a run that is with the bank: money goes as the counter sends it.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from mutua.rules.engine.calendar import day_in_rome
from mutua.rules.model import NoTerm
from mutua.services.claim_clocks import rules_of_request
from mutua.services.claim_life import Desktop, pay, returned
from mutua.services.claim_states import joined, states
from mutua.services.decide_claim import Refusal
from mutua.services.list_claims import Wanted as Asked
from mutua.services.list_claims import list_claims
from mutua.services.payment_draft import draft
from mutua.services.payment_runs import Wanted, approve_run, prepare, release
from mutua.services.request_letters import ask_for_papers
from mutua.services.society import payment_day
from mutua.store.accounts import find_account
from mutua.store.payment_runs import RunTold
from mutua.store.tables import account, claim, payment
from mutua.store.vault import Vault

PAID, SENT = 6, 4  # requests of others that were paid, and that stand in the run


def leave_payments(
    at: Desktop, vault: Vault | None, member: int | None, *, clerk: str, approver: str
) -> None:
    """Of the member who shows their pages all but the newest is paid; of others the oldest, and one came back.

    The clerk prepares the run and gives its file out, the approver approves it.
    Nothing where somebody was paid before, or where there is nothing to pay.
    """
    today = day_in_rome(at.now)
    with at.archive.snapshot() as connection:
        if connection.scalar(select(payment.c.claim_id).limit(1)) is not None:
            return
        owed = draft(connection, today).lines
        theirs = select(claim.c.claim_id).select_from(joined()).where(claim.c.person_id == member)
        own = connection.scalars(theirs.where(states(today)["to-pay"]).order_by(claim.c.received_at)).all()[:-1]
        on = payment_day(connection, today) or today
        who = [find_account(connection, account.c.login == login) for login in (clerk, approver)]
    others = [one.claim_id for one in owed if one.person_id != member]
    for claim_id in (*own, *others[: PAID + 1]):
        _done(pay(at, claim_id, on=today, reference=f"BONIFICO-{claim_id}"))
    for claim_id in others[PAID : PAID + 1]:
        _done(returned(at, claim_id, on=today, reference=f"BONIFICO-{claim_id}"))
    desks = [replace(at, actor_id=one.actor_id) for one in who if one is not None]
    some = frozenset(others[PAID + 1 : PAID + 1 + SENT])
    if vault is not None and some and len(desks) == len(who):
        _run(desks[0], desks[1], vault, Wanted(on, but=frozenset(one.claim_id for one in owed) - some))


def ask_within_a_term(at: Desktop, vault: Vault | None) -> None:
    """Asks for the papers of the oldest requests that lack some under rules that say by when; once."""
    found = list_claims(at.archive, Asked(state="suspended", oldest_first=True, at_once=400), today=day_in_rome(at.now))
    assert not isinstance(found, Refusal)  # nobody was named
    asked = 0
    for one in found.claims:
        rules = rules_of_request(at.plans, one.plan_code, one.received_on)
        if rules is None or rules.procedure is None or isinstance(rules.procedure.completion, NoTerm):
            continue
        asked += not isinstance(ask_for_papers(at, one.claim_id, vault), Refusal)
        if asked == SENT:
            return


def _run(at: Desktop, second: Desktop, vault: Vault, wanted: Wanted) -> None:
    """A run with its file given out; no statement says yet that the money left."""
    run = prepare(at, wanted)
    assert isinstance(run, RunTold), run
    _done(approve_run(second, run.run_id, seen=run.content_digest))
    _done(release(at, vault, run.run_id))


def _done(found: object) -> None:
    """What is made here is right as it is written; anything else is a mistake of the program."""
    if isinstance(found, Refusal | list):
        raise AssertionError(found)

"""A payment run that was released, of which one payment was refused by the bank; another run that was dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import update

from bank.test_status_report import answer, transaction
from mutua.bank.status_report import read_status_report
from mutua.domain.access import Role
from mutua.services.payment_returns import take_payment_answers
from mutua.services.payment_runs import Released, Wanted, approve_run, drop, prepare, release
from mutua.store.approvals import Proposal
from mutua.store.debits import lock_bank
from mutua.store.payment_debits import DebitTold, tell_payment_debit
from mutua.store.payment_runs import RunTold
from mutua.store.tables import identity
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from mutua.store.vault import Vault
from services.member_helpers import desk
from services.payment_helpers import ANNAS, login
from services.societies import NOW, Society


def payments(society: Society, folder: Path) -> None:
    with society.archive.writer.begin() as connection:
        own = identity.c.person_id == society.people["Anna"]
        connection.execute(update(identity).where(own).values(iban=ANNAS))
    office = desk(society, NOW.date()).at
    clerk, approver = login(society, "prepara", Role.CLERK), login(society, "approva", Role.APPROVER)
    at, other = (replace(office, actor_id=actor_id) for actor_id in (clerk, approver))
    for _ in range(2):
        run = prepare(at, Wanted(date(2026, 6, 3)))
        assert isinstance(run, RunTold), run
        if run.run_id == 1:
            assert isinstance(drop(at, run.run_id), RunTold)
    assert isinstance(approve_run(other, run.run_id, seen=run.content_digest), Proposal)
    vault = Vault(folder / "files", folder / "keys" / "master.key")
    made = release(at, vault, run.run_id)
    assert isinstance(made, Released), made
    raw = answer(transaction("SCT-000002-00001", amount="")).replace(b"SDD-", b"SCT-")
    told = take_payment_answers(at, read_status_report(raw))
    assert [one.code for one in told] == ["refused"], told
    debit = DebitTold(run.run_id, None, 999, date(2026, 6, 3), run.total_cents)  # a movement that was erased since

    def went(unit: UnitOfWork) -> None:
        lock_bank(unit)
        tell_payment_debit(unit, debit)

    unit_of_work(society.archive, [], went, actor_id=clerk, now=NOW)

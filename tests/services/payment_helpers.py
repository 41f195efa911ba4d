"""A small society on bank day: accounts, decided requests, a clerk who prepares and an approver who releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import update

from mutua.domain.access import Role
from mutua.services.accounts import Given, add_user
from mutua.services.claim_life import Desktop
from mutua.services.collect_debits import CUC, change_creditor
from mutua.services.payment_draft import Draft, draft
from mutua.services.payment_runs import Released, Wanted, approve_run, prepare, release
from mutua.services.payments_waiting import WaitingToPay, waiting_to_pay
from mutua.services.society import change_letterhead
from mutua.store.accounts import change_account, find_account
from mutua.store.approvals import Proposal
from mutua.store.database import Archive
from mutua.store.ledger import balances_of_claim
from mutua.store.payment_runs import LineTold, RunTold, lines_of_run, runs_told
from mutua.store.tables import account, identity
from mutua.store.vault import Vault
from services.societies import NOW, Society, small_society

ANNAS, CARLAS = "IT89O0300203280429513916296", "IT48N0300203280543765183341"
SOCIETYS = "IT60X0542811101000000123456"
PAY_ON = date(2026, 6, 3)  # a Wednesday; NOW is the Monday before


@dataclass
class BankDay:
    """The society, the desks of those who work in it, and where the key lies."""

    society: Society
    clerk: int
    approver: int
    vault: Vault

    @property
    def archive(self) -> Archive:
        return self.society.archive

    def desk(self, actor_id: int, now: datetime | None = None) -> Desktop:
        one = self.society
        return Desktop(one.archive, one.plans, actor_id, now or one.now, one.ids)

    def granted(self, name: str, spesa: int) -> int:
        """A request that was decided: seventy per cent is owed."""
        claim_id = self.society.claim(name, "VIS", spesa)
        self.society.decide(claim_id)
        return claim_id

    def draft(self, on: date = PAY_ON) -> Draft:
        with self.archive.reader.begin() as connection:
            return draft(connection, on)

    def page(self, number: int = 1, on: date = PAY_ON) -> WaitingToPay:
        with self.archive.reader.begin() as connection:
            return waiting_to_pay(connection, on, number)

    def prepared(self, **told: object) -> RunTold:
        made = prepare(self.desk(self.clerk), Wanted(PAY_ON, **told))  # type: ignore[arg-type]
        assert isinstance(made, RunTold), made
        return made

    def approved(self, run: RunTold) -> Proposal:
        made = approve_run(self.desk(self.approver), run.run_id, seen=run.content_digest)
        assert isinstance(made, Proposal), made
        return made

    def released(self, run: RunTold) -> Released:
        made = release(self.desk(self.clerk), self.vault, run.run_id)
        assert isinstance(made, Released), made
        return made

    def paid(self, **told: object) -> Released:
        """A run from the draft to the file."""
        run = self.prepared(**told)
        self.approved(run)
        return self.released(run)

    def run(self, run_id: int) -> RunTold:
        with self.archive.reader.begin() as connection:
            return runs_told(connection, [run_id])[0]

    def lines(self, run_id: int) -> list[LineTold]:
        with self.archive.reader.begin() as connection:
            return lines_of_run(connection, run_id)

    def books(self, claim_id: int) -> dict[str, int]:
        with self.archive.reader.begin() as connection:
            return balances_of_claim(connection, claim_id)

    def iban(self, name: str, iban: str) -> None:
        with self.archive.writer.begin() as connection:
            own = identity.c.person_id == self.society.people[name]
            connection.execute(update(identity).where(own).values(iban=iban))

    def disable(self, actor_id: int) -> None:
        with self.archive.writer.begin() as connection:
            found = find_account(connection, account.c.actor_id == actor_id)
            assert found is not None
            change_account(connection, found.id, disabled_at=datetime(2026, 6, 1, tzinfo=UTC))


def login(society: Society, name: str, *roles: Role, person: str = "") -> int:
    """Somebody with a login; gives the number under which they act."""
    made = add_user(
        society.archive, name, name.title(), roles, actor_id=society.actor_id, now=NOW, ids=society.ids,
        person_id=society.people[person] if person else None,
    )  # fmt: skip
    assert isinstance(made, Given), made
    with society.archive.reader.begin() as connection:
        found = find_account(connection, account.c.login == name)
    assert found is not None
    return found.actor_id


def bank_day(archive: Archive, folder: Path) -> BankDay:
    """Anna, her husband Bruno and their child Elio have Anna's account, Carla her own, Dario none."""
    society = small_society(archive, folder)
    society.household("N1", "Anna", "Bruno", "Elio")
    society.household("N2", "Carla")
    society.household("N3", "Dario")
    with archive.writer.begin() as connection:
        told = {"name": "Società Prova", "iban": SOCIETYS, "municipality": "Pinerolo"}
        assert change_letterhead(connection, told) == []
    clerk, approver = login(society, "clara", Role.CLERK), login(society, "aldo", Role.APPROVER)
    day = BankDay(society, clerk, approver, Vault(folder / "files", folder / "keys" / "master.key"))
    change_creditor(day.desk(clerk), {CUC: "ABCD1234"})
    day.iban("Anna", ANNAS)
    day.iban("Carla", CARLAS)
    return day

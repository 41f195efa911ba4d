"""A very small society with a row in every table that is kept: what the tamperer works on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import delete, select

from bank import statements
from faults.everything_approvals import approvals
from faults.everything_decided import decided
from faults.everything_doors import declarations, proxies
from faults.everything_firms import firms
from faults.everything_payments import payments
from mutua.domain.case import Balance
from mutua.domain.dues import Allocation, Channel, Charge, Due, DueKind, Receipt
from mutua.domain.identifiers.iban import Iban
from mutua.domain.records import ContributionTold, CoverTold, FactTold, Identity, LineTold, PersonTold
from mutua.rules.case_content import encode_facts
from mutua.services.apart import from_bank
from mutua.services.bank_import import apply, preview
from mutua.services.charge_writing import HouseholdCharges, write_charges
from mutua.services.collect_debits import CUC, IDENTIFIER, Collected, Wanted, change_creditor, collect
from mutua.services.confirm_lines import confirm_all_certain
from mutua.services.decide_claim import Refusal
from mutua.services.household_moves import Move, declare_cohabitation, move_household
from mutua.services.mail import choose_address
from mutua.services.mandates import add_mandate, revoke_mandate
from mutua.services.member_endings import record_death
from mutua.services.receive_money import Received, give_back, receive
from mutua.services.register import household_by_code, register_contribution, register_household
from mutua.services.society import change_letterhead
from mutua.store.bank_lines import remember_header
from mutua.store.ceilings import Pots, encode_pots, write_balances
from mutua.store.claims import tell_answer, tell_paper, tell_withdrawal
from mutua.store.covers import Carried, Exemption, tell_carried, tell_exemption
from mutua.store.database import Archive
from mutua.store.debits import Mandate
from mutua.store.dues import NoticeSent, PaymentChoice, tell_choice, tell_notice
from mutua.store.owed import notices_told
from mutua.store.people import FactRow, tell_employment, tell_fact
from mutua.store.personal import decisions_with_facts, erase_rows
from mutua.store.tables import (
    claim_paper,
    decision,
    employment,
    erasure,
    facts_seen,
    paper_issued,
    payment,
    pending_claim,
    person_erased,
)
from mutua.store.unit_of_work import UnitOfWork, unit_of_work
from services.member_helpers import desk, member
from services.societies import JOINED, NOW, Society, small_society


def everything(archive: Archive, folder: Path) -> Society:
    """People with firm, facts and contributions; requests paid, reduced, refused, authorised, withdrawn, erased."""
    society = small_society(archive, folder)
    _people(society)
    claims = _requests(society)
    for claim_id in claims:
        society.decide(claim_id)
    _later(society, claims)
    waiting = society.claim("Anna", "VIS", 1000)
    withdrawn = society.claim("Anna", "VIS", 2000)
    _withdraw(society, withdrawn)
    assert waiting
    society.claim("Anna", "VIS", 3000, public_id="uno")
    society.claim("Anna", "VIS", 3000, tops_up="uno")
    _members(society)
    _contributions(society)
    firms(society)
    _bank(society)
    approvals(society)
    decided(society)
    payments(society, folder)
    proxies(society)
    declarations(society)
    return society


def _people(society: Society) -> None:
    cover = CoverTold(society.plan_code, "base", JOINED, joined_on=JOINED)
    told = PersonTold(
        "N1", Identity("Rossi", "Anna", born_on=date(1980, 5, 17)), "titolare", JOINED, covers=(cover,),
        facts=(FactTold("comune", "Pinerolo", JOINED), FactTold("figli", 2, of_household=True)),
        firm_vat_number="01234567890", firm_name="Ditta",
    )  # fmt: skip

    def work(unit: UnitOfWork) -> dict[int, PersonTold]:
        return register_household(unit, [told], society.ids)

    made = unit_of_work(society.archive, [], work, actor_id=society.actor_id, now=NOW)
    with society.archive.reader.begin() as connection:
        home = household_by_code(connection, "N1")
    assert home is not None
    for id_ in made:
        society.people["Anna"], society.households[id_] = id_, home
    society.household("N2", "Bruno", "Carla")

    def due(unit: UnitOfWork) -> None:
        for day, paid in ((date(2026, 1, 31), date(2026, 1, 20)), (date(2026, 9, 30), None)):
            register_contribution(unit, home, ContributionTold("N1", society.plan_code, day, 30000, paid))

    unit_of_work(society.archive, [home], due, actor_id=society.actor_id, now=NOW)


def _requests(society: Society) -> list[int]:
    lines = (
        LineTold("VIS", {"servizio": date(2026, 5, 4), "fattura": date(2026, 5, 4), "spesa": 4000}, provider="Studio"),
        LineTold("CICLO", {"servizio": date(2026, 5, 4), "spesa": 90000, "gruppo": "g", "numero_fattura": "7"}),
    )
    return [
        society.claim("Anna", "VIS", 50000),
        society.claim("Anna", "VIS", 20000),
        society.claim("Bruno", "VIS", 1000, papers={"fattura": date(2026, 5, 4)}),
        society.claim("Carla", "VIS", 1000),
        society.claim("Anna", "", lines=lines),
        society.claim("Bruno", "CASA", public_id="aut", quantità=600, authorises=True),
        society.claim("Bruno", "CASA", authorised_by="aut", quantità=480),
        society.claim("Bruno", "CICLO", 20000, gruppo="x"),
    ]


def _later(society: Society, claims: list[int]) -> None:
    """An answer and a paper that came later, a payment, a job at another firm, the facts of one decision erased.

    A card that was printed, a letter that asked for papers; a neighbour who was erased long ago.
    """
    home = society.households[society.people["Anna"]]

    def work(unit: UnitOfWork) -> None:
        told = unit.entry(home, "answer")
        tell_answer(told, 1, claims[2], 0, encode_facts({"ok": True}))
        tell_paper(told, 1, claims[0], 0, "referto", date(2026, 5, 4), "ab" * 32)
        unit.entry(home, "payment").add(payment, claims[0], "payment", "2026-06-01", 100, "E2E")
        tell_employment(unit.entry(home, "people"), 1, society.people["Anna"], firm, JOINED, date(2025, 1, 1))
        gone = unit.connection.execute(
            select(decision.c.chain_id, decision.c.position).where(decision.c.claim_id == claims[1])
        ).one()
        unit.entry(home, "erasure").add(erasure, 1, gone.chain_id, gone.position, "richiesta")
        unit.connection.execute(
            delete(facts_seen).where(
                (facts_seen.c.chain_id == gone.chain_id) & (facts_seen.c.position == gone.position)
            )
        )

    with society.archive.reader.begin() as connection:
        firm = int(connection.scalars(select(employment.c.firm_id)).one())
    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=NOW)
    other = society.households[society.people["Bruno"]]

    def last(unit: UnitOfWork) -> None:
        printed = ("card", society.people["Bruno"], None, None, "2026-05-04", "cd" * 32, 1000)
        unit.entry(other, "paper").add(paper_issued, *printed)
        asked = unit.entry(other, "paper")
        asked.add(paper_issued, "papers_asked", society.people["Bruno"], None, None, "2026-05-04", "ef" * 32, 1000)
        asked.add(claim_paper, claims[2], 1, "2026-06-03", "")
        _erased(unit, other, society.people["Carla"])
        tell_fact(unit.entry(other, "people"), 1, FactRow(None, "figli", encode_facts({"figli": 3}), None))

    unit_of_work(society.archive, [other], last, actor_id=society.actor_id, now=NOW)


def _erased(unit: UnitOfWork, home: int, person_id: int) -> None:
    """A person taken away, with the entry that says so and names their decisions."""
    entry = unit.entry(home, "erasure")
    for number, (chain_id, position) in enumerate(decisions_with_facts(unit.connection, person_id), 1):
        entry.add(erasure, number, chain_id, position, "richiesta")
    entry.add(person_erased, person_id, "2026-05-05", "richiesta")
    erase_rows(unit.connection, person_id)


def _members(society: Society) -> None:
    """A member in the book; a grown child that moves out and lives apart; a death."""
    society.household("N9", "Elsa", "Fabio", "Gina")
    member(society, "Elsa")
    at = desk(society, NOW.date())
    people = society.people
    out = Move("N10", "titolare", date(2026, 3, 1), "adult_child")
    told = (
        declare_cohabitation(at, people["Gina"], cohabiting=False, on=date(2026, 2, 1), evidence="unknown"),
        move_household(at, people["Gina"], out), record_death(at, people["Fabio"], died_on=date(2026, 4, 1)),
    )  # fmt: skip
    assert [one for one in told if isinstance(one, Refusal)] == []
    _covers(society)


def _covers(society: Society) -> None:
    """Somebody need not join; use that is carried to another plan."""
    home, person = society.households[society.people["Elsa"]], society.people["Elsa"]
    day = date(2026, 1, 1)

    def work(unit: UnitOfWork) -> None:
        exemption = Exemption(person, society.plan_code, "copertura_altrove", "certificate", day, None)
        tell_exemption(unit.entry(home, "exemption"), 1, exemption)
        told = Carried(person, str(person), society.plan_code, "visite", "altra/piano", "visite", day)
        tell_carried(unit.entry(home, "carry"), 1, told, 700)
        pots: Pots = {("visite", str(person)): {day: Balance(700)}}
        write_balances(unit, {(person, "altra/piano", 2026): encode_pots(pots, 2026)})

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=NOW)


def _contributions(society: Society) -> None:
    """A year charged in two parts, paid by a transfer that came back, then in cash and above it."""
    plan, year, day = society.plan_code, 2026, date(2026, 1, 30)
    anna, home = society.people["Anna"], society.households[society.people["Anna"]]
    days = (date(2026, 1, 1), date(2026, 12, 31))
    whole = Charge(anna, plan, year, "base", "Quota", 12000, None, *days, "2026-01-01", "ab" * 32, "art. 8")
    parts = (Due(anna, plan, year, 1, day, 6000), Due(anna, plan, year, 2, date(2026, 6, 30), 6300, 300))
    firms = whole._replace(firm_id=_firm(society), amount_cents=500, item="azienda")
    theirs = Due(anna, plan, year, 3, day, 500, firm_id=firms.firm_id, statement_id=1, reference="RF812000000001")
    choice = PaymentChoice(plan, year, "due rate", "direct_debit", day)

    def work(unit: UnitOfWork) -> tuple[HouseholdCharges, ...]:
        told = [HouseholdCharges(home, (whole, firms), (*parts, theirs))]
        done = write_charges(unit, told, booked_on=day)
        entry = unit.entry(home, "payment_choice")
        tell_choice(entry, 1, choice)
        tell_notice(unit.entry(home, "notice"), NoticeSent(year, "notice", 1, day, "RF", 12300, "ab" * 32))
        notices_told(unit, [(day, year, home)])
        last = whole._replace(amount_cents=-100, corrects_id=done[0].charges[0].charge_id)
        credit = parts[0]._replace(sequence=4, amount_cents=-100, kind=DueKind.CREDIT)
        write_charges(unit, [HouseholdCharges(home, (last,), (credit,))], booked_on=day)
        return done

    (made,) = unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=NOW)
    at = desk(society, NOW.date()).at
    came = receive(at, Receipt(Channel.TRANSFER, day, 5000, anna, reference="CRO1"))
    assert isinstance(came, Received)
    cash = receive(at, Receipt(Channel.CASH, date(2026, 3, 1), 20000, anna))
    firm_paid = receive(
        at, Receipt(Channel.TRANSFER, date(2026, 3, 2), 500, payer_firm_id=firms.firm_id, reference="CRO2"),
        [Allocation(made.dues[2].due_id, 500)],
    )  # fmt: skip
    back = give_back(at, came.receipt.receipt_id, on=date(2026, 2, 2), reference="CRO3")
    assert [one for one in (cash, firm_paid, back) if isinstance(one, Refusal)] == []


def _bank(society: Society) -> None:
    """A statement, two mandates of which one is over, a collection, its money and the money that went back."""
    anna, home = society.people["Anna"], society.households[society.people["Anna"]]
    plan_code, days, on = society.plan_code, (date(2026, 1, 1), date(2026, 12, 31)), date(2026, 6, 30)
    charged = Charge(anna, plan_code, 2026, "sdd", "Quota", 4000, None, *days, "2026-01-01", "ab" * 32, "art. 8")
    told = HouseholdCharges(home, (charged,), (Due(anna, plan_code, 2026, 9, on, 4000),))

    def work(unit: UnitOfWork) -> None:
        write_charges(unit, [told], booked_on=days[0])
        choose_address(unit, anna, "anna@esempio.it")

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=NOW)
    with society.archive.writer.begin() as connection:
        change_letterhead(connection, {"name": "Prova", "iban": "IT60X0542811101000000123456"})
        remember_header(connection, "data\timporto", "{}")
    at, later = desk(society, NOW.date()).at, desk(society, date(2026, 7, 6)).at
    change_creditor(at, {IDENTIFIER: "IT45ZZZ0000012345670017", CUC: "ABCD1234"})
    iban = Iban("IT89O0300203280429513916296")
    made = [add_mandate(at, anna, iban, signed_on=days[0], meant=True) for _ in range(2)]
    assert isinstance(made[0], Mandate)
    assert isinstance(revoke_mandate(at, made[0].reference, days[0]), Mandate)
    asked = collect(at, Wanted(on, on, NOW.date()))
    assert isinstance(asked, Collected), asked
    name, cents = "SDD-000001-00001", asked.told.total_cents
    came = statements.Move(cents, "2026-06-30", end_to_end=name)
    back = statements.Move(-cents, "2026-07-02", end_to_end=name, reason="AM04")
    raw = statements.camt(came, back, days=("2026-06-01", "2026-07-03"))
    with society.archive.reader.begin() as connection:
        plan = preview(connection, from_bank(raw))
    assert len(apply(later, plan).line_ids) == 2
    assert len(confirm_all_certain(later).confirmed) == 2


def _firm(society: Society) -> int:
    with society.archive.reader.begin() as connection:
        return int(connection.scalars(select(employment.c.firm_id)).first() or 0)


def _withdraw(society: Society, claim_id: int) -> None:
    home = society.households[society.people["Anna"]]

    def work(unit: UnitOfWork) -> None:
        tell_withdrawal(unit.entry(home, "withdrawal"), claim_id, "ripensamento")
        unit.connection.execute(delete(pending_claim).where(pending_claim.c.claim_id == claim_id))

    unit_of_work(society.archive, [home], work, actor_id=society.actor_id, now=NOW)

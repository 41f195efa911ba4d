"""What the movements of the bank may be: all they are looked at beside, read once, and the proposals for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.match_values import (
    AskedDebit,
    CollectedDebit,
    Grade,
    Known,
    MoneyLine,
    PaidOut,
    Payer,
    PayerKey,
    PayerKind,
    Proposal,
)
from mutua.bank.matching import propose
from mutua.bank.names import Person
from mutua.domain.dues import DueStanding
from mutua.domain.identifiers.creditor_reference import find_references
from mutua.services.bank_candidates import candidates
from mutua.services.statement_settling import open_fund_shares
from mutua.store.bank_lines import KeptLine, confirmed_accounts, lines_in_state
from mutua.store.bulk import among
from mutua.store.debits import read_debits, read_mandates, receipt_of_debit
from mutua.store.dues import dues_of_firm, read_dues
from mutua.store.payment_runs import execution_days, released_lines
from mutua.store.people import read_people
from mutua.store.tables import firm, identity, receipt, receipt_payer
from mutua.store.tables_bank import COLLECTED, OPEN, RETURNED

_AT_ONCE = 500


class Matched(NamedTuple):
    """A movement that waits, and what it may be, the surest first."""

    kept: KeptLine
    proposals: list[Proposal]


class Beside(NamedTuple):
    """What movements of money that was asked or sent are looked at beside, whoever else pays; read once for a page."""

    asked: list[AskedDebit]
    collected: list[CollectedDebit]
    paid_out: list[PaidOut]
    mandates: list[tuple[int, str]]  # household and account


def read_beside(connection: Connection) -> Beside:
    asked, collected = _debits(connection)
    days = execution_days(connection)
    paid_out = [
        PaidOut(one.end_to_end, one.amount_cents, days[one.run_id], bool(one.event))
        for one in released_lines(connection)
    ]
    mandates = [(one.household_id, one.iban) for one in read_mandates(connection, live=True) if one.iban]
    return Beside(asked, collected, paid_out, mandates)


def matches(connection: Connection) -> list[Matched]:
    """Every movement that waits, by day, with its proposals; the same archive gives the same ones."""
    waiting = lines_in_state(connection, OPEN)
    if not waiting:
        return []
    lines = [money_line(one) for one in waiting]
    found = propose(lines, load_known(connection, lines, read_beside(connection)))
    return [Matched(one, found[one.line_id]) for one in waiting]


def certain_ones(connection: Connection, waiting: Sequence[KeptLine], beside: Beside) -> dict[int, Proposal]:
    """What each of the movements that wait certainly is, by number; nothing of the others.

    Nobody is looked for by name: a name alone makes nothing certain. Give all that wait: one takes from another.
    """
    lines = [money_line(one) for one in waiting]
    found = propose(lines, load_known(connection, lines, beside, by_name=False)) if lines else {}
    return {line_id: told[0] for line_id, told in found.items() if told and told[0].grade is Grade.CERTAIN}


def matches_of(
    connection: Connection, some: Sequence[KeptLine], waiting: Sequence[KeptLine], sure: Mapping[int, Proposal],
    beside: Beside,
) -> list[Matched]:  # fmt: skip
    """The same as `matches` of some of those that wait, where it is known what is `sure` among all of them."""
    lines, shown = [money_line(one) for one in some], {one.line_id for one in some}
    taken = {
        money_line(one): sure[one.line_id]
        for one in waiting if one.line_id in sure and one.line_id not in shown
    }  # fmt: skip
    found = propose(lines, load_known(connection, lines, beside), taken) if lines else {}
    return [Matched(one, found[one.line_id]) for one in some]


def money_line(kept: KeptLine) -> MoneyLine:
    one = kept.line
    return MoneyLine(
        kept.line_id, one.booked_on, one.amount_cents, one.other_name, one.other_iban, one.text,
        find_references(f"{one.text} {one.end_to_end}"), one.end_to_end, one.returned,
    )  # fmt: skip


def load_known(connection: Connection, lines: Sequence[MoneyLine], beside: Beside, *, by_name: bool = True) -> Known:
    """Who of those that may have paid these movements owes what, how they are called, from which accounts they paid
    before, and what was asked of the bank. `by_name`: also whoever is only named in a movement; else nobody is looked
    for by name."""
    homes, firm_ids = candidates(connection, lines, {one.payer.id for one in beside.asked}, by_name=by_name)
    people = _people(connection, homes)
    ibans = _accounts(connection, people, {one.iban for one in lines if one.iban}, beside.mandates)
    payers: list[Payer] = []
    for first in range(0, len(homes), _AT_ONCE):
        told = read_dues(connection, homes[first : first + _AT_ONCE])
        for home, dues in told.items():
            own = [one for one in dues if one.due.firm_id is None]
            who = tuple(people.get(home, {}).values()) if by_name else ()
            payers.append(_payer(PayerKey(PayerKind.HOUSEHOLD, home), who, ibans, own))
    for firm_id, name in connection.execute(_FIRMS.order_by(firm.c.id), {"ids": firm_ids}):
        key = PayerKey(PayerKind.FIRM, firm_id)
        made = _payer(key, (Person(name),) if by_name else (), ibans, dues_of_firm(connection, firm_id))
        payers.append(replace(made, fund_shares=open_fund_shares(connection, firm_id)))
    return Known(payers, beside.asked, beside.collected, beside.paid_out)


_FIRMS = select(firm.c.id, firm.c.name).where(among(firm.c.id))


def _payer(
    key: PayerKey, people: tuple[Person, ...], ibans: dict[PayerKey, set[str]], dues: Iterable[DueStanding]
) -> Payer:
    told = tuple(dues)
    references = frozenset(one.due.reference for one in told if one.due.reference)
    return Payer(key, people, frozenset(ibans.get(key, ())), references, told)


def _people(connection: Connection, homes: list[int]) -> dict[int, dict[int, Person]]:
    """The people of the households, also those who left, by their names."""
    found: dict[int, dict[int, Person]] = {}
    for first in range(0, len(homes), _AT_ONCE):
        places = read_people(connection, homes[first : first + _AT_ONCE], places_only=True).by_household
        ids = sorted({one.person_id for some in places.values() for one in some})
        names = {
            id_: Person(surname, given_name, id_)
            for id_, surname, given_name in connection.execute(_CALLED, {"ids": ids})
        }
        for home, some in places.items():
            own = found.setdefault(home, {})
            for one in some:
                if one.person_id in names:
                    own[one.person_id] = names[one.person_id]
    return found


_CALLED = select(identity.c.person_id, identity.c.surname, identity.c.given_name).where(among(identity.c.person_id))


def _accounts(
    connection: Connection, people: dict[int, dict[int, Person]], wanted: set[str], mandates: Iterable[tuple[int, str]]
) -> dict[PayerKey, set[str]]:
    """The accounts of each payer: told by them, in a mandate, or one of those `wanted`, seen in a movement that was
    confirmed as theirs: not where somebody outside had paid it, who may pay for others too."""
    home_of = {id_: home for home, some in people.items() for id_ in some}
    found: dict[PayerKey, set[str]] = {}
    for person_id, iban in connection.execute(_ACCOUNTS, {"ids": sorted(home_of)}):
        found.setdefault(PayerKey(PayerKind.HOUSEHOLD, home_of[person_id]), set()).add(_bare(iban))
    for home, iban in mandates:
        found.setdefault(PayerKey(PayerKind.HOUSEHOLD, home), set()).add(_bare(iban))
    seen = dict(confirmed_accounts(connection, wanted))
    rows = connection.execute(_PAID_WITH, {"ids": list(seen)}) if seen else ()
    by_line: dict[int, set[PayerKey]] = {}
    for line_id, home, firm_id, returned_of in rows:
        if returned_of is None:  # asked here: a database would go through all that never came back
            kind = PayerKind.HOUSEHOLD if firm_id is None else PayerKind.FIRM
            by_line.setdefault(line_id, set()).add(PayerKey(kind, home if firm_id is None else firm_id))
    for line_id, keys in by_line.items():
        if len(keys) == 1:
            found.setdefault(next(iter(keys)), set()).add(_bare(seen[line_id]))
    return found


_ACCOUNTS = select(identity.c.person_id, identity.c.iban).where(
    (identity.c.iban != "") & among(identity.c.person_id)
)
_PAID_WITH = (
    select(receipt.c.bank_line_id, receipt.c.chain_id, receipt.c.payer_firm_id, receipt.c.returned_of)
    .where(among(receipt.c.bank_line_id) & receipt.c.receipt_id.not_in(select(receipt_payer.c.receipt_id)))
)  # fmt: skip


def _bare(iban: str) -> str:
    return "".join(iban.split()).upper()


def _debits(connection: Connection) -> tuple[list[AskedDebit], list[CollectedDebit]]:
    asked, collected = [], []
    for one in read_debits(connection):
        key = PayerKey(PayerKind.HOUSEHOLD, one.household_id)
        if not one.event:
            name = collection_name(one.collection_id)
            asked.append(AskedDebit(one.end_to_end, name, one.collect_on, key, one.amount_cents, one.parts))
        elif one.event in (COLLECTED, RETURNED):
            paid = receipt_of_debit(connection, one.debit_id)
            if paid is not None:
                back = one.event == RETURNED
                collected.append(
                    CollectedDebit(one.end_to_end, paid, key, one.amount_cents, one.collect_on, returned=back)
                )
    return asked, collected


def collection_name(collection_id: int) -> str:
    """What a file of debits calls itself: `SDD-000012`."""
    return f"SDD-{collection_id:06d}"

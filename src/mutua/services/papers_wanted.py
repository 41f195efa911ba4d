"""Which papers are wanted: of one, or of everybody whom a year is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from sqlalchemy import Connection, select

from mutua.domain.member_life import standing_on
from mutua.rules.paper_notes import CertificateLaw
from mutua.rules.statute import Statute
from mutua.services import paper_values
from mutua.services.issue_papers import Wanted, file_name
from mutua.services.person_money import people_with_money
from mutua.services.plan_book import PlanBook
from mutua.store.members import every_life
from mutua.store.people import households_of
from mutua.store.tables import due, firm, person, receipt
from mutua.store.tables_kept import BOOK_CHAIN, FIRMS_CHAIN
from mutua.store.who import read_identities


def certificates(
    connection: Connection, plans: PlanBook, law: CertificateLaw, year: int, person_ids: Iterable[int] | None
) -> list[Wanted]:
    """The certificates of a year: of these people, or of all who paid or were paid something in it."""
    wanted = people_with_money(connection, year) if person_ids is None else list(person_ids)
    return [
        Wanted("certificate", home, one, None, year, file_name("attestazione", year, number),
               partial(paper_values.certificate, plans=plans, law=law, person_id=one, year=year), one)
        for one, home, number in _numbered(connection, wanted)
    ]  # fmt: skip


def cards(connection: Connection, on: date, person_ids: Iterable[int] | None) -> list[Wanted]:
    """The cards: of these people, or of everybody who is a member on the day."""
    if person_ids is None:
        lives = every_life(connection)
        person_ids = sorted(one for one, life in lives.items() if standing_on(life.events, on).is_member)
    return [
        Wanted("card", home, one, None, None, file_name("tessera", number),
               partial(paper_values.card, person_id=one))
        for one, home, number in _numbered(connection, list(person_ids))
    ]  # fmt: skip


def statements(connection: Connection, plans: PlanBook, year: int, household_ids: Iterable[int] | None) -> list[Wanted]:
    """The statements of a year: of these households, or of all that owed or paid something in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if household_ids is None:
        owed = select(due.c.chain_id).where(due.c.due_on.between(first, last), due.c.firm_id.is_(None))
        paid = select(receipt.c.chain_id).where(receipt.c.received_on.between(first, last))
        found = {*connection.scalars(owed), *connection.scalars(paid.where(receipt.c.payer_firm_id.is_(None)))}
        household_ids = sorted(one for one in found if one < BOOK_CHAIN)
    heads = {one: paper_values.head_of(connection, one, last) for one in household_ids}
    numbers = _numbers(connection, [one for one in heads.values() if one is not None])
    return [
        Wanted("statement", home, None, None, year, file_name("estratto", year, numbers.get(head or 0, str(home))),
               partial(paper_values.statement, plans=plans, household_id=home, year=year))
        for home, head in heads.items()
    ]  # fmt: skip


def firm_lists(connection: Connection, year: int, firm_ids: Iterable[int] | None) -> list[Wanted]:
    """The lists of a year: of these firms, or of all on whose account something was ever due."""
    wanted = set(connection.scalars(select(due.c.firm_id).where(due.c.firm_id.is_not(None)).distinct()))
    query = select(firm.c.id, firm.c.vat_number, firm.c.public_id).order_by(firm.c.id)
    return [
        Wanted("firm_list", FIRMS_CHAIN, None, id_, year, file_name("elenco-cu", year, vat_number or public_id),
               partial(paper_values.firm_list, firm_id=id_, year=year))
        for id_, vat_number, public_id in connection.execute(query)
        if id_ in (wanted if firm_ids is None else set(firm_ids))
    ]  # fmt: skip


def members_book(statute: Statute, as_of: date) -> list[Wanted]:
    """The members' book as of a day. One day's book is one paper, whatever is written in it later."""
    return [
        Wanted("members_book", BOOK_CHAIN, None, None, as_of.year * 10_000 + as_of.month * 100 + as_of.day,
               file_name("libro-soci", as_of.isoformat()),
               partial(paper_values.book, statute=statute, as_of=as_of))
    ]  # fmt: skip


def firm_numbered(connection: Connection, vat_number: str) -> int | None:
    return connection.scalar(select(firm.c.id).where(firm.c.vat_number == vat_number.strip()))


def _numbered(connection: Connection, person_ids: Sequence[int]) -> list[tuple[int, int, str]]:
    """The people with a household each, on whose chain their papers are noted, and the number for the file's name."""
    homes = households_of(connection, person_ids)
    numbers = _numbers(connection, person_ids)
    return [(one, min(homes[one]), numbers[one]) for one in person_ids if one in homes]


def _numbers(connection: Connection, person_ids: Sequence[int]) -> dict[int, str]:
    """Card numbers; the random name of who has none."""
    who = read_identities(connection, person_ids)
    found = {one: who[one].card_number for one in person_ids if one in who and who[one].card_number}
    for one in person_ids:
        if one not in found:
            found[one] = connection.scalar(select(person.c.public_id).where(person.c.id == one)) or str(one)
    return found

"""A movement shared out by a person: who may have paid, what each owes, and the parts as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from mutua.bank.match_values import PayerKey, PayerKind
from mutua.domain.dues import Outsider
from mutua.services.bank_names import names_with_heads
from mutua.services.bank_work import Confirmed, for_its_key
from mutua.services.claim_life import Desktop
from mutua.services.confirm_lines import Part, split
from mutua.services.decide_claim import Refusal
from mutua.services.once import Wish
from mutua.services.receive_money import open_dues
from mutua.services.register import household_by_code
from mutua.services.search import search
from mutua.services.statement_settling import open_fund_shares
from mutua.store.bulk import among
from mutua.store.people import households_of
from mutua.store.tables import firm, household, identity, person

MOST_PAYERS = 8  # looked at together


class Owed(NamedTuple):
    """Something a payer may pay: a due, or a firm's statement, which is paid whole. `what` names it in a form."""

    what: str
    due_on: date
    who: str  # for whom, "" for a statement
    reference: str  # of a statement, "" for a due
    open_cents: int


class PayerShown(NamedTuple):
    """Who may have paid, with all they owe; `what` names money kept on account for them."""

    what: str
    name: str
    owed: tuple[Owed, ...]


def payers_meant(connection: Connection, words: str, language: str) -> list[tuple[str, str]]:
    """Households and firms that the words may mean, by person, code of the household or name: what, and the name."""
    found = search(connection, words)
    people = _numbers(connection, person, [one.public_id for one in found.people])
    keys = [
        PayerKey(PayerKind.HOUSEHOLD, home)
        for homes in households_of(connection, people).values() for home in sorted(homes)
    ]  # fmt: skip
    told = household_by_code(connection, words.strip())
    if told is not None:
        keys.insert(0, PayerKey(PayerKind.HOUSEHOLD, told))
    firms = _numbers(connection, firm, [one.public_id for one in found.firms])
    keys += [PayerKey(PayerKind.FIRM, id_) for id_ in firms]
    names = names_with_heads(connection, keys, language)
    return [(_written(key), names[key]) for key in dict.fromkeys(keys) if key in names]


def _numbers(connection: Connection, table: object, public_ids: Sequence[str]) -> list[int]:
    """The numbers of public names, in their order."""
    assert table is person or table is firm
    query = select(table.c.public_id, table.c.id).where(table.c.public_id.in_(public_ids))
    rows = {public_id: int(id_) for public_id, id_ in connection.execute(query)}
    return [rows[one] for one in public_ids if one in rows]


def _written(key: PayerKey) -> str:
    return f"{key.kind.value}:{key.id}"


def read_payer(text: str) -> PayerKey | None:
    """`household:12`, `firm:3`; None for anything else."""
    kind, _, number = text.partition(":")
    if kind not in (one.value for one in PayerKind) or not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    return PayerKey(PayerKind(kind), int(number))


def payers_shown(connection: Connection, told: Iterable[str], language: str) -> list[PayerShown]:
    """The payers that were chosen, each with what is open; what names nobody is left out."""
    keys = [key for one in dict.fromkeys(told) if (key := read_payer(one)) is not None][:MOST_PAYERS]
    names = names_with_heads(connection, keys, language)
    return [PayerShown(_written(key), names[key], tuple(_owed(connection, key))) for key in keys if key in names]


def _owed(connection: Connection, key: PayerKey) -> list[Owed]:
    if key.kind is PayerKind.FIRM:
        return _statements(connection, key.id)
    dues = [one for one in open_dues(connection, household_id=key.id) if one.due.firm_id is None]
    query = select(identity.c.person_id, identity.c.surname, identity.c.given_name).where(among(identity.c.person_id))
    rows = connection.execute(query, {"ids": sorted({one.due.person_id for one in dues})})
    names = {row.person_id: f"{row.surname} {row.given_name}".strip() for row in rows}
    return [
        Owed(f"due:{one.due.due_id}", one.due.due_on, names.get(one.due.person_id, ""), "", one.open_cents)
        for one in dues if one.open_cents > 0
    ]  # fmt: skip


def _statements(connection: Connection, firm_id: int) -> list[Owed]:
    """A firm's open statements, each with all its lines and what it asks for the fund."""
    funds = dict(open_fund_shares(connection, firm_id))
    sums: dict[str, tuple[date, int]] = {}
    for one in open_dues(connection, firm_id=firm_id):
        day, cents = sums.get(one.due.reference, (one.due.due_on, 0))
        sums[one.due.reference] = min(day, one.due.due_on), cents + one.open_cents
    return [
        Owed(f"statement:{firm_id}:{reference}", day, "", reference, cents + funds.get(reference, 0))
        for reference, (day, cents) in sums.items() if cents > 0
    ]  # fmt: skip


def split_as_written(
    at: Desktop, line_id: int, told: Sequence[tuple[str, int]], by: Outsider | None = None, wish: Wish | None = None
) -> Confirmed | Refusal:  # fmt: skip
    """Shares a movement out as a person wrote it: what is paid (`due:12`, `statement:3:RF18…`, `household:5`), and the
    cents of each. Refuses what `split` refuses, and a statement of which less or more than all is said."""
    with at.archive.reader.begin() as connection:
        parts: list[Part] = []
        for what, cents in told:
            some = _parts(connection, what, cents)
            if isinstance(some, Refusal):
                return some
            parts += some
    return split(at, line_id, parts, by, wish)


def split_once(
    at: Desktop, line_id: int, told: Sequence[tuple[str, int]], by: Outsider | None, key: str
) -> Confirmed | Refusal:  # fmt: skip
    """Shares a movement out as written, once for the key: told again it is what was done then."""
    wish = Wish("split_line", key, repr((line_id, list(told), by)).encode())
    return for_its_key(at, wish, lambda: split_as_written(at, line_id, told, by, wish))


def _parts(connection: Connection, what: str, cents: int) -> list[Part] | Refusal:
    kind, _, rest = what.partition(":")
    if kind == "due" and rest.isascii() and rest.isdigit() and len(rest) < 19:
        return [Part(cents, int(rest))]
    if kind == "statement":
        number, _, reference = rest.partition(":")
        if number.isascii() and number.isdigit() and len(number) < 19:
            return _whole_statement(connection, int(number), reference, cents)
    key = read_payer(what)
    if key is None or not _is_there(connection, key):
        return Refusal("due_unknown", what)
    return [Part(cents, on_account_of=key)]


def _whole_statement(connection: Connection, firm_id: int, reference: str, cents: int) -> list[Part] | Refusal:
    dues = [one for one in open_dues(connection, firm_id=firm_id) if one.due.reference == reference]
    fund = dict(open_fund_shares(connection, firm_id)).get(reference, 0)
    if not dues or cents != sum(one.open_cents for one in dues) + fund:
        return Refusal("statement_not_whole", reference)
    parts = [Part(one.open_cents, one.due.due_id) for one in dues]
    return parts + ([Part(fund, on_account_of=PayerKey(PayerKind.FIRM, firm_id))] if fund else [])


def _is_there(connection: Connection, key: PayerKey) -> bool:
    table = household if key.kind is PayerKind.HOUSEHOLD else firm
    return connection.scalar(select(table.c.id).where(table.c.id == key.id)) is not None
